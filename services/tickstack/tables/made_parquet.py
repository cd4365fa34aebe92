"""Parquet files made of the rows of files of other formats, to be read in their place."""

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from tickstack.formats.parquet import file as parquet_file
from tickstack.formats.parquet.pages import Layout
from tickstack.sql.stopping import StoppedError
from tickstack.sql.types import BOOLEAN, TrinoType
from tickstack.tables.columnar import Column, FileType

_READ = {"real": "float", "char": "varchar", "varbinary": "blob", "array": "list", "row": "struct"}
_LAYOUT = Layout(block_size=16 * 1024 * 1024)
_AT_ONCE = 1000


class OutOfRangeError(Exception):
    """A value of a file is beyond its type."""


def file_type(kind: TrinoType) -> FileType:
    """What DuckDB reads a column of this type as."""
    names = tuple(name or "" for name in kind.names)
    return FileType(_READ.get(kind.base, kind.base), names, tuple(map(file_type, kind.inner)))


def column(name: str, physical: str, kind: TrinoType | None, index: int) -> Column:
    """The column at a place of a file that was made; None is for one that it has not."""
    return Column(name, physical, None if kind is None else file_type(kind), _place(index))


def _place(index: int) -> str:
    return f"c{index}"


def write(
    path: Path, kinds: Sequence[TrinoType | None], rows: Iterable[Sequence[Any]], stop: Callable[[], bool]
) -> None:
    """Write the rows, which hold values for the columns that have a type.

    Raises StoppedError when ``stop`` says so, and OutOfRangeError.
    """
    columns = [(_place(index), kind) for index, kind in enumerate(kinds) if kind is not None]
    if not columns:  # the rows count all the same
        columns, rows = [("none", BOOLEAN)], (row for row, _ in zip(repeat((None,)), rows, strict=False))
    with path.open("wb") as out:
        try:
            out.writelines(parquet_file.parts(columns, _stoppable(rows, stop), _LAYOUT))
        except (struct.error, OverflowError) as error:
            raise OutOfRangeError(f"A value is out of range: {error}") from None


def _stoppable[T](rows: Iterable[T], stop: Callable[[], bool]) -> Iterator[T]:
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0 and stop():
            raise StoppedError
        yield row
