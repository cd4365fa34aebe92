"""Hive's own JSON SerDe (HCatalog's): strict in what is a number and what is nested, with formats for timestamps.

Sources: org.apache.hive.hcatalog.data.JsonSerDe and org.apache.hive.common.util.TimestampParser, the API reference of
HiveJsonSerDe. A format that does not take a text leaves it to the next one, and at last to java.sql.Timestamp.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.firehose.conversion import text_values, values
from tickstack.firehose.conversion.documents import Number
from tickstack.firehose.conversion.values import Mismatch
from tickstack.sql.joda import fields, patterns
from tickstack.sql.joda.bucket import Bucket, FormatError
from tickstack.sql.joda.mysql import PatternError
from tickstack.sql.types import TrinoType

SERDE = "org.apache.hive.hcatalog.data.JsonSerDe"

type Read = Callable[[Any], Any]
"""Makes a JSON value that is not null a value of a column. Raises Mismatch."""

_MILLIS = re.compile(r"(-?[0-9]{1,19})(?:\.[0-9]+)?")
_JAVA = {"tinyint": "Java byte", "smallint": "Java short", "integer": "int", "bigint": "long"}


def _millis(text: str) -> int | None:
    match = _MILLIS.fullmatch(text)
    return int(match[1]) if match else None


def timestamp_format(pattern: str) -> Callable[[str], int | None]:
    """What reads a text by a Joda pattern, or by ``millis``: milliseconds since 1970, None where it does not fit.

    Raises ValueError, with the pattern, for what is none.
    """
    if pattern == "millis":
        return _millis
    try:
        elements = patterns.elements(pattern)
    except PatternError as error:
        raise ValueError(f"{pattern}: {error}") from None

    def read(text: str) -> int | None:
        bucket = Bucket()
        if elements.read(bucket, text, 0) != len(text):
            return None
        first = min(bucket.saved, key=lambda pair: (-pair[0].span, -pair[0].unit), default=None)
        if first is not None and fields.default_year(first[0]):
            bucket.saved.append((fields.YEAR, 1970))
        try:
            return bucket.instant(text)[0]
        except FormatError:
            return None

    return read


@dataclass(frozen=True)
class Hive:
    """``formats`` are tried in their order."""

    formats: Sequence[str] = ()

    def supports(self, name: str, kind: TrinoType) -> bool:  # noqa: ARG002  every type is there
        """Whether the SerDe has a column of such a name."""
        return "." not in name

    def reader(self, row: TrinoType) -> Read:
        """What makes an object a row of the struct ``row``."""
        return self._struct(row)

    def _reader(self, kind: TrinoType) -> Read:
        nested = {"array": self._array, "map": self._map, "row": self._struct}.get(kind.base)
        if nested is not None:
            return nested(kind)
        if kind.base in values.BITS:
            return _whole(kind)
        return {"real": _single, "double": _floating}.get(kind.base) or _scalar(self._text_reader(kind))

    def _text_reader(self, kind: TrinoType) -> Callable[[str], Any]:
        if kind.base != "timestamp":
            return text_values.reader(kind)
        formats = [timestamp_format(pattern) for pattern in self.formats]

        def timestamp(text: str) -> int:
            for read in formats:
                if (found := read(text)) is not None:
                    return values.wrapped(found * 1_000_000)
            return text_values.java_timestamp(text)

        return timestamp

    def _struct(self, kind: TrinoType) -> Read:
        readers = [(name, self._reader(inner)) for name, inner in zip(kind.names, kind.inner, strict=True)]

        def read(value: Any) -> tuple[Any, ...]:
            if not isinstance(value, dict):
                raise Mismatch("Start of Object expected")
            get = {key.lower(): held for key, held in value.items()}.get
            return tuple([None if (held := get(name)) is None else each(held) for name, each in readers])

        return read

    def _array(self, kind: TrinoType) -> Read:
        element = self._reader(kind.inner[0])

        def read(value: Any) -> list[Any]:
            if not isinstance(value, list):
                raise Mismatch("Start of Array expected")
            return [None if held is None else element(held) for held in value]

        return read

    def _map(self, kind: TrinoType) -> Read:
        key, element = self._text_reader(kind.inner[0]), self._reader(kind.inner[1])

        def read(value: Any) -> dict[Any, Any]:
            if not isinstance(value, dict):
                raise Mismatch("Start of Object expected")
            return {key(name): None if held is None else element(held) for name, held in value.items()}

        return read


def _numeric(value: Any) -> str:
    """The text of a number. Raises Mismatch for anything else."""
    if isinstance(value, Number) or type(value) is int:
        return str(value)
    token = {bool: f"VALUE_{str(value).upper()}", dict: "START_OBJECT", list: "START_ARRAY"}.get(
        type(value), "VALUE_STRING"
    )
    raise Mismatch(f"Current token ({token}) not numeric, can not use numeric value accessors")


def _whole(kind: TrinoType) -> Read:
    limit = 1 << values.BITS[kind.base] - 1

    def read(value: Any) -> int:
        """A fraction is cut off, as Jackson does where a whole number is asked for."""
        text = _numeric(value)
        number: float = value if type(value) is int else values.floating(text)
        if not -limit <= number < limit:
            raise Mismatch(f"Numeric value ({text}) out of range of {_JAVA[kind.base]}")
        return int(number)

    return read


def _floating(value: Any) -> float:
    return values.floating(_numeric(value))


def _single(value: Any) -> float:
    return values.single(_floating(value))


def _scalar(read: Callable[[str], Any]) -> Read:
    """What the token's text is read as; of something nested there is none."""

    def scalar(value: Any) -> Any:
        if isinstance(value, bool):
            return read("true" if value else "false")
        if isinstance(value, (dict, list)):
            raise Mismatch("Nested objects and arrays are not supported in a column of a scalar type")
        return read(str(value))

    return scalar
