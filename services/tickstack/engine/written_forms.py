"""One file in each of the formats that Athena writes.

Parquet is written by DuckDB, the others, whose values have Hive's own spelling, a row at a time.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from tickstack.engine.file_values import Maker, file_maker, json_line, nullable, text_maker
from tickstack.errors import QueryError
from tickstack.formats import orc, streams
from tickstack.formats.orc import OrcLayout
from tickstack.sql.quoting import literal_text
from tickstack.sql.quoting import name as quoted
from tickstack.sql.translate import Column
from tickstack.sql.types import TrinoType

LEVEL = 3
"""ZSTD's level where the statement names none."""

_BATCH = 1000


@dataclass(frozen=True)
class Layout:
    """How rows are written: the last ``keys`` of ``columns`` say which partition, the others are in the files.

    Rows go to one of ``buckets`` by the values of the columns ``bucketed_by``, unless there are none.
    """

    format: str
    columns: tuple[Column, ...]
    keys: int = 0
    compression: str = "GZIP"
    delimiter: str = "\1"
    level: int = LEVEL
    bucketed_by: tuple[str, ...] = ()
    buckets: int = 0

    @property
    def data(self) -> tuple[Column, ...]:
        """The columns that are in the files."""
        return self.columns[: len(self.columns) - self.keys]

    @property
    def partition(self) -> tuple[Column, ...]:
        """The columns that name the partition."""
        return self.columns[len(self.columns) - self.keys :]

    @property
    def extension(self) -> str:
        """What the name of a file ends with: only text says how it is compressed."""
        stream = streams.STREAMS.get(self.compression) if self.format in ("TEXTFILE", "JSON") else None
        return f".{stream.extension}" if stream else ""


@dataclass(frozen=True)
class Rows:
    """The rows of one file: those of the relation ``written`` for which ``where`` holds with its ``values``."""

    connection: duckdb.DuckDBPyConnection
    layout: Layout
    where: str
    values: Sequence[object]

    def copied(self, path: Path, options: str) -> None:
        """Let DuckDB write them."""
        pairs = enumerate(self.layout.data)
        selected = ", ".join(f"{stored(f'c{at}', column.type)} AS {quoted(column.name)}" for at, column in pairs)
        query = f"SELECT {selected} FROM written{self.where}"
        self.connection.execute(f"COPY ({query}) TO {literal_text(str(path))} ({options})", list(self.values))

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        columns = ", ".join(f"c{index}" for index in range(len(self.layout.data)))
        self.connection.execute(f"SELECT {columns} FROM written{self.where}", list(self.values))
        while batch := self.connection.fetchmany(_BATCH):
            yield from batch

    def made(self, maker: Callable[[TrinoType], Maker[Any]]) -> Iterator[tuple[Any, ...]]:
        """The rows with their values made into others by type."""
        makers = [nullable(maker(column.type)) for column in self.layout.data]
        return (tuple(make(value) for make, value in zip(makers, row, strict=True)) for row in self)


def stored(sql: str, kind: TrinoType, depth: int = 0) -> str:
    """A carrier as a file holds it: rows get the names of their fields, texts of fixed length lose their padding."""
    if kind.base == "row":
        fields = ", ".join(
            f"{quoted(name or f'field{index}')} := {stored(f'''struct_extract({sql}, 'f{index}')''', inner, depth + 1)}"
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


def _columns(layout: Layout) -> list[tuple[str, TrinoType]]:
    return [(column.name, column.type) for column in layout.data]


def _parquet(rows: Rows, path: Path) -> None:
    codec = {"NONE": "uncompressed"}.get(rows.layout.compression, rows.layout.compression.lower())
    level = f", COMPRESSION_LEVEL {rows.layout.level}" if codec == "zstd" else ""
    rows.copied(path, f"FORMAT parquet, COMPRESSION {literal_text(codec)}{level}")


def _orc(rows: Rows, path: Path) -> None:
    with path.open("wb") as file:
        layout = OrcLayout(compression=rows.layout.compression)
        orc.write(file, _columns(rows.layout), rows.made(file_maker), layout)


def _avro(rows: Rows, path: Path) -> None:
    from tickstack.formats import avro  # most statements have no use for fastavro
    from tickstack.formats.avro_schema import SchemaError

    with path.open("wb") as file:
        layout = rows.layout
        try:
            avro.write(file, _columns(layout), rows.made(file_maker), layout.compression, layout.level)
        except SchemaError as error:
            raise QueryError("NOT_SUPPORTED", str(error), type=1200) from None


def _lines(rows: Rows, path: Path, lines: Iterable[str]) -> None:
    with path.open("wb") as file:
        encoded = (line.encode() + b"\n" for line in lines)
        for piece in streams.packed(encoded, rows.layout.compression, rows.layout.level):
            file.write(piece)


def _text(rows: Rows, path: Path) -> None:
    """Values as LazySimpleSerDe writes them: NULL is ``\\N``."""
    delimiters = rows.layout.delimiter + "".join(map(chr, range(2, 9)))
    made = rows.made(lambda kind: text_maker(kind, delimiters))
    shown = (("\\N" if part is None else part for part in row) for row in made)
    _lines(rows, path, map(rows.layout.delimiter.join, shown))


def _json(rows: Rows, path: Path) -> None:
    names, kinds = zip(*_columns(rows.layout), strict=True)
    _lines(rows, path, map(json_line(list(names), list(kinds)), rows))


FORMS: Mapping[str, Callable[[Rows, Path], None]] = {
    "PARQUET": _parquet,
    "ORC": _orc,
    "AVRO": _avro,
    "TEXTFILE": _text,
    "JSON": _json,
}
