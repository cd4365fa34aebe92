"""Conditions: comparisons, IN, BETWEEN, LIKE, EXISTS, and the logic that joins them, which has three values."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable, comparisons, operators
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Handler, Place, construct
from tickstack.sql.nested import NESTED, pack
from tickstack.sql.scope import Query
from tickstack.sql.types import BOOLEAN, VARCHAR, TrinoType

_APPLIED = {"<>": "=", ">": "<", ">=": "<="}  # the operator that Trino looks for, and so names


def comparison(operator: str) -> Handler:
    """The handler of a comparison operator."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        for side in (node.this, node.expression):
            if isinstance(side, exp.All | exp.Any):
                self.source.unsupported(f"comparison with {construct(side)}", node)
        return _compared(self, node, place, lambda a, b: operators.comparison(operator, a, b), operator)

    return handler


def _compared(
    self: Expressions, node: exp.Expr, place: Place, made: Callable[[Typed, Typed], Typed | None], operator: str
) -> Typed:
    a, b = self.translate(node.this, place), self.translate(node.expression, place)
    value = made(a, b)
    if value is None:
        applied = _APPLIED.get(operator, operator)
        self.source.fail("TYPE_MISMATCH", f"Cannot apply operator: {a.type} {applied} {b.type}", node)
    return value


def distinct(negated: bool) -> Handler:
    """The handler of IS [NOT] DISTINCT FROM."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        values = [self.translate(node.this, place), self.translate(node.expression, place)]
        if common(values[0].type, values[1].type) is None:
            message = f"Cannot apply operator: {values[0].type} IS DISTINCT FROM {values[1].type}"
            self.source.fail("TYPE_MISMATCH", message, node)
        (a, b), _ = self.unified(values, "IS DISTINCT FROM operands", node)
        left, right = (comparable.key(side.sql, side.type) for side in (a, b))
        return Typed(f"({left} IS {'' if negated else 'NOT '}DISTINCT FROM {right})", BOOLEAN)

    return handler


def join_condition(self: Expressions, node: exp.Expr, place: Place) -> str:
    """ON: the equalities among its terms are such that DuckDB can hash."""
    message = "JOIN ON clause must evaluate to a boolean: actual type {}"
    sides = (exp.All, exp.Any)
    made = []
    for term in _terms(node, exp.And):
        if isinstance(term, exp.EQ) and not isinstance(term.this, sides) and not isinstance(term.expression, sides):
            made.append(_compared(self, term, place, operators.matching, "=").sql)
        else:
            made.append(self.boolean(term, place, message))
    return " AND ".join(made)


def _terms(node: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    """The terms of a chain from left to right; a long one leans to the left, where recursion would end the stack."""
    found: list[exp.Expr] = []
    stack = [node]
    while stack:
        part = stack.pop().unnest()
        if type(part) is kind:
            stack += [part.expression, part.this]
        else:
            found.append(part)
    return found


def logical(operator: str) -> Handler:
    """The handler of AND or OR."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        message = "Logical expression term must evaluate to a boolean (actual: {})"
        parts = [self.boolean(part, place, message) for part in _terms(node, type(node))]
        return Typed(f"({f' {operator} '.join(parts)})", BOOLEAN)

    return handler


