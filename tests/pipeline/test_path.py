"""URL -> collector -> Firehose -> transformer -> S3 -> crawler -> Athena -> CSV, as one path."""

import csv
import json
from typing import Any

import pytest

from analyst import DAY, Athena, Stack, command, lines_below

pytestmark = pytest.mark.stack

TICKERS = ["FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG"]
MINUTES = 390


def test_every_minute_of_every_ticker_is_one_line_in_s3(stack: Stack, day: dict[str, Any]) -> None:
    assert list(day["records"]) == TICKERS
    assert day["total"] == sum(day["records"].values()) == MINUTES * len(TICKERS)
    lines = [json.loads(line) for line in lines_below(stack.client("s3"), stack.outputs["DataBucketName"], "ticks/")]
    of_day = [line for line in lines if line["ts"].startswith(DAY)]
    assert {tuple(line) for line in of_day} == {("high", "low", "ts", "name")}
    assert len({(line["name"], line["ts"]) for line in of_day}) == day["total"]
    assert {line["ts"] for line in of_day} >= {f"{DAY} 09:30:00-04:00", f"{DAY} 15:59:00-04:00"}


def test_missing_minutes_are_null(stack: Stack, day: dict[str, Any]) -> None:
    del day
    lines = lines_below(stack.client("s3"), stack.outputs["DataBucketName"], "ticks/")
    assert not [line for line in lines if b"NaN" in line]
    assert [line for line in lines if b'"high": null' in line]


def test_nothing_failed_on_the_way(stack: Stack, day: dict[str, Any]) -> None:
    del day
    assert lines_below(stack.client("s3"), stack.outputs["DataBucketName"], "errors/") == []


def test_the_crawler_finds_the_table(collected: Stack) -> None:
    glue = collected.client("glue")
    table = glue.get_table(DatabaseName=collected.outputs["DatabaseName"], Name="ticks")["Table"]
    columns = {column["Name"]: column["Type"] for column in table["StorageDescriptor"]["Columns"]}
    assert columns == {"high": "double", "low": "double", "ts": "string", "name": "string"}
    assert [key["Name"] for key in table["PartitionKeys"]] == [f"partition_{level}" for level in range(4)]


def test_the_named_query_gives_the_highest_high_of_each_hour(collected: Stack, athena: Athena) -> None:
    saved = athena.client.get_named_query(NamedQueryId=collected.outputs["NamedQueryId"])["NamedQuery"]
    header, *rows = athena.csv(saved["QueryString"], saved["Database"])
    assert header == ["company", "high", "occurred_at", "hour_of_day"]
    lines = lines_below(collected.client("s3"), collected.outputs["DataBucketName"], "ticks/")
    ticks = [json.loads(line) for line in lines]
    highest: dict[tuple[str, int], float] = {}
    for tick in ticks:
        if tick["high"] is not None:
            key = tick["name"], int(tick["ts"][11:13])
            highest[key] = max(highest.get(key, 0.0), tick["high"])
    assert {(company, int(hour)): float(high) for company, high, _when, hour in rows} == highest
    known = {(tick["name"], tick["ts"], tick["high"]) for tick in ticks}
    assert all((company, when, float(high)) in known for company, high, when, _hour in rows)


@pytest.mark.parametrize("form", ["--csv", "--json", ""])
def test_the_command_line_answers_the_named_query(form: str, collected: Stack) -> None:
    ran = command(collected, *["query", form][: 2 if form else 1])
    assert ran.returncode == 0, ran.stderr
    if form == "--csv":
        assert next(csv.reader(ran.stdout.splitlines())) == ["company", "high", "occurred_at", "hour_of_day"]
    elif form == "--json":
        assert {row["company"] for row in json.loads(ran.stdout)} == set(TICKERS)
    else:
        assert all(ticker in ran.stdout for ticker in TICKERS)
        assert "rows" in ran.stderr


def test_status_names_every_service(stack: Stack) -> None:
    ran = command(stack, "status", "--json")
    answer = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert answer["ready"] is True
    assert {service["name"] for service in answer["services"]} == {"localstack", "query", "market"}


def test_a_second_stack_is_refused(stack: Stack) -> None:
    ran = command(stack, "up")
    assert ran.returncode == 1
    containers = f"port {stack.settings.port} of 127.0.0.1 cannot be used"
    assert (containers if stack.in_containers else "a stack already runs") in ran.stderr


def test_the_functions_logs_are_in_cloudwatch(stack: Stack, day: dict[str, Any]) -> None:
    del day
    ran = command(stack, "logs", "collector")
    assert ran.returncode == 0, ran.stderr
    assert "REPORT RequestId:" in ran.stdout
