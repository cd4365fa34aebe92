"""JSON as Trino's ``json`` type holds it: compact text, read and written as Jackson does.

``json_parse`` sorts an object's keys and keeps the last of equal ones; numbers with a point or an exponent become
doubles in Java's text (https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/scalar/JsonFunctions.java).
"""

import json
import math
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NoReturn

from tickstack.sql.java_numbers import double, real

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_ESCAPED = re.compile(r'["\\\x00-\x1f]')
_BLANK = " \t\n\r"


class NumberText(str):
    """A number as it is written, where its text counts."""

    __slots__ = ()


class Real(float):
    """A number of Trino's type real."""

    __slots__ = ()


class Pairs(list[tuple[str, Any]]):
    """An object's members in their order, equal keys and all."""


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _pairs(members: list[tuple[str, Any]]) -> Any:
    made = dict(members)
    return made if len(made) == len(members) else Pairs(members)


def _keeping(text: str) -> Any:
    return NumberText(text)


PLAIN = json.JSONDecoder(parse_constant=_constant)
KEEPING = json.JSONDecoder(parse_constant=_constant, parse_int=_keeping, parse_float=_keeping, object_pairs_hook=_pairs)


def parse(text: str) -> Any:
    """The Python value of one JSON text, nothing after it. Raises ValueError."""
    return PLAIN.decode(text.strip(_BLANK))


def string(value: str) -> str:
    """A JSON string with its quotes."""
    escaped = _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", value)
    return f'"{escaped}"'


def number(value: float) -> str:
    """A double; one that is not finite is a string, as Jackson writes it."""
    return double(value) if math.isfinite(value) else f'"{double(value)}"'


def _written_number(text: str) -> str:
    return str(int(text)) if re.fullmatch(r"-?\d+", text) else number(float(text))


_SCALARS: dict[type, Callable[[Any], str]] = {
    str: string,
    NumberText: _written_number,
    bool: lambda value: "true" if value else "false",
    int: str,
    float: number,
    Real: lambda value: real(value) if math.isfinite(value) else f'"{real(value)}"',
    Decimal: lambda value: format(value, "f"),
    type(None): lambda _: "null",
}


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys in the order of Java's strings, which compare UTF-16 units."""
    return sorted(keys, key=lambda key: key.encode("utf-16-be", "surrogatepass"))


def write(value: Any, *, ordered: bool = False) -> str:
    """Compact text; ``ordered`` sorts the keys of objects."""
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        return scalar(value)
    if isinstance(value, dict):
        keys = in_order(value) if ordered else value
        return "{" + ",".join(f"{string(key)}:{write(value[key], ordered=ordered)}" for key in keys) + "}"
    if isinstance(value, Pairs):
        return "{" + ",".join(f"{string(key)}:{write(held)}" for key, held in value) + "}"
    return "[" + ",".join([write(item, ordered=ordered) for item in value]) + "]"


def canonical(text: str) -> str:
    """What ``json_parse(text)`` holds. Raises ValueError."""
    return write(parse(text), ordered=True).encode("utf-8", "replace").decode()
