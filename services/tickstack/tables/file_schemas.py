"""The schemas that files hold themselves, as a crawler asks for them."""

import json
from collections.abc import Iterable

from tickstack.formats.orc_reading import BrokenFileError, OrcFile
from tickstack.formats.parquet import footer
from tickstack.glue.file_schema import FileSchema, ReadSchema
from tickstack.sql.statements.views import hive_type
from tickstack.sql.types import TrinoType


def _columns(columns: Iterable[tuple[str, TrinoType | None]]) -> tuple[tuple[str, str], ...]:
    """Columns by Hive's types; what Hive has no type for is text."""
    return tuple((name.lower(), "string" if kind is None else hive_type(kind)) for name, kind in columns)


def parquet(data: bytes) -> FileSchema:
    """Of the end of a Parquet file. Raises ValueError, also where more of it is needed."""
    columns, rows = footer.schema(data)
    return FileSchema(_columns(columns), rows)


def orc(data: bytes) -> FileSchema:
    """Of an ORC file. Raises ValueError."""
    try:
        file = OrcFile(data)
        return FileSchema(_columns((column.name, column.type) for column in file.columns), len(file))
    except BrokenFileError as error:
        raise ValueError(str(error)) from None


def avro(data: bytes) -> FileSchema:
    """Of an Avro file; the SerDe is told the schema's text. Raises ValueError."""
    from tickstack.formats.avro_reading import AvroFile, BrokenAvroError  # most crawls have no use for fastavro

    try:
        file = AvroFile(data)
        columns = _columns((column.name, column.type) for column in file.columns(None))
        text = json.dumps(json.loads(file.text), separators=(",", ":"))
        return FileSchema(columns, file.count(), {"avro.schema.literal": text})
    except BrokenAvroError as error:
        raise ValueError(str(error)) from None


READERS: dict[str, ReadSchema] = {"parquet": parquet, "orc": orc, "avro": avro}
