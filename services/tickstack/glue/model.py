"""What a reader of the catalog sees of a table: enough to plan a scan, independent of Glue's wire shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Column:
    """A column; ``type`` in Hive's spelling (``array<string>``)."""

    name: str
    type: str
    comment: str | None = None


@dataclass(frozen=True)
class Storage:
    """Where rows are and how they are read: Glue's StorageDescriptor."""

    location: str
    columns: tuple[Column, ...]
    serde: str = ""
    serde_parameters: Mapping[str, str] = field(default_factory=dict)
    input_format: str = ""
    output_format: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Partition:
    """One partition: its values in the order of the table's keys, and its own storage."""

    values: tuple[str, ...]
    storage: Storage


@dataclass(frozen=True)
class Table:
    """A table or view; names are lower-case."""

    database: str
    name: str
    storage: Storage
    partition_keys: tuple[Column, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    table_type: str = "EXTERNAL_TABLE"
    view_text: str | None = None


class CatalogReader(Protocol):
    """Read access to one account's catalog in one region."""

    def databases(self) -> Sequence[str]: ...

    def tables(self, database: str) -> Sequence[str]: ...

    def table(self, database: str, name: str) -> Table | None: ...

    def partitions(self, database: str, table: str) -> Sequence[Partition]: ...
