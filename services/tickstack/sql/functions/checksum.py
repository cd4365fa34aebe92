"""``checksum``: the sum of the values' XXH64, each times a prime, modulo 2^64.

https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/aggregation/ChecksumAggregationFunction.java
"""

import struct
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tickstack.sql.digests import xxhash64
from tickstack.sql.functions.listed import folded_by, listed
from tickstack.sql.functions.row import rows
from tickstack.sql.types import TrinoType

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")
_PRIME = 0x9E3779B185EBCA87
_SHORT = 18  # the digits of a decimal that Trino holds in a long
_LONG = struct.Struct("<q")


def _real_bits(value: float) -> int:
    return int(struct.unpack("<i", struct.pack("<f", value or 0.0))[0])


def _double_bits(value: float) -> int:
    return int(_LONG.unpack(struct.pack("<d", value or 0.0))[0])


def _microseconds(value: datetime) -> int:
    since = value - datetime(1970, 1, 1)  # noqa: DTZ001  a timestamp has no zone
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _days(value: date) -> int:
    return value.toordinal() - date(1970, 1, 1).toordinal()


_NUMBERS: dict[str, Callable[[Any], int]] = {
    **dict.fromkeys(("boolean", "tinyint", "smallint", "integer", "bigint"), int),
    "real": _real_bits,
    "double": _double_bits,
    "date": _days,
}


def _bytes(kind: TrinoType) -> Callable[[Any], bytes]:
    """What Trino hashes of a value."""
    if kind.base in _NUMBERS:
        number = _NUMBERS[kind.base]
        return lambda value: _LONG.pack(number(value))
    if kind.base == "varchar":
        return lambda value: str(value).encode()
    if kind.base == "varbinary":
        return bytes
    if kind.base == "timestamp" and (kind.numbers or (3,))[0] <= 6:
        return lambda value: _LONG.pack(_microseconds(value))
    if kind.base == "decimal" and kind.numbers[0] <= _SHORT:
        return lambda value: _LONG.pack(int(Decimal(value).scaleb(kind.numbers[1])))
    raise NotImplementedError(f"checksum of values of type {kind}")


def _checksum(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Any]], bytes]:  # noqa: ARG001
    hashed = _bytes(kinds[0].inner[0])

    def fold(values: list[Any]) -> bytes:
        total = 0
        for value in values:
            total += _PRIME * (1 if value is None else int.from_bytes(xxhash64(hashed(value)), "big"))
        return (total % 2**64).to_bytes(8, "little")

    return fold


ROWS = (
    _row("checksum", "T -> varbinary", listed, "checksum(IF(y = 'c', CAST(NULL AS integer)))",
         (3 * _PRIME % 2**64).to_bytes(8, "little").hex(" "), folded_by(_checksum)),
)  # fmt: skip
