"""Literals, casts and the other expressions that make a value of a stated type."""

# ruff: noqa: ARG001, ARG005 -- the handlers of one table share a signature

import re
from dataclasses import replace

from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.sql.casts import attempt, cast
from tickstack.sql.coercion import Typed, text
from tickstack.sql.expressions import Expressions, Handler, Place
from tickstack.sql.expressions.trying import attempted
from tickstack.sql.expressions.typed_literals import typed
from tickstack.sql.type_text import trino_type
from tickstack.sql.types import BIGINT, DOUBLE, INTEGER, UNKNOWN, TrinoType, array, duckdb_type


def literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``1``, ``1.5`` (a double), ``'text'``."""
    value = str(node.this)
    if node.is_string:
        return text(value)
    if re.fullmatch(r"\d+", value):
        if int(value) > 2**63 - 1:
            self.source.fail("INVALID_LITERAL", f"Invalid numeric literal: {value}", node)
        return Typed(value, INTEGER, value) if int(value) < 2**31 else Typed(f"CAST({value} AS BIGINT)", BIGINT, value)
    return Typed(f"CAST({value} AS DOUBLE)", DOUBLE, value)


def _named_type(self: Expressions, node: exp.Expr) -> TrinoType:
    """The type that a cast or a literal names."""
    text = node.args["to"].sql(dialect="trino")
    try:
        return trino_type(text)
    except QueryError as error:
        if error.name not in ("TYPE_NOT_FOUND", "NUMERIC_VALUE_OUT_OF_RANGE"):
            raise
        if node.meta.get("cast"):
            self.source.fail("TYPE_MISMATCH", f"Unknown type: {text.lower()}", node)
        self.source.fail(error.name, error.message.replace("Unknown type", "Unknown resolvedType"), node)


def casting(safe: bool) -> Handler:
    """CAST, TRY_CAST, and the typed literals, which the parser gives as casts."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        target = _named_type(self, node)
        if not node.meta.get("cast"):
            return typed(self, str(node.this.this), target, node)

        value = self.translate(node.this, place)

        def made(sql: str) -> str:
            converted = cast(Typed(sql, value.type), target, self.work.timestamp_cast)
            if converted is None:
                self.source.fail("TYPE_MISMATCH", f"Cannot cast {value.type} to {target}", node)
            return converted

        if not safe:
            return Typed(made(value.sql), target)
        return Typed(attempt(value, target, self.work.timestamp_cast) or attempted(value.sql, made), target)

    return handler


def attempted_cast(self: Expressions, node: exp.Cast, place: Place) -> Typed | None:
    """A cast that gives NULL in place of its own errors; None where that would need TRY."""
    if not node.meta.get("cast"):
        return None
    target = _named_type(self, node)
    made = attempt(self.translate(node.this, place), target, self.work.timestamp_cast)
    return None if made is None else Typed(made, target)


def array_literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``ARRAY[...]``."""
    values, kind = self.unified(
        [self.translate(item, place) for item in node.expressions], "All ARRAY elements", node, node.expressions
    )
    elements = [value.sql for value in values]
    if kind == UNKNOWN:  # DuckDB fails to zip what is made of a list of bare NULLs
        elements = [f"CAST({each} AS {duckdb_type(kind)})" for each in elements]
    return Typed(f"CAST([{', '.join(elements)}] AS {duckdb_type(kind)}[])", array(kind))


def parameter(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``?``: the execution parameter of its number."""
    return self.work.parameters[self.work.placeholders[id(node)]]


def constant(value: Typed) -> Handler:
    """A handler that gives always the same."""
    return lambda self, node, place: replace(value)
