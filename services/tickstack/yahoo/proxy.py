"""An HTTP proxy that knows one way out: CONNECT to Yahoo's hosts, which it splices to the local TLS server.

Everything else is refused, so that nothing leaves the machine by accident. Requests to the port itself go to the
plain server behind it.
"""

import asyncio
import logging
import socket
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

log = logging.getLogger(__name__)

HEAD_LIMIT = 32_768
HEAD_SECONDS = 30
CHUNK = 65_536
Address = tuple[str, int]


class Proxy:
    """``tls`` and ``plain`` are the addresses of the local servers."""

    def __init__(self, hosts: Collection[str], tls: Address, plain: Address) -> None:
        self._hosts = hosts
        self._tls = tls
        self._plain = plain

    async def listen(self, door: socket.socket) -> asyncio.Server:
        return await asyncio.start_server(self._serve, sock=door, limit=HEAD_LIMIT)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            await self._route(head, reader, writer)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError) as error:
            log.debug("connection dropped: %r", error)
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    async def _route(self, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        method, target, *_ = [*head.split(b"\r\n", 1)[0].decode("latin-1").split(" "), "", ""]
        if method == "CONNECT" and target.lower() in {f"{host}:443" for host in self._hosts}:
            await self._splice(reader, writer, self._tls, hello=b"HTTP/1.1 200 Connection established\r\n\r\n")
        elif method != "CONNECT" and target.startswith("/"):
            await self._splice(reader, writer, self._plain, first=head)
        else:
            wanted = target if method == "CONNECT" else urlsplit(target).netloc or target
            log.warning("refused %s %s", method, wanted)
            writer.write(_refusal(f"offline: only {', '.join(self._hosts)} on port 443, not {wanted}\n"))
            await writer.drain()

    async def _splice(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        address: Address,
        *,
        hello: bytes = b"",
        first: bytes = b"",
    ) -> None:
        """Join client and ``address`` until the server ends; ``hello`` goes to the client, ``first`` to the server."""
        upstream_reader, upstream_writer = await asyncio.open_connection(*address)
        try:
            writer.write(hello)
            upstream_writer.write(first)
            asked = asyncio.create_task(_copy(reader, upstream_writer))
            try:
                await _copy(upstream_reader, writer)
            finally:
                asked.cancel()
                await asyncio.wait([asked])
        finally:
            upstream_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy to the end of ``reader``, and say there that it has ended."""
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.write_eof()


def _refusal(message: str) -> bytes:
    body = message.encode("latin-1", "replace")
    head = ("HTTP/1.1 403 Forbidden", "Content-Type: text/plain", f"Content-Length: {len(body)}", "Connection: close")
    return "\r\n".join([*head, "", ""]).encode() + body
