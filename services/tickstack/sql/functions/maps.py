"""Functions on maps: https://trino.io/docs/current/functions/map.html."""

from collections.abc import Callable, Sequence
from typing import Any

from tickstack.sql.binding import let, refused
from tickstack.sql.casts import cast
from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import FLOATING, all_differ, indeterminate, key, plain
from tickstack.sql.failures import failure
from tickstack.sql.functions.array_sets import new
from tickstack.sql.functions.grouped_lists import grouped
from tickstack.sql.functions.lambdas import applied
from tickstack.sql.functions.listed import folded_by
from tickstack.sql.functions.map_aggregates import multimap_agg
from tickstack.sql.functions.row import rows
from tickstack.sql.nested import NESTED
from tickstack.sql.python import python
from tickstack.sql.types import UNKNOWN, VARCHAR, TrinoType, array, duckdb_type
from tickstack.sql.values import as_object

_row = rows("https://trino.io/docs/current/functions/map.html")
_ARGUMENT = "INVALID_FUNCTION_ARGUMENT"
_KEY, _VALUE = "struct_extract({0}, 'key')", "struct_extract({0}, 'value')"


def mapped(keys: str, values: str, kind: TrinoType, duplicates: str) -> str:
    """The map of two lists, evaluated repeatedly; ``duplicates`` begins the message when a key occurs twice."""
    held = key(keys, array(kind.inner[0]))
    repeated = f'list_filter({keys}, lambda "e", "i": list_position({held}, {held}["i"]) < "i")'
    shown = f"java_{kind.inner[0].base}({repeated}[1])" if kind.inner[0].base in FLOATING else f"{repeated}[1]"
    twice = f"'{duplicates} (' || CAST({shown} AS VARCHAR) || ') are not allowed'"
    carrier = duckdb_type(kind)
    return (
        f"CASE WHEN {all_differ(keys, kind.inner[0])} THEN map({keys}, {values}) "
        f"WHEN len({keys}) > list_count({keys}) THEN {refused(_ARGUMENT, "'map key cannot be null'", carrier)} "
        f"WHEN {keys} IS NOT NULL THEN {refused(_ARGUMENT, twice, carrier)} END"
    )


def _shown(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[Any], str]:  # noqa: ARG001
    return as_object(kinds[0])


def _certain(made: str, keys: str, kind: TrinoType) -> str:
    """The map ``made`` unless a key has NULL within it."""
    held = kind.inner[0]
    if held.base not in NESTED:
        return made
    doubtful = f'list_filter({keys}, lambda "u": "u" IS NOT NULL AND {indeterminate('"u"', held)})'
    shown = python(_shown, typed=True).sql([Typed(f"{doubtful}[1]", held)], VARCHAR)
    wrong = refused(_ARGUMENT, f"'map key cannot be indeterminate: ' || {shown}", duckdb_type(kind))
    return f"CASE WHEN len({doubtful}) > 0 THEN {wrong} ELSE {made} END"


def _map(arguments: Sequence[Typed]) -> str:
    kind = TrinoType("map", (), (arguments[0].type.inner[0], arguments[1].type.inner[0]))

    def body(keys: str, values: str) -> str:
        uneven = refused(_ARGUMENT, "'Key and value arrays must be the same length'", duckdb_type(kind))
        made = _certain(mapped(keys, values, kind, "Duplicate map keys"), keys, kind)
        return (
            f"CASE WHEN {keys} IS NULL OR {values} IS NULL THEN NULL "
            f"WHEN len({keys}) <> len({values}) THEN {uneven} ELSE {made} END"
        )

    return let([each.sql for each in arguments], body)


def found(value: Typed, wanted: str) -> str:
    """The value of a key; NULL if there is none."""
    if plain(value.type.inner[0]):
        return f"map_extract_value({value.sql}, {wanted})"
    kind = value.type.inner[0]

    def body(entries: str, wanted: str) -> str:
        keys = key(f"map_keys({entries})", array(kind))
        return f"map_values({entries})[list_position({keys}, {key(wanted, kind)})]"

    return let([value.sql, wanted], body)


