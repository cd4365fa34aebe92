"""Exclude patterns; the cases are those of the crawlers' guide."""

import pytest

from tickstack.glue.globs import compile_glob, matches_any


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("*.csv", "a.csv", True),
        ("*.csv", "x/a.csv", False),
        ("*.*", "a.b", True),
        ("**.csv", "x/y/a.csv", True),
        ("*.{csv,avro}", "a.avro", True),
        ("*.{csv,avro}", "a.json", False),
        ("foo.?", "foo.c", True),
        ("foo.?", "foo./", False),
        ("myfolder/*", "myfolder/a", True),
        ("myfolder/*", "myfolder/x/a", False),
        ("myfolder/**", "myfolder/x/a", True),
        ("myfolder**", "myfolder", True),
        ("myfolder**", "myfolder/x/a", True),
        (r"\{a", "{a", True),
        ("[a-z].json", "q.json", True),
        ("[!a-z].json", "q.json", False),
        ("[-x]", "-", True),
        ("[*]", "*", True),
        ("[*]", "a", False),
        (".hidden", ".hidden", True),
        ("*", ".hidden", True),
        ("a,b", "a,b", True),
    ],
)
def test_globs(pattern: str, path: str, matches: bool) -> None:
    assert matches_any([pattern], path) is matches


@pytest.mark.parametrize("pattern", ["a\\", "[a", "{a", "{a,{b}}"])
def test_what_java_refuses(pattern: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compile_glob(pattern)
