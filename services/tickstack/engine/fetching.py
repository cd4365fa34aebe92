"""The tables of a statement brought to the database's folder: each becomes a SELECT, and is counted in bytes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from tickstack.glue.model import CatalogReader
from tickstack.sql.hidden_columns import HIDDEN
from tickstack.sql.stopping import StoppedError
from tickstack.sql.translate import Scan
from tickstack.tables import parquet, scan
from tickstack.tables.files import ObjectStore, StoredObject, parts
from tickstack.tables.kept import Kept


class TableFiles:
    """Fetches tables into ``folder``, which ``connection`` may read."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        store: ObjectStore,
        catalog: CatalogReader,
        kept: Kept,
    ) -> None:
        self._connection = connection
        self._folder = folder
        self._store = store
        self._catalog = catalog
        self._kept = kept

    def fetch(self, each: Scan, stop: Callable[[], bool]) -> tuple[str, int]:
        """The SELECT that reads a table, and the bytes that the plan's scans of it read. Raises StoppedError."""
        table = each.table
        found = parts(table, lambda: self._catalog.partitions(table.database, table.name), self._store)
        spool = scan.Spool(self._folder / each.name)
        scan.fill(spool, found, table, self._store, self._kept, stop)
        if stop():
            raise StoppedError
        footers = self._footers(spool.objects)
        uses = _uses(each)
        size = sum(scan.size(part, spool.files.get(number, ()), footers, uses) for number, part in enumerate(found))
        reader = parquet.Reader(table, footers, {path: item.url for path, item in spool.objects.items()})
        hidden = any(use is None or not use.isdisjoint(HIDDEN) for use in uses)
        return scan.select(table, found, spool, reader, hidden=hidden), size

    def _footers(self, objects: Mapping[str, StoredObject]) -> dict[str, parquet.Footer]:
        known = {path: footer for path, item in objects.items() if (footer := self._kept.footer(item))}
        read = parquet.footers(self._ask, self._describe, [path for path in objects if path not in known])
        for path, footer in read.items():
            self._kept.note(objects[path], footer)
        return known | read

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _describe(self, sql: str) -> list[tuple[str, Any]]:
        relation = self._connection.sql(sql)
        return list(zip(relation.columns, relation.types, strict=True))


def _uses(each: Scan) -> list[scan.Columns]:
    """What each scan of the plan reads: a query of WITH is written once, and scanned wherever it is used."""
    uses = list(each.uses)
    every = None if None in uses else frozenset().union(*(use for use in uses if use is not None))
    return [*uses, *([every] * (each.count - len(uses)))][: each.count]
