"""Names whose calls have a grammar or rules of their own, such as ``coalesce``, ``nullif`` and ``try``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlglot import exp

from tickstack.sql.casts import cast
from tickstack.sql.coercion import Typed, text
from tickstack.sql.expressions import Expressions, Place, json_forms, now, operators
from tickstack.sql.expressions.aggregation import aggregations
from tickstack.sql.expressions.literals import attempted_cast
from tickstack.sql.expressions.trying import tried
from tickstack.sql.formatter import JAVA
from tickstack.sql.python import LENIENT
from tickstack.sql.scope import Scope
from tickstack.sql.types import BIGINT, INTEGER, VARCHAR


def _coalesce(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    parts = [expressions.translate(part, place) for part in node.expressions]
    values, kind = expressions.unified(parts, "All COALESCE operands", node, node.expressions)
    return Typed(f"coalesce({', '.join(value.sql for value in values)})", kind)


def _nullif(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    first, second = (expressions.translate(part, place) for part in node.expressions)
    equal = operators.comparison("=", first, second)
    if equal is None:
        message = f"Types are not comparable with NULLIF: {first.type} vs {second.type}"
        expressions.source.fail("TYPE_MISMATCH", message, node)
    return Typed(f"(CASE WHEN {equal.sql} THEN NULL ELSE {first.sql} END)", first.type)


def _try(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    inner = node.expressions[0]
    if place.matching is not None:
        message = "TRY expression in pattern recognition context is not yet supported"
        expressions.source.fail("NOT_SUPPORTED", message, node)
    spared = _spared(expressions, inner.unnest(), place)
    return spared or tried(expressions, inner, place, lambda: _leniently(expressions, inner, place))


def _leniently(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    """A value whose outermost call or cast gives NULL by itself, where that can be: DuckDB's TRY takes half a
    millisecond for each value of a block that has an error."""
    bare = node.unnest()
    made = attempted_cast(expressions, bare, place) if type(bare) is exp.Cast else None
    if made is not None:
        return made
    outer, expressions.tried = expressions.tried, bare
    try:
        return expressions.translate(node, place)
    finally:
        expressions.tried = outer


def _spared(expressions: Expressions, node: exp.Expr, place: Place) -> Typed | None:
    """The value of TRY without DuckDB's, for a call or a cast of what cannot fail; None for any other."""
    arguments = [node.this] if type(node) is exp.Cast else node.expressions if isinstance(node, exp.Anonymous) else []
    if not arguments or not all(isinstance(each, exp.Column | exp.Literal | exp.Null) for each in arguments):
        return None
    if type(node) is exp.Cast:
        return attempted_cast(expressions, node, place)
    made = _leniently(expressions, node, place)
    return made if made.sql.startswith((LENIENT, f"map_from_entries({LENIENT}")) else None


def _grouping(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``grouping(a, b)``: a bit for each column that is not in the row's set."""
    scope = place.scope.parent or Scope() if place.clause == "ORDER BY" else place.scope
    within = replace(place, scope=scope, aggregates=False, windows=None)
    made = ", ".join(expressions.translate(each, within).sql for each in node.expressions)
    kind = INTEGER if len(node.expressions) < 32 else BIGINT
    return Typed(f"CAST(grouping({made}) AS {kind.base})" if made else "0", kind)


def _typeof(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    """A constant, but an aggregation stays one: without any, the query would have as many rows as FROM."""
    value = expressions.translate(node.expressions[0], place)
    made = text(str(value.type))
    if not aggregations(node.expressions[0]):
        return made
    return replace(made, sql=f"CASE WHEN {value.sql} IS NULL THEN {made.sql} ELSE {made.sql} END", constant=None)


def _normalize(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``normalize(x, NFD)``, whose form is a keyword."""
    value, *form = node.expressions
    arguments = [expressions.translate(value, place), text(form[0].name.upper() if form else "NFC")]
    return expressions.calls.call(expressions, "normalize", arguments, node)


def _format(expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
    if len(node.expressions) < 2:
        message = "The 'format' function must have at least two arguments"
        expressions.source.fail("SYNTAX_ERROR", message, node)
    arguments = [expressions.translate(part, place) for part in node.expressions]
    if arguments[0].type.base not in ("varchar", "unknown"):
        message = f"Type of first argument to format() must be VARCHAR (actual: {arguments[0].type})"
        expressions.source.fail("TYPE_MISMATCH", message, node.expressions[0])
    shown = [value if value.type.base in JAVA else _shown(value) for value in arguments]
    if None in shown:  # Trino tries all types at once, and names the first
        message = f"Type not supported for formatting: {arguments[1].type}"
        expressions.source.fail("NOT_SUPPORTED", message, node.expressions[1])
    return expressions.calls.call(expressions, "format", [value for value in shown if value is not None], node)


def _shown(value: Typed) -> Typed | None:
    """A value of a type that format() knows only as text."""
    made = cast(value, VARCHAR)
    return None if made is None else Typed(made, VARCHAR)


FORMS: dict[str, Callable[[Expressions, exp.Expr, Place], Typed]] = {
    "coalesce": _coalesce,
    "format": _format,
    "normalize": _normalize,
    "nullif": _nullif,
    "try": _try,
    "typeof": _typeof,
    "grouping": _grouping,
    **json_forms.FORMS,
    **now.FORMS,
}
