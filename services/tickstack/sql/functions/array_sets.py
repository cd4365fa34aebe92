"""Arrays as sets: their elements are the same if they are not distinct, so that NULL and NaN are elements like others.

The order is that of the first occurrence, as Trino's sets are filled.
"""

from collections.abc import Sequence

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.arrays import keys
from tickstack.sql.functions.grouped_lists import grouped
from tickstack.sql.functions.row import rows
from tickstack.sql.types import duckdb_type

_row = rows("https://trino.io/docs/current/functions/array.html")


_FEW = 500  # up to so many elements are looked for one by one


def new(values: str, held: str, others: str, *, member: bool) -> str:
    """The elements of ``values`` whose keys, ``held``, come for the first time and are among ``others``, or are not."""
    key = f'{held}["i"]'
    found = f"list_position({others}, {key}) IS {'NOT ' if member else ''}NULL"
    condition = f'list_position({held}, {key}) = "i" AND {found}'
    few = f'list_filter({values}, lambda "e", "i": {condition})'
    return f"CASE WHEN len({held}) > {_FEW} THEN {_new_of_many(values, held, others, member=member)} ELSE {few} END"


def _new_of_many(values: str, held: str, others: str, *, member: bool) -> str:
    """The same by sorting: of equal keys the others come first, so that the one before a key tells what it is."""
    mine = f'list_transform({held}, lambda "k", "i": struct_pack(k := "k", t := 1, i := "i"))'
    theirs = f'list_transform({others}, lambda "k": struct_pack(k := "k", t := 0, i := CAST(0 AS BIGINT)))'

    def chosen(ordered: str) -> str:
        before = f'{ordered}["j" - 1]'
        same = f"struct_extract({before}, 'k') IS NOT DISTINCT FROM struct_extract(\"e\", 'k')"
        condition = (
            f"\"j\" > 1 AND {same} AND struct_extract({before}, 't') = 0" if member else f'"j" = 1 OR NOT ({same})'
        )
        kept = f'list_filter({ordered}, lambda "e", "j": struct_extract("e", \'t\') = 1 AND ({condition}))'
        places = f'list_sort(list_transform({kept}, lambda "e": struct_extract("e", \'i\')))'
        return f'list_transform({places}, lambda "i": {values}["i"])'

    return let([f"list_sort({theirs} || {mine})"], chosen, '"ordered"')


def _distinct_of(values: str, held: str) -> str:
    return new(values, held, f"{held}[1:0]", member=False)


def _distinct(arguments: Sequence[Typed]) -> str:
    return let([arguments[0].sql, keys(arguments[0])], _distinct_of)


def _union(arguments: Sequence[Typed]) -> str:
    a, b = arguments
    kind = a.type

    def distinct(values: str) -> str:
        return let([values, keys(Typed(values, kind))], _distinct_of, '"both"')

    return let([f"CAST({a.sql} || {b.sql} AS {duckdb_type(kind)})"], distinct)


def _except(arguments: Sequence[Typed]) -> str:
    a, b = arguments

    def body(values: str, held: str, others: str) -> str:
        return f"CASE WHEN {others} IS NOT NULL THEN {new(values, held, others, member=False)} END"

    return let([a.sql, keys(a), keys(b)], body)


def _intersect(arguments: Sequence[Typed]) -> str:
    """In the order of the longer array; of the first, if they are as long."""
    a, b = arguments

    def body(a: str, b: str, a_keys: str, b_keys: str) -> str:
        of_b, of_a = new(b, b_keys, a_keys, member=True), new(a, a_keys, b_keys, member=True)
        longer = f"CASE WHEN len({a}) < len({b}) THEN {of_b} ELSE {of_a} END"
        return f"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN {longer} END"

    return let([a.sql, b.sql, keys(a), keys(b)], body)


def _overlap(arguments: Sequence[Typed]) -> str:
    def body(a: str, b: str) -> str:
        nothing = f"len({a}) <> list_count({a}) OR len({b}) <> list_count({b})"
        return (
            f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL WHEN len({a}) = 0 OR len({b}) = 0 THEN false "
            f"WHEN list_has_any({a}, {b}) THEN true WHEN {nothing} THEN NULL ELSE false END"
        )

    return let([keys(each) for each in arguments], body)


def _contains_sequence(arguments: Sequence[Typed]) -> str:
    def body(a: str, b: str) -> str:
        starts = f"range(1, len({a}) - len({b}) + 2)"
        begun = f'list_filter({starts}, lambda "i": {a}["i"] IS NOT DISTINCT FROM {b}[1])'
        other = f'list_filter(range(1, len({b})), lambda "k": {a}["i" + "k"] IS DISTINCT FROM {b}["k" + 1])'
        found = f'list_filter({begun}, lambda "i": len({other}) = 0)'
        return f"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN len({b}) = 0 OR len({found}) > 0 END"

    return let([keys(each) for each in arguments], body)


def _histogram(arguments: Sequence[Typed]) -> str:
    (values,) = arguments

    def body(values: str, held: str) -> str:
        return grouped(held, lambda _, groups: counted(values, held, groups))

    def counted(values: str, held: str, groups: str) -> str:
        some = f'list_filter({groups}, lambda "g": {held}["g"."i"] IS NOT NULL)'
        keys = f'list_transform({some}, lambda "g": {values}["g"."i"])'
        return f'map({keys}, list_transform({some}, lambda "g": "g"."b" - "g"."a" + 1))'

    return let([values.sql, keys(values)], body)


ROWS = (
    _row("array_distinct", "array(E) -> array(E) where E:comparable", _distinct,
         "array_distinct(ARRAY[2, NULL, 1, 2, NULL])", "[2, null, 1]"),
    _row("array_union", "array(E), array(E) -> array(E) where E:comparable", _union,
         "array_union(ARRAY[3, 1, 3], ARRAY[2, NULL, 1])", "[3, 1, 2, null]"),
    _row("array_except", "array(E), array(E) -> array(E) where E:comparable", _except,
         "array_except(ARRAY[3, 1, NULL, 3], ARRAY[1, 5])", "[3, null]"),
    _row("array_intersect", "array(E), array(E) -> array(E) where E:comparable", _intersect,
         "array_intersect(ARRAY[1, 2, NULL], ARRAY[NULL, 5, 2, 2, 1])", "[null, 2, 1]"),
    _row("arrays_overlap", "array(E), array(E) -> boolean where E:comparable", _overlap,
         "arrays_overlap(ARRAY[1, NULL], ARRAY[2])", None),
    _row("contains_sequence", "array(T), array(T) -> boolean where T:comparable", _contains_sequence,
         "contains_sequence(ARRAY[1, 2, 3], ARRAY[2, 3])", "true"),
    _row("array_histogram", "array(T) -> map(T, bigint) where T:comparable", _histogram,
         "array_histogram(ARRAY['a', 'b', NULL, 'a'])", "{a=2, b=1}"),
)  # fmt: skip
