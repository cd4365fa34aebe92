"""What the catalog keeps: Glue's own descriptions, immutable, with versions and partitions; and their plain view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tickstack.glue.model import Column, Partition, Storage, Table

type Description = Mapping[str, Any]
"""A member of Glue's API in its own spelling (``StorageDescriptor``); times are aware datetimes."""

_STORAGE_DEFAULTS: Description = {
    "Compressed": False,
    "NumberOfBuckets": 0,
    "SortColumns": [],
    "StoredAsSubDirectories": False,
}


@dataclass(frozen=True)
class TableRecord:
    """A table: the descriptions of its versions, the number of the current one, its partitions by their values, and
    the keys of each partition index by its name."""

    versions: Mapping[int, Description]
    current: int
    partitions: Mapping[tuple[str, ...], Description] = field(default_factory=dict)
    indexes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def description(self) -> Description:
        return self.versions[self.current]

    @property
    def keys(self) -> list[Description]:
        return list(self.description.get("PartitionKeys", []))


@dataclass(frozen=True)
class DatabaseRecord:
    """A database and its tables by name."""

    description: Description
    tables: Mapping[str, TableRecord] = field(default_factory=dict)


def with_storage_defaults(given: Description) -> dict[str, Any]:
    """``given`` (a table's or a partition's input) with the members that Glue adds to a storage descriptor."""
    if "StorageDescriptor" not in given:
        return dict(given)
    return {**given, "StorageDescriptor": {**_STORAGE_DEFAULTS, **given["StorageDescriptor"]}}


def columns(descriptions: list[Description]) -> tuple[Column, ...]:
    """Columns as queries see them: whatever the case in which the catalog's API was given their names."""
    return tuple(Column(item["Name"].lower(), item.get("Type", "string"), item.get("Comment")) for item in descriptions)


def storage(description: Description) -> Storage:
    """The storage of a table or partition; one without a descriptor has no location and no columns."""
    given = description.get("StorageDescriptor", {})
    serde = given.get("SerdeInfo", {})
    return Storage(
        location=given.get("Location", ""),
        columns=columns(given.get("Columns", [])),
        serde=serde.get("SerializationLibrary", ""),
        serde_parameters=dict(serde.get("Parameters", {})),
        input_format=given.get("InputFormat", ""),
        output_format=given.get("OutputFormat", ""),
        parameters=dict(given.get("Parameters", {})),
    )


def table(record: TableRecord) -> Table:
    description = record.description
    return Table(
        database=description["DatabaseName"],
        name=description["Name"],
        storage=storage(description),
        partition_keys=columns(record.keys),
        parameters=dict(description.get("Parameters", {})),
        table_type=description.get("TableType", "EXTERNAL_TABLE"),
        view_text=description.get("ViewOriginalText"),
    )


def partition(values: tuple[str, ...], description: Description) -> Partition:
    return Partition(values, storage(description))
