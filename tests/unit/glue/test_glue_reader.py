"""The catalog as planners read it, pages of listings, and the seam for durable state."""

import pickle
from collections.abc import Iterator, MutableMapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.errors import QueryError
from tickstack.glue.catalog import Catalog
from tickstack.glue.model import CatalogReader, Column, Partition, Storage, Table
from tickstack.glue.paging import MalformedTokenError, encode, page
from tickstack.glue.records import DatabaseRecord
from tickstack.glue.table_checks import check_readable, lake_format


class Shelf(MutableMapping[str, DatabaseRecord]):
    """Keeps what is assigned as bytes, as a database on disk does: a change in place would be lost."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def __getitem__(self, key: str) -> DatabaseRecord:
        record: DatabaseRecord = pickle.loads(self._kept[key])
        return record

    def __setitem__(self, key: str, value: DatabaseRecord) -> None:
        self._kept[key] = pickle.dumps(value)

    def __delitem__(self, key: str) -> None:
        del self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def catalog(shelf: Shelf) -> Catalog:
    return Catalog("123456789012", "us-east-1", clock=lambda: datetime(2020, 5, 14, tzinfo=UTC), databases=shelf)


TICKS: dict[str, Any] = {
    "Name": "Ticks",
    "TableType": "EXTERNAL_TABLE",
    "Parameters": {"classification": "json"},
    "PartitionKeys": [{"Name": "day", "Type": "string"}],
    "StorageDescriptor": {
        "Location": "s3://lake/ticks/",
        "Columns": [{"Name": "High", "Type": "double", "Comment": "of the day"}, {"Name": "ts"}],
        "InputFormat": "in",
        "OutputFormat": "out",
        "SerdeInfo": {"SerializationLibrary": "serde", "Parameters": {"paths": "high"}},
        "Parameters": {"objectCount": "1"},
    },
}


def test_a_reader_sees_tables_and_partitions_without_glues_shapes() -> None:
    made = catalog(Shelf())
    made.create_database({"Name": "market"})
    made.create_table("market", TICKS, "someone")
    made.create_table("market", {"Name": "highs", "TableType": "VIRTUAL_VIEW", "ViewOriginalText": "/* */"}, "someone")
    for day in ("15", "14"):
        storage = {"Location": f"s3://lake/ticks/{day}/"}
        made.create_partitions("market", "ticks", [{"Values": [day], "StorageDescriptor": storage}])
    reader: CatalogReader = made
    assert reader.databases() == ["market"]
    assert reader.tables("Market") == ["highs", "ticks"]
    assert reader.table("MARKET", "TICKS") == Table(
        database="market",
        name="ticks",
        storage=Storage(
            location="s3://lake/ticks/",
            columns=(Column("high", "double", "of the day"), Column("ts", "string")),
            serde="serde",
            serde_parameters={"paths": "high"},
            input_format="in",
            output_format="out",
            parameters={"objectCount": "1"},
        ),
        partition_keys=(Column("day", "string"),),
        parameters={"classification": "json"},
    )
    assert reader.partitions("market", "ticks") == [
        Partition(("14",), Storage("s3://lake/ticks/14/", ())),
        Partition(("15",), Storage("s3://lake/ticks/15/", ())),
    ]
    view = reader.table("market", "highs")
    assert view is not None
    assert (view.table_type, view.view_text, view.storage.location) == ("VIRTUAL_VIEW", "/* */", "")
    assert reader.table("market", "none") is reader.table("none", "none") is None
    assert [*reader.tables("none"), *reader.partitions("none", "none")] == []


def test_every_change_is_assigned_to_the_mapping_of_databases() -> None:
    shelf = Shelf()
    made = catalog(shelf)
    made.create_database({"Name": "market"})
    made.create_table("market", TICKS, "someone")
    made.create_partitions("market", "ticks", [{"Values": ["14"]}, {"Values": ["15"]}])
    made.update_partition("market", "ticks", ["14"], {"Values": ["16"]})
    made.delete_partition("market", "ticks", ["15"])
    made.update_table("market", {**TICKS, "Description": "new"})
    made.update_table("market", TICKS)
    made.delete_version("market", "ticks", 0)
    made.update_database("market", {"Name": "market", "Description": "prices"})
    again = catalog(shelf)
    record = again.require_table("market", "ticks")
    assert (sorted(record.versions), list(record.partitions)) == ([1, 2], [("16",)])
    assert again.require_database("market").description["Description"] == "prices"


@given(st.lists(st.text(), unique=True), st.integers(1, 4))
def test_pages_give_everything_once_in_order(names: list[str], limit: int) -> None:
    found: list[str] = []
    token = None
    while True:
        items, token = page(sorted(names), str, limit=limit, token=token)
        found += items
        if token is None:
            break
    assert found == sorted(names)


def test_a_deletion_between_pages_loses_nothing() -> None:
    first, token = page(["a", "b", "c"], str, limit=1, token=None)
    rest, _ = page(["b", "c"], str, limit=9, token=token)
    assert [*first, *rest] == ["a", "b", "c"]


@pytest.mark.parametrize("token", ["not a token", encode(7), encode(["a"])])
def test_a_token_of_something_else_is_malformed(token: str) -> None:
    with pytest.raises(MalformedTokenError):
        page(["a"], str, limit=1, token=token)


def test_columns_that_are_there_twice() -> None:
    made = catalog(Shelf())
    made.create_database({"Name": "market"})
    made.create_table("market", {**TICKS, "PartitionKeys": [{"Name": "HIGH", "Type": "string"}]}, "someone")
    table = made.table("market", "ticks")
    assert table is not None
    with pytest.raises(QueryError) as caught:
        check_readable(table)
    assert str(caught.value) == (
        "HIVE_INVALID_METADATA: Hive metadata for table ticks is invalid: Table descriptor contains duplicate columns"
    )


def test_hudi_is_known_by_its_input_format() -> None:
    assert lake_format({}, "org.apache.hudi.hadoop.HoodieParquetInputFormat") == "Hudi"
    assert lake_format({"EXTERNAL": "TRUE"}, "org.apache.hadoop.mapred.TextInputFormat") is None
