"""Statements that are too deep or very long: answered, or refused in Trino's words."""

import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.sql import grammar
from tickstack.sql.bounds import DEPTH, too_deep
from tickstack.sql.grammar import syntax_error
from tickstack.sql.recogniser import cutting

PARSING = "SYNTAX_ERROR: line 1:1: statement is too large (stack overflow while parsing)"
ANALYSIS = "STACK_OVERFLOW: statement is too large (stack overflow during analysis)"


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("SELECT " + "(" * 5000 + "1" + ")" * 5000, PARSING),
        ("SELECT " + "(" * 5000, PARSING),
        ("SELECT " + "ARRAY[" * 500 + "1" + "]" * 500, PARSING),
        ("SELECT " + "NOT " * 2000 + "true", PARSING),
        ("SELECT " + "- " * 2000 + "1", PARSING),
        ("SELECT " + "CASE WHEN true THEN " * 200 + "1" + " END" * 200, PARSING),
        ("SELECT CAST(NULL AS " + "array(" * 2000 + "int" + ")" * 2001, PARSING),
        ("SELECT " + "+".join(["1"] * 5000), ANALYSIS),
    ],
    ids=lambda text: text[:24],
)
def test_refused(bench: Bench, statement: str, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        bench.rows(statement)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("statement", "value"),
    [
        ("SELECT " + "(" * 60 + "1" + ")" * 60, "1"),
        ("SELECT " + "ARRAY[" * 40 + "1" + "]" * 40, "[" * 40 + "1" + "]" * 40),
        ("SELECT 9999 IN (" + ", ".join(map(str, range(10_000))) + ")", "true"),
        ("SELECT (x, x) IN (" + ", ".join(f"({n}, {n})" for n in range(3000)) + ") FROM (VALUES 2999) t (x)", "true"),
        (
            "SELECT x IN ("
            + ", ".join(f"TIMESTAMP '2020-01-{n % 28 + 1:02} 00:00 UTC'" for n in range(1000))
            + ") FROM (VALUES TIMESTAMP '2020-01-28 01:00 +01:00') t (x)",
            "true",
        ),
        ("SELECT count(*) FROM (VALUES " + ", ".join(f"({n}, 'x')" for n in range(2000)) + ") t (a, b)", "2000"),
        ("SELECT " + " AND ".join(["1 = 1"] * 1000), "true"),
        (f"SELECT length('{'a' * 200_000}')", "200000"),
        ("SELECT " + "round(" * 40 + "x" + ")" * 40 + " FROM (VALUES 1.5e0) t (x)", "2.0"),
        ("SELECT " + "regexp_replace(" * 30 + "x" + ", 'a', 'b')" * 30 + " FROM (VALUES 'a') t (x)", "b"),
        ("SELECT " + "greatest(" * 30 + "x" + ", 2)" * 30 + " FROM (VALUES 1) t (x)", "2"),
        (f"SELECT 1 /*{'(' * 200_000}*/", "1"),
    ],
    ids=lambda text: text[:24],
)
def test_answered(bench: Bench, statement: str, value: str) -> None:
    assert bench.rows(statement) == [(value,)]


def test_depth() -> None:
    assert not too_deep("(" * DEPTH + ")" * DEPTH)
    assert too_deep("(" * (DEPTH + 1) + ")" * (DEPTH + 1))
    assert not too_deep("SELECT '" + "(" * 500 + "' -- " + "(" * 500)


def test_an_error_after_a_long_list_keeps_its_place() -> None:
    listed = ",".join(map(str, range(500)))
    statement = f"SELECT 1\nWHERE 1 IN ({listed}) nope 2"
    assert (syntax_error(statement) or "").startswith(f"line 2:{len(f'WHERE 1 IN ({listed}) ') + 1}: mismatched input")
    assert syntax_error(f"SELECT 1 IN ({listed} 5)") is not None


