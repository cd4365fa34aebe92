"""Equality and order of values whose DuckDB carriers do not compare as Trino's types do.

Two notions: EQUAL has three values and NaN equals nothing; IDENTICAL (of DISTINCT, of keys, of array_distinct) is
DuckDB's own equality over ``key``. https://trino.io/docs/current/functions/comparison.html and the operators of
ArrayType, RowType and MapType in Trino's source.
"""

from tickstack.sql.binding import pack
from tickstack.sql.types import SKETCHES, TrinoType

ZONED = ("timestamp with time zone", "time with time zone")
FLOATING = ("real", "double")
_ORDERLESS = ("map", "json", "function", "geometry", "sphericalgeography", *SKETCHES)


def comparable(kind: TrinoType) -> bool:
    """Whether values of ``kind`` can be equal."""
    return kind.base not in ("function", *SKETCHES) and all(map(comparable, kind.inner))


def orderable(kind: TrinoType) -> bool:
    """Whether values of ``kind`` have an order."""
    return kind.base not in _ORDERLESS and all(map(orderable, kind.inner))


def plain(kind: TrinoType) -> bool:
    """Whether DuckDB's own equality of the carrier is Trino's IDENTICAL."""
    return kind.base not in (*ZONED, "map") and all(map(plain, kind.inner))


def key(sql: str, kind: TrinoType, depth: int = 0) -> str:
    """What DuckDB compares and orders as Trino compares ``sql``."""
    if plain(kind):
        return sql
    if kind.base in ZONED:
        return f"struct_extract({sql}, 'instant')"
    name = f'"k{depth}"'
    if kind.base == "array":
        return f"list_transform({sql}, lambda {name}: {key(name, kind.inner[0], depth + 1)})"
    if kind.base == "row":
        fields = enumerate(kind.inner)
        parts = ((f"f{index}", key(f"struct_extract({sql}, 'f{index}')", field, depth)) for index, field in fields)
        return f"CASE WHEN {sql} IS NOT NULL THEN {pack(parts)} END"
    return _entries(sql, kind, depth, key(f"struct_extract({name}, 'value')", kind.inner[1], depth + 1))


def _entries(sql: str, kind: TrinoType, depth: int, value: str) -> str:
    """The entries of a map in the order of their keys, which no other entry has; ``value`` is made of each, ``k0``."""
    name = f'"k{depth}"'
    held = key(f"struct_extract({name}, 'key')", kind.inner[0], depth + 1)
    return f"list_sort(list_transform(map_entries({sql}), lambda {name}: struct_pack(k := {held}, v := {value})))"


def all_differ(values: str, kind: TrinoType) -> str:
    """Whether no two elements of a list of ``kind`` are identical, and none is NULL."""
    held = key(values, TrinoType("array", (), (kind,)))
    if kind.base in FLOATING:  # DuckDB's list_distinct alone takes NaN for different from itself
        held = f'list_transform(list_filter({held}, lambda "n": "n" IS NOT NULL), lambda "n": struct_pack(n := "n"))'
    return f"len(list_distinct({held})) = len({values})"


def indeterminate(sql: str, kind: TrinoType, depth: int = 0) -> str:
    """Whether a value is NULL or has NULL within it, so that it equals nothing for certain."""
    name = f'"d{depth}"'
    if kind.base == "row":
        fields = (indeterminate(f"struct_extract({sql}, 'f{index}')", field, depth)
                  for index, field in enumerate(kind.inner))  # fmt: skip
        return f"({' OR '.join((f'{sql} IS NULL', *fields))})"
    if kind.base not in ("array", "map"):
        return f"({sql} IS NULL)"
    parts = (f"map_values({sql})", kind.inner[1]) if kind.base == "map" else (sql, kind.inner[0])
    found = f"list_filter({parts[0]}, lambda {name}: {indeterminate(name, parts[1], depth + 1)})"
    return f"({sql} IS NULL OR len({found}) > 0)"


def equal(a: str, b: str, kind: TrinoType, depth: int = 0) -> str:
    """``a = b`` with three values, NULL where a part decides and is NULL. ``a`` and ``b`` are evaluated repeatedly."""
    if kind.base == "row":
        fields = (
            equal(f"struct_extract({a}, 'f{index}')", f"struct_extract({b}, 'f{index}')", field, depth)
            for index, field in enumerate(kind.inner)
        )
        return f"({' AND '.join(fields)})"
    if kind.base in ("array", "map"):
        return _equal_elements(a, b, kind, depth)
    if kind.base in ZONED:
        return f"({key(a, kind)} = {key(b, kind)})"
    if kind.base in FLOATING:
        return f"({a} = {b} AND (NOT isnan({a}) OR {b} IS NULL))"
    return f"({a} = {b})"


def _equal_elements(a: str, b: str, kind: TrinoType, depth: int) -> str:
    name = f'"p{depth}"'
    if kind.base == "array":
        size, pairs = "len", f"list_zip({a}, {b})"
        found = equal(f"{name}[1]", f"{name}[2]", kind.inner[0], depth + 1)
    else:
        value = f"struct_extract(\"k{depth}\", 'value')"
        size, pairs = "cardinality", f"list_zip({_entries(a, kind, depth, value)}, {_entries(b, kind, depth, value)})"
        keys, values = ([f"struct_extract({name}[{side}], '{part}')" for side in (1, 2)] for part in "kv")
        same = equal(values[0], values[1], kind.inner[1], depth + 1)
        found = f"CASE WHEN {keys[0]} IS DISTINCT FROM {keys[1]} THEN false ELSE {same} END"
    codes = f"list_transform({pairs}, lambda {name}: coalesce(CAST({found} AS INTEGER) * 2, 1))"
    return (
        f"CASE WHEN {size}({a}) <> {size}({b}) THEN false WHEN {a} IS NULL OR {b} IS NULL THEN NULL "
        f"WHEN {size}({a}) = 0 THEN true ELSE [false, NULL, true][1 + list_min({codes})] END"
    )
