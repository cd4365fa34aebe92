"""The engine: prepares a statement against a catalog, and runs it in a DuckDB of its own over the tables' objects."""

import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Self

import duckdb

from tickstack.engine.database import Supply, statement_memory
from tickstack.engine.failures import query_error
from tickstack.engine.fetching import TableFiles
from tickstack.engine.matching import recognise
from tickstack.engine.results import Cancelled, OutputColumn, Result
from tickstack.engine.stock import Stock
from tickstack.engine.writing import Files, Written
from tickstack.engine.written_forms import Layout
from tickstack.glue.model import CatalogReader
from tickstack.settings import Settings
from tickstack.sql.casts import TimestampCast
from tickstack.sql.row_patterns.matching.stage import Source
from tickstack.sql.statements import load
from tickstack.sql.stopping import StoppedError, until
from tickstack.sql.translate import Column, Translation, translate
from tickstack.sql.types import athena_type
from tickstack.sql.values import row_writer
from tickstack.tables.files import ObjectStore
from tickstack.tables.kept import Kept

BATCH = 1000
RECURSION = 20_000  # frames for chains of operators and nested queries; sql.bounds limits how deep they go


@dataclass(frozen=True)
class Prepared:
    """A statement that was parsed, resolved and translated, with the catalog that it was resolved against."""

    statement: str
    translation: Translation
    catalog: CatalogReader

    @property
    def columns(self) -> tuple[OutputColumn, ...]:
        """The columns of its result."""
        return tuple(OutputColumn(column.name, athena_type(column.type)) for column in self.translation.columns)


class Engine:
    """Runs statements, each in a database and a folder of its own; made once by the composition root.

    ``stores`` gives the object store of an account and region; ``ahead`` is how many databases wait for statements.
    """

    def __init__(self, settings: Settings, stores: Callable[[str, str], ObjectStore], *, ahead: int = 0) -> None:
        self._folder = settings.state_dir / "queries"
        self._timestamp_cast: TimestampCast = "utc" if settings.timestamp_cast == "utc" else "drop"
        self._stores = stores
        self._stock = Stock(self._folder, ahead, statement_memory(settings.query_memory))
        self._kept = Kept(self._folder / "kept")
        sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
        shutil.rmtree(self._folder, ignore_errors=True)  # what a former process left
        threading.Thread(target=_load, daemon=True, name="grammar").start()
        self._stock.refill()

    def prepare(
        self,
        statement: str,
        *,
        catalog: CatalogReader,
        database: str,
        parameters: Sequence[str] = (),
        cancelled: threading.Event | None = None,
    ) -> Prepared:
        """Parse, resolve and translate. Raises QueryError in Athena's words; Cancelled when ``cancelled`` is set."""
        with _Errors(cancelled or threading.Event()) as errors, until(errors.cancelled.is_set):
            made = translate(statement, catalog, database, parameters, self._timestamp_cast)
        return Prepared(statement, made, catalog)

    def columns(self, statement: str, *, catalog: CatalogReader, database: str) -> tuple[Column, ...]:
        """The columns that a query would give, with their types as in Trino. Raises QueryError."""
        return self.prepare(statement, catalog=catalog, database=database).translation.columns

    def run(self, prepared: Prepared, *, account: str, region: str, cancelled: threading.Event) -> Result:
        """Start the statement and read its first rows. Raises QueryError; Cancelled when ``cancelled`` is set.

        Both can also come while the rows are read.
        """
        execution = _Execution(self._stock, self._kept, prepared, self._stores(account, region), cancelled)
        try:
            scanned = execution.start()
        except BaseException:
            execution.close()
            raise
        return Result(prepared.columns, execution, scanned)

    @contextmanager
    def written(
        self, prepared: Prepared, sql: str, layout: Layout, *, account: str, region: str, cancelled: threading.Event
    ) -> Iterator[Written]:
        """The rows of ``sql``, made of a prepared query's, as files that last as long as the block."""
        execution = _Execution(self._stock, self._kept, prepared, self._stores(account, region), cancelled)
        try:
            yield execution.write(sql, layout)
        finally:
            execution.close()


def _load() -> None:
    """Have ready what takes long to load: the grammar, and numpy, which DuckDB asks for when it is given a function."""
    load()
    import_module("numpy")


