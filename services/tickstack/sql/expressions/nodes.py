"""Which node of a statement's tree is read by which handler: a node without a row is refused by name."""

# ruff: noqa: ARG005, RET503 -- the handlers of one table share a signature; fail() never returns

from sqlglot import exp

from tickstack.sql.coercion import NUMBERS, Typed, coerce, common
from tickstack.sql.expressions import (
    Expressions,
    Handler,
    Place,
    construct,
    intervals,
    lambda_bodies,
    literals,
    now,
    operators,
    predicates,
    row_values,
    session,
    subqueries,
    typed_literals,
)
from tickstack.sql.functions import maps
from tickstack.sql.functions.date_fields import EXTRACTED
from tickstack.sql.parser.conditions import Positive
from tickstack.sql.scope import find, resolve
from tickstack.sql.types import BIGINT, BOOLEAN, INTEGER, UNKNOWN, TrinoType


def _negative(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    inner = node.this
    if isinstance(inner, exp.Literal) and not inner.is_string and str(inner.this) == str(2**31):
        return Typed("CAST(-2147483648 AS INTEGER)", INTEGER, "-2147483648")
    if isinstance(inner, exp.Literal) and not inner.is_string and str(inner.this) == str(2**63):
        return Typed("(-9223372036854775807 - 1)", BIGINT)
    value = self.translate(inner, place)
    made = operators.negative(value)
    if made is None:
        self.source.fail("TYPE_MISMATCH", f"Cannot negate {value.type}", node)
    return made


def _positive(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = self.translate(node.this, place)
    if value.type.base not in NUMBERS or value.type.base == "decimal":
        message = f"Unary '+' operator cannot by applied to {value.type} type"
        self.source.fail("TYPE_MISMATCH", message, node)
    return value


def _column(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    parts = [part.name for part in node.parts] if isinstance(node, exp.Column) else []
    if not parts:
        self.source.unsupported(construct(node), node)
    if isinstance(node.this, exp.Star):
        self.source.fail("NOT_SUPPORTED", "<identifier>.* not allowed in this context", node)
    if (
        place.matching is not None
        and isinstance(node, exp.Column)
        and find(place.scope, parts, node, self.source) is None
    ):
        return place.matching.column(node.parts, node, self.source)
    found = resolve(place.scope, parts, node, self.source)
    self.work.references.append((found.level, found.origin, node))
    value = Typed(found.field.sql, found.field.type)
    for part in parts[found.used :]:
        value = row_values.field(self, value, part, node)
    return value


def _dot(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    if isinstance(node.expression, exp.Anonymous):
        written = f"{node.this.sql('trino')}.{node.expression.name}".lower().replace('"', "")
        self.source.fail("FUNCTION_NOT_FOUND", f"Function '{written}' not registered", node)
    return row_values.field(self, self.translate(node.this, place), node.expression.name, node)


def _arithmetic(operator: str) -> Handler:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        a, b = self.translate(node.this, place), self.translate(node.expression, place)
        made = operators.arithmetic(operator, a, b)
        if made is None:
            self.source.fail("TYPE_MISMATCH", f"Cannot apply operator: {a.type} {operator} {b.type}", node)
        return made

    return handler


def _concatenated(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    return self.calls.call(
        self, "concat", [self.translate(node.this, place), self.translate(node.expression, place)], node
    )


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
                self.source.fail("TYPE_MISMATCH", message, branch.this)
            condition = compared.sql
        conditions.append(condition)
    default = node.args.get("default")
    nodes = [*(branch.args["true"] for branch in node.args["ifs"]), *([default] if default else [])]
    results = [self.translate(each, place) for each in nodes]
    results += [] if default else [Typed("NULL", UNKNOWN)]
    made, kind = self.unified(results, "All CASE results", node, nodes)
    branches = " ".join(f"WHEN {when} THEN {then.sql}" for when, then in zip(conditions, made, strict=False))
    return Typed(f"(CASE {branches} ELSE {made[-1].sql} END)", kind)


def _if(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    condition = self.boolean(node.this, place, "IF condition must evaluate to a boolean (actual: {})")
    results = [self.translate(node.args["true"], place)]
    default = node.args.get("false")
    results.append(self.translate(default, place) if default else Typed("NULL", UNKNOWN))
    if common(results[0].type, results[1].type) is None:
        message = f"Result types for IF must be the same: {results[0].type} vs {results[1].type}"
        self.source.fail("TYPE_MISMATCH", message, node)
    (then, other), kind = self.unified(results, "Result types for IF", node)
    return Typed(f"(CASE WHEN {condition} THEN {then.sql} ELSE {other.sql} END)", kind)


def _extract(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """The function of the field's name, of fewer types than that has."""
    field, value = node.name.lower(), self.translate(node.expression, place)
    if field not in EXTRACTED:
        self.source.fail("SYNTAX_ERROR", f"Invalid EXTRACT field: {node.meta.get('field', node.name)}", node)
    if value.type.base not in (*EXTRACTED[field], "unknown"):
        self.source.fail("TYPE_MISMATCH", f"Cannot extract {field.upper()} from {value.type}", node.expression)
    return self.calls.call(self, field, [value], node)


def _bracket(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    value = self.translate(node.this, place)
    if value.type.base == "row":
        return row_values.subscript(self, value, node.expressions[0])
    key = self.translate(node.expressions[0], place)
    if value.type.base == "map" and common(value.type.inner[0], key.type) is not None:
        held = common(value.type.inner[0], key.type) or UNKNOWN
        kind = TrinoType("map", (), (held, value.type.inner[1]))
        return maps.subscript(coerce(value, kind), coerce(key, held))
    if value.type.base == "array" and key.type.base in (*NUMBERS[:4], "unknown"):
        return Typed(f"subscript({value.sql}, {key.sql})", value.type.inner[0])
    self.source.fail("TYPE_MISMATCH", f"Cannot use {key.type} for subscript of {value.type}", node)


def _at_time_zone(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    zone = self.translate(node.args["zone"], place)
    return self.calls.call(self, "at_timezone", [self.translate(node.this, place), zone], node)


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


NODES: dict[type, Handler] = {
    exp.Literal: literals.literal,
    exp.UnicodeString: typed_literals.unicode_text,
    exp.Null: literals.constant(Typed("NULL", UNKNOWN)),
    exp.Boolean: lambda self, node, place: Typed("true" if node.this else "false", BOOLEAN),
    exp.Tuple: row_values.parenthesised,
    exp.JSONExtract: lambda_bodies.misplaced,  # what sqlglot takes the arrow for
    exp.Paren: lambda self, node, place: self.translate(node.this, place),
    exp.Column: _column,
    exp.Dot: _dot,
    Positive: _positive,
    exp.Neg: _negative,
    exp.Add: _arithmetic("+"),
    exp.Sub: _arithmetic("-"),
    exp.Mul: _arithmetic("*"),
    exp.Div: _arithmetic("/"),
    exp.Mod: _arithmetic("%"),
    exp.EQ: predicates.comparison("="),
    exp.NEQ: predicates.comparison("<>"),
    exp.LT: predicates.comparison("<"),
    exp.LTE: predicates.comparison("<="),
    exp.GT: predicates.comparison(">"),
    exp.GTE: predicates.comparison(">="),
    exp.NullSafeEQ: predicates.distinct(negated=False),
    exp.NullSafeNEQ: predicates.distinct(negated=True),
    exp.And: predicates.logical("AND"),
    exp.Or: predicates.logical("OR"),
    exp.Not: predicates.negation,
    exp.Is: predicates.is_null,
    exp.Between: predicates.between,
    exp.In: predicates.membership,
    exp.Like: predicates.like,
    exp.Escape: predicates.like,
    exp.DPipe: _concatenated,
    exp.Case: _case,
    exp.If: _if,
    exp.Cast: literals.casting(safe=False),
    exp.TryCast: literals.casting(safe=True),
    exp.ParseJSON: typed_literals.json_literal,
    exp.HexString: typed_literals.hexadecimal,
    exp.Interval: intervals.interval,
    exp.Extract: _extract,
    exp.CurrentDate: now.current_date,
    exp.CurrentTimestamp: now.CURRENT_TIMESTAMP,
    exp.CurrentTime: now.CURRENT_TIME,
    exp.Localtimestamp: now.LOCALTIMESTAMP,
    exp.Localtime: now.LOCALTIME,
    exp.SessionParameter: lambda self, node, place: session.said(node.name, self.work.database),
    exp.Array: literals.array_literal,
    exp.Bracket: _bracket,
    exp.AtTimeZone: _at_time_zone,
    exp.Subquery: subqueries.scalar,
    exp.Select: subqueries.scalar,
    exp.Exists: subqueries.exists,
    exp.Trim: _trim,
    exp.StrPosition: _position,
    exp.Substring: _substring,
    exp.Placeholder: literals.parameter,
    exp.Anonymous: lambda self, node, place: self.calls.written(self, node, place),
    exp.Window: lambda self, node, place: self.calls.written(self, node, place),
    exp.Filter: lambda self, node, place: self.calls.written(self, node, place),
    exp.WithinGroup: lambda self, node, place: self.calls.written(self, node, place),
    exp.IgnoreNulls: lambda self, node, place: self.calls.written(self, node, place),
    exp.RespectNulls: lambda self, node, place: self.calls.written(self, node, place),
}
