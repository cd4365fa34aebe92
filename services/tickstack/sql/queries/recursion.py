"""WITH RECURSIVE: a base, and a step over the rows of the step before, until there are none.

The shapes that Trino accepts and its words for others are those of StatementAnalyzer.tryProcessRecursiveQuery; it stops
after ten steps (https://trino.io/docs/422/sql/select.html#with-recursive-clause).
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from tickstack.sql.coercion import coerces
from tickstack.sql.queries.converting import converted
from tickstack.sql.queries.relations import QueryTranslator
from tickstack.sql.quoting import literal_text, name
from tickstack.sql.scope import Output, Scope, Shared

STEPS = 10
_TOO_DEEP = f"Recursion depth limit exceeded ({STEPS}). Use 'max_recursion_depth' session property to modify the limit."


@dataclass(frozen=True)
class Recursion:
    """A query that uses itself: what WITH defines for it, the name that gives all its rows, and its columns."""

    definitions: tuple[str, ...]
    sql_name: str
    columns: tuple[Output, ...]


def recursion(
    queries: QueryTranslator, table: exp.Expr, outer: Scope | None, named: dict[str, Shared]
) -> Recursion | None:
    """The recursion of a WITH RECURSIVE item; None for one that does not use itself."""
    source, aliases = queries.work.source, table.args["alias"].args.get("columns")
    called = table.args["alias"].name.lower()
    if not aliases:
        source.fail("MISSING_COLUMN_ALIASES", "missing column aliases in recursive WITH query", table)
    nested = next((each for each in table.this.find_all(exp.With) if each.args.get("recursive")), None)
    if nested is not None:
        source.fail("NESTED_RECURSIVE", "nested recursive WITH query", nested)
    body = table.this
    uses = list(_references(body, called))
    if not isinstance(body, exp.Union):
        if uses:
            source.fail("INVALID_RECURSIVE_REFERENCE", "recursive reference not allowed in this context", uses[0])
        return None
    base, step = body.this, body.expression
    for each in _references(base, called):
        message = "WITH table name is referenced in the base relation of recursion"
        source.fail("INVALID_RECURSIVE_REFERENCE", message, each)
    if len(uses) > 1:
        message = "multiple recursive references in the step relation of recursion"
        source.fail("INVALID_RECURSIVE_REFERENCE", message, uses[1])
    if not uses:
        return None
    _check_shape(queries, body, step, called, uses[0])
    return _steps(queries, table, body, outer, named)


def _references(node: exp.Expr, called: str) -> Iterator[exp.Expr]:
    """The tables of that name, without those of queries that have a WITH for the same name."""
    clause = node.args.get("with_")
    if clause is not None and any(each.args["alias"].name.lower() == called for each in clause.expressions):
        return
    if isinstance(node, exp.Table) and len(node.parts) == 1 and node.name.lower() == called:
        yield node
    for child in node.iter_expressions():
        yield from _references(child, called)


def _check_shape(queries: QueryTranslator, body: exp.Expr, step: exp.Expr, called: str, use: exp.Expr) -> None:
    source = queries.work.source
    inner = step
    while isinstance(inner, exp.Subquery):
        if inner.this.args.get("limit") is not None:
            message = "FETCH FIRST / LIMIT clause in the step relation of recursion"
            source.fail("INVALID_LIMIT_CLAUSE", message, inner.this.args["limit"])
        inner = inner.this
    clause = inner.args.get("from_") if isinstance(inner, exp.Select) else None
    if clause is None or not list(_references(clause, called)):
        message = "recursive reference outside of FROM clause of the step relation of recursion"
        source.fail("INVALID_RECURSIVE_REFERENCE", message, use)
    for key, message in (
        ("with_", "immediate WITH clause in recursive query"),
        ("order", "immediate ORDER BY clause in recursive query"),
        ("offset", "immediate OFFSET clause in recursive query"),
    ):
        if body.args.get(key) is not None:
            source.fail("NOT_SUPPORTED", message, body.args[key])
    if body.args.get("limit") is not None:
        message = "immediate FETCH FIRST / LIMIT clause in recursive query"
        source.fail("INVALID_LIMIT_CLAUSE", message, body.args["limit"])
    for join in clause.find_all(exp.Join):
        side = join.args.get("side") or ""
        for place, sides in (("left", ("RIGHT", "FULL")), ("right", ("LEFT", "FULL"))):
            found = list(_references(join.args["left"] if place == "left" else join.this, called))
            if side in sides and found:
                message = f"recursive reference in {place} source of {side} join"
                source.fail("INVALID_RECURSIVE_REFERENCE", message, found[0])


def _steps(
    queries: QueryTranslator, table: exp.Expr, body: exp.Expr, outer: Scope | None, named: dict[str, Shared]
) -> Recursion:
    """DuckDB's recursion with the number of the step beside the columns, so that there is an end to it."""
    source, work = queries.work.source, queries.work
    base = queries.query(body.this, outer, named)
    columns = queries.aliased(base.columns, table.args["alias"].args["columns"])
    sql_name, called = work.fresh("w"), table.args["alias"].name.lower()
    step = queries.query(body.expression, outer, {**named, called: Shared(sql_name, columns, Counter())})
    if len(step.columns) != len(columns):
        counts = f"{len(columns)}, {len(step.columns)}"
        message = f"base and step relations of recursion have different number of fields: {counts}"
        source.fail("TYPE_MISMATCH", message, body.expression)
    for index, (made, kept) in enumerate(zip(step.columns, columns, strict=True)):
        if not coerces(made.type, kept.type):
            message = (
                f"recursion step relation output type ({made.type}) is not coercible to recursion base relation output "
                f"type ({kept.type}) at column {index + 1}"
            )
            source.fail("TYPE_MISMATCH", message, body.expression)
    kinds = [column.type for column in columns]
    refusal = f"CAST({literal_text(f'!NOT_SUPPORTED|{_TOO_DEEP}!')} AS INTEGER)"
    bounded = f'CASE WHEN "n"."n" <= {STEPS} THEN "n"."n" ELSE {refusal} END'
    outs = ", ".join(name(f"c{index}") for index in range(len(columns)))
    number = f'(SELECT max("depth") + 1 AS "n" FROM {name(sql_name)}) AS "n"'
    steps = (
        f'SELECT {outs}, 0 AS "depth" FROM ({converted(base, kinds)}) AS "b" UNION ALL '
        f'SELECT {outs}, {bounded} AS "depth" FROM ({converted(step, kinds)}) AS "s" CROSS JOIN {number}'
    )
    distinct = "DISTINCT " if body.args.get("distinct") else ""
    every = work.fresh("w")
    whole = f"SELECT {distinct}{outs} FROM {name(sql_name)}"
    return Recursion((f"{name(sql_name)} AS ({steps})", f"{name(every)} AS ({whole})"), every, columns)
