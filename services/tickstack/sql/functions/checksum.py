"""``checksum``: the sum of the values' XXH64, each times a prime, modulo 2^64; NULL counts as the prime.

https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/aggregation/ChecksumAggregationFunction.java
and the XX_HASH_64 operators of the types in io.trino.spi.type: sums, NULL, arrays, decimals and instants are read from
these; that a number is hashed as its eight bytes from the least is XXH64's own rule for a long, not measured on AWS.
Rows and maps are refused: about version 422 a row hashes its fields by HASH_CODE, which is another algorithm.
"""

import struct
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Context, Decimal
from typing import Any

from tickstack.sql.digests import xxhash64
from tickstack.sql.functions.listed import folded_by, listed
from tickstack.sql.functions.row import rows
from tickstack.sql.types import TrinoType

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")
_PRIME = 0x9E3779B185EBCA87
_SHORT = 18  # the digits of a decimal that Trino holds in a long
_MICROSECONDS, _MILLISECONDS = 6, 3  # the digits of a second that Trino holds in a long
_MASK = 2**64 - 1
_EXACT = Context(prec=80)
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


_CODES: dict[str, Callable[[Any], bytes]] = {
    "varchar": str.encode,
    "char": str.encode,
    "varbinary": bytes,
}


def _xxhash(value: bytes) -> int:
    return int.from_bytes(xxhash64(value), "big")


def _wide(value: int) -> int:
    """The hash of a number of 128 bits: of its halves."""
    return _xxhash(_LONG.pack(value >> 64)) ^ _xxhash((value & _MASK).to_bytes(8, "little"))


def _picoseconds(value: time) -> int:
    return ((value.hour * 60 + value.minute) * 60 + value.second) * 10**12 + value.microsecond * 10**6


def _hashed(kind: TrinoType) -> Callable[[Any], int]:  # noqa: PLR0911  one return for each kind
    """The XXH64 of a value, by Trino's operators of its type (XX_HASH_64 of io.trino.spi.type)."""
    digits = (kind.numbers or (3,))[0]
    if kind.base in _NUMBERS:
        number = _NUMBERS[kind.base]
        return lambda value: _xxhash(_LONG.pack(number(value)))
    if kind.base in _CODES:
        code = _CODES[kind.base]
        return lambda value: _xxhash(code(value))
    if kind.base == "timestamp" and digits <= _MICROSECONDS:
        return lambda value: _xxhash(_LONG.pack(_microseconds(value)))
    if kind.base == "timestamp with time zone" and digits <= _MILLISECONDS:
        return lambda value: _xxhash(_LONG.pack(_microseconds(value["instant"]) // 1000))
    if kind.base == "time" and digits <= _MICROSECONDS:
        return lambda value: _xxhash(_LONG.pack(_picoseconds(value)))
    if kind.base == "decimal":
        whole = _LONG.pack if digits <= _SHORT else None
        return lambda value: (
            _xxhash(whole(_unscaled(value, kind.numbers[1]))) if whole else _wide(_unscaled(value, kind.numbers[1]))
        )
    if kind.base == "array":
        return _of_elements(_hashed(kind.inner[0]))
    raise NotImplementedError(f"checksum of values of type {kind}")


def _unscaled(value: Decimal, scale: int) -> int:
    return int(_EXACT.scaleb(Decimal(value), scale))


def _of_elements(element: Callable[[Any], int]) -> Callable[[list[Any]], int]:
    def hashed(values: list[Any]) -> int:
        total = 0
        for value in values:
            total = (31 * total + (0 if value is None else element(value))) & _MASK
        return total

    return hashed


def _checksum(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Any]], bytes]:  # noqa: ARG001
    hashed = _hashed(kinds[0].inner[0])

    def fold(values: list[Any]) -> bytes:
        total = sum(_PRIME * (1 if value is None else hashed(value)) for value in values)
        return (total & _MASK).to_bytes(8, "little")

    return fold


ROWS = (
    _row("checksum", "T -> varbinary", listed, "checksum(IF(y = 'c', CAST(NULL AS integer)))",
         (3 * _PRIME % 2**64).to_bytes(8, "little").hex(" "), folded_by(_checksum)),
)  # fmt: skip
