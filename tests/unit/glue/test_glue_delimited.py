"""Delimited text as a crawler classifies it: delimiters, headers, types."""

import pytest

from tickstack.glue.delimited import delimiter_of, read


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b\n1,2\n", ","),
        ("a|b\n1|2", "|"),
        ("a\tb\n1\t2\n", "\t"),
        ("a;b\n1;2\n", ";"),
        ("a\x01b\n1\x012\n", "\x01"),
        ("a,b\n", None),
        ("words\nmore words\n", None),
        ("a,b\n1\n", None),
    ],
)
def test_delimiters(text: str, mark: str | None) -> None:
    assert delimiter_of(text) == mark


@pytest.mark.parametrize(
    ("text", "header", "columns"),
    [
        ("Name,High Price,n\nFB,1.5,3\nX,2,-4\n", True, {"name": "string", "high price": "double", "n": "bigint"}),
        ("a,b\nx,y\nz,w\n", False, {"col0": "string", "col1": "string"}),
        ("1,x\n2,y\n", False, {"col0": "bigint", "col1": "string"}),
        ("a,b,c\n1,,2020-01-01\n2,,true\n", True, {"a": "bigint", "b": "string", "c": "string"}),
        ("a,b\n1,2\n1e3,x\n", True, {"a": "double", "b": "string"}),
        ("a,A\n1,2\n", False, {"col0": "string", "col1": "string"}),
        ("a,b\r\n12345678901,2\r\n", True, {"a": "bigint", "b": "bigint"}),
    ],
)
def test_headers_and_types(text: str, header: bool, columns: dict[str, str]) -> None:
    found = read(text, complete=True)
    assert (found.header, {name: str(kind) for name, kind in found.schema.columns.items()}) == (header, columns)


def test_a_line_that_is_cut_off_does_not_count() -> None:
    assert str(read("a,b\n1,2\n3,4\n5,x", complete=False).schema.columns["b"]) == "bigint"
