"""Any JSON against any schema: the file holds what the plain model says, and every record is rows or a fault."""

import io
import json
import math
import struct
from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow.orc
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import openx_model
from firehose_fakes import conversion, definition
from tickstack.firehose.conversion.batch import convert
from tickstack.firehose.conversion.definition import conversion as conversion_of
from tickstack.firehose.conversion.documents import documents as documents_of
from tickstack.firehose.conversion.schema import Column, Schema
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType

SCALARS = st.sampled_from(
    [
        *("boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "string", "varchar(3)", "char(4)"),
        *("date", "timestamp", "decimal(5,2)", "decimal(38,10)", "decimal(18,0)"),
    ]
)
KEYS = st.sampled_from(["string", "int", "bigint"])
TYPES = st.recursive(
    SCALARS,
    lambda inner: (
        st.builds("array<{}>".format, inner)
        | st.builds("map<{},{}>".format, KEYS, inner)
        | st.builds("struct<a:{},b:{}>".format, inner, inner)
    ),
    max_leaves=4,
)
TEXTS = (
    st.text(max_size=4)
    | st.sampled_from(["", " ", "true", "FALSE", "NaN", "-Infinity", "1.5", "007", "1e3", "2020-01-31", "2021-2-31"])
    | st.sampled_from(["2020-1-2 3:4:5.678", "2020-01-02T03:04:05Z", "2020-1-2T03:04:05", "9999-12-31 00:00:00"])
    | st.datetimes().map(lambda each: each.isoformat(" "))
    | st.integers(-(1 << 65), 1 << 65).map(str)
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-200, 200)
    | st.integers(-(1 << 65), 1 << 65)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(-999, 999, places=2).map(float)
    | TEXTS
)
JSONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "B", "b"]), inner, max_size=3)
        | st.dictionaries(st.integers(-9, 9).map(str), inner, max_size=3)
    ),
    max_leaves=6,
)
OUTPUTS = [
    conversion(),
    conversion(parquet={"WriterVersion": "V2", "Compression": "GZIP", "EnableDictionaryCompression": True}),
    conversion(parquet={"Compression": "UNCOMPRESSED", "EnableDictionaryCompression": True}),
    conversion(orc={}),
    conversion(orc={"Compression": "ZLIB", "BloomFilterColumns": ["c0"], "DictionaryKeyThreshold": 1.0}),
]


