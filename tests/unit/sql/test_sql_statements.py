"""One statement out of a text, its kind, and Trino's messages for broken syntax."""

# ruff: noqa: ISC004 -- a row holds one whole message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.sql.bounds import too_deep
from tickstack.sql.statements import MalformedQuery, check, classify, split


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("SELECT 1", "SELECT 1"),
        ("  SELECT 1 ; \n", "SELECT 1"),
        (";;SELECT 1;;", "SELECT 1"),
        ("SELECT ';' -- a;b\n, \"x;y\" /* ; */;", "SELECT ';' -- a;b\n, \"x;y\" /* ; */"),
        ("SELECT 'it''s;'", "SELECT 'it''s;'"),
        ("-- first\nSELECT 1", "-- first\nSELECT 1"),
    ],
)
def test_split(text: str, statement: str) -> None:
    assert split(text) == statement


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1; SELECT 2;  ", "Only one sql statement is allowed. Got: SELECT 1; SELECT 2;"),
        ("SELECT 1; -- more", "Only one sql statement is allowed. Got: SELECT 1; -- more"),
        (";", "Empty sql statement: ;"),
    ],
)
def test_split_refuses(text: str, message: str) -> None:
    with pytest.raises(MalformedQuery) as caught:
        split(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("select(1)", "DML SELECT .csv"),
        ("/* c */ -- d\n WITH a AS (SELECT 1) TABLE a", "DML SELECT .csv"),
        ("VALUES 1", "DML SELECT .csv"),
        ("(SELECT 1)", "DML SELECT .csv"),
        ("EXPLAIN ANALYZE SELECT 1", "DML EXPLAIN .txt"),
        ("INSERT INTO t VALUES 1", "DML INSERT "),
        ("MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE", "DML MERGE .csv"),
        ("CREATE TABLE t WITH (format = 'PARQUET') AS SELECT 1 a", "DDL CREATE_TABLE_AS_SELECT "),
        ("CREATE TABLE t AS (SELECT 1 a)", "DDL CREATE_TABLE_AS_SELECT "),
        ("CREATE EXTERNAL TABLE IF NOT EXISTS t (a int) LOCATION 's3://b/'", "DDL CREATE_TABLE .txt"),
        ("CREATE TABLE t (a int COMMENT 'AS SELECT') LOCATION 's3://b/'", "DDL CREATE_TABLE .txt"),
        ("CREATE SCHEMA s", "DDL CREATE_DATABASE .txt"),
        ("CREATE OR REPLACE VIEW v AS SELECT 1 a", "DDL CREATE_VIEW .txt"),
        ("DROP TABLE IF EXISTS t", "DDL DROP_TABLE .txt"),
        ("ALTER TABLE d.t ADD IF NOT EXISTS PARTITION (dt = '1')", "DDL ALTER_TABLE_ADD_PARTITION .txt"),
        ("ALTER TABLE `t` DROP PARTITION (dt = '1')", "DDL ALTER_TABLE_DROP_PARTITION .txt"),
        ("ALTER TABLE t ADD COLUMNS (b int)", "DDL ALTER_TABLE_ADD_COLUMN .txt"),
        ("ALTER TABLE t SET TBLPROPERTIES ('a' = 'b')", "DDL ALTER_TABLE_PROPERTIES .txt"),
        ("MSCK REPAIR TABLE t", "DDL MSCK_REPAIR .txt"),
        ("SHOW TABLES IN d", "UTILITY SHOW_TABLES .txt"),
        ("show schemas", "UTILITY SHOW_DATABASES .txt"),
        ("SHOW CREATE TABLE t", "UTILITY SHOW_CREATE_TABLE .txt"),
        ("SHOW FUNCTIONS", "UTILITY SHOW_FUNCTIONS .csv"),
        ("DESC t", "UTILITY DESCRIBE_TABLE .txt"),
        ("VACUUM t", "DML VACUUM_TABLE "),
        ("OPTIMIZE t REWRITE DATA USING BIN_PACK", "DDL CREATE_TABLE_AS_SELECT "),
    ],
)
def test_classify(statement: str, kind: str) -> None:
    found = classify(statement)
    assert f"{found.type} {found.substatement} {found.extension}" == kind


_STATEMENTS = (
    "'ALTER', 'ANALYZE', 'CALL', 'COMMENT', 'COMMIT', 'CREATE', 'DEALLOCATE', 'DELETE', 'DENY', 'DESC', 'DESCRIBE', "
    "'DROP', 'EXECUTE', 'EXPLAIN', 'GRANT', 'INSERT', 'MERGE', 'PREPARE', 'REFRESH', 'RESET', 'REVOKE', 'ROLLBACK', "
    "'SET', 'SHOW', 'START', 'TRUNCATE', 'UNLOAD', 'UPDATE', 'USE', <query>"
)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("SELEC 1", f"line 1:1: mismatched input 'SELEC'. Expecting: {_STATEMENTS}"),
        ("-- a\n  SELEC 1", f"line 2:3: mismatched input 'SELEC'. Expecting: {_STATEMENTS}"),
        ("SELECT * FROM", "Queries of this type are not supported"),
        ("SELECT FROM", "Queries of this type are not supported"),
        ("SELECT a, FROM t", "line 1:11: mismatched input 'FROM'. Expecting: '*', <expression>"),
        (
            'CREATE TABLE "d"."t" WITH (format=1) AS SHOW TABLES',
            "line 1:41: mismatched input 'SHOW'. Expecting: '(', <query>",
        ),
        ("CREATE TABLE t AS create table u", "line 1:19: mismatched input 'create'. Expecting: '(', <query>"),
        ("SELECT 1 +", "line 1:11: mismatched input '<EOF>'. Expecting: <expression>"),
        (
            "CREATE OR REPLACE TABLE t (a int)",
            "line 1:19: mismatched input 'TABLE'. Expecting: 'MATERIALIZED', 'MULTI', 'PROTECTED', 'VIEW'",
        ),
        (
            "SELECT a b c FROM t",
            "line 1:12: mismatched input 'c'. Expecting: ',', 'EXCEPT', 'FETCH', 'FROM', 'GROUP', 'HAVING', "
            "'INTERSECT', 'LIMIT', 'OFFSET', 'ORDER', 'UNION', 'WHERE', 'WINDOW', <EOF>",
        ),
        (
            "SELECT `a` FROM t",
            "line 1:8: backquoted identifiers are not supported; use double quotes to quote identifiers",
        ),
    ],
)
def test_check_refuses(statement: str, message: str) -> None:
    with pytest.raises(MalformedQuery) as caught:
        check(statement)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "timestamp", timestamp FROM "04" timestamp WHERE a <> b AND c != d',
        "SELECT 'ß' AS \"Ünïcode\"",
        "ALTER TABLE `t` ADD PARTITION (dt = '1')",
        "SHOW PARTITIONS t",
        "UNLOAD (SELECT 1) TO 's3://b/' WITH (format = 'JSON')",
    ],
)
def test_check_accepts(statement: str) -> None:
    check(statement)


@pytest.mark.parametrize(
    "statement", ["SELECT 1" + "+1" * 100_000, "SELECT " + "/* " * 60_000], ids=["terms", "unclosed"]
)
def test_work_on_a_long_text_is_in_proportion(statement: str) -> None:
    """Each of these took minutes when it grew with the square of the length."""
    assert split(f"{statement};") == statement.strip()
    assert not too_deep(statement)


@given(st.text(alphabet="SELCTFROM()'\"`;-*/ 1a\n,.", max_size=40))
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        statement = split(text)
    except MalformedQuery:
        return
    assert statement == statement.strip()
    assert split(statement) == statement