def subscript(value: Typed, wanted: Typed) -> Typed:
    """``m[k]``: an error if there is no such key."""
    kind, result = value.type.inner

    def body(entries: str, wanted: str) -> str:
        shown = cast(Typed(wanted, kind), VARCHAR)
        message = f"'Key not present in map: ' || {shown}" if shown else "'Key not present in map'"
        missing = refused(_ARGUMENT, message, duckdb_type(result))
        held = f"list_contains({key(f'map_keys({entries})', array(kind))}, {key(wanted, kind)})"
        known = found(Typed(entries, value.type), wanted)
        return f"CASE WHEN {held} THEN {known} WHEN {entries} IS NOT NULL AND {wanted} IS NOT NULL THEN {missing} END"

    return Typed(let([value.sql, wanted.sql], body), result)


def _entries(arguments: Sequence[Typed]) -> str:
    parts = f"struct_pack(f0 := {_KEY.format('"e"')}, f1 := {_VALUE.format('"e"')})"
    return f'list_transform(map_entries({arguments[0].sql}), lambda "e": {parts})'


def _of_entries(arguments: Sequence[Typed]) -> str:
    kind = TrinoType("map", (), arguments[0].type.inner[0].inner)

    def body(entries: str) -> str:
        keys, values = (f'list_transform({entries}, lambda "e": struct_extract("e", \'f{part}\'))' for part in (0, 1))
        missing = refused(_ARGUMENT, "'map entry cannot be null'", duckdb_type(kind))
        made = let([keys, values], lambda k, v: _certain(mapped(k, v, kind, "Duplicate keys"), k, kind), '"pairs"')
        return f"CASE WHEN len({entries}) > list_count({entries}) THEN {missing} ELSE {made} END"

    return let([arguments[0].sql], body)


def _multimap_of_entries(arguments: Sequence[Typed]) -> str:
    kind = arguments[0].type
    result = _multimap_of([kind])
    carrier = duckdb_type(result)

    def body(entries: str) -> str:
        without = f'list_filter({entries}, lambda "e": struct_extract("e", \'f0\') IS NULL)'
        made = folded_by(multimap_agg).sql([Typed(entries, kind)], result)
        return (
            f"CASE WHEN len({entries}) > list_count({entries}) "
            f"THEN {refused(_ARGUMENT, "'map entry cannot be null'", carrier)} "
            f"WHEN len({without}) > 0 THEN {refused(_ARGUMENT, "'map key cannot be null'", carrier)} "
            f"WHEN len({entries}) = 0 THEN CAST(MAP {{}} AS {carrier}) ELSE {made} END"
        )

    return let([arguments[0].sql], body)


def _joined(arguments: Sequence[Typed]) -> str:
    """Of a key that several maps have, the last map's value; the last map's entries come first."""
    kind = arguments[0].type
    if len(arguments) < 2:
        raise failure(_ARGUMENT, "There must be two or more concatenation arguments to map_concat")

    def body(*maps: str) -> str:
        keys = " || ".join(f"map_keys({each})" for each in reversed(maps))
        values = " || ".join(f"map_values({each})" for each in reversed(maps))
        made = let([keys, values, key(f"({keys})", array(kind.inner[0]))], distinct, '"joined"')
        missing = " OR ".join(f"{each} IS NULL" for each in maps)
        return f"CASE WHEN {missing} THEN NULL ELSE {made} END"

    def distinct(keys: str, values: str, held: str) -> str:
        def once(groups: str) -> str:
            first = (f'list_transform({groups}, lambda "g": {each}["g"."i"])' for each in (keys, values))
            return f"map({', '.join(first)})"

        return grouped(held, lambda _, groups: once(groups))

    return let([each.sql for each in arguments], body)


def _filtered(arguments: Sequence[Typed]) -> str:
    entries, function = arguments
    name = applied(function).name("e")
    kept = applied(function)(_KEY.format(name), _VALUE.format(name))
    return f"map_from_entries(list_filter(map_entries({entries.sql}), lambda {name}: {kept}))"


def _transformed_values(arguments: Sequence[Typed]) -> str:
    entries, function = arguments
    name = applied(function).name("e")
    value = applied(function)(_KEY.format(name), _VALUE.format(name))
    pair = f"struct_pack(k := {_KEY.format(name)}, v := {value})"
    return f"map_from_entries(list_transform(map_entries({entries.sql}), lambda {name}: {pair}))"


def _transformed_keys(arguments: Sequence[Typed]) -> str:
    entries, function = arguments
    name = applied(function).name("e")
    made = applied(function)(_KEY.format(name), _VALUE.format(name))
    keys = f"list_transform(map_entries({entries.sql}), lambda {name}: {made})"
    kind = TrinoType("map", (), (function.type.inner[-1], entries.type.inner[1]))
    return let([keys, f"map_values({entries.sql})"], lambda k, v: mapped(k, v, kind, "Duplicate keys"))


