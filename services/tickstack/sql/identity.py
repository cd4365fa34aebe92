"""What tells values apart in Python, as ``comparable.key`` does in DuckDB: NaN is itself, a zone does not count, nor
does the order of a map's entries.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from tickstack.sql.comparable import FLOATING, ZONED
from tickstack.sql.types import TrinoType, duckdb_type

Identity = Callable[[Any], Hashable]


def entries(value: Mapping[Any, Any], kind: TrinoType) -> Iterable[tuple[Any, Any]]:
    """The entries of a map of type ``kind``: DuckDB gives those of keys that Python cannot hash as two lists."""
    listed = duckdb_type(kind.inner[0]).endswith(("]", ")")) and kind.inner[0].base != "decimal"
    return zip(value["key"], value["value"], strict=True) if listed else value.items()


def _held(value: Any) -> Hashable:
    """The carrier of a moment, which may be a row of its own."""
    return tuple(value.values()) if isinstance(value, Mapping) else value


def identity(kind: TrinoType) -> Identity:
    """A function of a value of ``kind``, or NULL, whose results are equal if the values are identical."""
    if kind.base in ZONED:
        return lambda value: None if value is None else _held(value["instant"])
    if kind.base in FLOATING:
        return lambda value: "NaN" if value != value else value  # noqa: PLR0124  what NaN is
    parts = [identity(inner) for inner in kind.inner]
    if kind.base == "array":
        return lambda value: None if value is None else tuple(map(parts[0], value))
    if kind.base == "map":
        return lambda value: (
            None
            if value is None
            else frozenset((parts[0](held), parts[1](part)) for held, part in entries(value, kind))
        )
    if kind.base == "row":
        return lambda value: (
            None if value is None else tuple(part(held) for part, held in zip(parts, value.values(), strict=True))
        )
    return _held
