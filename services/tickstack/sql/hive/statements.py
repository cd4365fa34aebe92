"""What a statement of Hive's grammar says, as data: a record for each kind of statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tickstack.glue.model import Column


@dataclass(frozen=True)
class TableName:
    """A name of one or two parts in lower case, and as it was written."""

    database: str | None
    table: str
    written: str


type Properties = Mapping[str, str]
type Spec = tuple[tuple[str, str], ...]
"""A partition: its keys with their values, in the order of the statement."""


@dataclass(frozen=True)
class CreateDatabase:
    name: str
    if_not_exists: bool = False
    comment: str | None = None
    location: str | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class DropDatabase:
    name: str
    if_exists: bool = False
    cascade: bool = False


@dataclass(frozen=True)
class AlterDatabase:
    name: str
    properties: Properties


@dataclass(frozen=True)
class CreateTable:
    """``serde`` is a class, or None for what ``format`` implies; ``format`` a name, or the two classes.

    ``partition_transforms`` is what an Iceberg table is partitioned by.
    """

    name: TableName
    external: bool
    if_not_exists: bool
    columns: tuple[Column, ...]
    comment: str | None = None
    partition_keys: tuple[Column, ...] = ()
    partition_transforms: tuple[str, ...] = ()
    bucket_columns: tuple[str, ...] = ()
    buckets: int | None = None
    serde: str | None = None
    serde_parameters: Properties = field(default_factory=dict)
    format: str | tuple[str, str] = "TEXTFILE"
    location: str | None = None
    properties: Properties = field(default_factory=dict)


@dataclass(frozen=True)
class DropTable:
    name: TableName
    if_exists: bool = False


@dataclass(frozen=True)
class AddColumns:
    name: TableName
    columns: tuple[Column, ...]
    partition: Spec = ()


@dataclass(frozen=True)
class ReplaceColumns:
    name: TableName
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class ChangeColumn:
    name: TableName
    column: str
    changed: Column


@dataclass(frozen=True)
class SetLocation:
    name: TableName
    location: str
    partition: Spec = ()


@dataclass(frozen=True)
class SetProperties:
    name: TableName
    properties: Properties


@dataclass(frozen=True)
class AddPartitions:
    """``partitions``: each with its location, or None."""

    name: TableName
    partitions: tuple[tuple[Spec, str | None], ...]
    if_not_exists: bool = False


@dataclass(frozen=True)
class DropPartitions:
    name: TableName
    partitions: tuple[Spec, ...]
    if_exists: bool = False


@dataclass(frozen=True)
class RenamePartition:
    name: TableName
    before: Spec
    after: Spec


@dataclass(frozen=True)
class RenameTable:
    name: TableName
    after: TableName


@dataclass(frozen=True)
class RepairTable:
    name: TableName


@dataclass(frozen=True)
class ShowDatabases:
    pattern: str | None = None


@dataclass(frozen=True)
class ShowTables:
    database: str | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class ShowViews:
    database: str | None = None
    pattern: str | None = None


@dataclass(frozen=True)
class ShowColumns:
    name: TableName


@dataclass(frozen=True)
class ShowPartitions:
    name: TableName


@dataclass(frozen=True)
class ShowProperties:
    name: TableName
    key: str | None = None


@dataclass(frozen=True)
class ShowCreateTable:
    name: TableName


@dataclass(frozen=True)
class Describe:
    """``detail`` is FORMATTED or EXTENDED."""

    name: TableName
    detail: str | None = None


type Statement = (
    CreateDatabase
    | DropDatabase
    | AlterDatabase
    | CreateTable
    | DropTable
    | AddColumns
    | ReplaceColumns
    | ChangeColumn
    | SetLocation
    | SetProperties
    | AddPartitions
    | DropPartitions
    | RenamePartition
    | RenameTable
    | RepairTable
    | ShowDatabases
    | ShowTables
    | ShowViews
    | ShowColumns
    | ShowPartitions
    | ShowProperties
    | ShowCreateTable
    | Describe
)
