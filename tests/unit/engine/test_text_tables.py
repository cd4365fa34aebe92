"""Tables of delimited text and of quoted CSV."""

import csv
import io
import tempfile
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.glue.model import Column, Partition, Storage
from tickstack.tables.delimited import escaped_fields, unescaped
from tickstack.tables.opencsv import fields

CSV = "org.apache.hadoop.hive.serde2.OpenCSVSerde"
TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"
PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
REGEX = "org.apache.hadoop.hive.serde2.RegexSerDe"
MARKS = ',"\\'


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("a,b,c", ["a", "b", "c"]),
        ('"a","b,c"', ["a", "b,c"]),
        ('"a ""b"" c",d', ['a "b" c', "d"]),
        (r'"a \"b\" c",d', ['a "b" c', "d"]),
        (r'"a\\b",c\d', ["a\\b", "cd"]),
        ('a,,"",', ["a", "", "", ""]),
        (' a , "b"', [" a ", "b"]),
        ('abc "d" e,f', ['abc "d" e', "f"]),
        ("", [""]),
    ],
)
def test_fields(line: str, found: list[str]) -> None:
    assert fields(line, MARKS) == found


@given(st.lists(st.text(alphabet='ab, "é', max_size=6), min_size=1, max_size=5))
def test_what_csv_writes_is_read(row: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="").writerow(row)
    assert fields(out.getvalue(), MARKS) == row


def test_quoted_csv(bench: Bench) -> None:
    columns = {"a": "string", "b": "int", "c": "double", "d": "boolean", "e": "date", "f": "timestamp"}
    data = '"x, ""y""","1","1.5","TRUE","18276","1579059880000"\nplain,2,2,false,-1,0\r\n\n"short"\n'
    bench.declare("t", columns, data, serde=CSV)
    assert bench.rows("SELECT * FROM t") == [
        ('x, "y"', "1", "1.5", "true", "2020-01-15", "2020-01-15 03:44:40.000"),
        ("plain", "2", "2.0", "false", "1969-12-31", "1970-01-01 00:00:00.000"),
        (None,) * 6,
        ("short", *(None,) * 5),
    ]


def test_marks_of_csv(bench: Bench) -> None:
    options = {"separatorChar": ";", "quoteChar": "'", "escapeChar": "/"}
    parameters = {"skip.header.line.count": "1"}
    bench.declare(
        "t", {"a": "string", "b": "string"}, "a;b\n'x;/'y';z\n", serde=CSV, serde_parameters=options,
        parameters=parameters,
    )  # fmt: skip
    assert bench.rows("SELECT * FROM t") == [("x;'y", "z")]


@pytest.mark.parametrize(
    ("kind", "line", "message"),
    [
        ("int", '""', "HIVE_BAD_DATA: Error parsing field value '' for field 1: For input string: \"\""),
        ("bigint", "1.5", "HIVE_BAD_DATA: Error parsing field value '1.5' for field 1: For input string: \"1.5\""),
        ("double", '""', "HIVE_BAD_DATA: Error parsing field value '' for field 1: empty String"),
        ("double", "x", "HIVE_BAD_DATA: Error parsing field value 'x' for field 1: For input string: \"x\""),
        ("boolean", "yes", "HIVE_BAD_DATA: Error parsing field value 'yes' for field 1: For input string: \"yes\""),
        ("string", '"x', "HIVE_BAD_DATA: Un-terminated quoted field at end of CSV line"),
        ("array<int>", "x", "NOT_SUPPORTED: tickstack does not support columns of type array(integer) in CSV"),
    ],
)
def test_bad_csv(bench: Bench, kind: str, line: str, message: str) -> None:
    bench.declare("t", {"a": "string", "b": kind}, f"1,{line}\n", serde=CSV)
    with pytest.raises(QueryError) as caught:
        bench.rows("SELECT b FROM t")
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("line", "found"),
    [("a,b", ["a", "b"]), (r"a\,b,c", [r"a\,b", "c"]), (",", ["", ""]), ("", [""]), (r"a\\,b", [r"a\\", "b"])],
)
def test_escaped_fields(line: str, found: list[str]) -> None:
    assert escaped_fields(line, ",\\") == found


@given(st.lists(st.text(alphabet="ab,\\\n", max_size=5), min_size=1, max_size=5))
def test_escapes_are_undone(row: list[str]) -> None:
    marked = (text.replace("\\", "\\\\").replace(",", "\\,").replace("\n", "\\n") for text in row)
    assert [unescaped(text, "\\") for text in escaped_fields(",".join(marked), ",\\")] == row


