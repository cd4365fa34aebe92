"""Functions that take a lambda: https://trino.io/docs/current/functions/lambda.html."""

from collections.abc import Callable, Sequence
from functools import cmp_to_key
from math import isqrt

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.lambdas import Applied
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, VARCHAR, array, duckdb_type

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


_SIGNS = {"<": -1, "=": 0, ">": 1}


def ordered(compared: str) -> list[int]:
    """The positions in order, where ``compared`` has a row of ``<``, ``=``, ``>`` for each element against all.

    A comparator that contradicts itself, such as one that never gives 0, leaves it to the algorithm what comes of it:
    up to 31 elements are sorted as Java does, by a first run and insertions.
    """
    count = isqrt(len(compared))

    def compare(i: int, j: int) -> int:
        sign = compared[i * count + j]
        if sign not in _SIGNS:
            raise refusal("INVALID_FUNCTION_ARGUMENT", "Lambda comparator must return either -1, 0, or 1")
        return _SIGNS[sign]

    if count >= 32:
        return [position + 1 for position in sorted(range(count), key=cmp_to_key(compare))]
    made = _first_run(count, compare)
    for position in range(len(made), count):
        low, high = 0, position
        while low < high:
            middle = (low + high) // 2
            if compare(position, made[middle]) < 0:
                high = middle
            else:
                low = middle + 1
        made.insert(low, position)
    return [position + 1 for position in made]


def _first_run(count: int, compare: Callable[[int, int], int]) -> list[int]:
    """The positions up to where the elements first cease to rise, or to fall, in rising order."""
    run = min(count, 1)
    falling = count > 1 and compare(1, 0) < 0
    while run < count and (compare(run, run - 1) < 0) == falling:
        run += 1
    return list(reversed(range(run))) if falling else list(range(run))


_ordered = python(ordered)


def _sorted(arguments: Sequence[Typed]) -> str:
    values, function = arguments
    comparator = applied(function)
    first, second, row, column = map(comparator.name, ("x", "y", "i", "j"))

    def body(values: str) -> str:
        sign = f"CASE {comparator(first, second)} WHEN -1 THEN '<' WHEN 0 THEN '=' WHEN 1 THEN '>' ELSE '!' END"
        other = f"CASE WHEN {row} = {column} THEN '=' ELSE {sign} END"
        each = f"list_transform({values}, lambda {second}, {column}: {other})"
        compared = f"array_to_string(flatten(list_transform({values}, lambda {first}, {row}: {each})), '')"
        order = _ordered.sql([Typed(compared, VARCHAR)], array(BIGINT))
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
