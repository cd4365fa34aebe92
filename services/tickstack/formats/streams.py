"""Compressed streams of text files, as Hadoop's codecs write them and Athena reads them: by their extensions.

Snappy and LZ4 are in the blocks of Hadoop's BlockCompressorStream: a plain length, then chunks each after its
compressed length. https://docs.aws.amazon.com/athena/latest/ug/compression-formats.html
"""

# ruff: noqa: ARG005 -- the rows of one table share a signature

import bz2
import gzip
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cramjam import DecompressionError, lz4, snappy, zstd

PIECE = 256 * 1024
_LENGTH = struct.Struct(">I")


class BrokenStreamError(ValueError):
    """A stream cannot be decompressed."""


@dataclass(frozen=True)
class Stream:
    """A compression: what a name ends with, what packs a piece (at a level), so that packed pieces may follow each
    other, and what unpacks all."""

    extension: str
    pack: Callable[[bytes, int], bytes]
    unpack: Callable[[bytes], bytes]
    piece: int = 4 * 1024 * 1024


def _hadoop(pack: Callable[[bytes], Any]) -> Callable[[bytes, int], bytes]:
    def packed(piece: bytes, _level: int) -> bytes:
        block = bytes(pack(piece))
        return _LENGTH.pack(len(piece)) + _LENGTH.pack(len(block)) + block

    return packed


def _blocks(unpack: Callable[[bytes, int], Any]) -> Callable[[bytes], bytes]:
    """Reads Hadoop's blocks; ``unpack`` is told how much is left of the plain block."""

    def unpacked(data: bytes) -> bytes:
        found, at = [], 0
        while at < len(data):
            (left,) = _LENGTH.unpack_from(data, at)
            at += _LENGTH.size
            while left > 0:
                (size,) = _LENGTH.unpack_from(data, at)
                at += _LENGTH.size
                if at + size > len(data):
                    raise BrokenStreamError("the stream ends within a block")
                part = bytes(unpack(data[at : at + size], left))
                if not part:
                    raise BrokenStreamError("a block is empty")
                found.append(part)
                at += size
                left -= len(part)
        return b"".join(found)

    return unpacked


STREAMS = {
    "GZIP": Stream("gz", lambda piece, level: gzip.compress(piece, mtime=0), gzip.decompress),
    "BZIP2": Stream("bz2", lambda piece, level: bz2.compress(piece), bz2.decompress),
    "DEFLATE": Stream("deflate", lambda piece, level: zlib.compress(piece), zlib.decompress),
    "SNAPPY": Stream(
        "snappy", _hadoop(snappy.compress_raw), _blocks(lambda part, _: snappy.decompress_raw(part)), PIECE
    ),
    "LZ4": Stream(
        "lz4",
        _hadoop(lambda piece: lz4.compress_block(piece, store_size=False)),
        _blocks(lambda part, left: lz4.decompress_block(part, output_len=left)),
        PIECE,
    ),
    "ZSTD": Stream(
        "zst", lambda piece, level: bytes(zstd.compress(piece, level)), lambda data: bytes(zstd.decompress(data))
    ),
}
EXTENSIONS = {stream.extension: stream for stream in STREAMS.values()}


def packed(lines: Iterable[bytes], compression: str, level: int) -> Iterator[bytes]:
    """Lines as a compressed stream, in pieces; NONE leaves them as they are."""
    stream = STREAMS.get(compression)
    limit = PIECE if stream is None else stream.piece
    held, size = [], 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= limit:
            yield from _pieces(b"".join(held), stream, level)
            held, size = [], 0
    yield from _pieces(b"".join(held), stream, level)


def _pieces(data: bytes, stream: Stream | None, level: int) -> Iterator[bytes]:
    if stream is None:
        yield data
        return
    for first in range(0, len(data), stream.piece):
        yield stream.pack(data[first : first + stream.piece], level)


def unpacked(data: bytes, extension: str) -> bytes:
    """The content of a stream. Raises BrokenStreamError."""
    try:
        return EXTENSIONS[extension].unpack(data)
    except (OSError, EOFError, ValueError, zlib.error, struct.error, DecompressionError) as error:
        raise BrokenStreamError(str(error)) from None
