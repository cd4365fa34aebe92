"""Decompression and CloudWatchLogProcessing: records as CloudWatch Logs' subscription filters put them.

Such a record is the gzip of a JSON object with ``messageType`` and ``logEvents``. An error record shows what was put,
compressed. Source: captures of the service; a control message becomes an empty record and is not dropped.
"""

import gzip
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.firehose.faults import Failure, Fault, Kind
from tickstack.firehose.records import Record

NOT_A_LOG = Fault(
    "Decompression failed.", "Decompression failed because input data does not conform to cloudwatch log."
)


MAX_DECOMPRESSED = 64 * 1024 * 1024
"""Bytes of one record: not known of the service, and far beyond what CloudWatch Logs puts."""


@dataclass(frozen=True)
class Decompression:
    """The bytes within the gzip, as they are; they are JSON."""

    def __call__(self, record: Record) -> Sequence[Record | Failure]:
        try:
            data = _decompressed(record.data)
            _envelope(data)
        except (OSError, EOFError, zlib.error, ValueError, RecursionError):
            return [_failure(record)]
        return [record._replace(data=data, raw=record.source)]


@dataclass(frozen=True)
class MessageExtraction:
    """The messages of the log events, each with a newline."""

    def __call__(self, record: Record) -> Sequence[Record | Failure]:
        try:
            envelope = _envelope(record.data)
            if envelope.get("messageType") == "CONTROL_MESSAGE":
                messages = ""
            else:
                messages = "".join(f"{event['message']}\n" for event in envelope["logEvents"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return [_failure(record)]
        return [record._replace(data=messages.encode("utf-8", "surrogatepass"), raw=record.source)]


def _decompressed(data: bytes) -> bytes:
    """Raises ValueError for more than the largest record, and what gzip raises."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        found = file.read(MAX_DECOMPRESSED + 1)
    if not data or len(found) > MAX_DECOMPRESSED:
        raise ValueError("empty or too large")
    return found


def _envelope(data: bytes) -> dict[str, Any]:
    """Raises ValueError when ``data`` is not the JSON of an object."""
    envelope = json.loads(data)
    if not isinstance(envelope, dict):
        raise ValueError("not an object")
    return envelope


def _failure(record: Record) -> Failure:
    return Failure(record, Kind.DECOMPRESSION_FAILED, NOT_A_LOG)
