"""One service is stopped for good: who needs it is told so in AWS's words and soon, everything else goes on."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from containers import Project
from load import once, tick
from own_stack import until
from tickstack.testing.clients import Clients
from tickstack.testing.errors import FailedCallError

pytestmark = [pytest.mark.docker, pytest.mark.timeout(600)]

SOON = 20.0
"""Seconds in which a client knows."""
CHECK = "/opt/tickstack-app/tickstack/stack/healthy.py"
FORMER_DAY = "2020-03-10"
"""A day that nothing else asks for: a function's process remembers what it was answered."""


def test_without_the_query_service_records_go_on(containers: Project) -> None:
    containers.run("stop", "query")
    athena, glue = once(containers.clients, "athena"), once(containers.clients, "glue")
    for ask in (
        lambda: athena.start_query_execution(QueryString="SELECT 1", WorkGroup="tickstack"),
        athena.list_work_groups,
        lambda: glue.get_tables(DatabaseName="tickstack"),
    ):
        error = refused(ask)
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 503
        assert error.response["Error"]["Code"] == "ServiceUnavailableException"
        assert "query service" in error.response["Error"]["Message"]
    deliver(containers)
    assert containers.pipeline().collect(tickers="FB", start="2020-05-14", interval="1h")["total"] == 7
    require_healthy(containers, "localstack", "market")
    containers.up()
    assert containers.pipeline().query("SELECT 1 AS one") == [{"one": 1}]


def test_without_the_market_only_the_collector_fails(containers: Project) -> None:
    pipeline = containers.pipeline()
    containers.run("stop", "market")
    began = time.monotonic()
    with pytest.raises(FailedCallError) as failure:
        pipeline.collect(tickers="FB", start=FORMER_DAY, interval="1h")
    assert time.monotonic() - began < SOON
    assert failure.value.status in (502, 503)
    assert "FB" in failure.value.body
    deliver(containers)
    assert pipeline.query("SELECT 1 AS one") == [{"one": 1}]
    require_healthy(containers, "localstack", "query")
    containers.up()
    assert pipeline.collect(tickers="FB", start=FORMER_DAY, interval="1h")["total"] == 7


def test_without_localstack_the_query_service_says_what_it_misses(containers: Project) -> None:
    containers.run("stop", "localstack")
    athena = once(Clients(containers.settings.query_url), "athena")
    query_id = athena.start_query_execution(QueryString="SELECT 1", WorkGroup="tickstack")["QueryExecutionId"]

    def ended() -> dict[str, Any] | None:
        status: dict[str, Any] = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        return status if status["State"] not in ("QUEUED", "RUNNING") else None

    status = until(ended, "the end of the query", SOON)
    assert (status["State"], "S3 does not answer" in status["StateChangeReason"]) == ("FAILED", True)
    require_healthy(containers, "query", "market")
    containers.up()
    assert containers.pipeline().query("SELECT 1 AS one") == [{"one": 1}]
    deliver(containers)


def refused(ask: Callable[[], Any]) -> ClientError:
    began = time.monotonic()
    with pytest.raises(ClientError) as refusal:
        ask()
    assert time.monotonic() - began < SOON
    return refusal.value


def deliver(project: Project) -> None:
    """A record from put to S3."""
    name = uuid.uuid4().hex
    pipeline = project.pipeline()
    pipeline.put([tick(name)])
    pipeline.delivered(1, where=lambda record: record["name"] == name)


def require_healthy(project: Project, *services: str) -> None:
    """The health checks of the containers, asked now and without their pause, have nothing against them."""
    for service in services:
        address = project.container(service)["Config"]["Healthcheck"]["Test"][-1]
        checked = project.inside(service, "python", "-I", "-S", CHECK, address)
        assert checked.returncode == 0, f"{service}: {checked.stdout}"
        assert project.health(service) == "healthy"
