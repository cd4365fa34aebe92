"""Parquet files with small pages and row groups, read back by pyarrow and DuckDB."""

import io
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.formats.parquet.file import parquet
from tickstack.formats.parquet.levels import hybrid
from tickstack.formats.parquet.pages import CODECS, Layout
from tickstack.sql.type_text import hive_type

COLUMNS = [
    ("i", hive_type("int")),
    ("s", hive_type("string")),
    ("f", hive_type("double")),
    ("b", hive_type("boolean")),
    ("x", hive_type("decimal(20,3)")),
    ("n", hive_type("array<struct<a:int,b:array<string>>>")),
    ("m", hive_type("map<string,array<bigint>>")),
]
TEXTS = st.none() | st.sampled_from(["", "a", "b", "long " * 20])
ROWS = st.tuples(
    st.none() | st.integers(-3, 3),
    TEXTS,
    st.none() | st.sampled_from([0.0, -0.0, 1.5, float("inf")]),
    st.none() | st.booleans(),
    st.none() | st.integers(-(10**20) + 1, 10**20 - 1),
    st.none()
    | st.lists(
        st.none() | st.tuples(st.none() | st.integers(0, 9), st.none() | st.lists(TEXTS, max_size=2)), max_size=3
    ),
    st.none() | st.dictionaries(st.sampled_from(["k", "l"]), st.none() | st.lists(st.none() | st.integers(0, 9))),
)
LAYOUTS = [
    Layout(page_size=40, dictionary=dictionary, version=version, codec=CODECS[codec])
    for dictionary in (False, True)
    for version in (1, 2)
    for codec in ("SNAPPY", "GZIP", "UNCOMPRESSED")
]


def shown(row: tuple[Any, ...]) -> dict[str, Any]:
    """A row as pyarrow gives it back, a decimal without its scale."""
    scalars = dict(zip("isfbx", row[:5], strict=True))
    lists = row[5] and [each and {"a": each[0], "b": each[1]} for each in row[5]]
    return {**scalars, "n": lists, "m": row[6] if row[6] is None else list(row[6].items())}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(rows=st.lists(ROWS, max_size=30), times=st.sampled_from([1, 1, 40]))
@settings(max_examples=40, deadline=None)
def test_pyarrow_reads_what_is_written(layout: Layout, rows: list[tuple[Any, ...]], times: int) -> None:
    file = pyarrow.parquet.ParquetFile(io.BytesIO(parquet(COLUMNS, rows * times, layout)))
    found = file.read().to_pylist()
    for row in found:
        row["x"] = None if row["x"] is None else int(row["x"].scaleb(3))
    assert list(map(repr, found)) == [repr(shown(row)) for row in rows * times]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("dictionary", [False, True])
def test_duckdb_reads_and_skips_row_groups(tmp_path: Path, version: int, dictionary: bool) -> None:
    rows = [
        (number, f"s{number % 7}", number / 2, number % 3 == 0, number, [(number, ["x"])], {"k": [number]})
        for number in range(2500)
    ]
    path = tmp_path / "t.parquet"
    path.write_bytes(
        parquet(COLUMNS, rows, Layout(page_size=2000, block_size=1, version=version, dictionary=dictionary))
    )
    assert pyarrow.parquet.ParquetFile(path).metadata.num_row_groups == 3
    query = f"SELECT count(*), sum(i), count(DISTINCT s), sum(n[1].a), sum(m['k'][1]) FROM '{path}' WHERE i >= 1200"
    assert duckdb.sql(query).fetchone() == (
        1300,
        sum(range(1200, 2500)),
        7,
        sum(range(1200, 2500)),
        sum(range(1200, 2500)),
    )
    (group,) = duckdb.sql(
        f"SELECT stats_min_value, stats_max_value FROM parquet_metadata('{path}') "
        "WHERE path_in_schema = 'i' AND row_group_id = 1"
    ).fetchall()
    assert group == ("1000", "1999")


def test_a_dictionary_is_used_where_it_saves_space() -> None:
    rows = [("same", f"{number}" * 20) for number in range(300)]
    columns = [("s", hive_type("string")), ("d", hive_type("string"))]
    group = pyarrow.parquet.ParquetFile(io.BytesIO(parquet(columns, rows, Layout(dictionary=True)))).metadata.row_group(
        0
    )
    assert [group.column(number).has_dictionary_page for number in (0, 1)] == [True, False]
    assert "PLAIN_DICTIONARY" in group.column(0).encodings
    assert group.column(1).encodings == ("PLAIN", "RLE")


def test_the_layout_of_hive() -> None:
    columns = [("l", hive_type("array<int>")), ("m", hive_type("map<string,int>")), ("t", hive_type("timestamp"))]
    schema = pyarrow.parquet.ParquetFile(io.BytesIO(parquet(columns, [], Layout()))).schema
    assert [schema.column(number).path for number in range(4)] == [
        "l.bag.array_element",
        "m.map.key",
        "m.map.value",
        "t",
    ]
    assert (schema.column(3).physical_type, schema.column(3).max_definition_level) == ("INT96", 1)


@given(st.lists(st.integers(0, 5)).flatmap(lambda part: st.integers(1, 20).map(lambda times: part * times)))
def test_runs_and_packed_numbers(numbers: list[int]) -> None:
    assert unpacked(hybrid(numbers, 3), len(numbers)) == numbers


def unpacked(data: bytes, count: int) -> list[int]:
    """The numbers of three bits of a hybrid encoding."""
    found: list[int] = []
    at = 0
    while at < len(data):
        head = shift = 0
        while True:
            head |= (data[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if data[at - 1] < 0x80:
                break
        if head & 1:
            size = head >> 1
            bits = int.from_bytes(data[at : at + 3 * size], "little")
            found += [bits >> 3 * place & 7 for place in range(8 * size)]
            at += 3 * size
        else:
            found += [data[at]] * (head >> 1)
            at += 1
    assert not any(found[count:])
    return found[:count]
