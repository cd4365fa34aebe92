"""Avro files: read by the schema of the table, which its SerDe has as a text or else its columns make.

https://docs.aws.amazon.com/athena/latest/ug/avro-serde.html. Fields go by name; one that a file lacks has the default
of the table's schema. Athena takes no ``avro.schema.url``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tickstack.errors import QueryError
from tickstack.formats.avro_container import MAGIC, AvroFile, BrokenAvroError
from tickstack.formats.avro_cursor import Cursor
from tickstack.formats.avro_resolution import Read, absent_value, reader, skipper
from tickstack.formats.avro_schema import Schema, SchemaError, parsed, type_of
from tickstack.glue.model import Storage
from tickstack.sql.types import TrinoType
from tickstack.tables import made_parquet
from tickstack.tables.columnar import Fitting, Footer, Form, Mismatch
from tickstack.tables.files import StoredObject

SERDE = "org.apache.hadoop.hive.serde2.avro.AvroSerDe"
LITERAL, URL = "avro.schema.literal", "avro.schema.url"

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


@dataclass(frozen=True)
class _Plan:
    """How a record that was written is read as the fields that are wanted: a field that cannot be has no type.

    ``steps`` are what reads each field as it was written, and the place of the value, None for one to pass over.
    """

    kinds: tuple[TrinoType | None, ...]
    absent: tuple[Any, ...]
    steps: tuple[tuple[int | None, Read], ...]

    def read(self, cursor: Cursor) -> list[Any]:
        """The values of the fields that have a type."""
        made = list(self.absent)
        for at, step in self.steps:
            if at is None:
                step(cursor)
            else:
                made[at] = step(cursor)
        return [value for value, kind in zip(made, self.kinds, strict=True) if kind is not None]


def _plan(written: Schema, wanted: Schema) -> _Plan:
    there = {each.name: each for each in written.fields}
    kinds: list[TrinoType | None] = []
    absent: list[Any] = []
    steps: dict[str, tuple[int, Read]] = {}
    for at, each in enumerate(wanted.fields):
        kind, default = type_of(each.schema), None
        held = next((there[name] for name in (each.name, *each.aliases) if name in there), None)
        try:
            if held is not None and kind is not None:
                steps[held.name] = at, reader(held.schema, each.schema)
            elif kind is not None:
                default = absent_value(each)
        except SchemaError:
            kind = None
        kinds.append(kind)
        absent.append(default)
    order = tuple(steps.get(each.name) or (None, skipper(each.schema)) for each in written.fields)
    return _Plan(tuple(kinds), tuple(absent), order)


def _wanted(storage: Storage, written: Schema) -> Schema:
    """The schema of the table: without one, the columns are looked for in the file as it is."""
    text = storage.serde_parameters.get(LITERAL, "").strip()
    if not text and storage.serde_parameters.get(URL):
        raise QueryError("NOT_SUPPORTED", f"Athena does not support {URL}: use {LITERAL}", type=1200)
    return parsed(text) if text and text.lower() != "none" else written


def made(data: bytes, item: StoredObject, storage: Storage, path: Path, stop: Callable[[], bool]) -> Footer:
    """Make a Parquet file at ``path`` of an Avro file's bytes."""
    try:
        file = AvroFile(data)
        wanted = _wanted(storage, file.schema)
        if wanted.kind != "record" or file.schema.kind != "record":
            raise BrokenAvroError("the schema is not that of a record")
        plan = _plan(file.schema, wanted)
        made_parquet.write(path, plan.kinds, file.records(plan.read), stop)
    except (BrokenAvroError, SchemaError) as error:
        raise _malformed(item, str(error)) from None
    held = tuple(
        made_parquet.column(each.name, _shown(each.schema), kind, index)
        for index, (each, kind) in enumerate(zip(wanted.fields, plan.kinds, strict=True))
    )
    return Footer(held, {}, item.size)


def _shown(schema: Schema) -> str:
    """A schema's kind, or its logical type."""
    held = schema.value
    return "union" if held is None else held.logical or held.kind


def _malformed(item: StoredObject, why: str) -> QueryError:
    return QueryError("HIVE_BAD_DATA", f"Malformed Avro file. {why} [{item.url}]")


def _check(data: bytes, item: StoredObject) -> None:
    if data[: len(MAGIC)] != MAGIC:
        raise _malformed(item, "Not an Avro data file")


def _mismatch(found: Mismatch) -> QueryError:
    field = ".".join((found.column.name, *found.where.path))
    why = f"Field {field} of type {found.column.physical} is incompatible with type {found.where.kind}"
    return _malformed(found.item, f"{why} defined in table schema")


FORM = Form(_FITTING, _mismatch, _check, make=made, options=(LITERAL, URL))
