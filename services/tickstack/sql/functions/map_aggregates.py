"""Aggregates that make maps: of keys that appear twice, Trino keeps the first value."""

# ruff: noqa: ARG001 -- the factories of one table share a signature

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.listed import Record, folded_by, listed
from tickstack.sql.functions.row import rows
from tickstack.sql.identity import Identity, identity
from tickstack.sql.types import TrinoType, array

_row = rows("https://trino.io/docs/current/functions/aggregate.html#map-aggregate-functions", "aggregate")
_SIMPLE = ("boolean", "tinyint", "smallint", "integer", "bigint", "varchar", "char", "date", "decimal")

Map = list[tuple[Any, Any]]


def _carriable(kinds: Iterable[TrinoType]) -> None:
    """Python has no months, and its days would swallow them."""
    for kind in kinds:
        if kind.base == "interval year to month":
            raise NotImplementedError(f"a map aggregated from values of type {kind}")
        _carriable(kind.inner)


def _map(pairs: Iterable[tuple[Any, Any]], same: Identity) -> Map:
    """A map: of keys that are the ``same`` the first counts."""
    first: dict[Hashable, tuple[Any, Any]] = {}
    for key, value in pairs:
        first.setdefault(same(key), (key, value))
    return list(first.values())


def _map_agg(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Record]], Map | None]:
    _carriable(result.inner)
    same = identity(result.inner[0])

    def fold(records: list[Record]) -> Map | None:
        return _map(((record["f0"], record["f1"]) for record in records if record["f0"] is not None), same) or None

    return fold


def multimap_agg(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Record]], Map | None]:
    """The function that makes a map of lists of records of keys and values; None of no keys."""
    _carriable(result.inner)
    same = identity(result.inner[0])

    def fold(records: list[Record]) -> Map | None:
        lists: dict[Hashable, tuple[Any, list[Any]]] = {}
        for record in records:
            if record["f0"] is not None:
                lists.setdefault(same(record["f0"]), (record["f0"], []))[1].append(record["f1"])
        return _map(lists.values(), same) if lists else None

    return fold


def _map_union(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[list[Record] | None]], Map | None]:
    _carriable(result.inner)
    same = identity(result.inner[0])

    def fold(maps: list[list[Record] | None]) -> Map | None:
        entries = [entries for entries in maps if entries is not None]
        if not entries:
            return None
        return _map(((entry["f0"], entry["f1"]) for each in entries for entry in each), same)

    return fold


def _histogram(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Any]], Map | None]:
    _carriable(result.inner)
    same = identity(result.inner[0])

    def fold(values: list[Any]) -> Map | None:
        counts: dict[Hashable, list[Any]] = {}
        for value in values:
            if value is not None:
                counts.setdefault(same(value), [value, 0])[1] += 1
        return _map(((value, count) for value, count in counts.values()), same) if counts else None

    return fold


def _counted(arguments: Sequence[Typed]) -> str:
    value = arguments[0]
    return f"histogram({value.sql})" if value.type.base in _SIMPLE else listed(arguments)


def _counts(arguments: Sequence[Typed], result: TrinoType) -> str:
    if arguments[0].type.base in _SIMPLE:
        return "CAST({call} AS {type})"
    call = Typed("{call}", array(arguments[0].type))
    return folded_by(_histogram).sql([call], result)


_ENTRIES = 'list(list_transform(map_entries({0}), lambda "e": struct_pack(f0 := "e".key, f1 := "e".value)))'


def _union(arguments: Sequence[Typed], result: TrinoType) -> str:
    entry = TrinoType("row", (), arguments[0].type.inner, (None, None))
    return folded_by(_map_union).sql([Typed("{call}", array(array(entry)))], result)


ROWS = (
    _row("map_agg", "K, V -> map(K, V)", listed, "map_agg(y, x)", "{a=1, b=2, c=null}", folded_by(_map_agg)),
    _row("multimap_agg", "K, V -> map(K, array(V))", listed, "multimap_agg(x > 0, y)", "{true=[a, b]}",
         folded_by(multimap_agg)),
    _row("map_union", "map(K, V) -> map(K, V)", _ENTRIES, "map_union(map(ARRAY[y, 'z'], ARRAY[x, x]))",
         "{a=1, b=2, c=null, z=1}", _union),
    _row("histogram", "T -> map(T, bigint)", _counted, "histogram(x)", "{1=1, 2=1}", _counts),
)  # fmt: skip
