"""The rows of a query as files: one for each partition, in the formats that Athena writes.

Parquet is written by DuckDB; text and JSON, whose values have Hive's own spelling, a row at a time.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

import contextlib
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from tickstack.errors import QueryError
from tickstack.sql.translate import Column
from tickstack.sql.types import TrinoType
from tickstack.sql.values import row_writer, writer

PARTITIONS = 100
_BATCH = 1000
_UNSUPPORTED = ("time", "timestamp with time zone", "json", "uuid", "interval day to second", "interval year to month")


@dataclass(frozen=True)
class Layout:
    """How rows are written: the last ``keys`` of ``columns`` say which partition, the others are in the files."""

    format: str
    columns: tuple[Column, ...]
    keys: int = 0
    compression: str = "GZIP"
    delimiter: str = "\1"

    @property
    def data(self) -> tuple[Column, ...]:
        """The columns that are in the files."""
        return self.columns[: len(self.columns) - self.keys]

    @property
    def partition(self) -> tuple[Column, ...]:
        """The columns that name the partition."""
        return self.columns[len(self.columns) - self.keys :]


@dataclass(frozen=True)
class WrittenFile:
    """A file, and the values of its partition as text, None for NULL."""

    path: Path
    values: tuple[str | None, ...]


@dataclass(frozen=True)
class Written:
    """The rows that were written, in which files, and the bytes that were read for them."""

    rows: int
    files: tuple[WrittenFile, ...]
    scanned_bytes: int


def check(columns: Sequence[Column]) -> None:
    """Raise NOT_SUPPORTED for a type that Hive's tables do not have."""
    for column in columns:
        found = next((kind for kind in _within(column.type) if kind.base in _UNSUPPORTED), None)
        if found is not None:
            raise QueryError("NOT_SUPPORTED", f"Unsupported Hive type: {found}", type=1200)


def _within(kind: TrinoType) -> Iterator[TrinoType]:
    yield kind
    for inner in kind.inner:
        yield from _within(inner)


def stored(sql: str, kind: TrinoType, depth: int = 0) -> str:
    """A carrier as a file holds it: rows get the names of their fields, texts of fixed length lose their padding."""
    if kind.base == "row":
        fields = ", ".join(
            f"{_name(name or f'field{index}')} := {stored(f'''struct_extract({sql}, 'f{index}')''', inner, depth + 1)}"
            for index, (name, inner) in enumerate(zip(kind.names, kind.inner, strict=True))
        )
        return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({fields}) END"
    if kind.base == "array":
        element = f'"s{depth}"'
        made = stored(element, kind.inner[0], depth + 1)
        return sql if made == element else f"list_transform({sql}, lambda {element}: {made})"
    if kind.base == "map":
        key, value = f'"sk{depth}"', f'"sv{depth}"'
        keys, values = stored(key, kind.inner[0], depth + 1), stored(value, kind.inner[1], depth + 1)
        if (keys, values) == (key, value):
            return sql
        made = (
            f"map(list_transform(map_keys({sql}), lambda {key}: {keys}), "
            f"list_transform(map_values({sql}), lambda {value}: {values}))"
        )
        return f"CASE WHEN {sql} IS NOT NULL THEN {made} END"
    return sql


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


