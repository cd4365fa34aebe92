"""What real Athena answered to "the highest hourly high per company", from the objects that real Firehose wrote."""

import csv
from pathlib import Path

import pytest

from query_bench import Bench

REAL = Path(__file__).parents[4] / "shared" / "real"
COLUMNS = {"high": "double", "low": "double", "ts": "string", "name": "string"}

# The columns of each case's CSV in terms of ours; two of them cast the time, one of those to seconds.
CASES = {
    "seed": ("name", "hour", "ts", "high"),
    "padded": ("name", "hour", "ts", "high"),
    "nan": ("name", "hour", "high", "substring(ts, 1, 19)"),
}

QUESTION = """
WITH tops AS (
    SELECT name AS company, substring(ts, 12, 2) AS hour, max(high) AS top FROM "{table}" GROUP BY 1, 2
)
SELECT DISTINCT {columns} FROM "{table}" t JOIN tops ON name = company AND substring(ts, 12, 2) = hour AND high = top
"""


@pytest.mark.parametrize("case", CASES)
def test_real_answer(bench: Bench, case: str) -> None:
    folder = REAL / case
    if not folder.exists():
        pytest.skip("the real objects are not on this machine")
    bench.declare("04", COLUMNS, *(path.read_bytes() for path in sorted((folder / "raw").iterdir())))
    with (folder / "results.csv").open(newline="") as file:
        _, *expected = csv.reader(file)
    columns = CASES[case]
    rows = bench.rows(QUESTION.format(table="04", columns=", ".join(columns)))
    assert sorted(rows) == sorted(tuple(row) for row in expected)
