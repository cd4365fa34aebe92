"""Queries: WITH, SELECT with its clauses, set operations, VALUES. Columns go out as ``c0``, ``c1``, ...

Names mean what they mean in Trino: GROUP BY and WHERE see the columns of FROM, ORDER BY the output first and then FROM.
"""

# ruff: noqa: RET503, S608 -- fail() never returns; SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from tickstack.sql.aggregation import aggregations
from tickstack.sql.calls import Calls
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.grouping import check_grouped, group_keys
from tickstack.sql.nodes import NODES
from tickstack.sql.ordering import tail
from tickstack.sql.parser import parse
from tickstack.sql.relations import Relations, name
from tickstack.sql.scope import Field, Output, Query, Scope, Shared, Work
from tickstack.sql.select_list import select_items
from tickstack.sql.types import UNKNOWN, TrinoType

_SET_OPERATIONS: dict[type[exp.Expr], str] = {exp.Union: "UNION", exp.Intersect: "INTERSECT", exp.Except: "EXCEPT"}
_CLAUSES = {
    "expressions", "from_", "joins", "where", "group", "having", "windows", "order", "limit", "offset", "distinct",
    "with_", "kind", "hint", "operation_modifiers", "this", "expression", "by_name", "side", "on", "alias", "laterals",
}  # fmt: skip


