"""What the query engine adds to DuckDB, measured here: ``python benchmarks/sql.py``.

Translation of ordinary statements; a short and a long query by DuckDB alone and by the engine on one Parquet file, in
turns; how soon a stopped statement ends; fifty queries at once. The machine's other work shows in every figure.
"""

import io
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parent.parent / "tests/support"))

from query_bench import Bench, Benches
from tickstack.athena.results import write_csv
from tickstack.engine import Cancelled
from tickstack.engine.database import AT_ONCE, statement_memory
from tickstack.settings import Settings
from tickstack.sql.parser.dialect import parse
from tickstack.sql.recogniser import accepts
from tickstack.tables.parquet import SERDE

ROWS = 5_000_000
MEMORY_LIMIT = statement_memory(Settings().query_memory)
QUERIES = 50
COLUMNS = {"id": "bigint", "name": "string", "high": "double", "day": "date"}
SHORT = "SELECT name, high FROM ticks WHERE id = 4711"
LONG = (
    "SELECT name, day, count(*) AS n, sum(high) AS total, count(DISTINCT id) AS ids, "
    "count(DISTINCT high * id) AS products FROM ticks GROUP BY name, day ORDER BY name, day"
)
STATEMENTS = (
    SHORT,
    LONG,
    "SELECT * FROM ticks WHERE name LIKE 'A%' AND high BETWEEN 1 AND 2 ORDER BY high DESC LIMIT 10",
    "SELECT a.name, max(a.high) FROM ticks a JOIN ticks b ON a.id = b.id AND a.day = b.day GROUP BY 1",
    "WITH tops AS (SELECT name, max(high) AS top FROM ticks GROUP BY 1) SELECT t.* FROM ticks t JOIN tops USING (name)",
    "SELECT date_trunc('month', day), approx_distinct(name), avg(high) FROM ticks GROUP BY 1 ORDER BY 1",
    "SELECT name, row_number() OVER (PARTITION BY day ORDER BY high DESC) AS place FROM ticks",
    "SELECT CASE WHEN high > 10 THEN 'high' ELSE 'low' END AS kind, CAST(count(*) AS varchar) FROM ticks GROUP BY 1",
    "SELECT name FROM ticks WHERE day IN (SELECT max(day) FROM ticks) UNION ALL SELECT 'none'",
    "SELECT regexp_extract(name, '[A-Z]+'), split_part(name, '-', 1), coalesce(high, 0) FROM ticks",
)
ENDLESS = {
    "a join": "SELECT count(*) FROM ticks a, ticks b WHERE a.id * b.id = -1",
    "a function in Python": "SELECT max(CAST(a.high AS varchar)) FROM ticks a, ticks b",
    "writing rows": "SELECT a.id, b.id FROM ticks a, ticks b",
}


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median duration."""
    return statistics.median(_timed(work) for _ in range(times))


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def show(name: str, value: str, expected: str = "") -> None:
    print(f"{name:<58} {value:>22}  {expected}")


def parquet(rows: int) -> bytes:
    numbers = range(rows)
    table = pa.table(
        {
            "id": pa.array(numbers, pa.int64()),
            "name": pa.array([f"N{number % 100}" for number in numbers]).dictionary_encode(),
            "high": pa.array([number % 977 / 8 for number in numbers]),
            "day": pa.array([18_000 + number % 30 for number in numbers], pa.int32()).cast(pa.date32()),
        }
    )
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=200_000)
    return out.getvalue()


def run(bench: Bench, statement: str) -> bytes:
    """The statement as the service runs it, to the last byte of its CSV."""
    result = bench.run(statement)
    out = io.BytesIO()
    write_csv(out, [column.name for column in result.columns], result.rows)
    return out.getvalue()


def translation(bench: Bench) -> None:
    def prepare(statement: str) -> None:
        bench.engine.prepare(statement, catalog=bench.catalog, database="default")

    numbered = [f"{statement} -- {number}" for number in range(20) for statement in STATEMENTS]  # none is remembered
    times = sorted(_timed(lambda each=each: prepare(each)) for each in numbered)  # type: ignore[misc]
    show("translation, p50", f"{statistics.median(times):.2f} ms", "under 5 ms")
    show("translation, p95", f"{times[len(times) * 95 // 100]:.2f} ms")
    show("  of that: recognising", f"{milliseconds(lambda: [accepts(each) for each in STATEMENTS], 20) / 10:.2f} ms")
    show("  of that: parsing", f"{milliseconds(lambda: [parse(each) for each in STATEMENTS], 20) / 10:.2f} ms")


def side_by_side(bench: Bench, file: Path) -> None:
    alone = duckdb.connect(config={"threads": "2", "memory_limit": MEMORY_LIMIT})
    alone.execute(f"CREATE VIEW ticks AS SELECT * FROM read_parquet('{file}')")
    for name, statement, times in (("short", SHORT, 15), ("long", LONG, 5)):
        by_duckdb, by_engine = [], []
        for _ in range(times):
            by_duckdb.append(_timed(lambda statement=statement: alone.execute(statement).fetchall()))  # type: ignore[misc]
            by_engine.append(_timed(lambda statement=statement: run(bench, statement)))  # type: ignore[misc]
        first, second = statistics.median(by_duckdb), statistics.median(by_engine)
        show(f"{name} query, DuckDB alone", f"{first:.1f} ms")
        expected = "under 15 ms more" if name == "short" else "under 5 % more"
        show(
            f"{name} query, the engine",
            f"{second:.1f} ms",
            f"{second - first:+.1f} ms, {second / first:.2f}x; {expected}",
        )


def stopping(bench: Bench) -> None:
    for name, statement in ENDLESS.items():
        cancelled, begun = threading.Event(), time.perf_counter()

        def stop(cancelled: threading.Event = cancelled) -> None:
            nonlocal begun
            begun = time.perf_counter()
            cancelled.set()

        threading.Timer(0.5, stop).start()
        try:
            for _ in bench.run(statement, cancelled=cancelled).rows:
                pass
        except Cancelled:
            show(
                f"stopped in {name}, until the engine ends",
                f"{(time.perf_counter() - begun) * 1000:.0f} ms",
                "under 200 ms",
            )


def at_once(bench: Bench) -> None:
    """Fifty queries through a pool of as many as the service runs; each must give what it gives alone."""
    statements = [
        f"{LONG} -- {number}" if number % 5 == 0 else f"SELECT name, high FROM ticks WHERE id = 4711 - {number}"
        for number in range(QUERIES)
    ]
    expected = {statement: run(bench, statement) for statement in (LONG,)}
    process, peak, done = psutil.Process(), [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            peak[0] = max(peak[0], process.memory_info().rss)

    before = process.memory_info().rss
    watcher = threading.Thread(target=watch)
    watcher.start()
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda statement: run(bench, statement), statements))
    took = time.perf_counter() - begun
    done.set()
    watcher.join()
    right = sum(_right(statement, rows, expected) for statement, rows in zip(statements, found, strict=True))
    show(f"{QUERIES} queries at once, right answers", f"{right} of {QUERIES}", f"{QUERIES} of {QUERIES}")
    show(f"{QUERIES} queries at once, duration", f"{took:.1f} s")
    show(
        f"{QUERIES} queries at once, memory at most",
        f"{before / 2**20:.0f} -> {peak[0] / 2**20:.0f} MB",
        f"under {Settings().query_memory}",
    )


def _right(statement: str, rows: bytes, expected: dict[str, bytes]) -> bool:
    if statement.startswith(LONG):
        return rows == expected[LONG]
    number = int(statement.rpartition(" ")[2])
    return rows == b'"name","high"\n"N%d","%s"\n' % ((4711 - number) % 100, repr((4711 - number) % 977 / 8).encode())


def main(rows: Sequence[int] = (ROWS,)) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Benches(Path(folder)).new()
        data = parquet(rows[0])
        file = Path(folder) / "ticks.parquet"
        file.write_bytes(data)
        bench.declare("ticks", COLUMNS, data, serde=SERDE)
        print(f"One Parquet file of {rows[0]:,} rows, {len(data) / 2**20:.0f} MB")
        run(bench, SHORT)
        translation(bench)
        side_by_side(bench, file)
        stopping(bench)
        at_once(bench)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or (ROWS,))
