"""A column chunk: one leaf in one row group, encoded page by page, with what the footer says of it.

Values are PLAIN or indices of a dictionary; a dictionary that does not save space is given up, as parquet-mr does.
Plain pages are written as soon as they are full, so that a file in the making is about as large as the file.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.formats.parquet import pages, thrift, types
from tickstack.formats.parquet.levels import hybrid
from tickstack.formats.parquet.pages import Layout, Slice
from tickstack.formats.parquet.shredding import Leaf
from tickstack.formats.parquet.thrift import BINARY, I32, I64, LIST, STRUCT

_MOST_STATISTICS_BYTES = 4096


@dataclass(frozen=True)
class _Dictionary:
    """A dictionary's page, its size before compression, and what encodes a slice of the values by it."""

    page: bytes
    page_size: int
    encode: Callable[[slice], bytes]


@dataclass
class _Statistics:
    """The values of a leaf that are no nulls: how many, and the least and the greatest where readers may know."""

    count: int = 0
    least: Any = None
    greatest: Any = None

    def add(self, values: Sequence[Any], ordered: bool) -> None:
        self.count += len(values)
        if ordered and values:
            least, greatest = min(values), max(values)
            self.least = least if self.least is None else min(least, self.least)
            self.greatest = greatest if self.greatest is None else max(greatest, self.greatest)

    def encoded(self, leaf: Leaf, nulls: int) -> bytes:
        least = greatest = None
        if self.least is not None:
            least, greatest = (
                each if leaf.type.type == types.BYTE_ARRAY else leaf.type.plain([each])
                for each in (self.least, self.greatest)
            )
            if len(least) + len(greatest) > _MOST_STATISTICS_BYTES:
                least = greatest = None
        return thrift.struct((3, I64, nulls), (5, BINARY, greatest), (6, BINARY, least))


class Chunk:
    """The chunk of ``leaf``, which it empties."""

    def __init__(self, leaf: Leaf, layout: Layout) -> None:
        self._leaf = leaf
        self._layout = layout
        self._pages: list[bytes] = []
        self._size = 0
        self._levels = 0
        self._held = 0
        self._statistics = _Statistics()

    def write_full_pages(self, added: int) -> None:
        """The leaf was given ``added`` bytes: write the pages that are full, but with a dictionary none so far."""
        leaf = self._leaf
        self._held += added
        if self._layout.dictionary or self._held < self._layout.page_size:
            return
        *full, rest = pages.slices(leaf, self._layout.page_size)
        for part in full:
            self._write(part, pages.PLAIN, leaf.type.plain(self._taken(part)))
        leaf.keep(rest.levels.start, rest.values.start)
        self._held = leaf.type.size(leaf.values)

    def ended(self, offset: int) -> tuple[list[bytes], bytes, int]:
        """The pages, from ``offset`` in the file on, the ColumnChunk, and the size before compression."""
        leaf = self._leaf
        dictionary = self._dictionary() if self._layout.dictionary else None
        number, page_number = self._encodings(dictionary is not None)
        for part in pages.slices(leaf, self._layout.page_size):
            values = self._taken(part)
            self._write(part, number, leaf.type.plain(values) if dictionary is None else dictionary.encode(part.values))
        leaf.clear()
        parts = self._pages if dictionary is None else [dictionary.page, *self._pages]
        size = self._size + (0 if dictionary is None else dictionary.page_size)
        metadata = thrift.struct(
            (1, I32, leaf.type.type),
            (2, LIST, thrift.sequence(I32, sorted({number, page_number, pages.RLE}))),
            (3, LIST, thrift.sequence(BINARY, leaf.path)),
            (4, I32, self._layout.codec.number),
            (5, I64, self._levels),
            (6, I64, size),
            (7, I64, sum(map(len, parts))),
            (9, I64, offset if dictionary is None else offset + len(dictionary.page)),
            (11, I64, None if dictionary is None else offset),
            (12, STRUCT, self._statistics.encoded(leaf, self._levels - self._statistics.count)),
        )
        return parts, thrift.struct((2, I64, offset), (3, STRUCT, metadata)), size

    def _encodings(self, dictionary: bool) -> tuple[int, int]:
        """The encodings of data pages and of the page of a dictionary."""
        if not dictionary:
            return pages.PLAIN, pages.PLAIN
        if self._layout.version == 2:
            return pages.RLE_DICTIONARY, pages.PLAIN
        return pages.PLAIN_DICTIONARY, pages.PLAIN_DICTIONARY

    def _taken(self, part: Slice) -> Sequence[Any]:
        values = self._leaf.type.stored(self._leaf.values[part.values])
        self._statistics.add(values, self._leaf.type.ordered)
        return values

    def _write(self, part: Slice, encoding: int, values: bytes) -> None:
        page, size = pages.data_page(self._leaf, part, encoding, values, self._layout)
        self._pages.append(page)
        self._size += size
        self._levels += part.levels.stop - part.levels.start

    def _dictionary(self) -> _Dictionary | None:
        """A dictionary of at most a page; None where it does not save space."""
        leaf = self._leaf
        values = leaf.type.stored(leaf.values)
        if leaf.type.type == types.BOOLEAN or not values:
            return None
        floating = leaf.type.type in (types.FLOAT, types.DOUBLE)
        keys = [struct.pack("<d", value) for value in values] if floating else values  # two zeros; NaN is not itself
        places: dict[Any, int] = {}
        indices = [places.setdefault(key, len(places)) for key in keys]
        entries = [struct.unpack("<d", key)[0] for key in places] if floating else list(places)
        body = leaf.type.plain(entries)
        width = max(1, (len(entries) - 1).bit_length())
        if len(body) > self._layout.page_size or len(body) + len(indices) * width // 8 > leaf.type.size(values):
            return None
        _, number = self._encodings(dictionary=True)
        header = thrift.struct((1, I32, len(entries)), (2, I32, number), thrift.flag(3, False))
        page, size = pages.page(pages.DICTIONARY_PAGE, len(body), self._layout.codec.pack(body), (7, STRUCT, header))
        return _Dictionary(page, size, lambda part: bytes([width]) + hybrid(indices[part], width))
