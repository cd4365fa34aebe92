"""Statements that are too deep or very long: answered, or refused in Trino's words."""

import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.sql.bounds import DEPTH, shortened, too_deep
from tickstack.sql.grammar import syntax_error

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
        ("SELECT count(*) FROM (VALUES " + ", ".join(f"({n}, 'x')" for n in range(2000)) + ") t (a, b)", "2000"),
        ("SELECT " + " AND ".join(["1 = 1"] * 1000), "true"),
        (f"SELECT length('{'a' * 200_000}')", "200000"),
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
    assert len(shortened(statement)) == len(statement)
    assert shortened(statement).count(",") == 100
    assert (syntax_error(statement) or "").startswith(f"line 2:{len(f'WHERE 1 IN ({listed}) ') + 1}: mismatched input")
    assert syntax_error(f"SELECT 1 IN ({listed} 5)") is not None
