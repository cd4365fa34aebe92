"""Hive's hash of values, by Java's hash codes: of what Hive documents and of values computed by hand."""

from datetime import date, datetime
from typing import Any

import pytest

from tickstack.errors import QueryError
from tickstack.sql.hive_buckets import bucket_hash
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import INTEGER

MOST = 2**31 - 1
HASHES: dict[str, tuple[str, Any, int]] = {
    "null": ("int", None, 0),
    "true": ("boolean", True, 1),
    "whole": ("int", 7, 7),
    "negative": ("int", -1, MOST),
    "small": ("tinyint", -2, MOST - 1),
    "long": ("bigint", 2**32 + 5, 4),
    "negative long": ("bigint", -1, 0),
    "text": ("string", "hello", 99162322),
    "text of no characters": ("string", "", 0),
    "text beyond ASCII": ("string", "é", (-61 * 31 - 87) & MOST),
    "a date": ("date", date(1970, 1, 11), 10),
    "zero": ("double", -0.0, 0),
    "one": ("double", 1.0, 0x3FF00000),
    "a float": ("float", 1.0, 0x3F800000),
    "a timestamp": ("timestamp", datetime(1970, 1, 1, 0, 0, 1), 1 << 30),
    "an array": ("array<int>", [1, None, 3], 1 * 31 * 31 + 3),
    "a map": ("map<string,int>", {"a": 1, "b": 2}, (97 ^ 1) + (98 ^ 2)),
}  # fmt: skip


@pytest.mark.parametrize("case", HASHES)
def test_hashes(case: str) -> None:
    kind, value, found = HASHES[case]
    assert bucket_hash([hive_type(kind)], INTEGER)(value) == found


def test_several_columns_are_combined_like_a_list() -> None:
    kinds = [hive_type("int"), hive_type("string"), hive_type("bigint")]
    assert bucket_hash(kinds, INTEGER)(3, "a", None) == (3 * 31 + 97) * 31


@pytest.mark.parametrize("kind", ["decimal(5,2)", "binary", "char(3)", "struct<a:int>"])
def test_types_that_do_not_go_into_buckets(kind: str) -> None:
    with pytest.raises(QueryError, match="Cannot create a table bucketed on an unsupported type"):
        bucket_hash([hive_type(kind)], INTEGER)
