"""ORC files by Apache's own reader, which pyorc carries: their columns, and rows whose values are as ``formats`` has
them. A timestamp keeps its wall clock, whatever zone its writer was in, as Hive and Trino have it.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyorc
from pyorc.converters import ORCConverter
from pyorc.enums import TypeKind

from tickstack.formats.orc import SECOND
from tickstack.sql.types import TrinoType

_SCALARS = {
    TypeKind.BOOLEAN: "boolean",
    TypeKind.BYTE: "tinyint",
    TypeKind.SHORT: "smallint",
    TypeKind.INT: "integer",
    TypeKind.LONG: "bigint",
    TypeKind.FLOAT: "real",
    TypeKind.DOUBLE: "double",
    TypeKind.STRING: "varchar",
    TypeKind.BINARY: "varbinary",
    TypeKind.DATE: "date",
    TypeKind.TIMESTAMP: "timestamp",
}


_BROKEN = (pyorc.ORCError, ValueError, RuntimeError, MemoryError)  # a wrong length asks for any amount of memory


class BrokenFileError(Exception):
    """The bytes are no ORC file, or a damaged one."""


class _Reading(ORCConverter):
    """A converter of what is read; pyorc wants the other way of each, too, and takes it for writing alone."""

    @staticmethod
    def to_orc(*args: Any, **_kwargs: Any) -> Any:
        raise NotImplementedError("values are read here, not written")


class _Timestamps(_Reading):
    @staticmethod
    def from_orc(*args: Any, **_kwargs: Any) -> int:
        return int(args[0]) * SECOND + int(args[1])


class _Dates(_Reading):
    @staticmethod
    def from_orc(*args: Any, **_kwargs: Any) -> Any:
        return args[0]


class _Decimals(_Reading):
    """ORC's text has all digits of the scale."""

    @staticmethod
    def from_orc(*args: Any, **_kwargs: Any) -> int:
        return int(args[0].replace(".", ""))


_CONVERTERS: dict[TypeKind, type[ORCConverter]] = {
    TypeKind.TIMESTAMP: _Timestamps,
    TypeKind.DATE: _Dates,
    TypeKind.DECIMAL: _Decimals,
}


@dataclass(frozen=True)
class OrcColumn:
    """A column of a file: its kind as ORC names it, and its type, None for one that Hive has no type for."""

    name: str
    kind: str
    type: TrinoType | None


class OrcFile:
    """The columns and rows of a file. Raises BrokenFileError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            reader = pyorc.Reader(io.BytesIO(data))
            self._schema, self._count = reader.schema, len(reader)
        except _BROKEN as error:
            raise BrokenFileError(str(error)) from None

    def __len__(self) -> int:
        """The number of rows."""
        return self._count

    @cached_property
    def columns(self) -> tuple[OrcColumn, ...]:
        """All columns."""
        fields = getattr(self._schema, "fields", {})
        return tuple(OrcColumn(name, TypeKind(kind.kind).name, _type(kind)) for name, kind in fields.items())

    def rows(self, indices: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """The values of some columns, row by row. Raises BrokenFileError."""
        try:
            yield from pyorc.Reader(
                io.BytesIO(self._data),
                column_indices=indices,
                struct_repr=pyorc.StructRepr.TUPLE,
                converters=_CONVERTERS,
            )
        except _BROKEN as error:
            raise BrokenFileError(str(error)) from None


def _type(kind: Any) -> TrinoType | None:
    base = TypeKind(kind.kind)
    if base in _SCALARS:
        return TrinoType(_SCALARS[base])
    if base in (TypeKind.VARCHAR, TypeKind.CHAR):
        return TrinoType(base.name.lower(), (kind.max_length,))
    if base == TypeKind.DECIMAL:
        return TrinoType("decimal", (kind.precision, kind.scale))
    return _nested(kind, base)


def _nested(kind: Any, base: TypeKind) -> TrinoType | None:
    if base == TypeKind.STRUCT:
        names, inner = tuple(kind.fields), tuple(map(_type, kind.fields.values()))
        name = "row"
    elif base == TypeKind.LIST:
        names, inner, name = (), (_type(kind.type),), "array"
    elif base == TypeKind.MAP:
        names, inner, name = (), (_type(kind.key), _type(kind.value)), "map"
    else:
        return None
    held = tuple(each for each in inner if each is not None)
    return TrinoType(name, (), held, names) if len(held) == len(inner) else None
