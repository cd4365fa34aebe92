"""TPC-DS: queries of the benchmark give what DuckDB gives for them, over the same generated rows.

They are those with ROLLUP and grouping(), ranks within groups, set operations, full joins, EXISTS among alternatives,
and windows over windows, of which each finds something in so few rows.
"""

from collections.abc import Iterator

import duckdb
import pytest

import query_bench
import tpc


@pytest.fixture(scope="module")
def generated() -> Iterator[duckdb.DuckDBPyConnection]:
    with tpc.generated("tpcds", "dsdgen(sf = 0.01)") as connection:
        yield connection


@pytest.fixture(scope="module")
def tpcds(generated: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> query_bench.Bench:
    return tpc.declared(generated, tmp_path_factory.mktemp("tpcds"))


@pytest.mark.parametrize("number", [5, 14, 18, 35, 36, 38, 47, 51, 67, 69, 70, 75, 87, 97])
def test_query(generated: duckdb.DuckDBPyConnection, tpcds: query_bench.Bench, number: int) -> None:
    text = tpc.query(generated, "tpcds", number)
    wanted = generated.execute(text).fetchall()
    assert wanted
    assert tpc.different(tpcds.rows(text), wanted) == []
