"""Lambda's Runtime API: the HTTP interface through which a runtime takes invocations and gives answers.

One server on a port of its own per process, since the runtime client accepts no path prefix. It only turns requests
into events; what they mean is the environment's business.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import queue
import re
import socket
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tickstack.localstack.executor.events import Event, Failure, InitFailure, Invocation, Ready, Response

PREFIX = "/2018-06-01/runtime"
ANSWER = re.compile(PREFIX + r"/invocation/([^/]+)/(response|error)")


class RuntimeApi:
    """The Runtime API of one process. ``emit`` is called, on a thread of the server, with every event."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._offered: queue.SimpleQueue[Invocation | None] = queue.SimpleQueue()
        self._open: str | None = None
        self._asked = False
        self._closed = False
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._accept, name=f"runtime-api-{self.port}", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return int(self._server.server_address[1])

    def offer(self, invocation: Invocation) -> None:
        """Hand ``invocation`` to the runtime when it asks for the next one."""
        self._offered.put(invocation)

    def close(self) -> None:
        """Stop serving; a waiting runtime is cut off."""
        if self._closed:
            return
        self._closed = True
        self._offered.put(None)
        self._server.socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._server.server_close()

    def next(self) -> Invocation | None:
        """Wait for an invocation; None when the server closes."""
        if not self._asked:
            self._asked = True
            self._emit(Ready())
        invocation = self._offered.get()
        self._open = invocation.request_id if invocation else None
        return invocation

    def answer(self, request_id: str, kind: str, body: bytes) -> bool:
        """Take the answer to the open invocation. False when ``request_id`` is not the open one."""
        if request_id != self._open:
            return False
        self._open = None
        self._emit(Response(body) if kind == "response" else Failure(body))
        return True

    def init_error(self, body: bytes) -> None:
        """Take the error with which the runtime's initialisation ended."""
        self._emit(InitFailure(body))

    def _accept(self) -> None:
        while not self._closed:
            try:
                request, address = self._server.get_request()
            except OSError:
                return
            self._server.process_request(request, address)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, api: RuntimeApi) -> None:
        self.api = api
        super().__init__(("127.0.0.1", 0), _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own looks the host name up in DNS
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that the process cut is no news: its exit is."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one write per answer

    def parse_request(self) -> bool:
        """Read the request line and the headers; refuse what a page in a browser sends, whatever name it uses."""
        if not super().parse_request():
            return False
        named = self.headers.get("Host") == f"127.0.0.1:{self.server.api.port}"
        if not named or any(name.lower().startswith(("origin", "sec-fetch-")) for name in self.headers):
            self.close_connection = True
            self._send(HTTPStatus.FORBIDDEN, headers={"Connection": "close"})
            self.wfile.flush()
            return False
        return True

    def do_GET(self) -> None:
        if self.path != f"{PREFIX}/invocation/next":
            self._send(HTTPStatus.NOT_FOUND)
            return
        invocation = self.server.api.next()
        if invocation is None:
            self.close_connection = True
            return
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
            "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
            "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
            "Lambda-Runtime-Trace-Id": invocation.trace_id,
        }
        self._send(HTTPStatus.OK, invocation.payload, headers)

    def do_POST(self) -> None:
        body = self._body()
        if self.path == f"{PREFIX}/init/error":
            self.server.api.init_error(body)
            self._send(HTTPStatus.ACCEPTED, b'{"status":"OK"}\n')
        elif match := ANSWER.fullmatch(self.path):
            # also a response that is too large: on 413 the runtime exits and races with the next invocation
            if self.server.api.answer(match[1], match[2], body):
                self._send(HTTPStatus.ACCEPTED, b'{"status":"OK"}\n')
            else:
                self._send(HTTPStatus.BAD_REQUEST, b'{"errorType":"InvalidRequestID","errorMessage":"Invalid id"}\n')
        else:
            self._send(HTTPStatus.NOT_FOUND)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass  # trailers
        return b"".join(chunks)

    def _send(self, status: HTTPStatus, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response_only(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parameter's name is the base class's
        """The executor logs invocations, not requests."""
