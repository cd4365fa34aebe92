"""A delivery stream as a test sees it: records in at one end, objects out at the other, and what is said between."""

import base64
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import batched
from typing import Any

from tickstack.testing.clients import Clients
from tickstack.testing.errors import FailedRecordsError, RefusedRecordsError
from tickstack.testing.keys import Keys
from tickstack.testing.objects import decompressed, json_records
from tickstack.testing.waiting import POLL, until

BATCH_RECORDS = 500
BATCH_BYTES = 4 * 1024 * 1024
"""What PutRecordBatch takes at most."""
DEFAULT_INTERVAL = 60
SLACK = 60.0
"""Seconds that a delivery may take beyond the stream's buffer intervals."""
LOG_LINES = 5

type Decode[T] = Callable[[bytes, str], list[T]]


@dataclass(frozen=True)
class FailedRecord:
    """A record in the error prefix: ``data`` as it was put, ``code`` and ``message`` as Firehose wrote them."""

    data: bytes
    code: str
    message: str
    attempts: int


class Delivery:
    """The stream ``name`` from now on: what was in its bucket when this was made is not seen."""

    def __init__(self, clients: Clients, name: str) -> None:
        self._clients = clients
        self.name = name
        self.sent: Counter[bytes] = Counter()
        self._began = time.time()
        self._bodies: dict[str, bytes] = {}
        self._before = frozenset(self._listed())

    def put(self, payloads: Iterable[bytes], deadline: float) -> int:
        """Put the records in batches, those that are refused for the moment again; returns how many were accepted.

        Raises RefusedRecordsError with the service's reason where some are refused until ``deadline`` (seconds).
        """
        end = time.monotonic() + deadline
        accepted = 0
        for batch in _batches(payloads):
            waiting = batch
            while waiting:
                answer = self._clients("firehose").put_record_batch(
                    DeliveryStreamName=self.name, Records=[{"Data": data} for data in waiting]
                )
                results = list(zip(waiting, answer["RequestResponses"], strict=True))
                taken = [data for data, result in results if "ErrorCode" not in result]
                self.sent.update(taken)
                accepted += len(taken)
                refused = [(data, result) for data, result in results if "ErrorCode" in result]
                waiting = [data for data, _ in refused]
                if waiting and time.monotonic() > end:
                    _, why = refused[0]
                    raise RefusedRecordsError(
                        f"the stream {self.name} refuses {len(waiting)} records after {accepted} were accepted: "
                        f"{why['ErrorCode']}: {why.get('ErrorMessage', '')}"
                    )
                if waiting:
                    time.sleep(POLL)
        return accepted

    def wait[T](
        self, count: int | None, where: Callable[[T], bool], deadline: float | None, decode: Decode[T]
    ) -> list[T]:
        """The records for which ``where`` holds, once there are ``count``; None: as many as were put here.

        Raises DeadlineError, or FailedRecordsError at once where one of those put here failed and all are waited for.
        """
        wanted = self.sent.total() if count is None else count
        if wanted < 1:
            raise ValueError("nothing was put by this pipeline: say how many records are waited for, with count=")
        records: list[T] = []

        def arrived() -> bool:
            self._refresh()
            records[:] = [record for record in self._records(decode) if where(record)]
            if count is None and len(records) < wanted:
                self._fail_fast()
            return len(records) >= wanted

        def seen() -> str:
            all_records = sum(1 for _ in self._records(decode))
            return f"{len(records)} of {wanted} are there, among {all_records} new records\n{self._seen()}"

        where_to = f"s3://{self.keys.bucket}/{self.keys.data}"
        until(arrived, f"{wanted} records in {where_to}", self._patience(deadline), seen)
        return records

    def wait_failed(
        self, count: int, where: Callable[[FailedRecord], bool], deadline: float | None
    ) -> list[FailedRecord]:
        """The failed records for which ``where`` holds, once there are ``count``. Raises DeadlineError."""
        records: list[FailedRecord] = []

        def arrived() -> bool:
            self._refresh()
            records[:] = [record for record in self._failed() if where(record)]
            return len(records) >= count

        what = f"{count} records among the errors of the stream {self.name}"
        until(arrived, what, self._patience(deadline), lambda: f"{len(records)} are there\n{self._seen()}")
        return records

    @cached_property
    def keys(self) -> Keys:
        """Where the stream's objects are."""
        return Keys.of(self._destination)

    @cached_property
    def _destination(self) -> Any:
        described: Any = self._clients("firehose").describe_delivery_stream(DeliveryStreamName=self.name)
        (destination,) = described["DeliveryStreamDescription"]["Destinations"]
        return destination.get("ExtendedS3DestinationDescription") or destination["S3DestinationDescription"]

    def _patience(self, deadline: float | None) -> float:
        return self._interval() + SLACK if deadline is None else deadline

    def _interval(self) -> float:
        """Seconds that a record may lie in the stream's buffers."""
        hints = self._destination.get("BufferingHints", {})
        seconds = float(hints.get("IntervalInSeconds", 300))
        configuration = self._destination.get("ProcessingConfiguration", {})
        for processor in configuration.get("Processors", []) if configuration.get("Enabled") else []:
            given = {item["ParameterName"]: item["ParameterValue"] for item in processor.get("Parameters", [])}
            if processor["Type"] == "Lambda":
                seconds += float(given.get("BufferIntervalInSeconds", DEFAULT_INTERVAL))
        return seconds

    def _listed(self) -> Iterator[str]:
        pages = self._clients("s3").get_paginator("list_objects_v2").paginate(Bucket=self.keys.bucket)
        for page in pages:
            for item in page.get("Contents", []):
                if self.keys.is_data(item["Key"]) or self.keys.is_error(item["Key"]):
                    yield item["Key"]

    def _refresh(self) -> None:
        for key in self._listed():
            if key not in self._before and key not in self._bodies:
                body = self._clients("s3").get_object(Bucket=self.keys.bucket, Key=key)["Body"].read()
                self._bodies[key] = decompressed(body, key)

    def _records[T](self, decode: Decode[T]) -> Iterator[T]:
        for key, body in self._bodies.items():
            if self.keys.is_data(key):
                yield from decode(body, key)

    def _failed(self) -> Iterator[FailedRecord]:
        for key, body in self._bodies.items():
            for error in json_records(body, key) if self.keys.is_error(key) else []:
                yield FailedRecord(
                    base64.b64decode(error.get("rawData", "")),
                    error["errorCode"],
                    error["errorMessage"],
                    int(error.get("attemptsMade", 1)),
                )

    def _fail_fast(self) -> None:
        own = [record for record in self._failed() if record.data in self.sent]
        if own:
            raise FailedRecordsError(f"{len(own)} of {self.sent.total()} records failed\n{self._seen()}")

    def _seen(self) -> str:
        """What the bucket, the error prefix and the stream's log say, for an error message."""
        data = sum(self.keys.is_data(key) for key in self._bodies)
        lines = [
            f"  objects: {data} new with data, {len(self._bodies) - data} with errors",
            f"  buffers: a record may wait {self._interval():.0f} s in them, less where the stack runs time faster",
        ]
        causes = Counter(f"{record.code}: {record.message}" for record in self._failed())
        lines += [f"  failed: {count} records, {cause}" for cause, count in causes.most_common(LOG_LINES)]
        lines += [f"  log: {line}" for line in self._log()]
        return "\n".join(lines)

    def _log(self) -> list[str]:
        """The last lines of the log that the destination names, since this was made."""
        options = self._destination.get("CloudWatchLoggingOptions", {})
        if not options.get("Enabled"):
            return [f"the stream {self.name} writes none: its CloudWatchLoggingOptions are not enabled"]
        logs = self._clients("logs")
        try:
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=options["LogGroupName"], startTime=int(self._began * 1000)
            )
            lines = [event["message"].strip() for page in pages for event in page["events"]]
        except logs.exceptions.ResourceNotFoundException:
            return [f"the group {options['LogGroupName']} does not exist"]
        return [_said(line) for line in lines[-LOG_LINES:]] or ["nothing in it"]


def _said(line: str) -> str:
    """Code and message of a line of Firehose's log, which is JSON."""
    try:
        said = json.loads(line)
        return f"{said['errorCode']}: {said['errorMessage']}"
    except (ValueError, KeyError, TypeError):
        return line


def _batches(payloads: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The payloads in batches that PutRecordBatch takes."""
    for chunk in batched(payloads, BATCH_RECORDS, strict=False):
        batch: list[bytes] = []
        size = 0
        for data in chunk:
            if batch and size + len(data) > BATCH_BYTES:
                yield batch
                batch, size = [], 0
            batch.append(data)
            size += len(data)
        yield batch
