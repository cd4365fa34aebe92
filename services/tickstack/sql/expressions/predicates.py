"""Conditions: comparisons, IN, BETWEEN, LIKE, EXISTS, and the logic that joins them, which has three values."""

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable, comparisons
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Handler, Place, operators
from tickstack.sql.expressions.subqueries import among, quantified
from tickstack.sql.row_patterns.calls import check_membership
from tickstack.sql.types import BOOLEAN, VARCHAR

_APPLIED = {"<>": "=", ">": "<", ">=": "<="}  # the operator that Trino looks for, and so names


def comparison(operator: str) -> Handler:
    """The handler of a comparison operator."""

    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        if isinstance(node.expression, exp.All | exp.Any):
            return quantified(self, node, place, operator)
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


_TERMS = 50  # from so many on all are evaluated: they would stand in one another
_WRITTEN_TWICE = 1000  # characters, lest what is nested doubles at each level


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
        terms = _terms(node, type(node))
        parts = [self.boolean(part, place, message) for part in terms]
        if _is_condition(node):
            return Typed(f"({f' {operator} '.join(parts)})", BOOLEAN)
        return Typed(_in_turn(operator, parts, [_may_fail(term) for term in terms]), BOOLEAN)

    return handler


def _is_condition(node: exp.Expr) -> bool:
    """Whether it is of those whose terms DuckDB takes in turn, each for the rows that the ones before leave open."""
    around = node.parent
    while isinstance(around, exp.And | exp.Or | exp.Paren):
        around = around.parent
    return isinstance(around, exp.Where | exp.Having | exp.Join) and not isinstance(around.parent, exp.Filter)


def _may_fail(node: exp.Expr) -> bool:
    return next(node.find_all(exp.Div, exp.Mod, exp.Cast, exp.Bracket, exp.Anonymous), None) is not None


def _in_turn(operator: str, parts: list[str], failing: list[bool]) -> str:
    """AND or OR of parts of which Trino leaves out those that no longer matter, and their errors with them.

    All but the last stand in it twice, so that there is a limit to their length, and to their number.
    """
    if len(parts) >= _TERMS or not any(failing[1:]):
        return f"({f' {operator} '.join(parts)})"
    settled = ("NOT {}", "false") if operator == "AND" else ("{}", "true")
    made = parts[-1]
    for index in range(len(parts) - 2, -1, -1):
        joined = f"({parts[index]} {operator} {made})"
        when = f"CASE WHEN {settled[0].format(parts[index])} THEN {settled[1]} ELSE {joined} END"
        made = when if any(failing[index + 1 :]) and len(parts[index]) < _WRITTEN_TWICE else joined
    return made


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
    subquery = node.args.get("query")
    if subquery is not None and place.matching is not None:
        check_membership(self.source, node.this, place.matching)
    value = self.translate(node.this, place)
    if subquery is not None:
        return among(self, value, self.query(subquery, place.scope), node)
    items = [self.translate(item, place) for item in node.expressions]
    (wanted, *parts), kind = self.unified(
        [value, *items], "IN value and list items", node, [node.this, *node.expressions]
    )
    if kind.base == "row":
        wanted, parts = value, items
    literal = all(item.constant is not None for item in items)
    return Typed(comparisons.membership(wanted, parts, kind, literal=literal), BOOLEAN)


def like(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """LIKE, and ESCAPE around it."""
    inner = node.this if isinstance(node, exp.Escape) else node
    parts = [(inner.this, "Left side of"), (inner.expression, "Pattern for")]
    parts += [(node.expression, "Escape for")] if isinstance(node, exp.Escape) else []
    made = []
    for part, where in parts:
        value = self.translate(part, place)
        if value.type.base not in (("varchar", "char", "unknown") if part is inner.this else ("varchar", "unknown")):
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
