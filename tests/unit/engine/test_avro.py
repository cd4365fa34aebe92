"""Tables of Avro files: every type, schema resolution by name, codecs, and what does not fit.

``data/event.avro`` was written by fastavro 1.12.1, two records of every type; the others are by this stack's writer.
"""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.formats import avro
from tickstack.formats.avro_container import CODECS
from tickstack.sql.type_text import hive_type
from tickstack.tables.avro import LITERAL, SERDE

EVENT = Path(__file__).parent / "data" / "event.avro"


def file(columns: Mapping[str, str], *rows: Sequence[Any], codec: str = "DEFLATE") -> bytes:
    out = io.BytesIO()
    avro.write(out, [(name, hive_type(kind)) for name, kind in columns.items()], rows, codec, 3)
    return out.getvalue()


def schema(*fields: Mapping[str, Any]) -> dict[str, str]:
    return {LITERAL: json.dumps({"type": "record", "name": "t", "fields": fields})}


def test_a_file_of_another_writer(bench: Bench) -> None:
    columns = {
        "id": "bigint", "flag": "boolean", "f": "float", "d": "double", "name": "string", "raw": "binary",
        "fx": "binary", "kind": "string", "day": "date", "at": "timestamp", "at6": "timestamp",
        "price": "decimal(10,2)", "big": "decimal(38,3)", "tags": "array<int>", "m": "map<string,double>",
        "r": "struct<v:string,u:bigint>", "r2": "struct<u:int,v:string>", "missing": "int",
    }  # fmt: skip
    bench.declare("t", columns, EVENT.read_bytes(), serde=SERDE)
    shared = ("true", "0.5", "1.0E10")
    later = ("00 ff", "61 62 63 64", "B", "1969-12-31", "2020-05-14 09:30:15.123")
    assert bench.rows("SELECT * FROM t ORDER BY id") == [
        ("-1099511627776", *shared, "é", *later, "1955-01-02 03:04:05.679", "-1.50",
         "123456789012345678901234567890.125", "[1, null, 3]", "{a=1.5}", "{v=x, u=7}", None, None),
        ("5", *shared, None, *later, None, "0.01", "0.000", "[]", "{}", "{v=x, u=7}", "{u=1, v=null}", None),
    ]  # fmt: skip
    assert bench.run("SELECT id FROM t").scanned_bytes == EVENT.stat().st_size


@pytest.mark.parametrize("codec", CODECS)
def test_codecs(bench: Bench, codec: str) -> None:
    rows = [(number, str(number) * 3) for number in range(10_000)]
    columns = {"a": "int", "b": "string"}
    bench.declare("t", columns, file(columns, *rows, codec=codec), serde=SERDE)
    assert bench.rows("SELECT sum(a), count(DISTINCT b), max(b) FROM t") == [("49995000", "10000", "999999999999")]


def test_the_schema_of_the_table_is_what_files_are_read_by(bench: Bench) -> None:
    parameters = schema(
        {"name": "C", "type": "double", "default": 2},
        {"name": "b", "type": ["null", "string"], "default": None},
        {"name": "a", "type": ["null", "long"]},
        {"name": "kind", "type": {"type": "enum", "name": "k", "symbols": ["x", "y"]}, "default": "y"},
        {"name": "d", "type": ["double", "null"], "aliases": ["c"]},
        {"name": "e", "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 2},
         "default": "\u00ff"},
        {"name": "f", "type": {"type": "array", "items": "int"}, "default": [1, 2]},
        {"name": "g", "type": {"type": "record", "name": "q", "fields": [{"name": "z", "type": "int", "default": 9}]},
         "default": {}},
    )  # fmt: skip
    columns = {
        "c": "double", "b": "string", "a": "bigint", "kind": "string", "d": "double", "e": "decimal(4,2)",
        "f": "array<int>", "g": "struct<z:int>",
    }  # fmt: skip
    first = file({"a": "int", "c": "float", "more": "array<struct<x:map<string,int>>>"}, (1, 0.5, [({"k": 1},)]))
    second = file({"b": "string", "a": "bigint"}, ("x", None))
    bench.declare("t", columns, first, second, serde=SERDE, serde_parameters=parameters)
    assert bench.rows("SELECT c, b, a, kind, e, f, g FROM t ORDER BY a") == [
        ("2.0", None, "1", "y", "-0.01", "[1, 2]", "{z=9}"),
        ("2.0", "x", None, "y", "-0.01", "[1, 2]", "{z=9}"),
    ]
    with pytest.raises(QueryError, match="Field d of type double is incompatible"):
        bench.rows("SELECT d FROM t")  # the second file has it not, and there is no default


UNFIT: dict[str, tuple[dict[str, str], str]] = {
    "u": ({"u": "int"}, "Field u of type union is incompatible with type integer"),
    "tree": ({"tree": "struct<l:int>"}, "Field tree of type record is incompatible with type row(l integer)"),
    "name": ({"name": "int"}, "Field name of type string is incompatible with type integer"),
    "id": ({"id": "int"}, "Field id of type long is incompatible with type integer"),
    "r": ({"r": "struct<v:date>"}, "Field r.v of type record is incompatible with type date"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_types_that_do_not_fit(bench: Bench, case: str) -> None:
    columns, shown = UNFIT[case]
    bench.declare("t", {**columns, "day": "date"}, EVENT.read_bytes(), serde=SERDE)
    with pytest.raises(QueryError) as caught:
        bench.rows(f"SELECT {case} FROM t")
    assert str(caught.value) == f"HIVE_BAD_DATA: Malformed Avro file. {shown} defined in table schema [s3://data/t/0]"
    assert bench.rows("SELECT count(day), count(*) FROM t") == [("2", "2")]


BROKEN = {
    "other": (b"no Avro at all", "Not an Avro data file"),
    "cut": (EVENT.read_bytes()[:-40], ""),
    "header": (b"Obj\x01\x02\x16avro.schema", "Malformed header"),
    "sync": (EVENT.read_bytes()[:-1] + b"?", "Invalid sync!"),
    "schema": (b"Obj\x01\x02\x16avro.schema\x04{}\x00" + b"s" * 16, "the Avro schema cannot be read"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_no_avro(bench: Bench, case: str) -> None:
    data, why = BROKEN[case]
    bench.declare("t", {"id": "bigint"}, data, serde=SERDE)
    with pytest.raises(QueryError, match=rf"^HIVE_BAD_DATA: Malformed Avro file\. {why}.*\[s3://data/t/0\]"):
        bench.rows("SELECT * FROM t")


def test_an_address_of_the_schema_is_refused(bench: Bench) -> None:
    parameters = {"avro.schema.url": "s3://data/schema.avsc"}
    bench.declare("t", {"id": "bigint"}, EVENT.read_bytes(), serde=SERDE, serde_parameters=parameters)
    with pytest.raises(QueryError, match=r"NOT_SUPPORTED: Athena does not support avro\.schema\.url"):
        bench.rows("SELECT * FROM t")


def test_another_schema_is_another_table(bench: Bench) -> None:
    data = file({"a": "int"}, (1,))
    for default in (7, 8):
        field = {"name": "b", "type": "int", "default": default}
        bench.declare("t", {"b": "int"}, serde=SERDE, serde_parameters=schema(field))
        bench.store.objects.setdefault("t/0", data)
        assert bench.rows("SELECT b FROM t") == [(str(default),)]