def test_escapes(bench: Bench) -> None:
    options = {"field.delim": ",", "escape.delim": "\\"}
    columns = {"a": "string", "b": "int", "c": "string"}
    bench.declare("t", columns, "a\\,b,1,x\\ny\nplain,2\n\\N,\\N\n", serde=TEXT, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [("a,b", "1", "x\ny"), ("plain", "2", None), (None, None, None)]


def test_nested_text(bench: Bench) -> None:
    columns = {
        "a": "array<int>", "m": "map<string,double>", "s": "struct<x:int,y:string>", "n": "array<struct<p:int,q:int>>",
    }  # fmt: skip
    options = {"field.delim": "|", "collection.delim": ",", "mapkey.delim": ":"}
    lines = "1,2,x|k:1.5,j:2|7,b|1:2,3:4\n|||\n\\N|\\N|\\N|\\N\n"
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [
        ("[1, 2, null]", "{j=2.0, k=1.5}", "{x=7, y=b}", "[{p=1, q=2}, {p=3, q=4}]"),
        ("[]", "{}", "{x=null, y=null}", "[]"),
        (None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("delimiter", "line"),
    [("||", "x||y\\|z"), ("9", "x\t\ty|z"), ("|", "x||y\\|z")],
)
def test_a_delimiter_is_one_byte(bench: Bench, delimiter: str, line: str) -> None:
    options = {"field.delim": delimiter, "escape.delim": "\\"}
    bench.declare("t", {"a": "string", "b": "string", "c": "string"}, line, serde=TEXT, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [("x", "", "y|z")]


def test_nested_text_with_escapes(bench: Bench) -> None:
    columns = {"a": "array<string>", "m": "map<string,string>", "s": "struct<x:int,y:string>"}
    options = {"field.delim": ",", "collection.delim": "|", "mapkey.delim": ":", "escape.delim": "\\"}
    lines = "p\\|q|r\\,s,k\\:1:v\\|w|l:m:n,7|a\\\\b\nplain|x,k:v|l,8|y\n,,\n"
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [
        ("[p|q, r,s]", "{k:1=v|w, l=m:n}", "{x=7, y=a\\b}"),
        ("[plain, x]", "{k=v, l=null}", "{x=8, y=y}"),
        ("[]", "{}", "{x=null, y=null}"),
    ]


MOMENTS = (
    ("2020-05-14 09:30:15.123", "2020-05-14 09:30:15.123"),
    ("2020-05-14", "2020-05-14 00:00:00.000"),
    ("2020-05-14T09:30:15Z", None),
    ("2020-05-14T09:30:15", None),
    ("14/May/2020 09:30:15 +0200", None),
    ("", None),
)
BY_FORMATS = {0: MOMENTS[0][1], 1: MOMENTS[1][1], 2: "2020-05-14 09:30:15.000", 4: "2020-05-14 07:30:15.000"}


def test_moments_of_text_are_spelt_as_java_spells_them(bench: Bench) -> None:
    lines = "\n".join(f"{number},{text}" for number, (text, _) in enumerate(MOMENTS))
    options = {"field.delim": ","}
    columns = {"n": "int", "t": "timestamp"}
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters=options)
    assert bench.rows("SELECT t FROM t ORDER BY n") == [(shown,) for _, shown in MOMENTS]
    formats = {"timestamp.formats": "yyyy-MM-dd'T'HH:mm:ss'Z',dd/MMM/yyyy HH:mm:ss Z,millis"}
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters=options | formats)
    assert bench.rows("SELECT t FROM t ORDER BY n") == [(BY_FORMATS.get(number),) for number in range(len(MOMENTS))]
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters=options | {"timestamp.formats": "yyyy-bb"})
    with pytest.raises(QueryError, match=r"HIVE_INVALID_METADATA: Invalid value for timestamp\.formats property"):
        bench.rows("SELECT t FROM t")


