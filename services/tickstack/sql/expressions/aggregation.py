"""Which nodes of a statement are aggregations: calls of aggregate functions over a group, not over a window."""

from sqlglot import exp

from tickstack.sql import functions
from tickstack.sql.failures import Source
from tickstack.sql.shown import shown

AGGREGATES = frozenset(row.name for row in functions.ROWS if row.kind == "aggregate")
GROUPING = "grouping"


def called(node: exp.Expr) -> exp.Anonymous | None:
    """The call in a node, without what stands around it; None if it is no call."""
    inner = node
    while isinstance(inner, exp.Window | exp.Filter | exp.IgnoreNulls | exp.RespectNulls):
        inner = inner.this
    return inner if isinstance(inner, exp.Anonymous) else None


def called_name(node: exp.Expr) -> str | None:
    """The function that a node calls, without what stands around it; None if it is no call."""
    call = called(node)
    return str(call.this).lower() if call is not None else None


def is_aggregate(node: exp.Expr) -> bool:
    """Whether ``node`` is an aggregation over a group (and not over a window)."""
    return called_name(node) in AGGREGATES and not isinstance(node, exp.Window)


def children(node: exp.Expr) -> list[exp.Expr]:
    """The expressions directly in a node; of a window, the arguments of its function and those of its clauses."""
    if not isinstance(node, exp.Window):
        return list(node.iter_expressions())
    call = called(node)
    frame = node.args.get("spec")
    listed = [each for key in ("partition_by", "order") for each in parts(node.args.get(key))]
    bounds = [each for key in ("start", "end") for each in parts(frame.args.get(key))] if frame is not None else []
    return [*(call.expressions if call is not None else []), *listed, *bounds]


def aggregations(node: exp.Expr) -> list[exp.Expr]:
    """The aggregations in an expression, without those of its subqueries and windows' own functions."""
    if isinstance(node, exp.Query | exp.Subquery):
        return []
    if is_aggregate(node):
        return [node]
    return [each for child in children(node) for each in aggregations(child)]


def windows(node: exp.Expr) -> list[exp.Expr]:
    """The calls over windows in an expression, without those of its subqueries."""
    if isinstance(node, exp.Query | exp.Subquery):
        return []
    if isinstance(node, exp.Window):
        return [node]
    return [each for child in node.iter_expressions() for each in windows(child)]


def groupings(node: exp.Expr) -> list[exp.Expr]:
    """The calls of grouping() in an expression, without those of its subqueries."""
    if isinstance(node, exp.Query | exp.Subquery):
        return []
    if called_name(node) == GROUPING:
        return [node]
    return [each for child in node.iter_expressions() for each in groupings(child)]


def refuse_aggregations(source: Source, node: exp.Expr, clause: str) -> None:
    """Refuse what needs a group or a window in a clause that has neither."""
    found = [*aggregations(node), *windows(node), *groupings(node)]
    if found:
        message = f"{clause} cannot contain aggregations, window functions or grouping operations"
        source.fail("EXPRESSION_NOT_SCALAR", f"{message}: [{', '.join(map(shown, found))}]", node)


def parts(value: object) -> list[exp.Expr]:
    """The nodes in an argument of a node: a list, one, or none."""
    if isinstance(value, list):
        return [part for part in value if isinstance(part, exp.Expr)]
    return [value] if isinstance(value, exp.Expr) else []
