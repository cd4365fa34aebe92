"""ORC files: columns by their place unless the table says by name, in the types that Trino's reader allows.

https://docs.aws.amazon.com/athena/latest/ug/handling-schema-updates-chapter.html#index-access; the rows of ``_FITTING``
are https://github.com/trinodb/trino/blob/422/lib/trino-orc. A small file is fetched as a whole there, here any is.
"""

from collections.abc import Callable
from itertools import repeat
from pathlib import Path

from tickstack.errors import QueryError
from tickstack.formats.orc_reading import BrokenFileError, OrcFile
from tickstack.glue.model import Storage
from tickstack.tables import made_parquet
from tickstack.tables.columnar import Fitting, Footer, Form, Mismatch
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
_KINDS = {
    "tinyint": "BYTE",
    "smallint": "SHORT",
    "integer": "INT",
    "bigint": "LONG",
    "varchar": "STRING",
    "blob": "BINARY",
}


def made(data: bytes, item: StoredObject, storage: Storage, path: Path, stop: Callable[[], bool]) -> Footer:  # noqa: ARG001
    """Make a Parquet file at ``path`` of an ORC file's bytes."""
    try:
        file = OrcFile(data)
        read = [index for index, column in enumerate(file.columns) if column.type is not None]
        rows = file.rows(read) if read else repeat((), len(file))
        made_parquet.write(path, [column.type for column in file.columns], rows, stop)
    except (BrokenFileError, made_parquet.OutOfRangeError) as error:
        raise QueryError("HIVE_BAD_DATA", f"Malformed ORC file. {error} [{item.url}]") from None
    held = tuple(
        made_parquet.column(column.name, column.kind, column.type, index) for index, column in enumerate(file.columns)
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
