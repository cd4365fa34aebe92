"""The tables of a statement brought to the database's folder: each becomes a SELECT, and is counted in bytes."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from tickstack.glue.model import CatalogReader, Partition, Table
from tickstack.sql.queries.hidden_columns import HIDDEN
from tickstack.sql.static_values import static_values
from tickstack.sql.stopping import StoppedError
from tickstack.sql.translate import Scan, Use
from tickstack.tables import keys, parquet, partition_types, projection, scan
from tickstack.tables.columnar import Footer
from tickstack.tables.columnar_reader import Reader
from tickstack.tables.files import ObjectStore, StoredObject, Values, parts
from tickstack.tables.kept import Kept

type _Chosen = tuple[Use, set[Values]]
"""A use of a table, and the partitions that it reads."""


class TableFiles:
    """Fetches tables into ``folder``, which ``connection`` may read."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        store: ObjectStore,
        catalog: CatalogReader,
        kept: Kept,
        supply: Callable[[str], None],
    ) -> None:
        self._supply = supply
        self._connection = connection
        self._folder = folder
        self._store = store
        self._catalog = catalog
        self._kept = kept

    def fetch(self, each: Scan, stop: Callable[[], bool]) -> tuple[str, int]:
        """The SELECT that reads a table, and the bytes that the plan's scans of it read. Raises StoppedError."""
        table = each.table
        chosen: list[_Chosen] = [(use, set()) for use in _uses(each)]
        found = parts(
            table,
            lambda: self._partitions(table, [use for use, _ in chosen]),
            self._store,
            lambda values: self._wanted(table, values, chosen),
            stop,
        )
        partition_types.check(table, found)
        spool = scan.Spool(self._folder / each.name)
        scan.fill(spool, found, table, self._store, self._kept, stop)
        if stop():
            raise StoppedError
        footers = spool.footers | self._footers(spool.unread)
        size = sum(
            scan.size(part, spool.files.get(number, ()), footers, use.columns)
            for number, part in enumerate(found)
            for use, values in chosen
            if not table.partition_keys or part.values in values
        )
        size = size * each.count // len(chosen)
        reader = Reader(table, footers, spool.objects)
        hidden = any(use.columns is None or not use.columns.isdisjoint(HIDDEN) for use, _ in chosen)
        return scan.select(table, found, spool, reader, hidden=hidden), size

    def _partitions(self, table: Table, uses: Sequence[Use]) -> Sequence[Partition]:
        if projection.projected(table):
            keys = projection.injected(table)
            given = {key: values for key in keys if (values := self._given(key, uses)) is not None}
            return projection.partitions(table, given)
        return self._catalog.partitions(table.database, table.name)

    def _given(self, key: str, uses: Sequence[Use]) -> list[str] | None:
        """The values of a key that the statement asks for, None unless each use of the table says some."""
        asked = [[made for each in use.conditions if (made := static_values(each, key))] for use in uses]
        if not all(asked):
            return None
        lists = [made for each in asked for made in each]
        sql = " UNION ".join(f"SELECT CAST(unnest({made}) AS VARCHAR)" for made in lists)
        self._supply(sql)
        return sorted(value for (value,) in self._ask(sql) if value is not None)

    def _wanted(self, table: Table, values: Sequence[Values], chosen: list[_Chosen]) -> set[Values]:
        """The partitions that any use reads; each use is given its own."""
        for use, own in chosen:
            own.update(self._pruned(table, values, use))
        return {each for _, own in chosen for each in own}

    def _pruned(self, table: Table, values: Sequence[Values], use: Use) -> Sequence[Values]:
        if not use.conditions or not values:
            return values
        relation = keys.of_values(table, values, use.relation)
        sql = f"SELECT {keys.NUMBER} FROM {relation} WHERE {' AND '.join(use.conditions)}"
        try:
            self._supply(sql)
            return [values[number] for (number,) in self._ask(sql)]
        except duckdb.Error:  # the statement itself will tell, if it comes to that
            return values

    def _footers(self, objects: Mapping[str, StoredObject]) -> dict[str, Footer]:
        read = parquet.footers(self._ask, self._describe, list(objects))
        for path, footer in read.items():
            self._kept.note(objects[path], footer)
        return read

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _describe(self, sql: str) -> list[tuple[str, Any]]:
        relation = self._connection.sql(sql)
        return list(zip(relation.columns, relation.types, strict=True))


def _uses(each: Scan) -> list[Use]:
    """The places that name a table; a query of WITH is written once, and scanned wherever it is used, or nowhere."""
    uses = each.uses or (Use(""),)
    return [uses[number % len(uses)] for number in range(max(each.count, len(uses)))]
