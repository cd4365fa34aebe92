"""Which nodes of a statement are aggregations: calls of aggregate functions over a group, not over a window."""

from sqlglot import exp

from tickstack.sql import functions

AGGREGATES = frozenset(row.name for row in functions.ROWS if row.kind == "aggregate")


def called_name(node: exp.Expr) -> str | None:
    """The function that a node calls, without what stands around it; None if it is no call."""
    inner = node
    while isinstance(inner, exp.Window | exp.Filter | exp.IgnoreNulls | exp.RespectNulls | exp.WithinGroup):
        inner = inner.this
    return str(inner.this).lower() if isinstance(inner, exp.Anonymous) else None


def is_aggregate(node: exp.Expr) -> bool:
    """Whether ``node`` is an aggregation over a group (and not over a window)."""
    return called_name(node) in AGGREGATES and not isinstance(node, exp.Window)


def aggregations(node: exp.Expr) -> list[exp.Expr]:
    """The aggregations in an expression, without those of its subqueries and windows' own functions."""
    if isinstance(node, exp.Query | exp.Subquery):
        return []
    if is_aggregate(node):
        return [node]
    found = []
    inner = node
    if isinstance(node, exp.Window):  # sum(sum(x)) OVER (): the outer sum is the window's
        while not isinstance(inner, exp.Anonymous):
            inner = inner.this
        found = [each for key in ("partition_by", "order") for each in parts(node.args.get(key))]
    children = [*inner.iter_expressions(), *found] if inner is not node else node.iter_expressions()
    return [each for child in children for each in aggregations(child)]


def parts(value: object) -> list[exp.Expr]:
    """The nodes in an argument of a node: a list, one, or none."""
    if isinstance(value, list):
        return [part for part in value if isinstance(part, exp.Expr)]
    return [value] if isinstance(value, exp.Expr) else []
