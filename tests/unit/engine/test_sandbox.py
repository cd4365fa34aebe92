"""No statement reaches files, the network or DuckDB itself: refused in translation, and again by DuckDB."""

import contextlib
import re
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from query_bench import Bench
from query_bench import bench as make_bench
from tickstack.engine.database import connect
from tickstack.errors import QueryError
from tickstack.sql.functions import BY_NAME
from tickstack.sql.statements import MalformedQuery

ATTEMPTS = (
    "SELECT * FROM '{secret}'",
    'SELECT * FROM "{secret}"',
    'SELECT * FROM "default"."{secret}"',
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM TABLE(read_csv('{secret}'))",
    "SELECT * FROM TABLE(read_text(input => '{secret}'))",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_parquet('{secret}')",
    "SELECT * FROM parquet_scan('{secret}')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM duckdb_settings()",
    "SELECT * FROM duckdb_secrets()",
    "SELECT * FROM sqlite_scan('{secret}', 't')",
    "SELECT * FROM UNNEST(glob('/*'))",
    "SELECT (SELECT content FROM read_text('{secret}'))",
    "SELECT * FROM t WHERE name IN (SELECT content FROM read_text('{secret}'))",
    "SELECT read_text('{secret}')",
    "SELECT getenv('HOME')",
    "SELECT current_setting('memory_limit')",
    "SELECT query('SELECT 1')",
    "SELECT * FROM query('SELECT 1')",
    "SELECT * FROM query_table('t')",
    "SELECT main.upper('a')",
    "SELECT system.main.upper('a')",
    "SELECT json_line('a', 'b')",
    "SELECT divide(1, 2)",
    "SELECT \"read_text\"('{secret}')",
    "SELECT * FROM scan0",
    "SELECT * FROM main.scan0",
    "SELECT * FROM duckdb_tables",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM pg_catalog.pg_tables",
    "COPY t TO '{secret}'",
    "COPY (SELECT 1) TO '{secret}'",
    "COPY t FROM '{secret}'",
    "EXPORT DATABASE '{folder}'",
    "IMPORT DATABASE '{folder}'",
    "ATTACH '{secret}' AS a",
    "DETACH memory",
    "USE memory",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{secret}'",
    "PRAGMA version",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "SET enable_external_access = true",
    "SET SESSION memory_limit = '1TB'",
    "RESET lock_configuration",
    "CREATE SECRET (TYPE s3)",
    "CREATE MACRO f() AS 1",
    "CREATE TABLE x AS SELECT * FROM read_text('{secret}')",
    "CREATE VIEW x AS SELECT * FROM read_text('{secret}')",
    "INSERT INTO t SELECT content FROM read_text('{secret}')",
    "EXPLAIN SELECT * FROM read_text('{secret}')",
    "DESCRIBE SELECT 1",
    "SUMMARIZE t",
    "FROM t",
    "FROM '{secret}' SELECT *",
    "PIVOT t ON name",
    "SELECT * EXCLUDE (name) FROM t",
    "SELECT COLUMNS('.*') FROM t",
    "SELECT name::integer FROM t",
    "SELECT [1, 2]",
    "SELECT {{'a': 1}}",
    "SELECT * FROM t QUALIFY row_number() OVER () = 1",
    "SELECT * FROM t ASOF LEFT OUTER JOIN t u USING (nothing)",
    "SELECT DISTINCT ON (name) * FROM t",
    "SELECT 1; SELECT 2",
    "SELECT 1 --\n; COPY t TO '{secret}'",
    "SELECT * FROM 's3://other/x'",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x')",
    "SELECT $1",
    "SELECT $$a$$",
    "SELECT e'\\x41'",
    "SELECT name FROM t LIMIT (SELECT 1)",
    "SELECT 'a' ILIKE 'A'",
    "SELECT 'a' ~ 'a'",
    "SELECT 1 // 2",
    "SELECT 2 ** 3",
)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_refused_before_duckdb(bench: Bench, tmp_path: Path, attempt: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    bench.declare("t", {"name": "string"}, '{"name": "a"}')
    statement = attempt.format(secret=secret, folder=tmp_path)
    with pytest.raises((QueryError, MalformedQuery)):
        bench.engine.prepare(statement, catalog=bench.catalog, database="default")
    assert secret.read_text() == "secret"


FILE = Path(__file__).parents[2] / "sql/data/attempts.txt"
WORDED = re.compile(r"[A-Z_]+: ")


@pytest.mark.parametrize("attempt", FILE.read_text().splitlines())
def test_refused_in_athenas_words(bench: Bench, tmp_path: Path, attempt: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret")
    bench.declare("t", {"name": "string"}, '{"name": "a"}')
    with pytest.raises(QueryError) as caught:
        bench.rows(attempt.replace("<secret>", str(secret)))
    assert WORDED.match(str(caught.value))
    assert caught.value.name != "GENERIC_INTERNAL_ERROR"
    assert secret.read_text() == "secret"


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("""SELECT name AS "x"" FROM read_text('/etc/passwd') --" FROM t""", "a"),
        ("""SELECT name FROM t AS "t"", read_text('/etc/passwd') AS "" " """, "a"),
        ("""SELECT "q"";"".name" FROM (SELECT 'b') AS x ("q"";"".name")""", "b"),
        ("SELECT 'it''s' || '--' || '/*' || ''' FROM glob(''*'') --'", "it's--/*' FROM glob('*') --"),
        ("SELECT 1 -- ; COPY", "1"),
        ("SELECT /* ' */ 1 /* -- */", "1"),
    ],
)
def test_quotes_stay_quotes(bench: Bench, statement: str, value: str) -> None:
    bench.declare("t", {"name": "string"}, '{"name": "a"}')
    assert bench.rows(statement) == [(value,)]


