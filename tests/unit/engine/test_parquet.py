"""Tables of Parquet files: columns by name, widened, nested, refused where the file's type does not fit; bytes."""

import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from query_bench import Bench
from tickstack.errors import QueryError
from tickstack.glue.model import Column, Partition, Storage, Table
from tickstack.tables.files import StoredObject
from tickstack.tables.kept import Kept
from tickstack.tables.parquet import SERDE


def file(columns: Mapping[str, pa.Array], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(dict(columns)), out, **options)
    return out.getvalue()


MOMENT = datetime(2020, 5, 14, 9, 30, 15, 123456)
NESTED = pa.struct([("X", pa.int32()), ("y", pa.list_(pa.string()))])

VALUES: dict[str, tuple[Any, str, list[str | None]]] = {
    "int to int": (pa.array([1, None], pa.int32()), "int", ["1", None]),
    "int to bigint": (pa.array([1, None], pa.int32()), "bigint", ["1", None]),
    "int to smallint": (pa.array([1, None], pa.int32()), "smallint", ["1", None]),
    "int8 to tinyint": (pa.array([1, None], pa.int8()), "tinyint", ["1", None]),
    "bigint": (pa.array([2**63 - 1, None], pa.int64()), "bigint", ["9223372036854775807", None]),
    "float to double": (pa.array([1.5, None], pa.float32()), "double", ["1.5", None]),
    "float": (pa.array([0.1, None], pa.float32()), "float", ["0.1", None]),
    "double": (pa.array([1e10, float("nan")]), "double", ["1.0E10", "NaN"]),
    "boolean": (pa.array([True, None]), "boolean", ["true", None]),
    "string": (pa.array(["é", ""]), "string", ["é", ""]),
    "dictionary": (pa.array(["a", "a"]).dictionary_encode(), "string", ["a", "a"]),
    "varchar(n)": (pa.array(["abc", None]), "varchar(2)", ["ab", None]),
    "char(n)": (pa.array(["a", None]), "char(3)", ["a  ", None]),
    "binary": (pa.array([b"\x00\xff", None]), "binary", ["00 ff", None]),
    "bytes to string": (pa.array([b"abc", None]), "string", ["abc", None]),
    "decimal": (pa.array([Decimal("1.50"), None], pa.decimal128(10, 2)), "decimal(10,2)", ["1.50", None]),
    "decimal widened": (pa.array([Decimal("1.5"), None], pa.decimal128(4, 1)), "decimal(12,3)", ["1.500", None]),
    "wide decimal": (pa.array([Decimal("1.5"), None], pa.decimal128(38, 1)), "decimal(38,1)", ["1.5", None]),
    "int to decimal": (pa.array([7, None], pa.int32()), "decimal(10,2)", ["7.00", None]),
    "date": (pa.array([date(2020, 5, 14), None]), "date", ["2020-05-14", None]),
    "timestamp in ms": (pa.array([MOMENT, None], pa.timestamp("ms")), "timestamp", ["2020-05-14 09:30:15.123", None]),
    "timestamp in us": (pa.array([MOMENT, None], pa.timestamp("us")), "timestamp", ["2020-05-14 09:30:15.123", None]),
    "timestamp in ns": (pa.array([MOMENT, None], pa.timestamp("ns")), "timestamp", ["2020-05-14 09:30:15.123", None]),
    "timestamp in UTC": (
        pa.array([MOMENT, None], pa.timestamp("us", "UTC")),
        "timestamp",
        ["2020-05-14 09:30:15.123", None],
    ),
    "array": (pa.array([[1, None], None], pa.list_(pa.int32())), "array<bigint>", ["[1, null]", None]),
    "map": (pa.array([[("b", 1), ("a", 2)], None], pa.map_(pa.string(), pa.int32())), "map<string,bigint>",
            ["{a=2, b=1}", None]),
    "struct": (pa.array([{"X": 1, "y": ["p"]}, None], NESTED), "struct<y:array<string>,x:bigint,z:int>",
               ["{y=[p], x=1, z=null}", None]),
    "array of struct": (pa.array([[{"X": 1, "y": None}], None], pa.list_(NESTED)), "array<struct<x:int>>",
                        ["[{x=1}]", None]),
}  # fmt: skip


