"""The bodies of lambdas: expressions in a scope whose columns are the lambda's parameters, over those around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import refuse_aggregations
from tickstack.sql.lambdas import Lambda
from tickstack.sql.scope import Field, Scope


def written(expressions: Expressions, node: exp.Expr, place: Place) -> Lambda:
    """The lambda of a node. Raises QueryError for a body that no lambda may have."""
    if place.matching is not None:
        message = "Lambda expression in pattern recognition context is not yet supported"
        expressions.source.fail("NOT_SUPPORTED", message, node)
    names = [parameter.name for parameter in node.expressions]
    _check(expressions, node)
    captured: dict[str, str] = {}

    def body(parameters: Sequence[Typed]) -> Typed:
        if len(parameters) != len(names):
            message = f"Expected a lambda that takes {len(parameters)} argument(s) but got {len(names)}"
            expressions.source.fail("INVALID_PARAMETER_USAGE", message, node)
        pairs = zip(names, parameters, strict=True)
        fields = tuple(Field(name, parameter.sql, parameter.type) for name, parameter in pairs)
        scope = Scope(fields, place.scope, captured=captured)
        return expressions.translate(node.this, replace(place, scope=scope, aggregates=False, windows=None))

    depth = sum(scope.captured is not None for scope in place.scope.around())
    return Lambda(depth, body, captured)


def misplaced(self: Expressions, node: exp.Expr, place: Place) -> Typed:  # noqa: ARG001  a handler of nodes
    """A lambda that is no argument."""
    self.source.fail("TYPE_MISMATCH", "Lambda expression should always be used inside a function", node)


def _check(expressions: Expressions, node: exp.Expr) -> None:
    refuse_aggregations(expressions.source, node.this, "Lambda expression")
    subquery = next((part for part in node.this.walk() if isinstance(part, exp.Query | exp.Exists)), None)
    if subquery is not None:
        expressions.source.fail("NOT_SUPPORTED", "Lambda expression cannot contain subqueries", subquery)
