"""Crawlers through boto3: definitions, runs, and the tables that they leave behind."""

import functools
import gzip
import json
import random
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.crawlers import Crawlers
from tickstack.glue.operations.crawlers import create_crawler
from tickstack.glue.sampling import Source
from tickstack.glue.tags import Tags

if TYPE_CHECKING:
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_s3 import S3Client

TICK = b'{"high": 67.5, "low": 64.61, "ts": "2020-05-13 09:30:00-04:00", "name": "DDOG"}\n'
CRAWLER: Any = {
    "Name": "ticks",
    "Role": "arn:aws:iam::123456789012:role/service/crawl",
    "DatabaseName": "market",
    "Targets": {"S3Targets": [{"Path": "s3://lake/ticks/"}]},
}


@pytest.fixture
def market(glue: "GlueClient") -> "GlueClient":
    glue.create_database(DatabaseInput={"Name": "market"})
    return glue


def put(s3: "S3Client", key: str, body: bytes = TICK) -> None:
    s3.put_object(Bucket="lake", Key=key, Body=body)


def crawl(glue: "GlueClient", name: str = "ticks") -> Any:
    """Run the crawler to its end; gives its description."""
    glue.start_crawler(Name=name)
    return finished(glue, name)


def finished(glue: "GlueClient", name: str) -> Any:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        crawler = glue.get_crawler(Name=name)["Crawler"]
        if crawler["State"] == "READY":
            return crawler
    raise AssertionError(f"{name} is still running")


def tables(glue: "GlueClient") -> dict[str, Any]:
    return {table["Name"]: table for table in glue.get_tables(DatabaseName="market")["TableList"]}


def test_a_new_crawler_is_described_in_full(market: "GlueClient") -> None:
    market.create_crawler(**CRAWLER)
    crawler: Any = market.get_crawler(Name="ticks")["Crawler"]
    assert crawler["Role"] == "service/crawl"
    assert crawler["State"] == "READY"
    assert crawler["Version"] == 1
    assert crawler["CrawlElapsedTime"] == 0
    assert "LastCrawl" not in crawler
    assert crawler["Targets"]["S3Targets"] == [{"Path": "s3://lake/ticks/", "Exclusions": []}]
    assert len(crawler["Targets"]) == 8
    assert crawler["SchemaChangePolicy"] == {
        "UpdateBehavior": "UPDATE_IN_DATABASE",
        "DeleteBehavior": "DEPRECATE_IN_DATABASE",
    }
    assert market.list_crawlers()["CrawlerNames"] == ["ticks"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Targets": {}}, "Targets are not defined"),
        ({"DatabaseName": ""}, "DatabaseName must be provided"),
        (
            {"Targets": {"S3Targets": [{"Path": "s3://nowhere-at-all/ticks"}]}},
            r"Unable to validate s3 target s3://nowhere-at-all/ticks because: Not Found \(Service: Amazon S3; Status",
        ),
        ({"Targets": {"S3Targets": [{"Path": "ticks"}]}}, "not an S3 path"),
        ({"Targets": {"S3Targets": [{"Path": "s3://lake/", "Exclusions": ["[a"]}]}}, r"Missing ']'"),
        ({"Targets": {"JdbcTargets": [{"Path": "x"}]}}, "does not support Glue crawlers with JdbcTargets"),
        ({"Schedule": "cron(* * * * ? *)"}, "The schedule expression is not valid"),
        ({"Configuration": "{"}, "Invalid crawler configuration"),
        ({"RecrawlPolicy": {"RecrawlBehavior": "CRAWL_NEW_FOLDERS_ONLY"}}, "can have only LOG DeleteBehavior"),
    ],
)
def test_what_a_crawler_may_not_be(market: "GlueClient", change: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match=message):
        market.create_crawler(**{**CRAWLER, **change})
    assert market.list_crawlers()["CrawlerNames"] == []


