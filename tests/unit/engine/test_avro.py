"""Tables of Avro files: every type, schema resolution by name, codecs, and what does not fit.

``data/event.avro`` has two records of every type. Most others are by this stack's writer, which writes what Hive does.
"""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import fastavro
import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.formats import avro
from tickstack.sql.type_text import hive_type
from tickstack.tables.avro import LITERAL, SERDE

EVENT = Path(__file__).parent / "data" / "event.avro"


def file(columns: Mapping[str, str], *rows: Sequence[Any], codec: str = "DEFLATE") -> bytes:
    out = io.BytesIO()
    avro.write(out, [(name, hive_type(kind)) for name, kind in columns.items()], rows, codec, 3)
    return out.getvalue()


def foreign(fields: Sequence[Mapping[str, Any]], *records: Mapping[str, Any], **options: Any) -> bytes:
    """A file by fastavro, whose values are as the file has them."""
    out = io.BytesIO()
    fastavro.writer(out, {"type": "record", "name": "far.Away", "fields": list(fields)}, records, **options)
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


@pytest.mark.parametrize("codec", avro.CODECS)
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


PAIR = {"type": "record", "name": "Pair", "fields": [{"name": "x", "type": "int"}, {"name": "y", "type": "bytes"}]}


def test_names_of_records_say_nothing(bench: Bench) -> None:
    """A type that is named where it stands again, here and there, and by another name in the table's schema."""
    written = foreign(
        [{"name": "a", "type": PAIR}, {"name": "b", "type": ["null", "far.Pair"]}, {"name": "c", "type": "far.Pair"}],
        {"a": {"x": 1, "y": b"1"}, "b": {"x": 2, "y": b"2"}, "c": {"x": 3, "y": b"3"}},
    )
    moment = {"type": "long", "logicalType": "timestamp-millis"}
    price = {"type": "bytes", "logicalType": "decimal", "precision": 3, "scale": 1}
    other = {
        "type": "record", "name": "Other", "fields": [
            {"name": "at", "type": moment, "default": 1},
            {"name": "y", "type": price},
            {"name": "z", "type": ["double", "null"], "aliases": ["x"]},
            {"name": "of", "type": {"type": "map", "values": price}, "default": {"k": "\u00fe"}},
        ],
    }  # fmt: skip
    parameters = schema({"name": "b", "type": other}, {"name": "a", "type": "Other"}, {"name": "c", "type": PAIR})
    kind = "struct<at:timestamp,y:decimal(3,1),z:double,of:map<string,decimal(3,1)>>"
    columns = {"a": kind, "b": kind, "c": "struct<x:int,y:binary>"}
    bench.declare("t", columns, written, serde=SERDE, serde_parameters=parameters)
    shown = "{at=1970-01-01 00:00:00.001, y=%s, z=%s, of={k=-0.2}}"
    assert bench.rows("SELECT a, b, c.x, c.y FROM t") == [(shown % (4.9, 1.0), shown % (5.0, 2.0), "3", "33")]


def test_words_of_schemas_within_a_schema(bench: Bench) -> None:
    """A default may have the names of what a schema has, and a named type may stand in an object of its own."""
    kind = {"type": "map", "values": "int"}
    parameters = schema(
        {"name": "m", "type": kind, "default": {"default": 1, "logicalType": 2}},
        {"name": "a", "type": PAIR, "default": {"x": 1, "y": "2"}},
        {"name": "b", "type": {"type": "Pair"}, "default": {"x": 3, "y": "4"}},
    )
    columns = {"m": "map<string,int>", "a": "struct<x:int,y:binary>", "b": "struct<x:int,y:binary>"}
    written = foreign([{"name": "other", "type": "int"}], {"other": 1})
    bench.declare("t", columns, written, serde=SERDE, serde_parameters=parameters)
    assert bench.rows("SELECT m, a.x, b.x, b.y FROM t") == [("{default=1, logicalType=2}", "1", "3", "34")]


