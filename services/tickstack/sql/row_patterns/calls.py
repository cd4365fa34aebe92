"""Calls in DEFINE and MEASURES: navigation, classifier, match_number, and aggregates over rows of a match.

The checks and their words are Trino's (ExpressionAnalyzer, its methods for pattern recognition).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NoReturn

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.aggregation import AGGREGATES, called_name
from tickstack.sql.expressions.dressing import Around
from tickstack.sql.expressions.lambda_bodies import written
from tickstack.sql.failures import Source
from tickstack.sql.parser.row_patterns import canonical
from tickstack.sql.row_patterns.scope import NAVIGATION, RECOGNITION, Matching

_LARGEST = 2**31 - 1


def called(expressions: Expressions, node: exp.Expr, place: Place) -> Typed | None:
    """A call that has a meaning of its own in a recognition, or None for any other."""
    matching = place.matching
    call, around = _unwrapped(node)
    if matching is None or call is None:
        if call is not None and call.meta.get("mode"):
            _refuse_mode(expressions.source, call, inside=False)
        return None
    source, name = expressions.source, str(call.this).lower()
    _check_stars(source, call, name)
    if name in RECOGNITION:
        _check_around(
            source, call, around, f"{name} pattern recognition function", "INVALID_PATTERN_RECOGNITION_FUNCTION"
        )
        mode = call.meta.get("mode")
        if mode and name not in ("first", "last"):
            message = f"{mode} semantics is not supported with {name} pattern recognition function"
            source.fail("INVALID_PROCESSING_MODE", message, call)
        return _recognition(expressions, call, name, place, matching)
    if name in AGGREGATES:
        _check_around(
            source, call, around, f"{name} aggregate function in pattern recognition context", "NOT_SUPPORTED"
        )
        return _aggregate(expressions, call, name, place, matching)
    if call.meta.get("mode"):
        _refuse_mode(source, call, inside=True)
    return None


def check_membership(source: Source, value: exp.Expr, matching: Matching) -> None:
    """Refuse what ``x IN (SELECT ...)`` cannot have for x in a recognition."""
    for call in _calls([value]):
        name = str(call.this).lower()
        if name in RECOGNITION:
            source.fail("NOT_SUPPORTED", f"IN-PREDICATE with {name} function is not yet supported", call)
    for column in value.find_all(exp.Column):
        if len(column.parts) > 1 and canonical(column.parts[0]) in matching.clause.labels:
            message = "IN-PREDICATE with labeled column reference is not yet supported"
            source.fail("NOT_SUPPORTED", message, column)


def _refuse_mode(source: Source, call: exp.Expr, *, inside: bool) -> NoReturn:
    """Refuse RUNNING or FINAL before a call that has neither."""
    message = "is not supported out of pattern recognition context"
    if inside:
        called = str(call.this).lower()
        message = f"is supported only for FIRST(), LAST() and aggregation functions. Actual: {called}"
    source.fail("INVALID_PROCESSING_MODE", f"{call.meta['mode']} semantics {message}", call)


def _unwrapped(node: exp.Expr) -> tuple[exp.Anonymous | None, list[exp.Expr]]:
    around: list[exp.Expr] = []
    while isinstance(node, exp.Window | exp.Filter | exp.IgnoreNulls | exp.RespectNulls):
        around.append(node)
        node = node.this
    return (node if isinstance(node, exp.Anonymous) else None), around


def _star(node: exp.Expr) -> exp.Expr | None:
    """The label of ``A.*``."""
    return node.parts[0] if isinstance(node, exp.Column) and isinstance(node.this, exp.Star) else None


def _check_stars(source: Source, call: exp.Anonymous, name: str) -> None:
    found = next((each for each in call.expressions if _star(each) is not None), None)
    if found is not None and (name != "count" or len(call.expressions) > 1):
        message = "label.* syntax is only supported as the only argument of row pattern count function"
        source.fail("INVALID_FUNCTION_ARGUMENT", message, found)


def _check_around(source: Source, call: exp.Anonymous, around: Sequence[exp.Expr], what: str, error: str) -> None:
    ordered = bool(call.expressions) and isinstance(call.expressions[-1], exp.Order)
    distinct = bool(call.expressions) and any(isinstance(each, exp.Distinct) for each in call.expressions)
    distinct = distinct or (ordered and isinstance(call.expressions[-1].this, exp.Distinct))
    for wrong, word in (
        (any(isinstance(each, exp.Filter) for each in around), "FILTER"),
        (ordered, "ORDER BY"),
        (distinct, "DISTINCT"),
    ):
        if wrong:
            source.fail(error, f"Cannot use {word} with {what}", call)


def _recognition(expressions: Expressions, call: exp.Anonymous, name: str, place: Place, matching: Matching) -> Typed:
    source = expressions.source
    if name == "match_number":
        if matching.clause.window:
            message = "MATCH_NUMBER function is not supported in window"
            source.fail("INVALID_PATTERN_RECOGNITION_FUNCTION", message, call)
        if call.expressions:
            message = "MATCH_NUMBER pattern recognition function takes no arguments"
            source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
        return matching.match_number()
    if name == "classifier":
        return _classifier(source, call, matching)
    _check_navigation(source, call, name)
    _check_nesting(source, call, name)
    offset = int(call.expressions[1].name) if len(call.expressions) > 1 else None
    if name in ("prev", "next"):
        step = 1 if offset is None else offset
        pointer = replace(matching.pointer, step=-step if name == "prev" else step)
    else:
        final = call.meta.get("mode") == "FINAL"
        pointer = replace(matching.pointer, last=name == "last", offset=offset or 0, final=final)
    inner = replace(place, matching=replace(matching, pointer=pointer))
    made = expressions.translate(call.expressions[0], inner)
    if not _labels(source, call, [call.expressions[0]], matching):
        message = f"Pattern navigation function '{name}' must contain at least one column reference or CLASSIFIER()"
        source.fail("INVALID_ARGUMENTS", message, call)
    return Typed(made.sql, made.type)


def _classifier(source: Source, call: exp.Anonymous, matching: Matching) -> Typed:
    if len(call.expressions) > 1:
        message = "CLASSIFIER pattern recognition function takes no arguments or 1 argument"
        source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
    if not call.expressions:
        return matching.classifier(None)
    argument = call.expressions[0]
    if not isinstance(argument, exp.Column) or len(argument.parts) > 1:
        message = (
            f"CLASSIFIER function argument should be primary pattern variable or subset name. Actual: {_kind(argument)}"
        )
        source.fail("TYPE_MISMATCH", message, argument)
    if canonical(argument.this) not in matching.clause.labels:
        message = f"{argument.name} is not a primary pattern variable or subset name"
        source.fail("INVALID_FUNCTION_ARGUMENT", message, argument)
    return matching.classifier(argument.this)


def _kind(node: exp.Expr) -> str:
    """The name of Trino's class for a node, as far as anyone writes such an argument."""
    if isinstance(node, exp.Literal):
        return "StringLiteral" if node.is_string else "LongLiteral"
    return "DereferenceExpression" if isinstance(node, exp.Column) else "Expression"


