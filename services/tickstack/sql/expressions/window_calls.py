"""What Trino refuses in a call for what stands around it, most of it around the call of a window function."""

from __future__ import annotations

from sqlglot import exp

from tickstack.sql.expressions.aggregation import aggregations, called
from tickstack.sql.expressions.aggregation import windows as windows_in
from tickstack.sql.expressions.dressing import Around
from tickstack.sql.failures import Source
from tickstack.sql.shown import shown

_OF_OTHER_ROWS = ("lag", "lead")
_MAY_IGNORE_NULLS = (*_OF_OTHER_ROWS, "first_value", "last_value", "nth_value")


def check_scalar(source: Source, name: str, around: Around, node: exp.Expr) -> None:
    """A scalar function has nothing around it."""
    if around.window is not None:
        query = node.find_ancestor(exp.Select) or node
        source.fail("FUNCTION_NOT_WINDOW", f"Not a window function: {name}", query)
    if around.distinct:
        message = "DISTINCT is not supported for non-aggregation functions"
        source.fail("FUNCTION_NOT_AGGREGATE", message, node)
    if around.condition:
        source.fail("FUNCTION_NOT_AGGREGATE", "Filter is only valid for aggregation functions", node)
    if around.order:
        source.fail("FUNCTION_NOT_AGGREGATE", "ORDER BY is only valid for aggregation functions", node)
    _check_nulls(source, name, around, node)


def _check_nulls(source: Source, name: str, around: Around, node: exp.Expr) -> None:
    if around.nulls:
        source.fail("NULL_TREATMENT_NOT_ALLOWED", f"Cannot specify null treatment clause for {name} function", node)


def check_aggregate(source: Source, name: str, around: Around, node: exp.Expr) -> None:
    """What an aggregation over a group may not have in it or around it."""
    _check_nulls(source, name, around, node)
    nested = [each for part in node.expressions for each in aggregations(part)]
    over = [each for part in node.expressions for each in windows_in(part)]
    for found, error, what in (
        (nested, "NESTED_AGGREGATION", "aggregations"),
        (over, "NESTED_WINDOW", "window functions or row pattern measures"),
    ):
        if found:
            listed = ", ".join(map(shown, found))
            source.fail(error, f"Cannot nest {what} inside aggregation '{name}': [{listed}]", node)


def window_place(node: exp.Expr) -> exp.Expr:
    """Where the window of a call begins."""
    place = exp.Null()
    place.meta["start"] = node.meta.get("window", node.meta.get("start"))
    return place


def check_window(source: Source, name: str, around: Around, node: exp.Expr) -> None:
    """What a function over a window may not have around it; ``node`` is the whole of the call."""
    query = node.find_ancestor(exp.Select) or node
    if around.condition:
        source.fail("NOT_SUPPORTED", "FILTER is not yet supported for window functions", query)
    if around.order:
        source.fail("NOT_SUPPORTED", "Window function with ORDER BY is not supported", node)
    call = called(node)
    nested = [each for part in (call.expressions if call is not None else ()) for each in windows_in(part)]
    if nested:
        message = "Cannot nest window functions or row pattern measures inside window function arguments"
        source.fail("NESTED_WINDOW", message, nested[0])
    if around.distinct:
        message = f"DISTINCT in window function parameters not yet supported: {shown(node)}"
        source.fail("NOT_SUPPORTED", message, query)
    window = around.window
    if name in _OF_OTHER_ROWS and window is not None and window.order is None:
        source.fail("MISSING_ORDER_BY", f"{name} function requires an ORDER BY window clause", window_place(node))
    if name in _OF_OTHER_ROWS and window is not None and window.frame is not None:
        source.fail("INVALID_WINDOW_FRAME", f"Cannot specify window frame for {name} function", window.frame)
    if name not in _MAY_IGNORE_NULLS:
        _check_nulls(source, name, around, node)
