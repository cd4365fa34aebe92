"""A stored DataFormatConversionConfiguration as the running stream reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tickstack.firehose.conversion.hive import SERDE as HIVE_SERDE
from tickstack.firehose.conversion.hive import Hive
from tickstack.firehose.conversion.openx import SERDE as OPENX_SERDE
from tickstack.firehose.conversion.openx import OpenX
from tickstack.firehose.conversion.schema import TableReference
from tickstack.formats.orc import OrcLayout, orc
from tickstack.formats.parquet.file import parquet
from tickstack.formats.parquet.pages import CODECS, Layout
from tickstack.sql.types import TrinoType

type Rows = Iterable[Sequence[Any]]
type Write = Callable[[Sequence[tuple[str, TrinoType]], Rows], bytes]

ENCODING = "hadoop-snappy"
"""The Content-Encoding that AWS gives to converted objects, plain files though they are."""


@dataclass(frozen=True)
class Conversion:
    """``write`` makes a file out of columns and rows; its name ends with ``extension``."""

    table: TableReference
    serde: str
    deserializer: OpenX | Hive
    write: Write
    extension: str


def conversion(description: Mapping[str, Any]) -> Conversion | None:
    """The conversion of a checked destination; None where there is none, or it is not enabled."""
    stored = description.get("DataFormatConversionConfiguration")
    if stored is None or not stored.get("Enabled", True):
        return None
    schema = stored["SchemaConfiguration"]
    serde, deserializer = _deserializer(stored["InputFormatConfiguration"]["Deserializer"])
    write, extension = _serializer(stored["OutputFormatConfiguration"]["Serializer"])
    return Conversion(
        TableReference(
            schema["CatalogId"],
            schema["Region"],
            schema["DatabaseName"],
            schema["TableName"],
            schema["VersionId"],
            schema["RoleARN"],
        ),
        serde,
        deserializer,
        write,
        extension,
    )


def _deserializer(given: Mapping[str, Any]) -> tuple[str, OpenX | Hive]:
    if (hive := given.get("HiveJsonSerDe")) is not None:
        return HIVE_SERDE, Hive(tuple(hive.get("TimestampFormats") or ()))
    openx = given["OpenXJsonSerDe"]
    keys = {column.lower(): key for column, key in (openx.get("ColumnToJsonKeyMappings") or {}).items()}
    return OPENX_SERDE, OpenX(
        openx.get("ConvertDotsInJsonKeysToUnderscores", False), openx.get("CaseInsensitive", True), keys
    )


def _serializer(given: Mapping[str, Any]) -> tuple[Write, str]:
    if (options := given.get("OrcSerDe")) is not None:
        return partial(_write, orc, _orc_layout(options)), ".orc"
    return partial(_write, parquet, _parquet_layout(given["ParquetSerDe"])), ".parquet"


def _write[L](
    file: Callable[[Sequence[tuple[str, TrinoType]], Rows, L], bytes],
    layout: L,
    columns: Sequence[tuple[str, TrinoType]],
    rows: Rows,
) -> bytes:
    return file(columns, rows, layout)


def _parquet_layout(options: Mapping[str, Any]) -> Layout:
    default = Layout()
    return Layout(
        block_size=options.get("BlockSizeBytes", default.block_size),
        page_size=options.get("PageSizeBytes", default.page_size),
        codec=CODECS[options.get("Compression", "SNAPPY")],
        dictionary=options.get("EnableDictionaryCompression", False),
        version=2 if options.get("WriterVersion") == "V2" else 1,
    )


def _orc_layout(options: Mapping[str, Any]) -> OrcLayout:
    default = OrcLayout()
    return OrcLayout(
        stripe_size=options.get("StripeSizeBytes", default.stripe_size),
        row_index_stride=options.get("RowIndexStride", default.row_index_stride),
        compression=options.get("Compression", default.compression),
        bloom_filter_columns=tuple(options.get("BloomFilterColumns") or ()),
        bloom_filter_probability=options.get("BloomFilterFalsePositiveProbability", default.bloom_filter_probability),
        padding_tolerance=options.get("PaddingTolerance", 0.05) if options.get("EnablePadding") else 0.0,
        dictionary_threshold=options.get("DictionaryKeyThreshold", 0.0),
    )
