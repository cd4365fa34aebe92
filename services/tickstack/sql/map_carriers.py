"""Maps that Python gives to DuckDB: a function of ours gives a list of pairs, DuckDB wants something else.

DuckDB takes a dict whose members are the lists ``key`` and ``value`` for a map of these lists, whatever it was meant to
be, and is slow to make a map of thousands of entries of any dict. So a map within another value goes as these two
lists, and a map that is the result itself as a list of rows, of which ``map_from_entries`` makes it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from tickstack.sql.identity import entries
from tickstack.sql.types import TrinoType, duckdb_type

Carry = Callable[[Any], Any]


def _pairs(value: Any, kind: TrinoType) -> Iterable[tuple[Any, Any]]:
    """The pairs of a map that a function made, or was given by DuckDB and gives back."""
    return value if isinstance(value, list) else entries(value, kind)


def _or_none(carry: Carry) -> Carry:
    return lambda value: None if value is None else carry(value)


def carrier(kind: TrinoType) -> Carry | None:
    """What a value of ``kind`` becomes on its way to DuckDB; None where it remains as it is."""
    inner = [carrier(each) for each in kind.inner]
    if kind.base != "map" and not any(inner):
        return None
    parts = [each or (lambda value: value) for each in inner]
    if kind.base == "array":
        return _or_none(lambda values: [parts[0](value) for value in values])
    if kind.base == "row":
        return _or_none(lambda row: {name: part(value) for (name, value), part in zip(row.items(), parts, strict=True)})

    def lists(value: Any) -> dict[str, list[Any]]:
        pairs = list(_pairs(value, kind))
        return {"key": [parts[0](key) for key, _ in pairs], "value": [parts[1](held) for _, held in pairs]}

    return _or_none(lists)


def rows(kind: TrinoType) -> tuple[str, Carry]:
    """The DuckDB type of the rows of a map that is a result, and what makes them of it."""
    key, value = (carrier(each) or (lambda value: value) for each in kind.inner)
    fields = ", ".join(f"{name} {duckdb_type(each)}" for name, each in zip("kv", kind.inner, strict=True))
    return f"STRUCT({fields})[]", _or_none(
        lambda entries: [{"k": key(name), "v": value(held)} for name, held in _pairs(entries, kind)]
    )