@pytest.mark.parametrize("case", VALUES)
def test_values(bench: Bench, case: str) -> None:
    column, kind, shown = VALUES[case]
    bench.declare("t", {"c": kind}, file({"C": column}), serde=SERDE)
    assert bench.rows("SELECT c FROM t") == [(value,) for value in shown]
    assert bench.rows("SELECT count(c) FROM t") == [(str(2 - shown.count(None)),)]


def test_int96(bench: Bench) -> None:
    data = file({"t": pa.array([MOMENT, None], pa.timestamp("ns"))}, use_deprecated_int96_timestamps=True)
    bench.declare("t", {"t": "timestamp"}, data, serde=SERDE)
    assert bench.rows("SELECT t FROM t") == [("2020-05-14 09:30:15.123",), (None,)]


MISMATCHES: dict[str, tuple[Any, str, str]] = {
    "BINARY": (pa.array(["a"]), "int", "integer"),
    "INT32": (pa.array([1], pa.int32()), "string", "varchar"),
    "INT64": (pa.array([1], pa.int64()), "int", "integer"),
    "DOUBLE": (pa.array([1.5]), "bigint", "bigint"),
    "FLOAT": (pa.array([1.5], pa.float32()), "int", "integer"),
    "BOOLEAN": (pa.array([True]), "array<boolean>", "array(boolean)"),
    "GROUP": (pa.array([[1]]), "string", "varchar"),
}


@pytest.mark.parametrize("physical", MISMATCHES)
def test_types_that_do_not_fit(bench: Bench, physical: str) -> None:
    column, kind, shown = MISMATCHES[physical]
    bench.declare("t", {"c": kind, "d": "bigint"}, file({"c": column, "d": pa.array([5])}), serde=SERDE)
    with pytest.raises(QueryError) as caught:
        bench.rows("SELECT c FROM t")
    assert str(caught.value) == (
        f"HIVE_BAD_DATA: Malformed Parquet file. Field c's type {physical} in parquet file s3://data/t/0 is "
        f"incompatible with type {shown} defined in table schema"
    )
    assert bench.rows("SELECT d, count(*) FROM t GROUP BY d") == [("5", "1")]


def test_time_is_no_type_of_hive(bench: Bench) -> None:
    bench.declare("t", {"c": "timestamp"}, file({"c": pa.array([time(1, 2)])}), serde=SERDE)
    with pytest.raises(QueryError, match=r"HIVE_BAD_DATA"):
        bench.rows("SELECT c FROM t")


def test_columns_go_by_name_and_files_may_differ(bench: Bench) -> None:
    first = file({"a": pa.array([1], pa.int32()), "b": pa.array(["x"]), "more": pa.array([1])})
    second = file({"B": pa.array(["y"]), "a": pa.array([2], pa.int64())})
    bench.declare("t", {"b": "string", "a": "bigint", "c": "double"}, first, second, serde=SERDE)
    assert bench.rows("SELECT * FROM t ORDER BY a") == [("x", "1", None), ("y", "2", None)]


def test_columns_by_index(bench: Bench) -> None:
    options = {"parquet.column.index.access": "true"}
    data = file({"x": pa.array([1]), "y": pa.array(["a"])})
    bench.declare("t", {"b": "bigint", "a": "string", "c": "int"}, data, serde=SERDE, serde_parameters=options)
    assert bench.rows("SELECT * FROM t") == [("1", "a", None)]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "zstd", "lz4", "brotli"])
def test_codecs(bench: Bench, codec: str) -> None:
    bench.declare("t", {"a": "bigint"}, file({"a": pa.array(range(1000))}, compression=codec), serde=SERDE)
    assert bench.rows("SELECT sum(a) FROM t WHERE a < 10") == [("45",)]


