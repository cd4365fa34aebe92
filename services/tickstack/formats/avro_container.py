"""Avro's container of records: a header with the schema, then blocks, each compressed by itself.

https://avro.apache.org/docs/1.11.1/specification/#object-container-files
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cramjam import DecompressionError, snappy, zstd

from tickstack.formats.avro_cursor import Cursor
from tickstack.formats.avro_resolution import Read
from tickstack.formats.avro_schema import Schema, SchemaError, parsed

MAGIC = b"Obj\x01"
SYNC = 16


class BrokenAvroError(Exception):
    """The bytes are no Avro file, or a damaged one."""


@dataclass(frozen=True)
class Codec:
    """A compression of blocks, by its name in the header."""

    name: str
    pack: Callable[[bytes, int], bytes]
    unpack: Callable[[bytes], bytes]


def _deflate(data: bytes, _level: int) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _snappy(data: bytes, _level: int) -> bytes:
    return bytes(snappy.compress_raw(data)) + zlib.crc32(data).to_bytes(4, "big")


CODECS = {
    "NONE": Codec("null", lambda data, _: data, bytes),
    "DEFLATE": Codec("deflate", _deflate, lambda data: zlib.decompress(data, wbits=-15)),
    "SNAPPY": Codec("snappy", _snappy, lambda data: bytes(snappy.decompress_raw(data[:-4]))),
    "BZIP2": Codec("bzip2", lambda data, _: bz2.compress(data), bz2.decompress),
    "ZSTD": Codec(
        "zstandard", lambda data, level: bytes(zstd.compress(data, level)), lambda data: bytes(zstd.decompress(data))
    ),
    "XZ": Codec("xz", lambda data, _: lzma.compress(data), lzma.decompress),
}
_NAMED = {codec.name: codec for codec in CODECS.values()}
_BROKEN = (IndexError, KeyError, ValueError, OSError, EOFError, zlib.error, lzma.LZMAError, DecompressionError)


class AvroFile:
    """A file's schema and its records. Raises BrokenAvroError."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != MAGIC:
            raise BrokenAvroError("Not an Avro data file")
        self._data = data
        cursor = Cursor(data)
        cursor.at = len(MAGIC)
        try:
            header = {cursor.text(): cursor.blob() for count in cursor.blocks() for _ in range(count)}
            self._sync = cursor.take(SYNC)
            self.text = header["avro.schema"]
        except _BROKEN as error:
            raise BrokenAvroError(f"Malformed header: {error}") from None
        self._first = cursor.at
        named = header.get("avro.codec", b"null").decode("utf-8", "replace")
        if named not in _NAMED:
            raise BrokenAvroError(f"Unrecognized codec: {named}")
        self._codec = _NAMED[named]

    @cached_property
    def schema(self) -> Schema:
        """What the records were written by."""
        try:
            return parsed(self.text)
        except SchemaError as error:
            raise BrokenAvroError(str(error)) from None

    def count(self) -> int:
        """The number of records. Raises BrokenAvroError."""
        cursor, found = Cursor(self._data), 0
        cursor.at = self._first
        try:
            while cursor.at < len(self._data):
                found += cursor.long()
                size = cursor.long()
                cursor.at += size + SYNC
        except _BROKEN as error:
            raise BrokenAvroError(str(error)) from None
        return found

    def records(self, read: Read) -> Iterator[Any]:
        """The records, as ``read`` reads them."""
        outer = Cursor(self._data)
        outer.at = self._first
        try:
            while outer.at < len(self._data):
                count = outer.long()
                block = Cursor(self._codec.unpack(outer.blob()))
                for _ in range(count):
                    yield read(block)
                if block.at != len(block.data) or outer.take(SYNC) != self._sync:
                    raise BrokenAvroError("Invalid sync!")
        except _BROKEN as error:
            raise BrokenAvroError(str(error)) from None
