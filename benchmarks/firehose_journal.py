"""What Firehose's journal costs: the core alone, in this process, with and without it, turn by turn."""

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from tickstack.firehose.operations import perform
from tickstack.firehose.options import Options
from tickstack.firehose.ports import Datum, LogLine, S3Object, Services
from tickstack.firehose.service import Firehose
from tickstack.firehose.state import StateFolder

BATCHES = 200
ROUNDS = 5
PLACE = ("000000000000", "us-east-1")


class Sink:
    """Takes every object and every report."""

    def put(self, item: S3Object) -> None:
        del item

    def report(self, data: Sequence[Datum], lines: Sequence[LogLine]) -> None:
        del data, lines


def records_per_second(records: list[dict[str, Any]], state: StateFolder | None) -> float:
    """Put and delivered, into nothing."""
    sink, none = Sink(), cast("Any", None)
    services = Services(none, sink, sink, none, none, none, none)
    core = Firehose(lambda *_: services, options=Options(time_scale=600, creation=0), state=state)
    streams = core.streams(*PLACE)
    destination = {"RoleARN": "arn:aws:iam::000000000000:role/bench", "BucketARN": "arn:aws:s3:::bench"}
    perform(
        streams,
        "CreateDeliveryStream",
        {"DeliveryStreamName": "s", "ExtendedS3DestinationConfiguration": destination},
    )
    began = time.perf_counter()
    for _ in range(BATCHES):
        perform(streams, "PutRecordBatch", {"DeliveryStreamName": "s", "Records": records})
    if core.close(60):
        raise RuntimeError("records were lost")
    return BATCHES * len(records) / (time.perf_counter() - began)


def share(records: list[dict[str, Any]]) -> tuple[float, float]:
    """Records per second of the core with a journal, and the share of its time that the journal takes in percent."""
    without, kept = [], []
    for _ in range(ROUNDS):
        without.append(records_per_second(records, None))
        with tempfile.TemporaryDirectory() as folder:
            kept.append(records_per_second(records, StateFolder(Path(folder))))
    rate = statistics.median(kept)
    return rate, (1 - rate / statistics.median(without)) * 100
