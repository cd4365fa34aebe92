"""Queries: WITH, SELECT with its clauses, set operations, VALUES. Columns go out as ``c0``, ``c1``, ...

Names mean what they mean in Trino: GROUP BY and WHERE see the columns of FROM, ORDER BY the output first and then FROM.
"""

# ruff: noqa: RET503, S608 -- fail() never returns; SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlglot import exp

from tickstack.sql.calls import Calls, aggregations, direction, is_aggregate
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import Source
from tickstack.sql.nodes import NODES
from tickstack.sql.relations import Relation, Relations, name
from tickstack.sql.scope import Field, Output, Query, Scope, Shared, Work
from tickstack.sql.types import INTEGER, UNKNOWN, TrinoType

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

    def inner(self, text: str, database: str) -> Queries:
        """A translator for a view's own text, which adds to the same tables and scans."""
        work = Work(Source(text), self.work.catalog, database)
        work.tables, work.scans = self.work.tables, self.work.scans
        work.names = self.work.names + 1000 * (self.depth + 1)
        return Queries(work, self.depth + 1)

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
        tail = self._tail(node, Scope(_outputs(made.columns)), made.columns)
        return Query(f'SELECT * FROM ({made.sql}) AS "q"{tail}', made.columns) if tail else made

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
        tail = self._tail(node, Scope(_outputs(columns)), columns)
        return Query(f'SELECT * FROM ({sql}) AS "q"{tail}', columns)

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
        items = self._items(node, relation, place)
        grouped = self._group(node, items, scope)
        parts.append(f" GROUP BY {', '.join(grouped)}" if grouped else "")
        having = node.args.get("having")
        if having is not None:
            message = "HAVING clause must evaluate to a boolean: actual type {}"
            within = Place(scope, "HAVING", aggregates=True)
            parts.append(f" HAVING {self.expressions.boolean(having.this, within, message)}")
        order = node.args.get("order")
        ordered = [item.this for item in order.expressions] if order is not None else []
        written = [item for item, _, _ in items if item is not None]
        aggregated = grouped is not None or having is not None or any(map(aggregations, [*written, *ordered]))
        if aggregated:
            for item in [*written, *([having.this] if having is not None else [])]:
                self._grouped(item, item, set(grouped or ()), place)
            if len(written) != len(items) and grouped is None:
                self.source.fail("EXPRESSION_NOT_AGGREGATE", "* is neither grouped nor aggregated", node)
        columns = tuple(Output(called, value.type) for _, called, value in items)
        selected = ", ".join(f"{_shown(value)} AS {name(f'c{index}')}" for index, (_, _, value) in enumerate(items))
        distinct = "DISTINCT " if node.args.get("distinct") else ""
        if distinct and node.args["distinct"].args.get("on"):
            self.source.unsupported("DISTINCT ON", node)
        tail = self._tail(node, scope, columns, items, windows)
        return Query(f"SELECT {distinct}{selected}{''.join(parts)}{tail}", columns)

    def _items(
        self, node: exp.Select, relation: Relation | None, place: Place
    ) -> list[tuple[exp.Expr | None, str | None, Typed]]:
        """The select list with its stars spread: node, name, value."""
        items: list[tuple[exp.Expr | None, str | None, Typed]] = []
        for each in node.expressions:
            inner = each.unalias()
            if isinstance(inner, exp.Star) or (isinstance(inner, exp.Column) and isinstance(inner.this, exp.Star)):
                items += [(None, known.name, Typed(known.sql, known.type)) for known in self._star(inner, relation)]
                continue
            value = self.expressions.translate(inner, place)
            called = each.alias if isinstance(each, exp.Alias) else None
            if called is None and isinstance(inner, exp.Column | exp.Dot):
                called = inner.name
            items.append((inner, called, value))
        return items

    def _star(self, node: exp.Expr, relation: Relation | None) -> Sequence[Field]:
        if any(
            node.args.get(key) or (node.this and isinstance(node.this, exp.Star) and node.this.args.get(key))
            for key in ("except_", "replace", "rename")
        ):
            self.source.unsupported("* with EXCEPT, REPLACE or RENAME", node)
        if relation is None:
            self.source.fail("COLUMN_NOT_FOUND", "SELECT * not allowed in queries without FROM clause", node)
        if isinstance(node, exp.Star):
            return relation.fields
        parts = node.parts if isinstance(node, exp.Column) else []
        wanted = tuple(part.name.lower() for part in parts[:-1])
        found = [known for known in relation.fields if known.qualifier[-len(wanted) :] == wanted]
        if not found:
            self.source.fail("TABLE_NOT_FOUND", f"Table '{'.'.join(wanted)}' not found", node)
        return found

    def _group(
        self, node: exp.Select, items: Sequence[tuple[exp.Expr | None, str | None, Typed]], scope: Scope
    ) -> list[str] | None:
        """The grouping expressions; None without GROUP BY."""
        group = node.args.get("group")
        if group is None:
            return None
        for key in ("rollup", "cube", "grouping_sets", "totals", "all"):
            if group.args.get(key):
                self.source.unsupported(f"GROUP BY {key.replace('_', ' ').upper()}", node)
        keys = []
        for each in group.expressions:
            inner = each.unnest()
            if isinstance(inner, exp.Tuple):
                if inner.expressions:
                    self.source.unsupported("GROUP BY with a row of expressions", each)
                continue
            if isinstance(inner, exp.Literal) and not inner.is_string:
                keys.append(items[self._position(inner, len(items), "GROUP BY")][2])
            else:
                keys.append(self.expressions.translate(inner, Place(scope, "GROUP BY")))
        for made, each in zip(keys, group.expressions, strict=False):
            if made.sql.isdigit():  # DuckDB would take it for a position
                self.source.unsupported("GROUP BY a constant", each)
        return [made.sql for made in keys]

    def _position(self, literal: exp.Expr, count: int, clause: str) -> int:
        text = str(literal.this)
        if not text.isdigit() or not 1 <= int(text) <= count:
            message = f"{clause} position {text} is not in select list"
            self.source.fail("INVALID_COLUMN_REFERENCE", message, literal)
        return int(text) - 1

    def _grouped(self, node: exp.Expr, whole: exp.Expr, keys: set[str], place: Place) -> None:
        """Refuse a column that is neither grouped nor inside an aggregation."""
        if is_aggregate(node) or isinstance(node, exp.Query | exp.Subquery | exp.Literal):
            return
        if type(node) in NODES and not _in_case(node) and self.expressions.translate(node, place).sql in keys:
            return
        if isinstance(node, exp.Column):
            message = f"'{whole.sql(dialect='trino')}' must be an aggregate expression or appear in GROUP BY clause"
            self.source.fail("EXPRESSION_NOT_AGGREGATE", message, whole)
        children: list[exp.Expr] = list(node.iter_expressions())
        if isinstance(node, exp.Window):
            inner = node.this
            while not isinstance(inner, exp.Anonymous):
                inner = inner.this
            parts = [each for key in ("partition_by", "order") for each in _listed(node.args.get(key))]
            children = [*inner.expressions, *parts]
        for child in children:
            self._grouped(child, whole, keys, place)

    def _tail(
        self,
        node: exp.Expr,
        scope: Scope,
        columns: Sequence[Output],
        items: Sequence[tuple[exp.Expr | None, str | None, Typed]] = (),
        windows: dict[str, exp.Expr] | None = None,
    ) -> str:
        """ORDER BY, OFFSET, LIMIT."""
        parts = []
        order = node.args.get("order")
        if order is not None:
            values = [Typed(value.sql, value.type) for _, _, value in items] or [
                Typed(f'"q".{name(f"c{index}")}', column.type) for index, column in enumerate(columns)
            ]
            within = Scope(
                tuple(
                    Field(column.name, value.sql, column.type) for column, value in zip(columns, values, strict=True)
                ),
                scope,
            )
            keys = [
                self._sort_key(item, columns, Place(within, "ORDER BY", aggregates=True, windows=windows or {}))
                for item in order.expressions
            ]
            parts.append(f" ORDER BY {', '.join(keys)}")
        limit, offset = node.args.get("limit"), node.args.get("offset")
        if isinstance(limit, exp.Fetch):
            options = limit.args.get("limit_options")
            if options is not None and (options.args.get("with_ties") or options.args.get("percent")):
                self.source.unsupported("FETCH FIRST ... WITH TIES", node)
            parts.append(f" LIMIT {self._count(limit.args.get('count') or exp.Literal.number(1), 'FETCH FIRST')}")
        elif limit is not None and limit.expression.name.upper() != "ALL":
            parts.append(f" LIMIT {self._count(limit.expression, 'LIMIT')}")
        if offset is not None:
            parts.append(f" OFFSET {self._count(offset.expression, 'OFFSET')}")
        return "".join(parts)

    def _count(self, node: exp.Expr, clause: str) -> str:
        value = self.expressions.translate(node, Place(Scope(), clause))
        if value.constant is None or not value.constant.isdigit():
            self.source.unsupported(f"{clause} that is not a number", node)
        return value.constant

    def _sort_key(self, item: exp.Expr, columns: Sequence[Output], place: Place) -> str:
        node = item.this.unnest()
        if isinstance(node, exp.Literal) and not node.is_string:
            index = self._position(node, len(columns), "ORDER BY")
        else:
            named = [i for i, column in enumerate(columns) if _names(node, column)]
            if len(named) > 1 and len({place.scope.fields[i].sql for i in named}) > 1:
                self.source.fail("AMBIGUOUS_NAME", f"Column '{node.name}' is ambiguous", node)
            index = named[0] if named else -1
        if index < 0:
            return direction(self.expressions.translate(node, place), item)
        if columns[index].type.base == "timestamp with time zone":
            return direction(Typed(place.scope.fields[index].sql, columns[index].type), item)
        return direction(Typed(str(index + 1), INTEGER), item)


def _in_case(node: exp.Expr) -> bool:
    """A branch of CASE is no expression of its own."""
    return isinstance(node, exp.If) and isinstance(node.parent, exp.Case)


def _names(node: exp.Expr, column: Output) -> bool:
    simple = isinstance(node, exp.Column) and len(node.parts) == 1
    return simple and column.name is not None and column.name.lower() == node.name.lower()


def _listed(value: object) -> list[exp.Expr]:
    if isinstance(value, list):
        return [each for each in value if isinstance(each, exp.Expr)]
    return [value] if isinstance(value, exp.Expr) else []


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
