"""SELECT with its clauses, in the order in which Trino looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place, windows
from tickstack.sql.expressions.aggregation import aggregations, groupings, refuse_aggregations
from tickstack.sql.expressions.aggregation import windows as window_calls
from tickstack.sql.expressions.ordering import Tail, tail
from tickstack.sql.queries import pruning
from tickstack.sql.queries.grouped import Group, check_grouped
from tickstack.sql.queries.grouping import Grouping, grouping
from tickstack.sql.queries.relation import Relation
from tickstack.sql.queries.relations import QueryTranslator
from tickstack.sql.queries.select_list import Item, select_items
from tickstack.sql.quoting import name
from tickstack.sql.row_patterns.windows import over_patterns
from tickstack.sql.scope import Output, Query, Scope, Shared
from tickstack.sql.shown import shown
from tickstack.sql.types import UNKNOWN


def select(queries: QueryTranslator, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
    """The query of a SELECT."""
    expressions = queries.expressions
    known = len(expressions.work.references)
    relation = queries.relations.from_clause(node, outer, named)
    scope = Scope(relation.fields if relation else (), outer)
    place = Place(scope, "SELECT", aggregates=True, windows={})
    place = replace(place, windows=windows.define(expressions, node.args.get("windows") or (), place))
    parts = [f" FROM {relation.sql}" if relation else ""]
    where = node.args.get("where")
    if where is not None:
        refuse_aggregations(expressions.source, where.this, "WHERE clause")
        message = "WHERE clause must evaluate to a boolean: actual type {}"
        place_of_where = Place(scope, "WHERE clause")
        parts.append(f" WHERE {expressions.boolean(where.this, place_of_where, message)}")
        if relation is not None:
            pruning.note(expressions, node, relation.sql, place_of_where)
    if relation is not None:
        given = "".join(parts).removeprefix(" FROM ")
        recognised = over_patterns(expressions, node, given, relation.fields, place)
        if recognised is not None:
            _check_uncorrelated(expressions, node, scope, known)
            relation = Relation(*recognised)
            scope = Scope(relation.fields, outer)
            place, parts = replace(place, scope=scope), [f" FROM {relation.sql}"]
    items = select_items(expressions, node, relation, place)
    _check_distinct(expressions, node, items)
    grouped = grouping(expressions, node, items, scope)
    having = _having(expressions, node, scope)
    columns = tuple(Output(item.name, item.value.type) for item in items)
    end = tail(expressions, node, scope, columns, [item.value for item in items], place.windows)
    standing = _check(expressions, node, items, grouped, end, place)
    if grouped is not None and grouped.firsts:
        with expressions.standing_for(standing):
            items = [grouped.first(item) for item in select_items(expressions, node, relation, place)]
            having = _having(expressions, node, scope)
            end = tail(expressions, node, scope, columns, [item.value for item in items], place.windows)
    parts += [grouped.sql if grouped is not None else "", having]
    chosen = ", ".join(f"{_shown(item.value)} AS {name(f'c{index}')}" for index, item in enumerate(items))
    selected = f"SELECT {_distinct(items) if node.args.get('distinct') else ''}{chosen}"
    if end.ties:
        return Query(end.tied(selected, "".join(parts), len(columns)), columns)
    return Query(f"{selected}{''.join(parts)}{end.plain()}", columns)


def _check_uncorrelated(expressions: Expressions, node: exp.Expr, scope: Scope, known: int) -> None:
    """Rows that are made before the statement cannot use columns of a query around it."""
    around = list(scope.around())[1:]
    if any(level is each for level, _, _ in expressions.work.references[known:] for each in around):
        expressions.source.unsupported("row patterns in windows over columns of a query around the query", node)


def _check_distinct(expressions: Expressions, node: exp.Expr, items: Sequence[Item]) -> None:
    """Only what can be equal can be DISTINCT."""
    for item in items if node.args.get("distinct") else ():
        if not comparable.comparable(item.value.type):
            written = f": {shown(item.node)}" if item.node is not None else ""
            message = f"DISTINCT can only be applied to comparable types (actual: {item.value.type}){written}"
            expressions.source.fail("TYPE_MISMATCH", message, node)


def _distinct(items: Sequence[Item]) -> str:
    """DISTINCT: of values that DuckDB does not compare as Trino does, the first of those that are the same."""
    if all(comparable.plain(item.value.type) for item in items):
        return "DISTINCT "
    keys = [comparable.key(_shown(item.value), item.value.type) for item in items]
    return f"DISTINCT ON ({', '.join(f'({key})' for key in keys)}) "


def _having(expressions: Expressions, node: exp.Expr, scope: Scope) -> str:
    having = node.args.get("having")
    if having is None:
        return ""
    found = window_calls(having.this)
    if found:
        message = "HAVING clause cannot contain window functions or row pattern measures"
        expressions.source.fail("NESTED_WINDOW", message, found[0])
    message = "HAVING clause must evaluate to a boolean: actual type {}"
    return f" HAVING {expressions.boolean(having.this, Place(scope, 'HAVING clause', aggregates=True), message)}"


def _check(
    expressions: Expressions, node: exp.Expr, items: Sequence[Item], grouped: Grouping | None, end: Tail, place: Place
) -> list[tuple[exp.Expr, Typed]]:
    """What a query with groups may not contain; gives what stands for the keys within it."""
    source = expressions.source
    having = node.args.get("having")
    written = [item.node for item in items if item.node is not None]
    written += [having.this] if having is not None else []
    ordered = [key.node for key in end.keys if key.index < 0]
    if grouped is None and any(map(groupings, [*written, *ordered])):
        message = (
            "A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause"
        )
        source.fail("MISSING_GROUP_BY", message, node)
    if grouped is None and having is None and not any(map(aggregations, [*written, *ordered])):
        return []
    groups = Group(grouped or Grouping(), place.scope, place, [])
    for index, item in enumerate(items):
        if item.node is not None:
            check_grouped(expressions, item.node, groups)
        elif item.value.sql not in groups.keys:
            source.fail("EXPRESSION_NOT_AGGREGATE", f"Column {_column(item, index)} not in GROUP BY clause", exp.Null())
    if having is not None:
        check_grouped(expressions, having.this, groups)
    for expression in ordered:
        check_grouped(expressions, expression, replace(groups, place=end.place))
    return groups.standing


def _column(item: Item, index: int) -> str:
    if item.name is None:
        return str(index + 1)
    return f"'{'.'.join((*item.qualifier[-1:], item.name))}'"


def _shown(value: Typed) -> str:
    return "CAST(NULL AS INTEGER)" if value.type == UNKNOWN else value.sql
