"""TRY: NULL in place of an error.

DuckDB has no TRY around aggregations, windows, subqueries and what is different at each call, nor does its TRY find the
columns of a query with groups. Their values are taken outside of it into a row of which a lambda's body is tried; that
is always written the same, so that it may be what a query is grouped by.

What is tried is itself the body of a lambda: after an error DuckDB takes the values one by one, and then ``coalesce``
gives other values than it was given (https://github.com/duckdb/duckdb, 1.5.5); in a lambda it has only the one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlglot import exp

from tickstack.sql.binding import pack
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import called_name, is_aggregate

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
    row = f'"tried{_depth(node)}"'
    values = [expressions.translate(part, place) for part in held]
    fields = [replace(value, sql=f"struct_extract({row}, 'f{index}')") for index, value in enumerate(values)]
    with expressions.standing_for(zip(held, fields, strict=True)):
        body = made()
    packed = pack((f"f{index}", value.sql) for index, value in enumerate(values))
    return Typed(_tried(packed, row, body.sql), body.type)


def attempted(value: str, made: Callable[[str], str]) -> str:
    """What is made of a value, or NULL where that is an error; an error of the value itself remains one."""
    return _tried(value, '"attempted"', made('"attempted"'))


def _tried(value: str, name: str, body: str) -> str:
    return f'list_transform([{value}], lambda "try": TRY(list_transform(["try"], lambda {name}: {body})[1]))[1]'
