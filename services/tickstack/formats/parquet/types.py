"""Which Parquet type a column of a Hive type gets, and the bytes of its values: a row for each type.

Values are as ``formats`` describes them: a date in days, a timestamp in nanoseconds, a decimal unscaled.
Source: Hive's HiveSchemaConverter and DataWritableWriter.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.sql.types import TrinoType

BOOLEAN, INT32, INT64, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED = 0, 1, 2, 3, 4, 5, 6, 7
UTF8, MAP, MAP_KEY_VALUE, LIST, DECIMAL, DATE, INT_8, INT_16 = 0, 1, 2, 3, 5, 6, 15, 16

_DAY = 86_400_000_000_000
_JULIAN_1970 = 2_440_588


def _as_they_are(values: Sequence[Any]) -> Sequence[Any]:
    return values


def _utf8(values: Sequence[str]) -> Sequence[bytes]:
    return [value.encode() for value in values]


@dataclass(frozen=True)
class Physical:
    """A leaf's type. ``width`` is a value's bytes, 0 where they vary.

    ``stored`` makes values what ``plain`` encodes; ``ordered``: readers may be told the least and the greatest.
    """

    type: int
    plain: Callable[[Sequence[Any]], bytes]
    width: int
    converted: int | None = None
    precision: int | None = None
    scale: int | None = None
    ordered: bool = True
    stored: Callable[[Sequence[Any]], Sequence[Any]] = _as_they_are

    def size(self, values: Sequence[Any]) -> int:
        """The bytes of values, about."""
        return self.width * len(values) if self.width else sum(map(len, values)) + 4 * len(values)


def _packed(code: str) -> Callable[[Sequence[Any]], bytes]:
    return lambda values: struct.pack(f"<{len(values)}{code}", *values)


def _bits(values: Sequence[bool]) -> bytes:
    """Booleans, eight a byte, the first in the lowest bit."""
    digits = "".join("1" if value else "0" for value in reversed(values))
    return int(digits or "0", 2).to_bytes((len(values) + 7) // 8, "little")


def _byte_arrays(values: Sequence[bytes]) -> bytes:
    length = struct.Struct("<I").pack
    return b"".join([part for value in values for part in (length(len(value)), value)])


def _moments(values: Sequence[int]) -> bytes:
    """INT96: the nanoseconds of the day, then the Julian day."""
    pack = struct.Struct("<qi").pack
    split = (divmod(value, _DAY) for value in values)
    return b"".join([pack(nanoseconds, day + _JULIAN_1970) for day, nanoseconds in split])


def _fixed(width: int) -> Callable[[Sequence[int]], bytes]:
    return lambda values: b"".join([value.to_bytes(width, "big", signed=True) for value in values])


def _decimal(kind: TrinoType) -> Physical:
    precision, scale = kind.numbers
    width = ((10**precision).bit_length() + 8) // 8
    return Physical(FIXED, _fixed(width), width, DECIMAL, precision, scale)


_TEXT = Physical(BYTE_ARRAY, _byte_arrays, 0, UTF8, stored=_utf8)
_ROWS = {
    "boolean": Physical(BOOLEAN, _bits, 1, ordered=False),
    "tinyint": Physical(INT32, _packed("i"), 4, INT_8),
    "smallint": Physical(INT32, _packed("i"), 4, INT_16),
    "integer": Physical(INT32, _packed("i"), 4),
    "bigint": Physical(INT64, _packed("q"), 8),
    "real": Physical(FLOAT, _packed("f"), 4, ordered=False),
    "double": Physical(DOUBLE, _packed("d"), 8, ordered=False),
    "varchar": _TEXT,
    "char": _TEXT,
    "varbinary": Physical(BYTE_ARRAY, _byte_arrays, 0, ordered=False),
    "date": Physical(INT32, _packed("i"), 4, DATE),
    "timestamp": Physical(INT96, _moments, 12, ordered=False),
}


def physical(kind: TrinoType) -> Physical:
    """The Parquet type of a scalar type."""
    return _decimal(kind) if kind.base == "decimal" else _ROWS[kind.base]
