"""The types of columns out of a Parquet file's footer, as pyarrow and this stack write them."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tickstack.formats.parquet.file import parquet
from tickstack.formats.parquet.footer import BrokenFooterError, needed, schema
from tickstack.formats.parquet.pages import Layout
from tickstack.sql.statements.views import hive_type as shown
from tickstack.sql.type_text import hive_type

TYPES = {
    "boolean": pa.bool_(),
    "tinyint": pa.int8(),
    "smallint": pa.int16(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "string": pa.string(),
    "binary": pa.binary(),
    "date": pa.date32(),
    "decimal(9,2)": pa.decimal128(9, 2),
    "decimal(38,10)": pa.decimal128(38, 10),
    "timestamp": pa.timestamp("us"),
    "array<int>": pa.list_(pa.int32()),
    "array<array<string>>": pa.list_(pa.list_(pa.string())),
    "map<string,bigint>": pa.map_(pa.string(), pa.int64()),
    "struct<a:int,b:struct<c:array<date>>>": pa.struct(
        [("a", pa.int32()), ("b", pa.struct([("c", pa.list_(pa.date32()))]))]
    ),
}


def written(columns: dict[str, pa.DataType], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({name: pa.array([None, None], kind) for name, kind in columns.items()}), out, **options)
    return out.getvalue()


def test_columns_of_pyarrow() -> None:
    data = written({f"c{index}": kind for index, kind in enumerate(TYPES.values())})
    columns, rows = schema(data[-needed(data) :])
    assert [(name, shown(kind)) for name, kind in columns] == [(f"c{at}", kind) for at, kind in enumerate(TYPES)]
    assert rows == 2


def test_moments_of_other_units() -> None:
    units = {"s": pa.timestamp("s"), "ns": pa.timestamp("ns"), "utc": pa.timestamp("ms", "UTC")}
    for options in ({}, {"use_deprecated_int96_timestamps": True}):
        columns, _ = schema(written(units, **options))
        assert {shown(kind) for _, kind in columns} == {"timestamp"}


def test_columns_of_firehose() -> None:
    kinds = [kind for kind in TYPES if kind != "decimal(9,2)"]
    data = parquet([(kind, hive_type(kind)) for kind in kinds], [(None,) * len(kinds)], Layout())
    columns, rows = schema(data)
    assert ([shown(kind) for _, kind in columns], rows) == (kinds, 1)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"x" * 20, b"\xff" * 20 + b"\x14\0\0\0PAR1", b"PAR1\xff\xff\0\0PAR1"])
def test_what_is_no_footer(data: bytes) -> None:
    with pytest.raises(BrokenFooterError):
        schema(data)
