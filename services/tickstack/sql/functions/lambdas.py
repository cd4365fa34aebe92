"""Functions that take a lambda: https://trino.io/docs/current/functions/lambda.html."""

from collections.abc import Sequence

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


ROWS = (
    _array("transform", "array(T), function(T, U) -> array(U)", "list_transform({0}, {1})",
           "transform(ARRAY[5, NULL, 6], x -> COALESCE(x, 0) + 1)", "[6, 1, 7]"),
    _array("filter", "array(T), function(T, boolean) -> array(T)", "list_filter({0}, {1})",
           "filter(ARRAY[5, -6, NULL, 7], x -> x > 0)", "[5, 7]"),
    _array("reduce", "array(T), S, function(S, T, S), function(S, R) -> R", _reduced,
           "reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + COALESCE(x, 0), s -> s * 2)", "150"),
)  # fmt: skip
