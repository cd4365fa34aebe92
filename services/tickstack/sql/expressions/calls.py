"""Function calls: a name is looked up in the rows of ``functions``, its arguments converted, its template filled.

Around an aggregate's call may stand DISTINCT, ORDER BY, FILTER, IGNORE NULLS and OVER. A few names have a grammar of
their own (``coalesce``, ``nullif``, ``try``): the rows of ``FORMS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NoReturn

from sqlglot import exp

from tickstack.sql import comparable, functions
from tickstack.sql.binding import let, pack
from tickstack.sql.coercion import Typed, coerce
from tickstack.sql.expressions import Expressions, Place, windows
from tickstack.sql.expressions.dressing import Around, dressed
from tickstack.sql.expressions.lambda_bodies import written
from tickstack.sql.expressions.ordering import order_by
from tickstack.sql.expressions.special_calls import FORMS
from tickstack.sql.expressions.window_calls import check_aggregate, check_scalar, check_window
from tickstack.sql.functions.expected import mismatch
from tickstack.sql.functions.listagg import overflowing
from tickstack.sql.lambdas import Applied, Lambda
from tickstack.sql.moments import long as long_moments
from tickstack.sql.python import Python
from tickstack.sql.row_patterns import calls as match_calls
from tickstack.sql.row_patterns import windows as window_matches
from tickstack.sql.scope import HELD, Scope
from tickstack.sql.shown import shown
from tickstack.sql.types import TrinoType, is_long

_MOST_ARGUMENTS = 127
_LONG = 100  # characters


class Calls:
    """Translates calls."""

    def written(self, expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
        """A call as it is written, with what stands around it."""
        recognised = window_matches.over_match(expressions, node, place)
        recognised = recognised or match_calls.called(expressions, node, place)
        return recognised if recognised is not None else self._written(expressions, node, place)

    def _written(self, expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
        around, inner, within = Around(), node, replace(place)
        while not isinstance(inner, exp.Anonymous):
            around = self._around(expressions, inner, around, place)
            inner = inner.this
            if not isinstance(inner, exp.Anonymous | exp.Filter | exp.IgnoreNulls | exp.RespectNulls):
                expressions.source.unsupported(f"{type(inner).__name__.upper()} here", node)
        name = _named(inner)
        least, most, message = _COUNTS.get(name, (0, None, ""))
        if len(inner.expressions) < least or (most is not None and len(inner.expressions) > most):
            expressions.source.fail("SYNTAX_ERROR", message, inner)
        if name in FORMS:
            return FORMS[name](expressions, inner, place)
        if name not in functions.BY_NAME:
            _missing(expressions, name, inner)
        kind = functions.BY_NAME[name][0].kind
        self._allowed(expressions, kind, around, name, node, place)
        grouped = kind == "aggregate" and around.window is None
        if grouped:
            scope = self._source_scope(expressions, inner, place) if place.clause == "ORDER BY" else place.scope
            within = replace(place, scope=scope, aggregates=False, windows=None, clause="aggregation")
            check_aggregate(expressions.source, name, around, inner)
        around, nodes = self._arguments(expressions, inner, around, within)
        if kind == "scalar":
            check_scalar(expressions.source, name, around, inner)
        elif around.window is not None:
            check_window(expressions.source, name, around, node)
            window_matches.refuse_call(expressions.source, around.window, name, node)
            nulls = around.nulls if around.nulls == " IGNORE NULLS" else ""
            over = windows.window_sql(expressions, around.window, place)
            around, within = replace(around, over=over, nulls=nulls), replace(place, windows=None)
        arguments = [self._argument(expressions, each, within) for each in nodes]
        if inner.args.get("overflow") is not None:
            arguments += overflowing(inner.args["overflow"], len(arguments))
        return self.call(expressions, name, arguments, inner, around)

    @staticmethod
    def _argument(expressions: Expressions, node: exp.Expr, place: Place) -> Typed | Lambda:
        return written(expressions, node, place) if isinstance(node, exp.Lambda) else expressions.translate(node, place)

    @staticmethod
    def _source_scope(expressions: Expressions, node: exp.Expr, place: Place) -> Scope:
        """The columns of FROM, for an aggregation in ORDER BY: it may not aggregate what SELECT made."""
        below = place.scope.parent or Scope()
        for column in node.find_all(exp.Column):
            parts = [part.name.lower() for part in column.parts]
            made = {known.sql for known in place.scope.fields if known.answers(parts)}
            if made - {known.sql for known in below.fields if known.answers(parts)}:
                message = "Invalid reference to output projection attribute from ORDER BY aggregation"
                expressions.source.fail("COLUMN_NOT_FOUND", message, column)
        return below

    @staticmethod
    def _allowed(expressions: Expressions, kind: str, around: Around, name: str, node: exp.Expr, place: Place) -> None:
        source = expressions.source
        if around.window is not None and place.windows is None:
            message = f"{place.clause} cannot contain aggregations, window functions or grouping operations"
            source.fail("EXPRESSION_NOT_SCALAR", f"{message}: [{shown(node)}]", node)
        if kind == "window" and around.window is None:
            source.fail("MISSING_OVER", f"Window function {name} requires an OVER clause", node)
        if kind == "aggregate" and around.window is None and not place.aggregates:
            message = f"{place.clause} cannot contain aggregations, window functions or grouping operations"
            source.fail("EXPRESSION_NOT_SCALAR", f"{message}: [{shown(node)}]", node)

    def _arguments(
        self, expressions: Expressions, node: exp.Expr, around: Around, place: Place
    ) -> tuple[Around, list[exp.Expr]]:
        """The argument nodes, with DISTINCT and ORDER BY taken off them."""
        nodes, keys = list(node.expressions), []
        for _ in range(2):  # ORDER BY is around the last argument, and DISTINCT around the first or all
            if nodes and isinstance(nodes[-1], exp.Order):
                keys, nodes[-1] = nodes[-1].expressions, nodes[-1].this
            if nodes and isinstance(nodes[0], exp.Distinct):
                around = replace(around, distinct=True)
                nodes = [*nodes[0].expressions, *nodes[1:]]
        for kind in (expressions.translate(each.this, place).type for each in keys):
            if not comparable.orderable(kind):
                message = f"ORDER BY can only be applied to orderable types (actual: {kind})"
                expressions.source.fail("TYPE_MISMATCH", message, node)
        if keys:
            around = replace(around, order=order_by(expressions, keys, place))
        if around.distinct:
            self._check_distinct(expressions, keys, nodes, node, place)
        return around, [each for each in nodes if not isinstance(each, exp.Star)]

    @staticmethod
    def _check_distinct(
        expressions: Expressions, keys: Sequence[exp.Expr], nodes: Sequence[exp.Expr], call: exp.Expr, place: Place
    ) -> None:
        """Distinct arguments are comparable, and can be in the order of themselves alone."""
        values = [expressions.translate(each, place) for each in nodes if not isinstance(each, exp.Lambda)]
        for value in values:
            if not comparable.comparable(value.type):
                message = f"DISTINCT can only be applied to comparable types (actual: {value.type})"
                expressions.source.fail("TYPE_MISMATCH", message, call)
        given = {value.sql for value in values}
        for key in keys:
            if expressions.translate(key.this, place).sql not in given:
                message = "For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments"
                expressions.source.fail("EXPRESSION_NOT_IN_DISTINCT", message, key)

    @staticmethod
    def _around(expressions: Expressions, node: exp.Expr, around: Around, place: Place) -> Around:
        if isinstance(node, exp.Window):
            return replace(around, window=windows.resolve(expressions, node, place.windows or {}))
        if isinstance(node, exp.Filter):
            scope = place.scope.parent or Scope() if place.clause == "ORDER BY" else place.scope
            within = replace(place, scope=scope, aggregates=False, windows=None, clause="FILTER clause")
            message = "Filter expression must evaluate to a boolean (actual: {})"
            return replace(around, condition=expressions.boolean(node.expression.this, within, message))
        return replace(around, nulls=" IGNORE NULLS" if isinstance(node, exp.IgnoreNulls) else " RESPECT NULLS")

    def call(
        self,
        expressions: Expressions,
        name: str,
        arguments: Sequence[Typed | Lambda],
        node: exp.Expr,
        around: Around | None = None,
    ) -> Typed:
        """The call of a row by name with arguments already translated."""
        if name not in functions.BY_NAME:
            _missing(expressions, name, node)
        if len(arguments) > _MOST_ARGUMENTS:
            message = f"Too many arguments for function call {name}()"
            expressions.source.fail("TOO_MANY_ARGUMENTS", message, node)
        kinds = [argument if isinstance(argument, Lambda) else argument.type for argument in arguments]
        found = functions.find(name, kinds)
        if found is None:
            message = mismatch(name, kinds, functions.BY_NAME[name])
            expressions.source.fail("FUNCTION_NOT_FOUND", message, node)
        pairs = zip(arguments, found.arguments, strict=True)
        converted = [_converted(value, kind) for value, kind in pairs]
        if around is not None and around.distinct and name == "count":
            converted = [replace(value, sql=comparable.key(value.sql, value.type)) for value in converted]
        function = _lenient(found.function) if expressions.tried is node else found.function
        made = _holding(converted, lambda values: _sparing(function, values, found.result))
        if found.function.kind != "scalar":
            made = dressed(found.function, made, converted, found.result, around or Around())
        for value, kind in zip(arguments, found.arguments, strict=True):
            if isinstance(value, Typed) and is_long(value.type) and not is_long(kind):
                return Typed(*long_moments.called(name, made, found.result, value.sql, value.type))
        return Typed(made, found.result)


# Trino's parser counts the arguments of the forms that it rewrites.
_COUNTS: dict[str, tuple[int, int | None, str]] = {
    "coalesce": (2, None, "The 'coalesce' function must have at least two arguments"),
    "format": (2, None, "The 'format' function must have at least two arguments"),
    "if": (2, 3, "Invalid number of arguments for 'if' function"),
    "nullif": (2, 2, "Invalid number of arguments for 'nullif' function"),
    "try": (1, 1, "The 'try' function must have exactly one argument"),
}


def _named(node: exp.Expr) -> str:
    """The name of a function; one in quotation marks is the same as without."""
    written = str(node.this).lower()
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def _converted(value: Typed | Lambda, kind: TrinoType) -> Typed:
    if isinstance(value, Lambda):
        return value.applied(kind)
    return replace(coerce(value, kind), constant=value.constant)


def _holding(arguments: Sequence[Typed], call: Callable[[Sequence[Typed]], str]) -> str:
    """The call with all that it refers to given to it from outside, if a lambda has columns of outer queries."""
    captured: dict[str, str] = {}
    for each in arguments:
        captured |= each.lambda_.captured if isinstance(each, Applied) else {}
    if not captured:
        return call(arguments)
    plain = [each for each in arguments if not isinstance(each, Applied)]
    names = [f"struct_extract({HELD}, 'a{index}')" for index in range(len(plain))]
    inside = iter(names)
    values = [each if isinstance(each, Applied) else replace(each, sql=next(inside)) for each in arguments]
    packed = [(f"a{index}", each.sql) for index, each in enumerate(plain)]
    packed += [(f"c{index}", column) for index, column in enumerate(captured)]
    return f"list_transform([{pack(packed)}], lambda {HELD}: {call(values)})[1]"


def _lenient(function: functions.Function) -> functions.Function:
    """A function as TRY calls it, if Python computes it."""
    return (
        replace(function, call=replace(function.call, lenient=True)) if isinstance(function.call, Python) else function
    )


def _sparing(function: functions.Function, arguments: Sequence[Typed], result: TrinoType) -> str:
    """The template of a function, filled; long arguments that it names more than once are put there by a name, or
    calls within calls would grow without bound."""
    made = _filled(function.call, arguments, result)
    named = [each for each in arguments if each.constant is None and not isinstance(each, Applied)]
    if function.kind != "scalar" or not any(len(each.sql) > _LONG and made.count(each.sql) > 1 for each in named):
        return made

    def body(*names: str) -> str:
        inside = iter(names)
        values = [replace(each, sql=next(inside)) if each in named else each for each in arguments]
        return _filled(function.call, values, result)

    return let([each.sql for each in named], body, '"argument"')


def _filled(template: functions.Expression, arguments: Sequence[Typed], result: TrinoType) -> str:
    if isinstance(template, Python):
        return template.sql(arguments, result)
    if callable(template):
        return template(arguments)
    return template.format(*(value.sql for value in arguments))


def _missing(expressions: Expressions, name: str, node: exp.Expr) -> NoReturn:
    """Refuse a name: by its own if Trino has it, otherwise as Trino does."""
    if name in functions.NAMES:
        expressions.source.unsupported(f"the function {name} yet", node)
    expressions.source.fail("FUNCTION_NOT_FOUND", f"Function '{name}' not registered", node)
