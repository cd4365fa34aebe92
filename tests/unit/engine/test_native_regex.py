"""Patterns that DuckDB reads mean there what they mean in Java: both ways give the same."""

from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.regexp import patterns
from tickstack.sql.regexp.native import native, rewritten

ATOMS = [
    "a",
    "b",
    "1",
    " ",
    "-",
    ".",
    r"\d",
    r"\D",
    r"\w",
    r"\W",
    r"\s",
    r"\S",
    r"\.",
    "[ab]",
    "[^a]",
    "[a-c1]",
    r"[\d-]",
    "/",
]
ATOM = st.sampled_from(ATOMS)
REPEAT = st.sampled_from(["", "", "", "*", "+", "?", "*?", "+?", "{2}", "{1,2}", "{0,1}?"])
PIECE = st.builds(lambda atom, repeat: atom + repeat, ATOM, REPEAT)
RUN = st.lists(PIECE, min_size=1, max_size=4).map("".join)
GROUP = st.builds(
    lambda begin, runs, end: f"{begin}{'|'.join(runs)}){end}",
    st.sampled_from(["(", "(?:"]),
    st.lists(RUN, min_size=1, max_size=2),
    st.sampled_from(["", "", "?"]),
)
PATTERN = st.builds(
    lambda flags, begin, parts, end: flags + begin + "".join(parts) + end,
    st.sampled_from(["", "", "(?i)"]),
    st.sampled_from(["", "", "^", r"\b"]),
    st.lists(RUN | GROUP, min_size=1, max_size=3),
    st.sampled_from(["", "", "$", r"\b"]),
)
TEXT = st.text("abAB1 -./_\t\x0b", max_size=12)


@pytest.fixture(scope="module")
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@settings(deadline=None, max_examples=200)
@given(PATTERN, TEXT)
def test_both_give_the_same(database: duckdb.DuckDBPyConnection, pattern: str, text: str) -> None:
    quick = native(pattern)
    if quick is None:
        return

    def value(call: str, *more: object) -> object:
        row = database.execute(f"SELECT {call}", [text, quick.text, *more]).fetchone()
        assert row is not None
        return row[0]

    matches = value("regexp_matches(?, ?)")
    assert matches == patterns.like(text, pattern)
    for group in range(quick.groups + 1 if quick.complete else 1):
        if matches:
            assert value(f"regexp_extract(?, ?, {group})") == patterns.extract(text, pattern, group)
    if quick.filled:
        made = rewritten("<$0>", quick.groups)
        assert value("regexp_replace(?, ?, ?, 'g')", made) == patterns.replace(text, pattern, "<$0>")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a*)*",
        "a++",
        "(?=a)",
        r"(a)\1",
        "é",
        "[a&&b]",
        "(?m)^a",
        r"\p{L}",
        "a**",
        "",
        r"\Qa\E",
        "(a|b)+",
        "[[:alpha:]]",
        "a{1001}",
        "(",
    ],
)
def test_not_for_re2(pattern: str) -> None:
    assert native(pattern) is None


@pytest.mark.parametrize(
    ("replacement", "expected"),
    [
        ("x", "x"),
        ("$1-$0", r"\1-\0"),
        (r"\$", "$"),
        (r"\\", r"\\"),
        ("$2", None),
        ("$12", None),
        ("${a}", None),
        ("$", None),
        ("\\", None),
    ],
)
def test_replacements(replacement: str, expected: str | None) -> None:
    assert rewritten(replacement, 1) == expected
