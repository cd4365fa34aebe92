"""Avro's binary encoding of primitive values: https://avro.apache.org/docs/1.11.1/specification/#binary-encoding."""

import struct
from collections.abc import Iterator

_FLOAT, _DOUBLE = struct.Struct("<f"), struct.Struct("<d")


class Cursor:
    """A place in a block of data."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def long(self) -> int:
        """A number, seven bits a byte, zigzag."""
        data, at = self.data, self.at
        byte = data[at]
        if byte < 0x80:  # most are
            self.at = at + 1
            return byte >> 1 ^ -(byte & 1)
        number, shift = byte & 0x7F, 7
        while byte & 0x80:
            at += 1
            byte = data[at]
            number |= (byte & 0x7F) << shift
            shift += 7
        self.at = at + 1
        return number >> 1 ^ -(number & 1)

    def take(self, size: int) -> bytes:
        """So many bytes."""
        at = self.at
        self.at = end = at + size
        if size < 0 or end > len(self.data):
            raise IndexError("the data ends within a value")
        return self.data[at:end]

    def blob(self) -> bytes:
        """Bytes after their length."""
        return self.take(self.long())

    def text(self) -> str:
        """Text after its length in bytes."""
        return self.take(self.long()).decode("utf-8", "replace")

    def single(self) -> float:
        """A number of 32 bits."""
        found: float = _FLOAT.unpack(self.take(4))[0]
        return found

    def double(self) -> float:
        """A number of 64 bits."""
        found: float = _DOUBLE.unpack(self.take(8))[0]
        return found

    def flag(self) -> bool:
        """One byte."""
        return self.take(1) != b"\0"

    def blocks(self) -> Iterator[int]:
        """The counts of the blocks of an array or a map."""
        while count := self.long():
            if count < 0:
                self.long()
                count = -count
            yield count