class Queries:
    """Translates the queries of one statement, or of one view inside it."""

    def __init__(self, work: Work, depth: int = 0) -> None:
        self.work = work
        self.source = work.source
        self.depth = depth
        self.expressions = Expressions(work, self._nested, Calls(), NODES)
        self.relations = Relations(self)
        self._named: dict[str, Shared] = {}

    def view(self, text: str, database: str) -> Query:
        """The query of a view's own text, which adds to the same tables and scans."""
        work = replace(self.work, source=Source(text), database=database, parameters=(), placeholders={})
        work.names = self.work.names + 1000 * (self.depth + 1)
        return Queries(work, self.depth + 1).statement(parse(text))

    def statement(self, node: exp.Expr) -> Query:
        """A whole query."""
        return self.query(node, None, {})

    def _nested(self, node: exp.Expr, scope: Scope) -> Query:
        return self.query(node, scope, self._named)

    def query(
        self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared], more: exp.Expr | None = None
    ) -> Query:
        """A query inside ``outer``, where ``named`` are the queries named by WITH around it."""
        before = self._named
        self._named, definitions = self._with(node.args.get("with_") or more, outer, named)
        try:
            made = self._body(node, outer, self._named)
        finally:
            self._named = before
        return Query(f"WITH {definitions} {made.sql}", made.columns) if definitions else made

    def _with(
        self, clause: exp.Expr | None, outer: Scope | None, named: dict[str, Shared]
    ) -> tuple[dict[str, Shared], str]:
        if clause is None:
            return named, ""
        if clause.args.get("recursive"):
            self.source.unsupported("WITH RECURSIVE", clause)
        named, definitions = dict(named), []
        for table in clause.expressions:
            scans, self.work.scans = self.work.scans, Counter()
            made = self.query(table.this, outer, named)
            used, self.work.scans = self.work.scans, scans
            aliases = [column.name for column in table.args["alias"].args.get("columns") or []]
            if aliases and len(aliases) != len(made.columns):
                counts = f"{len(aliases)} entries but WITH query({table.alias}) has {len(made.columns)} columns"
                message = f"WITH column list has {counts}"
                self.source.fail("MISMATCHED_COLUMN_ALIASES", message, table)
            columns = made.columns
            if aliases:
                columns = tuple(Output(alias, kept.type) for alias, kept in zip(aliases, columns, strict=True))
            sql_name = self.work.fresh("w")
            named[table.alias.lower()] = Shared(sql_name, columns, used)
            definitions.append(f"{name(sql_name)} AS ({made.sql})")
        return named, ", ".join(definitions)

    def _body(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        if isinstance(node, exp.Subquery):
            return self._parenthesised(node, outer, named)
        for key, value in node.args.items():
            if value and key not in _CLAUSES:
                self.source.unsupported(key.rstrip("_").upper(), node)
        if isinstance(node, exp.Select):
            return self._select(node, outer, named)
        if isinstance(node, exp.Values):
            return self.values(node, outer)
        if type(node) in _SET_OPERATIONS:
            return self._set_operation(node, outer, named)
        if isinstance(node, exp.Table):
            return self._select(exp.select("*").from_(node), outer, named)
        self.source.unsupported(f"{type(node).__name__.upper()} as a query", node)

    def _parenthesised(self, node: exp.Subquery, outer: Scope | None, named: dict[str, Shared]) -> Query:
        made = self.query(node.this, outer, named)
        end = tail(self.expressions, node, Scope(_outputs(made.columns)), made.columns)
        return Query(f'SELECT * FROM ({made.sql}) AS "q"{end}', made.columns) if end else made

    def values(self, node: exp.Expr, outer: Scope | None) -> Query:
        """VALUES: its rows brought to common types."""
        place = Place(outer or Scope(), "VALUES")
        rows = [list(row.expressions) if isinstance(row, exp.Tuple) else [row] for row in node.expressions]
        if len({len(row) for row in rows}) != 1:
            self.source.fail("TYPE_MISMATCH", "Values rows have mismatched types", node)
        typed = [[self.expressions.translate(each, place) for each in row] for row in rows]
        columns, kinds = [], []
        for column in zip(*typed, strict=True):
            values, kind = self.expressions.unified(column, "Values rows", node)
            columns.append(values)
            kinds.append(kind)
        made = ", ".join(f"({', '.join(value.sql for value in row)})" for row in zip(*columns, strict=True))
        names = ", ".join(name(f"c{index}") for index in range(len(kinds)))
        return Query(f'SELECT * FROM (VALUES {made}) AS "v"({names})', tuple(Output(None, kind) for kind in kinds))

    def _set_operation(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        sides = [self.query(node.args[key], outer, named) for key in ("this", "expression")]
        what = _SET_OPERATIONS[type(node)]
        if node.args.get("by_name") or len(sides[0].columns) != len(sides[1].columns):
            counts = " and ".join(str(len(side.columns)) for side in sides)
            message = f"{what} query has different number of fields: {counts.replace(' and ', ', ')}"
            self.source.fail("TYPE_MISMATCH", message, node)
        kinds = []
        for index, (a, b) in enumerate(zip(*(side.columns for side in sides), strict=True)):
            kind = common(a.type, b.type)
            if kind is None:
                message = f"column {index + 1} in {what} query has incompatible types: {a.type}, {b.type}"
                self.source.fail("TYPE_MISMATCH", message, node)
            kinds.append(kind)
        columns = tuple(Output(kept.name, kind) for kept, kind in zip(sides[0].columns, kinds, strict=True))
        every = "" if node.args.get("distinct") else " ALL"
        sql = f" {what}{every} ".join(f"({_converted(side, kinds)})" for side in sides)
        end = tail(self.expressions, node, Scope(_outputs(columns)), columns)
        return Query(f'SELECT * FROM ({sql}) AS "q"{end}', columns)

    def _select(self, node: exp.Select, outer: Scope | None, named: dict[str, Shared]) -> Query:
        relation = self.relations.from_clause(node, outer, named)
        scope = Scope(relation.fields if relation else (), outer)
        windows = {window.name.lower(): window for window in node.args.get("windows") or []}
        place = Place(scope, "SELECT", aggregates=True, windows=windows)
        parts = [f" FROM {relation.sql}" if relation else ""]
        where = node.args.get("where")
        if where is not None:
            message = "WHERE clause must evaluate to a boolean: actual type {}"
            parts.append(f" WHERE {self.expressions.boolean(where.this, Place(scope, 'WHERE'), message)}")
        items = select_items(self.expressions, node, relation, place)
        grouped = group_keys(self.expressions, node, items, scope)
        parts.append(f" GROUP BY {', '.join(grouped)}" if grouped else "")
        having = node.args.get("having")
        if having is not None:
            message = "HAVING clause must evaluate to a boolean: actual type {}"
            within = Place(scope, "HAVING", aggregates=True)
            parts.append(f" HAVING {self.expressions.boolean(having.this, within, message)}")
        order = node.args.get("order")
        ordered = [item.this for item in order.expressions] if order is not None else []
        written = [item.node for item in items if item.node is not None]
        aggregated = grouped is not None or having is not None or any(map(aggregations, [*written, *ordered]))
        if aggregated:
            for item in [*written, *([having.this] if having is not None else [])]:
                check_grouped(self.expressions, item, item, set(grouped or ()), place)
            if len(written) != len(items) and grouped is None:
                self.source.fail("EXPRESSION_NOT_AGGREGATE", "* is neither grouped nor aggregated", node)
        columns = tuple(Output(item.name, item.value.type) for item in items)
        selected = ", ".join(f"{_shown(item.value)} AS {name(f'c{index}')}" for index, item in enumerate(items))
        distinct = "DISTINCT " if node.args.get("distinct") else ""
        if distinct and node.args["distinct"].args.get("on"):
            self.source.unsupported("DISTINCT ON", node)
        end = tail(self.expressions, node, scope, columns, [item.value for item in items], windows)
        return Query(f"SELECT {distinct}{selected}{''.join(parts)}{end}", columns)


def _shown(value: Typed) -> str:
    return "CAST(NULL AS INTEGER)" if value.type == UNKNOWN else value.sql


def _outputs(columns: Sequence[Output]) -> tuple[Field, ...]:
    return tuple(Field(column.name, f'"q".{name(f"c{index}")}', column.type) for index, column in enumerate(columns))


def _converted(side: Query, kinds: Sequence[TrinoType]) -> str:
    """A side of a set operation with its columns brought to ``kinds``."""
    if all(column.type == kind for column, kind in zip(side.columns, kinds, strict=True)):
        return side.sql
    values = (
        f"{coerce(Typed(f'''s.{name(f"c{index}")}''', column.type), kind).sql} AS {name(f'c{index}')}"
        for index, (column, kind) in enumerate(zip(side.columns, kinds, strict=True))
    )
    return f"SELECT {', '.join(values)} FROM ({side.sql}) AS s"
