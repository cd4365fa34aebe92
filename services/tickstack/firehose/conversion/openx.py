"""The OpenX JSON SerDe: lenient, it reads text as what its column is, and anything as text.

Sources: the SerDe's documentation (https://github.com/rcongiu/Hive-JSON-Serde), Firehose's DeserializerOpenX options,
captures of the service. Where it reads a value at all, it takes a single one for an array and an array for a struct.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tickstack.firehose.conversion import text_values, values
from tickstack.firehose.conversion.documents import Number
from tickstack.firehose.conversion.values import Mismatch, not_a_number
from tickstack.sql.types import TrinoType

SERDE = "org.openx.data.JsonSerDe"

type Read = Callable[[Any], Any]
"""Makes a JSON value that is not null a value of a column. Raises Mismatch."""


@dataclass(frozen=True)
class OpenX:
    """The options: dots in keys become underscores, keys are compared in lower case, columns have other keys."""

    dots: bool = False
    lower: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)

    def supports(self, name: str, kind: TrinoType) -> bool:  # noqa: ARG002  names are of no matter here
        """Whether the SerDe has the type of a column."""
        return kind.base != "varbinary" and all(self.supports("", inner) for inner in kind.inner)

    def reader(self, row: TrinoType) -> Read:
        """What makes an object a row of the struct ``row``."""
        return self._struct(row)

    def _reader(self, kind: TrinoType) -> Read:
        nested = {"array": self._array, "map": self._map, "row": self._struct}.get(kind.base)
        if nested is not None:
            return nested(kind)
        return {"boolean": _boolean, "varchar": _text, "char": _text, "date": _date}.get(kind.base, _number)(kind)

    def _key(self, name: str) -> str:
        key = self.keys.get(name, name)
        return key.lower() if self.lower else key

    def _found(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """The members by the keys that are looked up; of several that are the same the last one counts."""
        if self.dots:
            value = {key.replace(".", "_"): held for key, held in value.items()}
        return {key.lower(): held for key, held in value.items()} if self.lower else value

    def _struct(self, kind: TrinoType) -> Read:
        fields = [
            (self._key(name or ""), self._reader(inner)) for name, inner in zip(kind.names, kind.inner, strict=True)
        ]
        found = self._found

        def read(value: Any) -> tuple[Any, ...]:
            if isinstance(value, list):
                value = {key: held for (key, _), held in zip(fields, value, strict=False)}
            elif isinstance(value, dict):
                value = found(value)
            else:
                raise not_a_number(shown(value))
            get = value.get
            return tuple([None if (held := get(key)) is None else each(held) for key, each in fields])

        return read

    def _array(self, kind: TrinoType) -> Read:
        element = self._reader(kind.inner[0])

        def read(value: Any) -> list[Any] | None:
            if isinstance(value, list):
                return [None if held is None else element(held) for held in value]
            if isinstance(value, str) and not value.strip():
                return None
            return [element(value)]

        return read

    def _map(self, kind: TrinoType) -> Read:
        key, element = text_values.reader(kind.inner[0]), self._reader(kind.inner[1])

        def read(value: Any) -> dict[Any, Any]:
            if not isinstance(value, dict):
                raise not_a_number(shown(value))
            return {key(name): None if held is None else element(held) for name, held in value.items()}

        return read


def _number(kind: TrinoType) -> Read:
    read = text_values.reader(kind)
    whole, double = kind.base in values.BITS, kind.base == "double"

    def number(value: Any) -> Any:
        if whole and type(value) is int:
            return values.in_range(value, kind)
        if double and type(value) is Number:
            return float(value)
        if type(value) is int:
            return read(str(value))
        if isinstance(value, str):
            return read(value)
        raise not_a_number(shown(value))

    return number


def _boolean(_kind: TrinoType) -> Read:
    def boolean(value: Any) -> bool:
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and not isinstance(value, Number):
            return value.lower() == "true"
        raise Mismatch(f"{_java_class(value)} cannot be cast to java.lang.Boolean")

    return boolean


def _date(_kind: TrinoType) -> Read:
    def day(value: Any) -> int:
        if isinstance(value, str) and not isinstance(value, Number):
            return values.day(value)
        raise not_a_number(shown(value))

    return day


def _text(kind: TrinoType) -> Read:
    return lambda value: values.sized(value if isinstance(value, str) else shown(value), kind)


def shown(value: Any) -> str:
    """A JSON value as text: text as it is, numbers as they are written, the rest as JSON."""
    return str(value) if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{_json(str(key))}:{_json(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _java_class(value: Any) -> str:
    if isinstance(value, int):
        return "java.lang.Integer" if -(1 << 31) <= value < 1 << 31 else "java.lang.Long"
    return "java.lang.Double" if isinstance(value, Number) else "org.openx.data.jsonserde.json.JSONObject"
