"""Every row of the function table is its own test: its example gives its value."""

import pytest

from query_bench import Bench
from tickstack.sql.functions import BY_NAME, NAMES, ROWS, Function
from tickstack.sql.functions.page import FORMS

FROM = {
    "scalar": "",
    "aggregate": " FROM (VALUES (1, 'a'), (2, 'b'), (NULL, 'c')) AS t(x, y)",
    "window": " FROM (VALUES (1, 'a'), (2, 'b'), (NULL, 'c')) AS t(x, y) ORDER BY y LIMIT 1",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.name}({', '.join(row.parameters)})")
def test_example(bench: Bench, row: Function) -> None:
    assert bench.rows(f"SELECT {row.example}{FROM[row.kind]}") == [(row.value,)]


def test_every_row_is_a_function_of_trino() -> None:
    assert set(BY_NAME) <= NAMES


@pytest.mark.parametrize("name", FORMS)
def test_a_form_gives_its_example(bench: Bench, name: str) -> None:
    example, value = FORMS[name]
    source = f"{FROM['aggregate']} GROUP BY y LIMIT 1" if name == "grouping" else ""
    assert bench.rows(f"SELECT {example}{source}") == [(value,)]
