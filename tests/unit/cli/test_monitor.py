"""The monitoring page: which periods it shows, what it asks of CloudWatch, what it draws of the answer."""

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from tickstack.cli.charts import Size, chart, number
from tickstack.cli.metrics import METRICS, Metric, Series, Window, read, window
from tickstack.cli.monitor import document, page

NOON = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
UNTIL = NOON + timedelta(minutes=4, seconds=30)


class CloudWatch:
    """Answers GetMetricData in two pages, as the service may."""

    def __init__(self, samples: Mapping[str, Mapping[datetime, float]]) -> None:
        self.samples = samples
        self.asked: dict[str, Any] = {}

    def get_paginator(self, operation: str) -> "CloudWatch":
        assert operation == "get_metric_data"
        return self

    def paginate(self, **request: Any) -> Iterator[dict[str, Any]]:
        self.asked = request
        for part in (0, 1):
            yield {"MetricDataResults": [self._result(query, part) for query in request["MetricDataQueries"]]}

    def _result(self, query: Mapping[str, Any], part: int) -> dict[str, Any]:
        known = sorted(self.samples.get(query["MetricStat"]["Metric"]["MetricName"], {}).items())[part::2]
        return {"Id": query["Id"], "Timestamps": [when for when, _ in known], "Values": [value for _, value in known]}


@pytest.mark.parametrize(
    ("minutes", "period", "count", "start"),
    [
        (1, 60, 1, NOON + timedelta(minutes=4)),
        (5, 60, 5, NOON),
        (60, 60, 60, NOON - timedelta(minutes=55)),
        (61, 300, 13, NOON - timedelta(hours=1)),
        (24 * 60, 3600, 24, NOON - timedelta(hours=23)),
        (7 * 24 * 60, 86_400, 7, datetime(2026, 5, 8, tzinfo=UTC)),
    ],
)
def test_a_window_ends_with_the_period_under_way(minutes: int, period: int, count: int, start: datetime) -> None:
    when = window(minutes, UNTIL)
    assert (when.period, when.count, when.start) == (period, count, start)
    assert when.start <= UNTIL < when.end
    assert len(when.instants()) == count


def test_every_metric_of_the_page_is_read_for_the_stream() -> None:
    cloudwatch = CloudWatch(
        {
            "IncomingRecords": {NOON: 3.0, NOON + timedelta(minutes=2): 5.0, NOON + timedelta(minutes=4): 7.0},
            "ExecuteProcessing.Success": {NOON: 0.5},
        }
    )
    series = {each.metric.name: each for each in read(cloudwatch, "ticks", window(5, UNTIL))}
    assert list(series) == [metric.name for metric in METRICS]
    assert series["IncomingRecords"].values == [3.0, None, 5.0, None, 7.0]
    assert (series["IncomingRecords"].latest, series["IncomingRecords"].whole) == (7.0, 15.0)
    assert (series["IncomingBytes"].latest, series["IncomingBytes"].whole) == (None, None)
    assert {
        (query["MetricStat"]["Metric"]["Namespace"], query["MetricStat"]["Metric"]["Dimensions"][0]["Value"])
        for query in cloudwatch.asked["MetricDataQueries"]
    } == {("AWS/Firehose", "ticks")}
    assert (cloudwatch.asked["StartTime"], cloudwatch.asked["EndTime"]) == (NOON, NOON + timedelta(minutes=5))


@pytest.mark.parametrize(("statistic", "whole"), [("Sum", 9.0), ("Average", 3.0), ("Maximum", 5.0)], ids=str)
def test_the_window_in_one_number(statistic: Any, whole: float) -> None:
    assert Series(Metric("m", statistic, "x"), [None, 1.0, 5.0, None, 3.0]).whole == whole


@pytest.mark.parametrize(
    ("value", "short", "text"),
    [
        (0.0, False, "0"),
        (0.12345, False, "0.123"),
        (12.5, False, "12.5"),
        (999.4, False, "999"),
        (1234.5, False, "1,234"),
        (1_000_000.0, False, "1,000,000"),
        (999.0, True, "999"),
        (1234.0, True, "1.23k"),
        (98_300_000.0, True, "98.3M"),
        (5e9, True, "5G"),
    ],
)
def test_numbers_are_short_enough_to_be_read(value: float, short: bool, text: str) -> None:
    assert number(value, short=short) == text


def test_a_bar_stands_where_its_period_is() -> None:
    when = Window(UNTIL, 60, 5)
    lines = chart([None, 10.0, None, None, 20.0], when, Size(47, 8)).splitlines()
    highest, lowest = lines[1], lines[5]
    assert "20┤" in highest
    assert [span for span in highest.split("┤")[1].rstrip("│").split(" ") if span] == ["█" * 9]
    assert [len(span) for span in lowest.split("┤")[1].rstrip("│").split(" ") if span] == [9, 9]
    assert all(label in lines[-1] for label in ("12:00", "12:02", "12:04"))


@pytest.mark.parametrize(("width", "columns"), [(160, 2), (80, 2), (77, 1), (40, 1)])
@pytest.mark.parametrize("height", [None, 24, 60])
def test_the_page_fits_the_terminal(width: int, columns: int, height: int | None) -> None:
    when = Window(UNTIL, 60, 60)
    series = [Series(metric, [None] * 59 + [1234.0]) for metric in METRICS]
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(page("ticks", series, when, width, height))
    lines = console.export_text().splitlines()
    assert "ticks" in lines[0]
    assert max(map(len, lines)) <= width
    assert sum("┌" in line for line in lines) == len(METRICS) / columns


def test_a_stream_that_reported_nothing_has_empty_charts() -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(page("ticks", [Series(metric, [None] * 60) for metric in METRICS], Window(UNTIL, 60, 60), 100))
    text = console.export_text()
    assert text.count("no data") == len(METRICS)
    assert "█" not in text


def test_scripts_read_shares_as_they_are() -> None:
    told = document("ticks", [Series(METRICS[-1], [None, 0.5])], Window(UNTIL, 60, 2))
    assert told == {
        "DeliveryStreamName": "ticks",
        "StartTime": "2026-05-14T12:03:00+00:00",
        "Period": 60,
        "Metrics": {
            "DeliveryToS3.Success": {"Statistic": "Average", "Latest": 0.5, "Whole": 0.5, "Values": [None, 0.5]}
        },
    }
