"""The databases of a catalog as rows of a store: a change costs what has changed, and not what the database holds.

Records are immutable, so that what is the same object has not changed: an assignment is compared with what it
replaces, and only the rows that differ are written, in one transaction.
"""

from collections.abc import Iterator, Mapping, MutableMapping

from tickstack.durable.mapping import Records
from tickstack.durable.store import Change, Store
from tickstack.durable.values import Codec
from tickstack.glue.records import DatabaseRecord, Description, TableRecord

_NO_DATABASE = DatabaseRecord({})
_NO_TABLE = TableRecord({}, -1)


class DurableDatabases(MutableMapping[str, DatabaseRecord]):
    """What ``Catalog`` keeps its databases in; read from memory, written to ``store`` first."""

    def __init__(self, store: Store, owner: str) -> None:
        codec = Codec()
        self._store = store
        self._databases = Records[str, Description](f"{owner}/glue/databases", codec)
        self._tables = Records[tuple[str, str], int](f"{owner}/glue/tables", codec)
        self._versions = Records[tuple[str, str, int], Description](f"{owner}/glue/versions", codec)
        self._partitions = Records[tuple[str, str, tuple[str, ...]], Description](f"{owner}/glue/partitions", codec)
        self._indexes = Records[tuple[str, str, str], tuple[str, ...]](f"{owner}/glue/partition_indexes", codec)
        self._kept = self._read()

    def __getitem__(self, key: str) -> DatabaseRecord:
        return self._kept[key]

    def __setitem__(self, key: str, value: DatabaseRecord) -> None:
        before = self._kept.get(key, _NO_DATABASE)
        changes = list(self._table_changes(key, before.tables, value.tables))
        if value.description is not before.description:
            changes.append(self._databases.put(key, value.description))
        self._store.apply(changes)
        self._kept[key] = value

    def __delitem__(self, key: str) -> None:
        before = self._kept[key]
        self._store.apply([self._databases.drop(key), *self._table_changes(key, before.tables, {})])
        del self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def _table_changes(
        self, database: str, before: Mapping[str, TableRecord], after: Mapping[str, TableRecord]
    ) -> Iterator[Change]:
        for name, old, new in _differences(before, after):
            old_table, new_table = old or _NO_TABLE, new or _NO_TABLE
            if new is None:
                yield self._tables.drop((database, name))
            elif new_table.current != old_table.current:
                yield self._tables.put((database, name), new_table.current)
            for number, _, version in _differences(old_table.versions, new_table.versions):
                place = (database, name, number)
                yield self._versions.drop(place) if version is None else self._versions.put(place, version)
            for values, _, partition in _differences(old_table.partitions, new_table.partitions):
                spot = (database, name, values)
                yield self._partitions.drop(spot) if partition is None else self._partitions.put(spot, partition)

            for index, _, keys in _differences(old_table.indexes, new_table.indexes):
                named = (database, name, index)
                yield self._indexes.drop(named) if keys is None else self._indexes.put(named, keys)

    def _read(self) -> dict[str, DatabaseRecord]:
        versions: dict[tuple[str, str], dict[int, Description]] = {}
        for (database, table, number), description in self._versions.all(self._store).items():
            versions.setdefault((database, table), {})[number] = description
        partitions: dict[tuple[str, str], dict[tuple[str, ...], Description]] = {}
        for (database, table, values), description in self._partitions.all(self._store).items():
            partitions.setdefault((database, table), {})[values] = description
        indexes: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
        for (database, table, index), keys in self._indexes.all(self._store).items():
            indexes.setdefault((database, table), {})[index] = keys
        tables: dict[str, dict[str, TableRecord]] = {}
        for place, current in self._tables.all(self._store).items():
            database, table = place
            record = TableRecord(versions[place], current, partitions.get(place, {}), indexes.get(place, {}))
            tables.setdefault(database, {})[table] = record
        databases = self._databases.all(self._store)
        return {name: DatabaseRecord(description, tables.get(name, {})) for name, description in databases.items()}


def _differences[K, V](before: Mapping[K, V], after: Mapping[K, V]) -> Iterator[tuple[K, V | None, V | None]]:
    """The keys whose values are not the same object, with both values; None where there is none."""
    if before is after:
        return
    for key, new in after.items():
        old = before.get(key)
        if old is not new:
            yield key, old, new
    for key, old in before.items():
        if key not in after:
            yield key, old, None