def test_partitions(bench: Bench) -> None:
    storage = Storage("s3://data/p", (Column("v", "int"),), serde=SERDE)
    bench.catalog.known["p"] = Table("default", "p", storage, (Column("day", "date"),))
    for number, day in enumerate(("2020-05-14", "2020-05-15", "__HIVE_DEFAULT_PARTITION__")):
        place = Storage(f"s3://data/p/{number}/", storage.columns, serde=SERDE)
        bench.catalog.parts.setdefault("p", []).append(Partition((day,), place))
        bench.store.objects[f"p/{number}/x"] = file({"v": pa.array([number], pa.int32())})
    assert bench.rows("SELECT v, day FROM p ORDER BY v") == [("0", "2020-05-14"), ("1", "2020-05-15"), ("2", None)]
    assert bench.rows("SELECT v FROM p WHERE day = DATE '2020-05-15'") == [("1",)]


def test_bytes_are_those_of_the_columns(bench: Bench) -> None:
    data = file({"a": pa.array(range(10_000)), "b": pa.array([str(n) * 5 for n in range(10_000)])})
    bench.declare("t", {"a": "bigint", "b": "string"}, data, serde=SERDE)
    metadata = pq.read_metadata(io.BytesIO(data))
    footer = metadata.serialized_size + 8
    group = metadata.row_group(0)
    a, b = (group.column(index).total_compressed_size for index in range(2))
    assert bench.run("SELECT sum(a) FROM t").scanned_bytes == a + footer
    assert bench.run("SELECT * FROM t").scanned_bytes == a + b + footer
    assert bench.run("SELECT count(*) FROM t").scanned_bytes == footer
    assert bench.run("SELECT x.a FROM t x JOIN t y ON x.a = y.a AND y.b = 'z'").scanned_bytes == 2 * (a + footer) + b


@pytest.mark.parametrize("data", [b"PAR1 but not the end", b"x", b""])
def test_no_parquet(bench: Bench, data: bytes) -> None:
    bench.declare("t", {"a": "int"}, data, serde=SERDE)
    if not data:
        assert bench.rows("SELECT * FROM t") == []
        return
    with pytest.raises(QueryError, match=r"^HIVE_BAD_DATA: Malformed Parquet file. Expected magic number: PAR1 got: "):
        bench.rows("SELECT * FROM t")


def test_a_damaged_footer(bench: Bench) -> None:
    bench.declare("t", {"a": "int"}, b"PAR1" + b"\x00" * 20 + b"\x10\x00\x00\x00PAR1", serde=SERDE)
    with pytest.raises(QueryError, match=r"^HIVE_BAD_DATA: "):
        bench.rows("SELECT * FROM t")


def test_an_object_is_fetched_again_only_when_it_has_changed(bench: Bench) -> None:
    reads: list[str] = []
    read = bench.store.read

    def counted(item: StoredObject, stop: Callable[[], bool]) -> bytes:
        reads.append(item.key)
        return read(item, stop)

    bench.store.read = counted  # type: ignore[method-assign]
    bench.declare("t", {"a": "bigint"}, file({"a": pa.array([1])}), file({"a": pa.array([2])}), serde=SERDE)
    sizes = {bench.run("SELECT a FROM t").scanned_bytes for _ in range(2)}
    assert len(sizes) == 1
    assert sorted(reads) == ["t/0", "t/1"]
    bench.store.objects["t/0"] = file({"a": pa.array([5])})
    assert bench.rows("SELECT sum(a) FROM t") == [("7",)]
    assert sorted(reads) == ["t/0", "t/0", "t/1"]


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept", limit=10)
    items = [StoredObject("b", str(number), 4, "v") for number in range(3)]
    for item in items:
        (tmp_path / item.key).write_bytes(b"data")
        kept.keep(item, tmp_path / item.key)
    found = [kept.link(item, tmp_path / f"again{item.key}") is not None for item in items]
    assert found == [False, True, True]
    assert len(list((tmp_path / "kept").iterdir())) == 2
    large = StoredObject("b", "large", 6, "v")
    (tmp_path / "large").write_bytes(b"larger")
    kept.keep(large, tmp_path / "large")
    assert kept.link(large, tmp_path / "again") is None
    assert kept.link(StoredObject("b", "2", 4, "w"), tmp_path / "again") is None
    assert kept.link(items[2], tmp_path / "again", "made of it") is None
