"""Arrays, maps and rows converted element by element: what CAST and implicit conversion share."""

from collections.abc import Callable

from tickstack.sql import binding
from tickstack.sql.comparable import all_differ
from tickstack.sql.types import TrinoType, duckdb_type

Convert = Callable[[str, TrinoType, TrinoType], str | None]

NESTED = ("array", "map", "row")
SIMPLE = 40  # an expression up to this length may be written several times


def depth(kind: TrinoType) -> int:
    """How deep the type is nested; it gives each lambda's parameter a name of its own."""
    return 1 + max((depth(inner) for inner in kind.inner), default=0)


def bound(sql: str, name: str, body: Callable[[str], str]) -> str:
    """``body`` of ``sql``, which is computed once and known by ``name``."""
    if len(sql) <= SIMPLE:
        return body(sql)
    return f'list_transform([{sql}], lambda "{name}": {body(f"{chr(34)}{name}{chr(34)}")})[1]'


def pack(fields: list[str]) -> str:
    """A row of values."""
    return binding.pack((f"f{index}", field) for index, field in enumerate(fields))


def field(sql: str, index: int) -> str:
    """The field of a row."""
    return f"struct_extract({sql}, 'f{index}')"


def _of_new_keys(entries: str, kind: TrinoType) -> str:
    """A map of entries whose keys were converted, and may have become the same."""
    name = f'"k{depth(kind)}"'

    def body(made: str) -> str:
        keys = f"list_transform({made}, lambda {name}: struct_extract({name}, 'key'))"
        twice = binding.refused("INVALID_CAST_ARGUMENT", "'duplicate keys'", duckdb_type(kind))
        differ = all_differ(keys, kind.inner[0])
        return f"CASE WHEN {differ} THEN map_from_entries({made}) WHEN {made} IS NOT NULL THEN {twice} END"

    return binding.let([entries], body, f'"m{depth(kind)}"')


def convert(sql: str, source: TrinoType, target: TrinoType, element: Convert) -> str | None:
    """``sql`` as ``target`` of the same base, by converting what is within; None where ``element`` gives None."""
    if source.base != target.base or len(source.inner) != len(target.inner):
        return None
    name = f"v{depth(source)}"
    quoted = f'"{name}"'
    if source.base == "array":
        made = element(quoted, source.inner[0], target.inner[0])
        return made and f"list_transform({sql}, lambda {quoted}: {made})"
    if source.base == "map":
        key = element(f"struct_extract({quoted}, 'key')", source.inner[0], target.inner[0])
        value = element(f"struct_extract({quoted}, 'value')", source.inner[1], target.inner[1])
        if key is None or value is None:
            return None
        entry = binding.pack((("key", key), ("value", value)))
        entries = f"list_transform(map_entries({sql}), lambda {quoted}: {entry})"
        return f"map_from_entries({entries})" if source.inner[0] == target.inner[0] else _of_new_keys(entries, target)

    def row(value: str) -> str | None:
        parts = [
            element(field(value, index), one, other)
            for index, (one, other) in enumerate(zip(source.inner, target.inner, strict=True))
        ]
        if any(part is None for part in parts):
            return None
        return f"CASE WHEN {value} IS NOT NULL THEN {pack([part or '' for part in parts])} END"

    if row(quoted) is None:
        return None
    return bound(sql, name, lambda value: row(value) or "")
