"""Expressions: each kind of node is a row of ``NODES``, read in a scope into DuckDB SQL and a Trino type.

A node without a row is refused by name, so nothing reaches DuckDB that was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.sql import operators
from tickstack.sql.casts import cast
from tickstack.sql.coercion import NUMBERS, Typed, coerce, common, literal_text, text
from tickstack.sql.scope import Query, Scope, Work, resolve
from tickstack.sql.types import (
    BIGINT,
    BOOLEAN,
    DATE,
    DOUBLE,
    INTEGER,
    TIMESTAMP,
    TIMESTAMP_TZ,
    UNKNOWN,
    VARCHAR,
    TrinoType,
    array,
    duckdb_type,
    trino_type,
    varchar,
)

if TYPE_CHECKING:
    from tickstack.sql.calls import Calls


@dataclass(frozen=True)
class Place:
    """Where an expression stands: its scope, the clause's name for messages, what it may contain."""

    scope: Scope
    clause: str = "SELECT"
    aggregates: bool = False
    windows: dict[str, exp.Expr] | None = None


class Expressions:
    """Translates expressions of one statement."""

    def __init__(self, work: Work, query: Callable[[exp.Expr, Scope], Query], calls: Calls) -> None:
        self.work = work
        self.source = work.source
        self.query = query
        self.calls = calls
        self._made: dict[tuple[int, int], Typed] = {}

    def translate(self, node: exp.Expr, place: Place) -> Typed:
        """The DuckDB expression of ``node`` and its type. Raises QueryError."""
        key = (id(node), id(place.scope))
        if key not in self._made:
            handler = NODES.get(type(node))
            if handler is None:
                self.source.unsupported(_construct(node), node)
            try:
                self._made[key] = handler(self, node, place)
            except NotImplementedError as refusal:
                self.source.unsupported(refusal, node)
            except QueryError as error:
                if error.name != "INVALID_FUNCTION_ARGUMENT" or error.message.startswith("line "):
                    raise
                self.source.fail(error.name, error.message, node)
        return self._made[key]

    def boolean(self, node: exp.Expr, place: Place, message: str) -> str:
        """``node`` as a condition; ``message`` with the actual type when it is none."""
        value = self.translate(node, place)
        if value.type not in (BOOLEAN, UNKNOWN):
            self.source.fail("TYPE_MISMATCH", message.format(value.type), node)
        return coerce(value, BOOLEAN).sql

    def unified(self, values: Sequence[Typed], what: str, node: exp.Expr) -> tuple[list[Typed], TrinoType]:
        """``values`` brought to one type."""
        kind = UNKNOWN
        for value in values:
            shared = common(kind, value.type)
            if shared is None:
                kinds = ", ".join(dict.fromkeys(str(each.type) for each in values))
                self.source.fail(
                    "TYPE_MISMATCH",
                    f"{what} must be the same type or coercible to a common type. Cannot find common type between "
                    f"{kind} and {value.type}, all types (without duplicates): [{kinds}]",
                    node,
                )
            kind = shared
        return [coerce(value, kind) for value in values], kind


def _construct(node: exp.Expr) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(node).__name__).upper()


