"""Java's patterns as Python's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.python import RefusalError
from tickstack.sql.regexp import java as java_regex
from tickstack.sql.regexp import patterns


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("a{e}", "a{e}", True),
        ("ae", "a{e}", False),
        ("é", r"\p{L}", True),
        ("a-z", r"^[\w--]+$", True),
        ("a||b", "[||]", True),
        ("foo.bar", r"\Qo.b\E", True),
        ("fooxbar", r"\Qo.b\E", False),
        ("x", "[a-z&&[^x]]", False),
        ("y", "[a-z&&[^x]]", True),
        ("aab", "a++b", True),
        ("aa", "a++a", False),
        ("٠", r"\d", True),
        ("ABC", "(?i)abc", True),
        ("abC", "ab(?i)c", True),
        ("ABc", "ab(?i)c", False),
        ("a\n", "a$", True),
        ("a\nb", "a$", False),
        ("a\nb", "(?m)a$", True),
        ("a\n", r"a\z", False),
        ("a\n", r"a\Z", True),
        ("a\nb", "a.b", False),
        ("a\nb", "(?s)a.b", True),
        ("abab", r"(?<x>ab)\k<x>", True),
        ("y", r"\y", True),
        ("]", "[]]", True),
        ("a b", "(?x) a [ ] b # blank", True),
        ("\x01", r"\cA", True),
        ("☃", r"\x{2603}", True),
        ("k", "[[:alpha:]]", True),
    ],
)
def test_matches(text: str, pattern: str, expected: bool) -> None:
    assert patterns.like(text, pattern) is expected


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(", "end pattern with unmatched parenthesis"),
        (")", "unmatched close parenthesis"),
        ("[a", "premature end of char-class"),
        ("[]", "empty char-class"),
        ("*a", "target of repeat operator is not specified"),
        ("a\\", "end pattern at escape"),
        ("[z-a]", "empty range in char class"),
        ("(?P<x>a)", "undefined group option"),
        ("(?u)a", "undefined group option"),
    ],
)
def test_refused(pattern: str, message: str) -> None:
    with pytest.raises(RefusalError) as caught:
        patterns.like("a", pattern)
    assert str(caught.value) == f"!INVALID_FUNCTION_ARGUMENT|{message}!"


def test_a_search_that_takes_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(java_regex, "_PATIENCE", 0.01)
    with pytest.raises(RefusalError, match="took longer"):
        patterns.like("a" * 40 + "b", "(a|aa)+$")


@settings(deadline=None)
@given(st.text(r"ab1\()[]{}*+?|^$.&-,:<>=!PkQEpxdwsb#'", max_size=15), st.text("ab1 \n", max_size=5))
def test_any_text_is_a_pattern_or_refused(pattern: str, text: str) -> None:
    try:
        patterns.split(text, pattern)
    except RefusalError:
        return
