"""The columns of a Glue table as a conversion reads them, and who finds the table."""

from dataclasses import dataclass

from tickstack.errors import QueryError
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType

_SCALARS = frozenset(
    (
        "boolean",
        "tinyint",
        "smallint",
        "integer",
        "bigint",
        "real",
        "double",
        "decimal",
        "varchar",
        "char",
        "varbinary",
        "date",
        "timestamp",
    )
)


class UnsupportedTypeError(ValueError):
    """A column's type cannot be written."""


class TableNotFoundError(Exception):
    """There is no such table, database or version; the text is Glue's."""


class CatalogError(Exception):
    """The catalog does not answer."""


@dataclass(frozen=True)
class TableReference:
    """A table as a stream names it; ``version`` is LATEST or a number."""

    catalog: str
    region: str
    database: str
    name: str
    version: str
    role: str


@dataclass(frozen=True)
class Column:
    """A column of a table, in the catalog's spelling."""

    name: str
    type: str


@dataclass(frozen=True)
class Schema:
    """A table's own columns; those that it is partitioned by are not written."""

    columns: tuple[Column, ...]

    def typed(self) -> list[tuple[str, TrinoType]]:
        """The columns' names in lower case and their types. Raises UnsupportedTypeError."""
        return [(column.name.lower(), _type(column.type)) for column in self.columns]


def _type(text: str) -> TrinoType:
    try:
        kind = hive_type(text)
    except QueryError:
        raise UnsupportedTypeError(text) from None
    if not _writable(kind):
        raise UnsupportedTypeError(text)
    return kind


def _writable(kind: TrinoType) -> bool:
    """Whether files can hold it: a map's keys are scalars."""
    if kind.base in _SCALARS:
        return True
    if kind.base == "map" and kind.inner[0].base not in _SCALARS:
        return False
    return bool(kind.inner) and all(map(_writable, kind.inner))