_LONG = {
    "columns": "SELECT " + ", ".join(f"c{n} + {n} AS d{n}" for n in range(90)) + " FROM t WHERE WHERE",
    "conditions": "SELECT *\nFROM t WHERE " + " OR\n".join(f"(a = {n} AND b > {n})" for n in range(70)) + " on on",
    "union": " UNION ALL ".join(f"SELECT a, {n} FROM t{n} WHERE x > 5" for n in range(40)) + " UNION",
    "rows": "INSERT INTO t VALUES " + ", ".join(f"({n}, 'abc', 1.5)" for n in range(90)) + " x",
    "cases": "SELECT CASE " + " ".join(f"WHEN a = {n} THEN {n}" for n in range(90)) + " WHERE 1 END",
    "joins": "SELECT 1 FROM a " + " ".join(f"JOIN t{n} ON a.x = t{n}.x" for n in range(60)) + " JOIN b USING x",
    "sums": "SELECT " + " + ".join(f"a{n}" for n in range(500)) + " + FROM t",
    "lists": "SELECT 1 IN (" + ", ".join(f"'{n}'" for n in range(400)) + " 'x') FROM t",
    "within": "SELECT f(" + ", ".join(f"(SELECT max(x) FROM t{n})" for n in range(60)) + ", `b`) FROM t",
    "fields": "SELECT " + ".".join(f"a{n}" for n in range(60)) + " FROM FROM",
    "parts": "SELECT (a)" + "".join(f"[{n}].b" for n in range(40)) + " FROM FROM",
    "zones": "SELECT a " + "".join(f"AT TIME ZONE 'Z{n}' " for n in range(40)) + "FROM FROM",
    "resumed": "SELECT x FROM t FOR VERSION AS OF 1 WHERE a IN (SELECT b FROM u WHERE "
    + " OR ".join(f"c = {n}" for n in range(90))
    + ") ) FROM",
    "early": "SELECT a b c, " + ", ".join(f"c{n}" for n in range(900)) + " FROM t",
}


@pytest.mark.parametrize("statement", _LONG.values(), ids=_LONG)
def test_the_message_for_a_long_statement_is_that_for_all_of_it(
    statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "LONG", 0)
    assert len(cutting.Cut(statement).text) < 600 or "b c" in statement
    message = grammar.syntax_error(statement)
    monkeypatch.setattr(cutting, "LONG", len(statement))
    assert message == grammar.syntax_error(statement)


def test_what_is_left_of_a_long_statement_knows_its_places() -> None:
    statement = "SELECT " + ",\n".join(f"column_{n:04}" for n in range(1000)) + "\nFROM t"
    cut = cutting.Cut(statement)
    assert len(cut.text) < 200
    at = cut.text.index("FROM")
    assert cut.origin(at) == statement.index("FROM")
    assert cut.where(at) == "line 1001:1"
    assert cut.piece(at, at + 4) == "FROM"


def _distinct(count: int) -> str:
    """A query of which nothing is repeated."""
    made = "x"
    for n in range(count):
        made = f"CASE WHEN a{n} > {n} THEN f{n}(b{n}, 'text {n}') ELSE {made} END"
    return f"SELECT {made}"


def test_of_a_query_too_long_for_antlr_what_comes_after_the_error_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    statement = "SELECT a b c, " + _distinct(90)[7:]
    whole = grammar.syntax_error(statement)
    monkeypatch.setattr(grammar, "LONGEST", 2000)
    assert grammar.syntax_error(statement) == whole


def test_the_error_at_the_end_of_a_query_too_long_for_antlr_keeps_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "LONGEST", 2000)
    query = _distinct(90)
    assert grammar.syntax_error(f"{query}\nFROM WHERE") == "line 2:6: mismatched input 'WHERE'"
    assert grammar.syntax_error(f"{query}\n!") == "line 2:1: mismatched input '!'"
    assert grammar.syntax_error(f"{query} +") == f"line 1:{len(query) + 3}: mismatched input '<EOF>'"


def test_what_is_no_query_and_too_long_for_antlr_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grammar, "LONGEST", 100)
    assert grammar.syntax_error("UPDATE t SET " + ", ".join(f"a{n} = {n}" for n in range(90)) + " )") is None
