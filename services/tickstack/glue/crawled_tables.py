"""What a crawl writes: layouts as tables and partitions in the catalog, by the crawler's policies.

Names, parameters and the storage descriptor are those that real crawlers leave behind.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tickstack.glue.catalog import Catalog
from tickstack.glue.crawled_formats import FORMS
from tickstack.glue.grouping import Layout, schema_of_files
from tickstack.glue.inference import Schema
from tickstack.glue.records import Description, TableRecord
from tickstack.glue.sampling import File

_RUN = "CRAWL_RUN_ID"
_DEPRECATED = "DEPRECATED_BY_CRAWLER"
_NAME_LENGTH = 128


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where and how a crawl writes. ``merge`` is MergeNewColumns, ``inherit`` is InheritFromTable."""

    crawler: str
    run_id: str
    database: str
    prefix: str
    created_by: str
    update: bool = True
    merge: bool = False
    inherit: bool = False
    delete: str = "DEPRECATE_IN_DATABASE"
    exclusions: Sequence[str] = ()


@dataclass
class Changes:
    """Names of tables, and per table the values of partitions, by what was done: ADD, UPDATE, DELETE."""

    tables: dict[str, list[str]] = field(default_factory=dict)
    partitions: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def table(self, action: str, name: str) -> None:
        self.tables.setdefault(action, []).append(name)

    def partition(self, action: str, name: str, values: Sequence[str]) -> None:
        self.partitions.setdefault(action, {}).setdefault(name, []).append("/".join(values))

    def count(self, action: str) -> int:
        return len(self.tables.get(action, ()))


