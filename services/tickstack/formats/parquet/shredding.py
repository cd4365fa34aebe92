"""Rows taken apart into leaf columns with their levels, as Dremel does; nested types in Hive's shape.

A list is ``optional group c (LIST) { repeated group bag { optional array_element } }``, a map ``optional group c (MAP)
{ repeated group map (MAP_KEY_VALUE) { required key; optional value } }``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tickstack.formats.parquet import types
from tickstack.formats.parquet.types import Physical
from tickstack.sql.types import TrinoType

REQUIRED, OPTIONAL, REPEATED = 0, 1, 2
_NESTED = frozenset(("array", "map", "row"))

type _Write = Callable[[Any, int, int], None]
"""Takes a value apart: the value, its repetition level, and the definition level of what it stands in."""


@dataclass(eq=False)
class Leaf:
    """A leaf column, and what a row group holds of it; a level is there for every value and every null."""

    path: tuple[str, ...]
    type: Physical
    most_defined: int
    most_repeated: int
    values: list[Any] = field(default_factory=list)
    defined: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def extend(self, column: Sequence[Any]) -> None:
        """Add the values of a column that stands in no group."""
        self.values += [value for value in column if value is not None]
        self.defined += [value is not None for value in column]
        self.repeated += [0] * len(column)

    def keep(self, levels: int, values: int) -> None:
        """Forget what comes before these levels and values."""
        del self.defined[:levels], self.repeated[:levels], self.values[:values]

    def clear(self) -> None:
        """Forget everything."""
        self.values, self.defined, self.repeated = [], [], []


@dataclass(frozen=True)
class Element:
    """A node of the schema in the footer's order: a group, or a leaf."""

    name: str
    repetition: int
    children: int = 0
    converted: int | None = None
    leaf: Leaf | None = None


class Shredder:
    """The leaves and the schema of a file of ``columns``."""

    def __init__(self, columns: Sequence[tuple[str, TrinoType]]) -> None:
        self.leaves: list[Leaf] = []
        self.schema: list[Element] = []
        self._columns: list[tuple[_Write, Leaf | None]] = []
        for name, kind in columns:
            write = self._node((name,), kind, 0, 0)
            self._columns.append((write, self.schema[-1].leaf if kind.base not in _NESTED else None))

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Take rows apart: scalar columns as a whole, which is several times as fast."""
        for (write, leaf), column in zip(self._columns, zip(*rows, strict=True), strict=True):
            if leaf is not None:
                leaf.extend(column)
                continue
            for value in column:
                write(value, 0, 0)

    def _node(self, path: tuple[str, ...], kind: TrinoType, defined: int, repeated: int) -> _Write:
        """The writer of an optional node that stands at these levels; adds what it is made of to the schema."""
        made = {"array": self._list, "map": self._map, "row": self._struct}.get(kind.base)
        return made(path, kind, defined, repeated) if made else self._leaf(path, kind, defined, repeated)

    def _leaf(
        self, path: tuple[str, ...], kind: TrinoType, defined: int, repeated: int, repetition: int = OPTIONAL
    ) -> _Write:
        leaf = Leaf(path, types.physical(kind), defined + repetition, repeated)
        self.leaves.append(leaf)
        self.schema.append(Element(path[-1], repetition, converted=leaf.type.converted, leaf=leaf))

        def write(value: Any, at: int, level: int) -> None:
            leaf.repeated.append(at)
            if value is None:
                leaf.defined.append(level)
            else:
                leaf.defined.append(level + repetition)
                leaf.values.append(value)

        return write

    def _nulls(self, first: int) -> Callable[[int, int], None]:
        """Writes the absence of a group: its leaves are those from ``first`` on."""
        leaves = self.leaves[first:]

        def write(at: int, level: int) -> None:
            for leaf in leaves:
                leaf.repeated.append(at)
                leaf.defined.append(level)

        return write

    def _struct(self, path: tuple[str, ...], kind: TrinoType, defined: int, repeated: int) -> _Write:
        first = len(self.leaves)
        self.schema.append(Element(path[-1], OPTIONAL, len(kind.inner)))
        fields = [
            self._node((*path, name or ""), inner, defined + 1, repeated)
            for name, inner in zip(kind.names, kind.inner, strict=True)
        ]
        nulls = self._nulls(first)

        def write(value: Any, at: int, level: int) -> None:
            if value is None:
                nulls(at, level)
                return
            for each, held in zip(fields, value, strict=True):
                each(held, at, level + 1)

        return write

    def _list(self, path: tuple[str, ...], kind: TrinoType, defined: int, repeated: int) -> _Write:
        first = len(self.leaves)
        self.schema += [Element(path[-1], OPTIONAL, 1, types.LIST), Element("bag", REPEATED, 1)]
        element = self._node((*path, "bag", "array_element"), kind.inner[0], defined + 2, repeated + 1)
        nulls = self._nulls(first)

        def write(value: Any, at: int, level: int) -> None:
            if not value:
                nulls(at, level if value is None else level + 1)
                return
            for held in value:
                element(held, at, level + 2)
                at = repeated + 1

        return write

    def _map(self, path: tuple[str, ...], kind: TrinoType, defined: int, repeated: int) -> _Write:
        first = len(self.leaves)
        self.schema += [
            Element(path[-1], OPTIONAL, 1, types.MAP),
            Element("map", REPEATED, 2, types.MAP_KEY_VALUE),
        ]
        inside = (*path, "map")
        key = self._leaf((*inside, "key"), kind.inner[0], defined + 2, repeated + 1, REQUIRED)
        held = self._node((*inside, "value"), kind.inner[1], defined + 2, repeated + 1)
        nulls = self._nulls(first)

        def write(value: Any, at: int, level: int) -> None:
            if not value:
                nulls(at, level if value is None else level + 1)
                return
            for name, each in value.items():
                key(name, at, level + 2)
                held(each, at, level + 2)
                at = repeated + 1

        return write
