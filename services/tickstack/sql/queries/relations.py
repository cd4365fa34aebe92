"""What stands in FROM: tables, views, named queries, subqueries, VALUES, UNNEST, and joins of them."""

# ruff: noqa: RET503 -- fail() never returns

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from sqlglot import exp

from tickstack.glue.model import Column, Table
from tickstack.sql.coercion import NUMBERS, Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place, operators
from tickstack.sql.expressions.aggregation import refuse_aggregations
from tickstack.sql.expressions.predicates import join_condition
from tickstack.sql.queries import catalog_tables, table_names
from tickstack.sql.queries.hidden_columns import HIDDEN
from tickstack.sql.queries.outer_joins import conditional
from tickstack.sql.queries.relation import Relation
from tickstack.sql.queries.table_functions import table_function
from tickstack.sql.queries.unnesting import unnested
from tickstack.sql.quoting import name
from tickstack.sql.row_patterns.match_recognize import match_recognize
from tickstack.sql.scope import CATALOG, Field, Output, Query, Scope, Shared, Work
from tickstack.sql.statements.views import read_original
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import UNKNOWN

_SIDES = {"LEFT": "LEFT JOIN", "RIGHT": "RIGHT JOIN", "FULL": "FULL JOIN"}


class QueryTranslator(Protocol):
    """What translates the queries inside FROM: ``queries.Queries``."""

    work: Work
    expressions: Expressions
    relations: Relations
    depth: int

    def query(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Query:
        """A query inside ``outer``, where ``named`` are the queries named by WITH around it."""

    def view(self, text: str, database: str) -> Query:
        """The query of a view's own text, which adds to the same tables and scans."""

    def aliased(self, columns: Sequence[Output], aliases: Sequence[exp.Expr]) -> tuple[Output, ...]:
        """Columns under the names of a list, which must name each of them once."""


class Relations:
    """Translates FROM clauses, with ``queries`` for the queries inside them."""

    def __init__(self, queries: QueryTranslator) -> None:
        self.queries = queries
        self.work = queries.work
        self.source = queries.work.source

    def from_clause(self, select: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation | None:
        """FROM with its joins and commas; None when there is none."""
        clause = select.args.get("from_")
        return None if clause is None else self.relation(clause.this, outer, named)

    def relation(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        """A relation with its alias and its sample."""
        made = self._relation(node, outer, named)
        sample = node.args.get("sample")
        if sample is not None:
            made = self._sampled(made, node, sample)
        return made

    def _relation(  # noqa: PLR0911  one return for each kind of relation
        self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]
    ) -> Relation:
        if isinstance(node, exp.Join):
            return self.join(node, outer, named)
        if isinstance(node, exp.Paren):
            made = self.relation(node.this, outer, named)
            return replace(made, fields=self._renamed(made.fields, node))
        if isinstance(node, exp.Table):
            return self.table(node, named)
        if isinstance(node, exp.Unnest):
            return self.unnest(node, outer)
        if isinstance(node, exp.MatchRecognize):
            return self._recognised(node, outer, named)
        if isinstance(node, exp.TableFromRows):
            query = table_function(self.queries.expressions, node, lambda each: self._argument(each, named))
            return self._aliased(query, node)
        if isinstance(node, exp.Subquery):
            return self._aliased(self.queries.query(node.this, outer, named), node)
        if isinstance(node, exp.Lateral):
            made = self._aliased(self.queries.query(node.this.this, outer, named), node)
            return Relation("LATERAL " + made.sql, made.fields)
        self.source.unsupported(f"{type(node).__name__.upper()} in FROM", node)

    def _recognised(self, node: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        known = len(self.work.references)
        given = self.relation(node.this, outer, named)
        around = list(outer.around()) if outer is not None else []
        if any(level is each for level, _, _ in self.work.references[known:] for each in around):
            self.source.unsupported("MATCH_RECOGNIZE over a query that uses columns of a query around it", node)
        sql, fields = match_recognize(self.queries.expressions, node, given.sql, given.fields)
        return Relation(sql, self._renamed(fields, node))

    def _argument(self, node: exp.Expr, named: dict[str, Shared]) -> tuple[str, tuple[Field, ...]]:
        made = self.relation(node, None, named)
        return made.sql, made.fields

    def _sampled(self, made: Relation, node: exp.Expr, sample: exp.Expr) -> Relation:
        """TABLESAMPLE: which rows are taken is left to chance, as in Trino."""
        written = sample.args["percent"]
        value = self.queries.expressions.translate(written, Place(Scope(), "TABLESAMPLE"))
        if value.type == UNKNOWN:
            self.source.fail("INVALID_ARGUMENTS", "Sample percentage cannot be NULL", written)
        if value.type.base not in NUMBERS:
            self.source.fail("TYPE_MISMATCH", "Sample percentage should be a numeric expression", written)
        if value.constant is None:
            self.source.unsupported("TABLESAMPLE of a percentage that is computed", written)
        percentage = float(value.constant)
        if not 0 <= percentage <= 100:
            bound = "greater than or equal to 0" if percentage < 0 else "less than or equal to 100"
            self.source.fail("NUMERIC_VALUE_OUT_OF_RANGE", f"Sample percentage must be {bound}", written)
        if percentage == 100:
            return made
        if isinstance(node, exp.Paren | exp.Unnest | exp.Lateral):
            return made.apart(self.work.fresh("s"), condition=f"random() * 100 < {percentage}")[0]
        kind = sample.args["method"].name
        return replace(made, sql=f"{made.sql} TABLESAMPLE {kind} ({percentage} PERCENT)")

    def join(self, join: exp.Expr, outer: Scope | None, named: dict[str, Shared]) -> Relation:
        """Two relations joined."""
        if join.args.get("method"):
            self.source.fail("NOT_SUPPORTED", "Natural join not supported", join)
        left = self.relation(join.args["left"], outer, named)
        side = join.args.get("side") or ""
        if isinstance(join.this, exp.Unnest) and side in ("", "LEFT") and join.this.args.get("sample") is None:
            self._check_unnest(join, side)
            return self._unnest_beside(left, join.this, outer, every=side == "LEFT")
        lateral = isinstance(join.this, exp.Unnest | exp.Lateral)
        right = self.relation(join.this, Scope(left.fields, outer) if lateral else outer, named)
        using, condition = join.args.get("using"), join.args.get("on")
        if lateral:
            right = self._lateral(left, right, join, side)
        if isinstance(join.this, exp.Join | exp.Paren):
            right = replace(right, sql=f"({right.sql})")
        keyword = _SIDES.get(side, "JOIN")
        if using:
            return self._using(left, right, keyword, side, using)
        fields = left.fields + right.fields
        if condition is None:
            return Relation(f"{left.sql} CROSS JOIN {right.sql}", fields)
        refuse_aggregations(self.source, condition, "JOIN clause")
        if side and not lateral:
            (left, right), made = conditional(self.queries.expressions, condition, (left, right), outer)
        else:
            made = join_condition(self.queries.expressions, condition, Place(Scope(fields, outer), "JOIN"))
        return Relation(f"{left.sql} {keyword} {right.sql} ON {made}", left.fields + right.fields)

    def _lateral(self, left: Relation, right: Relation, join: exp.Expr, side: str) -> Relation:
        """The rules for what may use the columns to its left."""
        whole = self._check_unnest(join, side)
        where = join.args.get("on") or join
        if side in ("RIGHT", "FULL"):
            if any(known.sql in right.sql for known in left.fields):
                message = f"LATERAL reference not allowed in {side} JOIN"
                self.source.fail("INVALID_COLUMN_REFERENCE", message, join.this)
            if side == "FULL" and not whole:
                message = "FULL JOIN involving LATERAL relation is only supported with condition ON TRUE"
                self.source.fail("NOT_SUPPORTED", message, where)
            return replace(right, sql=right.sql.removeprefix("LATERAL "))
        return right

    def _check_unnest(self, join: exp.Expr, side: str) -> bool:
        """Whether the condition is TRUE; UNNEST takes no other."""
        condition = join.args.get("on")
        given = condition is not None or join.args.get("using")
        whole = isinstance(condition, exp.Boolean) and bool(condition.this)
        if isinstance(join.this, exp.Unnest) and given and not whole:
            message = f"{side or 'INNER'} JOIN involving UNNEST is only supported with condition ON TRUE"
            self.source.fail("NOT_SUPPORTED", message, condition if condition is not None else join)
        return whole

    def _using(self, left: Relation, right: Relation, keyword: str, side: str, using: list[exp.Expr]) -> Relation:
        merged, conditions, spent = [], [], set()
        for number, column in enumerate(using):
            if column.name.lower() in {each.name.lower() for each in using[:number]}:
                message = f"Column '{column.name}' appears multiple times in USING clause"
                self.source.fail("DUPLICATE_COLUMN_NAME", message, column)
            pair = [self._side(relation, column, which) for relation, which in ((left, "left"), (right, "right"))]
            kind = common(pair[0].type, pair[1].type)
            a, b = (Typed(known.sql, known.type) for known in pair)
            equal = operators.matching(a, b)
            if kind is None or equal is None:
                message = f"Cannot apply operator: {a.type} = {b.type}"
                self.source.fail("TYPE_MISMATCH", message, column)
            conditions.append(equal.sql)
            values = {"RIGHT": coerce(b, kind).sql, "FULL": f"coalesce({coerce(a, kind).sql}, {coerce(b, kind).sql})"}
            merged.append(Field(column.name, values.get(side, coerce(a, kind).sql), kind))
            spent |= {id(known) for known in pair}
        rest = tuple(known for known in left.fields + right.fields if id(known) not in spent)
        return Relation(f"{left.sql} {keyword} {right.sql} ON {' AND '.join(conditions)}", (*merged, *rest))

    def _side(self, relation: Relation, column: exp.Expr, which: str) -> Field:
        """The column of USING in one of the two relations."""
        found = [known for known in relation.fields if known.answers([column.name.lower()])]
        if not found:
            message = f"Column '{column.name}' is missing from {which} side of join"
            self.source.fail("COLUMN_NOT_FOUND", message, column)
        if len(found) > 1:
            self.source.fail("AMBIGUOUS_NAME", f"Column '{column.name}' is ambiguous", column)
        return found[0]

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
        hidden = [known.name for known in fields if known.hidden]
        if columns and len(columns) != len(fields) - len(hidden):
            counts = f"{len(columns)} entries but '{alias.name}' has {len(fields) - len(hidden)} columns available"
            self.source.fail("MISMATCHED_COLUMN_ALIASES", f"Column alias list has {counts}", node)
        names = [*columns, *hidden] if columns else [known.name for known in fields]
        return tuple(
            replace(known, name=called, qualifier=(alias.name.lower(),))
            for known, called in zip(fields, names, strict=True)
        )

    def table(self, node: exp.Table, named: dict[str, Shared]) -> Relation:
        """A named query, a table or a view."""
        parts = [part.name for part in (*(node.args.get("more") or ()), *node.parts)]
        shared = named.get(parts[0].lower()) if len(parts) == 1 else None
        if shared is not None:
            self.work.scans.update(shared.scans)
            sql_name = self.work.fresh("r")
            fields = tuple(
                Field(column.name, f"{name(sql_name)}.{name(f'c{index}')}", column.type, (parts[0].lower(),))
                for index, column in enumerate(shared.columns)
            )
            return Relation(f"{name(shared.sql_name)} AS {name(sql_name)}", self._renamed(fields, node))
        database, called = table_names.placed(self.work, parts, node)
        qualifier = (CATALOG, database, called)
        listed = catalog_tables.relation(self.work.catalog, database, called)
        if listed is not None:
            return self._aliased(listed, node, qualifier)
        found = table_names.found(self.work, database, called, node)
        if found.view_text:
            return self._aliased(self._view(found, node), node, qualifier)
        sql_name = self.work.fresh("r")
        scan = self.work.scan(found)
        fields = tuple(
            Field(column.name, f"{name(sql_name)}.{name(column.name)}", hive_type(column.type), qualifier)
            for column in columns(found)
        )
        hidden = tuple(
            Field(column, f"{name(sql_name)}.{name(column)}", kind, qualifier, hidden=True)
            for column, kind in HIDDEN.items()
        )
        return Relation(f"{name(scan)} AS {name(sql_name)}", self._renamed((*fields, *hidden), node))

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
        made = unnested(self.queries.expressions, node, outer, None, every=False)
        return Relation(made.sql, self._renamed(made.elements, node))

    def _unnest_beside(self, left: Relation, node: exp.Unnest, outer: Scope | None, *, every: bool) -> Relation:
        made = unnested(self.queries.expressions, node, outer, (left.sql, left.fields), every=every)
        return Relation(made.sql, (*made.left, *self._renamed(made.elements, node)))


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table as a query sees them: those of the files, then the partition keys."""
    return (*table.storage.columns, *table.partition_keys)