def _literal(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = str(node.this)
    if node.is_string:
        return text(value)
    if re.fullmatch(r"\d+", value):
        if int(value) > 2**63 - 1:
            self.source.fail("INVALID_LITERAL", f"Invalid numeric literal: {value}", node)
        return Typed(value, INTEGER, value) if int(value) < 2**31 else Typed(f"CAST({value} AS BIGINT)", BIGINT, value)
    return Typed(f"CAST({value} AS DOUBLE)", DOUBLE, value)


def _negative(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    inner = node.this
    if isinstance(inner, exp.Literal) and not inner.is_string and str(inner.this) == str(2**63):
        return Typed("(-9223372036854775807 - 1)", BIGINT)
    value = self.translate(inner, place)
    made = operators.negative(value)
    if made is None:
        self.source.fail("TYPE_MISMATCH", f"Cannot negate {value.type}", node)
    return made


def _column(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    parts = [part.name for part in node.parts] if isinstance(node, exp.Column) else []
    if not parts:
        self.source.unsupported(_construct(node), node)
    found, used = resolve(place.scope, parts, node, self.source)
    value = Typed(found.sql, found.type)
    for part in parts[used:]:
        value = self_field(self, value, part, node)
    return value


def self_field(self: Expressions, value: Typed, name: str, node: exp.Expr) -> Typed:
    """The field of a row."""
    names = [known.lower() if known else None for known in value.type.names]
    if value.type.base != "row" or name.lower() not in names:
        self.source.fail("TYPE_MISMATCH", f"Expression is not of type ROW or has no field {name}", node)
    index = names.index(name.lower())
    return Typed(f"struct_extract({value.sql}, 'f{index}')", value.type.inner[index])


def _dot(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    return self_field(self, self.translate(node.this, place), node.expression.name, node)


def _arithmetic(operator: str) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        a, b = self.translate(node.this, place), self.translate(node.expression, place)
        made = operators.arithmetic(operator, a, b)
        if made is None:
            self.source.fail("TYPE_MISMATCH", f"Cannot apply operator: {a.type} {operator} {b.type}", node)
        return made

    return handler


def _comparison(operator: str) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        for side in (node.this, node.expression):
            if isinstance(side, exp.All | exp.Any | exp.Tuple):
                self.source.unsupported(f"comparison with {_construct(side)}", node)
        a, b = self.translate(node.this, place), self.translate(node.expression, place)
        made = operators.comparison(operator, a, b)
        if made is None:
            self.source.fail("TYPE_MISMATCH", f"Cannot apply operator: {a.type} {operator} {b.type}", node)
        return made

    return handler


def _distinct(negated: bool) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        values = [self.translate(node.this, place), self.translate(node.expression, place)]
        (a, b), _ = self.unified(values, "IS DISTINCT FROM operands", node)
        return Typed(f"({a.sql} IS {'' if negated else 'NOT '}DISTINCT FROM {b.sql})", BOOLEAN)

    return handler


def _logical(operator: str) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        message = "Logical expression term must evaluate to a boolean (actual: {})"
        operands: list[exp.Expr] = []
        stack = [node]
        while stack:  # a long chain of ANDs leans to the left; recursion would run out of stack
            part = stack.pop()
            if type(part) is type(node):
                stack += [part.expression, part.this]
            else:
                operands.append(part)
        parts = [self.boolean(part, place, message) for part in operands]
        return Typed(f"({f' {operator} '.join(parts)})", BOOLEAN)

    return handler


def _not(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = self.boolean(node.this, place, "Value of logical NOT expression must evaluate to a boolean (actual: {})")
    return Typed(f"(NOT {value})", BOOLEAN)


def _is(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    if not isinstance(node.expression, exp.Null):
        self.source.unsupported(f"IS {node.expression.sql().upper()}", node)
    return Typed(f"({self.translate(node.this, place).sql} IS NULL)", BOOLEAN)


def _between(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value, low, high = (self.translate(node.args[key], place) for key in ("this", "low", "high"))
    above, below = operators.comparison(">=", value, low), operators.comparison("<=", value, high)
    if above is None or below is None:
        message = f"Cannot check if {value.type} is BETWEEN {low.type} and {high.type}"
        self.source.fail("TYPE_MISMATCH", message, node)
    return Typed(f"({above.sql} AND {below.sql})", BOOLEAN)


def _in(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    if isinstance(node.this, exp.Tuple):
        self.source.unsupported("IN with a row of values", node)
    value = self.translate(node.this, place)
    subquery = node.args.get("query")
    if subquery is not None:
        made = self.query(subquery, place.scope)
        if len(made.columns) != 1:
            message = f"Multiple columns returned by subquery are not yet supported. Found {len(made.columns)}"
            self.source.fail("NOT_SUPPORTED", message, node)
        kind = common(value.type, made.columns[0].type)
        if kind is None:
            kinds = f"{value.type} vs {made.columns[0].type}"
            message = f"value and result of subquery must be of the same type for IN expression: {kinds}"
            self.source.fail("TYPE_MISMATCH", message, node)
        column = coerce(Typed('"i"."c0"', made.columns[0].type), kind).sql
        return Typed(f'({coerce(value, kind).sql} IN (SELECT {column} FROM ({made.sql}) AS "i"))', BOOLEAN)
    items = [self.translate(item, place) for item in node.expressions]
    parts, _ = self.unified([value, *items], "IN value and list items", node)
    return Typed(f"({parts[0].sql} IN ({', '.join(part.sql for part in parts[1:])}))", BOOLEAN)


def _like(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    pattern, escape = node.expression, None
    if isinstance(pattern, exp.Escape):
        pattern, escape = pattern.this, self.translate(pattern.expression, place)
    value, wanted = self.translate(node.this, place), self.translate(pattern, place)
    for side, where in ((value, "Left side of"), (wanted, "Pattern for")):
        if side.type.base not in ("varchar", "char", "unknown"):
            self.source.fail(
                "TYPE_MISMATCH", f"{where} LIKE expression must evaluate to a varchar (actual: {side.type})", node
            )
    return Typed(f"({value.sql} LIKE {wanted.sql}{f' ESCAPE {escape.sql}' if escape else ''})", BOOLEAN)


def _concatenated(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    a, b = self.translate(node.this, place), self.translate(node.expression, place)
    for side in (a, b):
        if side.type.base not in ("varchar", "char", "unknown"):
            kinds = f"{a.type} || {b.type}" if side.type.base != "array" else "arrays"
            if side.type.base == "array":
                self.source.unsupported("|| of arrays", node)
            self.source.fail(
                "TYPE_MISMATCH", f"Unexpected parameters ({kinds.replace(' ||', ',')}) for function concat.", node
            )
    return Typed(f"({a.sql} || {b.sql})", VARCHAR)


def _case(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    subject = node.this and self.translate(node.this, place)
    conditions = []
    for branch in node.args["ifs"]:
        if subject is None:
            condition = self.boolean(branch.this, place, "CASE WHEN clause must evaluate to a boolean (actual: {})")
        else:
            operand = self.translate(branch.this, place)
            compared = operators.comparison("=", subject, operand)
            if compared is None:
                message = f"CASE operand type does not match WHEN clause operand type: {subject.type} vs {operand.type}"
                self.source.fail("TYPE_MISMATCH", message, branch)
            condition = compared.sql
        conditions.append(condition)
    results = [self.translate(branch.args["true"], place) for branch in node.args["ifs"]]
    default = node.args.get("default")
    results.append(self.translate(default, place) if default else Typed("NULL", UNKNOWN))
    made, kind = self.unified(results, "All CASE results", node)
    branches = " ".join(f"WHEN {when} THEN {then.sql}" for when, then in zip(conditions, made, strict=False))
    return Typed(f"(CASE {branches} ELSE {made[-1].sql} END)", kind)


def _if(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    condition = self.boolean(node.this, place, "IF condition must evaluate to a boolean (actual: {})")
    results = [self.translate(node.args["true"], place)]
    default = node.args.get("false")
    results.append(self.translate(default, place) if default else Typed("NULL", UNKNOWN))
    (then, other), kind = self.unified(results, "Result types for IF", node)
    return Typed(f"(CASE WHEN {condition} THEN {then.sql} ELSE {other.sql} END)", kind)


_ZONE = re.compile(r"\d\s*([A-Za-z]\w*(?:/\w+)*|[+-]\d\d:?\d\d)$")


def _cast(safe: bool) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        target = trino_type(node.args["to"].sql(dialect="trino"))
        value = self.translate(node.this, place)
        if not node.meta.get("cast"):
            return _typed_literal(self, value, target, node)
        made = cast(value, target)
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


def _interval(self: Expressions, node: exp.Expr, place: Place) -> Typed:
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


def _extract(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    return self.calls.call(self, node.name.lower(), [self.translate(node.expression, place)], node)


def _now(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    return Typed("utc_zoned(current_instant())", TIMESTAMP_TZ)


def _array(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    values, kind = self.unified([self.translate(item, place) for item in node.expressions], "Array elements", node)
    return Typed(f"CAST([{', '.join(value.sql for value in values)}] AS {duckdb_type(kind)}[])", array(kind))


def _bracket(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = self.translate(node.this, place)
    key = self.translate(node.expressions[0], place)
    if value.type.base == "array" and key.type.base in NUMBERS[:4]:
        return Typed(f"subscript({value.sql}, {key.sql})", value.type.inner[0])
    self.source.unsupported(f"the subscript of a {value.type}", node)


def _at_time_zone(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    zone = self.translate(node.args["zone"], place)
    return self.calls.call(self, "at_timezone", [self.translate(node.this, place), zone], node)


def _subquery(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    made = self.query(node, place.scope)
    if len(made.columns) != 1:
        message = f"Multiple columns returned by subquery are not yet supported. Found {len(made.columns)}"
        self.source.fail("NOT_SUPPORTED", message, node)
    return Typed(f"({made.sql})", made.columns[0].type)


def _exists(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    return Typed(f"EXISTS ({self.query(node.this, place.scope).sql})", BOOLEAN)


def _trim(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    name = {"LEADING": "ltrim", "TRAILING": "rtrim"}.get((node.args.get("position") or "").upper(), "trim")
    parts = [node.this, *([node.expression] if node.args.get("expression") else [])]
    return self.calls.call(self, name, [self.translate(part, place) for part in parts], node)


def _position(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    parts = [self.translate(node.args[key], place) for key in ("this", "substr")]
    return self.calls.call(self, "strpos", parts, node)


def _substring(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    parts = [self.translate(node.args[key], place) for key in ("this", "start", "length") if node.args.get(key)]
    return self.calls.call(self, "substring", parts, node)


def _parameter(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    if self.work.parameters_used >= len(self.work.parameters):
        count = self.work.parameters_used + 1
        message = f"Incorrect number of parameters: expected {count} but found {len(self.work.parameters)}"
        self.source.fail("INVALID_PARAMETER_USAGE", message, node)
    self.work.parameters_used += 1
    return self.work.parameters[self.work.parameters_used - 1]


def _constant(value: Typed) -> Handler:
    return lambda self, node, place: replace(value)


Handler = Callable[[Expressions, exp.Expr, Place], Typed]

NODES: dict[type, Handler] = {
    exp.Literal: _literal,
    exp.Null: _constant(Typed("NULL", UNKNOWN)),
    exp.Boolean: lambda self, node, place: Typed("true" if node.this else "false", BOOLEAN),
    exp.Paren: lambda self, node, place: self.translate(node.this, place),
    exp.Column: _column,
    exp.Dot: _dot,
    exp.Neg: _negative,
    exp.Add: _arithmetic("+"),
    exp.Sub: _arithmetic("-"),
    exp.Mul: _arithmetic("*"),
    exp.Div: _arithmetic("/"),
    exp.Mod: _arithmetic("%"),
    exp.EQ: _comparison("="),
    exp.NEQ: _comparison("<>"),
    exp.LT: _comparison("<"),
    exp.LTE: _comparison("<="),
    exp.GT: _comparison(">"),
    exp.GTE: _comparison(">="),
    exp.NullSafeEQ: _distinct(negated=False),
    exp.NullSafeNEQ: _distinct(negated=True),
    exp.And: _logical("AND"),
    exp.Or: _logical("OR"),
    exp.Not: _not,
    exp.Is: _is,
    exp.Between: _between,
    exp.In: _in,
    exp.Like: _like,
    exp.DPipe: _concatenated,
    exp.Case: _case,
    exp.If: _if,
    exp.Cast: _cast(safe=False),
    exp.TryCast: _cast(safe=True),
    exp.Interval: _interval,
    exp.Extract: _extract,
    exp.CurrentDate: _constant(Typed("CAST(current_instant() AS DATE)", DATE)),
    exp.CurrentTimestamp: _now,
    exp.Localtimestamp: _constant(Typed("current_instant()", TIMESTAMP)),
    exp.Array: _array,
    exp.Bracket: _bracket,
    exp.AtTimeZone: _at_time_zone,
    exp.Subquery: _subquery,
    exp.Select: _subquery,
    exp.Exists: _exists,
    exp.Trim: _trim,
    exp.StrPosition: _position,
    exp.Substring: _substring,
    exp.Placeholder: _parameter,
    exp.Anonymous: lambda self, node, place: self.calls.written(self, node, place),
    exp.Window: lambda self, node, place: self.calls.written(self, node, place),
    exp.Filter: lambda self, node, place: self.calls.written(self, node, place),
    exp.IgnoreNulls: lambda self, node, place: self.calls.written(self, node, place),
    exp.RespectNulls: lambda self, node, place: self.calls.written(self, node, place),
}

__all__ = ["NODES", "Expressions", "Place", "varchar"]
