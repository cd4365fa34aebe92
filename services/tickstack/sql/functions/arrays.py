"""Functions that look into an array."""

from collections.abc import Sequence

from tickstack.sql.binding import let, refused
from tickstack.sql.casts import cast
from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import equal, key, plain
from tickstack.sql.comparisons import comparison
from tickstack.sql.failures import failure
from tickstack.sql.functions.row import FLOATING, rows
from tickstack.sql.types import VARCHAR, TrinoType

_row = rows("https://trino.io/docs/current/functions/array.html")
NESTED = ("array", "map", "row")


def element(argument: Typed) -> TrinoType:
    """The type of an array's elements."""
    return argument.type.inner[0]


def keys(argument: Typed) -> str:
    """An array with what DuckDB compares in place of its elements."""
    return key(argument.sql, argument.type)


def _largest(arguments: Sequence[Typed]) -> str:
    """NULL where an element is; NaN only when there is nothing else."""
    kind = element(arguments[0])

    def body(value: str) -> str:
        greatest = f"list_max({value})"
        if kind.base in FLOATING:
            greatest = f'coalesce(list_max(list_filter({value}, lambda "e": NOT isnan("e"))), {greatest})'
        return f"CASE WHEN len({value}) = list_count({value}) THEN {greatest} END"

    return let([arguments[0].sql], body)


def _smallest(arguments: Sequence[Typed]) -> str:
    return let(
        [arguments[0].sql], lambda value: f"CASE WHEN len({value}) = list_count({value}) THEN list_min({value}) END"
    )


def _found(values: str, wanted: str, kind: TrinoType) -> str:
    """Whether elements of an array, which are no NULLs, equal a value; NULL in part of one is an error."""
    same = f"({equal('"e"', wanted, kind)})"
    return f'list_transform(list_filter({values}, lambda "e": "e" IS NOT NULL), lambda "e": {same})'


def _indeterminate(what: str, kind: str) -> str:
    message = f"'{what} does not support arrays with elements that are null or contain null'"
    return refused("NOT_SUPPORTED", message, kind)


def _contains(arguments: Sequence[Typed]) -> str:
    kind = element(arguments[0])
    if kind.base in NESTED:
        return let([each.sql for each in arguments], lambda values, wanted: _contains_nested(values, wanted, kind))

    def body(values: str, wanted: str) -> str:
        sought = f"CASE WHEN NOT isnan({wanted}) THEN {wanted} END" if kind.base in FLOATING else wanted
        return (
            f"CASE WHEN list_contains({values}, {sought}) THEN true WHEN {values} IS NULL OR {wanted} IS NULL "
            f"OR len({values}) <> list_count({values}) THEN NULL ELSE false END"
        )

    return let([keys(arguments[0]), key(arguments[1].sql, kind)], body)


def _contains_nested(values: str, wanted: str, kind: TrinoType) -> str:
    found = _found(values, wanted, kind)
    return (
        f"CASE WHEN {values} IS NULL OR {wanted} IS NULL THEN NULL "
        f"WHEN list_contains({found}, true) THEN true "
        f"WHEN list_count({found}) < len({found}) THEN {_indeterminate('contains', 'BOOLEAN')} "
        f"WHEN len({values}) <> list_count({values}) THEN NULL ELSE false END"
    )


def _position(arguments: Sequence[Typed]) -> str:
    kind = element(arguments[0])
    if kind.base in NESTED:
        return let([each.sql for each in arguments], lambda values, wanted: _position_nested(values, wanted, kind))
    sought = arguments[1].sql
    if kind.base in FLOATING:
        sought = f"CASE WHEN isnan({sought}) THEN '-Infinity' ELSE {sought} END"

    def body(values: str, wanted: str) -> str:
        missed = f" AND NOT isnan({wanted})" if kind.base in FLOATING else ""
        return (
            f"CASE WHEN {values} IS NOT NULL AND {wanted} IS NOT NULL THEN "
            f"CASE WHEN true{missed} THEN coalesce(CAST(list_position({values}, {wanted}) AS BIGINT), 0) ELSE 0 END END"
        )

    return let([keys(arguments[0]), key(arguments[1].sql, kind)], body)


def _position_nested(values: str, wanted: str, kind: TrinoType) -> str:
    found = f'list_transform({values}, lambda "e": coalesce({equal('"e"', wanted, kind)}, false))'
    doubtful = f'list_transform({values}, lambda "e": "e" IS NOT NULL AND ({equal('"e"', wanted, kind)}) IS NULL)'
    return (
        f"CASE WHEN {values} IS NULL OR {wanted} IS NULL THEN NULL "
        f"WHEN list_contains({doubtful}, true) THEN {_indeterminate('array_position', 'BIGINT')} "
        f"ELSE coalesce(CAST(list_position({found}, true) AS BIGINT), 0) END"
    )


