"""Which expressions may stand beside GROUP BY: those that are the same for a whole group.

The rules and their words are Trino's (AggregationAnalyzer).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place, windows
from tickstack.sql.expressions.aggregation import called, called_name, children, is_aggregate
from tickstack.sql.expressions.nodes import NODES
from tickstack.sql.queries.grouping import Grouping, as_key
from tickstack.sql.scope import Scope, find
from tickstack.sql.shown import shown


@dataclass(frozen=True)
class Group:
    """What a grouped query's expressions are held against: its keys, the columns of FROM, and the place they stand.

    ``standing`` collects the nodes that are keys of which DuckDB groups by something else, with what stands for them.
    """

    grouping: Grouping
    source: Scope
    place: Place
    standing: list[tuple[exp.Expr, Typed]]

    @property
    def keys(self) -> set[str]:
        """The keys as DuckDB expressions."""
        return self.grouping.keys


def check_grouped(expressions: Expressions, node: exp.Expr, group: Group) -> None:
    """Refuse an expression that is not the same for a whole group."""
    if not _constant(expressions, node, group):
        message = f"'{shown(node)}' must be an aggregate expression or appear in GROUP BY clause"
        expressions.source.fail("EXPRESSION_NOT_AGGREGATE", message, node)


def _constant(  # noqa: PLR0911  one return for each kind of expression
    expressions: Expressions, node: exp.Expr, group: Group
) -> bool:
    """Whether ``node`` is the same for a whole group: keys, aggregations, what is outside of the query."""
    if is_aggregate(node) or isinstance(node, exp.Literal):
        return True
    if isinstance(node, exp.Query | exp.Subquery | exp.Exists):
        return _subquery(expressions, node, group)
    if _of_lambda(node):
        return all(_constant(expressions, child, group) for child in children(node))
    if called_name(node) == "grouping":
        return _grouping_call(expressions, node, group)
    if (
        type(node) in NODES
        and not _in_case(node)
        and not isinstance(node, exp.Window)
        and _key(expressions, node, group)
    ):
        return True
    if isinstance(node, exp.Column):
        return _column(expressions, node, group)
    if isinstance(node, exp.Window):
        _window(expressions, node, group)
        call = called(node)
        return all(_constant(expressions, child, group) for child in (call.expressions if call is not None else ()))
    return all(_constant(expressions, child, group) for child in children(node))


def _key(expressions: Expressions, node: exp.Expr, group: Group) -> bool:
    """Whether an expression is a key."""
    made = expressions.translate(node, group.place)
    key = made.sql if made.sql in group.keys else as_key(made)
    if key in group.grouping.firsts:
        group.standing.append((node, group.grouping.firsts[key][1]))
    return key in group.keys


def _column(expressions: Expressions, node: exp.Column, group: Group) -> bool:
    """Whether a column is of a query around, or a field of a key."""
    found = find(group.place.scope, [part.name for part in node.parts], node, expressions.source)
    if found is None or found.level is not group.source:
        return True
    if found.origin.sql in group.grouping.firsts:
        made, first = expressions.translate(node, group.place), group.grouping.firsts[found.origin.sql][1]
        group.standing.append((node, replace(made, sql=made.sql.replace(found.origin.sql, first.sql))))
    return found.origin.sql in group.keys


def _window(expressions: Expressions, node: exp.Expr, group: Group) -> None:
    """The clauses of a window must be grouped, too."""
    window = windows.resolve(expressions, node, group.place.windows or {})
    clauses = [("PARTITION BY", each) for each in window.partition]
    clauses += [("ORDER BY", item.this) for item in (window.order.expressions if window.order is not None else [])]
    for clause, each in clauses:
        if not _constant(expressions, each, group):
            message = (
                f"{clause} expression '{shown(each)}' must be an aggregate expression or appear in GROUP BY clause"
            )
            expressions.source.fail("EXPRESSION_NOT_AGGREGATE", message, each)


def _subquery(expressions: Expressions, node: exp.Expr, group: Group) -> bool:
    """A subquery may use the query around it by its keys only."""
    for level, field_found, column in expressions.work.references:
        if level is group.source and field_found.sql not in group.keys and _within(column, node):
            message = f"Subquery uses '{shown(column)}' which must appear in GROUP BY clause"
            expressions.source.fail("EXPRESSION_NOT_AGGREGATE", message, column)
        if level is group.source and field_found.sql in group.grouping.firsts and _within(column, node):
            expressions.source.unsupported(f"a subquery with {shown(column)} of GROUP BY, a {field_found.type}", column)
    return True


def _within(node: exp.Expr, around: exp.Expr) -> bool:
    parent: exp.Expr | None = node
    while parent is not None and parent is not around:
        parent = parent.parent
    return parent is not None


def _grouping_call(expressions: Expressions, node: exp.Expr, group: Group) -> bool:
    call = called(node)
    for each in call.expressions if call is not None else ():
        key = expressions.translate(each, group.place).sql if isinstance(each, exp.Column) else ""
        if key in group.grouping.firsts:
            group.standing.append((each, group.grouping.firsts[key][0]))
        if key not in group.keys:
            message = (
                "The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query "
                f"level. Mismatch due to {shown(each)}."
            )
            expressions.source.fail("INVALID_ARGUMENTS", message, node)
    return True


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
