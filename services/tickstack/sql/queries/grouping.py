"""GROUP BY: its keys and sets.

The rules and their words are Trino's (StatementAnalyzer.analyzeGroupBy).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import refuse_aggregations
from tickstack.sql.expressions.ordering import position
from tickstack.sql.queries.select_list import Item
from tickstack.sql.scope import Scope
from tickstack.sql.shown import shown
from tickstack.sql.types import duckdb_type

MOST_SETS = 2048


@dataclass
class Grouping:
    """The keys of a GROUP BY as DuckDB expressions, and its clause.

    Of a key that DuckDB does not compare as Trino does (an instant with its zone, a map) ``firsts`` has what DuckDB
    groups by in its place, and the value that stands for its group: the first of those that are the same.
    """

    keys: set[str] = field(default_factory=set)
    sql: str = ""
    firsts: dict[str, tuple[Typed, Typed]] = field(default_factory=dict)

    def first(self, item: Item) -> Item:
        """An item as its group shows it: a key that a star gave has no node to stand for."""
        held = self.firsts.get(item.value.sql) if item.node is None else None
        return item if held is None else replace(item, value=held[1])


class _Reader:
    """Reads the elements of one GROUP BY."""

    def __init__(self, expressions: Expressions, query: exp.Expr, items: Sequence[Item], scope: Scope) -> None:
        self.expressions = expressions
        self.source = expressions.source
        self.query = query
        self.items = items
        self.place = Place(scope, "GROUP BY")
        self.firsts: dict[str, tuple[Typed, Typed]] = {}

    def element(self, node: exp.Expr) -> list[list[str]]:
        """The grouping sets of one element."""
        if isinstance(node, exp.GroupingSets):
            return [self.columns(each) for each in node.expressions]
        parts = [self.columns(each) for each in node.expressions] if isinstance(node, exp.Rollup | exp.Cube) else []
        if isinstance(node, exp.Rollup):
            return [_joined(parts[:count]) for count in range(len(parts), -1, -1)]
        if isinstance(node, exp.Cube):
            if len(parts) > 30:
                message = f"GROUP BY has more than 2147483647 grouping sets but can contain at most {MOST_SETS}"
                self.source.fail("TOO_MANY_GROUPING_SETS", message, node)
            chosen = product(*((part, None) for part in parts))
            return [_joined([part for part in each if part is not None]) for each in chosen]
        return [[self.key(each) for each in _members(node)]]

    def key(self, node: exp.Expr) -> str:
        """A simple key: an expression, or the place of a column in the select list."""
        inner = node.unnest()
        if isinstance(inner, exp.Literal) and not inner.is_string and str(inner.this).isdigit():
            item = self.items[position(self.source, inner, len(self.items), "GROUP BY")]
            if item.node is not None:
                refuse_aggregations(self.source, item.node, "GROUP BY clause")
            return self._as_key(item.value)
        refuse_aggregations(self.source, inner, "GROUP BY clause")
        return self._as_key(self.expressions.translate(inner, self.place))

    def columns(self, node: exp.Expr) -> list[str]:
        """A set of ROLLUP, CUBE or GROUPING SETS: columns only."""
        found = []
        for each in _members(node):
            inner = each.unnest()
            made = self.expressions.translate(inner, self.place)
            if not isinstance(inner, exp.Column):
                message = f"GROUP BY expression must be a column reference: {shown(inner)}"
                self.source.fail("INVALID_COLUMN_REFERENCE", message, inner)
            found.append(self._as_key(made))
        return found

    def _as_key(self, value: Typed) -> str:
        made = as_key(value)
        if not comparable.comparable(value.type):
            message = f"{value.type} is not comparable, and therefore cannot be used in GROUP BY"
            self.source.fail("TYPE_MISMATCH", message, self.query)
        own = any(known.sql in made for known in self.place.scope.fields)
        if own and not comparable.plain(value.type):  # what is of a query around is the same in all groups
            compared = comparable.key(made, value.type)
            first = f"(CASE WHEN {compared} IS NOT NULL THEN first({made}) END)"
            self.firsts[made] = Typed(compared, value.type), Typed(first, value.type)
        return made

    def clause(self, keys: Sequence[str]) -> str:
        """Keys as DuckDB groups by them."""
        return ", ".join(self.firsts[key][0].sql if key in self.firsts else key for key in keys)


def as_key(value: Typed) -> str:
    """A number would be a position to DuckDB."""
    return f"CAST({value.sql} AS {duckdb_type(value.type)})" if value.constant is not None else value.sql


def _members(node: exp.Expr) -> list[exp.Expr]:
    """The expressions of a set: one, or those in its parentheses."""
    return list(node.expressions) if isinstance(node, exp.Tuple) else [node]


def _joined(parts: Sequence[Sequence[str]]) -> list[str]:
    return [each for part in parts for each in part]


def grouping(expressions: Expressions, node: exp.Expr, items: Sequence[Item], scope: Scope) -> Grouping | None:
    """The GROUP BY of a query; None when it has none."""
    group = node.args.get("group")
    if group is None:
        return None
    reader = _Reader(expressions, node, items, scope)
    elements = [reader.element(each) for each in group.expressions]
    count = 1
    for element in elements:
        count *= len(element)
    if count > MOST_SETS:
        message = f"GROUP BY has {count} grouping sets but can contain at most {MOST_SETS}"
        expressions.source.fail("TOO_MANY_GROUPING_SETS", message, group)
    sets = [list(dict.fromkeys(_joined(each))) for each in product(*elements)]
    if group.args.get("unique"):
        sets = list({frozenset(each): each for each in sets}.values())
    keys = {key for each in sets for key in each}
    if len(sets) == 1:
        return Grouping(keys, f" GROUP BY {reader.clause(sets[0]) or '()'}", reader.firsts)
    clauses = ", ".join(f"({reader.clause(each)})" for each in sets)
    return Grouping(keys, f" GROUP BY GROUPING SETS ({clauses})", reader.firsts)
