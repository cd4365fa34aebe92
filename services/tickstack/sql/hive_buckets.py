"""Which bucket of a Hive table a row goes to: version 1 of Hive's hash, which Trino gives new tables.

https://github.com/trinodb/trino/blob/422/plugin/trino-hive/src/main/java/io/trino/plugin/hive/util/HiveBucketingV1.java:
Java's hash codes of the values, combined like those of a list. Only their last 31 bits count.
"""

import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from tickstack.errors import QueryError
from tickstack.sql.coercion import Typed
from tickstack.sql.python import python
from tickstack.sql.types import INTEGER, TrinoType

_BITS = 31
_ALL = (1 << _BITS) - 1


def _folded(bits: int) -> int:
    """A long's hash code: its halves, one over the other."""
    return (bits >> 32 ^ bits) & _ALL


def _text(value: str) -> int:
    found = 0
    for byte in value.encode():
        found = found * 31 + (byte - 256 if byte > 127 else byte) & _ALL
    return found


def _bigint(value: int) -> int:
    return _folded(value & 0xFFFFFFFFFFFFFFFF)


def _double(value: float) -> int:
    return _folded(struct.unpack(">Q", struct.pack(">d", value))[0]) if value else 0


def _real(value: float) -> int:
    return int(struct.unpack(">I", struct.pack(">f", value))[0]) & _ALL if value else 0


def _timestamp(value: datetime) -> int:
    since = value - datetime(1970, 1, 1)  # noqa: DTZ001  as DuckDB gives a timestamp
    seconds = since.days * 86_400 + since.seconds
    return _folded((seconds << 30 | since.microseconds * 1000) & 0xFFFFFFFFFFFFFFFF)


_HASHES: dict[str, Callable[[Any], int]] = {
    "boolean": int,
    **dict.fromkeys(("tinyint", "smallint", "integer"), lambda value: value & _ALL),
    "bigint": _bigint,
    "real": _real,
    "double": _double,
    "varchar": _text,
    "date": lambda value: (value - date(1970, 1, 1)).days & _ALL,
    "timestamp": _timestamp,
}


def _hash(kind: TrinoType) -> Callable[[Any], int]:
    """The hash of values of a type, of which a NULL has zero. Raises NOT_SUPPORTED."""
    if kind.base == "array":
        element = _hash(kind.inner[0])
        return lambda value: 0 if value is None else _combined(map(element, value))
    if kind.base == "map":
        key, held = map(_hash, kind.inner)
        return lambda value: 0 if value is None else sum(key(name) ^ held(each) for name, each in value.items()) & _ALL
    one = _HASHES.get(kind.base)
    if one is None:
        raise QueryError("NOT_SUPPORTED", "Cannot create a table bucketed on an unsupported type", type=1200)
    return lambda value: 0 if value is None else one(value)


def _combined(hashes: Iterable[int]) -> int:
    found = 0
    for each in hashes:
        found = found * 31 + each & _ALL
    return found


def bucket_hash(kinds: Sequence[TrinoType], _result: TrinoType) -> Callable[..., int]:
    """What hashes values of these types."""
    hashes = [_hash(kind) for kind in kinds]
    return lambda *values: _combined(each(value) for each, value in zip(hashes, values, strict=True))


def bucket(columns: Sequence[Typed], count: int) -> str:
    """The number of the bucket as DuckDB SQL. Raises NOT_SUPPORTED."""
    return f"{python(bucket_hash, nulls=True, typed=True).sql(columns, INTEGER)} % {count}"
