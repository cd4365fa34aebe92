"""Tables of ORC files: columns by place or name, every type, what does not fit, compressions, and zones."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyorc
import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.tables.orc import SERDE

BY_NAME = {"orc.column.index.access": "false"}
MOMENT = datetime(2020, 5, 14, 9, 30, 15, 123456)


def file(schema: str, *rows: Sequence[Any], **options: Any) -> bytes:
    out = io.BytesIO()
    with pyorc.Writer(out, schema, **options) as writer:
        for row in rows:
            writer.write(tuple(row))
    return out.getvalue()


VALUES: dict[str, tuple[str, Any, str, str]] = {
    "boolean": ("boolean", True, "boolean", "true"),
    "tinyint": ("tinyint", -7, "tinyint", "-7"),
    "smallint": ("smallint", 300, "smallint", "300"),
    "int": ("int", -5, "int", "-5"),
    "int to bigint": ("int", -5, "bigint", "-5"),
    "bigint to int": ("bigint", 5, "int", "5"),
    "bigint": ("bigint", 2**63 - 1, "bigint", "9223372036854775807"),
    "float": ("float", 0.1, "float", "0.1"),
    "double": ("double", 1e10, "double", "1.0E10"),
    "string": ("string", "é", "string", "é"),
    "string to varchar(n)": ("string", "abc", "varchar(2)", "ab"),
    "varchar(n)": ("varchar(5)", "abc", "string", "abc"),
    "char(n)": ("char(3)", "a", "char(3)", "a  "),
    "binary": ("binary", b"\x00\xff", "binary", "00 ff"),
    "decimal": ("decimal(10,2)", Decimal("-1.50"), "decimal(10,2)", "-1.50"),
    "decimal widened": ("decimal(4,1)", Decimal("1.5"), "decimal(12,3)", "1.500"),
    "wide decimal": ("decimal(38,3)", Decimal("123456789012345678901234567890.125"), "decimal(38,3)",
                     "123456789012345678901234567890.125"),
    "whole decimal": ("decimal(10,0)", Decimal(7), "decimal(10,0)", "7"),
    "date": ("date", date(1969, 12, 31), "date", "1969-12-31"),
    "timestamp": ("timestamp", MOMENT, "timestamp", "2020-05-14 09:30:15.123"),
    "timestamp before 1970": ("timestamp", datetime(1955, 1, 2, 3, 4, 5, 678000), "timestamp",
                              "1955-01-02 03:04:05.678"),
    "timestamp of 9999": ("timestamp", datetime(9999, 12, 31, 1), "timestamp", "9999-12-31 01:00:00.000"),
    "array": ("array<int>", [1, None], "array<bigint>", "[1, null]"),
    "map": ("map<string,int>", {"b": 1, "a": 2}, "map<string,bigint>", "{a=2, b=1}"),
    "struct": ("struct<X:int,y:array<string>>", (1, ["p"]), "struct<y:array<string>,x:bigint,z:int>",
               "{y=[p], x=1, z=null}"),
    "nested": ("array<struct<m:map<string,timestamp>>>", [({"k": MOMENT},)], "array<struct<m:map<string,timestamp>>>",
               "[{m={k=2020-05-14 09:30:15.123}}]"),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_values(bench: Bench, case: str) -> None:
    stored, value, kind, shown = VALUES[case]
    bench.declare("t", {"c": kind}, file(f"struct<_col0:{stored}>", (value,), (None,)), serde=SERDE)
    assert bench.rows("SELECT c FROM t") == [(shown,), (None,)]


MISMATCHES = {
    "string": ("struct<_col0:string>", "x", "int", "'integer' from ORC stream '._col0' of type STRING"),
    "tinyint": ("struct<_col0:tinyint>", 1, "int", "'integer' from ORC stream '._col0' of type BYTE"),
    "float": ("struct<_col0:float>", 1.0, "double", "'double' from ORC stream '._col0' of type FLOAT"),
    "nested": ("struct<a:array<struct<b:string>>>", [("x",)], "array<struct<b:date>>",
               "'date' from ORC stream '.a.item.b' of type STRING"),
    "union": ("struct<u:uniontype<int,string>>", 1, "int", "'integer' from ORC stream '.u' of type UNION"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISMATCHES)
def test_types_that_do_not_fit(bench: Bench, case: str) -> None:
    schema, value, kind, shown = MISMATCHES[case]
    data = file(f"{schema[:-1]},d:bigint>", (value, 5))
    bench.declare("t", {"c": kind, "d": "bigint"}, data, serde=SERDE)
    with pytest.raises(QueryError) as caught:
        bench.rows("SELECT c FROM t")
    assert str(caught.value) == (
        f"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://data/t/0 (offset=0, length={len(data)}): "
        f"Malformed ORC file. Cannot read SQL type {shown} with attributes {{}} [s3://data/t/0]"
    )
    assert bench.rows("SELECT d, count(*) FROM t GROUP BY d") == [("5", "1")]


def test_columns_go_by_place(bench: Bench) -> None:
    first = file("struct<a:int,b:string,more:int>", (1, "x", 3))
    second = file("struct<b:int>", (2,))
    bench.declare("t", {"b": "int", "a": "string"}, first, second, serde=SERDE)
    assert bench.rows("SELECT * FROM t ORDER BY b") == [("1", "x"), ("2", None)]


def test_columns_go_by_name_if_the_table_says_so(bench: Bench) -> None:
    data = file("struct<more:date,A:int,b:string>", (date(2020, 1, 1), 1, "x"))
    bench.declare("t", {"b": "string", "c": "double", "a": "int"}, data, serde=SERDE, serde_parameters=BY_NAME)
    assert bench.rows("SELECT * FROM t") == [("x", None, "1")]


@pytest.mark.parametrize("codec", ["NONE", "ZLIB", "SNAPPY", "LZ4", "ZSTD"])
def test_codecs(bench: Bench, codec: str) -> None:
    rows = [(number, str(number)) for number in range(20_000)]
    data = file("struct<a:int,b:string>", *rows, compression=pyorc.CompressionKind[codec], stripe_size=65536)
    bench.declare("t", {"a": "int", "b": "string"}, data, serde=SERDE)
    assert bench.rows("SELECT sum(a), count(DISTINCT b) FROM t WHERE a < 15000") == [("112492500", "15000")]
    assert bench.run("SELECT a FROM t").scanned_bytes == len(data)


def test_a_timestamp_has_the_wall_clock_of_its_writer(bench: Bench) -> None:
    zone = ZoneInfo("America/New_York")
    rows = [(datetime(2020, month, 1, 9, 30, tzinfo=zone),) for month in (1, 7)]
    data = file("struct<t:timestamp>", *rows, timezone=zone)
    bench.declare("t", {"t": "timestamp"}, data, serde=SERDE)
    assert bench.rows("SELECT t FROM t") == [("2020-01-01 09:30:00.000",), ("2020-07-01 09:30:00.000",)]


@pytest.mark.parametrize("data", [b"ORC but not the end of one" * 3, b"nothing of the kind", b"ORC"])
def test_no_orc(bench: Bench, data: bytes) -> None:
    bench.declare("t", {"a": "int"}, data, serde=SERDE)
    with pytest.raises(QueryError, match=r"Malformed ORC file\. .*\[s3://data/t/0\]"):
        bench.rows("SELECT * FROM t")


@pytest.mark.parametrize("codec", ["ZLIB", "ZSTD"])
def test_a_damaged_stripe(bench: Bench, codec: str) -> None:
    rows = [(number, str(number) * 7) for number in range(5000)]
    data = bytearray(file("struct<a:int,b:string>", *rows, compression=pyorc.CompressionKind[codec]))
    data[1000:1100] = bytes(100)
    bench.declare("t", {"a": "int", "b": "string"}, bytes(data), serde=SERDE)
    with pytest.raises(QueryError, match=r"^HIVE_BAD_DATA: Malformed ORC file\. .*\[s3://data/t/0\]"):
        bench.rows("SELECT count(b) FROM t")


def test_files_without_rows_or_columns(bench: Bench) -> None:
    bench.declare("t", {"a": "int"}, file("struct<a:int>"), file("struct<u:uniontype<int>>", (1,)), serde=SERDE)
    assert bench.rows("SELECT count(*) FROM t") == [("1",)]
    bench.declare("e", {"a": "int"}, serde=SERDE)
    assert bench.rows("SELECT * FROM e") == []


def test_an_object_that_two_tables_read_as_different_formats(bench: Bench) -> None:
    parquet = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
    data = file("struct<a:int>", (1,))
    bench.declare("t", {"a": "int"}, data, serde=SERDE)
    assert bench.rows("SELECT * FROM t") == [("1",)] == bench.rows("SELECT * FROM t")
    bench.declare("t", {"a": "int"}, data, serde=parquet)
    with pytest.raises(QueryError, match="Malformed Parquet file"):
        bench.rows("SELECT * FROM t")
