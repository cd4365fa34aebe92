"""ORDER BY, OFFSET, LIMIT and FETCH FIRST: NULL sorts last, names mean the output first and then FROM."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import key, orderable
from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.scope import Field, Output, Scope
from tickstack.sql.shown import shown
from tickstack.sql.types import INTEGER, duckdb_type


@dataclass(frozen=True)
class Key:
    """A sort key: its node and value, the output column that it is or -1, and the item that it stands in."""

    node: exp.Expr
    value: Typed
    index: int
    item: exp.Expr

    def sql(self) -> str:
        """The key in the query's own ORDER BY."""
        if self.index < 0 or self.value.type.base == "timestamp with time zone":
            return direction(Typed(_no_position(self.value), self.value.type), self.item)
        return direction(Typed(str(self.index + 1), INTEGER), self.item)

    def outside(self, column: str) -> str:
        """The key as the column of a query around it."""
        return direction(Typed(column, self.value.type), self.item)


@dataclass(frozen=True)
class Tail:
    """The end of a query: its sort keys and where they stand, how many rows are skipped and how many are kept."""

    keys: tuple[Key, ...]
    place: Place
    offset: str | None = None
    limit: str | None = None
    ties: bool = False

    def plain(self) -> str:
        """ORDER BY, LIMIT and OFFSET in DuckDB."""
        made = f" ORDER BY {', '.join(key.sql() for key in self.keys)}" if self.keys else ""
        limit = f" LIMIT {self.limit}" if self.limit is not None else ""
        return f"{made}{limit}{f' OFFSET {self.offset}' if self.offset is not None else ''}"

    def tied(self, selected: str, rest: str, count: int) -> str:
        """The query ``selected rest`` with WITH TIES: the rows that rank no lower than the last one that is kept."""
        extra = [f"{_no_position(key.value)} AS {self._column(i)}" for i, key in enumerate(self.keys) if key.index < 0]
        inner = f"{selected}{''.join(f', {each}' for each in extra)}{rest}"
        columns = (self._column(i) if key.index < 0 else f'"c{key.index}"' for i, key in enumerate(self.keys))
        keys = ", ".join(key.outside(column) for key, column in zip(self.keys, columns, strict=True))
        ranked = f'SELECT *, rank() OVER (ORDER BY {keys}) AS "rank", row_number() OVER (ORDER BY {keys}) AS "place"'
        outputs = ", ".join(f'"c{index}"' for index in range(count))
        last = f"{self.limit} + {self.offset or 0}"
        return (
            f'SELECT {outputs} FROM ({ranked} FROM ({inner}) AS "t") AS "t" '
            f'WHERE "rank" <= {last} AND "place" > {self.offset or 0} ORDER BY "place"'
        )

    @staticmethod
    def _column(index: int) -> str:
        return f'"k{index}"'


def _no_position(value: Typed) -> str:
    """A number alone would be a position to DuckDB."""
    return f"CAST({value.sql} AS {duckdb_type(value.type)})" if value.constant is not None else value.sql


def order_by(expressions: Expressions, items: Sequence[exp.Expr], place: Place) -> str:
    """``ORDER BY`` with Trino's default, NULLs last in either direction."""
    return "ORDER BY " + ", ".join(direction(expressions.translate(item.this, place), item) for item in items)


def direction(value: Typed, item: exp.Expr) -> str:
    """One sort key."""
    sql = key(value.sql, value.type)
    way = "DESC" if item.args.get("desc") else "ASC"
    return f"{sql} {way} NULLS {'FIRST' if item.args.get('nulls_first') else 'LAST'}"


def tail(
    expressions: Expressions,
    node: exp.Expr,
    scope: Scope,
    columns: Sequence[Output],
    values: Sequence[Typed] = (),
    windows: Mapping[str, Any] | None = None,
) -> Tail:
    """ORDER BY, OFFSET, LIMIT and FETCH FIRST of a query with these columns; ``values`` are those of a SELECT."""
    made = [Typed(value.sql, value.type) for value in values] or [
        Typed(f'"q"."c{index}"', column.type) for index, column in enumerate(columns)
    ]
    within = Scope(
        tuple(Field(column.name, value.sql, column.type) for column, value in zip(columns, made, strict=True)), scope
    )
    place = Place(within, "ORDER BY", aggregates=True, windows=windows or {})
    order = node.args.get("order")
    items = order.expressions if order is not None else []
    keys = [_sort_key(expressions, item, columns, place, node) for item in items]
    limit, offset = node.args.get("limit"), node.args.get("offset")
    skipped = _count(expressions, offset.expression, "OFFSET", offset) if offset is not None else None
    if isinstance(limit, exp.Fetch):
        written = limit.args.get("count")
        count = _count(expressions, written, "FETCH FIRST", limit) if written is not None else "1"
        ties = limit.args.get("limit_options") is not None
        if ties and not keys:
            expressions.source.fail("MISSING_ORDER_BY", "FETCH FIRST WITH TIES clause requires ORDER BY", limit)
        return Tail(tuple(keys), place, skipped, count, ties=ties)
    if limit is None or limit.expression.name.upper() == "ALL":
        return Tail(tuple(keys), place, skipped)
    return Tail(tuple(keys), place, skipped, _count(expressions, limit.expression, "LIMIT", limit))


def _count(expressions: Expressions, node: exp.Expr, clause: str, whole: exp.Expr) -> str:
    value = expressions.translate(node, Place(Scope(), clause))
    if value.type.base not in INTEGERS:
        if value.type.base == "unknown":
            message = f"Parameter value provided for {clause} is NULL: null"
            expressions.source.fail("INVALID_ARGUMENTS", message, node)
        message = f"Cannot cast type {value.type} to bigint"
        expressions.source.fail("TYPE_MISMATCH", message, node)
    least = 1 if clause == "FETCH FIRST" else 0
    if value.constant is not None and int(value.constant) < least:
        wanted = "be positive" if least else "be greater or equal to 0"
        message = f"{clause} row count must {wanted} (actual value: {value.constant})"
        expressions.source.fail("NUMERIC_VALUE_OUT_OF_RANGE", message, whole)
    return value.constant if value.constant is not None else f"({value.sql})"


def _sort_key(
    expressions: Expressions, item: exp.Expr, columns: Sequence[Output], place: Place, query: exp.Expr
) -> Key:
    node = item.this.unnest()
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        index = position(expressions.source, node, len(columns), "ORDER BY")
    else:
        named = [i for i, column in enumerate(columns) if _names(node, column)]
        if len(named) > 1:
            expressions.source.fail("AMBIGUOUS_NAME", f"Column '{node.name}' is ambiguous", node)
        index = named[0] if named else -1
    distinct = isinstance(query, exp.Select) and bool(query.args.get("distinct"))
    if index < 0:
        value = expressions.translate(node, place)
        same = [i for i, known in enumerate(place.scope.fields) if known.sql == value.sql]
        if distinct and not same:
            message = "For SELECT DISTINCT, ORDER BY expressions must appear in select list"
            expressions.source.fail("EXPRESSION_NOT_IN_DISTINCT", message, query)
        index = same[0] if distinct else -1
    else:
        value = Typed(place.scope.fields[index].sql, columns[index].type)
    if not orderable(value.type):
        message = f"Type {value.type} is not orderable, and therefore cannot be used in ORDER BY: {shown(node)}"
        expressions.source.fail("TYPE_MISMATCH", message, query)
    return Key(node, value, index, item)


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
