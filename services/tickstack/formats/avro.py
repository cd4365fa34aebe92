"""Avro files out of rows, whose values are as ``formats`` has them, as Hive writes them: every value may be null."""

import json
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from tickstack.formats.avro_container import CODECS, MAGIC, SYNC, Codec
from tickstack.formats.avro_schema import of_columns
from tickstack.sql.types import TrinoType

_BLOCK = 64 * 1024
_FLOAT, _DOUBLE = struct.Struct("<f"), struct.Struct("<d")
_MILLIS = 1_000_000

type Encode = Callable[[bytearray, Any], None]
"""Adds a value to what is written."""


def write(
    file: BinaryIO,
    columns: Sequence[tuple[str, TrinoType]],
    rows: Iterable[Sequence[Any]],
    compression: str,
    level: int,
) -> None:
    """Write a file of these rows, of which no more than a block is in memory. Raises SchemaError."""
    schema = json.dumps(of_columns(columns), separators=(",", ":")).encode()
    codec, sync = CODECS[compression], secrets.token_bytes(SYNC)
    header = bytearray(MAGIC)
    _long(header, 2)
    for key, value in (("avro.schema", schema), ("avro.codec", codec.name.encode())):
        _bytes(header, key.encode())
        _bytes(header, value)
    _long(header, 0)
    file.write(header + sync)
    file.writelines(block + sync for block in _blocks(columns, rows, codec, level))


def _blocks(
    columns: Sequence[tuple[str, TrinoType]], rows: Iterable[Sequence[Any]], codec: Codec, level: int
) -> Iterator[bytes]:
    encoders = [_optional(kind) for _, kind in columns]
    held, count = bytearray(), 0
    for row in rows:
        for encode, value in zip(encoders, row, strict=True):
            encode(held, value)
        count += 1
        if len(held) >= _BLOCK:
            yield _block(bytes(held), count, codec, level)
            held, count = bytearray(), 0
    if count:
        yield _block(bytes(held), count, codec, level)


def _block(data: bytes, count: int, codec: Codec, level: int) -> bytes:
    made = bytearray()
    _long(made, count)
    _bytes(made, codec.pack(data, level))
    return bytes(made)


def _long(out: bytearray, value: int) -> None:
    number = value << 1 ^ value >> 63
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def _bytes(out: bytearray, value: bytes) -> None:
    _long(out, len(value))
    out += value


def _optional(kind: TrinoType) -> Encode:
    encode = _encoder(kind)

    def optional(out: bytearray, value: Any) -> None:
        if value is None:
            out.append(0)
        else:
            out.append(2)
            encode(out, value)

    return optional


def _decimal(out: bytearray, value: int) -> None:
    _bytes(out, value.to_bytes((value if value >= 0 else ~value).bit_length() // 8 + 1, "big", signed=True))


_SCALARS: dict[str, Encode] = {
    "boolean": lambda out, value: out.append(value),
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint", "date"), _long),
    "real": lambda out, value: out.extend(_FLOAT.pack(value)),
    "double": lambda out, value: out.extend(_DOUBLE.pack(value)),
    "varchar": lambda out, value: _bytes(out, value.encode()),
    "char": lambda out, value: _bytes(out, value.encode()),
    "varbinary": _bytes,
    "decimal": _decimal,
    "timestamp": lambda out, value: _long(out, value // _MILLIS),
}


def _encoder(kind: TrinoType) -> Encode:
    nested = {"array": _array, "map": _map, "row": _row}.get(kind.base)
    return nested(kind) if nested else _SCALARS[kind.base]


def _array(kind: TrinoType) -> Encode:
    element = _optional(kind.inner[0])

    def encode(out: bytearray, values: Sequence[Any]) -> None:
        if values:
            _long(out, len(values))
        for value in values:
            element(out, value)
        out.append(0)

    return encode


def _map(kind: TrinoType) -> Encode:
    held = _optional(kind.inner[1])

    def encode(out: bytearray, entries: dict[str, Any]) -> None:
        if entries:
            _long(out, len(entries))
        for key, value in entries.items():
            _bytes(out, key.encode())
            held(out, value)
        out.append(0)

    return encode


def _row(kind: TrinoType) -> Encode:
    fields = [_optional(inner) for inner in kind.inner]

    def encode(out: bytearray, values: Sequence[Any]) -> None:
        for each, value in zip(fields, values, strict=True):
            each(out, value)

    return encode
