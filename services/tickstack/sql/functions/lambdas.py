"""Functions that take a lambda: https://trino.io/docs/current/functions/lambda.html."""

from collections.abc import Callable, Sequence
from functools import cmp_to_key

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.lambdas import Applied
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, array, duckdb_type

_array = rows("https://trino.io/docs/current/functions/array.html")


def applied(argument: Typed) -> Applied:
    """The lambda that an argument is."""
    assert isinstance(argument, Applied)
    return argument


def _reduced(arguments: Sequence[Typed]) -> str:
    """DuckDB's list_reduce has one type for state and elements: a struct of both."""
    values, start, step, finish = arguments
    state, element = duckdb_type(start.type), duckdb_type(values.type.inner[0])
    before, each = applied(step).name("s"), applied(step).name("x")
    body = applied(step)(f"struct_extract({before}, 's')", f"struct_extract({each}, 'x')")
    nothing = f"CAST(NULL AS {element})"
    wrapped = f"list_transform({values.sql}, lambda {each}: struct_pack(s := CAST(NULL AS {state}), x := {each}))"
    first = f"struct_pack(s := CAST({start.sql} AS {state}), x := {nothing})"
    following = f"struct_pack(s := CAST({body} AS {state}), x := {nothing})"
    reduced = f"struct_extract(list_reduce({wrapped}, lambda {before}, {each}: {following}, {first}), 's')"
    made = applied(finish)(before)
    return reduced if made == before else f"list_transform([{reduced}], lambda {before}: {made})[1]"


def _matched(outcome: str, extreme: str, nothing: int) -> Callable[[Sequence[Typed]], str]:
    """One of [false, NULL, true] by the greatest or least of the results, which count 0, 1 and 2."""

    def call(arguments: Sequence[Typed]) -> str:
        values, function = arguments
        name = applied(function).name(0)
        codes = (
            f"list_transform({values.sql}, lambda {name}: coalesce(CAST({applied(function)(name)} AS INTEGER) * 2, 1))"
        )
        return f"{outcome}[1 + {extreme}({codes} || [{nothing}])]"

    return call


def _zipped(arguments: Sequence[Typed]) -> str:
    first, second, function = arguments
    step = applied(function)
    index = step.name("i")

    def body(a: str, b: str) -> str:
        made = step(f"{a}[{index}]", f"{b}[{index}]")
        each = f"list_transform(range(1, greatest(len({a}), len({b})) + 1), lambda {index}: {made})"
        return f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL ELSE {each} END"

    return let([first.sql, second.sql], body, step.name("let"))


def ordered(compared: list[list[int | None]]) -> list[int]:
    """The positions in order, where ``compared[i][j]`` is what the comparator says of two elements.

    A comparator that contradicts itself, such as one that never gives 0, leaves it to the algorithm what comes of it:
    up to 31 elements are sorted as Java does, by a first run and insertions.
    """

    def compare(i: int, j: int) -> int:
        result = compared[i][j]
        if result not in (-1, 0, 1):
            raise refusal("INVALID_FUNCTION_ARGUMENT", "Lambda comparator must return either -1, 0, or 1")
        return result

    count = len(compared)
    if count >= 32:
        return [position + 1 for position in sorted(range(count), key=cmp_to_key(compare))]
    run = min(count, 1)
    if count > 1:
        falling = compare(1, 0) < 0
        run = 2
        while run < count and (compare(run, run - 1) < 0) == falling:
            run += 1
    made = list(range(run))
    if count > 1 and falling:
        made.reverse()
    for position in range(run, count):
        low, high = 0, position
        while low < high:
            middle = (low + high) // 2
            if compare(position, made[middle]) < 0:
                high = middle
            else:
                low = middle + 1
        made.insert(low, position)
    return [position + 1 for position in made]


_ordered = python(ordered)


def _sorted(arguments: Sequence[Typed]) -> str:
    values, function = arguments
    comparator = applied(function)
    first, second = comparator.name("i"), comparator.name("j")

    def body(values: str) -> str:
        positions = f"range(1, len({values}) + 1)"
        result = f"CAST({comparator(f'{values}[{first}]', f'{values}[{second}]')} AS BIGINT)"
        each = f"list_transform({positions}, lambda {second}: {result})"
        compared = f"list_transform({positions}, lambda {first}: {each})"
        order = _ordered.sql([Typed(compared, array(array(BIGINT)))], array(BIGINT))
        return f"list_transform({order}, lambda {first}: {values}[{first}])"

    return let([values.sql], body, comparator.name("let"))


ROWS = (
    _array("transform", "array(T), function(T, U) -> array(U)", "list_transform({0}, {1})",
           "transform(ARRAY[5, NULL, 6], x -> COALESCE(x, 0) + 1)", "[6, 1, 7]"),
    _array("filter", "array(T), function(T, boolean) -> array(T)", "list_filter({0}, {1})",
           "filter(ARRAY[5, -6, NULL, 7], x -> x > 0)", "[5, 7]"),
    _array("reduce", "array(T), S, function(S, T, S), function(S, R) -> R", _reduced,
           "reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + COALESCE(x, 0), s -> s * 2)", "150"),
    _array("any_match", "array(T), function(T, boolean) -> boolean", _matched("[false, NULL, true]", "list_max", 0),
           "any_match(ARRAY[1, NULL], x -> x > 1)", None),
    _array("all_match", "array(T), function(T, boolean) -> boolean", _matched("[false, NULL, true]", "list_min", 2),
           "all_match(ARRAY[1, 2], x -> x > 0)", "true"),
    _array("none_match", "array(T), function(T, boolean) -> boolean", _matched("[true, NULL, false]", "list_max", 0),
           "none_match(ARRAY[1, 2], x -> x > 1)", "false"),
    _array("zip_with", "array(T), array(U), function(T, U, R) -> array(R)", _zipped,
           "zip_with(ARRAY[1, 3], ARRAY['a'], (x, y) -> (y, x))", "[{a, 1}, {null, 3}]"),
    _array("array_sort", "array(T), function(T, T, integer) -> array(T)", _sorted,
           "array_sort(ARRAY[3, 2, 5], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))", "[5, 3, 2]"),
)  # fmt: skip