class Writer:
    """Writes the tables of one crawl into ``catalog``."""

    def __init__(self, catalog: Catalog, output: Output, now: datetime) -> None:
        self._catalog = catalog
        self._output = output
        self._now = now
        self.changes = Changes()

    def write(self, bucket: str, layout: Layout) -> str:
        """Create or update the table of ``layout``; gives its location."""
        location = f"s3://{bucket}/{layout.root}"
        existing = self._at(location)
        if existing is None:
            name = self._free_name(bucket, layout, location)
            given = self._table(name, location, layout)
            self._catalog.create_table(self._output.database, given, self._output.created_by)
            self.changes.table("ADD", name)
        else:
            name = existing.description["Name"]
            self._update(existing, self._table(name, location, layout))
        if layout.keys:
            self._write_partitions(name, location, layout)
        return location

    def retire(self, locations: Sequence[str]) -> None:
        """Treat this crawler's tables that are not at ``locations`` by the delete behaviour."""
        found = {location.rstrip("/") for location in locations}
        for record in self._own_tables():
            description = record.description
            gone = description.get("StorageDescriptor", {}).get("Location", "").rstrip("/") not in found
            if not gone or self._output.delete == "LOG":
                continue
            name = description["Name"]
            if self._output.delete == "DELETE_FROM_DATABASE":
                self._catalog.delete_table(self._output.database, name)
                self.changes.table("DELETE", name)
            elif _DEPRECATED not in description["Parameters"]:
                mark = {_DEPRECATED: str(int(self._now.timestamp() * 1000))}
                given = _input_of(description)
                self._catalog.update_table(
                    self._output.database, {**given, "Parameters": {**description["Parameters"], **mark}}
                )
                self.changes.table("UPDATE", name)

    # Tables

    def _own_tables(self) -> Iterator[TableRecord]:
        for record in self._catalog.require_database(self._output.database).tables.values():
            if record.description.get("Parameters", {}).get("UPDATED_BY_CRAWLER") == self._output.crawler:
                yield record

    def _at(self, location: str) -> TableRecord | None:
        for _, record in sorted(self._catalog.require_database(self._output.database).tables.items()):
            found = record.description.get("StorageDescriptor", {}).get("Location", "")
            if found.rstrip("/") == location.rstrip("/"):
                return record
        return None

    def _free_name(self, bucket: str, layout: Layout, location: str) -> str:
        last = layout.root.rstrip("/").rpartition("/")[2] or bucket
        name = re.sub(r"[^a-z0-9_]", "_", (self._output.prefix + last).lower())[:_NAME_LENGTH]
        if self._catalog.find_table(self._output.database, name) is None:
            return name
        suffix = hashlib.md5(location.encode(), usedforsecurity=False).hexdigest()
        return f"{name[: _NAME_LENGTH - len(suffix) - 1]}_{suffix}"

    def _table(self, name: str, location: str, layout: Layout) -> Description:
        schema = schema_of_files(layout.files)
        storage = self._storage(location, schema, layout.files)
        return {
            "Name": name,
            "Owner": "owner",
            "LastAccessTime": self._now,
            "Retention": 0,
            "TableType": "EXTERNAL_TABLE",
            "PartitionKeys": [{"Name": key, "Type": "string"} for key in layout.keys],
            "StorageDescriptor": storage,
            "Parameters": storage["Parameters"],
        }

    def _update(self, existing: TableRecord, given: Description) -> None:
        """Bring an existing table up to date; a table with as many keys keeps their names."""
        before = existing.description
        merged = dict(given)
        if len(before.get("PartitionKeys", [])) == len(given["PartitionKeys"]):
            merged["PartitionKeys"] = before.get("PartitionKeys", [])
        if not self._output.update and not self._output.merge:
            if before.get("PartitionKeys") or not given["PartitionKeys"]:
                return
            merged = {**_input_of(before), "PartitionKeys": given["PartitionKeys"]}
        elif self._output.merge:
            merged = _with_new_columns(before, merged)
        if _comparable(_input_of(before)) != _comparable(merged):
            self._catalog.update_table(self._output.database, merged)
            self.changes.table("UPDATE", before["Name"])

    # Partitions

    def _write_partitions(self, name: str, location: str, layout: Layout) -> None:
        record = self._catalog.require_table(self._output.database, name)
        if len(record.keys) != len(layout.keys):
            return
        new = []
        for values, files in layout.partitions.items():
            folder = files[0].key.rpartition("/")[0]
            given = self._partition(record, values, f"s3://{location.split('/')[2]}/{folder}/", files)
            before = record.partitions.get(values)
            if before is None:
                new.append(given)
                self.changes.partition("ADD", name, values)
            elif (self._output.update or self._output.merge) and _comparable(before) != _comparable(given):
                self._catalog.update_partition(self._output.database, name, values, given)
                self.changes.partition("UPDATE", name, values)
        self._catalog.create_partitions(self._output.database, name, new)
        for values in record.partitions.keys() - layout.partitions.keys():
            if self._output.delete == "DELETE_FROM_DATABASE" or len(values) != len(layout.keys):
                self._catalog.delete_partition(self._output.database, name, values)
                self.changes.partition("DELETE", name, values)

    def _partition(
        self, table: TableRecord, values: tuple[str, ...], location: str, files: Sequence[File]
    ) -> Description:
        storage = self._storage(location, schema_of_files(files), files)
        if self._output.inherit:
            of_table = table.description["StorageDescriptor"]
            storage |= {key: of_table[key] for key in ("Columns", "SerdeInfo") if key in of_table}
        return {"Values": list(values), "StorageDescriptor": storage, "Parameters": storage["Parameters"]}

    # Both

    def _storage(self, location: str, schema: Schema, files: Sequence[File]) -> dict[str, Any]:
        form = FORMS[files[0].classification]
        serde_parameters = dict(form.serde_parameters(schema, files[0]))
        return {
            "Columns": [{"Name": name, "Type": str(kind)} for name, kind in schema.columns.items()],
            "Location": location,
            "InputFormat": form.input_format,
            "OutputFormat": form.output_format,
            "Compressed": files[0].compression != "none",
            "NumberOfBuckets": -1,
            "SerdeInfo": {"SerializationLibrary": form.serde, "Parameters": serde_parameters},
            "BucketColumns": [],
            "SortColumns": [],
            "Parameters": self._parameters(location, files),
            "StoredAsSubDirectories": False,
        }

    def _parameters(self, location: str, files: Sequence[File]) -> dict[str, str]:
        records, sampled = sum(file.records for file in files), sum(file.sampled for file in files)
        size = sum(file.size for file in files)
        average = max(sampled // records, 1) if records else 0
        parameters = {
            "CrawlerSchemaDeserializerVersion": "1.0",
            "CrawlerSchemaSerializerVersion": "1.0",
            "UPDATED_BY_CRAWLER": self._output.crawler,
            _RUN: self._output.run_id,
            "averageRecordSize": str(average),
            "classification": files[0].classification,
            "compressionType": files[0].compression,
            "objectCount": str(len(files)),
            "recordCount": str(size // average if average else 0),
            "sizeKey": str(size),
            "typeOfData": "file",
            **FORMS[files[0].classification].parameters(files[0]),
        }
        if self._output.exclusions:
            quoted = ",".join(f'"{location.rstrip("/")}/{pattern}"' for pattern in self._output.exclusions)
            parameters["exclusions"] = f"[{quoted}]"
        return parameters


def _input_of(description: Description) -> dict[str, Any]:
    """The TableInput that gives ``description`` again."""
    own = ("DatabaseName", "CreateTime", "UpdateTime", "CreatedBy", "CatalogId", "VersionId")
    return {key: value for key, value in description.items() if key not in own and not key.startswith("Is")}


def _with_new_columns(before: Description, given: Description) -> dict[str, Any]:
    old, new = before.get("StorageDescriptor", {}), given["StorageDescriptor"]
    known = {column["Name"].lower() for column in old.get("Columns", [])}
    added = [column for column in new["Columns"] if column["Name"] not in known]
    parameters = {**before.get("Parameters", {}), **given["Parameters"]}
    storage = {**new, **old, "Columns": [*old.get("Columns", []), *added], "Parameters": new["Parameters"]}
    return {**_input_of(before), "StorageDescriptor": storage, "Parameters": parameters} | {
        "PartitionKeys": given["PartitionKeys"]
    }


def _comparable(description: Description) -> Any:
    """``description`` without what changes from run to run."""
    ignored = (_RUN, "LastAccessTime", "CreationTime", "DatabaseName", "TableName", "CatalogId")
    if isinstance(description, dict):
        return {key: _comparable(value) for key, value in description.items() if key not in ignored}
    return description
