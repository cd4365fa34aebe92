"""TPC-H: the benchmark's 22 queries give what DuckDB gives for them, over the same generated rows.

Averages and quotients of decimals have the scale of Trino's types here, so numbers are held to half a hundredth.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

import query_bench

PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
HIVE = {"INTEGER": "int", "BIGINT": "bigint", "VARCHAR": "string", "DATE": "date"}
ALIAS_AS_KEY = {15: ("supplier_no\n", "l_suppkey\n")}  # DuckDB groups by an alias, Trino does not


@pytest.fixture(scope="module")
def generated() -> Iterator[duckdb.DuckDBPyConnection]:
    spec = importlib.util.find_spec("duckdb_extension_tpch")
    assert spec is not None
    assert spec.origin is not None
    extension = next(Path(spec.origin).parent.rglob("tpch.duckdb_extension"))
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{extension}'")
        connection.execute("CALL dbgen(sf = 0.001)")
        yield connection


@pytest.fixture(scope="module")
def tpch(generated: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> query_bench.Bench:
    folder = tmp_path_factory.mktemp("tpch")
    made = query_bench.bench(folder)
    for (name,) in generated.execute("SELECT table_name FROM information_schema.tables").fetchall():
        columns = {row[0]: row[1] for row in generated.execute(f"DESCRIBE {name}").fetchall()}
        kinds = {column: HIVE.get(kind, kind.lower()) for column, kind in columns.items()}
        file = folder / f"{name}.parquet"
        generated.execute(f"COPY {name} TO '{file}' (FORMAT parquet)")
        made.declare(name, kinds, file.read_bytes(), serde=PARQUET)
    return made


def same(made: str | None, wanted: object) -> bool:
    text = None if wanted is None else str(wanted)
    if made == text or made is None or text is None:
        return made == text
    try:
        return abs(float(made) - float(text)) <= 0.0051
    except ValueError:
        return made == text


def same_row(made: Sequence[str | None], wanted: Sequence[object]) -> bool:
    return len(made) == len(wanted) and all(map(same, made, wanted))


@pytest.mark.parametrize("number", range(1, 23))
def test_query(generated: duckdb.DuckDBPyConnection, tpch: query_bench.Bench, number: int) -> None:
    found = generated.execute(f"SELECT query FROM tpch_queries() WHERE query_nr = {number}").fetchone()
    assert found is not None
    text = str(found[0]).strip().removesuffix(";")
    if number in ALIAS_AS_KEY:
        before, key = ALIAS_AS_KEY[number]
        head, _, tail = text.rpartition(f"GROUP BY\n        {before}")
        text = f"{head}GROUP BY\n        {key}{tail}"
    made = tpch.rows(text)
    wanted = generated.execute(str(found[0])).fetchall()
    assert [pair for pair in zip(made, wanted, strict=True) if not same_row(*pair)] == []
