"""Lambda's metrics, sent to CloudWatch together once a second.

LocalStack sends each with a request of its own while the next invocation waits for the interpreter: that is half of
the time of a warm invocation.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

PERIOD = 1.0


class Measure(NamedTuple):
    """What is counted: a metric of a function in an account and a region."""

    account: str
    region: str
    function: str
    metric: str


class MetricBatch:
    """Counts, and hands the counts of a period to ``send`` at its end, on a thread of its own."""

    def __init__(self, send: Callable[[Mapping[Measure, int], float], None], period: float = PERIOD) -> None:
        self._send = send
        self._period = period
        self._counts: Counter[Measure] = Counter()
        self._since = 0.0
        self._lock = threading.Lock()

    def count(self, *measures: Measure) -> None:
        """Count each of ``measures`` once."""
        with self._lock:
            if not self._counts:
                self._since = time.time()
                timer = threading.Timer(self._period, self.flush)
                timer.daemon = True
                timer.start()
            self._counts.update(measures)

    def flush(self) -> None:
        """Send what was counted since the last time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if counts:
            self._send(counts, self._since)


def send(counts: Mapping[Measure, int], since: float) -> None:
    """Put the counts into CloudWatch, a request for each account and region."""
    from localstack.aws.connect import connect_to

    for account, region in {(measure.account, measure.region) for measure in counts}:
        client: Any = connect_to(aws_access_key_id=account, region_name=region).cloudwatch
        data = [
            {
                "MetricName": measure.metric,
                "Dimensions": [{"Name": "FunctionName", "Value": measure.function}],
                "Timestamp": since,
                "Unit": "Count",
                "Values": [1.0],
                "Counts": [float(count)],
            }
            for measure, count in counts.items()
            if (measure.account, measure.region) == (account, region)
        ]
        client.put_metric_data(Namespace="AWS/Lambda", MetricData=data)
