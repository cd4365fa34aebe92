"""GROUP BY: its keys and sets, and which expressions may stand beside them.

The rules and their words are Trino's (StatementAnalyzer.analyzeGroupBy, AggregationAnalyzer).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.aggregation import called, called_name, children, is_aggregate, refuse_aggregations
from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.nodes import NODES
from tickstack.sql.ordering import position
from tickstack.sql.scope import Scope, find
from tickstack.sql.select_list import Item
from tickstack.sql.shown import shown
from tickstack.sql.types import duckdb_type

MOST_SETS = 2048
_ALIKE = "GROUP BY of one instant in several zones, or of one map in several orders"


@dataclass
class Grouping:
    """The keys of a GROUP BY as DuckDB expressions, its clause, and what stands after HAVING."""

    keys: set[str] = field(default_factory=set)
    sql: str = ""
    guard: str = ""


class _Reader:
    """Reads the elements of one GROUP BY."""

    def __init__(self, expressions: Expressions, items: Sequence[Item], scope: Scope) -> None:
        self.expressions = expressions
        self.source = expressions.source
        self.items = items
        self.place = Place(scope, "GROUP BY")
        self.compared: dict[str, str] = {}

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
        made = _as_key(value)
        self.compared[made] = comparable.key(made, value.type)
        return made

    def guard(self, keys: Sequence[str]) -> str:
        """Refuses groups that differ in their zones alone: to Trino they are one."""
        compared = [self.compared[key] for key in keys]
        if compared == list(keys):
            return ""
        refused = (
            "CAST('!NOT_SUPPORTED|tickstack does not support GROUP BY of one instant in several zones!' AS BOOLEAN)"
        )
        count = f"count(*) OVER (PARTITION BY {', '.join(compared)})"
        return f" QUALIFY CASE WHEN {count} > 1 THEN {refused} ELSE true END"


def _as_key(value: Typed) -> str:
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
    reader = _Reader(expressions, items, scope)
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
        return Grouping(keys, f" GROUP BY {', '.join(sets[0]) or '()'}", reader.guard(sets[0]))
    return Grouping(keys, f" GROUP BY GROUPING SETS ({', '.join(f'({", ".join(each)})' for each in sets)})")


@dataclass(frozen=True)
class Group:
    """What a grouped query's expressions are held against: its keys, the columns of FROM, and the place they stand."""

    keys: set[str]
    source: Scope
    place: Place


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
    if type(node) in NODES and not _in_case(node) and not isinstance(node, exp.Window):
        made = expressions.translate(node, group.place)
        if made.sql in group.keys or _as_key(made) in group.keys:
            return True
    if isinstance(node, exp.Column):
        found = find(group.place.scope, [part.name for part in node.parts], node, expressions.source)
        return found is None or found.level is not group.source or found.origin.sql in group.keys
    if isinstance(node, exp.Window):
        _window(expressions, node, group)
        call = called(node)
        return all(_constant(expressions, child, group) for child in (call.expressions if call is not None else ()))
    return all(_constant(expressions, child, group) for child in children(node))


def _window(expressions: Expressions, node: exp.Expr, group: Group) -> None:
    """The clauses of a window must be grouped, too."""
    clauses = [("PARTITION BY", each) for each in node.args.get("partition_by") or []]
    order = node.args.get("order")
    clauses += [("ORDER BY", item.this) for item in (order.expressions if order is not None else [])]
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
    return True


def _within(node: exp.Expr, around: exp.Expr) -> bool:
    parent: exp.Expr | None = node
    while parent is not None and parent is not around:
        parent = parent.parent
    return parent is not None


def _grouping_call(expressions: Expressions, node: exp.Expr, group: Group) -> bool:
    call = called(node)
    for each in call.expressions if call is not None else ():
        if not isinstance(each, exp.Column) or expressions.translate(each, group.place).sql not in group.keys:
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
