"""The rows of a query as files: one for each partition and bucket, in the formats that Athena writes."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tickstack.engine.written_forms import FORMS, Layout, Rows
from tickstack.errors import QueryError
from tickstack.sql.coercion import Typed
from tickstack.sql.hive_buckets import bucket
from tickstack.sql.translate import Column
from tickstack.sql.types import TrinoType, is_long
from tickstack.sql.values import row_writer

WRITERS = 100
MILLISECONDS = 3
"""The digits that a moment has in the tables that Athena writes."""

_OF_HIVE = frozenset(
    {"boolean", "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal", "varchar", "char", "varbinary"}
    | {"date", "timestamp", "array", "map", "row"}
)


@dataclass(frozen=True)
class WrittenFile:
    """A file, the values of its partition as text, None for NULL, and the number of its bucket if it is of one."""

    path: Path
    values: tuple[str | None, ...]
    bucket: int | None = None


@dataclass(frozen=True)
class Written:
    """The rows that were written, in which files, and the bytes that were read for them."""

    rows: int
    files: tuple[WrittenFile, ...]
    scanned_bytes: int


def check(columns: Sequence[Column], precision: int | None = None) -> None:
    """Raise NOT_SUPPORTED for a type that Hive's tables do not have, also for moments of another ``precision``."""
    for column in columns:
        for kind in _within(column.type):
            if kind.base not in _OF_HIVE:
                raise QueryError("NOT_SUPPORTED", f"Unsupported Hive type: {kind}", type=1200)
            if kind.base == "row" and None in kind.names:
                message = f"Anonymous row type is not supported in Hive. Please give each field a name: {kind}"
                raise QueryError("NOT_SUPPORTED", message, type=1200)
            if kind.base == "timestamp" and (is_long(kind) or precision not in (None, kind.numbers[0])):
                message = (
                    f"Incorrect timestamp precision for {kind}; the configured precision is MILLISECONDS; "
                    f"column name: {column.name}"
                )
                raise QueryError("NOT_SUPPORTED", message, type=1200)


def _within(kind: TrinoType) -> Iterator[TrinoType]:
    yield kind
    for inner in kind.inner:
        yield from _within(inner)


class Files:
    """Writes the rows of a DuckDB relation below ``folder``; ``supply`` makes the functions that SQL calls."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, supply: Callable[[str], None], folder: Path, layout: Layout
    ) -> None:
        self._connection = connection
        self._supply = supply
        self._folder = folder
        self._layout = layout

    def write(self, sql: str) -> tuple[int, list[WrittenFile]]:
        """Run ``sql``, whose columns are called ``c0``, ``c1`` ... Returns the number of rows, and the files."""
        columns = [f"c{index}" for index in range(len(self._layout.columns))]
        keys = columns[len(self._layout.data) :]
        self._execute(f"CREATE TEMP TABLE written AS SELECT *, {self._bucket()} AS bucket FROM ({sql})")
        ((rows,),) = self._connection.execute("SELECT count(*) FROM written").fetchall()
        if rows == 0:
            return 0, []
        distinct = f"SELECT DISTINCT {', '.join([*keys, 'bucket'])} FROM written ORDER BY ALL LIMIT {WRITERS + 1}"
        made: list[tuple[Any, ...]] = self._connection.execute(distinct).fetchall()
        if len(made) > WRITERS:
            message = f"Exceeded limit of {WRITERS} open writers for partitions/buckets"
            raise QueryError("HIVE_TOO_MANY_OPEN_PARTITIONS", message)
        shown = row_writer([column.type for column in self._layout.partition])
        same = " AND ".join(f"{key} IS NOT DISTINCT FROM ${at}" for at, key in enumerate([*keys, "bucket"], 1))
        files = []
        for number, values in enumerate(made):
            path = self._folder / f"written-{number}"
            FORMS[self._layout.format](Rows(self._connection, self._layout, f" WHERE {same}", values), path)
            files.append(WrittenFile(path, shown(values[:-1]), values[-1]))
        return int(rows), files

    def _execute(self, sql: str) -> None:
        self._supply(sql)
        self._connection.execute(sql)

    def _bucket(self) -> str:
        """The number of a row's bucket as DuckDB SQL, NULL without buckets."""
        if not self._layout.buckets:
            return "NULL"
        kinds = {column.name: Typed(f"c{at}", column.type) for at, column in enumerate(self._layout.columns)}
        return bucket([kinds[name] for name in self._layout.bucketed_by], self._layout.buckets)
