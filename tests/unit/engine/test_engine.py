"""Statements against tables of objects: scans, bytes, partitions, errors, parameters, views, stopping."""

# ruff: noqa: E501, ISC004, RUF043 -- a row holds one whole message

import base64
import gzip
import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import query_bench
from query_bench import Bench
from tickstack.engine import Cancelled
from tickstack.engine.database import statement_memory
from tickstack.errors import QueryError
from tickstack.glue.model import Column, Partition, Storage, Table
from tickstack.tables.files import StoredObject

TICKS = {"high": "double", "name": "string"}
HIVE_JSON = "org.apache.hive.hcatalog.data.JsonSerDe"
TEXT = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe"


def test_columns_and_bytes(bench: Bench) -> None:
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}\n', gzip.compress(b"").ljust(20, b" ")[:0])
    result = bench.run('SELECT High, "name" AS "Name", 1.5, count(*) OVER () n FROM t')
    columns = [(c.name, c.type.name, c.type.precision, c.type.case_sensitive) for c in result.columns]
    assert columns == [
        ("High", "double", 17, False),
        ("Name", "varchar", 2147483647, True),
        ("_col2", "double", 17, False),
        ("n", "bigint", 19, False),
    ]
    assert list(result.rows) == [("1.0", "a", "1.5", "1")]
    assert result.scanned_bytes == 25


def test_bytes_count_every_scan(bench: Bench) -> None:
    data = b'{"high": 1, "name": "a"}\n'
    bench.declare("t", TICKS, data)
    statement = "WITH x AS (SELECT * FROM t) SELECT * FROM x a JOIN x b ON a.name = b.name, t"
    assert bench.run(statement).scanned_bytes == 3 * len(data)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ('{"high": 1.5, "name": "a"}\n{"high": 2, "name": "b"}', [("1.5", "a"), ("2.0", "b")]),
        ('{"high": 1.5, "name": "a"}\r\n{"high": 2, "name": "b"}\r\n', [("1.5", "a"), ("2.0", "b")]),
        ('{"HIGH": 1.5, "Name": "a"}', [("1.5", "a")]),
        ('{"high": NaN, "name": "a"}', [(None, "a")]),
        ('{"high": "NaN", "name": "a"}', [(None, "a")]),
        ('{"high": "1e2", "name": 7}', [("100.0", "7")]),
        ('{"name": "a", "extra": {"x": [1]}}', [(None, "a")]),
        ('{"high": null, "name": null}', [(None, None)]),
        ('{"high": 1, "high": 2, "name": {"k": [1, 2]}}', [("2.0", '{"k":[1,2]}')]),
        ('{"high": 1, "name": "a"}{"high": 2, "name": "b"}', [("1.0", "a")]),
        ('{"high": 1, "name": "a"}\n\n{"high": 2, "name": "b"}\n', [("1.0", "a"), (None, None), ("2.0", "b")]),
        ('{"high": 1, "name": 1.50}\n{"high": 1, "name": 1e5}', [("1.0", "1.50"), ("1.0", "1e5")]),
        ("plain text", [(None, None)]),
        ('[1, "a"]', [("1.0", "a")]),
        ("{high = 1; name => 'a'} # c", [("1.0", "a")]),
    ],
)
def test_openx_json(bench: Bench, lines: str, rows: list[tuple[str | None, ...]]) -> None:
    bench.declare("t", TICKS, lines)
    assert bench.rows("SELECT high, name FROM t") == rows


