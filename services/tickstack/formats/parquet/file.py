"""A Parquet file, part by part: row groups of about a block, then the footer."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from tickstack.formats.parquet import thrift, types
from tickstack.formats.parquet.chunks import Chunk
from tickstack.formats.parquet.pages import Layout
from tickstack.formats.parquet.shredding import Element, Shredder
from tickstack.formats.parquet.thrift import BINARY, I32, I64, LIST, STRUCT
from tickstack.sql.types import TrinoType

_MAGIC = b"PAR1"
_ROOT = "hive_schema"
_CREATED_BY = "tickstack"
_ROWS_AT_ONCE = 1000


def parquet(columns: Sequence[tuple[str, TrinoType]], rows: Iterable[Sequence[Any]], layout: Layout) -> bytes:
    """A file of ``columns`` with these rows, whose values are as ``formats`` describes them."""
    return b"".join(parts(columns, rows, layout))


def parts(columns: Sequence[tuple[str, TrinoType]], rows: Iterable[Sequence[Any]], layout: Layout) -> Iterator[bytes]:
    """The same file in parts, of which no more than a row group is in memory."""
    return _File(columns, layout).written(rows)


class _File:
    def __init__(self, columns: Sequence[tuple[str, TrinoType]], layout: Layout) -> None:
        self._columns = len(columns)
        self._layout = layout
        self._shredder = Shredder(columns)
        self._at = len(_MAGIC)
        self._groups: list[bytes] = []
        self._chunks = self._new_chunks()

    def written(self, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
        yield _MAGIC
        source = iter(rows)
        total = held = size = 0
        while some := list(islice(source, _ROWS_AT_ONCE)):
            before = [len(leaf.values) for leaf in self._shredder.leaves]
            self._shredder.add(some)
            for leaf, first, each in zip(self._shredder.leaves, before, self._chunks, strict=True):
                added = leaf.type.size(leaf.values[first:])
                each.write_full_pages(added)
                size += added
            held += len(some)
            total += len(some)
            if size >= self._layout.block_size:
                yield from self._end_group(held)
                held = size = 0
        if held:
            yield from self._end_group(held)
        footer = self._footer(total)
        yield from (footer, len(footer).to_bytes(4, "little"), _MAGIC)

    def _new_chunks(self) -> list[Chunk]:
        return [Chunk(leaf, self._layout) for leaf in self._shredder.leaves]

    def _end_group(self, rows: int) -> Iterator[bytes]:
        first, size, columns = self._at, 0, []
        for each in self._chunks:
            pages, column, plain_size = each.ended(self._at)
            yield from pages
            self._at += sum(map(len, pages))
            columns.append(column)
            size += plain_size
        self._chunks = self._new_chunks()
        self._groups.append(
            thrift.struct(
                (1, LIST, thrift.sequence(STRUCT, columns)),
                (2, I64, size),
                (3, I64, rows),
                (5, I64, first),
                (6, I64, self._at - first),
            )
        )

    def _footer(self, rows: int) -> bytes:
        root = thrift.struct((4, BINARY, _ROOT), (5, I32, self._columns))
        orders = [thrift.struct((1, STRUCT, thrift.struct())) for _ in self._shredder.leaves]
        return thrift.struct(
            (1, I32, 1),
            (2, LIST, thrift.sequence(STRUCT, [root, *map(_element, self._shredder.schema)])),
            (3, I64, rows),
            (4, LIST, thrift.sequence(STRUCT, self._groups)),
            (6, BINARY, _CREATED_BY),
            (7, LIST, thrift.sequence(STRUCT, orders)),
        )


def _element(element: Element) -> bytes:
    """A SchemaElement."""
    kind = element.leaf.type if element.leaf else None
    return thrift.struct(
        (1, I32, kind.type if kind else None),
        (2, I32, kind.width if kind and kind.type == types.FIXED else None),
        (3, I32, element.repetition),
        (4, BINARY, element.name),
        (5, I32, element.children or None),
        (6, I32, element.converted),
        (7, I32, kind.scale if kind else None),
        (8, I32, kind.precision if kind else None),
    )
