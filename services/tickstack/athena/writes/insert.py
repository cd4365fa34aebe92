"""INSERT INTO: https://docs.aws.amazon.com/athena/latest/ug/insert-into.html."""

from collections.abc import Sequence

from tickstack.athena.ddl.storage import FORMATS, LAZY_SIMPLE
from tickstack.athena.writes.properties import kept_compression
from tickstack.athena.writes.work import Made, Work, partition_folder, partition_values
from tickstack.engine import Layout
from tickstack.errors import QueryError
from tickstack.glue.model import Table
from tickstack.glue.table_checks import check_readable
from tickstack.sql.statements.insertion import check_types, inserted, without_nulls
from tickstack.sql.statements.writes import Insert
from tickstack.sql.translate import Column
from tickstack.sql.type_text import hive_type
from tickstack.tables import avro
from tickstack.tables.delimited import field_delimiter
from tickstack.tables.files import SYMLINKS

_WRITTEN = {
    FORMATS["PARQUET"].serde: "PARQUET",
    FORMATS["ORC"].serde: "ORC",
    FORMATS["AVRO"].serde: "AVRO",
    LAZY_SIMPLE: "TEXTFILE",
    FORMATS["JSONFILE"].serde: "JSON",
    "org.openx.data.jsonserde.JsonSerDe": "JSON",
}


def insert(work: Work, statement: Insert) -> Made:
    """Add the rows of the query as new objects, and the partitions that they are the first of."""
    database, name = work.place(statement.name)
    table = work.catalog.table(database, name)
    if table is None:
        message = f"line 1:1: Table 'awsdatacatalog.{database}.{name}' does not exist"
        raise QueryError("TABLE_NOT_FOUND", message, type=1301)
    if table.view_text:
        raise QueryError("NOT_SUPPORTED", "line 1:1: Inserting into views is not supported", type=1200)
    check_readable(table)
    columns = tuple(Column(each.name, hive_type(each.type)) for each in (*table.storage.columns, *table.partition_keys))
    named = _named(statement, columns)
    prepared, given = work.prepare(statement.query)
    check_types([columns[index] for index in named], given)
    layout = _layout(work, table, columns)
    sources = [named.index(index) if index in named else None for index in range(len(columns))]
    sql = inserted(prepared.translation.sql, given, columns, sources)
    sql = without_nulls(sql, columns, avro.required(table))
    with work.written(prepared, sql, layout) as made:
        places = {file.values: _place(work, table, layout, file.values) for file in made.files}
        objects = [work.upload(file, places[file.values], layout) for file in made.files]
    work.go_on()
    if layout.keys and table.parameters.get("projection.enabled", "").lower() != "true":
        storage = work.catalog.require_table(database, name).description["StorageDescriptor"]
        partitions = [
            {"Values": list(partition_values(values)), "StorageDescriptor": {**storage, "Location": place}}
            for values, place in places.items()
        ]
        work.catalog.create_partitions(database, name, partitions)
    return Made(made.rows, tuple(objects), made.scanned_bytes, listed=bool(objects))


def _named(statement: Insert, columns: Sequence[Column]) -> list[int]:
    """Which columns of the table those of the query are, in their order."""
    if statement.columns is None:
        return list(range(len(columns)))
    names = [column.name for column in columns]
    for name in statement.columns:
        if name not in names:
            message = f"line 1:1: Insert column name does not exist in target table: {name}"
            raise QueryError("COLUMN_NOT_FOUND", message, type=1006)
        if statement.columns.count(name) > 1:
            message = f"line 1:1: Insert column name is specified more than once: {name}"
            raise QueryError("DUPLICATE_COLUMN_NAME", message)
    return [names.index(name) for name in statement.columns]


def _layout(work: Work, table: Table, columns: tuple[Column, ...]) -> Layout:
    """How the table's SerDe has its rows. Raises NOT_SUPPORTED."""
    form = _WRITTEN.get(table.storage.serde)
    textual = form in ("TEXTFILE", "JSON") or table.storage.input_format == SYMLINKS
    odd = table.storage.input_format if textual else ""
    if form is None or odd not in ("", FORMATS["TEXTFILE"].input_format):
        what = table.storage.serde if form is None else odd
        raise QueryError("NOT_SUPPORTED", f"Inserting into tables of {what} is not supported", type=1200)
    described = work.catalog.require_table(table.database, table.name).description["StorageDescriptor"]
    if described.get("BucketColumns"):
        message = "Inserting into bucketed tables is not supported"
        raise QueryError("NOT_SUPPORTED", message, type=1200)
    compression, level = kept_compression(table.parameters, form)
    return Layout(form, columns, len(table.partition_keys), compression, field_delimiter(table.storage), level)


def _place(work: Work, table: Table, layout: Layout, values: Sequence[str | None]) -> str:
    """Where a partition's rows go: where it is, or where it would be."""
    found = work.catalog.require_table(table.database, table.name).partitions.get(partition_values(values))
    if layout.keys and found is not None:
        return str(found["StorageDescriptor"]["Location"])
    return partition_folder(table.storage.location, layout, values)