def test_a_field_has_its_own_name_before_its_aliases(bench: Bench) -> None:
    fields = [{"name": name, "type": "int"} for name in ("c", "b", "a")]
    parameters = schema(
        {"name": "a", "type": "int", "aliases": ["c", "b"]}, {"name": "d", "type": "int", "aliases": ["b", "c"]}
    )
    written = foreign(fields, {"a": 1, "b": 2, "c": 3})
    bench.declare("t", {"a": "int", "d": "int"}, written, serde=SERDE, serde_parameters=parameters)
    assert bench.rows("SELECT a, d FROM t") == [("1", "2")]


def test_a_column_that_does_not_fit_hides_no_other(bench: Bench) -> None:
    written = foreign([{"name": "a", "type": ["null", "string"]}, {"name": "b", "type": "int"}], {"a": "x", "b": 1})
    parameters = schema({"name": "a", "type": ["null", "int"]}, {"name": "b", "type": "long"})
    bench.declare("t", {"a": "int", "b": "bigint"}, written, serde=SERDE, serde_parameters=parameters)
    assert bench.rows("SELECT b FROM t") == [("1",)]
    with pytest.raises(QueryError, match="Field a of type int is incompatible with type integer"):
        bench.rows("SELECT a FROM t")


FAR = {
    "year 10000": ("timestamp-micros", "timestamp", 253_402_300_800_000_000, "10000"),
    "year -4000": ("timestamp-millis", "timestamp", -188_395_027_200_000, "-4000"),
    "day": ("date", "date", -800_000, "-221"),
    "late": ("timestamp-micros", "timestamp", 2**63 - 1, None),
    "early": ("timestamp-micros", "timestamp", -(2**63), None),
    "later": ("timestamp-millis", "timestamp", 2**63 - 1, None),
    "int": ("date", "date", 2**40, None),
}


@pytest.mark.parametrize("case", FAR)
def test_moments_far_away(bench: Bench, case: str) -> None:
    logical, kind, value, year = FAR[case]
    held = {"type": "int" if kind == "date" else "long", "logicalType": logical}
    bench.declare("t", {"a": kind}, foreign([{"name": "a", "type": held}], {"a": value}), serde=SERDE)
    if year is not None:
        assert bench.rows("SELECT year(a) FROM t") == [(year,)]
        return
    with pytest.raises(QueryError, match=r"^HIVE_BAD_DATA: Malformed Avro file\. .*out of range.*\[s3://data/t/0\]"):
        bench.rows("SELECT a FROM t")


def test_a_schema_that_is_not_quite_right(bench: Bench) -> None:
    """A default that does not fit, a decimal of no digits, and metadata that are no text do no harm to its values."""
    field = {"name": "a", "type": "int", "doc": "?" * 14}
    none = {"type": "bytes", "logicalType": "decimal"}
    written = foreign([field, {"name": "b", "type": none}], {"a": 1, "b": b"2"}, metadata={"note": "??"})
    odd = written.replace(b'"doc": "??????????????"', b'"default": "nothing"   ').replace(
        b"note\4??", b"note\4\xff\xfe"
    )
    assert len(odd) == len(written)
    bench.declare("t", {"a": "int", "b": "binary"}, odd, serde=SERDE)
    assert bench.rows("SELECT a, b FROM t") == [("1", "32")]
    literal = odd[odd.index(b'{"type"') : odd.index(b"}]}") + 3].decode()
    bench.declare("u", {"a": "int", "b": "binary"}, odd, serde=SERDE, serde_parameters={LITERAL: literal})
    assert bench.rows("SELECT a, b FROM u") == [("1", "32")]
    bench.declare("v", {"a": "int"}, foreign([]), serde=SERDE, serde_parameters={LITERAL: literal})
    with pytest.raises(QueryError, match="Default value <nothing> must match schema type: int"):
        bench.rows("SELECT a FROM v")


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
    "codec": (EVENT.read_bytes().replace(b"deflate", b"inflate"), "Unrecognized codec: inflate"),
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
