"""From a statement in Athena's dialect to DuckDB SQL: parse, resolve against the catalog, type, translate by rows.

Tables appear in the result under scan names, as views that the engine makes; the text itself is never patched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.glue.model import CatalogReader, Table
from tickstack.sql.casts import TimestampCast
from tickstack.sql.coercion import Typed, text
from tickstack.sql.expressions import Place
from tickstack.sql.failures import Source, failure
from tickstack.sql.parser.dialect import parse
from tickstack.sql.queries import modifications
from tickstack.sql.queries.query import Queries
from tickstack.sql.quoting import name
from tickstack.sql.row_patterns.matching.stage import Source as Rows
from tickstack.sql.row_patterns.matching.stage import Stage
from tickstack.sql.scope import Output, Query, Scope, Work
from tickstack.sql.statements import MalformedQuery, check, classify, explain
from tickstack.sql.types import BOOLEAN, TrinoType


@dataclass(frozen=True)
class Use:
    """A place that names a table: as what, which of its columns it uses (None is all), and conditions on its partition
    keys that its rows must meet."""

    relation: str
    columns: frozenset[str] | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scan:
    """A table that the SQL reads: under which name, how many times the plan scans it, and where the SQL names it."""

    name: str
    table: Table
    count: int
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Column:
    """An output column: its name as Athena shows it, and its type."""

    name: str
    type: TrinoType


@dataclass(frozen=True)
class Translation:
    """DuckDB SQL with its columns and the tables that it reads; ``stages`` come before it, in their order."""

    sql: str
    columns: tuple[Column, ...]
    scans: tuple[Scan, ...]
    stages: tuple[Stage | Rows, ...] = ()


def translate(
    statement: str,
    catalog: CatalogReader,
    database: str,
    parameters: Sequence[str] = (),
    timestamp_cast: TimestampCast = "drop",
) -> Translation:
    """The translation of a query. Raises QueryError in Athena's words.

    ``parameters`` are the texts of ExecutionParameters, one for each ``?``; ``timestamp_cast`` is what CAST makes of
    text with a zone.
    """
    try:
        check(statement)
        kind = classify(statement)
    except MalformedQuery as error:
        raise failure("SYNTAX_ERROR", str(error)) from None
    if kind.substatement == "EXPLAIN":
        translate(explain.validated(statement), catalog, database, parameters, timestamp_cast)
        return Translation("SELECT true AS c0", (Column(explain.VALID, BOOLEAN),), ())
    work = Work(Source(statement), catalog, database, timestamp_cast=timestamp_cast)
    if kind.substatement in ("DELETE", "UPDATE", "MERGE"):
        modifications.refuse(work, kind.substatement, parse(statement))
    if kind.substatement != "SELECT":
        raise failure("NOT_SUPPORTED", f"tickstack does not support {kind.substatement.replace('_', ' ')} yet")
    work.parameters = [_parameter(each, work) for each in parameters]
    query = _translated(statement, work)
    columns = tuple(
        Column(column.name if column.name is not None else f"_col{index}", column.type)
        for index, column in enumerate(query.columns)
    )
    sql = "\n".join((*(text for stage in work.stages for text in stage.texts), query.sql))
    scans = tuple(Scan(scan, table, work.scans[scan], _uses(sql, scan, work)) for scan, table in work.tables.items())
    return Translation(query.sql, columns, scans, tuple(work.stages))


def _uses(sql: str, scan: str, work: Work) -> tuple[Use, ...]:
    """The relations of the SQL that are this scan."""
    found = []
    for relation in dict.fromkeys(re.findall(rf'{re.escape(name(scan))} AS "(\w+)"', sql)):
        columns = re.findall(rf'"{relation}"\."((?:[^"]|"")*)"', sql)
        named = frozenset(column.replace('""', '"') for column in columns)
        every = f'"{relation}".*' in sql
        found.append(Use(relation, None if every else named, tuple(work.prunes.get(relation, ()))))
    return tuple(found)


def _translated(statement: str, work: Work) -> Query:
    try:
        tree = parse(statement)
        return Queries(work).statement(tree)
    except RecursionError:
        raise failure("STACK_OVERFLOW", "statement is too large (stack overflow during analysis)") from None


def _parameter(value: str, around: Work) -> Typed:
    """An execution parameter: an expression without columns counts as such, anything else is a string.

    Measured on Athena: ``1+1`` is a number, ``abc`` and ``it's`` are strings.
    """
    try:
        check(f"SELECT {value}")
        tree = parse(f"SELECT {value}")
    except (MalformedQuery, QueryError):
        return text(value)
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1 or set(_named_parts(tree)) - {"expressions"}:
        return text(value)
    if any(isinstance(each, exp.Column | exp.Star | exp.Query) for each in tree.expressions[0].walk()):
        return text(value)
    work = Work(Source(f"SELECT {value}"), around.catalog, "", timestamp_cast=around.timestamp_cast)
    return Queries(work).expressions.translate(tree.expressions[0].unalias(), Place(Scope(), "parameter"))


def _named_parts(tree: exp.Expr) -> list[str]:
    return [key for key, value in tree.args.items() if value]


__all__ = ["Column", "Output", "Scan", "Translation", "Use", "name", "translate"]