def test_openx_json_malformed(bench: Bench) -> None:
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}\n{"high": ')
    with pytest.raises(QueryError, match=r"^HIVE_CURSOR_ERROR: Row is not a valid JSON Object - JSONException: "):
        bench.rows("SELECT * FROM t")
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}\n{"high": ', serde_parameters={"ignore.malformed.json": "true"})
    assert bench.rows("SELECT * FROM t") == [("1.0", "a"), (None, None)]


EXACT = {
    "a": "decimal(30,3)", "b": "string", "c": "struct<x:decimal(20,4),y:array<decimal(30,2)>,z:string,w:double>",
    "d": "map<string,decimal(25,5)>", "e": "array<string>", "f": "array<decimal(20,3)>", "g": "string",
}  # fmt: skip
DIGITS = (
    '{"%s": 12345678901234567890.123, "b": 1.10, '
    '"c": {"x": 1234567890123456.7891, "y": [12345678901234567890.12], "z": 1.10, "w": 1.50}, '
    '"d": {"k": 12345678901234567890.12345}, "e": [{"q": 1.10}, 2.0, "x", null, true], "f": %s, "g": {"q": 1.10}}'
)


@pytest.mark.parametrize("serde", ["org.openx.data.jsonserde.JsonSerDe", HIVE_JSON])
@pytest.mark.parametrize("key", ["a", "A"])
def test_no_digit_is_lost(bench: Bench, serde: str, key: str) -> None:
    """DuckDB itself reads a fraction as a double."""
    bench.declare("t", EXACT, DIGITS % (key, "[1234567890123456.789]"), serde=serde)
    assert bench.rows("SELECT * FROM t") == [
        (
            "12345678901234567890.123", "1.10", "{x=1234567890123456.7891, y=[12345678901234567890.12], z=1.10, w=1.5}",
            "{k=12345678901234567890.12345}", '[{"q":1.10}, 2.0, x, null, true]', "[1234567890123456.789]",
            '{"q":1.10}',
        )
    ]  # fmt: skip


def test_no_digit_of_a_single_element_is_lost(bench: Bench) -> None:
    bench.declare("t", EXACT, DIGITS % ("a", "1234567890123456.789"))
    assert bench.rows("SELECT f FROM t") == [("[1234567890123456.789]",)]


def test_openx_json_mapping(bench: Bench) -> None:
    bench.declare("t", {"stamp": "string"}, '{"Timestamp": "x"}', serde_parameters={"mapping.stamp": "timestamp"})
    assert bench.rows("SELECT stamp FROM t") == [("x",)]


@pytest.mark.parametrize("serde", ["org.openx.data.jsonserde.JsonSerDe", HIVE_JSON])
def test_bad_values(bench: Bench, serde: str) -> None:
    bench.declare("t", {"n": "int"}, '{"n": "x"}', serde=serde)
    with pytest.raises(QueryError) as caught:
        bench.rows("SELECT * FROM t")
    assert str(caught.value) == "HIVE_BAD_DATA: Error parsing field value 'x' for field 0"


def test_hive_json(bench: Bench) -> None:
    bench.declare("t", TICKS, '{"High": 1, "NAME": "a"}', serde=HIVE_JSON)
    assert bench.rows("SELECT * FROM t") == [("1.0", "a")]
    bench.declare("t", TICKS, "{high = 1}", serde=HIVE_JSON)
    with pytest.raises(QueryError, match="HIVE_CURSOR_ERROR"):
        bench.rows("SELECT * FROM t")


def test_types_from_json(bench: Bench) -> None:
    kinds = {
        "a": "array<int>", "b": "map<string,double>", "c": "struct<X:int,y:array<string>>", "d": "date",
        "e": "timestamp", "f": "boolean", "g": "decimal(5,2)", "h": "bigint",
    }  # fmt: skip
    line = {
        "a": [1, None], "b": {"K": 1.5}, "c": {"x": 1, "Y": ["p"]}, "d": "2020-05-14", "e": "2020-05-14T09:30:00Z",
        "f": True, "g": "1.5", "h": 9223372036854775807,
    }  # fmt: skip
    bench.declare("t", kinds, json.dumps(line))
    assert bench.rows("SELECT a, b, c, d, e, f, g, h, c.x, a[1] FROM t") == [
        ("[1, null]", "{K=1.5}", "{x=1, y=[p]}", "2020-05-14", "2020-05-14 09:30:00.000", "true", "1.50",
         "9223372036854775807", "1", "1"),
    ]  # fmt: skip


def test_delimited_text(bench: Bench) -> None:
    bench.declare(
        "t",
        {"name": "string", "high": "double", "n": "int", "more": "string"},
        "name,high\na,1.5,x\n\\N,2,3\n",
        serde=TEXT,
        serde_parameters={"field.delim": ","},
        parameters={"skip.header.line.count": "1"},
    )
    assert bench.rows("SELECT * FROM t") == [("a", "1.5", None, None), (None, "2.0", "3", None)]


def test_unknown_serde(bench: Bench) -> None:
    bench.declare("t", TICKS, serde="org.example.Odd")
    with pytest.raises(QueryError, match="NOT_SUPPORTED: tickstack does not support tables of SerDe org.example.Odd"):
        bench.rows("SELECT * FROM t")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"table_type": "ICEBERG"}, "NOT_SUPPORTED: tickstack does not support Iceberg tables yet"),
        ({"spark.sql.sources.provider": "delta"}, "NOT_SUPPORTED: tickstack does not support Delta Lake tables yet"),
        ({"spark.sql.sources.provider": "hudi"}, "NOT_SUPPORTED: tickstack does not support Hudi tables yet"),
    ],
)
def test_a_format_that_is_more_than_its_files(bench: Bench, parameters: dict[str, str], message: str) -> None:
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}', parameters=parameters)
    with pytest.raises(QueryError, match=message):
        bench.rows("SELECT * FROM t")


