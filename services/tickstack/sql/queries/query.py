"""Queries: WITH, SELECT with its clauses, set operations, VALUES. Columns go out as ``c0``, ``c1``, ...

Names mean what they mean in Trino: GROUP BY and WHERE see the columns of FROM, ORDER BY the output first and then FROM.
"""

# ruff: noqa: S608 -- fail() never returns; SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.calls import Calls
from tickstack.sql.expressions.nodes import NODES
from tickstack.sql.expressions.ordering import tail
from tickstack.sql.failures import Source, failure
from tickstack.sql.parser.dialect import parse
from tickstack.sql.queries.converting import by_keys, converted, outputs
from tickstack.sql.queries.recursion import Recursion, recursion
from tickstack.sql.queries.relations import Relations
from tickstack.sql.queries.selects import select
from tickstack.sql.quoting import name
from tickstack.sql.scope import Output, Query, Scope, Shared, Work

_SET_OPERATIONS: dict[type[exp.Expr], str] = {exp.Union: "UNION", exp.Intersect: "INTERSECT", exp.Except: "EXCEPT"}


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
        work = replace(self.work, source=Source(text), database=database, parameters=(), placeholders={}, references=[])
        work.definitions = ()
        work.names = self.work.names + 1000 * (self.depth + 1)
        return Queries(work, self.depth + 1).statement(parse(text))

    def statement(self, node: exp.Expr) -> Query:
        """A whole query. Its parameters are numbered as they are written, not as they are looked at."""
        placeholders = sorted(node.find_all(exp.Placeholder), key=lambda each: int(each.meta["start"]))
        given = len(self.work.parameters)
        if placeholders and len(placeholders) != given:  # without a place they are ignored
            message = f"line 1:1: Incorrect number of parameters: expected {len(placeholders)} but found {given}"
            raise failure("INVALID_PARAMETER_USAGE", message)
        self.work.placeholders = {id(each): index for index, each in enumerate(placeholders)}
        return self.query(node, None, {})

    def _nested(self, node: exp.Expr, scope: Scope) -> Query:
        return self.query(node, scope, self._named)

    def query(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        """A query inside ``outer``, where ``named`` are the queries named by WITH around it."""
        before, known = self._named, self.work.definitions
        self._named, definitions = self._with(node.args.get("with_"), outer, named)
        try:
            made = self._body(node, outer, self._named)
        finally:
            self._named, self.work.definitions = before, known
        return Query(f"WITH {definitions} {made.sql}", made.columns) if definitions else made

    def _with(
        self, clause: exp.Expr | None, outer: Scope | None, named: dict[str, Shared]
    ) -> tuple[dict[str, Shared], str]:
        if clause is None:
            return named, ""
        own: set[str] = set()
        named = dict(named)
        definitions: list[str] = []
        recursive = bool(clause.args.get("recursive"))
        for table in clause.expressions:
            called = table.args["alias"].name.lower()
            if called in own:
                message = f"WITH query name '{called}' specified more than once"
                self.source.fail("DUPLICATE_NAMED_QUERY", message, table)
            own.add(called)
            scans, self.work.scans = self.work.scans, Counter()
            made = recursion(self, table, outer, named) if recursive else None
            if made is None:
                plain = self.query(table.this, outer, named)
                columns = self.aliased(plain.columns, table.args["alias"].args.get("columns") or ())
                sql_name = self.work.fresh("w")
                made = Recursion((f"{name(sql_name)} AS ({plain.sql})",), sql_name, columns)
            used, self.work.scans = self.work.scans, scans
            named[called] = Shared(made.sql_name, made.columns, used)
            definitions += made.definitions
            self.work.definitions += made.definitions
        keyword = "RECURSIVE " if recursive else ""
        return named, keyword + ", ".join(definitions)

    def aliased(self, columns: Sequence[Output], aliases: Sequence[exp.Expr]) -> tuple[Output, ...]:
        """Columns under the names of a list, which must name each of them once."""
        if not aliases:
            return tuple(columns)
        if len(aliases) != len(columns):
            message = f"Column alias list has {len(aliases)} entries but relation has {len(columns)} columns"
            self.source.fail("MISMATCHED_COLUMN_ALIASES", message, aliases[0])
        lowered = [alias.name.lower() for alias in aliases]
        for index, alias in enumerate(aliases):
            if lowered[index] in lowered[:index]:
                message = f"Column name '{alias.name}' specified more than once"
                self.source.fail("DUPLICATE_COLUMN_NAME", message, alias)
        return tuple(Output(alias.name, kept.type) for alias, kept in zip(aliases, columns, strict=True))

    def _body(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        if isinstance(node, exp.Select):
            return select(self, node, outer, named)
        if isinstance(node, exp.Subquery):
            made = self.query(node.this, outer, named)
        elif isinstance(node, exp.Values):
            made = self._values(node, outer)
        elif type(node) in _SET_OPERATIONS:
            made = self._set_operation(node, outer, named)
        else:
            self.source.unsupported(f"{type(node).__name__.upper()} as a query", node)
        scope = Scope(outputs(made.columns), outer)
        end = tail(self.expressions, node, scope, made.columns)
        if end.ties:
            selected = ", ".join(f'"q"."c{index}"' for index in range(len(made.columns)))
            return Query(end.tied(f"SELECT {selected}", f' FROM ({made.sql}) AS "q"', len(made.columns)), made.columns)
        return Query(f'SELECT * FROM ({made.sql}) AS "q"{end.plain()}', made.columns) if end.plain() else made

    def _values(self, node: exp.Expr, outer: Scope | None) -> Query:
        """VALUES: its rows brought to common types. A row that is one expression gives its fields."""
        place = Place(Scope((), outer), "VALUES")
        rows = [self._row(each, place) for each in node.expressions]
        kinds, names = [value.type for value in rows[0][0]], rows[0][1]
        for values, _ in rows:
            if len(values) != len(kinds):
                message = f"Values rows have mismatched sizes: {len(kinds)} vs {len(values)}"
                self.source.fail("TYPE_MISMATCH", message, node)
            shared = [common(kind, value.type) for kind, value in zip(kinds, values, strict=True)]
            if None in shared:
                shown = (f"row({', '.join(str(value.type) for value in each)})" for each in (rows[0][0], values))
                self.source.fail("TYPE_MISMATCH", f"Values rows have mismatched types: {' vs '.join(shown)}", node)
            kinds = [kind for kind in shared if kind is not None]
        made = ", ".join(
            f"({', '.join(coerce(value, kind).sql for value, kind in zip(values, kinds, strict=True))})"
            for values, _ in rows
        )
        columns = ", ".join(name(f"c{index}") for index in range(len(kinds)))
        outs = tuple(Output(called, kind) for called, kind in zip(names, kinds, strict=True))
        return Query(f'SELECT * FROM (VALUES {made}) AS "v"({columns})', outs)

    def _row(self, node: exp.Expr, place: Place) -> tuple[list[Typed], list[str | None]]:
        if isinstance(node, exp.Tuple):
            values = [self.expressions.translate(each, place) for each in node.expressions]
            return values, [None] * len(values)
        value = self.expressions.translate(node, place)
        if value.type.base != "row":
            return [value], [None]
        parts = [Typed(f"struct_extract({value.sql}, 'f{i}')", kind) for i, kind in enumerate(value.type.inner)]
        return parts, list(value.type.names)

    def _set_operation(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        sides = [self.query(node.args[key], outer, named) for key in ("this", "expression")]
        what = _SET_OPERATIONS[type(node)]
        if len(sides[0].columns) != len(sides[1].columns):
            counts = ", ".join(str(len(side.columns)) for side in sides)
            self.source.fail("TYPE_MISMATCH", f"{what} query has different number of fields: {counts}", node)
        kinds = []
        for index, (a, b) in enumerate(zip(*(side.columns for side in sides), strict=True)):
            kind = common(a.type, b.type)
            if kind is None:
                message = f"column {index + 1} in {what} query has incompatible types: {a.type}, {b.type}"
                self.source.fail("TYPE_MISMATCH", message, node)
            kinds.append(kind)
        distinct = bool(node.args.get("distinct"))
        for kind in kinds if distinct or what != "UNION" else ():
            if not comparable.comparable(kind):
                message = f"Type {kind} is not comparable and therefore cannot be used in {what}"
                self.source.fail("TYPE_MISMATCH", message + (" DISTINCT" if what == "UNION" else ""), node)
        columns = tuple(Output(kept.name, kind) for kept, kind in zip(sides[0].columns, kinds, strict=True))
        every = "" if distinct else " ALL"
        left, right = (f"({converted(side, kinds)})" for side in sides)
        if all(map(comparable.plain, kinds)) or what + every == "UNION ALL":
            return Query(f"{left} {what}{every} {right}", columns)
        return Query(by_keys(what + every, left, right, kinds), columns)
