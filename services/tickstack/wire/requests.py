"""A request's JSON body as Python values of its input shape; the wrong JSON type answers as AWS's own parser does.

The texts of ``SerializationException`` were measured on Athena; a body that is no JSON object has no text at all.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from tickstack.errors import AwsError

_LIST_START = "Start of list found where not expected"
_MAP_START = "Start of structure or map found where not expected."


def malformed(message: str | None = None) -> AwsError:
    return AwsError("SerializationException", message)


def read_request(body: bytes, shape: StructureShape | None) -> dict[str, Any]:
    """Decode ``body`` by ``shape``. Raises AwsError (SerializationException).

    Unknown members are ignored, a null member counts as absent, a null in a list is dropped.
    """
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise malformed() from None
    if isinstance(document, list):
        raise malformed(_LIST_START)
    if not isinstance(document, dict):
        raise malformed()
    return _structure(shape, document) if shape is not None else {}


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _structure(shape: Shape, value: Any) -> dict[str, Any]:
    assert isinstance(shape, StructureShape)
    if isinstance(value, list):
        raise malformed(_LIST_START)
    if not isinstance(value, dict):
        raise malformed("Expected null")
    return {name: _decode(member, value[name]) for name, member in shape.members.items() if value.get(name) is not None}


def _list(shape: Shape, value: Any) -> list[Any]:
    assert isinstance(shape, ListShape)
    if isinstance(value, dict):
        raise malformed(_MAP_START)
    if not isinstance(value, list):
        raise malformed("Expected list or null")
    return [_decode(shape.member, item) for item in value if item is not None]


def _map(shape: Shape, value: Any) -> dict[str, Any]:
    assert isinstance(shape, MapShape)
    if isinstance(value, list):
        raise malformed(_LIST_START)
    if not isinstance(value, dict):
        raise malformed("Expected null")
    return {key: _decode(shape.value, item) for key, item in value.items() if item is not None}


def _token(value: Any) -> str:
    """The JSON token of a scalar, as the parser's texts name it."""
    if isinstance(value, bool):
        return "TRUE_VALUE" if value else "FALSE_VALUE"
    return "STRING_VALUE" if isinstance(value, str) else "NUMBER_VALUE"


def _scalar(kind: str, accepts: Callable[[Any], bool], convert: Callable[[Any], Any]) -> Callable[[Shape, Any], Any]:
    def decode(shape: Shape, value: Any) -> Any:  # noqa: ARG001 - the signature that every decoder has
        if isinstance(value, list):
            raise malformed(_LIST_START)
        if isinstance(value, dict):
            raise malformed(_MAP_START)
        if not accepts(value):
            raise malformed(f"{_token(value)} can not be converted to {kind}")
        try:
            return convert(value)
        except (ValueError, OverflowError, OSError, binascii.Error):
            raise malformed() from None

    return decode


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _moment(value: float) -> datetime:
    return datetime.fromtimestamp(value, UTC)


_DECODERS: dict[str, Callable[[Shape, Any], Any]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _scalar("a String", _is_text, str),
    "integer": _scalar("an Integer", _is_number, int),
    "long": _scalar("a Long", _is_number, int),
    "float": _scalar("a Float", _is_number, float),
    "double": _scalar("a Double", _is_number, float),
    "boolean": _scalar("a Boolean", lambda value: isinstance(value, bool), bool),
    "timestamp": _scalar("a Timestamp", _is_number, _moment),
    "blob": _scalar("a Blob", _is_text, lambda text: base64.b64decode(text, validate=True)),
}


def _decode(shape: Shape, value: Any) -> Any:
    return _DECODERS[shape.type_name](shape, value)
