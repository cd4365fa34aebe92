"""CloudWatch metrics and error logs of the streams, gathered and handed over at most once per second.

A PutMetricData costs more than the event it reports; a sample that is merely noted costs next to nothing.
"""

import threading
from collections import defaultdict
from dataclasses import dataclass, field

from tickstack.firehose.metrics import Metric
from tickstack.firehose.ports import Datum, LogLine, Monitor

PERIOD = 1.0
MAX_LINES_PER_PERIOD = 100
LAST_REPORT = 3.0


@dataclass
class _Gathered:
    samples: defaultdict[Metric, list[float]] = field(default_factory=lambda: defaultdict(list))
    lines: list[LogLine] = field(default_factory=list)


class Telemetry:
    """Gathers the samples and lines of every account; a thread of its own hands them to the accounts' monitors."""

    def __init__(self, period: float = PERIOD) -> None:
        self._period = period
        self._changed = threading.Condition()
        self._gathered: dict[Monitor, _Gathered] = {}
        self._closing = False
        self._thread: threading.Thread | None = None

    def sample(self, monitor: Monitor, metric: Metric, value: float) -> None:
        """Note one sample of a metric."""
        with self._changed:
            self._of(monitor).samples[metric].append(value)

    def line(self, monitor: Monitor, line: LogLine) -> None:
        """Note a log line; beyond a hundred per second the rest are left out, as AWS samples frequent errors."""
        with self._changed:
            lines = self._of(monitor).lines
            if len(lines) < MAX_LINES_PER_PERIOD:
                lines.append(line)

    def close(self, patience: float = LAST_REPORT) -> None:
        """Report what is gathered and end; a CloudWatch that does not answer is not waited for."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(patience)

    def _of(self, monitor: Monitor) -> _Gathered:
        if self._thread is None and not self._closing:
            self._thread = threading.Thread(target=self._run, name="firehose-telemetry", daemon=True)
            self._thread.start()
        if not self._gathered:
            self._changed.notify_all()
        return self._gathered.setdefault(monitor, _Gathered())

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._gathered or self._closing)
                self._changed.wait_for(lambda: self._closing, self._period)
                gathered, self._gathered = self._gathered, {}
                closing = self._closing
            for monitor, each in gathered.items():
                data = [
                    Datum(metric.namespace, metric.dimensions, metric.name, metric.unit, values)
                    for metric, values in each.samples.items()
                ]
                monitor.report(data, each.lines)
            if closing:
                return