def test_empty_table(bench: Bench) -> None:
    bench.declare("t", TICKS)
    assert bench.rows("SELECT count(*), max(high) FROM t") == [("0", None)]


def test_gzip(bench: Bench) -> None:
    bench.declare("t", TICKS)
    data = gzip.compress(b'{"high": 1, "name": "a"}\n')
    bench.store.objects["t/a.json.gz"] = data
    assert bench.rows("SELECT * FROM t") == [("1.0", "a")]
    assert bench.run("SELECT * FROM t").scanned_bytes == len(data)


def test_partitions_are_typed(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("high", "double"),), serde="org.openx.data.jsonserde.JsonSerDe")
    keys = (Column("year", "int"), Column("day", "date"))
    bench.catalog.known["p"] = Table("default", "p", storage, keys)
    for year, day in (("2020", "2020-05-14"), ("2021", "__HIVE_DEFAULT_PARTITION__")):
        place = Storage(f"s3://data/p/{year}/", storage.columns, serde=storage.serde)
        bench.catalog.parts.setdefault("p", []).append(Partition((year, day), place))
        bench.store.objects[f"p/{year}/x"] = f'{{"high": {year}}}'.encode()
    bench.store.objects["p/2022/x"] = b'{"high": 0}'
    assert bench.rows("SELECT * FROM p ORDER BY year") == [
        ("2020.0", "2020", "2020-05-14"),
        ("2021.0", "2021", None),
    ]
    assert bench.rows("SELECT year + 1 FROM p WHERE day IS NULL") == [("2022",)]


@pytest.mark.parametrize(
    ("where", "read"),
    [
        ("WHERE day = DATE '2020-01-02'", [1]),
        ("WHERE day > DATE '2020-01-01' AND v >= 0 AND zone <> 'b'", [2]),
        ("WHERE day IN (DATE '2020-01-01', DATE '2020-01-03')", [0, 2]),
        ("WHERE day BETWEEN DATE '2020-01-02' AND DATE '2020-01-03' OR zone IS NULL", [1, 2, 3]),
        ("WHERE day = DATE '2020-01-02' OR v = 1", [0, 1, 2, 3]),
        ("WHERE zone IS NULL", [3]),
        ("WHERE date_trunc('month', day) = DATE '2020-01-01' AND zone LIKE 'b%'", [1]),
        ("WHERE CAST(day AS varchar) = '2020-01-04'", [3]),
        ("WHERE zone = (SELECT 'b')", [0, 1, 2, 3]),
        ("WHERE day = current_date", []),
        ("CROSS JOIN (VALUES 1) AS w (x) WHERE p.zone = 'a'", [0, 2]),
        ("LEFT JOIN (VALUES 1) AS w (x) ON w.x = v WHERE p.zone = 'a'", [0, 2]),
        ("RIGHT JOIN (VALUES 1) AS w (x) ON w.x = v WHERE p.zone IS NULL", [0, 1, 2, 3]),
        ("JOIN p AS q ON p.v = q.v WHERE p.zone = 'a' AND q.zone = 'b'", [0, 1, 2]),
        ("", [0, 1, 2, 3]),
    ],
)
def test_partitions_are_pruned(bench: Bench, where: str, read: list[int]) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde="org.openx.data.jsonserde.JsonSerDe")
    keys = (Column("day", "date"), Column("zone", "string"))
    bench.catalog.known["p"] = Table("default", "p", storage, keys)
    for number, zone in enumerate(("a", "b", "a", "__HIVE_DEFAULT_PARTITION__")):
        place = Storage(f"s3://data/p/{number}/", storage.columns, serde=storage.serde)
        values = (f"2020-01-0{number + 1}", zone)
        bench.catalog.parts.setdefault("p", []).append(Partition(values, place))
        bench.store.objects[f"p/{number}/x"] = json.dumps({"v": number}).encode().ljust(10 ** (number + 1))
    scanned = bench.run(f"SELECT count(*) FROM p {where}").scanned_bytes
    assert scanned == sum(10 ** (number + 1) for number in read)


