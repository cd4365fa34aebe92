"""Execution parameters: each stands for the ``?`` of its place in the text, and is what its own text says."""

import pytest

from query_bench import Bench
from tickstack.errors import QueryError

VALUES = "(VALUES 1, 2, 3) AS t(x)"


@pytest.mark.parametrize(
    ("statement", "parameters", "rows"),
    [
        (f"SELECT ?, x FROM {VALUES} WHERE x = ?", ("'a'", "2"), [("a", "2")]),
        (f"SELECT ?, x FROM {VALUES} WHERE x >= ? ORDER BY x DESC LIMIT ?", ("'a'", "2", "1"), [("a", "3")]),
        (f"SELECT x FROM {VALUES} ORDER BY x OFFSET ? LIMIT ?", ("1", "1"), [("2",)]),
        (f"SELECT x FROM {VALUES} ORDER BY x FETCH FIRST ? ROWS ONLY", ("1",), [("1",)]),
        ("SELECT a.x, ? FROM (VALUES 1) AS a(x) JOIN (SELECT ? AS x) AS b ON a.x = b.x", ("'a'", "1"), [("1", "a")]),
        (f"SELECT ? AS g, count(*) FROM {VALUES} WHERE x > ? GROUP BY ? HAVING count(*) > ?",
         ("'a'", "1", "'a'", "1"), [("a", "2")]),
        ("WITH t AS (SELECT ? AS a) SELECT a FROM t UNION ALL SELECT ? ORDER BY a", ("1", "2"), [("1",), ("2",)]),
        ("SELECT (SELECT ?), ?", ("1", "2"), [("1", "2")]),
        ("SELECT CASE ? WHEN ? THEN ? ELSE ? END", ("1", "2", "'x'", "'y'"), [("y",)]),
        ("SELECT ? IN (?, ?), ? BETWEEN ? AND ?, ? LIKE ?", ("1", "2", "1", "2", "1", "3", "'ab'", "'a%'"),
         [("true", "true", "true")]),
        ("SELECT date_trunc(?, ?), date_add(?, ?, DATE '2020-01-31')",
         ("'month'", "DATE '2020-05-14'", "'month'", "1"), [("2020-05-01", "2020-02-29")]),
        ("SELECT x FROM UNNEST(?) AS t(x)", ("ARRAY[1, 2]",), [("1",), ("2",)]),
        ("SELECT ARRAY[?, ?], CAST(? AS decimal(4,2))", ("1", "2", "1"), [("[1, 2]", "1.00")]),
        ("SELECT TIMESTAMP '2020-01-01 00:00:00' + ?", ("INTERVAL '1' DAY",), [("2020-01-02 00:00:00.000",)]),
        ("SELECT lag(x, ?, ?) OVER (ORDER BY x) FROM (VALUES 1, 2) AS t(x)", ("1", "9"), [("9",), ("1",)]),
    ],
)  # fmt: skip
def test_in_the_order_of_the_text(
    bench: Bench, statement: str, parameters: tuple[str, ...], rows: list[tuple[str | None, ...]]
) -> None:
    assert bench.rows(statement, *parameters) == rows


@pytest.mark.parametrize(
    ("parameter", "kind", "value"),
    [
        ("1", "integer", "1"),
        ("-1", "integer", "-1"),
        ("10000000000", "bigint", "10000000000"),
        ("1.5", "double", "1.5"),
        ("1+1", "integer", "2"),
        ("'text'", "varchar(4)", "text"),
        ("text", "varchar(4)", "text"),
        ("it's", "varchar(4)", "it's"),
        ("3f2504e0-4f89", "varchar(13)", "3f2504e0-4f89"),
        ("DATE '2020-05-14'", "date", "2020-05-14"),
        ("TIMESTAMP '2020-05-14 09:31:02'", "timestamp(0)", "2020-05-14 09:31:02"),
        ("true", "boolean", "true"),
        ("NULL", "unknown", None),
    ],
)
def test_is_what_its_text_says(bench: Bench, parameter: str, kind: str, value: str | None) -> None:
    assert bench.rows("SELECT typeof(?), ?", parameter, parameter) == [(kind, value)]


def test_without_a_place_are_ignored(bench: Bench) -> None:
    assert bench.rows("SELECT 1", "2") == [("1",)]


@pytest.mark.parametrize(("statement", "given"), [("SELECT ?", ()), ("SELECT ?, ?", ("1",)), ("SELECT ?", ("1", "2"))])
def test_as_many_as_places(bench: Bench, statement: str, given: tuple[str, ...]) -> None:
    with pytest.raises(QueryError) as caught:
        bench.rows(statement, *given)
    expected = f"expected {statement.count('?')} but found {len(given)}"
    message = f"line 1:1: Incorrect number of parameters: {expected}"
    assert str(caught.value) == f"INVALID_PARAMETER_USAGE: {message}"