def test_a_schedule(market: "GlueClient") -> None:
    def state() -> Any:
        return market.get_crawler(Name="ticks")["Crawler"].get("Schedule")

    hourly, daily = "cron(0 * * * ? *)", "cron(0 12 * * ? *)"
    market.create_crawler(**CRAWLER)
    assert state() is None
    with pytest.raises(ClientError, match="NoScheduleException"):
        market.start_crawler_schedule(CrawlerName="ticks")
    market.update_crawler(Name="ticks", Schedule=hourly)
    assert state() == {"ScheduleExpression": hourly, "State": "SCHEDULED"}
    market.update_crawler(Name="ticks", Description="new")
    assert state()["State"] == "SCHEDULED"
    with pytest.raises(ClientError, match="SchedulerRunningException"):
        market.start_crawler_schedule(CrawlerName="ticks")
    market.stop_crawler_schedule(CrawlerName="ticks")
    assert state() == {"ScheduleExpression": hourly, "State": "NOT_SCHEDULED"}
    with pytest.raises(ClientError, match="SchedulerNotRunningException"):
        market.stop_crawler_schedule(CrawlerName="ticks")
    market.start_crawler_schedule(CrawlerName="ticks")
    market.update_crawler_schedule(CrawlerName="ticks", Schedule=daily)
    assert state() == {"ScheduleExpression": daily, "State": "SCHEDULED"}
    market.update_crawler(Name="ticks", Schedule="")
    assert state() is None
    with pytest.raises(ClientError, match="EntityNotFoundException"):
        market.update_crawler_schedule(CrawlerName="absent", Schedule=daily)


def test_updates_merge_and_count(market: "GlueClient") -> None:
    market.create_crawler(**CRAWLER)
    market.update_crawler(Name="ticks", Description="new")
    with pytest.raises(ClientError):
        market.update_crawler(Name="ticks", Configuration="{")
    crawler = market.get_crawler(Name="ticks")["Crawler"]
    assert (crawler["Description"], crawler["Version"], crawler["Role"]) == ("new", 2, "service/crawl")


