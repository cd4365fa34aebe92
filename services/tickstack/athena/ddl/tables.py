"""CREATE and DROP TABLE, and ALTER TABLE where it is about the whole table."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from tickstack.athena.ddl.answers import NOTHING, Answer, HiveError, semantic_error, strings, task_error
from tickstack.athena.ddl.partitions import require_partition, values_of
from tickstack.athena.ddl.session import Session
from tickstack.athena.ddl.storage import FORMATS
from tickstack.errors import QueryError
from tickstack.glue.model import Column
from tickstack.glue.records import Description, TableRecord
from tickstack.glue.table_checks import refuse_lakes
from tickstack.sql.hive.statements import (
    AddColumns,
    ChangeColumn,
    CreateTable,
    DropTable,
    RenameTable,
    ReplaceColumns,
    SetLocation,
    SetProperties,
    TableName,
)

_EXISTS = 1006
_KEPT = ("Name", "Description", "Owner", "Retention", "StorageDescriptor", "PartitionKeys", "TableType", "Parameters")
_OF_VIEWS = ("ViewOriginalText", "ViewExpandedText")


def create_table(session: Session, statement: CreateTable) -> Answer:
    """The table as Athena writes it into Glue. Iceberg is refused by name."""
    if statement.properties.get("table_type", "").upper() == "ICEBERG":
        raise QueryError("NOT_SUPPORTED", "tickstack does not support Iceberg tables yet", type=1200)
    database, table = session.place(statement.name)
    session.require_database(database)
    if session.catalog.find_table(database, table) is not None:
        if statement.if_not_exists:
            return NOTHING
        raise task_error(f"AlreadyExistsException(message:Table {table} already exists)", type=_EXISTS)
    _check_columns((*statement.columns, *statement.partition_keys))
    session.catalog.create_table(database, _described(session, statement), "hadoop")
    return NOTHING


def _check_columns(columns: Sequence[Column]) -> None:
    names = [column.name for column in columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise semantic_error(10036, f"Duplicate column name: {twice}")


def _described(session: Session, statement: CreateTable) -> Description:
    parameters = {"EXTERNAL": "TRUE", "transient_lastDdlTime": str(int(session.clock().timestamp()))}
    if statement.comment is not None:
        parameters["comment"] = statement.comment
    return {
        "Name": statement.name.table,
        "Owner": "hadoop",
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {**parameters, **statement.properties},
        "PartitionKeys": _columns(statement.partition_keys),
        "StorageDescriptor": _storage(statement),
    }


def _storage(statement: CreateTable) -> Description:
    named = statement.format if isinstance(statement.format, str) else "TEXTFILE"
    form = FORMATS[named]
    classes = (form.input_format, form.output_format) if isinstance(statement.format, str) else statement.format
    parameters = {**form.parameters, **statement.serde_parameters}
    return {
        "Columns": _columns(statement.columns),
        "Location": statement.location,
        "InputFormat": classes[0],
        "OutputFormat": classes[1],
        "NumberOfBuckets": statement.buckets or -1,
        "BucketColumns": list(statement.bucket_columns),
        "SerdeInfo": {"SerializationLibrary": statement.serde or form.serde, "Parameters": parameters},
    }


def _columns(columns: Sequence[Column]) -> list[dict[str, str]]:
    return [
        {"Name": each.name, "Type": each.type, **({"Comment": each.comment} if each.comment is not None else {})}
        for each in columns
    ]


def drop_table(session: Session, statement: DropTable) -> Answer:
    """The objects of the table stay where they are."""
    database, table = session.place(statement.name)
    if session.catalog.find_table(database, table) is None and statement.if_exists:
        return NOTHING
    record = session.require_table(statement.name)
    if record.description.get("TableType") == "VIRTUAL_VIEW":
        raise HiveError(
            f"FAILED: SemanticException [Error 10016]: Cannot drop a view with DROP TABLE {database}.{table}", type=1301
        )
    session.catalog.delete_table(database, table)
    return NOTHING


def add_columns(session: Session, statement: AddColumns) -> Answer:
    """Of the table, or of a partition alone, which has columns of its own."""
    record = session.require_table(statement.name)
    values = values_of(record, statement.partition) if statement.partition else ()
    holder = require_partition(record, values) if values else record.description
    before = holder["StorageDescriptor"].get("Columns", [])
    names = {column["Name"] for column in [*before, *record.keys]}
    twice = next((column.name for column in statement.columns if column.name in names), None)
    if twice is not None:
        raise task_error(f"Duplicate column name: {twice}", type=1003)
    after = [*before, *_columns(statement.columns)]
    if not values:
        return _with_columns(session, statement.name, record, after)
    database, table = session.place(statement.name)
    storage = {**holder["StorageDescriptor"], "Columns": after}
    session.catalog.update_partition(database, table, values, {**holder, "StorageDescriptor": storage})
    return strings([], [])


def replace_columns(session: Session, statement: ReplaceColumns) -> Answer:
    return _with_columns(session, statement.name, session.require_table(statement.name), _columns(statement.columns))


def change_column(session: Session, statement: ChangeColumn) -> Answer:
    record = session.require_table(statement.name)
    before = record.description["StorageDescriptor"]["Columns"]
    if statement.column not in {column["Name"] for column in before}:
        raise task_error(f"Invalid column reference {statement.column}", type=1003)
    (changed,) = _columns([statement.changed])
    after = [changed if column["Name"] == statement.column else column for column in before]
    return _with_columns(session, statement.name, record, after)


def _with_columns(
    session: Session, name: TableName, record: TableRecord, columns: Sequence[Mapping[str, Any]]
) -> Answer:
    storage = {**record.description["StorageDescriptor"], "Columns": list(columns)}
    update(session, name, record, StorageDescriptor=storage)
    return strings([], [])


def rename_table(session: Session, statement: RenameTable) -> NoReturn:
    """Measured on Athena: it renames tables of Iceberg alone."""
    record = session.require_table(statement.name)
    refuse_lakes(record.description.get("Parameters", {}), "")
    raise HiveError("Table cannot be renamed", type=1200)


def set_properties(session: Session, statement: SetProperties) -> Answer:
    record = session.require_table(statement.name)
    parameters = {**record.description.get("Parameters", {}), **statement.properties}
    update(session, statement.name, record, Parameters=parameters)
    return NOTHING


def set_location(session: Session, statement: SetLocation) -> Answer:
    record = session.require_table(statement.name)
    database, table = session.place(statement.name)
    if not statement.partition:
        storage = {**record.description["StorageDescriptor"], "Location": statement.location}
        update(session, statement.name, record, StorageDescriptor=storage)
        return NOTHING
    values = values_of(record, statement.partition)
    before = require_partition(record, values)
    storage = {**before["StorageDescriptor"], "Location": statement.location}
    session.catalog.update_partition(database, table, values, {**before, "StorageDescriptor": storage})
    return NOTHING


def update(session: Session, name: TableName, record: TableRecord, **changed: Any) -> None:
    """Write a table anew with some members changed."""
    kept = {key: record.description[key] for key in (*_KEPT, *_OF_VIEWS) if key in record.description}
    session.catalog.update_table(session.place(name)[0], {**kept, **changed})
