"""Parquet files as DuckDB scans: columns by name, widened to the table's types as Trino's reader does, else refused.

What DuckDB reads of a column may stay as it is or be converted; the rows of ``_FITTING`` say into which types a column
of a file may go (https://github.com/trinodb/trino/blob/422/lib/trino-parquet). DuckDB's reader does the rest: it reads
only the columns that the statement uses, and skips row groups by their statistics.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from tickstack.errors import QueryError
from tickstack.glue.model import Storage, Table
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables import keys

SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"

type Ask = Callable[[str], list[tuple[Any, ...]]]
"""Gives the rows of a DuckDB statement."""

type Describe = Callable[[str], list[tuple[str, Any]]]
"""Gives the names and types of the columns of a DuckDB query."""

_WHOLE = frozenset(("tinyint", "smallint", "integer", "bigint", "decimal"))
_TEXT = frozenset(("varchar", "char", "varbinary"))
_FITTING: Mapping[str, frozenset[str]] = {
    "boolean": frozenset(("boolean",)),
    **dict.fromkeys(("tinyint", "smallint", "integer", "utinyint", "usmallint", "uinteger"), _WHOLE),
    **dict.fromkeys(("bigint", "ubigint"), frozenset(("bigint", "decimal"))),
    "float": frozenset(("real", "double")),
    "double": frozenset(("double",)),
    "decimal": frozenset(("decimal",)),
    "varchar": _TEXT,
    "blob": _TEXT,
    "date": frozenset(("date",)),
    **dict.fromkeys(
        ("timestamp", "timestamp_s", "timestamp_ms", "timestamp_ns", "timestamp with time zone"),
        frozenset(("timestamp",)),
    ),
    "list": frozenset(("array",)),
    "map": frozenset(("map",)),
    "struct": frozenset(("row",)),
}


@dataclass(frozen=True)
class FileType:
    """The type that DuckDB reads a column as, or its physical type beside it if that is known."""

    base: str
    names: tuple[str, ...] = ()
    inner: tuple["FileType", ...] = ()


def file_type(kind: Any) -> FileType:
    """What DuckDB's own description of a type says."""
    if kind.id in ("list", "map", "struct"):
        children = kind.children
        return FileType(kind.id, tuple(name for name, _ in children), tuple(file_type(each) for _, each in children))
    return FileType(kind.id)


def _quoted(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


class _MismatchError(Exception):
    """A column of the file does not go into the column of the table."""


def converted(sql: str, found: FileType, kind: TrinoType, depth: int = 0) -> str:
    """``sql``, which DuckDB reads as ``found``, as the carrier of ``kind``. Raises _MismatchError."""
    if kind.base not in _FITTING.get(found.base, frozenset()):
        raise _MismatchError
    if kind.base == "array":
        return _array(sql, found, kind, depth)
    if kind.base == "map":
        return _map(sql, found, kind, depth)
    if kind.base == "row":
        return _row(sql, found, kind, depth)
    return _scalar(sql, found, kind)


def _scalar(sql: str, found: FileType, kind: TrinoType) -> str:
    if kind.base == "timestamp":
        local = f"timezone('UTC', {sql})" if found.base == "timestamp with time zone" else sql
        return f"timestamp_round(CAST({local} AS TIMESTAMP), {(kind.numbers or (3,))[0]})"
    if kind.base in ("varchar", "char"):
        text = f"decode({sql})" if found.base == "blob" else sql
        if kind.base == "char":
            return f"rtrim(left({text}, {kind.numbers[0]}), ' ')"
        return f"left({text}, {kind.numbers[0]})" if kind.numbers else text
    if kind.base == "varbinary":
        return f"encode({sql})" if found.base == "varchar" else sql
    return sql if found.base == duckdb_type(kind).lower() else f"CAST({sql} AS {duckdb_type(kind)})"


def _array(sql: str, found: FileType, kind: TrinoType, depth: int) -> str:
    element = f'"e{depth}"'
    made = converted(element, found.inner[0], kind.inner[0], depth + 1)
    return sql if made == element else f"list_transform({sql}, lambda {element}: {made})"


def _map(sql: str, found: FileType, kind: TrinoType, depth: int) -> str:
    key, value = f'"k{depth}"', f'"v{depth}"'
    keys = converted(key, found.inner[0], kind.inner[0], depth + 1)
    values = converted(value, found.inner[1], kind.inner[1], depth + 1)
    if keys == key and values == value:
        return sql
    made = (
        f"map(list_transform(map_keys({sql}), lambda {key}: {keys}), "
        f"list_transform(map_values({sql}), lambda {value}: {values}))"
    )
    return f"CASE WHEN {sql} IS NOT NULL THEN {made} END"


def _row(sql: str, found: FileType, kind: TrinoType, depth: int) -> str:
    there = {name.lower(): (name, inner) for name, inner in zip(found.names, found.inner, strict=True)}
    fields = []
    for index, (name, inner) in enumerate(zip(kind.names, kind.inner, strict=True)):
        spelt, held = there.get((name or "").lower(), (None, None))
        if spelt is None or held is None:
            made = f"CAST(NULL AS {duckdb_type(inner)})"
        else:
            made = converted(f"struct_extract({sql}, {_literal(spelt)})", held, inner, depth + 1)
        fields.append(f"f{index} := {made}")
    return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(fields)}) END"


