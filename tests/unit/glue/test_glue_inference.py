"""Types and formats of files, from values and from bytes."""

import bz2
import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.glue import formats
from tickstack.glue.inference import NULL, infer, merge, merge_schemas, schema_of, similarity


@pytest.mark.parametrize(
    ("text", "hive"),
    [
        ("1", "int"),
        ("-2147483648", "int"),
        ("2147483648", "bigint"),
        ("9223372036854775808", "double"),
        ("1.5", "double"),
        ("NaN", "double"),
        ("true", "boolean"),
        ('"2020-05-14"', "string"),
        ("null", "string"),
        ("{}", "string"),
        ('{"A": 1, "b": {"C": "x"}}', "struct<a:int,b:struct<c:string>>"),
        ("[]", "array<string>"),
        ("[1, 2.5]", "array<double>"),
        ("[null, 3000000000, 1]", "array<bigint>"),
        ('[{"a": 1}, {"b": 2}]', "array<struct<a:int,b:int>>"),
        ('[1, "x"]', "array<string>"),
        ("[true, 1]", "array<string>"),
    ],
)
def test_a_values_type(text: str, hive: str) -> None:
    assert str(infer(json.loads(text))) == hive


def test_columns_are_lower_case_in_the_order_of_first_sight_and_keys_keep_their_case() -> None:
    schema = merge_schemas(schema_of({"High": 1, "name": "FB"}), schema_of({"high": 2.5, "Low": None}))
    assert {name: str(kind) for name, kind in schema.columns.items()} == {
        "high": "double",
        "name": "string",
        "low": "string",
    }
    assert schema.keys == {"High", "name", "high", "Low"}


def test_a_top_level_array_is_one_column() -> None:
    (column,) = schema_of([{"a": 1}]).columns.items()
    assert (column[0], str(column[1])) == ("array", "array<struct<a:int>>")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES, VALUES)
def test_a_merge_does_not_depend_on_the_order_but_for_the_order_of_fields(left: Any, right: Any) -> None:
    one, other = infer(left), infer(right)
    assert merge(one, other) == merge(other, one)
    assert merge(one, one) == one
    assert merge(one, NULL) == one


def test_similarity() -> None:
    ticks = schema_of({"high": 1.0, "low": 1.0, "ts": "x", "name": "FB"})
    assert similarity(ticks, schema_of({"high": 1, "low": None, "ts": "x", "name": "FB"})) == 1.0
    assert similarity(ticks, schema_of({"high": 1.0, "low": 1.0, "ts": "x", "name": "FB", "v": 1.0})) == 0.8
    assert similarity(ticks, schema_of({"high": "x", "low": 1.0, "ts": "x", "name": "FB"})) == 0.75
    assert similarity(ticks, schema_of({"error": "x"})) == 0.0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('{"a": 1}\n{"a": 2}\n', 2),
        ('{"a": 1}{"a": 2}', 2),
        ('\n\n {"a": NaN}\r\n', 1),
        ('{"a": 1}\n{"a": ', 1),
        ('{"a": 1}\nnot json\n{"a": 2}', 1),
        ('[{"a": 1}, {"a": 2}]', 1),
        ('"text"', 0),
        ("7", 0),
        ("", 0),
    ],
)
def test_records_with_and_without_line_ends(text: str, count: int) -> None:
    assert len(list(formats.records(text))) == count


@pytest.mark.parametrize(
    ("plain", "name"),
    [
        (b'{"a": 1}', "json"),
        (b'\xef\xbb\xbf{"a": 1}', "json"),
        (b"PAR1\x15", "parquet"),
        (b"ORC\x0a", "orc"),
        (b"Obj\x01\x04", "avro"),
        (b"\xe0\x01\x00\xea\x00", "ion"),
        (b"<a><b/></a>", "xml"),
        (b"a,b\n1,2\n3,4\n", "csv"),
        (b"just\nwords\n", "UNKNOWN"),
        (b"{not json", "UNKNOWN"),
        (b"", "UNKNOWN"),
    ],
)
def test_classification(plain: bytes, name: str) -> None:
    assert formats.classify(plain) == name


@pytest.mark.parametrize(("squeeze", "kind"), [(gzip.compress, "gzip"), (bz2.compress, "bzip2"), (bytes, "none")])
def test_the_start_of_a_compressed_file(squeeze: Any, kind: str) -> None:
    packed = squeeze(b'{"a": 1}\n' * 1000)
    assert formats.compression(packed) == kind
    assert formats.expand(packed, kind, 9) == b'{"a": 1}\n'


def test_a_compression_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="zstd"):
        formats.expand(b"\x28\xb5\x2f\xfd", "zstd", 9)
    with pytest.raises(ValueError, match="damaged gzip"):
        formats.expand(b"\x1f\x8bxxxxxxxxxxxxxx", "gzip", 9)
