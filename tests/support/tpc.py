"""The TPC's benchmarks as DuckDB's extensions generate them, declared as tables of a bench, and how answers compare.

Averages and quotients of decimals have the scale of Trino's types here, so numbers are held to half a hundredth.
"""

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

import query_bench

PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
HIVE = {"INTEGER": "int", "BIGINT": "bigint", "VARCHAR": "string", "DATE": "date"}


@contextmanager
def generated(extension: str, call: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of DuckDB's with the tables that ``call`` of the extension makes."""
    spec = importlib.util.find_spec(f"duckdb_extension_{extension}")
    assert spec is not None
    assert spec.origin is not None
    file = next(Path(spec.origin).parent.rglob(f"{extension}.duckdb_extension"))
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{file}'")
        connection.execute(f"CALL {call}")
        yield connection


def declared(connection: duckdb.DuckDBPyConnection, folder: Path) -> query_bench.Bench:
    """A bench of the same tables."""
    made = query_bench.bench(folder)
    for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall():
        columns = {row[0]: row[1] for row in connection.execute(f"DESCRIBE {name}").fetchall()}
        kinds = {column: HIVE.get(kind, kind.lower()) for column, kind in columns.items()}
        file = folder / f"{name}.parquet"
        connection.execute(f"COPY {name} TO '{file}' (FORMAT parquet)")
        made.declare(name, kinds, file.read_bytes(), serde=PARQUET)
    return made


def query(connection: duckdb.DuckDBPyConnection, extension: str, number: int) -> str:
    """The text of a query of the benchmark."""
    found = connection.execute(f"SELECT query FROM {extension}_queries() WHERE query_nr = {number}").fetchone()
    assert found is not None
    return str(found[0]).strip().removesuffix(";")


def _same(made: str | None, wanted: object) -> bool:
    text = None if wanted is None else str(wanted)
    if made == text or made is None or text is None:
        return made == text
    try:
        return abs(float(made) - float(text)) <= 0.0051
    except ValueError:
        return made == text


def different(made: Sequence[Sequence[str | None]], wanted: Sequence[Sequence[object]]) -> list[object]:
    """The rows that are not the same."""
    pairs = list(zip(made, wanted, strict=True))
    return [(mine, other) for mine, other in pairs if len(mine) != len(other) or not all(map(_same, mine, other))]
