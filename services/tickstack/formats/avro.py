"""Avro files out of rows, whose values are as ``formats`` has them, as Hive writes them: every value may be null."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

import fastavro

from tickstack.formats.avro_schema import field_names, of_columns
from tickstack.sql.types import TrinoType

CODECS = {
    "NONE": "null",
    "DEFLATE": "deflate",
    "SNAPPY": "snappy",
    "BZIP2": "bzip2",
    "ZSTD": "zstandard",
    "XZ": "xz",
}
"""Compressions of blocks, and their names in a file."""

_BLOCK = 64 * 1024
_MILLIS = 1_000_000

type _Make = Callable[[Any], Any]
"""Makes a value into one that fastavro writes."""


def write(
    file: BinaryIO,
    columns: Sequence[tuple[str, TrinoType]],
    rows: Iterable[Sequence[Any]],
    compression: str,
    level: int,
) -> None:
    """Write a file of these rows, of which no more than a block is in memory. Raises SchemaError."""
    record = _record([name for name, _ in columns], [kind for _, kind in columns])
    fastavro.writer(
        file,
        of_columns(columns),
        map(record, rows),
        codec=CODECS[compression],
        sync_interval=_BLOCK,
        codec_compression_level=level if compression == "ZSTD" else None,
    )


def _record(names: Sequence[str], kinds: Sequence[TrinoType]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    makes = [
        (at, name, make) for at, (name, kind) in enumerate(zip(names, kinds, strict=True)) if (make := _made(kind))
    ]

    def record(values: Sequence[Any]) -> dict[str, Any]:
        made = dict(zip(names, values, strict=True))
        for at, name, make in makes:
            if values[at] is not None:
                made[name] = make(values[at])
        return made

    return record


def _decimal(value: int) -> bytes:
    return value.to_bytes((value if value >= 0 else ~value).bit_length() // 8 + 1, "big", signed=True)


_MADE: Mapping[str, _Make] = {"decimal": _decimal, "timestamp": lambda value: value // _MILLIS}


def _made(kind: TrinoType) -> _Make | None:
    """What makes the values of a type that are there; None where they stay as they are."""
    if kind.base == "row":
        return _record(field_names(kind), kind.inner)
    if kind.base not in ("array", "map"):
        return _MADE.get(kind.base)
    inner = _made(kind.inner[-1])
    if inner is None:
        return None
    if kind.base == "array":
        return lambda values: [None if value is None else inner(value) for value in values]
    return lambda entries: {key: None if value is None else inner(value) for key, value in entries.items()}