DIRECT = (
    "SELECT * FROM '{secret}'",
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_text('{inside}/../secret.csv')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_csv('http://127.0.0.1:1/x')",
    "COPY (SELECT 1) TO '{secret}'",
    "ATTACH '{secret}.db' AS a",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '{secret}'",
    "SET enable_external_access = true",
    "SET allowed_directories = ['/']",
    "SET memory_limit = '1TB'",
    "RESET lock_configuration",
    "SET lock_configuration = false",
    "EXPORT DATABASE '{folder}/x'",
    "SELECT * FROM variable_of_the_caller",
)


@pytest.mark.parametrize("statement", DIRECT)
def test_refused_by_duckdb(tmp_path: Path, statement: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    inside = tmp_path / "q" / "tables"
    inside.mkdir(parents=True)
    variable_of_the_caller = [1]
    with connect(tmp_path / "q", "64MiB") as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(secret=secret, folder=tmp_path, inside=inside)).fetchall()
    assert variable_of_the_caller == [1]
    assert secret.read_text() == "a\n1\n"


def test_its_own_folder_is_readable(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "x.txt").write_text("a")
    with connect(tmp_path, "64MiB") as connection:
        assert connection.execute(f"SELECT content FROM read_text('{folder}/x.txt')").fetchall() == [("a",)]


_WORDS = [
    "SELECT", "*", "FROM", "t", "name", "WHERE", "GROUP BY", "ORDER BY", "(", ")", ",", "1", "'x'", "=", "AND", "NOT",
    "JOIN", "ON", "UNION", "VALUES", "CASE", "WHEN", "THEN", "END", "NULL", "CAST(", "AS", "varchar", "IN", "LIMIT",
    "count(*)", "max(", "OVER", "BETWEEN", "LIKE", "WITH", "a", ".", "ARRAY[", "]", "+", "/", "DISTINCT", "EXISTS",
    "INTERVAL '1' DAY", "DATE '2020-01-01'", "UNNEST(", "::", "read_text(", "->", "?", *sorted(BY_NAME)[:20],
]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=14))
def test_any_statement_is_prepared_or_refused(tmp_path: Path, words: list[str]) -> None:
    made = make_bench(tmp_path)
    made.declare("t", {"name": "string", "a": "array<int>"}, '{"name": "a"}')
    with contextlib.suppress(QueryError, MalformedQuery):
        made.engine.prepare("SELECT " + " ".join(words), catalog=made.catalog, database="default")
