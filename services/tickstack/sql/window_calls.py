"""What Trino refuses in a call for what stands around it, most of it around the call of a window function."""

from __future__ import annotations

from sqlglot import exp

from tickstack.sql.dressing import Around
from tickstack.sql.expressions import Place
from tickstack.sql.failures import Source

_OF_OTHER_ROWS = ("lag", "lead")
_MAY_IGNORE_NULLS = (*_OF_OTHER_ROWS, "first_value", "last_value", "nth_value")


def _specifies(window: exp.Expr, key: str, place: Place) -> bool:
    """Whether a window has a part of its own, or by the name of another."""
    if window.args.get(key):
        return True
    named = (place.windows or {}).get(window.alias.lower()) if window.alias else None
    return named is not None and named is not window and _specifies(named, key, place)


def check_scalar(source: Source, name: str, around: Around, node: exp.Expr) -> None:
    """A scalar function has nothing around it."""
    if around.over is not None:
        source.fail("FUNCTION_NOT_WINDOW", f"Not a window function: {name}", node)
    if around.distinct:
        message = "DISTINCT is not supported for non-aggregation functions"
        source.fail("FUNCTION_NOT_AGGREGATE", message, node)
    if around.condition:
        source.fail("FUNCTION_NOT_AGGREGATE", "Filter is only valid for aggregation functions", node)
    if around.order:
        source.fail("FUNCTION_NOT_AGGREGATE", "ORDER BY is only valid for aggregation functions", node)
    if around.nulls:
        source.fail("NULL_TREATMENT_NOT_ALLOWED", f"Cannot specify null treatment clause for {name} function", node)


def check_window(source: Source, name: str, around: Around, node: exp.Expr, place: Place) -> None:
    """What a function over a window may not have around it."""
    window = node
    while not isinstance(window, exp.Window) and window.parent is not None:
        window = window.parent
    if around.condition:
        source.fail("NOT_SUPPORTED", "FILTER is not yet supported for window functions", node)
    if around.order:
        source.fail("NOT_SUPPORTED", "Window function with ORDER BY is not supported", node)
    if any(part is not window for part in window.find_all(exp.Window)):
        message = "Cannot nest window functions or row pattern measures inside window function arguments"
        source.fail("NESTED_WINDOW", message, node)
    if around.distinct:
        shown = window.sql(dialect="trino")
        source.fail("NOT_SUPPORTED", f"DISTINCT in window function parameters not yet supported: {shown}", node)
    if name in _OF_OTHER_ROWS and not _specifies(window, "order", place):
        source.fail("MISSING_ORDER_BY", f"{name} function requires an ORDER BY window clause", node)
    if name in _OF_OTHER_ROWS and _specifies(window, "spec", place):
        source.fail("INVALID_WINDOW_FRAME", f"Cannot specify window frame for {name} function", node)
    if name not in _MAY_IGNORE_NULLS and around.nulls:
        source.fail("NULL_TREATMENT_NOT_ALLOWED", f"Cannot specify null treatment clause for {name} function", node)
