"""The fixture of the engine's tests."""

from pathlib import Path

import pytest

import query_bench


@pytest.fixture
def bench(tmp_path: Path) -> query_bench.Bench:
    return query_bench.bench(tmp_path)
