"""Table functions, ``FROM TABLE(sequence(1, 3))``: rows of a name and what makes its query.

https://trino.io/docs/422/functions/table.html
"""

# ruff: noqa: ARG001, S608 -- the rows of one table share a signature; SQL is what this module makes, out of quoted parts

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlglot import exp

from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.scope import Field, Output, Query, Scope
from tickstack.sql.types import BIGINT

_Relation = Callable[[exp.Expr], tuple[str, tuple[Field, ...]]]


def _arguments(expressions: Expressions, call: exp.Expr, names: Sequence[str]) -> dict[str, exp.Expr]:
    """The arguments by name, in whichever way they are given."""
    source, found = expressions.source, {}
    given = call.expressions
    if len(given) > len(names):
        source.fail("INVALID_ARGUMENTS", "Too many arguments. Expected at most "
                    f"{len(names)} arguments, got {len(given)} arguments", call)  # fmt: skip
    by_name = [isinstance(each, exp.Kwarg) for each in given]
    if any(by_name) and not all(by_name):
        source.fail(
            "INVALID_ARGUMENTS", "All arguments must be passed by name or all must be passed positionally", call
        )
    for place, each in enumerate(given):
        if not isinstance(each, exp.Kwarg):
            found[names[place]] = each
            continue
        called = each.this.name.upper()
        if called in found:
            source.fail("INVALID_FUNCTION_ARGUMENT", f"Duplicate argument name: {called}", each.this)
        if called not in names:
            source.fail("INVALID_FUNCTION_ARGUMENT", f"Unexpected argument name: {called}", each.this)
        found[called] = each.expression
    return found


def _sequence(expressions: Expressions, call: exp.Expr, relation: _Relation) -> Query:
    arguments = _arguments(expressions, call, ("START", "STOP", "STEP"))
    if "STOP" not in arguments:
        expressions.source.fail("MISSING_ARGUMENT", "Missing argument: STOP", call)
    numbers = {"START": 0, "STOP": 0, "STEP": 1}
    for called, node in arguments.items():
        value = expressions.translate(node, Place(Scope(), "TABLE"))
        if value.type.base == "unknown":
            expressions.source.fail("INVALID_FUNCTION_ARGUMENT", f"{called.capitalize()} is null", node)
        if value.type.base not in INTEGERS or value.constant is None:
            expressions.source.unsupported("arguments of sequence that are not whole numbers", node)
        numbers[called] = int(value.constant)
    start, stop, step = numbers["START"], numbers["STOP"], numbers["STEP"]
    if (stop - start) * step < 0 or step == 0:
        sign = "positive" if start < stop else "negative"
        message = f"Step must be {sign} for sequence [{start}, {stop}]"
        expressions.source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
    return Query(
        f'SELECT "generate_series" AS "c0" FROM generate_series(CAST({start} AS BIGINT), CAST({stop} AS BIGINT), '
        f"CAST({step} AS BIGINT))",
        (Output("sequential_number", BIGINT),),
    )


def _exclude_columns(expressions: Expressions, call: exp.Expr, relation: _Relation) -> Query:
    arguments = _arguments(expressions, call, ("INPUT", "COLUMNS"))
    table, columns = arguments.get("INPUT"), arguments.get("COLUMNS")
    if table is None or columns is None:
        message = f"Missing argument: {'INPUT' if table is None else 'COLUMNS'}"
        expressions.source.fail("MISSING_ARGUMENT", message, call)
    if not isinstance(columns, exp.Tuple) or not isinstance(table, exp.Table | exp.Subquery):
        expressions.source.fail("INVALID_FUNCTION_ARGUMENT", "Invalid argument COLUMNS. Expected descriptor", call)
    sql, every = relation(table)
    fields = [known for known in every if not known.hidden]
    excluded = {each.name.lower() for each in columns.expressions}
    missing = [
        each.name for each in columns.expressions if not any(known.answers([each.name.lower()]) for known in fields)
    ]
    if missing:
        message = f"Excluded columns: [{', '.join(missing)}] not present in the table"
        expressions.source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
    kept = [known for known in fields if not known.hidden and (known.name or "").lower() not in excluded]
    if not kept:
        expressions.source.fail("INVALID_FUNCTION_ARGUMENT", "All columns are excluded", call)
    selected = ", ".join(f'{known.sql} AS "c{index}"' for index, known in enumerate(kept))
    return Query(f"SELECT {selected} FROM {sql}", tuple(Output(known.name, known.type) for known in kept))


_ROWS: dict[str, Callable[[Expressions, exp.Expr, _Relation], Query]] = {
    "sequence": _sequence,
    "exclude_columns": _exclude_columns,
}


def table_function(expressions: Expressions, node: exp.Expr, relation: _Relation) -> Query:
    """The query of ``TABLE(name(...))``; ``relation`` translates a table among the arguments."""
    call = node.this
    name = str(call.this).lower().removeprefix("system.builtin.")
    row = _ROWS.get(name)
    if row is None:
        expressions.source.fail("FUNCTION_NOT_FOUND", f"Table function '{call.this}' not registered", call)
    return row(expressions, call, relation)
