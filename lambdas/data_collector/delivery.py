"""Records to Firehose in batches: only what failed is sent again, and what stays undelivered is told, never lost.

Limits of PutRecordBatch: 500 records and 4 MiB a call; it answers HTTP 200 even where some records failed.
"""

import dataclasses
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as NoConnectionError

MAX_RECORDS = 500
MAX_BYTES = 4 * 1024 * 1024
ATTEMPTS = 8
FIRST_DELAY = 0.1
MAX_DELAY = 5.0
RESERVE = 5.0

_RETRIED_CODES = {
    "InternalFailure",
    "InternalServerError",
    "LimitExceededException",
    "ProvisionedThroughputExceededException",
    "RequestTimeout",
    "ServiceUnavailable",
    "ServiceUnavailableException",
    "SlowDown",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
}


class FirehoseClient(Protocol):
    """The part of boto3's Firehose client that is used."""

    def put_record_batch(self, *, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803 - boto3's names
        """Answers one entry a record, in order."""


@dataclasses.dataclass(frozen=True)
class Undelivered:
    """A record that was given up: its index in what was delivered, and Firehose's last word about it."""

    index: int
    error: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Delivery:
    """Puts records into ``stream``.

    ``time_left`` gives the seconds until this function is stopped: retries end early enough to report what is left.
    """

    client: FirehoseClient
    stream: str
    time_left: Callable[[], float] = lambda: float("inf")
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[float, float], float] = random.uniform

    def deliver(self, records: Sequence[bytes]) -> list[Undelivered]:
        """Put every record, in order. Returns those that Firehose did not take, which is none when all went well."""
        undelivered: list[Undelivered] = []
        for batch in batches(records):
            undelivered += self._put(records, batch)
        return undelivered

    def _put(self, records: Sequence[bytes], batch: range) -> list[Undelivered]:
        waiting: Sequence[int] = batch
        errors: dict[int, str] = {}
        for attempt in range(ATTEMPTS):
            errors, final = self._attempt(records, waiting)
            waiting = list(errors)
            delay = self.jitter(0, min(MAX_DELAY, FIRST_DELAY * 2**attempt))
            if not waiting or final or attempt == ATTEMPTS - 1 or self.time_left() - delay < RESERVE:
                break
            self.sleep(delay)
        return [Undelivered(index, error) for index, error in errors.items()]

    def _attempt(self, records: Sequence[bytes], indexes: Sequence[int]) -> tuple[dict[int, str], bool]:
        """One call: the errors of the records that failed, and whether there is no use in trying again."""
        entries = [{"Data": records[index]} for index in indexes]
        try:
            answer = self.client.put_record_batch(DeliveryStreamName=self.stream, Records=entries)
        except ClientError as error:
            return dict.fromkeys(indexes, str(error)), not _is_transient(error)
        except BotoCoreError as error:
            return dict.fromkeys(indexes, str(error)), not isinstance(error, HTTPClientError | NoConnectionError)
        responses = zip(indexes, answer["RequestResponses"], strict=True)
        failed = {index: entry for index, entry in responses if entry.get("ErrorCode")}
        return {
            index: f"{entry['ErrorCode']}: {entry.get('ErrorMessage', '')}" for index, entry in failed.items()
        }, False


def batches(records: Sequence[bytes]) -> Iterator[range]:
    """Cut ``records`` into index ranges, in order, each within Firehose's limits of one call."""
    first = size = 0
    for index, record in enumerate(records):
        if index > first and (index - first == MAX_RECORDS or size + len(record) > MAX_BYTES):
            yield range(first, index)
            first, size = index, 0
        size += len(record)
    if first < len(records):
        yield range(first, len(records))


def _is_transient(error: ClientError) -> bool:
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return error.response["Error"].get("Code") in _RETRIED_CODES or status == 429 or (status >= 500 and status != 501)