def _remove(arguments: Sequence[Typed]) -> str:
    kind = element(arguments[0])

    def body(values: str, unwanted: str) -> str:
        same = equal('"e"', unwanted, kind)
        checked = f"coalesce({same}, {_indeterminate('array_remove', 'BOOLEAN')})" if kind.base in NESTED else same
        kept = f'list_filter({values}, lambda "e": "e" IS NULL OR NOT {checked})'
        return f"CASE WHEN {unwanted} IS NOT NULL THEN {kept} END"

    return let([each.sql for each in arguments], body)


def _texts(values: Typed) -> str:
    """An array with its elements as text."""
    kind = element(values)
    if kind.base == "varchar":
        return values.sql
    made = 'CAST("e" AS VARCHAR)' if kind.base == "unknown" else cast(Typed('"e"', kind), VARCHAR)
    if made is None:
        raise failure("INVALID_FUNCTION_ARGUMENT", f"Input type {kind} not supported")
    return f'list_transform({values.sql}, lambda "e": {made})'


def _join(arguments: Sequence[Typed]) -> str:
    """Each element with a delimiter before it, and the first delimiter cut off: a NULL has neither."""
    values, delimiter, *replacement = arguments

    def body(values: str, delimiter: str, nothing: str = "NULL") -> str:
        parts = f'list_transform({values}, lambda "e": {delimiter} || coalesce("e", {nothing}))'
        joined = f"substring(coalesce(list_aggregate({parts}, 'string_agg', ''), ''), 1 + length({delimiter}))"
        given = f"{values} IS NOT NULL AND {delimiter} IS NOT NULL" + (
            f" AND {nothing} IS NOT NULL" if replacement else ""
        )
        return f"CASE WHEN {given} THEN {joined} END"

    return let([_texts(values), delimiter.sql, *(each.sql for each in replacement)], body)


def _in_order(values: str, kind: TrinoType) -> str:
    """Whether neighbours are in order, which is an error where NULL within an element decides."""
    one, other = (Typed(f"{values}[{index}]", kind) for index in ('"i" - 1', '"i"'))
    compared = comparison("<=", one, other)
    return f'list_filter(range(2, len({values}) + 1), lambda "i": {compared.sql if compared else "true"})'


def _sorted(arguments: Sequence[Typed]) -> str:
    (values,) = arguments
    kind = element(values)
    if kind.base in NESTED:
        ordered = _sorted_by_key(values.sql, kind)
        return let([ordered], lambda made: f"CASE WHEN len({_in_order(made, kind)}) >= 0 THEN {made} END")
    return f"list_sort({values.sql}, 'ASC', 'NULLS LAST')" if plain(kind) else _sorted_by_key(values.sql, kind)


def _sorted_by_key(values: str, kind: TrinoType) -> str:
    pairs = f'list_transform({values}, lambda "e": struct_pack(n := "e" IS NULL, k := {key('"e"', kind)}, e := "e"))'
    return f'list_transform(list_sort({pairs}), lambda "p": struct_extract("p", \'e\'))'


ROWS = (
    _row("cardinality", "array(E) -> bigint", "len({0})", "cardinality(ARRAY[1, NULL])", "2"),
    _row("element_at", "array(E), bigint -> E", "element_of({0}, {1})", "element_at(ARRAY[1, 2], -1)", "2"),
    _row("contains", "array(T), T -> boolean where T:comparable", _contains, "contains(ARRAY[1, NULL], 2)", None),
    _row("array_position", "array(T), T -> bigint where T:comparable", _position, "array_position(ARRAY[5, 7, 7], 7)",
         "2"),
    _row("array_remove", "array(E), E -> array(E) where E:comparable", _remove, "array_remove(ARRAY[1, NULL, 2, 1], 1)",
         "[null, 2]"),
    _row("array_join", "array(T), text -> varchar where T:castableTo(varchar)", _join,
         "array_join(ARRAY[1, NULL, 2], '-')", "1-2"),
    _row("array_join", "array(T), text, text -> varchar", _join, "array_join(ARRAY['a', NULL, 'b'], '-', '?')",
         "a-?-b"),
    _row("array_max", "array(T) -> T where T:orderable", _largest, "array_max(ARRAY[1, 2])", "2"),
    _row("array_min", "array(T) -> T where T:orderable", _smallest, "array_min(ARRAY[1, NULL])", None),
    _row("array_sort", "array(E) -> array(E) where E:orderable", _sorted, "array_sort(ARRAY[2, NULL, 1])",
         "[1, 2, null]"),
)  # fmt: skip