def _zipped(arguments: Sequence[Typed]) -> str:
    """The keys of the first map, then those that only the second has."""
    first, second, function = arguments
    kind = first.type.inner[0]
    step = applied(function)
    name, outer = step.name("k"), step.name("let")

    def body(a: str, b: str) -> str:
        held = key(f"map_keys({a})", array(kind))
        more = new(f"map_keys({b})", key(f"map_keys({b})", array(kind)), held, member=False)
        keys = f"list_concat(map_keys({a}), {more})"
        values = (found(Typed(each, kept.type), name) for each, kept in ((a, first), (b, second)))
        pair = f"struct_pack(k := {name}, v := {step(name, *values)})"
        made = f"map_from_entries(list_transform({keys}, lambda {name}: {pair}))"
        return f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL ELSE {made} END"

    return let([first.sql, second.sql], body, outer)


def _pair_of(given: Sequence[TrinoType]) -> TrinoType:
    return array(TrinoType("row", (), given[0].inner, (None, None)))


def _map_of(given: Sequence[TrinoType]) -> TrinoType:
    inner = given[0].inner[0].inner
    return TrinoType("map", (), inner if len(inner) == 2 else (UNKNOWN, UNKNOWN))


def _multimap_of(given: Sequence[TrinoType]) -> TrinoType:
    held, value = _map_of(given).inner
    return TrinoType("map", (), (held, array(value)))


_AB = "MAP(ARRAY['a', 'b'], ARRAY[1, 2])"

ROWS = (
    _row("cardinality", "map(K, V) -> bigint", "CAST(cardinality({0}) AS BIGINT)", f"cardinality({_AB})", "2"),
    _row("element_at", "map(K, V), K -> V", lambda arguments: found(arguments[0], arguments[1].sql),
         f"element_at({_AB}, 'c')", None),
    _row("map", " -> map(unknown, unknown)", "MAP(CAST([] AS INTEGER[]), CAST([] AS INTEGER[]))", "map()", "{}"),
    _row("map", "array(K), array(V) -> map(K, V) where K:comparable", _map, "map(ARRAY['b', 'a'], ARRAY[1, 2])",
         "{a=2, b=1}"),
    _row("map_keys", "map(K, V) -> array(K)", "map_keys({0})", f"map_keys({_AB})", "[a, b]"),
    _row("map_values", "map(K, V) -> array(V)", "map_values({0})", f"map_values({_AB})", "[1, 2]"),
    _row("map_entries", "map(K, V) -> array(row)", _entries, f"map_entries({_AB})", "[{a, 1}, {b, 2}]",
         result=_pair_of),
    _row("map_from_entries", "array(row(K, V)) -> map(K, V)", _of_entries,
         "map_from_entries(ARRAY[(1, 'x'), (2, NULL)])", "{1=x, 2=null}"),
    _row("multimap_from_entries", "array(row(K, V)) -> map(K, array(V))", _multimap_of_entries,
         "multimap_from_entries(ARRAY[(1, 'x'), (2, 'y'), (1, 'z')])", "{1=[x, z], 2=[y]}"),
    _row("map_concat", "map(K, V)... -> map(K, V)", _joined, f"map_concat({_AB}, MAP(ARRAY['b'], ARRAY[3]))",
         "{a=1, b=3}"),
    _row("map_filter", "map(K, V), function(K, V, boolean) -> map(K, V)", _filtered,
         f"map_filter({_AB}, (k, v) -> v > 1)", "{b=2}"),
    _row("transform_values", "map(K, V), function(K, V, U) -> map(K, U)", _transformed_values,
         f"transform_values({_AB}, (k, v) -> k || CAST(v AS varchar))", "{a=a1, b=b2}"),
    _row("transform_keys", "map(K, V), function(K, V, U) -> map(U, V)", _transformed_keys,
         f"transform_keys({_AB}, (k, v) -> v * 10)", "{10=1, 20=2}"),
    _row("map_zip_with", "map(K, U), map(K, V), function(K, U, V, W) -> map(K, W)", _zipped,
         f"map_zip_with({_AB}, MAP(ARRAY['b'], ARRAY['x']), (k, v, w) -> (v, w))", "{a={1, null}, b={2, x}}"),
)  # fmt: skip
