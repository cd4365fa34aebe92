"""A column chunk: the pages of one leaf in one row group, with what the footer says of it.

Values are PLAIN or indices of a dictionary; a dictionary that does not save space is given up, as parquet-mr does.
"""

import gzip
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.firehose import snappy
from tickstack.firehose.parquet import thrift, types
from tickstack.firehose.parquet.levels import hybrid
from tickstack.firehose.parquet.shredding import Leaf
from tickstack.firehose.parquet.thrift import BINARY, I32, I64, LIST, STRUCT

_DATA_PAGE, _DICTIONARY_PAGE, _DATA_PAGE_V2 = 0, 2, 3
_PLAIN, _PLAIN_DICTIONARY, _RLE, _RLE_DICTIONARY = 0, 2, 3, 8
_MOST_STATISTICS_BYTES = 4096


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
class _Slice:
    """The levels and the values of one page."""

    levels: slice
    values: slice


@dataclass(frozen=True)
class _Encoding:
    """How values are written: ``number`` in data pages, ``page`` before them."""

    number: int
    encode: Callable[[slice], bytes]
    page: bytes = b""
    page_size: int = 0
    page_number: int = _PLAIN


def chunk(leaf: Leaf, offset: int, layout: Layout) -> tuple[list[bytes], bytes, int]:
    """The pages of ``leaf`` from ``offset`` in the file on, its ColumnChunk, and their size before compression."""
    values = leaf.type.stored(leaf.values)
    encoding = (_dictionary(leaf, values, layout) if layout.dictionary else None) or _Encoding(
        _PLAIN, lambda part: leaf.type.plain(values[part])
    )
    parts = [encoding.page] if encoding.page else []
    size = encoding.page_size
    for part in _slices(leaf, values, layout.page_size):
        page, plain_size = _data_page(leaf, part, encoding, layout)
        parts.append(page)
        size += plain_size
    first = offset + len(encoding.page)
    metadata = thrift.struct(
        (1, I32, leaf.type.type),
        (2, LIST, thrift.sequence(I32, sorted({encoding.number, encoding.page_number, _RLE}))),
        (3, LIST, thrift.sequence(BINARY, leaf.path)),
        (4, I32, layout.codec.number),
        (5, I64, len(leaf.defined)),
        (6, I64, size),
        (7, I64, sum(map(len, parts))),
        (9, I64, first),
        (11, I64, offset if encoding.page else None),
        (12, STRUCT, _statistics(leaf, values)),
    )
    return parts, thrift.struct((2, I64, offset), (3, STRUCT, metadata)), size


def _statistics(leaf: Leaf, values: Sequence[Any]) -> bytes:
    least = greatest = None
    if values and leaf.type.ordered:
        least, greatest = (
            each if leaf.type.type == types.BYTE_ARRAY else leaf.type.plain([each])
            for each in (min(values), max(values))
        )
        if len(least) + len(greatest) > _MOST_STATISTICS_BYTES:
            least = greatest = None
    nulls = len(leaf.defined) - len(values)
    return thrift.struct((3, I64, nulls), (5, BINARY, greatest), (6, BINARY, least))


def _slices(leaf: Leaf, values: Sequence[Any], page_size: int) -> Iterator[_Slice]:
    """Pages of about ``page_size`` bytes; each begins with a row."""
    count = len(leaf.defined)
    if leaf.type.size(values) <= page_size:
        yield _Slice(slice(0, count), slice(0, len(values)))
        return
    first = first_value = size = at = 0
    for number, (defined, repeated) in enumerate(zip(leaf.defined, leaf.repeated, strict=True)):
        if size >= page_size and not repeated:
            yield _Slice(slice(first, number), slice(first_value, at))
            first, first_value, size = number, at, 0
        if defined == leaf.most_defined:
            size += leaf.type.width or 4 + len(values[at])
            at += 1
    yield _Slice(slice(first, count), slice(first_value, at))


def _data_page(leaf: Leaf, part: _Slice, encoding: _Encoding, layout: Layout) -> tuple[bytes, int]:
    """A data page with its header, and its size before compression."""
    defined, repeated = leaf.defined[part.levels], leaf.repeated[part.levels]
    repetition = hybrid(repeated, leaf.most_repeated.bit_length()) if leaf.most_repeated else b""
    definition = hybrid(defined, leaf.most_defined.bit_length()) if leaf.most_defined else b""
    values = encoding.encode(part.values)
    if layout.version == 2:
        packed = layout.codec.pack(values)
        header = thrift.struct(
            (1, I32, len(defined)),
            (2, I32, len(defined) - (part.values.stop - part.values.start)),
            (3, I32, repeated.count(0)),
            (4, I32, encoding.number),
            (5, I32, len(definition)),
            (6, I32, len(repetition)),
            thrift.flag(7, layout.codec.number != 0),
        )
        levels = repetition + definition
        return _page(_DATA_PAGE_V2, len(levels) + len(values), levels + packed, (8, STRUCT, header))
    body = b"".join(struct.pack("<I", len(levels)) + levels for levels in (repetition, definition) if levels) + values
    header = thrift.struct((1, I32, len(defined)), (2, I32, encoding.number), (3, I32, _RLE), (4, I32, _RLE))
    return _page(_DATA_PAGE, len(body), layout.codec.pack(body), (5, STRUCT, header))


def _page(kind: int, size: int, packed: bytes, header: thrift.Field) -> tuple[bytes, int]:
    head = thrift.struct((1, I32, kind), (2, I32, size), (3, I32, len(packed)), header)
    return head + packed, len(head) + size


def _dictionary(leaf: Leaf, values: Sequence[Any], layout: Layout) -> _Encoding | None:
    """Values as indices of a dictionary of at most a page; None where that does not save space."""
    if leaf.type.type == types.BOOLEAN or not values:
        return None
    floating = leaf.type.type in (types.FLOAT, types.DOUBLE)
    keys = [struct.pack("<d", value) for value in values] if floating else values  # two zeros, and NaN is not itself
    places: dict[Any, int] = {}
    indices = [places.setdefault(key, len(places)) for key in keys]
    entries = [struct.unpack("<d", key)[0] for key in places] if floating else list(places)
    body = leaf.type.plain(entries)
    width = max(1, (len(entries) - 1).bit_length())
    if len(body) > layout.page_size or len(body) + len(indices) * width // 8 > leaf.type.size(values):
        return None
    number, page_number = (_RLE_DICTIONARY, _PLAIN) if layout.version == 2 else (_PLAIN_DICTIONARY, _PLAIN_DICTIONARY)
    header = thrift.struct((1, I32, len(entries)), (2, I32, page_number), thrift.flag(3, False))
    page, size = _page(_DICTIONARY_PAGE, len(body), layout.codec.pack(body), (7, STRUCT, header))
    return _Encoding(number, lambda part: bytes([width]) + hybrid(indices[part], width), page, size, page_number)