def test_a_query_of_with_that_is_not_used_prunes_nothing(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde="org.openx.data.jsonserde.JsonSerDe")
    bench.catalog.known["p"] = Table("default", "p", storage, (Column("k", "string"),))
    for key in "abc":
        place = Storage(f"s3://data/p/{key}/", storage.columns, serde=storage.serde)
        bench.catalog.parts.setdefault("p", []).append(Partition((key,), place))
        bench.store.objects[f"p/{key}/x"] = b'{"v": 1}'
    with_x = "WITH x AS (SELECT * FROM p WHERE k = 'a')"
    assert bench.rows(f"{with_x} SELECT k FROM p WHERE k = 'b'") == [("b",)]
    assert bench.rows(f"{with_x} SELECT count(*) FROM x, x y, p WHERE p.k <> 'b'") == [("2",)]
    assert bench.run(f"{with_x} SELECT count(*) FROM x, x y").scanned_bytes == 16


def test_projected_partitions(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde="org.openx.data.jsonserde.JsonSerDe")
    parameters = {
        "projection.enabled": "true", "projection.day.type": "date", "projection.day.format": "yyyy-MM-dd",
        "projection.day.range": "2020-01-01,2020-01-31",
    }  # fmt: skip
    bench.catalog.known["p"] = Table("default", "p", storage, (Column("day", "date"),), parameters)
    for day in (1, 5, 9):
        bench.store.objects[f"p/day=2020-01-0{day}/x"] = f'{{"v": {day}}}'.encode()
    assert bench.rows("SELECT v, day FROM p WHERE day > DATE '2020-01-01' ORDER BY 1") == [
        ("5", "2020-01-05"),
        ("9", "2020-01-09"),
    ]
    assert bench.run("SELECT * FROM p WHERE day = DATE '2020-01-05'").scanned_bytes == 8


def test_injected_partitions(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde="org.openx.data.jsonserde.JsonSerDe")
    parameters = {
        "projection.enabled": "true", "projection.k.type": "injected", "projection.n.type": "injected",
        "storage.location.template": "s3://data/p/${k}/${n}/",
    }  # fmt: skip
    bench.catalog.known["p"] = Table("default", "p", storage, (Column("k", "string"), Column("n", "int")), parameters)
    for number, key in enumerate("abc"):
        bench.store.objects[f"p/{key}/{number}/x"] = f'{{"v": {number}}}'.encode()
    assert bench.rows("SELECT * FROM p WHERE k = 'b' AND n = 1") == [("1", "b", "1")]
    assert bench.rows("SELECT v FROM p WHERE k IN ('a', 'c', 'z') AND n IN (0, 2) ORDER BY 1") == [("0",), ("2",)]
    assert bench.rows("SELECT v FROM p WHERE k = ? AND 2 = n AND v < 5", "lower('C')") == [("2",)]
    assert bench.rows("SELECT count(*) FROM p x, p y WHERE x.k = 'a' AND x.n = 0 AND y.k = 'b' AND y.n = 1") == [("1",)]
    for where in ("k = 'a'", "k LIKE 'a%' AND n = 1", "n = 1 AND (k = 'a' OR k = 'b')", "true"):
        with pytest.raises(QueryError, match="CONSTRAINT_VIOLATION: For the injected projected partition column"):
            bench.rows(f"SELECT * FROM p WHERE {where}")


