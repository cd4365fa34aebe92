"""SearchTables and partition indexes through boto3."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_glue import GlueClient

KEYS: Any = [{"Name": "day", "Type": "string"}, {"Name": "hour", "Type": "int"}, {"Name": "at", "Type": "date"}]


@pytest.fixture
def tables(glue: "GlueClient") -> "GlueClient":
    for database in ("market", "raw"):
        glue.create_database(DatabaseInput={"Name": database})
    glue.create_table(
        DatabaseName="market",
        TableInput={"Name": "stock_ticks", "Description": "Prices by minute", "PartitionKeys": KEYS},
        PartitionIndexes=[{"IndexName": "by_day", "Keys": ["Day"]}],
    )
    glue.create_table(
        DatabaseName="raw",
        TableInput={
            "Name": "ticks",
            "TableType": "EXTERNAL_TABLE",
            "Parameters": {"classification": "json"},
            "StorageDescriptor": {"Columns": [{"Name": "price", "Type": "double", "Comment": "in dollars"}]},
        },
    )
    glue.create_table(DatabaseName="raw", TableInput={"Name": "tickstack", "PartitionKeys": KEYS})
    return glue


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ({}, ["stock_ticks", "ticks", "tickstack"]),
        ({"SearchText": "ticks"}, ["stock_ticks", "ticks"]),
        ({"SearchText": '"ticks"'}, ["ticks"]),
        ({"SearchText": "stock ticks"}, ["stock_ticks"]),
        ({"SearchText": "PRICE"}, ["ticks"]),
        ({"SearchText": "dollars"}, ["ticks"]),
        ({"SearchText": "minute"}, ["stock_ticks"]),
        ({"SearchText": "raw"}, ["ticks", "tickstack"]),
        ({"SearchText": "absent"}, []),
        ({"Filters": [{"Key": "DatabaseName", "Value": "raw"}]}, ["ticks", "tickstack"]),
        ({"Filters": [{"Key": "classification", "Value": "json"}]}, ["ticks"]),
        ({"Filters": [{"Key": "Name", "Value": "ticks"}], "SearchText": "stock"}, ["stock_ticks"]),
        ({"SortCriteria": [{"FieldName": "Name", "Sort": "DESC"}]}, ["tickstack", "ticks", "stock_ticks"]),
        ({"ResourceShareType": "FOREIGN"}, []),
    ],
)
def test_tables_are_found_by_their_words(tables: "GlueClient", request_: dict[str, Any], found: list[str]) -> None:
    assert [table["Name"] for table in tables.search_tables(**request_)["TableList"]] == found


def test_a_search_has_pages(tables: "GlueClient") -> None:
    first: Any = tables.search_tables(MaxResults=2)
    second: Any = tables.search_tables(MaxResults=2, NextToken=first["NextToken"])
    assert [len(first["TableList"]), len(second["TableList"])] == [2, 1]
    assert "NextToken" not in second


def test_what_a_search_does_not_compare_is_refused_by_name(tables: "GlueClient") -> None:
    with pytest.raises(ClientError, match="does not support Glue SearchTables with a filter that has a Comparator"):
        tables.search_tables(Filters=[{"Key": "CreateTime", "Value": "2020", "Comparator": "LESS_THAN"}])


def indexes(glue: "GlueClient", table: str = "stock_ticks") -> list[tuple[str, list[str], str]]:
    found = glue.get_partition_indexes(DatabaseName="market", TableName=table)["PartitionIndexDescriptorList"]
    return [(each["IndexName"], [key["Name"] for key in each["Keys"]], each["IndexStatus"]) for each in found]


def test_partition_indexes(tables: "GlueClient") -> None:
    place: Any = {"DatabaseName": "market", "TableName": "stock_ticks"}
    assert indexes(tables) == [("by_day", ["day"], "ACTIVE")]
    tables.create_partition_index(**place, PartitionIndex={"IndexName": "both", "Keys": ["day", "hour"]})
    assert indexes(tables)[1:] == [("both", ["day", "hour"], "ACTIVE")]
    tables.update_table(DatabaseName="market", TableInput={"Name": "stock_ticks", "PartitionKeys": KEYS})
    assert len(indexes(tables)) == 2
    tables.delete_partition_index(**place, IndexName="by_day")
    assert [name for name, _, _ in indexes(tables)] == ["both"]
    tables.delete_table(DatabaseName="market", Name="stock_ticks")
    tables.create_table(DatabaseName="market", TableInput={"Name": "stock_ticks", "PartitionKeys": KEYS})
    assert indexes(tables) == []


@pytest.mark.parametrize(
    ("index", "code"),
    [
        ({"IndexName": "by_day", "Keys": ["hour"]}, "AlreadyExistsException"),
        ({"IndexName": "again", "Keys": ["day"]}, "AlreadyExistsException"),
        ({"IndexName": "x", "Keys": ["absent"]}, "InvalidInputException"),
        ({"IndexName": "x", "Keys": ["at"]}, "InvalidInputException"),
    ],
)
def test_an_index_is_refused(tables: "GlueClient", index: Any, code: str) -> None:
    with pytest.raises(ClientError) as caught:
        tables.create_partition_index(DatabaseName="market", TableName="stock_ticks", PartitionIndex=index)
    assert caught.value.response["Error"]["Code"] == code


def test_a_table_has_at_most_three_indexes(tables: "GlueClient") -> None:
    place: Any = {"DatabaseName": "market", "TableName": "stock_ticks"}
    for name, keys in (("b", ["hour"]), ("c", ["hour", "day"])):
        tables.create_partition_index(**place, PartitionIndex={"IndexName": name, "Keys": keys})
    with pytest.raises(ClientError, match="ResourceNumberLimitExceededException"):
        tables.create_partition_index(**place, PartitionIndex={"IndexName": "d", "Keys": ["day", "hour"]})
    with pytest.raises(ClientError, match="EntityNotFoundException"):
        tables.delete_partition_index(**place, IndexName="d")
