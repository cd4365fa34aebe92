"""tickstack.testing: its fixtures against the session's stack, and in a project of somebody else's."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from analyst import DAY, Stack, command
from own_stack import ROOT
from tickstack.stack.ports import free_port
from tickstack.testing import (
    Clients,
    DeadlineError,
    FailedCallError,
    FailedQueryError,
    FailedRecordsError,
    Pipeline,
    ResourceError,
)
from tickstack.testing.endpoint import VARIABLES, answers

pytestmark = pytest.mark.stack

SECTION = re.compile(r"^## In your own project's CI$(.*?)^## ", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```python\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


OWN = "plugin"
"""The same template once more: what is put here is in no table of the other tests."""


@pytest.fixture(scope="module")
def own(stack: Stack) -> Iterator[Stack]:
    deployed = command(stack, "deploy", "--stack-name", OWN)
    assert deployed.returncode == 0, deployed.stderr
    yield stack
    cloudformation = stack.client("cloudformation")
    cloudformation.delete_stack(StackName=OWN)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=OWN, WaiterConfig={"Delay": 1})


@pytest.fixture
def tickstack_pipeline(own: Stack, tickstack_client: Clients) -> Pipeline:
    return Pipeline(tickstack_client, OWN)


def ticks(name: str, count: int) -> list[dict[str, Any]]:
    """Records as the collector makes them, whose company is ``name``."""
    return [
        {"high": 2.5 + minute, "low": 1.5, "ts": f"{DAY} 09:{30 + minute}:00-04:00", "name": name}
        for minute in range(count)
    ]


def test_what_is_put_is_delivered_crawled_and_queried(tickstack_pipeline: Pipeline, tickstack_unique: str) -> None:
    records = ticks(tickstack_unique, 3)
    assert tickstack_pipeline.put(records) == 3
    assert tickstack_pipeline.delivered(where=lambda tick: tick["name"] == tickstack_unique) == records
    assert "ticks" in tickstack_pipeline.crawl()
    statement = (
        "SELECT name, max(high) AS high, count(*) AS n, max(NULL) AS nothing FROM ticks WHERE name = ? GROUP BY 1"
    )
    assert tickstack_pipeline.query(statement, tickstack_unique) == [
        {"name": tickstack_unique, "high": 4.5, "n": 3, "nothing": None}
    ]


def test_failed_records_are_given_and_end_the_wait(tickstack_pipeline: Pipeline, tickstack_unique: str) -> None:
    tickstack_pipeline.put([tickstack_unique])
    with pytest.raises(FailedRecordsError, match=r"1 of 1 records failed") as failed:
        tickstack_pipeline.delivered()
    assert "Lambda.ProcessingFailedStatus" in str(failed.value)
    (record,) = tickstack_pipeline.failed(where=lambda record: record.data == tickstack_unique.encode())
    assert (record.code, record.attempts) == ("Lambda.ProcessingFailedStatus", 1)


def test_a_deadline_says_what_was_seen(tickstack_pipeline: Pipeline, tickstack_unique: str) -> None:
    tickstack_pipeline.put(ticks(tickstack_unique, 1))
    tickstack_pipeline.delivered(1, where=lambda tick: tick["name"] == tickstack_unique)
    with pytest.raises(DeadlineError) as late:
        tickstack_pipeline.delivered(2, where=lambda tick: tick["name"] == tickstack_unique, deadline=0)
    assert "waited 0 s in vain for 2 records in s3://" in str(late.value)
    assert "1 of 2 are there" in str(late.value)
    assert "log: " in str(late.value)


def test_the_collector_is_called_by_its_url(tickstack_pipeline: Pipeline) -> None:
    answer = tickstack_pipeline.collect(tickers="FB", start="2020-05-13", interval="1h")
    assert answer["records"] == {"FB": 7}
    arrived = tickstack_pipeline.delivered(7, where=lambda tick: tick["ts"].startswith("2020-05-13"))
    assert {tick["name"] for tick in arrived} == {"FB"}
    with pytest.raises(FailedCallError, match="interval") as refused:
        tickstack_pipeline.collect(interval="7m")
    assert refused.value.status == 400


def test_errors_of_a_query_are_athena_s(tickstack_pipeline: Pipeline) -> None:
    with pytest.raises(FailedQueryError, match="TABLE_NOT_FOUND") as failed:
        tickstack_pipeline.query("SELECT * FROM nowhere")
    assert failed.value.state == "FAILED"
    with pytest.raises(FailedQueryError, match="mismatched input") as refused:
        tickstack_pipeline.query("SELEC 1")
    assert refused.value.state == "REFUSED"


def test_an_account_of_one_s_own_is_empty(tickstack_client: Clients, tickstack_account: str) -> None:
    assert tickstack_client("sts", account=tickstack_account).get_caller_identity()["Account"] == tickstack_account
    assert tickstack_client("s3", account=tickstack_account).list_buckets()["Buckets"] == []
    assert tickstack_client("glue", account=tickstack_account).get_databases()["DatabaseList"] == []
    assert tickstack_client("firehose", account=tickstack_account).list_delivery_streams()["DeliveryStreamNames"] == []
    assert tickstack_client("s3").list_buckets()["Buckets"]
    with pytest.raises(ResourceError, match="no CloudFormation stack tickstack is deployed"):
        _ = Pipeline(tickstack_client.of(tickstack_account)).outputs


def test_a_kind_of_resource_that_is_there_more_than_once_is_named(tickstack_pipeline: Pipeline) -> None:
    with pytest.raises(ResourceError, match=r"several: name one of .*DataBucket, .*ResultsBucket"):
        tickstack_pipeline.stack.one("AWS::S3::Bucket")
    assert tickstack_pipeline.stack.one("AWS::S3::Bucket", "DataBucket") == tickstack_pipeline.outputs["DataBucketName"]
    with pytest.raises(ResourceError, match="none"):
        tickstack_pipeline.stack.one("AWS::SQS::Queue")


def test_the_example_of_the_readme_passes(own: Stack, pytester: pytest.Pytester) -> None:
    section = SECTION.search((ROOT / "README.md").read_text())
    assert section
    files = dict(BLOCK.findall(section[1]))
    assert files.keys() == {"conftest.py", "test_pipeline.py"}
    for name, text in files.items():
        pytester.path.joinpath(name).write_text(text)
    where = ("--tickstack-endpoint", own.endpoint_url, "--tickstack-stack", OWN)
    pytester.runpytest_subprocess(*where).assert_outcomes(passed=1)


def test_an_error_reaches_the_user_of_the_plugin(stack: Stack, pytester: pytest.Pytester) -> None:
    pytester.makeconftest("pytest_plugins = ['tickstack.testing']")
    pytester.makepyfile("def test_it(tickstack_pipeline):\n    tickstack_pipeline.put([{}])\n")
    ran = pytester.runpytest_subprocess("--tickstack-endpoint", stack.endpoint_url, "--tickstack-stack", "absent")
    ran.assert_outcomes(failed=1)
    ran.stdout.fnmatch_lines(["*ResourceError: no CloudFormation stack absent is deployed at *"])


def test_where_no_stack_runs_one_is_started_and_stopped(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TICKSTACK_PORT", str(free_port()))
    monkeypatch.setenv("TICKSTACK_LAMBDA_RUNTIME_DIR", str(ROOT / "build" / "lambda-runtime"))
    pytester.makeconftest("pytest_plugins = ['tickstack.testing']")
    pytester.makepyfile("""
        import pathlib

        def test_it(tickstack_client, tickstack_endpoint):
            assert tickstack_client("s3").list_buckets()["Buckets"] == []
            pathlib.Path("endpoint").write_text(tickstack_endpoint)
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
    assert "Could not connect" in (answers(pytester.path.joinpath("endpoint").read_text()) or "")
