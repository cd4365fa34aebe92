"""The fixture of the engine's tests."""

import pytest

import query_bench


@pytest.fixture(scope="session")
def benches(tmp_path_factory: pytest.TempPathFactory) -> query_bench.Benches:
    return query_bench.Benches(tmp_path_factory.mktemp("engine"))


@pytest.fixture
def bench(benches: query_bench.Benches) -> query_bench.Bench:
    return benches.new()
