"""Windows: PARTITION BY, ORDER BY and frame, named ones and those that inherit from them.

The checks and their words are Trino's (StatementAnalyzer.resolveWindowSpecification, ExpressionAnalyzer.analyzeWindow).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.binding import refused
from tickstack.sql.coercion import NUMBERS, TEMPORAL, Typed
from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import parts
from tickstack.sql.expressions.aggregation import windows as windows_in
from tickstack.sql.expressions.operators import SPANS
from tickstack.sql.expressions.ordering import order_by
from tickstack.sql.types import TrinoType, duckdb_type

_ORDER = ("UNBOUNDED PRECEDING", "PRECEDING", "CURRENT ROW", "FOLLOWING", "UNBOUNDED FOLLOWING")


@dataclass(frozen=True)
class Window:
    """A window with what it inherits."""

    partition: tuple[exp.Expr, ...] = ()
    order: exp.Expr | None = None
    frame: exp.Expr | None = None


def define(expressions: Expressions, nodes: Sequence[exp.Expr], place: Place) -> dict[str, Window]:
    """The windows of a WINDOW clause; each may inherit from those before it."""
    found: dict[str, Window] = {}
    for node in nodes:
        name = node.this.name.lower()
        if name in found:
            message = f"WINDOW name '{node.this.name}' specified more than once"
            expressions.source.fail("DUPLICATE_WINDOW_NAME", message, node)
        found[name] = resolve(expressions, node, found)
        window_sql(expressions, found[name], replace(place, windows=found))
    return found


def resolve(expressions: Expressions, node: exp.Expr, named: Mapping[str, Window]) -> Window:
    """The window that OVER or WINDOW describes."""
    source = expressions.source
    alias, base = node.args.get("alias"), node.args.get("base")
    reference = alias or base
    known = Window()
    if reference is not None:
        if reference.name.lower() not in named:
            source.fail("INVALID_WINDOW_REFERENCE", f"Cannot resolve WINDOW name {reference.name}", reference)
        known = named[reference.name.lower()]
    if alias is not None:
        return known
    partition, order, frame = tuple(node.args.get("partition_by") or ()), node.args.get("order"), node.args.get("spec")
    if base is not None:
        if partition:
            message = "WINDOW specification with named WINDOW reference cannot specify PARTITION BY"
            source.fail("INVALID_PARTITION_BY", message, partition[0])
        if order is not None and known.order is not None:
            message = "Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY"
            source.fail("INVALID_ORDER_BY", message, order)
        if known.frame is not None:
            message = "Cannot reference named WINDOW containing frame specification"
            source.fail("INVALID_WINDOW_REFERENCE", message, base)
    return Window(partition or known.partition, order or known.order, frame or known.frame)


def window_sql(expressions: Expressions, window: Window, place: Place) -> str:
    """What stands in the parentheses of OVER."""
    inside = replace(place, windows=None, clause="WINDOW")
    _check_nesting(expressions, window)
    made = []
    if window.partition:
        keys = [_partition(expressions, each, inside) for each in window.partition]
        made.append(f"PARTITION BY {', '.join(comparable.key(each.sql, each.type) for each in keys)}")
    if window.order is not None:
        _check_order(expressions, window.order.expressions, inside)
        made.append(order_by(expressions, window.order.expressions, inside))
    if window.frame is not None and window.frame.args.get("pattern") is None:
        _check_no_pattern(expressions, window.frame)
        made.append(_frame(expressions, window, window.frame, inside))
    return " ".join(made)


def _check_nesting(expressions: Expressions, window: Window) -> None:
    ordered = [item.this for item in (window.order.expressions if window.order is not None else ())]
    bounds = [value for key in ("start", "end") for value in parts(window.frame and window.frame.args.get(key))]
    found = [each for node in (*window.partition, *ordered, *bounds) for each in windows_in(node)]
    if found:
        message = "Cannot nest window functions or row pattern measures inside window specification"
        expressions.source.fail("NESTED_WINDOW", message, found[0])


def _partition(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = expressions.translate(node, place)
    if not comparable.comparable(value.type):
        message = f"{value.type} is not comparable, and therefore cannot be used in window function PARTITION BY"
        expressions.source.fail("TYPE_MISMATCH", message, node)
    return value


def _check_order(expressions: Expressions, items: Sequence[exp.Expr], place: Place) -> None:
    for item in items:
        kind = expressions.translate(item.this, place).type
        if not comparable.orderable(kind):
            message = f"{kind} is not orderable, and therefore cannot be used in window function ORDER BY"
            expressions.source.fail("TYPE_MISMATCH", message, item.this)


def _frame(expressions: Expressions, window: Window, frame: exp.Expr, place: Place) -> str:
    kind = str(frame.args["kind"])
    start, end = _bound(frame, "start"), _bound(frame, "end")
    _check_bounds(expressions, frame, start, end)
    edges = []
    for key, word in (("start", "start"), ("end", "end")):
        if not frame.args.get(key):
            continue
        value = frame.args[key]
        if isinstance(value, exp.Expr):
            made = expressions.translate(value, place)
            _check_offset(expressions, window, kind, value, made.type, word, place)
            edges.append(f"{_offset(value, made)} {frame.args[f'{key}_side']}")
        else:
            edges.append(_bound(frame, key))
    return f"{kind} BETWEEN {edges[0]} AND {edges[1]}" if len(edges) > 1 else f"{kind} {edges[0]}"


def _offset(node: exp.Expr, made: Typed) -> str:
    """How far a frame reaches; below nothing, or NULL, it is an error."""
    if isinstance(node, exp.Literal):
        return made.sql
    kind = duckdb_type(made.type)
    message = "'Window frame offset value must not be negative or null'"
    least = "INTERVAL 0 SECOND" if made.type.base in SPANS else "0"
    return f"CASE WHEN {made.sql} >= {least} THEN {made.sql} ELSE {refused('INVALID_WINDOW_FRAME', message, kind)} END"


_CLAUSES = (
    ("measures", "Row pattern measures require PATTERN clause"),
    ("after_place", "AFTER MATCH SKIP clause requires PATTERN clause"),
    ("search", "{} modifier requires PATTERN clause"),
    ("subsets", "Union variable definitions require PATTERN clause"),
    ("define", "Primary pattern variable definitions require PATTERN clause"),
)


def _check_no_pattern(expressions: Expressions, frame: exp.Expr) -> None:
    """Refuse the clauses of a row pattern without one."""
    for key, message in _CLAUSES:
        found = frame.args.get(key)
        if found:
            place = frame if key == "measures" else found[0] if isinstance(found, list) else found
            expressions.source.fail("MISSING_ROW_PATTERN", message.format(place.name), place)


def _bound(frame: exp.Expr, key: str) -> str:
    value = frame.args.get(key)
    if not value:
        return "CURRENT ROW"
    side = frame.args.get(f"{key}_side") or ""
    return side if isinstance(value, exp.Expr) else f"{value} {side}".strip()


def _check_bounds(expressions: Expressions, frame: exp.Expr, start: str, end: str) -> None:
    wrong = None
    if start == _ORDER[-1]:
        wrong = "Window frame start cannot be UNBOUNDED FOLLOWING"
    elif end == _ORDER[0]:
        wrong = "Window frame end cannot be UNBOUNDED PRECEDING"
    elif _ORDER.index(start) > _ORDER.index(end):
        wrong = f"Window frame starting from {start} cannot end with {end}"
    if wrong is not None:
        expressions.source.fail("INVALID_WINDOW_FRAME", wrong, frame)


def _check_offset(
    expressions: Expressions, window: Window, kind: str, node: exp.Expr, given: TrinoType, word: str, place: Place
) -> None:
    source = expressions.source
    if kind in ("ROWS", "GROUPS") and given.base not in INTEGERS:
        message = f"Window frame {kind} {word} value type must be exact numeric type with scale 0 (actual {given})"
        source.fail("TYPE_MISMATCH", message, node)
    if kind == "ROWS":
        return
    frame = window.frame if window.frame is not None else node
    if window.order is None:
        message = f"Window frame of type {kind} PRECEDING or FOLLOWING requires ORDER BY"
        source.fail("MISSING_ORDER_BY", message, frame)
    if kind == "GROUPS":
        return
    items = window.order.expressions
    if len(items) != 1:
        message = (
            "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY "
            f"(actual: {len(items)})"
        )
        source.fail("INVALID_ORDER_BY", message, window.order)
    key = expressions.translate(items[0].this, place).type
    if key.base not in (*NUMBERS, *TEMPORAL, *SPANS, "time"):
        message = (
            "Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or "
            f"interval (actual: {key})"
        )
        source.fail("TYPE_MISMATCH", message, items[0].this)
    if given.base not in (NUMBERS if key.base in NUMBERS else SPANS):
        message = f"Window frame RANGE value type ({given}) not compatible with sort item type ({key})"
        source.fail("TYPE_MISMATCH", message, node)
