"""Athena and Glue after a restart: a service on the state that the former one left, or held when it was killed."""

import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tickstack.durable.store import Store

type Opened = Callable[[Store | None], AbstractContextManager[str]]

TICKS = "SELECT name, high FROM ticks"
TOKEN = "t" * 32
OUTPUT: Any = {"OutputLocation": "s3://results/out/"}
PLACES = (("123456789012", "us-east-1"), ("123456789012", "eu-west-1"), ("999999999999", "us-east-1"))


def client(url: str, service: Any, account: str = "123456789012", region: str = "us-east-1") -> Any:
    config = Config(retries={"max_attempts": 1})
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="x",
        config=config,
    )


def start(athena: Any, text: str, **request: Any) -> str:
    identity: str = athena.start_query_execution(QueryString=text, ResultConfiguration=OUTPUT, **request)[
        "QueryExecutionId"
    ]
    return identity


def finished(athena: Any, identity: str) -> Any:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        execution = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
    raise AssertionError(f"{identity} is still running")


def fill(url: str, account: str, region: str) -> None:
    """Something of every kind that is kept; named after its place, so that places cannot be mixed up."""
    glue, athena = client(url, "glue", account, region), client(url, "athena", account, region)
    mark = f"{account} {region}"
    table: Any = {
        "Name": "ticks",
        "Description": mark,
        "PartitionKeys": [{"Name": "day", "Type": "string"}],
        "StorageDescriptor": {"Columns": [{"Name": "high", "Type": "double"}], "Location": "s3://results/ticks/"},
    }
    glue.create_database(DatabaseInput={"Name": "market", "Description": mark}, Tags={"place": mark})
    glue.create_database(DatabaseInput={"Name": "dropped"})
    glue.create_table(DatabaseName="market", TableInput=table)
    glue.create_table(DatabaseName="market", TableInput={"Name": "dropped"})
    glue.create_table(DatabaseName="dropped", TableInput=table)
    glue.update_table(DatabaseName="market", TableInput={**table, "Parameters": {"a": "b"}})
    for day in ("14", "15", "16"):
        glue.create_partition(DatabaseName="market", TableName="ticks", PartitionInput={"Values": [day]})
    glue.delete_partition(DatabaseName="market", TableName="ticks", PartitionValues=["15"])
    glue.delete_table(DatabaseName="market", Name="dropped")
    glue.delete_database(Name="dropped")
    targets: Any = {"S3Targets": [{"Path": "s3://results/ticks/"}]}
    glue.create_crawler(Name="crawler", Role="role", DatabaseName="market", Targets=targets, Tags={"place": mark})
    glue.create_crawler(Name="dropped", Role="role", DatabaseName="market", Targets=targets)
    glue.delete_crawler(Name="dropped")
    glue.start_crawler(Name="crawler")
    while glue.get_crawler(Name="crawler")["Crawler"]["State"] != "READY":
        time.sleep(0.01)
    athena.create_work_group(Name="team", Configuration={"ResultConfiguration": OUTPUT}, Description=mark)
    athena.tag_resource(
        ResourceARN=f"arn:aws:athena:{region}:{account}:workgroup/team", Tags=[{"Key": "k", "Value": mark}]
    )
    athena.create_named_query(Name="highs", Database="market", QueryString=mark, ClientRequestToken=TOKEN)
    athena.create_prepared_statement(StatementName="stmt", WorkGroup="team", QueryStatement=mark, Description=mark)
    for text in (TICKS, "SELECT missing", f"SELECT '{mark}'"):
        finished(athena, start(athena, text, ClientRequestToken=TOKEN if text == TICKS else "n" * 32 + text))