class _Execution(Iterator[Sequence[str | None]]):
    """One running statement: an iterator over its rows that cleans up when it ends, fails or is closed."""

    def __init__(
        self, stock: Stock, kept: Kept, prepared: Prepared, store: ObjectStore, cancelled: threading.Event
    ) -> None:
        self._kept = kept
        self._prepared = prepared
        self._store = store
        self._cancelled = cancelled
        self._ended = threading.Event()
        self._closing = threading.Lock()
        self._stock = stock
        self._folder, connection = stock.take()
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._write = row_writer([column.type for column in prepared.translation.columns])
        self._rows: Iterator[Sequence[object]] = iter(())

    def start(self) -> int:
        """Fetch the tables and run up to the first rows. Returns the bytes that the plan's scans read."""
        with self._errors():
            sql = self._prepared.translation.sql
            connection, scanned, _ = self._open(sql)
            connection.execute(sql)
            self._rows = iter(connection.fetchmany(BATCH))
        return scanned

    def write(self, sql: str, layout: Layout) -> Written:
        """Fetch the tables and write the rows of ``sql`` to files, which last until the execution is closed."""
        with self._errors():
            connection, scanned, supply = self._open(sql)
            rows, files = Files(connection, supply, self._folder / "tables", layout).write(sql)
        return Written(rows, tuple(files), scanned)

    def _open(self, sql: str) -> tuple[duckdb.DuckDBPyConnection, int, Supply]:
        """The database with all that ``sql`` names, the bytes that the plan's scans read, and what makes functions."""
        connection = self._connection
        assert connection is not None  # it is only closed afterwards
        watch = (connection, self._cancelled, self._ended, self._closing)
        threading.Thread(target=_watch, args=watch, daemon=True).start()
        (self._folder / "tables").mkdir(parents=True)
        supply = Supply(connection, self._cancelled.is_set)
        tables = self._folder / "tables"
        files = TableFiles(connection, tables, self._store, self._prepared.catalog, self._kept, supply)
        selects = {}
        scanned = 0
        for each in self._prepared.translation.scans:
            selects[each.name], size = files.fetch(each, self._cancelled.is_set)
            scanned += size
        stages = self._prepared.translation.stages
        supply("\n".join([*selects.values(), *(text for stage in stages for text in stage.texts), sql]))
        for name, select in selects.items():
            connection.execute(f'CREATE VIEW "{name}" AS {select}')
        for stage in stages:
            if isinstance(stage, Source):
                connection.execute(f'CREATE TEMP TABLE "{stage.name}" AS {stage.before}{stage.query}')
            else:
                recognise(connection, stage, self._cancelled.is_set)
        return connection, scanned, supply

    def _errors(self) -> "_Errors":
        return _Errors(self._cancelled)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Sequence[str | None]:
        try:
            with self._errors():
                return self._write(self._next())
        except BaseException:
            self.close()
            raise

    def _next(self) -> Sequence[object]:
        row = next(self._rows, None)
        if row is None:
            if self._cancelled.is_set():
                raise Cancelled("Query cancelled by user")
            self._rows = iter(self._connection.fetchmany(BATCH) if self._connection is not None else ())
            row = next(self._rows, None)
        if row is None:
            raise StopIteration
        return row

    def close(self) -> None:
        """Free the database and the files; another database is made for a statement to come."""
        if self._free():
            self._stock.refill()

    def _free(self) -> bool:
        """Whether there was anything to free."""
        with self._closing:
            self._ended.set()
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        return connection is not None

    def __del__(self) -> None:
        self._free()


def _watch(
    connection: duckdb.DuckDBPyConnection, cancelled: threading.Event, ended: threading.Event, closing: threading.Lock
) -> None:
    """Interrupt the statement as soon as it is cancelled. Holds no execution, so that one that is dropped goes."""
    while not ended.is_set():
        if cancelled.wait(0.1):
            with closing:
                if not ended.is_set():
                    connection.interrupt()
            ended.wait(0.05)


class _Errors:
    """DuckDB's errors become Athena's at this door."""

    def __init__(self, cancelled: threading.Event) -> None:
        self.cancelled = cancelled

    def __enter__(self) -> Self:
        if self.cancelled.is_set():
            raise Cancelled("Query cancelled by user")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, duckdb.InterruptException | StoppedError) or (
            isinstance(error, duckdb.Error) and self.cancelled.is_set()
        ):
            raise Cancelled("Query cancelled by user") from None
        if isinstance(error, duckdb.Error):
            raise query_error(error) from None