def negation(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """NOT."""
    value = self.boolean(node.this, place, "Value of logical NOT expression must evaluate to a boolean (actual: {})")
    return Typed(f"(NOT {value})", BOOLEAN)


def is_null(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """IS NULL."""
    if not isinstance(node.expression, exp.Null):
        self.source.unsupported(f"IS {node.expression.sql().upper()}", node)
    return Typed(f"({self.translate(node.this, place).sql} IS NULL)", BOOLEAN)


def between(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """BETWEEN, which is two comparisons."""
    value, low, high = (self.translate(node.args[key], place) for key in ("this", "low", "high"))
    above, below = operators.comparison(">=", value, low), operators.comparison("<=", value, high)
    if above is None or below is None:
        message = f"Cannot check if {value.type} is BETWEEN {low.type} and {high.type}"
        self.source.fail("TYPE_MISMATCH", message, node)
    return Typed(f"({above.sql} AND {below.sql})", BOOLEAN)


def membership(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """IN a list or a subquery."""
    value = self.translate(node.this, place)
    subquery = node.args.get("query")
    if subquery is not None:
        return _among(self, value, self.query(subquery, place.scope), node)
    items = [self.translate(item, place) for item in node.expressions]
    (wanted, *parts), kind = self.unified(
        [value, *items], "IN value and list items", node, [node.this, *node.expressions]
    )
    if kind.base == "row":
        wanted, parts = value, items
    literal = all(item.constant is not None for item in items)
    return Typed(comparisons.membership(wanted, parts, kind, literal=literal), BOOLEAN)


def _among(self: Expressions, value: Typed, made: Query, node: exp.Expr) -> Typed:
    """``value IN (SELECT ...)``; several columns are a row."""
    columns = [Typed(f'"i"."c{index}"', column.type) for index, column in enumerate(made.columns)]
    row = TrinoType("row", (), tuple(each.type for each in columns), tuple(each.name for each in made.columns))
    found = columns[0] if len(columns) == 1 else Typed(pack([each.sql for each in columns]), row, parts=tuple(columns))
    kind = common(value.type, found.type)
    if kind is None:
        kinds = f"{value.type} vs {found.type}"
        message = f"value and result of subquery must be of the same type for IN expression: {kinds}"
        self.source.fail("TYPE_MISMATCH", message, node)
    if kind.base in NESTED:
        equal = comparisons.comparison("=", value, found)
        tests = (
            f'EXISTS (SELECT 1 FROM ({made.sql}) AS "i" WHERE {test})'
            for test in (equal and equal.sql, f"({equal and equal.sql}) IS NULL")
        )
        return Typed("(CASE WHEN {} THEN true WHEN {} THEN NULL ELSE false END)".format(*tests), BOOLEAN)
    left = comparable.key(coerce(value, kind).sql, kind)
    right = comparable.key(coerce(found, kind).sql, kind)
    numbers = f" WHERE NOT isnan({right}) OR {right} IS NULL" if kind.base in ("real", "double") else ""
    return Typed(f'({left} IN (SELECT {right} FROM ({made.sql}) AS "i"{numbers}))', BOOLEAN)


def like(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """LIKE, and ESCAPE around it."""
    inner = node.this if isinstance(node, exp.Escape) else node
    parts = [(inner.this, "Left side of"), (inner.expression, "Pattern for")]
    parts += [(node.expression, "Escape for")] if isinstance(node, exp.Escape) else []
    made = []
    for part, where in parts:
        value = self.translate(part, place)
        if value.type.base not in ("varchar", "char", "unknown"):
            message = f"{where} LIKE expression must evaluate to a varchar (actual: {value.type})"
            self.source.fail("TYPE_MISMATCH", message, part)
        made.append(replace(coerce(value, VARCHAR), constant=value.constant))
    operator = "NOT LIKE" if inner.args.get("negate") else "LIKE"
    value, wanted, *escape = made
    if not escape:
        return Typed(f"({value.sql} {operator} {wanted.sql})", BOOLEAN)
    pattern, mark = _escaped(wanted, escape[0])
    return Typed(f"({value.sql} {operator} {pattern} ESCAPE {mark})", BOOLEAN)


def _escaped(pattern: Typed, escape: Typed) -> tuple[str, str]:
    """A pattern and its escape, each checked as it runs unless it is a literal that is right."""
    mark = escape.constant
    if mark is not None and pattern.constant is not None and len(mark) == 1:
        rest = pattern.constant
        for meant in (mark, "%", "_"):
            rest = rest.replace(mark + meant, "")
        if mark not in rest:
            return pattern.sql, escape.sql
    return f"pattern_of({pattern.sql}, {escape.sql})", f"escape_of({escape.sql})"


def exists(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """EXISTS."""
    return Typed(f"EXISTS ({self.query(node.this, place.scope).sql})", BOOLEAN)
