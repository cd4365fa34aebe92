"""TPC-H: the benchmark's 22 queries give what DuckDB gives for them, over the same generated rows."""

from collections.abc import Iterator

import duckdb
import pytest

import query_bench
import tpc

ALIAS_AS_KEY = {15: ("supplier_no\n", "l_suppkey\n")}  # DuckDB groups by an alias, Trino does not


@pytest.fixture(scope="module")
def generated() -> Iterator[duckdb.DuckDBPyConnection]:
    with tpc.generated("tpch", "dbgen(sf = 0.001)") as connection:
        yield connection


@pytest.fixture(scope="module")
def tpch(generated: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> query_bench.Bench:
    return tpc.declared(generated, tmp_path_factory.mktemp("tpch"))


@pytest.mark.parametrize("number", range(1, 23))
def test_query(generated: duckdb.DuckDBPyConnection, tpch: query_bench.Bench, number: int) -> None:
    given = text = tpc.query(generated, "tpch", number)
    if number in ALIAS_AS_KEY:
        before, key = ALIAS_AS_KEY[number]
        head, _, tail = text.rpartition(f"GROUP BY\n        {before}")
        text = f"{head}GROUP BY\n        {key}{tail}"
    assert tpc.different(tpch.rows(text), generated.execute(given).fetchall()) == []