@dataclass(frozen=True)
class Column:
    """A column of a file: its physical type, and what DuckDB reads it as."""

    name: str
    physical: str
    type: FileType


@dataclass(frozen=True)
class Footer:
    """What the end of a file says: its columns, the bytes of each one's chunks by name in lower case, and its own."""

    columns: tuple[Column, ...]
    chunks: Mapping[str, int]
    size: int

    def fetched(self, used: frozenset[str] | None) -> int:
        """The bytes that a reader of ``used`` columns (None is all) fetches."""
        names = self.chunks if used is None else {name.lower() for name in used}
        return self.size + sum(self.chunks.get(name, 0) for name in names)


def _physical(schema: Sequence[tuple[Any, ...]]) -> dict[str, str]:
    """The physical types of the columns by name: a schema is a tree in order, each node with its count of children."""
    found: dict[str, str] = {}
    at = 1
    while at < len(schema):
        name, physical, children = schema[at][:3]
        found[name] = {"BYTE_ARRAY": "BINARY", None: "GROUP"}.get(physical, physical)  # parquet-mr's name
        pending = children or 0
        at += 1
        while pending:
            pending += (schema[at][2] or 0) - 1
            at += 1
    return found


def footers(ask: Ask, describe: Describe, paths: Sequence[str]) -> dict[str, Footer]:
    """The footers of files."""
    if not paths:
        return {}
    listed = f"[{', '.join(map(_literal, paths))}]"
    sizes: dict[str, int] = dict(ask(f"SELECT file_name, footer_size + 8 FROM parquet_file_metadata({listed})"))
    chunks: dict[str, dict[str, int]] = {path: {} for path in paths}
    column = "lower(split_part(path_in_schema, ', ', 1))"
    for path, name, size in ask(
        f"SELECT file_name, {column}, sum(total_compressed_size) FROM parquet_metadata({listed}) GROUP BY ALL"
    ):
        chunks[path][name] = int(size)
    rows = ask(
        "SELECT file_name, name, type, num_children, repetition_type, converted_type, scale, precision, logical_type "
        f"FROM parquet_schema({listed})"
    )
    known: dict[tuple[tuple[Any, ...], ...], tuple[Column, ...]] = {}
    found = {}
    for path, lines in groupby(rows, key=lambda row: row[0]):
        schema = tuple(line[1:] for line in lines)
        if schema not in known:
            physical = _physical(schema)
            read = describe(f"SELECT * FROM read_parquet({_literal(path)})")
            known[schema] = tuple(Column(name, physical.get(name, "GROUP"), file_type(kind)) for name, kind in read)
        found[path] = Footer(known[schema], chunks[path], sizes[path])
    return found


@dataclass(frozen=True)
class Reader:
    """The columns of a table from files on disk. ``urls`` says where in S3 each came from."""

    table: Table
    footers: Mapping[str, Footer]
    urls: Mapping[str, str]

    def selects(self, storage: Storage, paths: Sequence[Path], part: str) -> list[str]:
        """A SELECT for each schema of ``paths``; ``part`` goes before the columns."""
        groups: dict[tuple[Column, ...], list[str]] = {}
        for path in map(str, paths):
            groups.setdefault(self.footers[path].columns, []).append(path)
        made = []
        for columns, files in groups.items():
            values = self._values(storage, columns, self.urls[files[0]])
            listed = ", ".join(map(_literal, files))
            file = f"read_parquet([{listed}]{f', filename = {_literal(keys.PATH[1:-1])}' if part else ''})"
            numbered = [part.format(path=keys.PATH)] if part else []
            made.append(f"SELECT {', '.join([*numbered, *values])} FROM {file}")
        return made

    def _values(self, storage: Storage, columns: Sequence[Column], url: str) -> Iterable[str]:
        by_index = storage.serde_parameters.get("parquet.column.index.access", "false").lower() == "true"
        there = {column.name.lower(): column for column in columns}
        for index, declared in enumerate(self.table.storage.columns):
            kind = hive_type(declared.type)
            column = there.get(declared.name.lower())
            if by_index:
                column = columns[index] if index < len(columns) else None
            if column is None:
                value = f"CAST(NULL AS {duckdb_type(kind)})"
            else:
                try:
                    value = converted(_quoted(column.name), column.type, kind)
                except _MismatchError:
                    value = _mismatch(column, kind, declared.name, url)
            yield f"{value} AS {_quoted(declared.name)}"


def _mismatch(column: Column, kind: TrinoType, name: str, url: str) -> str:
    """A value that is an error once it is read: a statement that does not use the column does not mind."""
    message = (
        f"!HIVE_BAD_DATA|Malformed Parquet file. Field {name}'s type {column.physical} in parquet file {url} is "
        f"incompatible with type {kind} defined in table schema!"
    )
    return f"CAST(CAST(CAST({_literal(message)} AS INTEGER) AS VARCHAR) AS {duckdb_type(kind)})"


def check(data: bytes, url: str) -> None:
    """Raise HIVE_BAD_DATA for what is no Parquet file."""
    if len(data) < 12 or data[-4:] != b"PAR1":
        shown = data[-4:].decode("ascii", "replace")
        message = f"Malformed Parquet file. Expected magic number: PAR1 got: {shown} [{url}]"
        raise QueryError("HIVE_BAD_DATA", message)
