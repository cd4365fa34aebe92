"""What the properties of a statement say of the files that it writes.

Which compression a format may have: https://docs.aws.amazon.com/athena/latest/ug/compression-support-hive.html, of
UNLOAD: https://docs.aws.amazon.com/athena/latest/ug/unload.html; what is refused is told in Trino's words.
"""

from collections.abc import Mapping, Sequence

from tickstack.engine import Layout
from tickstack.engine.written_forms import LEVEL
from tickstack.errors import QueryError
from tickstack.sql.failures import failure
from tickstack.sql.statements.writes import Value
from tickstack.sql.translate import Column

_ELSEWHERE = ("ION",)  # what Athena writes and tickstack does not
_TEXT = ("GZIP", "BZIP2", "LZ4", "SNAPPY", "ZSTD", "NONE")
COMPRESSIONS = {  # the first is the default
    "PARQUET": ("GZIP", "SNAPPY", "ZSTD", "NONE"),
    "ORC": ("ZLIB", "LZ4", "SNAPPY", "ZSTD", "NONE"),
    "AVRO": ("DEFLATE", "BZIP2", "SNAPPY", "ZSTD", "NONE"),
    "TEXTFILE": _TEXT,
    "JSON": _TEXT,
}
_KEPT = {"PARQUET": ("parquet.compression", "parquet.compress"), "ORC": ("orc.compress", "orc.compression")}
_LEVELS = range(1, 23)

type Properties = Mapping[str, Value]


def layout_of(properties: Properties, columns: Sequence[Column], default: str | None) -> Layout:
    """How the properties of a statement say that rows are written. Raises QueryError."""
    form = _format(properties, default)
    given = _names(properties, "partitioned_by")
    names = [column.name.lower() for column in columns]
    if given and names[-len(given) :] != given:
        raise failure(
            "HIVE_COLUMN_ORDER_MISMATCH",
            f"Partition keys must be the last columns in the table and in the same order as the table properties: "
            f"[{', '.join(given)}]",
        )
    if given and len(given) == len(names):
        raise failure("INVALID_TABLE_PROPERTY", "Table contains only partition columns")
    compression = _compression(properties, form)
    delimiter = str(properties.get("field_delimiter", "\1"))
    lowered = tuple(Column(column.name.lower(), column.type) for column in columns)
    bucketed_by, buckets = _buckets(properties, names)
    return Layout(form, lowered, len(given), compression, delimiter, _level(properties), bucketed_by, buckets)


def _format(properties: Properties, default: str | None) -> str:
    named = properties.get("format", default)
    if named is None:
        raise failure("INVALID_TABLE_PROPERTY", "The format property must be specified")
    form = str(named).upper()
    if form in _ELSEWHERE:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not write files of the format {form} yet", type=1200)
    if form not in COMPRESSIONS:
        raise failure("INVALID_TABLE_PROPERTY", f"Unable to set table property 'format' to ['{named}']")
    return form


def _names(properties: Properties, key: str) -> list[str]:
    found = properties.get(key, ())
    return [name.lower() for name in found] if isinstance(found, tuple) else [str(found).lower()]


def _compression(properties: Properties, form: str) -> str:
    return _checked(properties, _keys(form), form)


def kept_properties(properties: Properties, layout: Layout) -> dict[str, str]:
    """What a table keeps of how it was written, for INSERT to go on like that."""
    if not any(key in properties for key in _keys(layout.format)):
        return {}
    level = {"compression_level": str(layout.level)} if layout.compression == "ZSTD" else {}
    return {"write.compression": layout.compression, **level}


def _keys(form: str) -> tuple[str, ...]:
    return "write_compression", f"{form.lower()}_compression", "compression"


def kept_compression(parameters: Mapping[str, str], form: str) -> tuple[str, int]:
    """The compression, and ZSTD's level, that the parameters of a table say. Raises QueryError."""
    keys = ("write.compression", *_KEPT.get(form, ()))
    level = parameters.get("compression_level", str(LEVEL))
    return _checked(parameters, keys, form), int(level) if level.isdigit() and int(level) in _LEVELS else LEVEL


def _checked(properties: Properties, keys: Sequence[str], form: str) -> str:
    named = next((str(properties[key]).upper() for key in keys if key in properties), COMPRESSIONS[form][0])
    if named == "UNCOMPRESSED":
        named = "NONE"
    if named not in COMPRESSIONS[form]:
        raise QueryError("NOT_SUPPORTED", f"Compression {named} is not supported for the format {form}", type=1200)
    return named


def _level(properties: Properties) -> int:
    level = properties.get("compression_level", LEVEL)
    if not isinstance(level, int) or level not in _LEVELS:
        message = f"compression_level must be from {_LEVELS.start} to {_LEVELS.stop - 1}: {level}"
        raise failure("INVALID_TABLE_PROPERTY", message)
    return level


def _buckets(properties: Properties, names: Sequence[str]) -> tuple[tuple[str, ...], int]:
    by, count = _names(properties, "bucketed_by"), properties.get("bucket_count", 0)
    if not isinstance(count, int) or count < 0:
        raise failure("INVALID_TABLE_PROPERTY", "bucket_count must be greater than zero")
    if bool(by) != bool(count):
        raise failure("INVALID_TABLE_PROPERTY", "bucketed_by and bucket_count must be specified together")
    unknown = [name for name in by if name not in names]
    if unknown:
        raise failure("INVALID_TABLE_PROPERTY", f"Bucketing columns [{', '.join(unknown)}] not present in schema")
    return tuple(by), count
