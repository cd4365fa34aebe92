"""Functions that take a lambda: https://trino.io/docs/current/functions/lambda.html."""

from collections.abc import Callable, Sequence

from tickstack.sql.binding import let
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.lambdas import Applied
from tickstack.sql.types import duckdb_type

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
)  # fmt: skip
