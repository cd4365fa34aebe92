"""The cases of ``tests/sql``: a name, an Athena statement, and the CSV or the error that it gives.

A case begins with ``-- name`` and has the line ``---`` between the statement and what is expected.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from query_bench import Bench
from tickstack.errors import QueryError

FOLDER = Path(__file__).parents[2] / "sql"
TICKS = {"high": "double", "low": "double", "ts": "string", "name": "string"}


def cases() -> Iterator[object]:
    for path in sorted(FOLDER.glob("*.sql")):
        for text in re.split(r"^-- ", path.read_text(), flags=re.MULTILINE)[1:]:
            title, _, rest = text.partition("\n")
            statement, _, expected = rest.partition("\n---\n")
            yield pytest.param(statement, expected, id=f"{path.stem}: {title}")


def as_csv(columns: list[str], rows: list[tuple[str | None, ...]]) -> str:
    """Athena's CSV: everything quoted, NULL nothing at all."""

    def line(values: tuple[str | None, ...]) -> str:
        return ",".join("" if value is None else '"' + value.replace('"', '""') + '"' for value in values)

    return "\n".join([line(tuple(columns)), *map(line, rows)])


@pytest.mark.parametrize(("statement", "expected"), list(cases()))
def test_case(bench: Bench, statement: str, expected: str) -> None:
    bench.declare("ticks", TICKS, (FOLDER / "data/ticks.json").read_bytes())
    if expected.startswith("error: "):
        with pytest.raises(QueryError) as caught:
            bench.rows(statement)
        assert str(caught.value) == expected.removeprefix("error: ").strip()
        return
    result = bench.run(statement)
    rows = [tuple(row) for row in result.rows]
    made = as_csv([column.name for column in result.columns], rows)
    assert made.rstrip("\n") == expected.rstrip("\n")
