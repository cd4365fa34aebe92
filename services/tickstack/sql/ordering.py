"""ORDER BY, OFFSET and LIMIT: NULL sorts last, names mean the output first and then FROM."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.scope import Field, Output, Scope
from tickstack.sql.types import INTEGER


def order_by(expressions: Expressions, items: Sequence[exp.Expr], place: Place) -> str:
    """``ORDER BY`` with Trino's default, NULLs last in either direction."""
    return "ORDER BY " + ", ".join(direction(expressions.translate(item.this, place), item) for item in items)


def direction(value: Typed, item: exp.Expr) -> str:
    """One sort key."""
    sql = f"struct_extract({value.sql}, 'instant')" if value.type.base == "timestamp with time zone" else value.sql
    way = "DESC" if item.args.get("desc") else "ASC"
    return f"{sql} {way} NULLS {'FIRST' if item.args.get('nulls_first') else 'LAST'}"


def tail(
    expressions: Expressions,
    node: exp.Expr,
    scope: Scope,
    columns: Sequence[Output],
    values: Sequence[Typed] = (),
    windows: dict[str, exp.Expr] | None = None,
) -> str:
    """ORDER BY, OFFSET, LIMIT."""
    parts = []
    order = node.args.get("order")
    if order is not None:
        made = [Typed(value.sql, value.type) for value in values] or [
            Typed(f'"q"."c{index}"', column.type) for index, column in enumerate(columns)
        ]
        within = Scope(
            tuple(Field(column.name, value.sql, column.type) for column, value in zip(columns, made, strict=True)),
            scope,
        )
        place = Place(within, "ORDER BY", aggregates=True, windows=windows or {})
        distinct = isinstance(node, exp.Select) and bool(node.args.get("distinct"))
        keys = [_sort_key(expressions, item, columns, place, distinct=distinct) for item in order.expressions]
        parts.append(f" ORDER BY {', '.join(keys)}")
    limit, offset = node.args.get("limit"), node.args.get("offset")
    if isinstance(limit, exp.Fetch):
        options = limit.args.get("limit_options")
        if options is not None and (options.args.get("with_ties") or options.args.get("percent")):
            expressions.source.unsupported("FETCH FIRST ... WITH TIES", node)
        parts.append(f" LIMIT {_count(expressions, limit.args.get('count') or exp.Literal.number(1), 'FETCH FIRST')}")
    elif limit is not None and limit.expression.name.upper() != "ALL":
        parts.append(f" LIMIT {_count(expressions, limit.expression, 'LIMIT')}")
    if offset is not None:
        parts.append(f" OFFSET {_count(expressions, offset.expression, 'OFFSET')}")
    return "".join(parts)


def _count(expressions: Expressions, node: exp.Expr, clause: str) -> str:
    value = expressions.translate(node, Place(Scope(), clause))
    if value.constant is None or not value.constant.isdigit():
        expressions.source.unsupported(f"{clause} that is not a number", node)
    return value.constant


def _sort_key(
    expressions: Expressions, item: exp.Expr, columns: Sequence[Output], place: Place, *, distinct: bool
) -> str:
    node = item.this.unnest()
    if isinstance(node, exp.Literal) and not node.is_string:
        index = position(expressions.source, node, len(columns), "ORDER BY")
    else:
        named = [i for i, column in enumerate(columns) if _names(node, column)]
        if len(named) > 1 and len({place.scope.fields[i].sql for i in named}) > 1:
            expressions.source.fail("AMBIGUOUS_NAME", f"Column '{node.name}' is ambiguous", node)
        index = named[0] if named else -1
    if index < 0:
        value = expressions.translate(node, place)
        if distinct and value.sql not in {known.sql for known in place.scope.fields}:
            message = "For SELECT DISTINCT, ORDER BY expressions must appear in select list"
            expressions.source.fail("EXPRESSION_NOT_IN_DISTINCT", message, node)
        return direction(value, item)
    if columns[index].type.base == "timestamp with time zone":
        return direction(Typed(place.scope.fields[index].sql, columns[index].type), item)
    return direction(Typed(str(index + 1), INTEGER), item)


def position(source: Source, literal: exp.Expr, count: int, clause: str) -> int:
    """The index of the column that an ordinal in ``clause`` names."""
    text = str(literal.this)
    if not text.isdigit() or not 1 <= int(text) <= count:
        message = f"{clause} position {text} is not in select list"
        source.fail("INVALID_COLUMN_REFERENCE", message, literal)
    return int(text) - 1


def _names(node: exp.Expr, column: Output) -> bool:
    simple = isinstance(node, exp.Column) and len(node.parts) == 1
    return simple and column.name is not None and column.name.lower() == node.name.lower()