def answers(url: str, account: str, region: str) -> dict[str, Any]:
    """Every answer that is to survive."""
    glue, athena = client(url, "glue", account, region), client(url, "athena", account, region)
    group = f"arn:aws:athena:{region}:{account}:workgroup/team"
    ids = athena.list_query_executions()["QueryExecutionIds"]
    calls: dict[str, Callable[[], Any]] = {
        "databases": glue.get_databases,
        "tables": lambda: glue.get_tables(DatabaseName="market"),
        "versions": lambda: glue.get_table_versions(DatabaseName="market", TableName="ticks"),
        "partitions": lambda: glue.get_partitions(DatabaseName="market", TableName="ticks"),
        "crawlers": glue.get_crawlers,
        "crawls": lambda: glue.list_crawls(CrawlerName="crawler"),
        "glue tags": lambda: glue.get_tags(ResourceArn=f"arn:aws:glue:{region}:{account}:database/market"),
        "crawlers by tag": lambda: glue.list_crawlers(Tags={"place": f"{account} {region}"}),
        "workgroups": athena.list_work_groups,
        "workgroup": lambda: athena.get_work_group(WorkGroup="team"),
        "athena tags": lambda: athena.list_tags_for_resource(ResourceARN=group),
        "named": lambda: athena.batch_get_named_query(NamedQueryIds=athena.list_named_queries()["NamedQueryIds"]),
        "prepared": lambda: athena.get_prepared_statement(StatementName="stmt", WorkGroup="team"),
        "executions": lambda: athena.batch_get_query_execution(QueryExecutionIds=ids),
        "results": lambda: athena.get_query_results(QueryExecutionId=ids[-1]),
        "statistics": lambda: athena.get_query_runtime_statistics(QueryExecutionId=ids[-1]),
        "token": lambda: start(athena, TICKS, ClientRequestToken=TOKEN),
        "named token": lambda: athena.create_named_query(
            Name="x", Database="x", QueryString="x", ClientRequestToken=TOKEN
        ),
        "ids": lambda: ids,
    }
    found = {name: call() for name, call in calls.items()}
    for reply in found.values():
        if isinstance(reply, dict):
            del reply["ResponseMetadata"]
    return found


def test_everything_is_there_after_a_restart(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with opened(Store(path)) as url:
        for place in PLACES:
            fill(url, *place)
        before = {place: answers(url, *place) for place in PLACES}
    with opened(Store(path)) as url:
        after = {place: answers(url, *place) for place in PLACES}
    assert after == before
    first = before[PLACES[0]]
    assert len(first["ids"]) == 3
    assert [item["Values"] for item in first["partitions"]["Partitions"]] == [["14"], ["16"]]
    assert len(first["versions"]["TableVersions"]) == 2
    assert len(first["results"]["ResultSet"]["Rows"]) == 5


def killed(folder: Path, copy: Path) -> Store:
    """The state in ``folder`` as a kill would leave it at this moment."""
    shutil.copytree(folder, copy)
    return Store(copy / "state.sqlite")


def test_queries_that_a_kill_cut_off_have_failed_and_may_be_tried_again(
    opened: Opened, engine: Any, tmp_path: Path
) -> None:
    with opened(Store(tmp_path / "state" / "state.sqlite")) as url:
        athena = client(url, "athena")
        done = start(athena, TICKS)
        finished(athena, done)
        running = [start(athena, "SELECT wait") for _ in range(4)]
        queued = start(athena, TICKS, ClientRequestToken=TOKEN)
        assert engine.begun.wait(30)
        states = [athena.get_query_execution(QueryExecutionId=item) for item in (running[0], queued)]
        assert [item["QueryExecution"]["Status"]["State"] for item in states] == ["RUNNING", "QUEUED"]
        store = killed(tmp_path / "state", tmp_path / "copy")
    with opened(store) as url:
        athena = client(url, "athena")
        assert athena.list_query_executions()["QueryExecutionIds"] == [queued, *running[::-1], done]
        for identity in (*running, queued):
            status = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]["Status"]
            assert status["State"] == "FAILED"
            assert "restarted" in status["StateChangeReason"]
            assert status["AthenaError"]["Retryable"] is True
            assert status["CompletionDateTime"] >= status["SubmissionDateTime"]
            with pytest.raises(ClientError, match="Final query state: FAILED"):
                athena.get_query_results(QueryExecutionId=identity)
        assert start(athena, TICKS, ClientRequestToken=TOKEN) == queued
        assert finished(athena, done)["Status"]["State"] == "SUCCEEDED"
        assert finished(athena, start(athena, TICKS))["Status"]["State"] == "SUCCEEDED"


def test_queries_that_a_stop_cut_off_have_failed_too(opened: Opened, engine: Any, tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with opened(Store(path)) as url:
        identity = start(client(url, "athena"), "SELECT wait")
        assert engine.begun.wait(30)
    with opened(Store(path)) as url:
        status = finished(client(url, "athena"), identity)["Status"]
    assert (status["State"], status["AthenaError"]["Retryable"]) == ("FAILED", True)


def test_executions_are_forgotten_after_45_days(opened: Opened, clock: Any) -> None:
    with opened(None) as url:
        athena = client(url, "athena")
        old = start(athena, TICKS)
        finished(athena, old)
        clock.ahead = timedelta(days=44)
        young = start(athena, TICKS)
        finished(athena, young)
        assert athena.list_query_executions()["QueryExecutionIds"] == [young, old]
        clock.ahead = timedelta(days=46)
        new = start(athena, TICKS)
        assert athena.list_query_executions()["QueryExecutionIds"] == [new, young]
        with pytest.raises(ClientError, match="was not found"):
            athena.get_query_execution(QueryExecutionId=old)
