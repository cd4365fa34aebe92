"""Relations that the catalog itself gives: information_schema, and the partitions of a table as ``"t$partitions"``.

Their rows are in the statement, as they were when it was translated. https://docs.aws.amazon.com/athena/latest/ug/querying-glue-catalog.html
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tickstack.glue.model import CatalogReader, Table
from tickstack.sql.casts import cast
from tickstack.sql.coercion import Typed, text
from tickstack.sql.failures import failure
from tickstack.sql.quoting import literal_text
from tickstack.sql.scope import CATALOG, Output, Query
from tickstack.sql.statements.views import read_original
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import BIGINT, VARCHAR, TrinoType, duckdb_type

SCHEMA = "information_schema"
PARTITIONS = "$partitions"

type Row = Sequence[str | int | None]

_COLUMNS = {
    "schemata": ("catalog_name", "schema_name"),
    "tables": ("table_catalog", "table_schema", "table_name", "table_type"),
    "views": ("table_catalog", "table_schema", "table_name", "view_definition"),
    "columns": (
        *("table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "column_default"),
        *("is_nullable", "data_type", "comment", "extra_info"),
    ),
}
_ELSEWHERE = ("applicable_roles", "enabled_roles", "role_authorization_descriptors", "roles", "table_privileges")


def _tables(catalog: CatalogReader) -> Iterator[Table]:
    for database in catalog.databases():
        for name in catalog.tables(database):
            found = catalog.table(database, name)
            if found is not None:
                yield found


def _schemata(catalog: CatalogReader) -> Iterator[Row]:
    for name in (*catalog.databases(), SCHEMA):
        yield CATALOG, name


def _listed(catalog: CatalogReader) -> Iterator[Row]:
    for table in _tables(catalog):
        yield CATALOG, table.database, table.name, "VIEW" if table.view_text else "BASE TABLE"
    for name in sorted(_COLUMNS):
        yield CATALOG, SCHEMA, name, "BASE TABLE"


def _views(catalog: CatalogReader) -> Iterator[Row]:
    for table in _tables(catalog):
        if table.view_text:
            yield CATALOG, table.database, table.name, str(_view(table).get("originalSql", ""))


def _view(table: Table) -> dict[str, Any]:
    try:
        return dict(read_original(table.view_text or ""))
    except ValueError:
        return {}


def _columns(catalog: CatalogReader) -> Iterator[Row]:
    for table in _tables(catalog):
        place = (CATALOG, table.database, table.name)
        kinds = {each["name"]: each["type"] for each in _view(table).get("columns", ())} if table.view_text else {}
        count = len(table.storage.columns)
        for index, column in enumerate((*table.storage.columns, *table.partition_keys)):
            kind = kinds.get(column.name) or str(hive_type(column.type))
            extra = "partition key" if index >= count else None
            yield *place, column.name, index + 1, None, "YES", kind, column.comment, extra
    for name, columns in sorted(_COLUMNS.items()):
        for index, column_name in enumerate(columns, 1):
            kind = "bigint" if column_name == "ordinal_position" else "varchar"
            yield CATALOG, SCHEMA, name, column_name, index, None, "YES", kind, None, None


_ROWS: dict[str, Callable[[CatalogReader], Iterator[Row]]] = {
    "schemata": _schemata,
    "tables": _listed,
    "views": _views,
    "columns": _columns,
}


def relation(catalog: CatalogReader, database: str, name: str) -> Query | None:
    """What the catalog itself gives under a name; None where it is a table like others. Raises QueryError."""
    if database == SCHEMA:
        return _information_schema(catalog, name)
    if not name.endswith(PARTITIONS):
        return None
    table = catalog.table(database, name.removesuffix(PARTITIONS))
    return None if table is None else _partitions(catalog, table)


def _information_schema(catalog: CatalogReader, name: str) -> Query:
    """The rows of ``information_schema.name``. Raises NOT_SUPPORTED, TABLE_NOT_FOUND."""
    if name in _ELSEWHERE:
        raise failure("NOT_SUPPORTED", f"tickstack does not support {SCHEMA}.{name} yet")
    if name not in _ROWS:
        raise failure("TABLE_NOT_FOUND", f"Table '{CATALOG}.{SCHEMA}.{name}' does not exist")
    columns = tuple(Output(each, BIGINT if each == "ordinal_position" else VARCHAR) for each in _COLUMNS[name])
    rows = [
        [_literal(value, column.type) for value, column in zip(row, columns, strict=True)]
        for row in _ROWS[name](catalog)
    ]
    return _query(columns, rows)


def _literal(value: str | int | None, kind: TrinoType) -> str:
    if value is None:
        return f"CAST(NULL AS {duckdb_type(kind)})"
    return f"CAST({value} AS BIGINT)" if isinstance(value, int) else literal_text(value)


def _partitions(catalog: CatalogReader, table: Table) -> Query:
    """The partitions of a table, a column for each key. Raises TABLE_NOT_FOUND for a table without keys."""
    keys = [(key.name, hive_type(key.type)) for key in table.partition_keys]
    if not keys:
        message = f"Table '{CATALOG}.{table.database}.{table.name}{PARTITIONS}' does not exist"
        raise failure("TABLE_NOT_FOUND", message)
    columns = tuple(Output(name, kind) for name, kind in keys)
    rows = [
        [_typed(value, kind) for value, (_, kind) in zip(partition.values, keys, strict=True)]
        for partition in catalog.partitions(table.database, table.name)
    ]
    return _query(columns, rows)


def _typed(value: str, kind: TrinoType) -> str:
    if value == "__HIVE_DEFAULT_PARTITION__":
        return f"CAST(NULL AS {duckdb_type(kind)})"
    given: Typed = text(value)
    return f"CAST({cast(given, kind) or given.sql} AS {duckdb_type(kind)})"


def _query(columns: Sequence[Output], rows: Sequence[Sequence[str]]) -> Query:
    names = ", ".join(f'"c{index}"' for index in range(len(columns)))
    if not rows:
        nulls = (f'CAST(NULL AS {duckdb_type(each.type)}) AS "c{index}"' for index, each in enumerate(columns))
        return Query(f"SELECT {', '.join(nulls)} WHERE false", tuple(columns))
    listed = ", ".join(f"({', '.join(row)})" for row in rows)
    return Query(f'SELECT * FROM (VALUES {listed}) AS "v"({names})', tuple(columns))
