"""ORC files: columns by their place unless the table says by name, in the types that Trino's reader allows.

https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html#index-access; the rows of ``_FITTING``
are https://github.com/trinodb/trino/blob/422/lib/trino-orc. A small file is fetched as a whole there, here any is.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

from tickstack.errors import QueryError
from tickstack.formats.orc_reading import BrokenFileError, OrcFile
from tickstack.formats.parquet import file as parquet_file
from tickstack.formats.parquet.pages import Layout
from tickstack.glue.model import Storage
from tickstack.sql.stopping import StoppedError
from tickstack.sql.types import BOOLEAN, TrinoType
from tickstack.tables.columnar import Column, FileType, Fitting, Footer, Form, Mismatch
from tickstack.tables.files import StoredObject

SERDE = "org.apache.hadoop.hive.ql.io.orc.OrcSerde"

_WHOLE = frozenset(("smallint", "integer", "bigint"))
_TEXT = frozenset(("varchar", "char", "varbinary"))
_FITTING: Fitting = {
    **{base: frozenset((base,)) for base in ("boolean", "tinyint", "real", "double", "decimal", "date", "timestamp")},
    **dict.fromkeys(("smallint", "integer", "bigint"), _WHOLE),
    **dict.fromkeys(("varchar", "blob"), _TEXT),
    "float": frozenset(("real",)),
    "list": frozenset(("array",)),
    "map": frozenset(("map",)),
    "struct": frozenset(("row",)),
}
_READ = {"real": "float", "char": "varchar", "varbinary": "blob", "array": "list", "row": "struct"}
_KINDS = {
    "tinyint": "BYTE",
    "smallint": "SHORT",
    "integer": "INT",
    "bigint": "LONG",
    "varchar": "STRING",
    "blob": "BINARY",
}
_LAYOUT = Layout(block_size=16 * 1024 * 1024)
_AT_ONCE = 1000


def file_type(kind: TrinoType) -> FileType:
    """What DuckDB reads a column of a Parquet file as that was made of this type."""
    names = tuple(name or "" for name in kind.names)
    return FileType(_READ.get(kind.base, kind.base), names, tuple(map(file_type, kind.inner)))


def stoppable[T](rows: Iterable[T], stop: Callable[[], bool]) -> Iterator[T]:
    """The rows, until ``stop`` says so. Raises StoppedError."""
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0 and stop():
            raise StoppedError
        yield row


def made(data: bytes, item: StoredObject, storage: Storage, path: Path, stop: Callable[[], bool]) -> Footer:  # noqa: ARG001
    """Make a Parquet file at ``path`` of an ORC file's bytes."""
    try:
        file = OrcFile(data)
        read = [index for index, column in enumerate(file.columns) if column.type is not None]
        columns = [(f"c{index}", kind) for index in read if (kind := file.columns[index].type) is not None]
        rows: Iterable[tuple[Any, ...]] = file.rows(read) if read else repeat((None,), len(file))
        with path.open("wb") as out:
            for part in parquet_file.parts(columns or [("none", BOOLEAN)], stoppable(rows, stop), _LAYOUT):
                out.write(part)
    except BrokenFileError as error:
        raise QueryError("HIVE_BAD_DATA", f"Malformed ORC file. {error} [{item.url}]") from None
    held = tuple(
        Column(column.name, column.kind, file_type(column.type) if column.type else None, f"c{index}")
        for index, column in enumerate(file.columns)
    )
    return Footer(held, {}, item.size)


def _opening(item: StoredObject, why: str) -> QueryError:
    split = f"Error opening Hive split {item.url} (offset=0, length={item.size})"
    return QueryError("HIVE_CANNOT_OPEN_SPLIT", f"{split}: Malformed ORC file. {why} [{item.url}]")


def _check(data: bytes, item: StoredObject) -> None:
    if data[-4:-1] != b"ORC" and data[:3] != b"ORC":
        raise _opening(item, "Invalid postscript")


def _mismatch(found: Mismatch) -> QueryError:
    stream = ".".join((found.column.name, *found.where.path))
    within = found.where.found if found.where.path else None
    held = _KINDS.get(within.base, within.base.upper()) if within else found.column.physical
    why = f"Cannot read SQL type '{found.where.kind}' from ORC stream '.{stream}' of type {held}"
    return _opening(found.item, f"{why} with attributes {{}}")


FORM = Form(_FITTING, _mismatch, _check, ("orc.column.index.access", True), made)
