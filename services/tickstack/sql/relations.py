"""What stands in FROM: tables, views, named queries, subqueries, VALUES, UNNEST, and joins of them."""

# ruff: noqa: RET503 -- fail() never returns

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from sqlglot import exp

from tickstack.glue.model import Column, Table
from tickstack.sql import operators
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.predicates import join_condition
from tickstack.sql.scope import CATALOG, Field, Query, Scope, Shared, Work
from tickstack.sql.types import BIGINT, hive_type
from tickstack.sql.views import read_original

_SIDES = {"LEFT": "LEFT JOIN", "RIGHT": "RIGHT JOIN", "FULL": "FULL JOIN"}


@dataclass(frozen=True)
class Relation:
    """A relation in FROM: its DuckDB text and its columns."""

    sql: str
    fields: tuple[Field, ...]


def name(identifier: str) -> str:
    """A quoted DuckDB identifier."""
    return '"' + identifier.replace('"', '""') + '"'


class QueryTranslator(Protocol):
    """What translates the queries inside FROM: ``queries.Queries``."""

    work: Work
    expressions: Expressions
    depth: int

    def query(
        self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared], more: exp.Expr | None = None
    ) -> Query:
        """A query inside ``outer``, where ``named`` are the queries named by WITH around it."""

    def values(self, node: exp.Expr, outer: Scope | None) -> Query:
        """VALUES."""

    def view(self, text: str, database: str) -> Query:
        """The query of a view's own text, which adds to the same tables and scans."""


