"""Partitions through boto3."""

import functools
import operator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tickstack.glue.paging import encode

if TYPE_CHECKING:
    from mypy_boto3_glue import GlueClient

TABLE: Any = {"DatabaseName": "market", "TableName": "ticks"}


def part(*values: str, location: str = "s3://lake/ticks/") -> Any:
    columns = [{"Name": "high", "Type": "double"}]
    return {"Values": list(values), "StorageDescriptor": {"Location": location, "Columns": columns}}


@pytest.fixture
def ticks(glue: "GlueClient") -> "GlueClient":
    keys: Any = [{"Name": "year", "Type": "int"}, {"Name": "day", "Type": "string"}]
    glue.create_database(DatabaseInput={"Name": "market"})
    glue.create_table(DatabaseName="market", TableInput={"Name": "ticks", "PartitionKeys": keys})
    return glue


def listed(glue: "GlueClient", **request: Any) -> list[list[str]]:
    pages = glue.get_paginator("get_partitions").paginate(**TABLE, **request)
    return [partition["Values"] for page in pages for partition in page["Partitions"]]


def test_a_batch_reports_what_exists_and_adds_the_others(ticks: "GlueClient") -> None:
    ticks.create_partition(**TABLE, PartitionInput=part("2020", "14"))
    entries = [part("2020", "14"), part("2020", "15")]
    answer: Any = ticks.batch_create_partition(**TABLE, PartitionInputList=entries)
    assert answer["Errors"] == [
        {
            "PartitionValues": ["2020", "14"],
            "ErrorDetail": {"ErrorCode": "AlreadyExistsException", "ErrorMessage": "Partition already exists."},
        }
    ]
    assert listed(ticks) == [["2020", "14"], ["2020", "15"]]


def test_one_wrong_number_of_values_fails_the_whole_batch(ticks: "GlueClient") -> None:
    with pytest.raises(ClientError, match="number of partition keys do not match the number of partition values"):
        ticks.batch_create_partition(**TABLE, PartitionInputList=[part("2020", "14"), part("2020")])
    assert listed(ticks) == []


def test_a_partition_has_its_own_storage(ticks: "GlueClient") -> None:
    ticks.create_partition(**TABLE, PartitionInput=part("2020", "14", location="s3://lake/ticks/14/"))
    found: Any = ticks.get_partition(**TABLE, PartitionValues=["2020", "14"])["Partition"]
    assert found["StorageDescriptor"]["Location"] == "s3://lake/ticks/14/"
    assert found["StorageDescriptor"]["Compressed"] is False
    assert (found["DatabaseName"], found["TableName"], found["CatalogId"]) == ("market", "ticks", "123456789012")
    bare: Any = ticks.get_partitions(**TABLE, ExcludeColumnSchema=True)["Partitions"]
    assert "Columns" not in bare[0]["StorageDescriptor"]


def test_a_page_that_is_not_full_still_has_a_token(ticks: "GlueClient") -> None:
    assert "NextToken" not in ticks.get_partitions(**TABLE)
    ticks.create_partition(**TABLE, PartitionInput=part("2020", "14"))
    first: Any = ticks.get_partitions(**TABLE)
    second: Any = ticks.get_partitions(**TABLE, NextToken=first["NextToken"])
    assert len(first["Partitions"]) == 1
    assert second["Partitions"] == []
    assert "NextToken" not in second
    for token in ("?", encode([7]), encode("x")):
        with pytest.raises(ClientError, match="Invalid token"):
            ticks.get_partitions(**TABLE, NextToken=token)


def test_segments_share_the_partitions_out(ticks: "GlueClient") -> None:
    ticks.batch_create_partition(**TABLE, PartitionInputList=[part("2020", str(day)) for day in range(20)])
    segments = [listed(ticks, Segment={"SegmentNumber": number, "TotalSegments": 3}) for number in range(3)]
    assert sorted(functools.reduce(operator.iadd, segments, [])) == listed(ticks)
    assert all(segments)


def test_an_expression_chooses(ticks: "GlueClient") -> None:
    ticks.batch_create_partition(**TABLE, PartitionInputList=[part("2020", "9"), part("2020", "10"), part("2021", "1")])
    assert listed(ticks, Expression="year = '2020' AND day > '1'") == [["2020", "10"], ["2020", "9"]]
    with pytest.raises(ClientError, match="Invalid partition expression!"):
        listed(ticks, Expression="month = 5")


def test_an_update_may_move_a_partition(ticks: "GlueClient") -> None:
    ticks.batch_create_partition(**TABLE, PartitionInputList=[part("2020", "14"), part("2020", "15")])
    ticks.update_partition(**TABLE, PartitionValueList=["2020", "14"], PartitionInput=part("2020", "16"))
    assert listed(ticks) == [["2020", "15"], ["2020", "16"]]
    with pytest.raises(ClientError, match="Partition already exists"):
        ticks.update_partition(**TABLE, PartitionValueList=["2020", "15"], PartitionInput=part("2020", "16"))


def test_batches_of_reads_updates_and_deletions(ticks: "GlueClient") -> None:
    ticks.batch_create_partition(**TABLE, PartitionInputList=[part("2020", "14"), part("2020", "15")])
    asked: Any = [{"Values": ["2020", "15"]}, {"Values": ["1", "1"]}, {"Values": ["2020", "14"]}]
    read: Any = ticks.batch_get_partition(**TABLE, PartitionsToGet=asked)
    assert [partition["Values"] for partition in read["Partitions"]] == [["2020", "15"], ["2020", "14"]]
    assert read["UnprocessedKeys"] == []
    entry: Any = {"PartitionValueList": ["1", "1"], "PartitionInput": part("1", "1")}
    updated: Any = ticks.batch_update_partition(**TABLE, Entries=[entry])
    assert updated["Errors"][0]["ErrorDetail"]["ErrorMessage"] == "Partition [1, 1] not found"
    deleted: Any = ticks.batch_delete_partition(**TABLE, PartitionsToDelete=asked[:2])
    assert deleted["Errors"][0]["ErrorDetail"]["ErrorMessage"] == "Partition not found"
    assert listed(ticks) == [["2020", "14"]]
