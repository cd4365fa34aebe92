"""Partitions whose columns have other types than the table's: converted as Trino does, or refused by name."""

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from query_bench import OPENX, Bench
from tickstack.errors import QueryError
from tickstack.glue.model import Column, Partition, Storage, Table
from tickstack.sql.type_text import hive_type
from tickstack.tables.partition_types import goes_into

PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"


def columns(given: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in given.items())


def declare(bench: Bench, serde: str, table: Mapping[str, str], *partitions: tuple[Mapping[str, str], bytes]) -> None:
    storage = Storage("s3://data/t", columns(table), serde=serde)
    bench.catalog.known["t"] = Table("default", "t", storage, (Column("k", "string"),))
    for number, (own, data) in enumerate(partitions):
        place = Storage(f"s3://data/t/{number}/", columns(own), serde=serde)
        bench.catalog.parts.setdefault("t", []).append(Partition((str(number),), place))
        bench.store.objects[f"t/{number}/x"] = data


def parquet(**given: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(given), out)
    return out.getvalue()


CONVERTED: dict[str, tuple[Any, str, str, list[str | None]]] = {
    "bigint to string": (pa.array([5, None]), "bigint", "string", ["5", None]),
    "int to bigint": (pa.array([5], pa.int32()), "int", "bigint", ["5"]),
    "string to int": (pa.array(["7", "x"]), "string", "int", ["7", None]),
    "double to float": (pa.array([1.5]), "double", "float", ["1.5"]),
    "float to decimal": (pa.array([1.25], pa.float32()), "float", "decimal(5,1)", ["1.3"]),
    "string to varchar(n)": (pa.array(["abc"]), "string", "varchar(2)", ["ab"]),
    "nested": (pa.array([[{"x": 1}]]), "array<struct<x:bigint>>", "array<struct<x:string>>", ["[{x=1}]"]),
}


@pytest.mark.parametrize("case", CONVERTED)
def test_values_are_converted(bench: Bench, case: str) -> None:
    values, theirs, ours, shown = CONVERTED[case]
    new = parquet(b=pa.array([1]))
    declare(bench, PARQUET, {"a": ours}, ({"a": theirs}, parquet(a=values)), ({"b": "bigint"}, new))
    assert bench.rows("SELECT a FROM t WHERE k = '0'") == [(value,) for value in shown]
    assert bench.rows("SELECT count(a), count(*) FROM t WHERE k = '1'") == [("0", "1")]


TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"


def test_what_does_not_go_into_the_table_is_refused(bench: Bench) -> None:
    right = ({"a": "string", "b": "string"}, b"x\x01y")
    wrong = ({"a": "string", "c": "double"}, b"z\x011")
    declare(bench, TEXT, {"a": "string", "b": "string"}, right, wrong)
    with pytest.raises(QueryError) as caught:
        bench.rows("SELECT a FROM t")
    assert str(caught.value) == (
        "HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas. The types are "
        "incompatible and cannot be coerced. The column 'b' in table 'default.t' is declared as type 'string', but "
        "partition 'k=1' declared column 'c' as type 'double'."
    )
    assert bench.rows("SELECT a FROM t WHERE k = '0'") == [("x",)]


def test_json_goes_by_names(bench: Bench) -> None:
    data = b'{"a": "x", "b": 1.5}'
    declare(bench, OPENX, {"a": "string", "b": "double"}, ({"b": "double", "a": "string"}, data))
    assert bench.rows("SELECT a, b FROM t") == [("x", "1.5")]
    declare(bench, OPENX, {"a": "string", "b": "double"}, ({"b": "int"}, data))
    with pytest.raises(QueryError, match="type 'double', but partition 'k=0' declared column 'b' as type 'int'"):
        bench.rows("SELECT a FROM t")


def test_parquet_goes_by_names(bench: Bench) -> None:
    data = parquet(a=pa.array(["x"]), b=pa.array([1.5]))
    declare(bench, PARQUET, {"b": "double", "a": "string"}, ({"a": "string", "b": "double"}, data))
    assert bench.rows("SELECT a, b FROM t") == [("x", "1.5")]
    declare(bench, PARQUET, {"b": "date"}, ({"a": "string", "b": "double"}, data))
    with pytest.raises(QueryError, match="HIVE_PARTITION_SCHEMA_MISMATCH"):
        bench.rows("SELECT count(*) FROM t")


@pytest.mark.parametrize(
    ("theirs", "ours", "found"),
    [
        ("int", "int", True),
        ("int", "smallint", False),
        ("string", "bigint", True),
        ("string", "double", False),
        ("double", "string", False),
        ("decimal(5,2)", "string", True),
        ("char(3)", "string", False),
        ("date", "timestamp", False),
        ("map<string,int>", "map<string,bigint>", True),
        ("struct<a:int>", "struct<a:bigint,b:string>", True),
        ("struct<a:int>", "struct<b:int>", False),
        ("array<int>", "int", False),
    ],
)
def test_which_types_go_into_which(theirs: str, ours: str, found: bool) -> None:
    assert goes_into(hive_type(theirs), hive_type(ours)) is found
