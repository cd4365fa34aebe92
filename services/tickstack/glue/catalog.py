"""One account's catalog in one region: databases, tables with their versions, partitions.

Records are immutable and replaced as a whole under a lock, so that a reader always sees a consistent one. The mapping
of databases is the seam for durable state: every change ends in one assignment to it (``DurableDatabases``).
"""

import threading
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tickstack.errors import AwsError
from tickstack.glue import records
from tickstack.glue.errors import already_exists, invalid_input, not_found
from tickstack.glue.model import Partition, Table
from tickstack.glue.records import DatabaseRecord, Description, TableRecord

ARITY = "The number of partition keys do not match the number of partition values"


class Catalog:
    """The catalog of ``account`` in ``region``; a ``glue.model.CatalogReader`` for those who only read."""

    def __init__(
        self,
        account: str,
        region: str,
        *,
        clock: Callable[[], datetime],
        databases: MutableMapping[str, DatabaseRecord] | None = None,
    ) -> None:
        self.account = account
        self.region = region
        self._clock = clock
        self._databases: MutableMapping[str, DatabaseRecord] = {} if databases is None else databases
        self._lock = threading.RLock()

    # Reading, for planners

    def databases(self) -> Sequence[str]:
        with self._lock:
            return sorted(self._databases)

    def tables(self, database: str) -> Sequence[str]:
        record = self.find_database(database)
        return sorted(record.tables) if record else []

    def table(self, database: str, name: str) -> Table | None:
        record = self.find_table(database, name)
        return records.table(record) if record else None

    def partitions(self, database: str, table: str) -> Sequence[Partition]:
        record = self.find_table(database, table)
        found = sorted(record.partitions.items()) if record else []
        return [records.partition(values, description) for values, description in found]

    # Reading, for the API

    def find_database(self, name: str) -> DatabaseRecord | None:
        with self._lock:
            return self._databases.get(name.lower())

    def find_table(self, database: str, name: str) -> TableRecord | None:
        record = self.find_database(database)
        return record.tables.get(name.lower()) if record else None

    def require_database(self, name: str) -> DatabaseRecord:
        """Raises EntityNotFoundException."""
        record = self.find_database(name)
        if record is None:
            raise not_found(f"Database {name} not found.")
        return record

    def require_table(self, database: str, name: str) -> TableRecord:
        """Raises EntityNotFoundException."""
        record = self.require_database(database).tables.get(name.lower())
        if record is None:
            raise not_found(f"Table {name} not found.")
        return record

    # Databases

    def create_database(self, given: Description) -> None:
        name = given["Name"].lower()
        with self._lock:
            if name in self._databases:
                raise already_exists("Database already exists.")
            self._databases[name] = DatabaseRecord(self._described_database(given, name, self._clock()))

    def update_database(self, name: str, given: Description) -> None:
        """Replace the whole description; the time of creation stays."""
        with self._lock:
            record = self.require_database(name)
            if given["Name"].lower() != name.lower():
                raise invalid_input("Database name cannot be changed.")
            created = record.description["CreateTime"]
            described = self._described_database(given, name.lower(), created)
            self._databases[name.lower()] = replace(record, description=described)

    def delete_database(self, name: str) -> None:
        """Delete the database with its tables and partitions."""
        with self._lock:
            self.require_database(name)
            del self._databases[name.lower()]

    def _described_database(self, given: Description, name: str, created: datetime) -> Description:
        everyone = {"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}
        return {
            "CreateTableDefaultPermissions": [everyone],
            **given,
            "Name": name,
            "CreateTime": created,
            "CatalogId": self.account,
        }

    # Tables

    def create_table(
        self,
        database: str,
        given: Description,
        created_by: str,
        indexes: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        name = given["Name"].lower()
        with self._lock:
            record = self.require_database(database)
            if name in record.tables:
                raise already_exists("Table already exists.")
            now = self._clock()
            own = {"CreateTime": now, "UpdateTime": now, "CreatedBy": created_by}
            versions = {0: self._described_table(database, given, own, 0)}
            self._put_table(database, name, TableRecord(versions, 0, indexes=indexes or {}))

    def update_table(
        self, database: str, given: Description, *, skip_archive: bool = False, expected: str | None = None
    ) -> None:
        """Replace the whole description and count the version up; the former one stays unless ``skip_archive``.

        ``expected`` is the version that the caller read. Raises ConcurrentModificationException if it is another.
        """
        with self._lock:
            record = self.require_table(database, given["Name"])
            if expected is not None and expected != str(record.current):
                raise AwsError(
                    "ConcurrentModificationException", "Update table failed due to concurrent modifications."
                )
            before = record.description
            own = {"CreateTime": before["CreateTime"], "CreatedBy": before["CreatedBy"], "UpdateTime": self._clock()}
            number = record.current + 1
            kept = {
                key: value for key, value in record.versions.items() if not (skip_archive and key == record.current)
            }
            versions = {**kept, number: self._described_table(database, given, own, number)}
            self._put_table(database, given["Name"], replace(record, versions=versions, current=number))

    def delete_table(self, database: str, name: str) -> None:
        with self._lock:
            self.require_table(database, name)
            record = self.require_database(database)
            tables = {key: value for key, value in record.tables.items() if key != name.lower()}
            self._databases[database.lower()] = replace(record, tables=tables)

    def delete_version(self, database: str, name: str, number: int) -> None:
        """Delete an archived version, which must exist."""
        with self._lock:
            record = self.require_table(database, name)
            versions = {key: value for key, value in record.versions.items() if key != number}
            self._put_table(database, name, replace(record, versions=versions))

    def _described_table(self, database: str, given: Description, own: Description, number: int) -> Description:
        return {
            "Retention": 0,
            **records.with_storage_defaults(given),
            **own,
            "Name": given["Name"].lower(),
            "DatabaseName": database.lower(),
            "CatalogId": self.account,
            "VersionId": str(number),
            "IsRegisteredWithLakeFormation": False,
            "IsMultiDialectView": False,
            "IsMaterializedView": False,
        }

    def _put_table(self, database: str, name: str, table: TableRecord) -> None:
        record = self.require_database(database)
        self._databases[database.lower()] = replace(record, tables={**record.tables, name.lower(): table})

    def index_partitions(self, database: str, name: str, indexes: Mapping[str, tuple[str, ...]]) -> None:
        """Replace the table's partition indexes."""
        with self._lock:
            self._put_table(database, name, replace(self.require_table(database, name), indexes=indexes))

    # Partitions

    def create_partitions(self, database: str, table: str, given: Sequence[Description]) -> list[tuple[str, ...]]:
        """Add partitions; gives the values of those that exist already. One with a wrong number of values adds none."""
        with self._lock:
            record = self.require_table(database, table)
            for item in given:
                self._check_arity(record, item.get("Values", []))
            added: dict[tuple[str, ...], Description] = {}
            existing = []
            for item in given:
                values = tuple(item.get("Values", []))
                if values in record.partitions or values in added:
                    existing.append(values)
                else:
                    added[values] = self._described_partition(database, table, item, self._clock())
            if added:
                self._put_table(database, table, replace(record, partitions={**record.partitions, **added}))
            return existing

    def update_partition(self, database: str, table: str, values: Sequence[str], given: Description) -> None:
        """Replace a partition, whose values may change."""
        with self._lock:
            record = self.require_table(database, table)
            before = self._require_partition(record, values)
            target = tuple(given.get("Values", values))
            self._check_arity(record, target)
            if target != tuple(values) and target in record.partitions:
                raise already_exists("Partition already exists.")
            described = self._described_partition(
                database, table, {**given, "Values": list(target)}, before["CreationTime"]
            )
            kept = {key: value for key, value in record.partitions.items() if key != tuple(values)}
            self._put_table(database, table, replace(record, partitions={**kept, target: described}))

    def delete_partition(self, database: str, table: str, values: Sequence[str]) -> None:
        with self._lock:
            record = self.require_table(database, table)
            self._require_partition(record, values)
            kept = {key: value for key, value in record.partitions.items() if key != tuple(values)}
            self._put_table(database, table, replace(record, partitions=kept))

    def require_partition(self, database: str, table: str, values: Sequence[str]) -> Description:
        """Raises EntityNotFoundException."""
        return self._require_partition(self.require_table(database, table), values)

    @staticmethod
    def _require_partition(record: TableRecord, values: Sequence[str]) -> Description:
        found = record.partitions.get(tuple(values))
        if found is None:
            raise not_found("Cannot find partition.")
        return found

    @staticmethod
    def _check_arity(record: TableRecord, values: Sequence[str]) -> None:
        if len(values) != len(record.keys):
            raise invalid_input(ARITY)

    def _described_partition(
        self, database: str, table: str, given: Description, created: datetime
    ) -> Mapping[str, Any]:
        return {
            **records.with_storage_defaults(given),
            "DatabaseName": database.lower(),
            "TableName": table.lower(),
            "CreationTime": created,
            "CatalogId": self.account,
        }
