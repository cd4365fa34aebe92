"""Parquet files: columns by name, widened to the table's types as Trino's reader does, else refused.

The rows of ``_FITTING`` say into which types a column of a file may go
(https://github.com/trinodb/trino/blob/422/lib/trino-parquet).
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from tickstack.errors import QueryError
from tickstack.sql.quoting import literal_text
from tickstack.tables.columnar import Column, FileType, Footer, Form, Mismatch
from tickstack.tables.files import StoredObject

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


def file_type(kind: Any) -> FileType:
    """What DuckDB's own description of a type says."""
    if kind.id in ("list", "map", "struct"):
        children = kind.children
        return FileType(kind.id, tuple(name for name, _ in children), tuple(file_type(each) for _, each in children))
    return FileType(kind.id)


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
    listed = f"[{', '.join(map(literal_text, paths))}]"
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
            read = describe(f"SELECT * FROM read_parquet({literal_text(path)})")
            known[schema] = tuple(Column(name, physical.get(name, "GROUP"), file_type(kind)) for name, kind in read)
        found[path] = Footer(known[schema], chunks[path], sizes[path])
    return found


def _mismatch(found: Mismatch) -> QueryError:
    """A value that is an error once it is read: a statement that does not use the column does not mind."""
    message = (
        f"Malformed Parquet file. Field {found.declared}'s type {found.column.physical} in parquet file "
        f"{found.item.url} is incompatible with type {found.kind} defined in table schema"
    )
    return QueryError("HIVE_BAD_DATA", message)


def _check(data: bytes, item: StoredObject) -> None:
    if len(data) < 12 or data[-4:] != b"PAR1":
        shown = data[-4:].decode("ascii", "replace")
        message = f"Malformed Parquet file. Expected magic number: PAR1 got: {shown} [{item.url}]"
        raise QueryError("HIVE_BAD_DATA", message)


FORM = Form(_FITTING, _mismatch, _check, ("parquet.column.index.access", False))