@st.composite
def fitting(draw: st.DrawFn, kind: TrinoType) -> Any:
    """A JSON value that is likely to fit ``kind``."""
    if kind.base == "array":
        return draw(st.lists(st.none() | fitting(kind.inner[0]), max_size=3))
    if kind.base == "map":
        keys = st.integers(0, 99).map(str)
        return draw(st.dictionaries(keys, st.none() | fitting(kind.inner[1]), max_size=3))
    if kind.base == "row":
        names = st.sampled_from([name or "" for name in kind.names])
        return {name: draw(fitting(kind.inner[kind.names.index(name)])) for name in draw(st.sets(names))}
    plain: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "date": st.dates().map(str),
        "timestamp": st.datetimes().map(str) | st.integers(0, 1 << 33) | st.floats(0, 2e9),
    }
    return draw(plain.get(kind.base, st.integers(-128, 127) | st.decimals(-99, 99, places=2).map(float)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[bytes]]:
    """The types of the columns c0, c1, ..., and records."""
    types = draw(st.lists(TYPES, min_size=1, max_size=3))
    columns = [
        (f"c{number}", JSONS | fitting(hive_type(kind)) | fitting(hive_type(kind))) for number, kind in enumerate(types)
    ]
    documents = st.fixed_dictionaries({}, optional=dict(columns)).map(json.dumps)
    records = st.lists(documents, max_size=2).map("".join) | st.just("oops") | JSONS.map(json.dumps)
    return types, [record.encode() for record in draw(st.lists(records, max_size=5))]


def expected(kinds: list[TrinoType], record: bytes) -> list[dict[str, Any]] | None:
    """The rows of a record by the model, None for one that fails."""
    rows, rest, decoder = [], record.decode(), json.JSONDecoder(parse_float=openx_model.Written)
    try:
        while rest:
            document, end = decoder.raw_decode(rest)
            rest = rest[end:]
            if not isinstance(document, dict):
                return None
            lower = {key.lower(): value for key, value in document.items()}
            rows.append({f"c{at}": openx_model.column(kind, lower.get(f"c{at}")) for at, kind in enumerate(kinds)})
    except (ValueError, openx_model.NoFit):
        return None
    return rows or None


def same(kind: TrinoType, found: Any, wanted: Any) -> bool:
    """Whether a value that pyarrow read is the one that the model says."""
    if found is None or wanted is None:
        return found is wanted
    return _SAME.get(kind.base, _equal)(kind, found, wanted)


def _equal(_kind: TrinoType, found: Any, wanted: Any) -> bool:
    return bool(found == wanted)


def _same_lists(kind: TrinoType, found: list[Any], wanted: list[Any]) -> bool:
    return len(found) == len(wanted) and all(same(kind.inner[0], *pair) for pair in zip(found, wanted, strict=True))


def _same_maps(kind: TrinoType, found: Any, wanted: dict[Any, Any]) -> bool:
    pairs = dict(found)
    return pairs.keys() == wanted.keys() and all(same(kind.inner[1], pairs[key], wanted[key]) for key in pairs)


def _same_rows(kind: TrinoType, found: dict[str, Any], wanted: dict[str | None, Any]) -> bool:
    fields = zip(kind.names, kind.inner, strict=True)
    return all(same(inner, found[str(name)], wanted[name]) for name, inner in fields)


def _same_floats(_kind: TrinoType, found: float, wanted: float) -> bool:
    return struct.pack("<d", found) == struct.pack("<d", wanted) or (math.isnan(found) and math.isnan(wanted))


_SAME: dict[str, Callable[[TrinoType, Any, Any], bool]] = {
    "array": _same_lists,
    "map": _same_maps,
    "row": _same_rows,
    "real": _same_floats,
    "double": _same_floats,
    "char": lambda kind, found, wanted: _equal(kind, found.rstrip(" "), wanted),
    "date": lambda kind, found, wanted: _equal(kind, (found - date(1970, 1, 1)).days, wanted),
    "timestamp": lambda kind, found, wanted: _equal(kind, found.value, wanted),
}


@pytest.mark.parametrize("output", OUTPUTS)
@given(table=tables())
@settings(max_examples=60, deadline=None)
def test_a_file_holds_what_the_model_says(output: dict[str, Any], table: tuple[list[str], list[bytes]]) -> None:
    types, records = table
    kinds = [hive_type(kind) for kind in types]
    wanted = conversion_of(definition("s", DataFormatConversionConfiguration=output).description)
    assert wanted is not None
    schema = Schema(tuple(Column(f"C{number}", kind) for number, kind in enumerate(types)))
    made = convert(records, schema, wanted)
    by_model = [expected(kinds, record) for record in records]
    assert set(made.failed) == {index for index, rows in enumerate(by_model) if rows is None}
    rows = [row for rows in by_model for row in rows or ()]
    assert (made.file is None) == (not rows)
    if made.file is None:
        return
    reader = pyarrow.orc if wanted.extension == ".orc" else pyarrow.parquet
    found = reader.read_table(io.BytesIO(made.file)).to_pylist()
    assert len(found) == len(rows)
    for row, wanted_row in zip(found, rows, strict=True):
        for number, kind in enumerate(kinds):
            assert same(kind, row[f"c{number}"], wanted_row[f"c{number}"]), (kind, row, wanted_row)


@pytest.mark.parametrize(
    "output", [conversion(hive={"TimestampFormats": ["millis", "yyyy"]}), conversion(hive={}, orc={})]
)
@given(table=tables(), binary=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_record_is_rows_or_a_fault(
    output: dict[str, Any], table: tuple[list[str], list[bytes]], binary: bool
) -> None:
    types, records = table
    wanted = conversion_of(definition("s", DataFormatConversionConfiguration=output).description)
    assert wanted is not None
    columns = [Column(f"c{number}", "binary" if binary else kind) for number, kind in enumerate(types)]
    made = convert(records, Schema(tuple(columns)), wanted)
    count = sum(len(documents_of(record)) for index, record in enumerate(records) if index not in made.failed)
    if made.file is None:
        assert count == 0
        return
    reader = pyarrow.orc if wanted.extension == ".orc" else pyarrow.parquet
    assert reader.read_table(io.BytesIO(made.file)).num_rows == count
