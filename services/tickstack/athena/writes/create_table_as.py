"""CREATE TABLE AS: https://docs.aws.amazon.com/athena/latest/ug/create-table-as.html."""

from collections.abc import Mapping, Sequence
from typing import Any

from tickstack.athena.ddl.storage import FORMATS
from tickstack.athena.writes.columns import check_names
from tickstack.athena.writes.properties import Properties, kept_properties, layout_of
from tickstack.athena.writes.work import Made, Work, partition_folder, partition_values
from tickstack.engine import Layout
from tickstack.engine.writing import MILLISECONDS, check
from tickstack.errors import QueryError
from tickstack.sql.failures import failure
from tickstack.sql.statements.insertion import inserted
from tickstack.sql.statements.views import hive_type
from tickstack.sql.statements.writes import CreateTableAs, Value
from tickstack.sql.translate import Column
from tickstack.tables.files import split_location

_KNOWN = frozenset(
    {"format", "external_location", "write_compression", "parquet_compression", "field_delimiter", "partitioned_by"}
    | {"table_type", "is_external", "compression_level", "orc_compression", "bucketed_by", "bucket_count"}
)
_CLASSES = {"JSON": "JSONFILE"}
_ENFORCED = (
    "The Create Table As Select query failed because it was submitted with an 'external_location' property to an "
    "Athena Workgroup that enforces a centralized output location for all queries. Please remove the "
    "'external_location' property and resubmit the query."
)


def create_table_as(work: Work, statement: CreateTableAs) -> Made:
    """Write the rows of the query, then make the table over them."""
    database, table = work.place(statement.name)
    if work.catalog.find_database(database) is None:
        raise QueryError("SCHEMA_NOT_FOUND", f"Schema '{database}' not found", type=1301)
    if work.catalog.find_table(database, table) is not None:
        if statement.if_not_exists:
            return Made()
        message = f"line 1:1: Table 'awsdatacatalog.{database}.{table}' already exists"
        raise QueryError("TABLE_ALREADY_EXISTS", message, type=1110)
    _check_properties(work, statement.properties)
    location = str(statement.properties.get("external_location", work.tables)).rstrip("/")
    prepared, columns = work.prepare(statement.query)
    check_names(columns)
    check(columns, MILLISECONDS)
    layout = layout_of(statement.properties, columns, "PARQUET")
    work.require_empty(location, f"table '{database}.{table}'")
    sql = inserted(prepared.translation.sql, columns, layout.columns, range(len(columns)))
    if not statement.with_data:
        sql += " LIMIT 0"
    with work.written(prepared, sql, layout) as made:
        folders = {file.values: partition_folder(location, layout, file.values) for file in made.files}
        objects = [work.upload(file, folders[file.values], layout) for file in made.files]
    work.go_on()
    described = _described(work, table, layout, f"{location}/", statement.properties)
    work.catalog.create_table(database, described, "hadoop")
    if layout.keys:
        storage = described["StorageDescriptor"]
        partitions = [
            {"Values": list(partition_values(values)), "StorageDescriptor": {**storage, "Location": folder}}
            for values, folder in folders.items()
        ]
        work.catalog.create_partitions(database, table, partitions)
    return Made(made.rows, tuple(objects), made.scanned_bytes, listed=True)


def _check_properties(work: Work, properties: Mapping[str, Value]) -> None:
    """Refuse by name what is not known here, and what the workgroup does not allow."""
    if str(properties.get("table_type", "HIVE")).upper() == "ICEBERG":
        raise QueryError("NOT_SUPPORTED", "tickstack does not support Iceberg tables yet", type=1200)
    unknown = next((key for key in properties if key not in _KNOWN), None)
    if unknown is not None:
        raise failure("INVALID_TABLE_PROPERTY", f"line 1:1: Table property '{unknown}' does not exist")
    if work.enforced and "external_location" in properties:
        raise failure("INVALID_TABLE_PROPERTY", _ENFORCED)
    location = str(properties.get("external_location", work.tables))
    try:
        split_location(location)
    except QueryError:
        message = f"External location is not a valid file system URI: {location}"
        raise failure("INVALID_TABLE_PROPERTY", message) from None


def _described(work: Work, table: str, layout: Layout, location: str, properties: Properties) -> dict[str, Any]:
    form = FORMATS[_CLASSES.get(layout.format, layout.format)]
    parameters = dict(form.parameters)
    if layout.format == "TEXTFILE":
        parameters = {"field.delim": layout.delimiter, "serialization.format": layout.delimiter}
    return {
        "Name": table,
        "Owner": "hadoop",
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {
            "EXTERNAL": "TRUE",
            "has_encrypted_data": "false",
            "transient_lastDdlTime": str(int(work.clock().timestamp())),
            **({"bucketing_version": "1"} if layout.buckets else {}),
            **kept_properties(properties, layout),
        },
        "PartitionKeys": _columns(layout.partition),
        "StorageDescriptor": {
            "Columns": _columns(layout.data),
            "Location": location,
            "InputFormat": form.input_format,
            "OutputFormat": form.output_format,
            "SerdeInfo": {"Name": table, "SerializationLibrary": form.serde, "Parameters": parameters},
            "NumberOfBuckets": layout.buckets or -1,
            "BucketColumns": list(layout.bucketed_by),
        },
    }


def _columns(columns: Sequence[Column]) -> list[dict[str, str]]:
    return [{"Name": column.name, "Type": hive_type(column.type)} for column in columns]
