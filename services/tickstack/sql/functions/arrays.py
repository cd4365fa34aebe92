"""Functions on arrays and maps."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import FLOATING, refusals, rows

_row = rows("https://trino.io/docs/current/functions/array.html")
_map = rows("https://trino.io/docs/current/functions/map.html")


def _largest(arguments: Sequence[Typed]) -> str:
    """NULL where an element is; NaN only when there is nothing else."""
    value = arguments[0].sql
    greatest = f"list_max({value})"
    if arguments[0].type.inner[0].base in FLOATING:
        greatest = f'coalesce(list_max(list_filter({value}, lambda "e": NOT isnan("e"))), {greatest})'
    return f"CASE WHEN len({value}) = list_count({value}) THEN {greatest} END"


REFUSED = refusals(
    "array_join(array(T), varchar)",
    "array_join(array(T), varchar, varchar)",
    "sequence(bigint, bigint, bigint)",
    "sequence(date, date)",
    *(f"sequence({kind}, {kind}, {span})" for kind in ("date", "timestamp")
      for span in ("interval day to second", "interval year to month")),
    "map()",
)  # fmt: skip

ROWS = (
    _row("cardinality", "array(T) -> bigint", "len({0})", "cardinality(ARRAY[1, NULL])", "2"),
    _row("element_at", "array(T), bigint -> T", "element_of({0}, {1})", "element_at(ARRAY[1, 2], -1)", "2"),
    _row("contains", "array(T), T -> boolean",
         "CASE WHEN list_contains({0}, {1}) THEN true WHEN {0} IS NULL OR {1} IS NULL OR len({0}) <> list_count({0}) "
         "THEN NULL ELSE false END", "contains(ARRAY[1, NULL], 2)", None),
    _row("array_join", "array(varchar), varchar -> varchar", "array_to_string({0}, {1})",
         "array_join(ARRAY['a', NULL, 'b'], '-')", "a-b"),
    _row("array_max", "array(T) -> T", _largest,
         "array_max(ARRAY[1, 2])", "2"),
    _row("array_min", "array(T) -> T", "CASE WHEN len({0}) = list_count({0}) THEN list_min({0}) END",
         "array_min(ARRAY[1, NULL])", None),
    _row("array_sort", "array(T) -> array(T)", "list_sort({0}, 'ASC', 'NULLS LAST')", "array_sort(ARRAY[2, NULL, 1])",
         "[1, 2, null]"),
    _row("sequence", "bigint, bigint -> array(bigint)",
         "sequence_of({0}, {1})", "sequence(3, 1)", "[3, 2, 1]"),
    _map("cardinality", "map(K, V) -> bigint", "CAST(cardinality({0}) AS BIGINT)",
         "cardinality(MAP(ARRAY['a'], ARRAY[1]))", "1"),
    _map("element_at", "map(K, V), K -> V", "map_extract_value({0}, {1})", "element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')",
         None),
    _map("map", "array(K), array(V) -> map(K, V)", "map({0}, {1})", "map(ARRAY['b', 'a'], ARRAY[1, 2])", "{a=2, b=1}"),
    _map("map_keys", "map(K, V) -> array(K)", "map_keys({0})", "map_keys(MAP(ARRAY['a'], ARRAY[1]))", "[a]"),
    _map("map_values", "map(K, V) -> array(V)", "map_values({0})", "map_values(MAP(ARRAY['a'], ARRAY[1]))", "[1]"),
)  # fmt: skip