def _check_navigation(source: Source, call: exp.Anonymous, name: str) -> None:
    if len(call.expressions) not in (1, 2):
        message = f"{name} pattern recognition function requires 1 or 2 arguments"
        source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
    if len(call.expressions) == 1:
        return
    offset, sign = call.expressions[1], ""
    if isinstance(offset, exp.Neg):
        offset, sign = offset.this, "-"
    if not isinstance(offset, exp.Literal) or offset.is_string or not str(offset.this).isdigit():
        message = f"{name} pattern recognition navigation function requires a number as the second argument"
        source.fail("INVALID_FUNCTION_ARGUMENT", message, call)
    if sign:
        message = (
            f"{name} pattern recognition navigation function requires a non-negative number as the second argument "
            f"(actual: -{offset.name})"
        )
        source.fail("NUMERIC_VALUE_OUT_OF_RANGE", message, call)
    if int(offset.name) > _LARGEST:
        message = (
            f"The second argument of {name} pattern recognition navigation function must not exceed {_LARGEST} "
            f"(actual: {offset.name})"
        )
        source.fail("NUMERIC_VALUE_OUT_OF_RANGE", message, call)


def _calls(nodes: Sequence[exp.Expr]) -> Iterator[exp.Anonymous]:
    for node in nodes:
        yield from node.find_all(exp.Anonymous, bfs=False)


