"""A catalog whose databases are rows of a store, against one whose databases are a dict; reopened at any moment."""

import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tickstack.durable.store import Change, Store
from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.durable_databases import DurableDatabases
from tickstack.glue.records import DatabaseRecord

NAMES = st.sampled_from(["a", "B"])
TEXT = st.sampled_from(["", "x", "ÿ"])
VALUES = st.lists(st.sampled_from(["14", "15"]), min_size=2, max_size=2)
OWNER = "123456789012/us-east-1"


def catalog(databases: Any) -> Catalog:
    return Catalog("123456789012", "us-east-1", clock=lambda: datetime(2020, 5, 14, tzinfo=UTC), databases=databases)


def table(name: str, text: str) -> dict[str, Any]:
    keys = [{"Name": "day"}, {"Name": "hour"}]
    return {"Name": name, "Description": text, "PartitionKeys": keys}


class CatalogMachine(RuleBasedStateMachine):
    """Every change is made to both catalogs; what one refuses, so does the other."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        self._model: dict[str, DatabaseRecord] = {}
        self._open()

    def _open(self) -> None:
        self._store = Store(self._folder / "state.sqlite")
        self._databases = DurableDatabases(self._store, OWNER)
        self._catalogs = (catalog(self._model), catalog(self._databases))

    def _both(self, method: str, *given: Any, **options: Any) -> None:
        for each in self._catalogs:
            with suppress(AwsError):
                getattr(each, method)(*given, **options)

    @rule(name=NAMES, text=TEXT)
    def create_database(self, name: str, text: str) -> None:
        self._both("create_database", {"Name": name, "Description": text})

    @rule(name=NAMES, text=TEXT)
    def update_database(self, name: str, text: str) -> None:
        self._both("update_database", name, {"Name": name, "Description": text})

    @rule(name=NAMES)
    def delete_database(self, name: str) -> None:
        self._both("delete_database", name)

    @rule(database=NAMES, name=NAMES, text=TEXT)
    def create_table(self, database: str, name: str, text: str) -> None:
        self._both("create_table", database, table(name, text), "someone")

    @rule(database=NAMES, name=NAMES, text=TEXT, skip=st.booleans())
    def update_table(self, database: str, name: str, text: str, skip: bool) -> None:
        self._both("update_table", database, table(name, text), skip_archive=skip)

    @rule(database=NAMES, name=NAMES)
    def delete_table(self, database: str, name: str) -> None:
        self._both("delete_table", database, name)

    @rule(database=NAMES, name=NAMES)
    def delete_oldest_version(self, database: str, name: str) -> None:
        record = self._catalogs[0].find_table(database, name)
        if record is not None and min(record.versions) != record.current:
            self._both("delete_version", database, name, min(record.versions))

    @rule(database=NAMES, name=NAMES, values=st.lists(VALUES))
    def create_partitions(self, database: str, name: str, values: list[list[str]]) -> None:
        self._both("create_partitions", database, name, [{"Values": item} for item in values])

    @rule(database=NAMES, name=NAMES, values=VALUES, new=VALUES, text=TEXT)
    def update_partition(self, database: str, name: str, values: list[str], new: list[str], text: str) -> None:
        self._both("update_partition", database, name, values, {"Values": new, "Parameters": {"text": text}})

    @rule(database=NAMES, name=NAMES, values=VALUES)
    def delete_partition(self, database: str, name: str, values: list[str]) -> None:
        self._both("delete_partition", database, name, values)

    @rule(database=NAMES, name=NAMES, indexes=st.dictionaries(TEXT, st.sampled_from([("day",), ("hour", "day")])))
    def index_partitions(self, database: str, name: str, indexes: dict[str, tuple[str, ...]]) -> None:
        self._both("index_partitions", database, name, indexes)

    @rule()
    def reopen(self) -> None:
        self._store.close()
        self._open()

    @invariant()
    def equal(self) -> None:
        assert dict(self._databases) == self._model

    def teardown(self) -> None:
        self._store.close()
        shutil.rmtree(self._folder)


CatalogMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
test_the_durable_catalog_is_the_catalog = CatalogMachine.TestCase


class CountingStore(Store):
    """Counts the rows that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = 0

    def apply(self, changes: Any) -> None:
        listed: list[Change] = list(changes)
        self.written += len(listed)
        super().apply(listed)


def test_a_change_writes_the_rows_that_it_changes() -> None:
    store = CountingStore()
    made = catalog(DurableDatabases(store, OWNER))
    made.create_database({"Name": "market"})
    made.create_table("market", table("ticks", ""), "someone")
    made.create_partitions("market", "ticks", [{"Values": [str(day), "0"]} for day in range(1000)])
    for change, rows in (
        (lambda: made.create_partitions("market", "ticks", [{"Values": ["new", "0"]}]), 1),
        (lambda: made.update_partition("market", "ticks", ["7", "0"], {"Parameters": {"a": "b"}}), 1),
        (lambda: made.update_partition("market", "ticks", ["7", "0"], {"Values": ["seven", "0"]}), 2),
        (lambda: made.delete_partition("market", "ticks", ["new", "0"]), 1),
        (lambda: made.update_table("market", table("ticks", "x")), 2),
        (lambda: made.update_database("market", {"Name": "market"}), 1),
    ):
        before = store.written
        change()
        assert store.written - before == rows
    store.close()
