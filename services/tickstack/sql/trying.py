"""TRY: NULL in place of an error.

DuckDB has no TRY around aggregations, windows, subqueries and what is different at each call, nor does its TRY find the
columns of a query with groups. Their values are taken outside of it into a row of which a lambda's body is tried; that
is always written the same, so that it may be what a query is grouped by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlglot import exp

from tickstack.sql.aggregation import called_name, is_aggregate
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place

_VOLATILE = ("random", "rand", "shuffle", "uuid")


def _untriable(node: exp.Expr) -> bool:
    return isinstance(node, exp.Window | exp.Query | exp.Exists) or is_aggregate(node) or called_name(node) in _VOLATILE


def _held(node: exp.Expr) -> Iterator[exp.Expr]:
    """What is taken outside: without what is inside a lambda, whose parameters it would not know."""
    if isinstance(node, exp.Column) or _untriable(node):
        yield node
    elif not isinstance(node, exp.Lambda):
        for child in node.iter_expressions():
            yield from _held(child)


def _depth(node: exp.Expr) -> int:
    """How many TRYs are around a node."""
    around, depth = node.parent, 0
    while around is not None:
        depth += isinstance(around, exp.TryCast) or called_name(around) == "try"
        around = around.parent
    return depth


def tried(expressions: Expressions, node: exp.Expr, place: Place, made: Callable[[], Typed]) -> Typed:
    """What is made of ``node``, or NULL where it is an error."""
    held = list(_held(node))
    if not held:
        value = made()
        return Typed(f"TRY({value.sql})", value.type)
    row = f'"try{_depth(node)}"'
    values = [expressions.translate(part, place) for part in held]
    fields = [replace(value, sql=f"struct_extract({row}, 'f{index}')") for index, value in enumerate(values)]
    with expressions.standing_for(zip(held, fields, strict=True), place):
        body = made()
    packed = ", ".join(f"f{index} := {value.sql}" for index, value in enumerate(values))
    return Typed(f"list_transform([struct_pack({packed})], lambda {row}: TRY({body.sql}))[1]", body.type)
