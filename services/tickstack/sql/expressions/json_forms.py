"""SQL/JSON's functions: what ``parser.json`` read becomes a call of ``json.calls``.

https://trino.io/docs/422/functions/json.html, and the checks of ExpressionAnalyzer in Trino's source.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlglot import exp

from tickstack.sql.casts import cast
from tickstack.sql.coercion import NUMBERS, Typed, coerce, coerces, text
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.expressions.trying import attempted
from tickstack.sql.json import calls as json_calls
from tickstack.sql.json import path as jsonpath
from tickstack.sql.json.calls import Clauses
from tickstack.sql.json.path.syntax import kinds as path_kinds
from tickstack.sql.json.scalars import RETURNED
from tickstack.sql.parser.json import MARK
from tickstack.sql.python import python
from tickstack.sql.type_text import trino_type
from tickstack.sql.types import BOOLEAN, TINYINT, UNKNOWN, VARCHAR, TrinoType

_SCALARS = (*NUMBERS, "boolean", "varchar", "char", "unknown")
_MOMENTS = ("date", "time", "timestamp", "timestamp with time zone")
_MAKERS = ("json_query", "json_object", "json_array")
_ELEMENT, _MEMBER = (f"value passed to {name} function" for name in ("JSON_ARRAY", "JSON_OBJECT"))


class _Form:
    """A call while it is translated."""

    def __init__(self, expressions: Expressions, node: exp.Expr, place: Place) -> None:
        if MARK not in node.meta:
            expressions.source.fail("FUNCTION_NOT_FOUND", f"Function '{node.name}' not registered", node)
        self.expressions, self.node, self.place = expressions, node, place
        self.source = expressions.source
        self.said: dict[str, Any] = node.meta[MARK]
        count = self.said["operands"]
        self.nodes = node.expressions[1 : 1 + count]
        self.defaults = node.expressions[1 + count :]

    def translate(self, node: exp.Expr) -> Typed:
        return self.expressions.translate(node, self.place)

    def input(self, node: exp.Expr, form: str | None) -> tuple[Typed, str]:
        """An operand that is JSON text, and its encoding."""
        value = self.translate(node)
        encoding = form or "UTF8"
        if value.type.base not in ("varchar", "char", "unknown") and (
            value.type.base != "varbinary" or encoding not in ("UTF8", "UTF16", "UTF32")
        ):
            message = f"Cannot read input of type {value.type} as JSON using formatting {form or 'JSON'}"
            self.source.fail("TYPE_MISMATCH", message, node)
        return value if value.type != UNKNOWN else coerce(value, VARCHAR), encoding

    def operand(self, node: exp.Expr, form: str | None, what: str) -> tuple[Typed, str | None]:
        """A value that becomes JSON: JSON text if it is said to be or is made so, otherwise a scalar.

        ``what`` says what it is where its type is refused.
        """
        if form is not None or (isinstance(node, exp.Anonymous) and str(node.this).lower() in _MAKERS):
            return self.input(node, form)
        value = self.translate(node)
        if value.type.base in _SCALARS:
            return value, None
        made = cast(value, VARCHAR, self.expressions.work.timestamp_cast)
        if made is None:
            place = node if value.type.base == "varbinary" else self.node
            self.source.fail("NOT_SUPPORTED", f"Unsupported type of {what}: {value.type}", place)
        return Typed(made, VARCHAR), None

    def path(self) -> jsonpath.Path:
        try:
            path = jsonpath.parse(self.said["path"])
        except jsonpath.PathSyntaxError as error:
            self.source.fail("INVALID_PATH", str(error), self.node)
        used = path_kinds(path.root)
        if ("like_regex", None) in used:
            self.source.unsupported("like_regex in a JSON path, nor does Trino 422", self.node)
        if ("method", "datetime") in used:
            self.source.unsupported("datetime() in a JSON path, nor does Trino 422", self.node)
        missing = next((name for name in sorted(path.variables) if name not in self.said["names"]), None)
        if missing is not None:
            self.source.fail("INVALID_PATH", f"no value passed for parameter {missing}", self.node)
        return path

    def invoked(self, **clauses: Any) -> list[Typed]:
        """The arguments of a call with a path: the input, the clauses, the values of PASSING."""
        self.path()
        value, encoding = self.input(self.nodes[0], self.said["formats"][0])
        formats: list[str | None] = [encoding]
        passed = []
        for node, form in zip(self.nodes[1:], self.said["formats"][1:], strict=True):
            argument, made = self.operand(node, form, "JSON path parameter")
            if self.translate(node).type.base in _MOMENTS:
                self.source.unsupported("dates and times in PASSING", node)
            passed.append(argument)
            formats.append(made)
        said = Clauses(path=self.said["path"], names=tuple(self.said["names"]), formats=tuple(formats), **clauses)
        return [value, text(said.text()), *passed]

    def returned(self, default: TrinoType = VARCHAR) -> TrinoType:
        return trino_type(self.said["returning"]) if "returning" in self.said else default

    def as_text(self, made: Typed) -> Typed:
        """JSON text in the type that RETURNING says."""
        target = self.returned()
        if target.base == "varbinary":
            encoding = self.said.get("output") or "UTF8"
            if encoding == "UTF8":
                return Typed(f"encode({made.sql})", target)
            return Typed(python(json_calls.encoded).sql([made, text(encoding)], target), target)
        if target.base not in ("varchar", "char"):
            message = f"Cannot output JSON value as {target} using formatting JSON"
            self.source.fail("TYPE_MISMATCH", message, self.node)
        return Typed(cast(made, target) or "", target)


def _exists(form: _Form) -> Typed:
    arguments = form.invoked(error=form.said.get("error", "FALSE"))
    return Typed(python(json_calls.exists, nulls=True, typed=True).sql(arguments, BOOLEAN), BOOLEAN)


def _value(form: _Form) -> Typed:
    target = form.returned()
    moment = target.base in _MOMENTS
    if target.base not in RETURNED and not moment:
        form.source.fail("TYPE_MISMATCH", f"Invalid return type of function JSON_VALUE: {target}", form.node)
    empty, error = form.said.get("empty", "NULL"), form.said.get("error", "NULL")
    if moment and error != "NULL":
        form.source.unsupported(f"JSON_VALUE RETURNING {target} with {error} ON ERROR", form.node)
    arguments = form.invoked(empty=empty, error=error)
    carrier = TrinoType("row", (), (TINYINT, VARCHAR if moment else target), (None, None))
    call = python(json_calls.scalar, nulls=True, typed=True).sql(arguments, carrier)
    made = f"struct_extract({call}, 'f1')"
    if moment:
        made = attempted(made, lambda sql: cast(Typed(sql, VARCHAR), target) or "")
    branches = [
        f"WHEN {number} THEN {_default(form, where, target)}"
        for number, where in ((1, "empty"), (2, "error"))
        if f"{where}_default" in form.said
    ]
    if not branches:
        return Typed(made, target)
    return Typed(f"(CASE struct_extract({call}, 'f0') {' '.join(branches)} ELSE {made} END)", target)


def _default(form: _Form, where: str, target: TrinoType) -> str:
    node = form.defaults[form.said[f"{where}_default"]]
    value = form.translate(node)
    if not coerces(value.type, target):
        message = (
            f"Function JSON_VALUE default ON {where.upper()} result must evaluate to a {target} (actual: {value.type})"
        )
        form.source.fail("TYPE_MISMATCH", message, node)
    return coerce(value, target).sql


def _query(form: _Form) -> Typed:
    wrapper, quotes = form.said.get("wrapper", "WITHOUT"), form.said.get("quotes")
    if quotes is not None and wrapper != "WITHOUT":
        message = f"{quotes} QUOTES behavior specified with WITH {wrapper} ARRAY WRAPPER behavior"
        form.source.fail("INVALID_FUNCTION_ARGUMENT", message, form.node)
    empty, error = form.said.get("empty", "NULL"), form.said.get("error", "NULL")
    arguments = form.invoked(empty=empty, error=error, wrapper=wrapper, quotes=quotes or "KEEP")
    return form.as_text(Typed(python(json_calls.query, nulls=True, typed=True).sql(arguments, VARCHAR), VARCHAR))


def _array(form: _Form) -> Typed:
    parts = [form.operand(node, said, _ELEMENT) for node, said in zip(form.nodes, form.said["formats"], strict=True)]
    clauses = Clauses(formats=tuple(made for _, made in parts), nulls=form.said.get("nulls", "ABSENT"))
    arguments = [text(clauses.text()), *(value for value, _ in parts)]
    return form.as_text(Typed(python(json_calls.array, nulls=True, typed=True).sql(arguments, VARCHAR), VARCHAR))


def _object(form: _Form) -> Typed:
    keys = [form.translate(node) for node in form.nodes[::2]]
    for key, node in zip(keys, form.nodes[::2], strict=True):
        if key.type.base not in ("varchar", "char", "unknown"):
            form.source.fail("INVALID_FUNCTION_ARGUMENT", f"Invalid type of JSON object key: {key.type}", node)
    parts = [
        form.operand(node, said, _MEMBER) for node, said in zip(form.nodes[1::2], form.said["formats"], strict=True)
    ]
    clauses = Clauses(
        formats=tuple(made for _, made in parts),
        nulls=form.said.get("nulls", "NULL"),
        unique=form.said.get("unique", False),
    )
    arguments = [text(clauses.text())]
    for key, (value, _) in zip(keys, parts, strict=True):
        arguments += [coerce(key, VARCHAR) if key.type == UNKNOWN else key, value]
    return form.as_text(Typed(python(json_calls.make_object, nulls=True, typed=True).sql(arguments, VARCHAR), VARCHAR))


_FORMS: dict[str, Callable[[_Form], Typed]] = {
    "json_exists": _exists,
    "json_value": _value,
    "json_query": _query,
    "json_array": _array,
    "json_object": _object,
}


def _handler(name: str) -> Callable[[Expressions, exp.Expr, Place], Typed]:
    return lambda expressions, node, place: _FORMS[name](_Form(expressions, node, place))


FORMS = {name: _handler(name) for name in _FORMS}
