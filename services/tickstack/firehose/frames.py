"""Files of frames, each with its length and checksum: what a crash cut off at the end is told from what was written."""

import os
import struct
import zlib
from collections.abc import Callable, Iterator

type Write = Callable[[int, bytes], int]
"""``os.write``: may take less than it is given, or raise OSError."""

HEAD = struct.Struct("<II")


def frame(payload: bytes) -> bytes:
    """The payload as it is stored: length, CRC-32, bytes."""
    return HEAD.pack(len(payload), zlib.crc32(payload)) + payload


def frames(content: bytes) -> Iterator[memoryview]:
    """The payloads of the whole frames that ``content`` begins with."""
    view = memoryview(content)
    position = 0
    while (end := position + HEAD.size) <= len(view):
        length, checksum = HEAD.unpack_from(view, position)
        payload = view[end : end + length]
        if len(payload) < length or zlib.crc32(payload) != checksum:
            return
        yield payload
        position = end + length


def append(descriptor: int, payload: bytes, write: Write = os.write) -> int:
    """Append a frame with one write: its size in bytes.

    Raises OSError when it was not written whole; then nothing of it is left, where the file system allows that.
    """
    stored = frame(payload)
    before = os.fstat(descriptor).st_size
    try:
        written = write(descriptor, stored)
        if written < len(stored):
            raise OSError(f"only {written} of {len(stored)} bytes were written: the disk is full")
    except OSError:
        os.ftruncate(descriptor, before)
        raise
    return len(stored)
