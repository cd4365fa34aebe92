"""The condition of an outer join: Trino lets it refer to nothing around it, and DuckDB knows no subquery in it.

A subquery is made beside the rows of the side whose columns it is compared with.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.predicates import join_condition
from tickstack.sql.queries.relation import Relation
from tickstack.sql.scope import Scope
from tickstack.sql.shown import shown


def conditional(
    expressions: Expressions, condition: exp.Expr, sides: Sequence[Relation], outer: Scope | None
) -> tuple[list[Relation], str]:
    """The two sides of the join, and the condition between them."""
    known = len(expressions.work.references)
    left, right = sides
    scope = Scope(left.fields + right.fields, outer)
    nodes = _subqueries(condition)
    standing = [(node, expressions.translate(node, Place(scope, "JOIN"))) for node in nodes]
    _check(expressions, condition, scope, known)
    if standing:
        sides, standing = _beside(expressions, sides, standing)
        scope = Scope(sides[0].fields + sides[1].fields, outer)
    with expressions.standing_for(standing):
        made = join_condition(expressions, condition, Place(scope, "JOIN"))
    _check(expressions, condition, scope, known)
    return list(sides), made


def _subqueries(node: exp.Expr) -> list[exp.Expr]:
    """The subqueries in an expression, each with what it is compared with."""
    if isinstance(node, exp.Lambda):
        return []
    compared = isinstance(node, exp.In) and node.args.get("query") is not None
    quantified = isinstance(node.args.get("expression"), exp.All | exp.Any)
    if compared or quantified or isinstance(node, exp.Query | exp.Subquery | exp.Exists):
        return [node]
    return [each for child in node.iter_expressions() for each in _subqueries(child)]


def _beside(
    expressions: Expressions, sides: Sequence[Relation], standing: Sequence[tuple[exp.Expr, Typed]]
) -> tuple[list[Relation], list[tuple[exp.Expr, Typed]]]:
    """The sides with the values of the subqueries among their columns, and what then stands for the subqueries."""
    given: list[list[tuple[exp.Expr, Typed]]] = [[], []]
    for node, value in standing:
        using = [index for index, side in enumerate(sides) if side.uses(value.sql)]
        if len(using) > 1:
            message = "a subquery that is compared with columns of both sides in the condition of an outer join"
            expressions.source.unsupported(message, node)
        given[using[0] if using else 0].append((node, value))
    made, stands = [], []
    for side, pairs in zip(sides, given, strict=True):
        if not pairs:
            made.append(side)
            continue
        relation, values = side.apart(expressions.work.fresh("s"), more=[value for _, value in pairs])
        made.append(relation)
        stands += [(node, value) for (node, _), value in zip(pairs, values, strict=True)]
    return made, stands


def _check(expressions: Expressions, condition: exp.Expr, scope: Scope, known: int) -> None:
    """Refuse columns of queries around the condition, and columns of the join in its subqueries."""
    around = list(scope.around())
    for level, _, node in expressions.work.references[known:]:
        levels = around if _within_query(node, condition) else around[1:]
        if any(level is each for each in levels):
            message = f"Reference to column '{shown(node)}' from outer scope not allowed in this context"
            expressions.source.fail("NOT_SUPPORTED", message, node)


def _within_query(node: exp.Expr, condition: exp.Expr) -> bool:
    """Whether a column stands in a subquery of the condition."""
    parent: exp.Expr | None = node
    while parent is not None and parent is not condition:
        if isinstance(parent, exp.Query):
            return True
        parent = parent.parent
    return isinstance(condition, exp.Query)