def test_pruning_takes_no_row(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde="org.openx.data.jsonserde.JsonSerDe")
    bench.catalog.known["p"] = Table("default", "p", storage, (Column("k", "string"),))
    for key in ("1", "x", "__HIVE_DEFAULT_PARTITION__"):
        place = Storage(f"s3://data/p/{key}/", storage.columns, serde=storage.serde)
        bench.catalog.parts.setdefault("p", []).append(Partition((key,), place))
        bench.store.objects[f"p/{key}/x"] = b'{"v": 1}'
    one = "(VALUES 1) AS w (x)"
    assert bench.rows(f"SELECT k FROM {one} LEFT JOIN p ON k = 'none' WHERE k IS NULL") == [(None,)]
    assert bench.rows("SELECT k FROM p WHERE EXISTS (SELECT 1 FROM p q WHERE p.k = 'x' AND q.k = '1')") == [("x",)]
    assert bench.rows("SELECT count(*) FROM p a, p b WHERE a.k = 'x'") == [("3",)]
    with pytest.raises(QueryError, match=r"INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT"):
        bench.rows("SELECT v FROM p WHERE CAST(k AS integer) = 1")
    assert bench.rows("SELECT v FROM p WHERE TRY_CAST(k AS integer) = 1") == [("1",)]


def test_quoted_table_names_and_catalogs(bench: Bench) -> None:
    bench.declare("04", TICKS, '{"high": 1, "name": "a"}')
    for name in ('"04"', 'default."04"', '"AwsDataCatalog"."DEFAULT"."04"', 'awsdatacatalog.default."04" AS t'):
        assert bench.rows(f"SELECT name FROM {name}") == [("a",)]


def test_a_view_is_read_anew(bench: Bench) -> None:
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}')
    body = base64.b64encode(json.dumps({"originalSql": "SELECT name n FROM t", "schema": "default"}).encode()).decode()
    storage = Storage("", (Column("n", "string"),))
    bench.catalog.known["v"] = Table(
        "default", "v", storage, table_type="VIRTUAL_VIEW", view_text=f"/* Presto View: {body} */"
    )
    assert bench.rows("SELECT v.n FROM v JOIN t ON t.name = v.n") == [("a",)]


@pytest.mark.parametrize(
    ("statement", "parameters", "row"),
    [
        ("SELECT ? || 'x'", ["'a'"], ("ax",)),
        ("SELECT ?, ?", ["1+1", "NULL"], ("2", None)),
        ("SELECT ?", ["abc"], ("abc",)),
        ("SELECT ?", ["it's"], ("it's",)),
        ("SELECT ?", ["DATE '2020-01-01'"], ("2020-01-01",)),
        ("SELECT 1", ["unused"], ("1",)),
    ],
)
def test_parameters(bench: Bench, statement: str, parameters: list[str], row: tuple[str | None, ...]) -> None:
    assert bench.rows(statement, *parameters) == [row]


