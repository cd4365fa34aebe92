"""Results that are given again, through boto3."""

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from tickstack.athena.execution import Order
from tickstack.athena.reuse import greatest_age
from tickstack.sql.statements import classify

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_s3 import S3Client

TICKS = "SELECT name, high FROM ticks"
REUSE: Any = {"ResultReuseByAgeConfiguration": {"Enabled": True, "MaxAgeInMinutes": 60}}


class Engine(Protocol):
    prepared: list[Any]


class Clock(Protocol):
    ahead: timedelta


def ran(athena: "AthenaClient", text: str = TICKS, output: str = "s3://results/out/", **request: Any) -> Any:
    identity = athena.start_query_execution(
        QueryString=text, ResultConfiguration={"OutputLocation": output}, **request
    )["QueryExecutionId"]
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        found = athena.get_query_execution(QueryExecutionId=identity)["QueryExecution"]
        if found["Status"]["State"] in ("SUCCEEDED", "FAILED", "CANCELLED"):
            return found
    raise AssertionError(f"{identity} is still running")


def reused(found: Any) -> bool:
    return bool(found["Statistics"]["ResultReuseInformation"]["ReusedPreviousResult"])


def test_a_former_result_is_given_again(athena: "AthenaClient", engine: Engine) -> None:
    former = ran(athena)
    found = ran(athena, ResultReuseConfiguration=REUSE)
    assert reused(found)
    assert not reused(former)
    assert found["QueryExecutionId"] != former["QueryExecutionId"]
    assert found["ResultConfiguration"] == former["ResultConfiguration"]
    assert (found["Statistics"]["DataScannedInBytes"], former["Statistics"]["DataScannedInBytes"]) == (0, 123)
    assert len(engine.prepared) == 1
    rows = [
        athena.get_query_results(QueryExecutionId=each["QueryExecutionId"])["ResultSet"] for each in (former, found)
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(
    "changed",
    [
        {"text": f"{TICKS} "},
        {"text": "SELECT n FROM nulls"},
        {"output": "s3://results/elsewhere/"},
        {"QueryExecutionContext": {"Database": "d"}},
        {"ExecutionParameters": ["1"]},
        {"ResultReuseConfiguration": {"ResultReuseByAgeConfiguration": {"Enabled": False}}},
    ],
)
def test_another_query_is_run(athena: "AthenaClient", changed: dict[str, Any]) -> None:
    ran(athena)
    same = changed.get("text") == f"{TICKS} "  # blanks around a statement are no part of it
    assert reused(ran(athena, **{"ResultReuseConfiguration": REUSE, **changed})) is same


def test_a_result_that_is_too_old_or_gone_is_made_anew(athena: "AthenaClient", s3: "S3Client", clock: Clock) -> None:
    former = ran(athena)
    clock.ahead = timedelta(minutes=61)
    assert not reused(ran(athena, ResultReuseConfiguration=REUSE))
    assert reused(ran(athena, ResultReuseConfiguration=REUSE))
    clock.ahead = timedelta(minutes=122)  # the age is that of the result, however often it was given
    found = ran(athena, ResultReuseConfiguration=REUSE)
    assert not reused(found)
    for each in (former, found):
        s3.delete_object(Bucket="results", Key=f"out/{each['QueryExecutionId']}.csv")
    assert not reused(ran(athena, ResultReuseConfiguration=REUSE))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("SELECT 1", True),
        ("SELECT * FROM t ORDER BY a LIMIT 2", True),
        ("SELECT * FROM t LIMIT 2", False),
        ("SELECT * FROM (SELECT * FROM t LIMIT 2) u", False),
        ("SELECT rand() FROM t", False),
        ("SELECT shuffle(a) FROM t", False),
        ("SELECT * FROM t WHERE d = current_date", False),
        ("SELECT now()", False),
        ("SELECT * FROM t TABLESAMPLE BERNOULLI (10)", False),
        ("INSERT INTO t SELECT 1", False),
        ("SHOW TABLES", False),
    ],
)
def test_what_chance_or_time_decide_is_run(text: str, asked: bool) -> None:
    order = Order(query=text, kind=classify(text), workgroup="primary", output="s3://results/", reuse=REUSE)
    assert (greatest_age(order) is not None) is asked
