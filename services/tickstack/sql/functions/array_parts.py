"""Functions that make arrays of others: parts of them, or several put together."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import comb

from tickstack.sql.binding import let, refused
from tickstack.sql.coercion import Typed
from tickstack.sql.failures import failure
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.python import python, refusal
from tickstack.sql.types import INTEGER, TrinoType, array, duckdb_type

_row = rows("https://trino.io/docs/current/functions/array.html")
_ARGUMENT = "INVALID_FUNCTION_ARGUMENT"


def _bound(body: Callable[..., str]) -> Callable[[Sequence[Typed]], str]:
    """A template whose arguments have names, and the DuckDB type of the first."""
    return lambda arguments: let(
        [each.sql for each in arguments], lambda *names: body(*names, kind=duckdb_type(arguments[0].type))
    )


def _slice(values: str, start: str, length: str, kind: str) -> str:
    first = f"CASE WHEN {start} < 0 THEN len({values}) + {start} + 1 ELSE {start} END"
    return (
        f"CASE WHEN {values} IS NULL OR {start} IS NULL OR {length} IS NULL THEN NULL "
        f"WHEN {length} < 0 THEN {refused(_ARGUMENT, "'length must be greater than or equal to 0'", kind)} "
        f"WHEN {start} = 0 THEN {refused(_ARGUMENT, "'SQL array indices start at 1'", kind)} "
        f"WHEN {length} = 0 OR {first} < 1 OR {first} > len({values}) THEN {values}[1:0] "
        f"ELSE {values}[{first} : least({first} - 1 + CAST({length} AS HUGEINT), len({values}))] END"
    )


def _trim(values: str, count: str, kind: str) -> str:
    negative = refused(_ARGUMENT, f"'size must not be negative: ' || {count}", kind)
    more = f"'size must not exceed array cardinality ' || len({values}) || ': ' || {count}"
    return (
        f"CASE WHEN {values} IS NULL OR {count} IS NULL THEN NULL WHEN {count} < 0 THEN {negative} "
        f"WHEN {count} > len({values}) THEN {refused(_ARGUMENT, more, kind)} "
        f"ELSE {values}[1 : len({values}) - {count}] END"
    )


def _ngrams(values: str, size: str, kind: str) -> str:
    """Element by element: a part of a list that a lambda captures costs DuckDB the whole list each time."""
    width = f"least({size}, len({values}))"
    gram = f'list_transform(range({width}), lambda "k": {values}["i" + "k"])'
    made = f'list_transform(range(1, len({values}) - {width} + 2), lambda "i": {gram})'
    return (
        f"CASE WHEN {values} IS NULL OR {size} IS NULL THEN NULL "
        f"WHEN {size} <= 0 THEN {refused(_ARGUMENT, "'N must be positive'", f'{kind}[]')} ELSE {made} END"
    )


def _repeat(value: str, count: str, kind: str) -> str:
    many = refused(_ARGUMENT, "'count argument of repeat function must be less than or equal to 100000'", f"{kind}[]")
    few = refused(_ARGUMENT, "'count argument of repeat function must be greater than or equal to 0'", f"{kind}[]")
    return (
        f"CASE WHEN {count} > 100000 THEN {many} WHEN {count} < 0 THEN {few} "
        f'ELSE list_transform(range({count}), lambda "i": CAST({value} AS {kind})) END'
    )


def chosen(size: int, width: int) -> list[list[int]]:
    """The positions of each combination, in the order in which Trino makes them."""
    if width < 0:
        raise refusal(_ARGUMENT, f"combination size must not be negative: {width}")
    if width > 5:
        raise refusal(_ARGUMENT, f"combination size must not exceed 5: {width}")
    if comb(size, width) * width > 100_000:
        raise refusal(_ARGUMENT, "combinations exceed max size")
    return sorted((list(found) for found in combinations(range(1, size + 1), width)), key=lambda found: found[::-1])


_chosen = python(chosen)


def _combinations(arguments: Sequence[Typed]) -> str:
    def body(values: str, width: str) -> str:
        sized = [Typed(f"CAST(len({values}) AS INTEGER)", INTEGER), Typed(width, INTEGER)]
        positions = _chosen.sql(sized, array(array(INTEGER)))
        return f'list_transform({positions}, lambda "p": list_transform("p", lambda "i": {values}["i"]))'

    return let([each.sql for each in arguments], body)


def _concatenated(arguments: Sequence[Typed]) -> str:
    """NULL where an array is."""
    if len(arguments) < 2:
        raise failure(_ARGUMENT, "There must be two or more concatenation arguments to concat")
    values = [each.sql for each in arguments]
    return f"CAST({' || '.join(values)} AS {duckdb_type(arguments[0].type)})"  # of a literal NULL it has another type


def _appended(arguments: Sequence[Typed]) -> str:
    values, value = arguments
    return _with_one(values, value, "{values} || [{value}]")


def _prepended(arguments: Sequence[Typed]) -> str:
    value, values = arguments
    return _with_one(values, value, "[{value}] || {values}")


def _with_one(values: Typed, value: Typed, made: str) -> str:
    """An array and one value more, unless that is NULL."""

    def body(values: str, value: str) -> str:
        return f"CASE WHEN {value} IS NOT NULL THEN {made.format(values=values, value=value)} END"

    typed = [f"CAST({each.sql} AS {duckdb_type(each.type)})" for each in (values, value)]
    return f"CAST({let(typed, body)} AS {duckdb_type(values.type)})"


def _zip(arguments: Sequence[Typed]) -> str:
    def body(*values: str) -> str:
        parts = ", ".join(f'f{index} := {each}["i"]' for index, each in enumerate(values))
        length = f"greatest({', '.join(f'len({each})' for each in values)})"
        missing = " OR ".join(f"{each} IS NULL" for each in values)
        made = f'list_transform(range(1, {length} + 1), lambda "i": struct_pack({parts}))'
        return f"CASE WHEN {missing} THEN NULL ELSE {made} END"

    return let([each.sql for each in arguments], body)


def _zipped(count: int) -> Function:
    kinds = "TUVWX"[:count]

    def result(given: Sequence[TrinoType]) -> TrinoType:
        return array(TrinoType("row", (), tuple(each.inner[0] for each in given), (None,) * count))

    example = ", ".join(("ARRAY[1, 2]", "ARRAY['a']", "ARRAY[true, NULL]", "ARRAY[9]", "ARRAY['z', 'y']")[:count])
    padded = (("1", "2"), ("a", "null"), ("true", "null"), ("9", "null"), ("z", "y"))[:count]
    value = "[" + ", ".join("{" + ", ".join(pair[row] for pair in padded) + "}" for row in (0, 1)) + "]"
    signature = ", ".join(f"array({kind})" for kind in kinds) + " -> array(row)"
    return _row("zip", signature, _zip, f"zip({example})", value, result=result)


ROWS = (
    _row("slice", "array(E), bigint, bigint -> array(E)", _bound(_slice), "slice(ARRAY[1, 2, 3, 4], -3, 2)", "[2, 3]"),
    _row("trim_array", "array(E), bigint -> array(E)", _bound(_trim), "trim_array(ARRAY[1, 2, 3], 2)", "[1]"),
    _row("ngrams", "array(T), integer -> array(array(T))", _bound(_ngrams), "ngrams(ARRAY['a', 'b', 'c'], 2)",
         "[[a, b], [b, c]]"),
    _row("combinations", "array(T), integer -> array(array(T))", _combinations, "combinations(ARRAY[1, 2, 3], 2)",
         "[[1, 2], [1, 3], [2, 3]]"),
    _row("flatten", "array(array(E)) -> array(E)", "flatten({0})", "flatten(ARRAY[ARRAY[1], NULL, ARRAY[2, 3]])",
         "[1, 2, 3]"),
    _row("repeat", "T, bigint -> array(T)", _bound(_repeat), "repeat(NULL, 2)", "[null, null]"),
    _row("reverse", "array(E) -> array(E)", "list_reverse({0})", "reverse(ARRAY[1, NULL, 2])", "[2, null, 1]"),
    _row("shuffle", "array(E) -> array(E)",
         'list_transform(list_sort(list_transform({0}, lambda "e": struct_pack(r := random(), e := "e"))), '
         'lambda "p": struct_extract("p", \'e\'))', "cardinality(shuffle(ARRAY[1, 2, 3]))", "3"),
    _row("concat", "array(E)... -> array(E)", _concatenated, "concat(ARRAY[1], ARRAY[NULL], ARRAY[2])", "[1, null, 2]"),
    _row("concat", "array(E), E -> array(E)", _appended, "concat(ARRAY[1], 2)", "[1, 2]"),
    _row("concat", "E, array(E) -> array(E)", _prepended, "concat(1, ARRAY[2])", "[1, 2]"),
    *(_zipped(count) for count in range(2, 6)),
)  # fmt: skip
