"""One file with the state of one service: a line of JSON that says what it is, then the bytes.

Written beside its place and renamed, so that a crash leaves the former file or the new one whole. A file of another
format, of another service, or whose bytes are not those that were written stops the start: nothing is half read.
"""

import dataclasses
import json
import zlib
from pathlib import Path

from tickstack.errors import StateError

FORMAT = 1
LONGEST_HEAD = 1024  # bytes
ADVICE = "put back a copy of it, or forget the state: 'tickstack down --volumes' (in compose: 'docker compose down -v')"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Head:
    """The first line: ``address`` is the host and port under which the service's answers were made."""

    service: str
    address: str
    format: int
    checksum: int


def write(path: Path, service: str, address: str, payload: bytes) -> None:
    """Put ``payload`` into ``path`` in one step."""
    checksum = _checksum(service, address, payload)
    head = Head(service=service, address=address, format=FORMAT, checksum=checksum)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.touch(0o600)
    beside.write_bytes(json.dumps(dataclasses.asdict(head)).encode() + b"\n" + payload)
    beside.replace(path)


def read(path: Path, service: str) -> tuple[Head, bytes] | None:
    """Return the head and the bytes of ``path``; None where there is no such file. Raises StateError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    line, _, payload = content.partition(b"\n")
    try:
        fields = json.loads(line[:LONGEST_HEAD])
        written = fields["format"]
    except (ValueError, TypeError, KeyError):
        raise _unreadable(path, "is not the state of a service") from None
    if written != FORMAT:
        raise _unreadable(path, f"has format {written}, and this version of tickstack reads format {FORMAT}")
    try:
        head = Head(**fields)
    except TypeError:
        raise _unreadable(path, "is damaged") from None
    if head.checksum != _checksum(str(head.service), str(head.address), payload):
        raise _unreadable(path, "is damaged")
    if head.service != service:
        raise _unreadable(path, f"is the state of {head.service} instead of {service}")
    return head, payload


def _checksum(service: str, address: str, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(f"{service} {address}".encode()))


def _unreadable(path: Path, what: str) -> StateError:
    return StateError(f"{path} {what}: {ADVICE}")
