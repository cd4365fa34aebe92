"""A reply as JSON, checked against its output shape: a key or type that AWS does not answer is a defect."""

import base64
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape


class ReplyError(Exception):
    """An operation answered what its output shape does not have. A defect of tickstack, never of a caller."""


def write_reply(reply: Mapping[str, Any], shape: StructureShape | None) -> bytes:
    """Encode ``reply``: timestamps as epoch seconds, members that are None left out. Raises ReplyError."""
    if shape is None:
        if reply:
            raise ReplyError(f"the operation answers nothing, not {sorted(reply)}")
        return b"{}"
    return json.dumps(_structure(shape, reply, shape.name), separators=(",", ":")).encode()


def _structure(shape: Shape, value: Any, path: str) -> dict[str, Any]:
    assert isinstance(shape, StructureShape)
    if not isinstance(value, Mapping):
        raise ReplyError(f"{path} is a structure, not {value!r}")
    unknown = [name for name in value if name not in shape.members]
    if unknown:
        raise ReplyError(f"{path} has no member {', '.join(map(repr, unknown))}")
    return {
        name: _encode(shape.members[name], item, f"{path}.{name}") for name, item in value.items() if item is not None
    }


def _list(shape: Shape, value: Any, path: str) -> list[Any]:
    assert isinstance(shape, ListShape)
    if isinstance(value, str | bytes | Mapping):
        raise ReplyError(f"{path} is a list, not {value!r}")
    return [_encode(shape.member, item, f"{path}[]") for item in value]


def _map(shape: Shape, value: Any, path: str) -> dict[str, Any]:
    assert isinstance(shape, MapShape)
    if not isinstance(value, Mapping):
        raise ReplyError(f"{path} is a map, not {value!r}")
    return {key: _encode(shape.value, item, f"{path}.{key}") for key, item in value.items()}


def _scalar(types: tuple[type, ...], write: Callable[[Any], Any]) -> Callable[[Shape, Any, str], Any]:
    def encode(shape: Shape, value: Any, path: str) -> Any:
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise ReplyError(f"{path} is a {shape.type_name}, not {value!r}")
        return write(value)

    return encode


def _seconds(moment: datetime) -> float:
    if moment.tzinfo is None:
        raise ReplyError(f"{moment} has no zone")
    return round(moment.timestamp(), 3)


_ENCODERS: dict[str, Callable[[Shape, Any, str], Any]] = {
    "structure": _structure,
    "list": _list,
    "map": _map,
    "string": _scalar((str,), str),
    "integer": _scalar((int,), int),
    "long": _scalar((int,), int),
    "float": _scalar((int, float), float),
    "double": _scalar((int, float), float),
    "boolean": _scalar((bool,), bool),
    "timestamp": _scalar((datetime,), _seconds),
    "blob": _scalar((bytes,), lambda data: base64.b64encode(data).decode()),
}


def _encode(shape: Shape, value: Any, path: str) -> Any:
    return _ENCODERS[shape.type_name](shape, value, path)
