"""The spellings of types."""

import pytest

from tickstack.errors import QueryError
from tickstack.sql.type_text import hive_type, trino_type
from tickstack.sql.types import AthenaType, athena_type, duckdb_type


@pytest.mark.parametrize(
    ("hive", "trino", "duckdb"),
    [
        ("string", "varchar", "VARCHAR"),
        ("int", "integer", "INTEGER"),
        ("float", "real", "FLOAT"),
        ("binary", "varbinary", "BLOB"),
        ("decimal(10,2)", "decimal(10,2)", "DECIMAL(10, 2)"),
        ("varchar(7)", "varchar(7)", "VARCHAR"),
        ("timestamp", "timestamp(3)", "TIMESTAMP"),
        ("array<array<bigint>>", "array(array(bigint))", "BIGINT[][]"),
        ("map<string,double>", "map(varchar, double)", "MAP(VARCHAR, DOUBLE)"),
        (
            "struct<a:int,B:array<struct<c:date>>>",
            "row(a integer, b array(row(c date)))",
            'STRUCT("f0" INTEGER, "f1" STRUCT("f0" DATE)[])',
        ),
    ],
)
def test_hive(hive: str, trino: str, duckdb: str) -> None:
    kind = hive_type(hive)
    assert str(kind) == trino
    assert duckdb_type(kind) == duckdb
    assert trino_type(trino) == kind


@pytest.mark.parametrize(
    ("kind", "reported"),
    [
        ("real", AthenaType("float", 17, 0, case_sensitive=False)),
        ("varchar", AthenaType("varchar", 2147483647, 0, case_sensitive=True)),
        ("varchar(3)", AthenaType("varchar", 3, 0, case_sensitive=True)),
        ("decimal(10,2)", AthenaType("decimal", 10, 2, case_sensitive=False)),
        ("array(double)", AthenaType("array", 0, 0, case_sensitive=False)),
        ("timestamp(6)", AthenaType("timestamp", 3, 0, case_sensitive=False)),
        ("varbinary", AthenaType("varbinary", 1073741824, 0, case_sensitive=False)),
    ],
)
def test_column_info(kind: str, reported: AthenaType) -> None:
    assert athena_type(trino_type(kind)) == reported


@pytest.mark.parametrize("text", ["strng", "array<int", "decimal(39)", "int)", ""])
def test_unknown(text: str) -> None:
    with pytest.raises(QueryError, match="TYPE_NOT_FOUND: Unknown type"):
        hive_type(text)
