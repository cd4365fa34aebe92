"""The CloudWatch metrics of a delivery stream's monitoring page, read back as one value per period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

NAMESPACE = "AWS/Firehose"
Statistic = Literal["Sum", "Average", "Maximum"]
POINTS = 60
TOLD_PERIODS = {60: "minute", 300: "5 minutes", 3600: "hour", 86_400: "day"}
"""The lengths of a period in seconds, and in words."""


@dataclass(frozen=True)
class Metric:
    """A metric, how its samples are put together, and in what it is shown: shares of 1 as percent."""

    name: str
    statistic: Statistic
    unit: str


METRICS = (
    Metric("IncomingBytes", "Sum", "bytes"),
    Metric("IncomingRecords", "Sum", "records"),
    Metric("ExecuteProcessing.Duration", "Average", "ms"),
    Metric("ExecuteProcessing.Success", "Average", "%"),
    Metric("SucceedProcessing.Bytes", "Sum", "bytes"),
    Metric("SucceedProcessing.Records", "Sum", "records"),
    Metric("DeliveryToS3.Bytes", "Sum", "bytes"),
    Metric("DeliveryToS3.Records", "Sum", "records"),
    Metric("DeliveryToS3.DataFreshness", "Maximum", "seconds"),
    Metric("DeliveryToS3.Success", "Average", "%"),
)


@dataclass(frozen=True)
class Window:
    """The periods shown: ``count`` of ``period`` seconds, the last of which is under way at ``until``."""

    until: datetime
    period: int
    count: int

    @property
    def start(self) -> datetime:
        """The first instant of the first period."""
        last = int(self.until.timestamp()) // self.period * self.period
        return datetime.fromtimestamp(last - (self.count - 1) * self.period, UTC)

    @property
    def end(self) -> datetime:
        """The first instant after the last period."""
        return self.start + timedelta(seconds=self.period * self.count)

    @property
    def told_period(self) -> str:
        return TOLD_PERIODS[self.period]

    def instants(self) -> list[datetime]:
        """The first instants of the periods."""
        return [self.start + timedelta(seconds=self.period * number) for number in range(self.count)]


def window(minutes: int, until: datetime) -> Window:
    """The last ``minutes`` in at most sixty periods, of the lengths that CloudWatch's console offers."""
    lengths = list(TOLD_PERIODS)
    period = next((each for each in lengths if minutes * 60 <= each * POINTS), lengths[-1])
    return Window(until, period, max(-(-minutes * 60 // period), 1))


@dataclass(frozen=True)
class Series:
    """A metric's values, one per period; None where nothing was reported."""

    metric: Metric
    values: Sequence[float | None]

    @property
    def shown(self) -> "Series":
        """The same in the unit in which it is shown."""
        factor = 100 if self.metric.unit == "%" else 1
        return Series(self.metric, [None if value is None else value * factor for value in self.values])

    @property
    def latest(self) -> float | None:
        return next((value for value in reversed(self.values) if value is not None), None)

    @property
    def whole(self) -> float | None:
        """The window in one number: the sum, the highest, or the mean of the periods' means."""
        known = [value for value in self.values if value is not None]
        if not known:
            return None
        match self.metric.statistic:
            case "Sum":
                return sum(known)
            case "Maximum":
                return max(known)
            case "Average":
                return sum(known) / len(known)


def read(cloudwatch: Any, stream: str, when: Window) -> list[Series]:
    """The page's metrics of ``stream`` by GetMetricData."""
    queries = [
        {
            "Id": f"m{number}",
            "MetricStat": {
                "Metric": {
                    "Namespace": NAMESPACE,
                    "MetricName": metric.name,
                    "Dimensions": [{"Name": "DeliveryStreamName", "Value": stream}],
                },
                "Period": when.period,
                "Stat": metric.statistic,
            },
        }
        for number, metric in enumerate(METRICS)
    ]
    values: dict[str, dict[datetime, float]] = {str(query["Id"]): {} for query in queries}
    pages = cloudwatch.get_paginator("get_metric_data").paginate(
        MetricDataQueries=queries, StartTime=when.start, EndTime=when.end, ScanBy="TimestampAscending"
    )
    for page in pages:
        for result in page["MetricDataResults"]:
            values[result["Id"]].update(zip(result["Timestamps"], result["Values"], strict=True))
    instants = when.instants()
    return [
        Series(metric, [values[f"m{number}"].get(instant) for instant in instants])
        for number, metric in enumerate(METRICS)
    ]
