"""Tables of files that have columns and types of their own: what is known of a file, and what a format says.

Such files are read as Parquet, by DuckDB, which reads only the columns that the statement uses and skips row groups by
their statistics. Files of other formats are made into Parquet as they are fetched.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tickstack.errors import QueryError
from tickstack.glue.model import Storage
from tickstack.sql.types import TrinoType
from tickstack.tables.files import StoredObject

type Fitting = Mapping[str, frozenset[str]]
"""Into which types of a table a column of a file may go, by the type that DuckDB reads it as."""


@dataclass(frozen=True)
class FileType:
    """The type that DuckDB reads a column as."""

    base: str
    names: tuple[str, ...] = ()
    inner: tuple["FileType", ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a file: its type as the format calls it, what DuckDB reads it as (None: it cannot), and its name in
    the Parquet file that is read, where that is another."""

    name: str
    physical: str
    type: FileType | None
    place: str = ""


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


type Make = Callable[[bytes, StoredObject, Storage, Path, Callable[[], bool]], Footer]
"""Makes a Parquet file out of an object's bytes. Raises QueryError for what is none, and StoppedError."""


@dataclass(frozen=True)
class Form:
    """A format.

    ``index`` is the property by which columns go by their place, and whether they do without it. ``mismatch`` says in
    Trino's words that a column does not go into a type. A file of another format than Parquet is made into one by
    ``make``; ``options`` are the properties of the SerDe that what is made depends on.
    """

    fitting: Fitting
    mismatch: Callable[["Mismatch"], QueryError]
    check: Callable[[bytes, StoredObject], None]
    index: tuple[str, bool] | None = None
    make: Make | None = None
    options: tuple[str, ...] = ()

    def goes_by_index(self, storage: Storage) -> bool:
        """Whether columns go by their place, and not by their names."""
        if self.index is None:
            return False
        name, default = self.index
        return storage.serde_parameters.get(name, str(default)).strip().lower() == "true"

    def variant(self, storage: Storage) -> str:
        """What tells apart the files that are made of one object."""
        if self.make is None:
            return ""
        return "\n".join([storage.serde, *(storage.serde_parameters.get(name, "") for name in self.options)])


class MismatchError(Exception):
    """A column of a file does not go into the column of the table; ``path`` leads to where, ``kind`` is wanted."""

    def __init__(self, path: tuple[str, ...], found: FileType | None, kind: TrinoType) -> None:
        super().__init__(path)
        self.path, self.found, self.kind = path, found, kind


@dataclass(frozen=True)
class Mismatch:
    """A column of the file of ``item`` that does not go into the table's column ``declared`` of type ``kind``."""

    column: Column
    declared: str
    kind: TrinoType
    where: MismatchError
    item: StoredObject
