"""Arrays as sets: their elements are the same if they are not distinct, so that NULL and NaN are elements like others.

The order is that of the first occurrence, as Trino's sets are filled.
"""

from collections.abc import Sequence

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.arrays import keys
from tickstack.sql.functions.row import rows

_row = rows("https://trino.io/docs/current/functions/array.html")


def _first(values: str, held: str, more: str = "") -> str:
    """The elements of ``values`` at which a key occurs for the first time, if ``more`` holds of the key ``"k"``."""
    key = f'{held}["i"]'
    condition = f'list_position({held}, {key}) = "i"' + (f" AND {more.format(key)}" if more else "")
    return f'list_filter({values}, lambda "e", "i": {condition})'


def _distinct(arguments: Sequence[Typed]) -> str:
    return let([arguments[0].sql, keys(arguments[0])], _first)


def _union(arguments: Sequence[Typed]) -> str:
    a, b = arguments
    both = Typed(
        f"CASE WHEN {a.sql} IS NOT NULL AND {b.sql} IS NOT NULL THEN list_concat({a.sql}, {b.sql}) END", a.type
    )
    return let(
        [both.sql], lambda values: let([keys(Typed(values, a.type))], lambda held: _first(values, held), '"held_keys"')
    )


def _except(arguments: Sequence[Typed]) -> str:
    a, b = arguments

    def body(values: str, held: str, others: str) -> str:
        kept = _first(values, held, f"list_position({others}, {{}}) IS NULL")
        return f"CASE WHEN {others} IS NOT NULL THEN {kept} END"

    return let([a.sql, keys(a), keys(b)], body)


def _intersect(arguments: Sequence[Typed]) -> str:
    """In the order of the longer array; of the first, if they are as long."""
    a, b = arguments

    def common(values: str, held: str, others: str) -> str:
        return _first(values, held, f"list_position({others}, {{}}) IS NOT NULL")

    def body(a: str, b: str, a_keys: str, b_keys: str) -> str:
        longer = f"CASE WHEN len({a}) < len({b}) THEN {common(b, b_keys, a_keys)} ELSE {common(a, a_keys, b_keys)} END"
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
        found = f'list_filter({starts}, lambda "i": {a}["i" : "i" + len({b}) - 1] IS NOT DISTINCT FROM {b})'
        return f"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN len({b}) = 0 OR len({found}) > 0 END"

    return let([keys(each) for each in arguments], body)


def _histogram(arguments: Sequence[Typed]) -> str:
    (values,) = arguments

    def body(values: str, held: str) -> str:
        some, same = (_first(each, held, "{} IS NOT NULL") for each in (values, held))
        return let([some, same, f"list_aggregate({held}, 'histogram')"], counted, '"counted"')

    def counted(values: str, held: str, counts: str) -> str:
        return f'map({values}, list_transform({held}, lambda "k": CAST(map_extract_value({counts}, "k") AS BIGINT)))'

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