def test_missing_parameter(bench: Bench) -> None:
    with pytest.raises(QueryError, match="INVALID_PARAMETER_USAGE"):
        bench.rows("SELECT ?")


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT * FROM nope", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.default.nope' does not exist"),
        ("SELECT * FROM no.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'no' does not exist"),
        ("SELECT * FROM x.default.t", "CATALOG_NOT_FOUND: line 1:15: Catalog 'x' does not exist"),
        (
            "SELECT\n  nope FROM t",
            "COLUMN_NOT_FOUND: line 2:3: Column 'nope' cannot be resolved or requester is not authorized to access "
            "requested resources",
        ),
        ("SELECT nope(1)", "FUNCTION_NOT_FOUND: line 1:8: Function 'nope' not registered"),
        ("SELECT rgb(1, 2, 3)", "NOT_SUPPORTED: line 1:8: tickstack does not support the function rgb yet"),
        ("SELECT Learn_regressor(1, 2)", "NOT_SUPPORTED: line 1:8: tickstack does not support the function learn_regressor yet"),
        ("SELECT array_join(ARRAY[ROW(1)], ',')", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(row(integer)), varchar(1)) for function array_join. Expected: array_join(array(T), varchar) T:castableTo(varchar), array_join(array(T), varchar, varchar) T"),
        ("SELECT map_agg(1, INTERVAL '1' MONTH)", "NOT_SUPPORTED: line 1:8: tickstack does not support a map aggregated from values of type interval year to month"),
        ("SELECT CAST('1' AS hyperloglog)", "TYPE_MISMATCH: line 1:8: Cannot cast varchar(1) to HyperLogLog"),
        ("SELECT CAST(1 AS date)", "TYPE_MISMATCH: line 1:8: Cannot cast integer to date"),
        (
            "SELECT lower(1)",
            "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function lower. Expected: lower(char(x)), lower(varchar(x))",
        ),
        ("SELECT name = 1 FROM t", "TYPE_MISMATCH: line 1:13: Cannot apply operator: varchar = integer"),
        ("SELECT name + 1 FROM t", "TYPE_MISMATCH: line 1:13: Cannot apply operator: varchar + integer"),
        ("SELECT a.name FROM t a, t b WHERE name = 'x'", "AMBIGUOUS_NAME: line 1:35: Column 'name' is ambiguous"),
        (
            "SELECT name, max(high) FROM t",
            "EXPRESSION_NOT_AGGREGATE: line 1:8: 'name' must be an aggregate expression or appear in GROUP BY clause",
        ),
        ("SELECT name FROM t ORDER BY 2", "INVALID_COLUMN_REFERENCE: line 1:29: ORDER BY position 2 is not in select list"),
        ("SELECT (SELECT name FROM (VALUES 1, 2) AS v (name))", "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows"),
        ("SELECT date_parse('x', '%Y')", 'INVALID_FUNCTION_ARGUMENT: Invalid format: "x"'),
        ("EXECUTE p", "NOT_SUPPORTED: tickstack does not support EXECUTE yet"),
        ("GRANT SELECT ON t TO u", "SYNTAX_ERROR: Queries of this type are not supported"),
        ("SHOW TABLES", "NOT_SUPPORTED: tickstack does not support SHOW TABLES yet"),
        ("SELECT 1 FETCH FIRST 1 ROW WITH TIES", "MISSING_ORDER_BY: line 1:10: FETCH FIRST WITH TIES clause requires ORDER BY"),
        ("SELECT * FROM t FOR TIMESTAMP AS OF now()", "NOT_SUPPORTED: line 1:17: tickstack does not support time travel"),
        ("SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)", "TABLE_HAS_NO_COLUMNS: line 1:15: pattern recognition output table has no columns"),
    ],
)  # fmt: skip
def test_errors(bench: Bench, statement: str, reason: str) -> None:
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}')
    with pytest.raises(QueryError) as caught:
        bench.rows(statement)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "dropped", "utc"),
    [
        ("2020-05-14 09:30:00-04:00", "2020-05-14 09:30:00.000", "2020-05-14 13:30:00.000"),
        ("2020-05-14 09:30:00 America/New_York", "2020-05-14 09:30:00.000", "2020-05-14 13:30:00.000"),
        ("2020-05-14 09:30:00", "2020-05-14 09:30:00.000", "2020-05-14 09:30:00.000"),
    ],
)
def test_timestamp_cast(tmp_path: Path, text: str, dropped: str, utc: str) -> None:
    statement = f"SELECT CAST('{text}' AS timestamp), CAST(ARRAY['{text}'] AS array(timestamp))[1], date('2020-05-14')"
    for setting, value in (("drop", dropped), ("utc", utc)):
        made = query_bench.bench(tmp_path / setting, timestamp_cast=setting)
        assert made.rows(statement) == [(value, value, "2020-05-14")]
        assert made.rows("SELECT ?", f"CAST('{text}' AS timestamp)") == [(value,)]


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    bench = query_bench.bench(tmp_path)
    bench.declare("t", TICKS, '{"high": 1, "name": "a"}')
    assert list(bench.run("SELECT * FROM t").rows)
    bench.run("SELECT * FROM t")  # never read, only dropped
    with pytest.raises(QueryError):
        bench.rows("SELECT 1 / 0")
    assert list((tmp_path / "queries").iterdir()) == []


def test_stop_before_the_start(bench: Bench) -> None:
    cancelled = threading.Event()
    cancelled.set()
    with pytest.raises(Cancelled):
        bench.run("SELECT 1", cancelled=cancelled)


def test_views_with_row_patterns(bench: Bench) -> None:
    """Each use of a view is a recognition of its own, also in a query that has others."""
    sql = "SELECT * FROM (VALUES {}) u (x) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) AS s PATTERN (A+) DEFINE A AS true)"
    for name, values in (("v", "1, 2"), ("w", "3, 4")):
        body = base64.b64encode(json.dumps({"originalSql": sql.format(values), "schema": "default"}).encode()).decode()
        storage = Storage("", (Column("s", "bigint"),))
        bench.catalog.known[name] = Table(
            "default", name, storage, table_type="VIRTUAL_VIEW", view_text=f"/* Presto View: {body} */"
        )
    assert bench.rows(f"SELECT a.s, b.s, c.s, d.s FROM v a, v b, w c, ({sql.format('5')}) d") == [("3", "3", "7", "5")]