@pytest.mark.parametrize("serde", ["org.openx.data.jsonserde.JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe"])
def test_moments_of_json_by_formats(bench: Bench, serde: str) -> None:
    options = {"timestamp.formats": "dd/MMM/yyyy:HH:mm:ss Z,millis"}
    lines = '{"t": "14/May/2020:09:30:15 +0200", "a": [1589441415123]}\n{"t": "2020-05-14 09:30:15"}\n'
    columns = {"t": "timestamp", "a": "array<timestamp>"}
    bench.declare("t", columns, lines, serde=serde, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [
        ("2020-05-14 07:30:15.000", "[2020-05-14 07:30:15.123]"),
        ("2020-05-14 09:30:15.000", None),
    ]


def test_scalars_of_text(bench: Bench) -> None:
    columns = {
        "a": "boolean", "b": "tinyint", "c": "decimal(5,2)", "d": "date", "e": "timestamp", "f": "varchar(2)",
        "g": "char(3)", "h": "binary", "i": "float",
    }  # fmt: skip
    lines = "TRUE,1,1.005,2020-01-02,2020-01-02 03:04:05.678,abc,a,YWI=,1.5\nx,300,x,x,x,,,*,x\n"
    bench.declare("t", columns, lines, serde=TEXT, serde_parameters={"field.delim": ","})
    assert bench.rows("SELECT * FROM t") == [
        ("true", "1", "1.01", "2020-01-02", "2020-01-02 03:04:05.678", "ab", "a  ", "61 62", "1.5"),
        (None, None, None, None, None, "", "   ", None, None),
    ]


def test_lines_of_a_regular_expression(bench: Bench) -> None:
    columns = {
        "client": "string",
        "at": "timestamp",
        "status": "int",
        "size": "bigint",
        "part": "double",
        "agent": "string",
    }
    pattern = r'([^ ]*) \[([^\]]*)\] ([0-9]*) (-|[0-9]+) ([.0-9]+)(?: "([^"]*)")?'
    lines = (
        '10.0.0.7 [2021-02-03 04:05:06.7] 200 512 0.25 "curl/8"',
        "10.0.0.8 [yesterday] 404 - 1",
        "not a line of this log",
        '10.0.0.9 [2021-02-03 04:05:07] 99999999999 1 2 "é" ',
    )
    bench.declare("log", columns, "\n".join(lines), serde=REGEX, serde_parameters={"input.regex": pattern})
    assert bench.rows("SELECT * FROM log") == [
        ("10.0.0.7", "2021-02-03 04:05:06.700", "200", "512", "0.25", "curl/8"),
        ("10.0.0.8", None, "404", None, "1.0", None),
        (None,) * 6,
        (None,) * 6,
    ]


def test_groups_of_a_regular_expression_are_columns_in_order(bench: Bench) -> None:
    parameters = {"input.regex": r"(\w+)=(true|TRUE|no)", "input.regex.case.insensitive": "TRUE"}
    columns = {"key": "varchar(2)", "value": "boolean", "more": "string"}
    bench.declare("t", columns, "abc=True\nd=NO\n", serde=REGEX, serde_parameters=parameters)
    assert bench.rows("SELECT more, value, key FROM t ORDER BY key") == [(None, "true", "ab"), (None, "false", "d")]


def test_a_table_without_its_regular_expression(bench: Bench) -> None:
    bench.declare("t", {"a": "string"}, "x", serde=REGEX)
    with pytest.raises(QueryError, match="Schema does not have required"):
        bench.rows("SELECT * FROM t")


AWKWARD = {"part": "string", "line": "string", "document": "string", "t0": "int", "filename": "string", "number": "int"}


@pytest.mark.parametrize("keyed", [False, True])
def test_columns_may_be_called_as_the_reader_calls_its_own(bench: Bench, keyed: bool) -> None:
    bench.declare("t", AWKWARD, '{"part": "p", "line": "l", "document": "d", "t0": 5, "filename": "f", "number": 6}')
    data = duckdb.sql("SELECT 'p' AS part, 'l' AS line, 'd' AS document, 5 AS t0, 'f' AS filename, 6 AS number")
    with tempfile.TemporaryDirectory() as folder:
        data.write_parquet(f"{folder}/p")
        bench.declare("p", AWKWARD, Path(folder, "p").read_bytes(), serde=PARQUET)
    for name in ("t", "p") if keyed else ():
        table = bench.catalog.known[name]
        bench.catalog.known[name] = replace(table, partition_keys=(Column("day", "string"),))
        bench.catalog.parts[name] = [Partition(("x",), table.storage)]
    for name in ("t", "p"):
        row = ("p", "l", "d", "5", "f", "6", *(("x",) if keyed else ()))
        assert bench.rows(f"SELECT * FROM {name}") == [row]
        assert bench.rows(f'SELECT "$path", part FROM {name}') == [(f"s3://data/{name}/0", "p")]


def test_so_may_a_partition_key(bench: Bench) -> None:
    bench.declare("t", {"a": "int"}, '{"a": 1}')
    table = bench.catalog.known["t"]
    bench.catalog.known["t"] = replace(table, partition_keys=(Column("part", "string"),))
    bench.catalog.parts["t"] = [Partition(("x",), table.storage), Partition(("y",), Storage("s3://data/none", ()))]
    assert bench.rows("SELECT a, part FROM t WHERE part = 'x'") == [("1", "x")]