def test_firehoses_objects_become_a_partitioned_table(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/2020/05/14/09/one", TICK * 3)
    put(s3, "ticks/2020/05/14/09/two", TICK)
    put(s3, "ticks/2020/05/14/10/three", TICK.replace(b"67.5", b"NaN"))
    put(s3, "ticks/2020/05/14/10/empty", b"")
    put(s3, "ticks-errors/2020/05/14/10/x", b'{"errorCode": "1"}')
    market.create_crawler(**CRAWLER)
    last = crawl(market)["LastCrawl"]
    assert last["Status"] == "SUCCEEDED"
    assert last["LogGroup"] == "/aws-glue/crawlers"
    ((name, table),) = tables(market).items()
    assert name == "ticks"
    assert table["CreatedBy"] == "arn:aws:sts::123456789012:assumed-role/crawl/AWS-Crawler"
    assert table["PartitionKeys"] == [{"Name": f"partition_{level}", "Type": "string"} for level in range(4)]
    storage = table["StorageDescriptor"]
    assert [(column["Name"], column["Type"]) for column in storage["Columns"]] == [
        ("high", "double"),
        ("low", "double"),
        ("ts", "string"),
        ("name", "string"),
    ]
    assert storage["Location"] == "s3://lake/ticks/"
    assert storage["SerdeInfo"] == {
        "SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe",
        "Parameters": {"paths": "high,low,name,ts"},
    }
    assert storage["Parameters"] == table["Parameters"]
    assert {
        key: table["Parameters"][key] for key in ("classification", "compressionType", "objectCount", "recordCount")
    } == {"classification": "json", "compressionType": "none", "objectCount": "3", "recordCount": "5"}
    partitions = market.get_partitions(DatabaseName="market", TableName="ticks")["Partitions"]
    assert [partition["Values"] for partition in partitions] == [["2020", "05", "14", "09"], ["2020", "05", "14", "10"]]
    assert partitions[0]["StorageDescriptor"]["Location"] == "s3://lake/ticks/2020/05/14/09/"
    assert partitions[0]["Parameters"]["objectCount"] == "2"


def test_a_crawl_again_adds_to_the_same_table(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/2020/05/14/09/one")
    market.create_crawler(**CRAWLER)
    crawl(market)
    crawl(market)
    assert tables(market)["ticks"]["VersionId"] == "0"
    put(s3, "ticks/2020/05/14/10/two", TICK.replace(b"}", b', "volatility": 1}'))
    crawl(market)
    table = tables(market)["ticks"]
    assert table["VersionId"] == "1"
    assert [column["Name"] for column in table["StorageDescriptor"]["Columns"]][-1] == "volatility"
    assert len(market.get_partitions(DatabaseName="market", TableName="ticks")["Partitions"]) == 2
    runs: Any = market.list_crawls(CrawlerName="ticks")["Crawls"]
    assert [run["State"] for run in runs] == ["COMPLETED"] * 3
    summary = json.loads(runs[0]["Summary"])
    assert json.loads(summary["TABLE"]["UPDATE"]) == {"Details": {"names": ["ticks"]}, "Count": 1}
    assert json.loads(summary["PARTITION"]["ADD"]) == {"Details": {"ticks": ["2020/05/14/10"]}, "Count": 1}
    metrics = market.get_crawler_metrics(CrawlerNameList=["ticks"])["CrawlerMetricsList"][0]
    assert (metrics["TablesCreated"], metrics["TablesUpdated"]) == (0, 1)


def test_a_table_that_was_declared_keeps_its_keys_and_gets_partitions(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/2020/05/14/09/one")
    keys: Any = [{"Name": name, "Type": "string"} for name in ("year", "month", "day", "hour")]
    storage: Any = {"Location": "s3://lake/ticks", "Columns": [{"Name": "high", "Type": "string"}]}
    market.create_table(
        DatabaseName="market",
        TableInput={"Name": "prices", "PartitionKeys": keys, "StorageDescriptor": storage},
    )
    log: Any = {"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"}
    market.create_crawler(**CRAWLER, SchemaChangePolicy=log)
    crawl(market)
    ((name, table),) = tables(market).items()
    assert name == "prices"
    assert table["PartitionKeys"] == keys
    assert table["StorageDescriptor"]["Columns"] == [{"Name": "high", "Type": "string"}]
    (partition,) = market.get_partitions(DatabaseName="market", TableName="prices")["Partitions"]
    assert partition["Values"] == ["2020", "05", "14", "09"]


def test_names_are_made_safe_and_never_collide(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "Raw-Ticks/a")
    put(s3, "other/Raw-Ticks/a")
    for number, path in enumerate(("s3://lake/Raw-Ticks", "s3://lake/other/Raw-Ticks/")):
        targets: Any = {"S3Targets": [{"Path": path}]}
        market.create_crawler(**{**CRAWLER, "Name": f"c{number}", "Targets": targets}, TablePrefix="x_")
        crawl(market, f"c{number}")
    first, second = sorted(tables(market))
    assert first == "x_raw_ticks"
    assert second.startswith("x_raw_ticks_")
    assert len(second) == len("x_raw_ticks_") + 32


def test_excluded_and_compressed_objects(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/a.json.gz", gzip.compress(TICK * 2))
    put(s3, "ticks/tmp/b", b"\x00\x01 not JSON")
    targets: Any = {"S3Targets": [{"Path": "s3://lake/ticks/", "Exclusions": ["tmp/**"]}]}
    market.create_crawler(**{**CRAWLER, "Targets": targets})
    assert crawl(market)["LastCrawl"]["Status"] == "SUCCEEDED"
    table = tables(market)["ticks"]
    assert table["PartitionKeys"] == []
    assert table["StorageDescriptor"]["Compressed"] is True
    assert table["Parameters"]["compressionType"] == "gzip"
    assert table["Parameters"]["exclusions"] == '["s3://lake/ticks/tmp/**"]'


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"PAR1\x15\x04", "s3://lake/ticks/a: there is no footer of Parquet"),
        (b"ORC and no more than that", "s3://lake/ticks/a: "),
        (b"Obj\x01", "s3://lake/ticks/a: Malformed header"),
        (b"<x>1</x>", "is xml, which is not supported: JSON, CSV, Parquet, ORC and Avro can be crawled"),
        (b"words only", "is an unknown format"),
        (b"PK\x03\x04", "zip compression is not supported"),
    ],
)
def test_another_format_fails_by_its_name_and_writes_nothing(
    market: "GlueClient", s3: "S3Client", body: bytes, reason: str
) -> None:
    put(s3, "ticks/a", body)
    market.create_crawler(**CRAWLER)
    last = crawl(market)["LastCrawl"]
    assert last["Status"] == "FAILED"
    assert reason in last["ErrorMessage"]
    assert tables(market) == {}
    assert market.list_crawls(CrawlerName="ticks")["Crawls"][0]["State"] == "FAILED"


def test_a_missing_database_fails_the_run(glue: "GlueClient") -> None:
    glue.create_crawler(**CRAWLER)
    assert crawl(glue)["LastCrawl"]["ErrorMessage"] == "Database market not found."


@pytest.mark.parametrize(
    ("behaviour", "left"),
    [("DEPRECATE_IN_DATABASE", {"ticks": True}), ("DELETE_FROM_DATABASE", {}), ("LOG", {"ticks": False})],
)
def test_what_happens_to_a_table_without_data(
    market: "GlueClient", s3: "S3Client", behaviour: Any, left: dict[str, bool]
) -> None:
    put(s3, "ticks/a")
    policy: Any = {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": behaviour}
    market.create_crawler(**CRAWLER, SchemaChangePolicy=policy)
    crawl(market)
    s3.delete_object(Bucket="lake", Key="ticks/a")
    crawl(market)
    marked = {name: "DEPRECATED_BY_CRAWLER" in table["Parameters"] for name, table in tables(market).items()}
    assert marked == left


def test_a_declared_location_without_its_slash_is_still_the_same_place(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/a")
    storage: Any = {"Location": "s3://lake/ticks", "Columns": [{"Name": "high", "Type": "double"}]}
    market.create_table(DatabaseName="market", TableInput={"Name": "prices", "StorageDescriptor": storage})
    output = {"Version": 1.0, "CrawlerOutput": {"Tables": {"AddOrUpdateBehavior": "MergeNewColumns"}}}
    policy: Any = {"DeleteBehavior": "DELETE_FROM_DATABASE"}
    market.create_crawler(**CRAWLER, Configuration=json.dumps(output), SchemaChangePolicy=policy)
    crawl(market)
    crawl(market)
    assert set(tables(market)) == {"prices"}


def test_a_table_whose_folders_get_deeper_drops_its_former_partitions(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/2020/a")
    market.create_crawler(**CRAWLER)
    crawl(market)
    s3.delete_object(Bucket="lake", Key="ticks/2020/a")
    put(s3, "ticks/2020/05/a")
    crawl(market)
    assert len(tables(market)["ticks"]["PartitionKeys"]) == 2
    partitions = market.get_partitions(DatabaseName="market", TableName="ticks")["Partitions"]
    assert [partition["Values"] for partition in partitions] == [["2020", "05"]]


def test_new_columns_can_be_merged_into_what_is_there(market: "GlueClient", s3: "S3Client") -> None:
    put(s3, "ticks/a")
    output = {"Version": 1.0, "CrawlerOutput": {"Tables": {"AddOrUpdateBehavior": "MergeNewColumns"}}}
    market.create_crawler(**CRAWLER, Configuration=json.dumps(output))
    crawl(market)
    put(s3, "ticks/a", b'{"high": "text", "new": 1, "low": 1.5, "ts": "x", "name": "FB"}')
    crawl(market)
    columns = tables(market)["ticks"]["StorageDescriptor"]["Columns"]
    assert [(column["Name"], column["Type"]) for column in columns][0::4] == [("high", "double"), ("new", "int")]


class Later(Executor):
    """Runs nothing until it is told to."""

    def __init__(self) -> None:
        self.tasks: list[Callable[[], object]] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.tasks.append(functools.partial(fn, *args, **kwargs))
        return Future()


def test_a_run_goes_through_its_states_and_can_be_stopped(s3: "S3Client") -> None:
    def clock() -> datetime:
        return datetime(2020, 5, 14, tzinfo=UTC)

    pool = Later()
    catalog = Catalog("123456789012", "us-east-1", clock=clock)
    catalog.create_database({"Name": "market"})
    crawlers = Crawlers(
        catalog, source=lambda: Source(s3), clock=clock, new_id=iter("ab").__next__, pool=pool, chance=random.Random(7)
    )
    create_crawler(crawlers, Tags(), CRAWLER)
    crawlers.start("ticks")
    assert crawlers.require("ticks").state == "RUNNING"
    with pytest.raises(AwsError, match="already started") as caught:
        crawlers.start("ticks")
    assert caught.value.code == "CrawlerRunningException"
    crawlers.stop("ticks")
    assert crawlers.require("ticks").state == "STOPPING"
    with pytest.raises(AwsError) as caught:
        crawlers.stop("ticks")
    assert caught.value.code == "CrawlerStoppingException"
    pool.tasks.pop()()
    crawler = crawlers.require("ticks")
    assert (crawler.state, [run.state for run in crawler.runs]) == ("READY", ["STOPPED"])


def test_a_crawler_that_is_not_running_cannot_be_stopped(market: "GlueClient") -> None:
    market.create_crawler(**CRAWLER)
    with pytest.raises(ClientError, match="Crawler with name ticks is not running"):
        market.stop_crawler(Name="ticks")
    market.delete_crawler(Name="ticks")
    found: Any = market.batch_get_crawlers(CrawlerNames=["ticks"])
    assert (found["Crawlers"], found["CrawlersNotFound"]) == ([], ["ticks"])
