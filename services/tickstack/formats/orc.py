"""ORC files by Apache's own writer, which pyorc carries; blocks and padding, which are for HDFS, it has not."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyorc
from pyorc.converters import ORCConverter
from pyorc.enums import CompressionKind, TypeKind

from tickstack.sql.types import TrinoType

SECOND = 1_000_000_000
_NAMES = {"integer": "int", "real": "float", "varbinary": "binary", "row": "struct"}


class _Timestamps(ORCConverter):
    """Nanoseconds since 1970 as ORC's seconds and nanoseconds."""

    @staticmethod
    def from_orc(*args: Any, **_kwargs: Any) -> int:
        return int(args[0]) * SECOND + int(args[1])

    @staticmethod
    def to_orc(*args: Any, **_kwargs: Any) -> tuple[int, int]:
        return divmod(int(args[0]), SECOND)


class _Whole(ORCConverter):
    """A date in days, or a decimal without its scale: as ORC holds them."""

    @staticmethod
    def from_orc(*args: Any, **_kwargs: Any) -> Any:
        return args[-1]

    @staticmethod
    def to_orc(*args: Any, **_kwargs: Any) -> Any:
        return args[-1]


_CONVERTERS: dict[TypeKind, type[ORCConverter]] = {
    TypeKind.TIMESTAMP: _Timestamps,
    TypeKind.DATE: _Whole,
    TypeKind.DECIMAL: _Whole,
}
COMPRESSIONS = {name: CompressionKind[name] for name in ("NONE", "ZLIB", "SNAPPY", "LZ4", "ZSTD")}


@dataclass(frozen=True)
class OrcLayout:
    """How a file is laid out; sizes in bytes. A column's dictionary is kept below ``dictionary_threshold`` distinct."""

    stripe_size: int = 64 * 1024 * 1024
    row_index_stride: int = 10_000
    compression: str = "SNAPPY"
    bloom_filter_columns: Sequence[str] = ()
    bloom_filter_probability: float = 0.05
    padding_tolerance: float = 0.0
    dictionary_threshold: float = 0.0


def orc(columns: Sequence[tuple[str, TrinoType]], rows: Iterable[Sequence[Any]], layout: OrcLayout) -> bytes:
    """A file of ``columns`` with these rows, whose values are as ``formats`` describes them."""
    file = io.BytesIO()
    write(file, columns, rows, layout)
    return file.getvalue()


def write(
    file: BinaryIO, columns: Sequence[tuple[str, TrinoType]], rows: Iterable[Sequence[Any]], layout: OrcLayout
) -> None:
    """Write such a file, of which no more than a stripe is in memory."""
    names = {name for name, _ in columns}
    with pyorc.Writer(
        file,
        f"struct<{_fields(columns)}>",
        stripe_size=layout.stripe_size,
        row_index_stride=layout.row_index_stride,
        compression=COMPRESSIONS[layout.compression],
        bloom_filter_columns=[name.lower() for name in layout.bloom_filter_columns if name.lower() in names] or None,
        bloom_filter_fpp=layout.bloom_filter_probability,
        padding_tolerance=layout.padding_tolerance,
        dict_key_size_threshold=layout.dictionary_threshold,
        struct_repr=pyorc.StructRepr.TUPLE,
        converters=_CONVERTERS,
    ) as writer:
        for row in rows:
            writer.write(row)


def _fields(columns: Iterable[tuple[str | None, TrinoType]]) -> str:
    return ",".join(f"`{(name or '').replace('`', '``')}`:{_type(kind)}" for name, kind in columns)


def _type(kind: TrinoType) -> str:
    """The type in ORC's spelling."""
    name = _NAMES.get(kind.base, kind.base)
    if kind.base == "row":
        return f"{name}<{_fields(zip(kind.names, kind.inner, strict=True))}>"
    if kind.inner:
        return f"{name}<{','.join(map(_type, kind.inner))}>"
    if kind.base == "varchar" and not kind.numbers:
        return "string"
    if kind.base in ("varchar", "char", "decimal"):
        return f"{name}({','.join(map(str, kind.numbers))})"
    return name
