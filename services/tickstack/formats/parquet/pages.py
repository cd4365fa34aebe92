"""The pages of a column chunk: levels and values, compressed, after a header."""

import gzip
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tickstack.formats import snappy
from tickstack.formats.parquet import thrift
from tickstack.formats.parquet.levels import hybrid
from tickstack.formats.parquet.shredding import Leaf
from tickstack.formats.parquet.thrift import I32, STRUCT

DATA_PAGE, DICTIONARY_PAGE, DATA_PAGE_V2 = 0, 2, 3
PLAIN, PLAIN_DICTIONARY, RLE, RLE_DICTIONARY = 0, 2, 3, 8


@dataclass(frozen=True)
class Codec:
    """A compression: its number in the format."""

    number: int
    pack: Callable[[bytes], bytes]


CODECS = {
    "UNCOMPRESSED": Codec(0, bytes),
    "SNAPPY": Codec(1, snappy.block),
    "GZIP": Codec(2, lambda body: gzip.compress(body, compresslevel=6, mtime=0)),
}


@dataclass(frozen=True)
class Layout:
    """How a file is laid out: sizes in bytes before compression, ``version`` of the data pages."""

    block_size: int = 256 * 1024 * 1024
    page_size: int = 1024 * 1024
    codec: Codec = CODECS["SNAPPY"]
    dictionary: bool = False
    version: int = 1


@dataclass(frozen=True)
class Slice:
    """The levels and the values of one page."""

    levels: slice
    values: slice


def slices(leaf: Leaf, page_size: int) -> Iterator[Slice]:
    """Pages of about ``page_size`` bytes; each begins with a row."""
    count = len(leaf.defined)
    if leaf.type.size(leaf.values) <= page_size:
        yield Slice(slice(0, count), slice(0, len(leaf.values)))
        return
    first = first_value = size = at = 0
    for number, (defined, repeated) in enumerate(zip(leaf.defined, leaf.repeated, strict=True)):
        if size >= page_size and not repeated:
            yield Slice(slice(first, number), slice(first_value, at))
            first, first_value, size = number, at, 0
        if defined == leaf.most_defined:
            size += leaf.type.width or 4 + len(leaf.values[at])
            at += 1
    yield Slice(slice(first, count), slice(first_value, at))


def data_page(leaf: Leaf, part: Slice, encoding: int, values: bytes, layout: Layout) -> tuple[bytes, int]:
    """A data page of encoded values, with its header, and its size before compression."""
    defined, repeated = leaf.defined[part.levels], leaf.repeated[part.levels]
    repetition = hybrid(repeated, leaf.most_repeated.bit_length()) if leaf.most_repeated else b""
    definition = hybrid(defined, leaf.most_defined.bit_length()) if leaf.most_defined else b""
    if layout.version == 2:
        packed = layout.codec.pack(values)
        header = thrift.struct(
            (1, I32, len(defined)),
            (2, I32, len(defined) - (part.values.stop - part.values.start)),
            (3, I32, repeated.count(0)),
            (4, I32, encoding),
            (5, I32, len(definition)),
            (6, I32, len(repetition)),
            thrift.flag(7, layout.codec.number != 0),
        )
        levels = repetition + definition
        return page(DATA_PAGE_V2, len(levels) + len(values), levels + packed, (8, STRUCT, header))
    body = b"".join(struct.pack("<I", len(levels)) + levels for levels in (repetition, definition) if levels) + values
    header = thrift.struct((1, I32, len(defined)), (2, I32, encoding), (3, I32, RLE), (4, I32, RLE))
    return page(DATA_PAGE, len(body), layout.codec.pack(body), (5, STRUCT, header))


def page(kind: int, size: int, packed: bytes, header: thrift.Field) -> tuple[bytes, int]:
    """A page with its header, and its size before compression."""
    head = thrift.struct((1, I32, kind), (2, I32, size), (3, I32, len(packed)), header)
    return head + packed, len(head) + size
