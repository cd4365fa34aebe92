"""What the fast reader accepts, Trino's grammar accepts too; and it accepts what is usual."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.bounds import DEPTH
from tickstack.sql.functions import ROWS
from tickstack.sql.grammar import syntax_error
from tickstack.sql.recogniser import accepts
from tickstack.sql.recogniser.tokens import KEYWORDS

FOLDER = Path(__file__).parents[2] / "sql"


def _cases() -> list[str]:
    texts = [path.read_text() for path in sorted(FOLDER.glob("*.sql"))]
    blocks = [block for text in texts for block in re.split(r"^-- ", text, flags=re.MULTILINE)[1:]]
    return [block.partition("\n")[2].partition("\n---\n")[0].strip() for block in blocks]


WHOLE = tuple((FOLDER / "data/grammar.txt").read_text().strip().split("\n\n"))
CORPUS = (*WHOLE, *_cases(), *(f"SELECT {row.example} FROM t" for row in ROWS))

_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|\w+|->|<>|<=|>=|\|\||\S", re.DOTALL)
_SIGNS = (
    "(",
    ")",
    ",",
    ".",
    "*",
    "+",
    "-",
    "/",
    "||",
    "->",
    "=>",
    "=",
    "<>",
    "[",
    "]",
    "?",
    ":",
    "1",
    "1.5",
    "'a'",
    "x",
)


@pytest.mark.parametrize("statement", WHOLE, ids=lambda text: " ".join(text.split())[:40])
def test_whole_grammar(statement: str) -> None:
    assert accepts(statement)
    assert syntax_error(statement) is None


def test_what_users_write_is_accepted_at_once() -> None:
    slow = [statement for statement in CORPUS if not accepts(statement) and syntax_error(statement) is None]
    assert len(slow) <= len(CORPUS) // 50


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A statement with a few tokens taken out, put in or exchanged, or with its end cut off."""
    tokens = _TOKEN.findall(draw(st.sampled_from(CORPUS)))[:80]
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(tokens)))
        taken = draw(st.integers(0, 2))
        tokens[at : at + taken] = draw(st.lists(st.sampled_from((*KEYWORDS, *_SIGNS)), max_size=2))
    return " ".join(tokens[: draw(st.integers(1, 200))])


@settings(deadline=None, max_examples=200)
@given(mutated())
def test_nothing_else_is_accepted(statement: str) -> None:
    if accepts(statement):
        assert syntax_error(statement) is None


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="aX1_.'\"-/*eE+ \n(),é;`$&", max_size=12))
def test_tokens_are_trinos(text: str) -> None:
    statement = f"SELECT {text}"
    if accepts(statement):
        assert syntax_error(statement) is None


@pytest.mark.parametrize("opened", ["(", "ARRAY[", "CASE WHEN true THEN "])
def test_depth_is_bounded(opened: str) -> None:
    closed = {"(": ")", "ARRAY[": "]"}.get(opened, " END")
    assert not accepts(f"SELECT {opened * (DEPTH + 1)}1{closed * (DEPTH + 1)}")


REFUSED = {
    "SELECT (1": "line 1:10: mismatched input '<EOF>'. Expecting: ",
    "SELECT a, FROM t": "line 1:11: mismatched input 'FROM'. Expecting: '*', <expression>",
    "SELECT 1 AS select": "line 1:13: mismatched input 'select'. Expecting: <identifier>",
    "SELECT 'abc": "line 1:8: mismatched input '''. Expecting: '*', 'ALL', 'DISTINCT', <expression>",
    "SELECT * EXCLUDE (a) FROM t": "line 1:10: mismatched input 'EXCLUDE'. Expecting: ",
    "FROM t": "line 1:1: mismatched input 'FROM'. Expecting: 'ALTER'",
    "SELECT a::int FROM t": "line 1:9: mismatched input ':'. Expecting: ",
    "SELECT [x FOR x IN y]": "line 1:8: mismatched input '['. Expecting: ",
    "SELECT * FROM t QUALIFY rank() OVER () = 1": "line 1:25: mismatched input 'rank'. Expecting: ",
    "PIVOT t ON a": "line 1:1: mismatched input 'PIVOT'. Expecting: ",
    "DESCRIBE SELECT 1": "line 1:10: mismatched input 'SELECT'. Expecting: ",
    "SUMMARIZE t": "line 1:1: mismatched input 'SUMMARIZE'. Expecting: ",
    "SELECT $1": "line 1:8: mismatched input '$'. Expecting: ",
    "SELECT * FROM t ASOF JOIN u ON true": None,
    "SELECT 1 LIMIT 10%": "line 1:18: mismatched input '%'. Expecting: <EOF>",
    "SELECT 1 // 2": "line 1:11: mismatched input '/'. Expecting: <expression>",
    "SELECT x:y FROM t": "line 1:9: mismatched input ':'. Expecting: ",
    "SELECT DISTINCT ON (a) b FROM t": "line 1:17: mismatched input 'ON'. Expecting: ",
    "SELECT a FROM t WHERE": "line 1:22: mismatched input '<EOF>'. Expecting: <expression>",
    "SELECT a FROM t GROUP a": "line 1:23: mismatched input 'a'. Expecting: 'BY'",
    "SELECT 1 = 2 = 3": "line 1:14: mismatched input '='. Expecting: ",
    "SELECT a FROM t ORDER BY": "line 1:25: mismatched input '<EOF>'. Expecting: <expression>",
    "SELECT `a` FROM t": "line 1:8: backquoted identifiers are not supported; use double quotes to quote identifiers",
    "SELECT 1a FROM t": "line 1:8: identifiers must not start with a digit; surround the identifier with double quotes",
    "SELECT * FROM t LEFT SEMI JOIN u ON true": "line 1:22: mismatched input 'SEMI'. Expecting: 'JOIN', 'OUTER'",
    "SELECT a ILIKE 'x' FROM t": "line 1:16: mismatched input ''x''. Expecting: ",
    "SELECT CAST(a, int)": "line 1:14: mismatched input ','. Expecting: ",
    "SELECT 1 !== 2": "line 1:12: mismatched input '='. Expecting: ",
    "SELECT {'a': 1}": "line 1:8: mismatched input '{'. Expecting: ",
    "SELECT x -> FROM t": "line 1:13: mismatched input 'FROM'. Expecting: <expression>",
    "SELECT * REPLACE (1 AS a) FROM t": "line 1:10: mismatched input 'REPLACE'. Expecting: ",
    "SELECT COLUMNS(*) FROM t": None,
    "VALUES": "line 1:7: mismatched input '<EOF>'. Expecting: <expression>",
    "SELECT DATE - FROM t": "line 1:15: mismatched input 'FROM'. Expecting: <expression>",
    "SELECT * FROM 'a.csv'": "line 1:15: mismatched input ''a.csv''. Expecting: ",
    "SELECT * FROM read_csv('a')": "line 1:23: mismatched input '('. Expecting: ",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_what_trino_refuses(statement: str) -> None:
    expected = REFUSED[statement]
    message = syntax_error(statement)
    if expected is None:
        assert message is None
        return
    assert not accepts(statement)
    assert message is not None
    assert message.startswith(expected)
