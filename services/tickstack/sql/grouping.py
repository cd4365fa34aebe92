"""GROUP BY: its keys, and which expressions may stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.aggregation import is_aggregate, parts
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.nodes import NODES
from tickstack.sql.ordering import position
from tickstack.sql.scope import Scope
from tickstack.sql.select_list import Item


def group_keys(expressions: Expressions, node: exp.Select, items: Sequence[Item], scope: Scope) -> list[str] | None:
    """The grouping expressions; None without GROUP BY."""
    group = node.args.get("group")
    if group is None:
        return None
    for key in ("rollup", "cube", "grouping_sets", "totals", "all"):
        if group.args.get(key):
            expressions.source.unsupported(f"GROUP BY {key.replace('_', ' ').upper()}", node)
    keys = []
    for each in group.expressions:
        inner = each.unnest()
        if isinstance(inner, exp.Tuple):
            if inner.expressions:
                expressions.source.unsupported("GROUP BY with a row of expressions", each)
            continue
        if isinstance(inner, exp.Literal) and not inner.is_string:
            keys.append(items[position(expressions.source, inner, len(items), "GROUP BY")].value)
        else:
            keys.append(expressions.translate(inner, Place(scope, "GROUP BY")))
    for made, each in zip(keys, group.expressions, strict=False):
        if made.sql.isdigit():  # DuckDB would take it for a position
            expressions.source.unsupported("GROUP BY a constant", each)
    return [made.sql for made in keys]


def check_grouped(expressions: Expressions, node: exp.Expr, whole: exp.Expr, keys: set[str], place: Place) -> None:
    """Refuse a column that is neither grouped nor inside an aggregation."""
    if is_aggregate(node) or isinstance(node, exp.Query | exp.Subquery | exp.Literal):
        return
    if _of_lambda(node):
        check_children(expressions, node, whole, keys, place)
        return
    if type(node) in NODES and not _in_case(node) and expressions.translate(node, place).sql in keys:
        return
    if isinstance(node, exp.Column):
        message = f"'{whole.sql(dialect='trino')}' must be an aggregate expression or appear in GROUP BY clause"
        expressions.source.fail("EXPRESSION_NOT_AGGREGATE", message, whole)
    check_children(expressions, node, whole, keys, place)


def check_children(expressions: Expressions, node: exp.Expr, whole: exp.Expr, keys: set[str], place: Place) -> None:
    """The same of what ``node`` is made of."""
    children: list[exp.Expr] = list(node.iter_expressions())
    if isinstance(node, exp.Window):
        inner = node.this
        while not isinstance(inner, exp.Anonymous):
            inner = inner.this
        listed = [each for key in ("partition_by", "order") for each in parts(node.args.get(key))]
        children = [*inner.expressions, *listed]
    for child in children:
        check_grouped(expressions, child, whole, keys, place)


def _of_lambda(node: exp.Expr) -> bool:
    """Whether an expression has a parameter of a lambda around it, so that it is nothing outside of the lambda."""
    bound: set[str] = set()
    around = node.parent
    while around is not None and not isinstance(around, exp.Query):
        if isinstance(around, exp.Lambda):
            bound |= {parameter.name.lower() for parameter in around.expressions}
        around = around.parent
    if isinstance(node, exp.Lambda):
        return True
    return bool(bound) and any(column.parts[0].name.lower() in bound for column in node.find_all(exp.Column))


def _in_case(node: exp.Expr) -> bool:
    """A branch of CASE is no expression of its own."""
    return isinstance(node, exp.If) and isinstance(node.parent, exp.Case)
