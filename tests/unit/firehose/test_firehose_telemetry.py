from firehose_fakes import FakeMonitor
from tickstack.firehose.metrics import NAMESPACE, of_stream
from tickstack.firehose.ports import Datum, LogLine
from tickstack.firehose.telemetry import MAX_LINES_PER_PERIOD, Telemetry

HOUR = 3600.0


def test_samples_of_a_period_are_one_report_per_place() -> None:
    telemetry, here, there = Telemetry(HOUR), FakeMonitor(), FakeMonitor()
    for value in (1, 2, 2):
        telemetry.sample(here, of_stream("IncomingBytes", "s"), value)
    telemetry.sample(here, of_stream("IncomingBytes", "t"), 3)
    telemetry.sample(there, of_stream("IncomingRecords", "s"), 1)
    telemetry.close()
    assert here.data == [
        Datum(NAMESPACE, (("DeliveryStreamName", "s"),), "IncomingBytes", "Bytes", [1, 2, 2]),
        Datum(NAMESPACE, (("DeliveryStreamName", "t"),), "IncomingBytes", "Bytes", [3]),
    ]
    assert there.data == [Datum(NAMESPACE, (("DeliveryStreamName", "s"),), "IncomingRecords", "Count", [1])]


def test_log_lines_are_sampled_when_they_are_many() -> None:
    telemetry, monitor = Telemetry(HOUR), FakeMonitor()
    for number in range(MAX_LINES_PER_PERIOD + 20):
        telemetry.line(monitor, LogLine("g", "s", number, "text"))
    telemetry.close()
    assert [line.time_ms for line in monitor.lines] == list(range(MAX_LINES_PER_PERIOD))


def test_closing_without_samples_ends_at_once() -> None:
    Telemetry().close()