NUMBERS = ", ".join(f"UNNEST(sequence(1, 10000)) {alias} ({alias}{alias})" for alias in "abcd")
ENDLESS = {
    "matching rows": "SELECT * FROM (SELECT i AS x FROM UNNEST(sequence(1, 10000)) a (i)) MATCH_RECOGNIZE (ORDER BY x "
    "MEASURES count(*) AS n AFTER MATCH SKIP TO NEXT ROW PATTERN (A+ B) DEFINE A AS x > 0, B AS x > 9999)",
    "matching rows by aggregates": "SELECT * FROM (SELECT i AS x FROM UNNEST(sequence(1, 10000)) a (i)) "
    "MATCH_RECOGNIZE (ORDER BY x MEASURES count(*) AS n PATTERN ((A | B)* C) DEFINE A AS sum(A.x) > 0, C AS x < 0)",
    "joining": f"SELECT count(*) FROM {NUMBERS} WHERE aa * bb + cc * dd = -1",
    "in Python": f"SELECT max(CAST(aa * 1e0 AS varchar)) FROM {NUMBERS}",
    "writing": f"SELECT aa, bb, cc, dd FROM {NUMBERS}",
    "sorting": f"SELECT aa FROM {NUMBERS} ORDER BY aa * bb - cc * dd",
}


@pytest.mark.parametrize("doing", ENDLESS)
def test_stop_while(bench: Bench, doing: str) -> None:
    """The event ends a statement that would run for hours."""
    cancelled = threading.Event()
    at = []

    def stop() -> None:
        at.append(time.monotonic())
        cancelled.set()

    threading.Timer(0.2, stop).start()
    with pytest.raises(Cancelled):
        for _ in bench.run(ENDLESS[doing], cancelled=cancelled).rows:
            pass
    assert time.monotonic() - at[0] < 10  # a fifth of a second on a machine that does nothing else


def test_stop_while_translating(bench: Bench) -> None:
    cancelled = threading.Event()
    threading.Timer(0.1, cancelled.set).start()
    statement = f"SELECT {', '.join(['lower(upper(chr(65)))'] * 10_000)}"
    with pytest.raises(Cancelled):
        bench.run(statement, cancelled=cancelled)


def test_stop_while_fetching(tmp_path: Path) -> None:
    begun, cancelled, never = threading.Event(), threading.Event(), threading.Event()

    class Slow(query_bench.MemoryStore):
        def read(self, item: StoredObject, stop: Callable[[], bool]) -> bytes:
            begun.set()
            never.wait(30)
            return super().read(item, stop)

    made = query_bench.bench(tmp_path, store=Slow())
    made.declare("t", TICKS, '{"high": 1}')
    ended: list[BaseException] = []

    def run() -> None:
        try:
            made.rows("SELECT * FROM t", cancelled=cancelled)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    cancelled.set()
    thread.join(5)
    never.set()
    assert len(ended) == 1


def test_many_at_once(benches: query_bench.Benches) -> None:
    """Each statement has a database of its own, whatever the others do."""
    made = [benches.new() for _ in range(3)]
    for number, bench in enumerate(made):
        bench.declare("t", {"n": "int"}, f'{{"n": {number}}}')

    def ask(number: int) -> list[tuple[str | None, ...]]:
        statement = (
            f"SELECT n, CAST({number} * 1e0 AS varchar), sum(x) FROM t, UNNEST(sequence(1, 100)) AS u (x) GROUP BY n"
        )
        return made[number % 3].rows(statement)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(1, 31)))
    expected = [
        [(str(number % 3), f"{number / 10 ** (number > 9)}E{int(number > 9)}", "5050")] for number in range(1, 31)
    ]
    assert found == expected


def test_many_rows_are_streamed(bench: Bench) -> None:
    rows = bench.run("SELECT x FROM UNNEST(sequence(1, 5000)) AS t (x) ORDER BY x").rows
    assert [int(str(row[0])) for row in rows] == list(range(1, 5001))


@pytest.mark.parametrize(
    ("limit", "memory"), [("2g", "341MiB"), ("1024m", "170MiB"), ("100m", "64MiB"), ("6G", "1024MiB")]
)
def test_statements_share_the_memory_of_the_service(limit: str, memory: str) -> None:
    assert statement_memory(limit) == memory
