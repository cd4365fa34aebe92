"""Literals, casts and the other expressions that make a value of a stated type."""

# ruff: noqa: ARG001, ARG005 -- the handlers of one table share a signature

import re
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import operators
from tickstack.sql.casts import cast, missing
from tickstack.sql.coercion import Typed, literal_text, text
from tickstack.sql.expressions import Expressions, Handler, Place
from tickstack.sql.types import (
    BIGINT,
    DOUBLE,
    INTEGER,
    VARBINARY,
    TrinoType,
    array,
    duckdb_type,
    trino_type,
)


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


_ZONE = re.compile(r"\d\s*([A-Za-z]\w*(?:/\w+)*|[+-]\d\d:?\d\d)$")


def casting(safe: bool) -> Handler:
    """CAST, TRY_CAST, and the typed literals, which the parser gives as casts."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        target = trino_type(node.args["to"].sql(dialect="trino"))
        value = self.translate(node.this, place)
        if not node.meta.get("cast"):
            return _typed_literal(self, value, target, node)
        made = cast(value, target, self.work.timestamp_cast)
        if made is None and missing(value.type, target):
            self.source.unsupported(f"the cast of {value.type} to {target} yet", node)
        if made is None:
            self.source.fail("TYPE_MISMATCH", f"Cannot cast {value.type} to {target}", node)
        return Typed(f"TRY({made})" if safe else made, target)

    return handler


def _typed_literal(self: Expressions, value: Typed, target: TrinoType, node: exp.Expr) -> Typed:
    """``DATE '2020-01-01'``: the literal's own digits give a timestamp its precision, and its zone makes it zoned."""
    content = value.constant or ""
    if target.base == "decimal":
        return _decimal_literal(self, content, node)
    if target.base not in ("timestamp", "timestamp with time zone"):
        made = cast(value, target)
        if made is None:
            self.source.unsupported(f"literals of type {target}", node)
        return Typed(made, target)
    fraction = re.search(r":\d+\.(\d+)", content)
    precision = len(fraction[1]) if fraction else 0
    zone = _ZONE.search(content)
    local = content[: zone.start() + 1] if zone else content
    kind = TrinoType("timestamp", (precision,))
    made = cast(text(local), kind) or ""
    if zone is None:
        return Typed(made, kind)
    name = zone[1] if ":" in zone[1] or "/" in zone[1] or zone[1][0].isalpha() else f"{zone[1][:3]}:{zone[1][3:]}"
    zoned = TrinoType("timestamp with time zone", (precision,))
    return Typed(f"local_to_zoned({made}, {literal_text(name)})", zoned)


def _decimal_literal(self: Expressions, content: str, node: exp.Expr) -> Typed:
    digits = re.fullmatch(r"\s*([+-]?)0*(\d*)\.?(\d*)\s*", content)
    if digits is None or not digits[2] + digits[3] + "0" * ("0" in content):
        self.source.fail("INVALID_LITERAL", f"Invalid DECIMAL literal: {content}", node)
    precision = max(1, len(digits[2]) + len(digits[3]))
    if precision > 38:
        self.source.fail("INVALID_LITERAL", f"Invalid DECIMAL literal: {content}", node)
    kind = TrinoType("decimal", (precision, len(digits[3])))
    return Typed(f"CAST({literal_text(content.strip())} AS {duckdb_type(kind)})", kind)


def interval(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``INTERVAL '1' DAY``: a number of one unit."""
    unit = node.args.get("unit")
    if not isinstance(node.this, exp.Literal) or not isinstance(unit, exp.Var):
        self.source.unsupported("INTERVAL of several fields", node)
    name, amount = unit.name.lower(), str(node.this.this).strip()
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?", amount) or name not in (
        "second",
        "minute",
        "hour",
        "day",
        "month",
        "year",
    ):
        self.source.fail("INVALID_LITERAL", f"Invalid INTERVAL {name.upper()} value: {amount}", node)
    kind = TrinoType(operators.SPANS[name in ("month", "year")])
    return Typed(f"to_{name}s({amount if '.' not in amount else f'CAST({amount} AS DOUBLE)'})", kind, name)


def binary(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``X'65683F'``."""
    digits = str(node.this)
    if len(digits) % 2:
        self.source.fail("INVALID_LITERAL", "Binary literal must contain an even number of digits", node)
    return Typed(f"unhex('{digits}')", VARBINARY)


def array_literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``ARRAY[...]``."""
    values, kind = self.unified([self.translate(item, place) for item in node.expressions], "Array elements", node)
    return Typed(f"CAST([{', '.join(value.sql for value in values)}] AS {duckdb_type(kind)}[])", array(kind))


def parameter(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``?``: an execution parameter, the same one however often the node is translated."""
    placeholders = self.work.placeholders
    index = placeholders.setdefault(id(node), len(placeholders))
    if index >= len(self.work.parameters):
        message = f"Incorrect number of parameters: expected {index + 1} but found {len(self.work.parameters)}"
        self.source.fail("INVALID_PARAMETER_USAGE", message, node)
    return self.work.parameters[index]


def constant(value: Typed) -> Handler:
    """A handler that gives always the same."""
    return lambda self, node, place: replace(value)
