"""Thrift's compact protocol, as far as Parquet's headers and footer need it: writing only.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from collections.abc import Callable, Sequence
from typing import Any

TRUE, FALSE, I32, I64, BINARY, LIST, STRUCT = 1, 2, 5, 6, 8, 9, 12

type Field = tuple[int, int, Any]
"""A field's id, its type, and its value: None leaves it out, a struct is given as its bytes."""


def varint(value: int) -> bytes:
    """A number of at least zero, seven bits a byte."""
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


def _zigzag(value: int) -> bytes:
    return varint(value << 1 if value >= 0 else (-value << 1) - 1)


def _binary(value: str | bytes) -> bytes:
    content = value.encode() if isinstance(value, str) else value
    return varint(len(content)) + content


def _struct(value: bytes) -> bytes:
    return value


_WRITERS: dict[int, Callable[[Any], bytes]] = {I32: _zigzag, I64: _zigzag, BINARY: _binary, STRUCT: _struct}


def sequence(kind: int, values: Sequence[Any]) -> bytes:
    """The value of a field of type LIST, of elements of type ``kind``."""
    size = len(values)
    head = bytes([size << 4 | kind]) if size < 15 else bytes([0xF0 | kind]) + varint(size)
    return head + b"".join(map(_WRITERS[kind], values))


def struct(*fields: Field) -> bytes:
    """A struct of fields in ascending order of their ids."""
    encoded, last = bytearray(), 0
    for number, kind, value in fields:
        if value is None:
            continue
        encoded.append((number - last) << 4 | kind)  # ids are never more than 15 apart
        last = number
        if kind not in (TRUE, FALSE):
            encoded += value if kind == LIST else _WRITERS[kind](value)
    encoded.append(0)
    return bytes(encoded)


def flag(number: int, value: bool) -> Field:
    """A field of type bool: the value is in its type."""
    return number, TRUE if value else FALSE, value
