"""Decompression and CloudWatchLogProcessing: records as CloudWatch Logs' subscription filters put them.

Such a record is the gzip of a JSON object with ``messageType`` and ``logEvents``. An error record shows what was put,
compressed. Source: captures of the service; a control message becomes an empty record and is not dropped.
"""

import gzip
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


@dataclass(frozen=True)
class Decompression:
    """The bytes within the gzip, as they are; they are JSON."""

    def __call__(self, record: Record) -> Sequence[Record | Failure]:
        try:
            data = gzip.decompress(record.data)
            _envelope(data)
        except (OSError, EOFError, zlib.error, ValueError):
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
        except (ValueError, KeyError, TypeError):
            return [_failure(record)]
        return [record._replace(data=messages.encode("utf-8", "surrogatepass"), raw=record.source)]


def _envelope(data: bytes) -> dict[str, Any]:
    """Raises ValueError when ``data`` is not the JSON of an object."""
    envelope = json.loads(data)
    if not isinstance(envelope, dict):
        raise ValueError("not an object")
    return envelope


def _failure(record: Record) -> Failure:
    return Failure(record, Kind.DECOMPRESSION_FAILED, NOT_A_LOG)
