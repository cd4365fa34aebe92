"""One service at a time goes away and comes back under load: the stack recovers, and no acknowledged record is lost."""

import json
import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from containers import Project
from load import Load, running_load, tick
from own_stack import until
from tickstack.testing.pipeline import Pipeline

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

SEEDS = 40
RECOVERY = 90.0
"""Seconds in which a service is to be healthy again."""


def restart(service: str) -> Callable[[Project], None]:
    """As a user does it: politely."""

    def do(project: Project) -> None:
        project.run("restart", service)

    return do


def kill(service: str) -> Callable[[Project], None]:
    """The container at once, as by a power cut; it comes back by ``up``."""

    def do(project: Project) -> None:
        project.run("kill", "--signal", "KILL", service)
        project.up()

    return do


def crash(service: str) -> Callable[[Project], None]:
    """Every process in the container; Docker starts it again by itself."""

    def do(project: Project) -> None:
        before = project.container(service)["RestartCount"]
        project.inside(service, "sh", "-c", "kill -KILL -1")
        until(lambda: project.container(service)["RestartCount"] > before, f"the restart of {service}", RECOVERY)

    return do


INTERRUPTIONS = {
    "restart-localstack": ("localstack", restart("localstack")),
    "restart-query": ("query", restart("query")),
    "restart-market": ("market", restart("market")),
    "kill-localstack": ("localstack", kill("localstack")),
    "crash-localstack": ("localstack", crash("localstack")),
    "crash-query": ("query", crash("query")),
}


@pytest.mark.parametrize(("service", "interrupt"), INTERRUPTIONS.values(), ids=INTERRUPTIONS)
def test_no_acknowledged_record_is_lost(
    containers: Project, service: str, interrupt: Callable[[Project], None]
) -> None:
    run = uuid.uuid4().hex[:8]
    pipeline = containers.pipeline()
    statement, expected = seed(pipeline, run)
    before = Remembered(pipeline)
    with running_load(containers.clients, f"load-{run}", statement, expected) as load:
        go_on(load, "work before the interruption")
        interrupt(containers)
        until(lambda: containers.health(service) == "healthy", f"health of {service}", RECOVERY)
        go_on(load, "recovery")
        before.require_unchanged()
    print(load.seen())
    assert not [code for code in load.analyst.trier.refused if code == "InvalidRequestException"]
    require_delivered(pipeline, run, load)


def go_on(load: Load, what: str) -> None:
    """Wait until every client has had one more answer."""
    start = load.progress()
    until(
        lambda: all(now > then for now, then in zip(load.progress(), start, strict=True)), f"{what}: {load.seen()}", 90
    )


def seed(pipeline: Pipeline, run: str) -> tuple[str, list[list[str]]]:
    """Deliver and crawl a few records; a statement over them and its rows."""
    pipeline.put(tick(f"seed-{run}-{number}") for number in range(SEEDS))
    pipeline.delivered(SEEDS, where=lambda record: record["name"].startswith(f"seed-{run}-"))
    pipeline.crawl()
    return f"SELECT count(DISTINCT name) FROM ticks WHERE name LIKE 'seed-{run}-%'", [[str(SEEDS)]]


class Remembered:
    """What was there before: objects, the table, a query's results, outputs."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._clients = pipeline.clients
        self._outputs = pipeline.outputs
        pipeline.query("SELECT 41 + 1 AS answer")
        athena = self._clients("athena")
        self._query = athena.list_query_executions(WorkGroup=self._outputs["WorkGroupName"])["QueryExecutionIds"][0]
        self._stable = self._look()
        self._objects = self._listed()

    def require_unchanged(self) -> None:
        """All of it is there, as it was; objects may have come."""
        assert self._look() == self._stable
        assert self._objects.items() <= self._listed().items()

    def _look(self) -> dict[str, Any]:
        athena, glue = self._clients("athena"), self._clients("glue")
        (stack,) = self._clients("cloudformation").describe_stacks(StackName="tickstack")["Stacks"]
        columns = glue.get_table(DatabaseName=self._outputs["DatabaseName"], Name="ticks")["Table"]["StorageDescriptor"]
        result = athena.get_query_results(QueryExecutionId=self._query)["ResultSet"]["Rows"]
        url = self._clients("lambda").get_function_url_config(FunctionName=self._outputs["CollectorName"])
        return {
            "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
            "table": columns,
            "result": result,
            "url": url["FunctionUrl"],
        }

    def _listed(self) -> dict[str, str]:
        pages = self._clients("s3").get_paginator("list_objects_v2").paginate(Bucket=self._outputs["DataBucketName"])
        return {item["Key"]: item["ETag"] for page in pages for item in page.get("Contents", [])}


def require_delivered(pipeline: Pipeline, run: str, load: Load) -> None:
    """Every acknowledged record is in S3, none among the errors, and Athena counts the same."""
    ticks = f"load-{run}-"
    bucket = pipeline.outputs["DataBucketName"]
    delivered: set[str] = set()
    collected: set[tuple[str, str]] = set()
    read: set[str] = set()

    def arrived() -> bool:
        for key, body in new_objects(pipeline, bucket, read):
            assert key.startswith("ticks/"), f"{key} of {body[:500]!r}"
            for record in map(json.loads, body.splitlines()):
                delivered.add(record["name"])
                collected.add((record["name"], record["ts"]))
        return load.acknowledged <= delivered

    until(arrived, f"delivery of {len(load.acknowledged)} records", 60)
    assert {name for name in delivered if name.startswith(ticks)} == load.acknowledged
    hours = Counter((name, ts[:10]) for name, ts in collected)
    assert {subject: hours[subject] for subject in load.caller.acknowledged} == dict(load.caller.acknowledged)
    pipeline.crawl()
    (row,) = pipeline.query(f"SELECT count(DISTINCT name) AS names FROM ticks WHERE name LIKE '{ticks}%'")
    assert row["names"] == len(load.acknowledged)


def new_objects(pipeline: Pipeline, bucket: str, read: set[str]) -> list[tuple[str, bytes]]:
    """Key and body of the objects that are not in ``read``, which then holds them."""
    s3 = pipeline.clients("s3")
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
    keys = [item["Key"] for page in pages for item in page.get("Contents", []) if item["Key"] not in read]
    read.update(keys)
    return [(key, s3.get_object(Bucket=bucket, Key=key)["Body"].read()) for key in keys]
