"""What JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY compute, as functions that DuckDB calls.

A call is given what its clauses say as a constant text (``Clauses``), and the values of its operands. The errors are
those of https://github.com/trinodb/trino/tree/422/core/trino-main/src/main/java/io/trino/operator/scalar/json.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from tickstack.sql.json import path as jsonpath
from tickstack.sql.json.scalars import CastError, converted, kind_of
from tickstack.sql.json.text import PLAIN, Real, write
from tickstack.sql.python import refusal
from tickstack.sql.types import TrinoType

_ENCODINGS = {"UTF8": "utf-8", "UTF16": "utf-16-le", "UTF32": "utf-32-le"}


@dataclass(frozen=True)
class Clauses:
    """The clauses of a call. ``formats`` says of each operand that is JSON text in which encoding it is."""

    path: str = ""
    names: tuple[str, ...] = ()
    formats: tuple[str | None, ...] = ()
    empty: str = "NULL"
    error: str = "NULL"
    wrapper: str = "WITHOUT"
    quotes: str = "KEEP"
    nulls: str = "NULL"
    unique: bool = False

    def text(self) -> str:
        """The constant that stands in a call."""
        return json.dumps(asdict(self), sort_keys=True)


@lru_cache(maxsize=256)
def _clauses(text: str) -> Clauses:
    said: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}
    return Clauses(**said)


class _JsonError(Exception):
    """An error that the ON ERROR clause decides upon: Trino's name for it and its message."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name

    def refused(self) -> Exception:
        return refusal(self.name, str(self))


def _input_error(message: str) -> _JsonError:
    return _JsonError("JSON_INPUT_CONVERSION_ERROR", f"conversion to JSON failed: {message}")


def _output_error(message: str) -> _JsonError:
    return _JsonError("JSON_OUTPUT_CONVERSION_ERROR", f"conversion from JSON failed: {message}")


def _value_error(message: str) -> _JsonError:
    return _JsonError("JSON_VALUE_RESULT_ERROR", f"cannot extract SQL scalar from JSON: {message}")


def _read(value: str | bytes, encoding: str, what: str) -> Any:
    """The JSON value of text. Raises _JsonError."""
    try:
        text = value if isinstance(value, str) else value.decode(_ENCODINGS[encoding])
        return PLAIN.raw_decode(text.lstrip(" \t\n\r"))[0]
    except (ValueError, RecursionError):
        raise _input_error(what) from None


def _item(value: Any, kind: TrinoType) -> Any:
    return Real(value) if kind.base == "real" and value is not None else value


def _found(name: str, clauses: Clauses, value: Any, kinds: Sequence[TrinoType], arguments: Sequence[Any]) -> Any:
    """The items that the path finds. Raises _JsonError."""
    read = _read(value, clauses.formats[0] or "UTF8", f"malformed input argument to {name} function")
    variables: dict[str, list[Any]] = {}
    for variable, form, kind, each in zip(clauses.names, clauses.formats[1:], kinds, arguments, strict=True):
        if form is None:
            variables[variable] = [_item(each, kind)]
        else:
            what = f"malformed JSON path parameter to {name} function"
            variables[variable] = [] if each is None else [_read(each, form, what)]
    try:
        return jsonpath.evaluate(jsonpath.parse(clauses.path), read, variables)
    except jsonpath.PathError as error:
        raise _JsonError("PATH_EVALUATION_ERROR", f"path evaluation failed: {error}") from None


