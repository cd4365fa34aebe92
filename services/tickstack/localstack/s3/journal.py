"""A file of records that only grows, each whole or absent, and that can be written anew in one step.

A record is its length, the checksum of its bytes, the checksum of these two numbers, and its bytes. A process that is
killed leaves at most one unfinished record at the end, which was never acknowledged and is cut off. Anything else that
does not fit is damage, and stops whoever opens the journal: behind it may lie acknowledged records.
"""

import fcntl
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tickstack.errors import StateError

MARK = b"tickstack-s3-journal 1\n"
"""What the file starts with: the format's name and version."""

ADVICE = (
    "put back a copy of its folder, or forget the state: 'tickstack down --volumes' (in compose: "
    "'docker compose down -v')"
)

_NUMBERS = struct.Struct("<II")
_HEAD = struct.Struct("<III")


class Journal:
    """The journal at ``path``, whose folder exists. One process at a time may hold it.

    Raises StateError when another process holds it. Call ``read`` to its end before ``append``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(self._lock)
            raise StateError(f"{path.parent} is in use by another LocalStack: stop that one first") from None
        if not path.exists():
            self._replace(())
        self._file = os.open(path, os.O_RDWR | os.O_APPEND)
        self.size = 0
        """Bytes of the whole records in the file, the mark included."""

    def read(self) -> Iterator[bytes]:
        """Yield every record's bytes, then cut an unfinished one off. Raises StateError for damage."""
        length = os.fstat(self._file).st_size
        with os.fdopen(os.dup(self._file), "rb") as file:
            file.seek(0)
            if file.read(len(MARK)) != MARK:
                raise self._damage("does not start as a journal of this version of tickstack")
            self.size = len(MARK)
            while length - self.size >= _HEAD.size:
                size, checksum, head_checksum = _HEAD.unpack(file.read(_HEAD.size))
                if zlib.crc32(_NUMBERS.pack(size, checksum)) != head_checksum:
                    raise self._damage(f"is damaged at byte {self.size}")
                if length - self.size - _HEAD.size < size:
                    break
                record = file.read(size)
                if zlib.crc32(record) != checksum:
                    raise self._damage(f"is damaged behind byte {self.size}")
                self.size += _HEAD.size + size
                yield record
        os.ftruncate(self._file, self.size)

    def append(self, record: bytes) -> None:
        """Write ``record``; when this returns, it outlives the process. Raises OSError, and then nothing was added."""
        whole = _framed(record)
        try:
            _write(self._file, whole)
        except OSError:
            os.ftruncate(self._file, self.size)
            raise
        self.size += len(whole)

    def rewrite(self, records: Iterable[bytes]) -> None:
        """Put ``records`` in the place of all there are: a crash leaves the former ones or these."""
        size = self._replace(records)
        os.close(self._file)
        self._file = os.open(self._path, os.O_RDWR | os.O_APPEND)
        self.size = size

    def close(self) -> None:
        """Let another process have the journal."""
        os.close(self._file)
        os.close(self._lock)

    def _replace(self, records: Iterable[bytes]) -> int:
        beside = self._path.with_name(self._path.name + ".new")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(MARK)
            file.writelines(_framed(record) for record in records)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        beside.replace(self._path)
        return size

    def _damage(self, what: str) -> StateError:
        return StateError(f"{self._path} {what}: {ADVICE}")


def _framed(record: bytes) -> bytes:
    numbers = _NUMBERS.pack(len(record), zlib.crc32(record))
    return numbers + zlib.crc32(numbers).to_bytes(4, "little") + record


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]
