"""Avro files: read by the schema of the table, which its SerDe has as a text or else its columns make.

https://docs.aws.amazon.com/athena/latest/ug/avro-serde.html. Fields go by name; one that a file lacks has the default
of the table's schema. Athena takes no ``avro.schema.url``.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tickstack.errors import QueryError
from tickstack.glue.model import Storage, Table
from tickstack.tables import made_parquet
from tickstack.tables.columnar import Fitting, Footer, Form, Mismatch
from tickstack.tables.files import StoredObject

SERDE = "org.apache.hadoop.hive.serde2.avro.AvroSerDe"
LITERAL, URL = "avro.schema.literal", "avro.schema.url"
_MAGIC = b"Obj\x01"

_WHOLE = frozenset(("tinyint", "smallint", "integer", "bigint", "real", "double", "decimal"))
_FITTING: Fitting = {
    "integer": _WHOLE,
    "bigint": frozenset(("bigint", "real", "double", "decimal")),
    "float": frozenset(("real", "double")),
    **{base: frozenset((base,)) for base in ("boolean", "double", "decimal", "date", "timestamp")},
    "varchar": frozenset(("varchar", "char", "varbinary")),
    "blob": frozenset(("varbinary", "varchar")),
    "list": frozenset(("array",)),
    "map": frozenset(("map",)),
    "struct": frozenset(("row",)),
}


def _text(storage: Storage) -> str | None:
    """The schema of the table: without one, the columns are looked for in the file as it is."""
    text = storage.serde_parameters.get(LITERAL, "").strip()
    if not text and storage.serde_parameters.get(URL):
        raise QueryError("NOT_SUPPORTED", f"Athena does not support {URL}: use {LITERAL}", type=1200)
    return text if text and text.lower() != "none" else None


def of_table(table: Table, storage: Storage) -> Storage:
    """A storage with the schema that the table's own properties have, where its SerDe has none."""
    kept = {name: table.parameters[name] for name in (LITERAL, URL) if name in table.parameters}
    return replace(storage, serde_parameters={**kept, **storage.serde_parameters}) if kept else storage


def required(table: Table) -> frozenset[str]:
    """The columns for which the schema of the table has no null. Raises QueryError for a text that is no schema."""
    from tickstack.formats.avro_schema import SchemaError, kind, parsed, plain

    text = _text(of_table(table, table.storage))
    if table.storage.serde != SERDE or text is None:
        return frozenset()
    try:
        schema = parsed(plain(text))
    except SchemaError as error:
        raise QueryError("HIVE_INVALID_METADATA", str(error)) from None
    fields = schema.get("fields", ()) if isinstance(schema, dict) else ()
    given = {field["name"].lower(): field["type"] for field in fields}
    return frozenset(
        name
        for name, of in given.items()
        if not (isinstance(of, list) and any(kind(branch) == "null" for branch in of))
    )


def made(data: bytes, item: StoredObject, storage: Storage, path: Path, stop: Callable[[], bool]) -> Footer:
    """Make a Parquet file at ``path`` of an Avro file's bytes."""
    from tickstack.formats.avro_reading import AvroFile, BrokenAvroError  # most statements have no use for fastavro
    from tickstack.formats.avro_schema import SchemaError

    try:
        file = AvroFile(data)
        columns = file.columns(_text(storage))
        rows = file.rows([column for column in columns if column.type is not None])
        made_parquet.write(path, [column.type for column in columns], rows, stop)
    except (BrokenAvroError, SchemaError, made_parquet.OutOfRangeError) as error:
        raise _malformed(item, str(error)) from None
    held = tuple(
        made_parquet.column(column.name, column.kind, column.type, index) for index, column in enumerate(columns)
    )
    return Footer(held, {}, item.size)


def _malformed(item: StoredObject, why: str) -> QueryError:
    return QueryError("HIVE_BAD_DATA", f"Malformed Avro file. {why} [{item.url}]")


def _check(data: bytes, item: StoredObject) -> None:
    if data[: len(_MAGIC)] != _MAGIC:
        raise _malformed(item, "Not an Avro data file")


def _mismatch(found: Mismatch) -> QueryError:
    field = ".".join((found.column.name, *found.where.path))
    why = f"Field {field} of type {found.column.physical} is incompatible with type {found.where.kind}"
    return _malformed(found.item, f"{why} defined in table schema")


FORM = Form(_FITTING, _mismatch, _check, make=made, options=(LITERAL, URL))
