"""The schema in a Parquet file's footer, as types of Hive: Thrift's compact protocol, and Parquet's nested groups.

https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types, old ways of writing lists included.
"""

import struct
from dataclasses import dataclass, field
from typing import Any

from tickstack.formats.parquet import types
from tickstack.sql.types import TrinoType

_MAGIC = b"PAR1"
_DECIMAL, _DATE, _TIMESTAMP, _STRING, _LIST, _MAP = 5, 6, 8, 1, 3, 2  # fields of the union of logical types
_CONVERTED = {  # the same by the older enumeration
    types.UTF8: _STRING,
    4: _STRING,  # ENUM
    19: _STRING,  # JSON
    types.DECIMAL: _DECIMAL,
    types.DATE: _DATE,
    9: _TIMESTAMP,  # TIMESTAMP_MILLIS
    10: _TIMESTAMP,  # TIMESTAMP_MICROS
    types.LIST: _LIST,
    types.MAP: _MAP,
    types.MAP_KEY_VALUE: _MAP,
}
_PLAIN = {
    types.BOOLEAN: "boolean",
    types.INT32: "integer",
    types.INT64: "bigint",
    types.INT96: "timestamp",
    types.FLOAT: "real",
    types.DOUBLE: "double",
    types.BYTE_ARRAY: "varbinary",
    types.FIXED: "varbinary",
}
_REPEATED = 2


class BrokenFooterError(ValueError):
    """The bytes do not end as a Parquet file does."""


class _Thrift:
    """A reader of the compact protocol: a struct is a dict of its fields by their ids."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _varint(self) -> int:
        number = shift = 0
        while True:
            byte = self._byte()
            number |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return number

    def _zigzag(self) -> int:
        number = self._varint()
        return number >> 1 ^ -(number & 1)

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        last = 0
        while head := self._byte():
            last = last + (head >> 4) if head >> 4 else self._zigzag()
            kind = head & 0x0F
            found[last] = kind == 1 if kind in (1, 2) else self._value(kind)
        return found

    def _value(self, kind: int) -> Any:
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind in (9, 10):
            return self._list()
        if kind == 12:
            return self.struct()
        if kind == 11:
            return self._map()
        size = {3: 1, 7: 8}.get(kind)
        if kind != 8 and size is None:
            raise BrokenFooterError(f"there is no type {kind}")
        size = self._varint() if size is None else size
        self._at += size
        return self._data[self._at - size : self._at]

    def _list(self) -> list[Any]:
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._varint()
        kind = head & 0x0F
        return [self._byte() == 1 if kind in (1, 2) else self._value(kind) for _ in range(count)]

    def _map(self) -> dict[Any, Any]:
        count = self._varint()
        kinds = self._byte() if count else 0
        return {self._value(kinds >> 4): self._value(kinds & 0x0F) for _ in range(count)}


@dataclass
class _Node:
    """An element of the schema with those below it."""

    name: str
    physical: int | None
    repeated: bool
    logical: int | None
    decimal: tuple[int, int]
    bits: int | None
    children: list["_Node"] = field(default_factory=list)


def needed(tail: bytes) -> int:
    """How many of a file's last bytes hold its footer. Raises BrokenFooterError."""
    if len(tail) < 12 or tail[-4:] != _MAGIC:
        raise BrokenFooterError("there is no footer of Parquet")
    return int(struct.unpack("<I", tail[-8:-4])[0]) + 8


def schema(tail: bytes) -> tuple[list[tuple[str, TrinoType]], int]:
    """The columns and the number of rows, from the last bytes of a file. Raises BrokenFooterError."""
    size = needed(tail)
    if size > len(tail):
        raise BrokenFooterError("the footer is longer than what is here")
    try:
        footer = _Thrift(tail[-size:-8]).struct()
        elements = iter(footer[2])
        root = _tree(next(elements), elements)
        return [(node.name, _type(node)) for node in root.children], int(footer[3])
    except (IndexError, KeyError, TypeError, StopIteration, RecursionError, UnicodeDecodeError) as error:
        raise BrokenFooterError(f"the footer cannot be read: {error!r}") from None


def _tree(element: dict[int, Any], rest: Any) -> _Node:
    logical = next(iter(element.get(10, {})), None)
    integer = element.get(10, {}).get(10, {})
    converted = element.get(6)
    bits = {types.INT_8: 8, types.INT_16: 16}.get(converted or -1) or (integer.get(1) or b"\0")[0] or None
    node = _Node(
        element[4].decode(),
        element.get(1),
        element.get(3) == _REPEATED,
        _CONVERTED.get(converted) if converted is not None and logical in (None, 10) else logical,
        (element.get(8, 0), element.get(7, 0)),
        bits,
    )
    node.children = [_tree(next(rest), rest) for _ in range(element.get(5) or 0)]
    return node


def _type(node: _Node, *, once: bool = False) -> TrinoType:
    """The type of a node, or with ``once`` that of one element of a repeated one."""
    if node.repeated and not once:
        return TrinoType("array", (), (_type(node, once=True),))
    if not node.children and node.physical is not None:
        return _scalar(node)
    inner = node.children
    if node.logical == _LIST and len(inner) == 1 and inner[0].repeated:
        return TrinoType("array", (), (_element(node, inner[0]),))
    if node.logical == _MAP and len(inner) == 1 and len(inner[0].children) == 2:
        return TrinoType("map", (), tuple(map(_type, inner[0].children)))
    return TrinoType("row", (), tuple(map(_type, inner)), tuple(each.name for each in inner))


def _element(node: _Node, repeated: _Node) -> TrinoType:
    """The repeated group is only a level of its own if it has one field and not one of the old names."""
    if len(repeated.children) == 1 and repeated.name not in ("array", f"{node.name}_tuple"):
        return _type(repeated.children[0])
    return _type(repeated, once=True)


def _scalar(node: _Node) -> TrinoType:
    if node.logical == _DECIMAL:
        return TrinoType("decimal", node.decimal)
    if node.logical == _STRING:
        return TrinoType("varchar")
    if node.logical in (_DATE, _TIMESTAMP):
        return TrinoType("date") if node.logical == _DATE else TrinoType("timestamp", (3,))
    if node.physical == types.INT32 and node.bits in (8, 16):
        return TrinoType("tinyint" if node.bits == 8 else "smallint")
    return TrinoType(_PLAIN[node.physical or 0])