def _check_nesting(source: Source, call: exp.Anonymous, name: str) -> None:
    _check_no_aggregates(source, call, name)
    nested = [each for each in _calls(call.expressions[:1]) if called_name(each) in NAVIGATION]
    if not nested:
        return
    inner = str(nested[0].this).lower()
    if name in ("first", "last"):
        message = f"Cannot nest {inner} pattern navigation function inside {name} pattern navigation function"
        source.fail("INVALID_NAVIGATION_NESTING", message, nested[0])
    if len(nested) > 1:
        message = f"Cannot nest multiple pattern navigation functions inside {name} pattern navigation function"
        source.fail("INVALID_NAVIGATION_NESTING", message, nested[1])
    if inner in ("prev", "next"):
        message = f"Cannot nest {inner} pattern navigation function inside {name} pattern navigation function"
        source.fail("INVALID_NAVIGATION_NESTING", message, nested[0])
    if nested[0] is not call.expressions[0]:
        message = "Immediate nesting is required for pattern navigation functions"
        source.fail("INVALID_NAVIGATION_NESTING", message, nested[0])


def _check_no_aggregates(source: Source, call: exp.Anonymous, name: str) -> None:
    for each in _calls(call.expressions):
        if called_name(each) in AGGREGATES:
            message = f"Cannot nest {str(each.this).lower()} aggregate function inside {name} function"
            source.fail("NESTED_AGGREGATION", message, each)


def _labels(source: Source, call: exp.Anonymous, nodes: Sequence[exp.Expr], matching: Matching) -> set[str | None]:
    """The one label that expressions name, or none."""
    found = {label for node in nodes for label in matching.label_of(node)}
    if len(found) > 1:
        message = f"All labels and classifiers inside the call to '{str(call.this).lower()}' must match"
        source.fail("INVALID_ARGUMENTS", message, call)
    return found


def _aggregate(expressions: Expressions, call: exp.Anonymous, name: str, place: Place, matching: Matching) -> Typed:
    source, final = expressions.source, call.meta.get("mode") == "FINAL"
    nodes = [each for each in call.expressions if not isinstance(each, exp.Star)]
    _check_no_aggregates(source, call, name)
    for each in _calls(nodes):
        if called_name(each) in NAVIGATION:
            message = f"Cannot nest {str(each.this).lower()} pattern navigation function inside {name} function"
            source.fail("INVALID_NAVIGATION_NESTING", message, each)
    starred = _star(nodes[0]) if len(nodes) == 1 else None
    if starred is not None:
        if canonical(starred) not in matching.clause.labels:
            message = f"{canonical(starred)} is not a primary pattern variable or subset name"
            source.fail("INVALID_FUNCTION_ARGUMENT", message, starred)
        return matching.count(matching.clause.labels[canonical(starred)], final=final)
    if name == "count" and not nodes:
        return matching.count(None, final=final)
    inner = replace(place, matching=replace(matching, aggregated=True), aggregates=False)
    arguments = [
        written(expressions, each, inner) if isinstance(each, exp.Lambda) else expressions.translate(each, inner)
        for each in nodes
    ]
    found = _labels(source, call, nodes, matching)
    label = next(iter(found), None)
    labels = matching.clause.labels[label] if label is not None else None
    matching.sight.aggregates[labels] = None
    end = "UNBOUNDED FOLLOWING" if final else "CURRENT ROW"
    over = f'PARTITION BY "o"."x" ORDER BY "o"."n" ROWS BETWEEN UNBOUNDED PRECEDING AND {end}'
    wanted = '"o"."k" IS NOT NULL' if labels is None else f'"o"."k" IN ({", ".join(map(str, sorted(labels)))})'
    return expressions.calls.call(expressions, name, arguments, call, Around(condition=wanted, over=over))