class Files:
    """Writes the rows of a DuckDB relation below ``folder``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path, layout: Layout) -> None:
        self._connection = connection
        self._folder = folder
        self._layout = layout

    def write(self, sql: str) -> tuple[int, list[WrittenFile]]:
        """Run ``sql``, whose columns are called ``c0``, ``c1`` ... Returns the number of rows, and the files."""
        columns = [f"c{index}" for index in range(len(self._layout.columns))]
        keys = columns[len(self._layout.data) :]
        self._connection.execute(f"CREATE TEMP TABLE written AS {sql}")
        ((rows,),) = self._connection.execute("SELECT count(*) FROM written").fetchall()
        if rows == 0:
            return 0, []
        made: list[tuple[Any, ...]] = [()]
        if keys:
            made = self._connection.execute(f"SELECT DISTINCT {', '.join(keys)} FROM written ORDER BY ALL").fetchall()
        if len(made) > PARTITIONS:
            message = f"Exceeded limit of {PARTITIONS} open writers for partitions/buckets"
            raise QueryError("HIVE_TOO_MANY_OPEN_PARTITIONS", message)
        shown = row_writer([column.type for column in self._layout.partition])
        write = _FORMATS[self._layout.format]
        files = []
        for number, values in enumerate(made):
            path = self._folder / f"written-{number}"
            same = " AND ".join(f"{key} IS NOT DISTINCT FROM ${at}" for at, key in enumerate(keys, 1))
            write(self, path, f" WHERE {same}" if same else "", list(values))
            files.append(WrittenFile(path, shown(values)))
        return int(rows), files

    def _selected(self) -> str:
        pairs = enumerate(self._layout.data)
        return ", ".join(f"{stored(f'c{at}', column.type)} AS {_name(column.name)}" for at, column in pairs)

    def parquet(self, path: Path, where: str, values: Sequence[object]) -> None:
        """One Parquet file."""
        codec = {"NONE": "uncompressed"}.get(self._layout.compression, self._layout.compression.lower())
        query = f"SELECT {self._selected()} FROM written{where}"
        self._connection.execute(
            f"COPY ({query}) TO {_literal(str(path))} (FORMAT parquet, COMPRESSION {_literal(codec)})", values
        )

    def _rows(self, where: str, values: Sequence[object]) -> Iterator[tuple[Any, ...]]:
        columns = ", ".join(f"c{index}" for index in range(len(self._layout.data)))
        self._connection.execute(f"SELECT {columns} FROM written{where}", values)
        while batch := self._connection.fetchmany(_BATCH):
            yield from batch

    def _lines(self, path: Path, lines: Iterator[str]) -> None:
        with path.open("wb") as plain, contextlib.ExitStack() as stack:
            zipped = self._layout.compression == "GZIP"
            file = stack.enter_context(gzip.GzipFile(fileobj=plain, mode="wb")) if zipped else plain
            for line in lines:
                file.write(line.encode() + b"\n")

    def text(self, path: Path, where: str, values: Sequence[object]) -> None:
        """Values as LazySimpleSerDe writes them: NULL is ``\\N``. Nested types are refused by name."""
        nested = next((column for column in self._layout.data if column.type.inner), None)
        if nested is not None:
            raise QueryError(
                "NOT_SUPPORTED", f"tickstack does not support {nested.type} in text files that it writes", type=1200
            )
        shown = row_writer([column.type for column in self._layout.data])
        rows = (shown(row) for row in self._rows(where, values))
        lines = (self._layout.delimiter.join("\\N" if part is None else part for part in row) for row in rows)
        self._lines(path, lines)

    def json(self, path: Path, where: str, values: Sequence[object]) -> None:
        """An object per line; NULL members are left away, as Hive's SerDe does not write them."""
        makers = [(column.name, _json_maker(column.type)) for column in self._layout.data]

        def line(row: tuple[Any, ...]) -> str:
            pairs = zip(makers, row, strict=True)
            members = {name: make(value) for (name, make), value in pairs if value is not None}
            return json.dumps(members, ensure_ascii=False, separators=(",", ":"))

        self._lines(path, map(line, self._rows(where, values)))


_FORMATS: Mapping[str, Callable[[Files, Path, str, Sequence[object]], None]] = {
    "PARQUET": Files.parquet,
    "TEXTFILE": Files.text,
    "JSON": Files.json,
}


def _json_maker(kind: TrinoType) -> Callable[[Any], Any]:
    """What makes a value of ``kind`` one of JSON."""
    if kind.base == "array":
        element = _nullable(_json_maker(kind.inner[0]))
        return lambda values: [element(value) for value in values]
    if kind.base == "map":
        key, held = writer(kind.inner[0]), _nullable(_json_maker(kind.inner[1]))
        return lambda entries: {key(name): held(value) for name, value in entries.items()}
    if kind.base == "row":
        makers = [_nullable(_json_maker(inner)) for inner in kind.inner]
        names = [name or f"field{index}" for index, name in enumerate(kind.names)]
        return lambda fields: {
            name: make(value) for name, make, value in zip(names, makers, fields.values(), strict=True)
        }
    if kind.base == "decimal":
        return lambda value: float(value) if isinstance(value, Decimal) else value
    if kind.base in ("boolean", "tinyint", "smallint", "integer", "bigint", "real", "double"):
        return lambda value: value
    return writer(kind)


def _nullable(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else make(value)