class Relations:
    """Translates FROM clauses, with ``queries`` for the queries inside them."""

    def __init__(self, queries: QueryTranslator) -> None:
        self.queries = queries
        self.work = queries.work
        self.source = queries.work.source

    def from_clause(self, select: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation | None:
        """FROM with its joins and commas; None when there is none."""
        clause = select.args.get("from_")
        if clause is None:
            return None
        if select.args.get("laterals"):
            self.source.unsupported("LATERAL VIEW", select)
        relation = self._with_joins(clause.this, outer, named)
        for join in select.args.get("joins") or []:
            relation = self.join(relation, join, outer, named)
        return relation

    def _with_joins(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        relation = self.relation(node, outer, named)
        for join in node.args.get("joins") or []:
            relation = self.join(relation, join, outer, named)
        return relation

    def join(self, left: Relation, join: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        """``left`` joined with one more relation."""
        unknown = {key for key in ("method", "using_", "match_condition", "global_", "hint") if join.args.get(key)}
        kind, side = (join.args.get("kind") or "").upper(), (join.args.get("side") or "").upper()
        if unknown or kind not in ("", "INNER", "CROSS", "OUTER"):
            self.source.unsupported(f"{join.args.get('method') or kind} JOIN", join)
        lateral = isinstance(join.this, exp.Unnest | exp.Lateral)
        around = Scope(left.fields, outer) if lateral else outer
        right = self._with_joins(join.this, around, named)
        keyword = _SIDES.get(side, "JOIN")
        using, condition = join.args.get("using"), join.args.get("on")
        if using:
            return self._using(left, right, keyword, side, using)
        fields = left.fields + right.fields
        if condition is None:
            return Relation(f"{left.sql} CROSS JOIN {right.sql}", fields)
        made = join_condition(self.queries.expressions, condition, Place(Scope(fields, outer), "JOIN"))
        return Relation(f"{left.sql} {keyword} {right.sql} ON {made}", fields)

    def _using(self, left: Relation, right: Relation, keyword: str, side: str, using: list[exp.Expr]) -> Relation:
        merged, conditions, spent = [], [], set()
        for column in using:
            pair = []
            for fields, which in ((left.fields, "left"), (right.fields, "right")):
                found = [known for known in fields if known.answers([column.name.lower()])]
                if not found:
                    message = f"Column '{column.name}' is missing from {which} side of join"
                    self.source.fail("COLUMN_NOT_FOUND", message, column)
                if len(found) > 1:
                    self.source.fail("AMBIGUOUS_NAME", f"Column '{column.name}' is ambiguous", column)
                pair.append(found[0])
            kind = common(pair[0].type, pair[1].type)
            a, b = (Typed(known.sql, known.type) for known in pair)
            equal = operators.matching(a, b)
            if kind is None or equal is None:
                message = f"Column types of left and right side of join are not comparable: {a.type} and {b.type}"
                self.source.fail("TYPE_MISMATCH", message, column)
            conditions.append(equal.sql)
            values = {"RIGHT": coerce(b, kind).sql, "FULL": f"coalesce({coerce(a, kind).sql}, {coerce(b, kind).sql})"}
            merged.append(Field(column.name, values.get(side, coerce(a, kind).sql), kind))
            spent |= {id(known) for known in pair}
        rest = tuple(known for known in left.fields + right.fields if id(known) not in spent)
        return Relation(f"{left.sql} {keyword} {right.sql} ON {' AND '.join(conditions)}", (*merged, *rest))

    def relation(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        """One relation without its joins."""
        for key in ("sample", "pivots", "version", "when", "only", "partition", "hints", "rows_from", "changes"):
            if node.args.get(key):
                self.source.unsupported({"version": "time travel", "sample": "TABLESAMPLE"}.get(key, key.upper()), node)
        if isinstance(node, exp.Table):
            return self.table(node, named)
        if isinstance(node, exp.Unnest):
            return self.unnest(node, outer)
        if isinstance(node, exp.Values):
            return self._aliased(self.queries.values(node, outer), node)
        if isinstance(node, exp.Subquery):
            if isinstance(node.this, exp.Table):
                return self._with_joins(node.this, outer, named)
            return self._aliased(self.queries.query(node.this, None, named, node.args.get("with_")), node)
        if isinstance(node, exp.Lateral) and isinstance(node.this, exp.Subquery):
            made = self._aliased(self.queries.query(node.this.this, outer, named), node)
            return Relation("LATERAL " + made.sql, made.fields)
        self.source.unsupported(f"{type(node).__name__.upper()} in FROM", node)

    def _aliased(self, query: Query, node: exp.Expr, qualifier: tuple[str, ...] = ()) -> Relation:
        sql_name = self.work.fresh("r")
        fields = tuple(
            Field(column.name, f"{name(sql_name)}.{name(f'c{index}')}", column.type, qualifier)
            for index, column in enumerate(query.columns)
        )
        return Relation(f"({query.sql}) AS {name(sql_name)}", self._renamed(fields, node))

    def _renamed(self, fields: tuple[Field, ...], node: exp.Expr) -> tuple[Field, ...]:
        alias = node.args.get("alias")
        if alias is None or not alias.name:
            return fields
        columns = [column.name for column in alias.args.get("columns") or []]
        if columns and len(columns) != len(fields):
            message = (
                f"Column alias list has {len(columns)} entries but '{alias.name}' has {len(fields)} columns available"
            )
            self.source.fail("MISMATCHED_COLUMN_ALIASES", message, node)
        names = columns or [known.name for known in fields]
        return tuple(
            replace(known, name=called, qualifier=(alias.name.lower(),))
            for known, called in zip(fields, names, strict=True)
        )

    def table(self, node: exp.Table, named: dict[str, Shared]) -> Relation:
        """A named query, a table or a view."""
        parts = [part.name for part in node.parts if isinstance(part, exp.Identifier)]
        if len(parts) != len(node.parts) or not parts:
            self.source.unsupported(f"the table function {node.this.name or node.sql()}", node)
        shared = named.get(parts[0].lower()) if len(parts) == 1 else None
        if shared is not None:
            self.work.scans.update(shared.scans)
            sql_name = self.work.fresh("r")
            fields = tuple(
                Field(column.name, f"{name(sql_name)}.{name(f'c{index}')}", column.type, (parts[0].lower(),))
                for index, column in enumerate(shared.columns)
            )
            return Relation(f"{name(shared.sql_name)} AS {name(sql_name)}", self._renamed(fields, node))
        found = self._found(parts, node)
        qualifier = (CATALOG, found.database, found.name)
        if found.view_text:
            return self._aliased(self._view(found, node), node, qualifier)
        sql_name = self.work.fresh("r")
        scan = self.work.scan(found)
        fields = tuple(
            Field(column.name, f"{name(sql_name)}.{name(column.name)}", hive_type(column.type), qualifier)
            for column in columns(found)
        )
        return Relation(f"{name(scan)} AS {name(sql_name)}", self._renamed(fields, node))

    def _found(self, parts: list[str], node: exp.Expr) -> Table:
        lowered = [part.lower() for part in parts]
        if len(lowered) == 3 and lowered[0] != CATALOG:
            self.source.fail("CATALOG_NOT_FOUND", f"Catalog '{lowered[0]}' does not exist", node)
        if len(lowered) > 3:
            self.source.fail("SYNTAX_ERROR", f"Too many dots in table name: {'.'.join(parts)}", node)
        database = lowered[-2] if len(lowered) > 1 else self.work.database.lower()
        if not database:
            message = "Schema must be specified when session schema is not set"
            self.source.fail("MISSING_SCHEMA_NAME", message, node)
        if database == "information_schema":
            self.source.unsupported("information_schema", node)
        if "$" in lowered[-1]:
            self.source.unsupported(f"the metadata table {lowered[-1]}", node)
        found = self.work.catalog.table(database, lowered[-1])
        if found is None:
            if database not in self.work.catalog.databases():
                self.source.fail("SCHEMA_NOT_FOUND", f"Schema '{database}' does not exist", node)
            message = f"Table '{CATALOG}.{database}.{lowered[-1]}' does not exist"
            self.source.fail("TABLE_NOT_FOUND", message, node)
        return found

    def _view(self, table: Table, node: exp.Expr) -> Query:
        """The query of a view, read anew: https://docs.aws.amazon.com/athena/latest/ug/views.html."""
        try:
            body = read_original(table.view_text or "")
        except ValueError:
            self.source.unsupported(f"the view {table.name}, which is not Athena's own", node)
        if self.queries.depth >= 16:
            self.source.fail("VIEW_IS_RECURSIVE", f"View {table.name} is recursive or nested too deeply", node)
        return self.queries.view(str(body["originalSql"]), str(body.get("schema") or table.database))

    def unnest(self, node: exp.Unnest, outer: Scope | None) -> Relation:
        """UNNEST of arrays and maps; shorter ones are filled with NULL, as in Trino."""
        place = Place(outer or Scope(), "UNNEST")
        values = [self.queries.expressions.translate(each, place) for each in node.expressions]
        sql_name = self.work.fresh("r")
        selected: list[str] = []
        fields: list[Field] = []

        def add(sql: str, column: Field) -> None:
            selected.append(f"{sql} AS {name(f'c{len(fields)}')}")
            fields.append(replace(column, sql=f"{name(sql_name)}.{name(f'c{len(fields)}')}"))

        for value in values:
            if value.type.base == "map":
                add(f"unnest(map_keys({value.sql}))", Field(None, "", value.type.inner[0]))
                add(f"unnest(map_values({value.sql}))", Field(None, "", value.type.inner[1]))
            elif value.type.base == "array" and value.type.inner[0].base != "row":
                add(f"unnest({value.sql})", Field(None, "", value.type.inner[0]))
            elif value.type.base == "array":
                row = value.type.inner[0]
                for index, (called, kind) in enumerate(zip(row.names, row.inner, strict=True)):
                    element = f'unnest(list_transform({value.sql}, lambda "e": struct_extract("e", \'f{index}\')))'
                    add(element, Field(called, "", kind))
            else:
                self.source.fail("TYPE_MISMATCH", f"Cannot unnest type: {value.type}", node)
        if node.args.get("offset"):
            lengths = ", ".join(f"coalesce(len({_listed(value)}), 0)" for value in values)
            add(f"unnest(range(1, 1 + greatest({lengths})))", Field("ordinality", "", BIGINT))
        return Relation(
            f"LATERAL (SELECT {', '.join(selected)}) AS {name(sql_name)}", self._unnest_names(tuple(fields), node)
        )

    def _unnest_names(self, fields: tuple[Field, ...], node: exp.Unnest) -> tuple[Field, ...]:
        alias = node.args.get("alias")
        offset = node.args.get("offset")
        if alias is None or not isinstance(offset, exp.Identifier):
            return self._renamed(fields, node)
        columns = [*(alias.args.get("columns") or []), offset]  # the parser takes the last column for the ordinality
        whole = exp.TableAlias(this=alias.this, columns=[column.copy() for column in columns])
        return self._renamed(fields, exp.Unnest(alias=whole))


def _listed(value: Typed) -> str:
    return f"map_keys({value.sql})" if value.type.base == "map" else value.sql


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table as a query sees them: those of the files, then the partition keys."""
    return (*table.storage.columns, *table.partition_keys)