def exists(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[..., bool | None]:
    """JSON_EXISTS: whether the path finds anything."""

    def json_exists(value: Any, text: str, *arguments: Any) -> bool | None:
        if value is None:
            return None
        clauses = _clauses(text)
        try:
            return bool(_found("JSON_EXISTS", clauses, value, kinds[2:], arguments))
        except _JsonError as error:
            if clauses.error == "ERROR":
                raise error.refused() from None
            return {"TRUE": True, "FALSE": False}.get(clauses.error)

    return json_exists


def scalar(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[..., dict[str, Any] | None]:
    """JSON_VALUE: the scalar that the path finds, or which DEFAULT counts: 1 for that of EMPTY, 2 for that of ERROR."""
    target = result.inner[1]

    def json_value(value: Any, text: str, *arguments: Any) -> dict[str, Any] | None:
        if value is None:
            return None
        clauses = _clauses(text)
        try:
            items = _found("JSON_VALUE", clauses, value, kinds[2:], arguments)
            if not items:
                return _default(clauses.empty, 1, _value_error("JSON path found no items"))
            return {"f0": 0, "f1": _scalar(items, target)}
        except _JsonError as error:
            return _default(clauses.error, 2, error)

    return json_value


def _default(behavior: str, number: int, error: _JsonError) -> dict[str, Any]:
    if behavior == "ERROR":
        raise error.refused()
    return {"f0": number if behavior == "DEFAULT" else 0, "f1": None}


def _scalar(items: Sequence[Any], target: TrinoType) -> Any:
    if len(items) > 1:
        raise _value_error("JSON path found multiple items")
    if isinstance(items[0], dict | list):
        raise _value_error("JSON path found an item that cannot be converted to an SQL value")
    try:
        return None if items[0] is None else converted(items[0], target)
    except CastError:
        message = f"Cannot cast value of type {kind_of(items[0])} to declared return type of function JSON_VALUE: "
        raise _value_error(f"{message}{target}") from None


def query(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[..., str | None]:
    """JSON_QUERY: what the path finds as JSON text."""

    def json_query(value: Any, text: str, *arguments: Any) -> str | None:
        if value is None:
            return None
        clauses = _clauses(text)
        try:
            items = _found("JSON_QUERY", clauses, value, kinds[2:], arguments)
            if not items:
                return _special(clauses.empty, _output_error("JSON path found no items"))
            return _text(_wrapped(clauses.wrapper, items), clauses)
        except _JsonError as error:
            return _special(clauses.error, error)

    return json_query


def _special(behavior: str, error: _JsonError) -> str | None:
    if behavior == "ERROR":
        raise error.refused()
    return {"EMPTY ARRAY": "[]", "EMPTY OBJECT": "{}"}.get(behavior)


def _wrapped(wrapper: str, items: Sequence[Any]) -> Sequence[Any]:
    alone = len(items) == 1 and isinstance(items[0], dict | list)
    wrapped = wrapper == "UNCONDITIONAL" or (wrapper == "CONDITIONAL" and not alone)
    return [list(items)] if wrapped else items


def _text(items: Sequence[Any], clauses: Clauses) -> str:
    if len(items) > 1:
        raise _output_error("JSON path found multiple items")
    if clauses.quotes == "OMIT" and isinstance(items[0], str):
        return items[0]
    return write(items[0])


def encoded(made: str, encoding: str) -> bytes:
    """JSON text as bytes."""
    return made.encode(_ENCODINGS[encoding])


def _member(value: Any, form: str | None, kind: TrinoType) -> Any:
    if value is None or form is None:
        return _item(value, kind)
    try:
        return _read(value, form, "")
    except _JsonError:
        raise _input_error("malformed JSON text").refused() from None


def array(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[..., str]:
    """JSON_ARRAY."""

    def json_array(text: str, *values: Any) -> str:
        clauses = _clauses(text)
        parts = zip(values, clauses.formats, kinds[1:], strict=True)
        return write([_member(*part) for part in parts if part[0] is not None or clauses.nulls == "NULL"])

    return json_array


def make_object(kinds: Sequence[TrinoType], _: TrinoType) -> Callable[..., str]:
    """JSON_OBJECT, whose operands are keys and values in turn."""

    def json_object(text: str, *operands: Any) -> str:
        clauses = _clauses(text)
        made: dict[str, Any] = {}
        values = zip(operands[1::2], clauses.formats, kinds[2::2], strict=True)
        for key, (value, form, kind) in zip(operands[::2], values, strict=True):
            if key is None:
                raise refusal("INVALID_FUNCTION_ARGUMENT", "null value passed for JSON object key")
            if value is None and clauses.nulls == "ABSENT":
                continue
            if clauses.unique and key in made:
                raise _output_error("duplicate key passed to JSON_OBJECT function").refused()
            made[key] = _member(value, form, kind)
        return write(made)

    return json_object
