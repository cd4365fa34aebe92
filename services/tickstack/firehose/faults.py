"""What may become of a record beside delivery: the kinds of objects, the faults, and the lines of error objects."""

import binascii
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tickstack.firehose.records import Copy, Output, Record


class Kind(StrEnum):
    """What an object holds; the value of a kind of errors is its error-output-type."""

    DATA = "data"
    BACKUP = "backup"
    DECOMPRESSION_FAILED = "decompression-failed"
    PROCESSING_FAILED = "processing-failed"
    METADATA_EXTRACTION_FAILED = "metadata-extraction-failed"
    FORMAT_CONVERSION_FAILED = "format-conversion-failed"
    ACTIVE_PARTITION_EXCEEDED = "activePartitionExceeded"
    HTTP_ENDPOINT_FAILED = "http-endpoint-failed"

    @property
    def failed(self) -> bool:
        """Whether such objects hold error records."""
        return self not in {Kind.DATA, Kind.BACKUP}

    @property
    def copy(self) -> Copy:
        """Which copy of its records such an object settles."""
        return Copy.BACKUP if self is Kind.BACKUP else Copy.DESTINATION


@dataclass(frozen=True)
class Fault:
    """Why a record was not delivered as data: Firehose's code and text."""

    code: str
    message: str


class Failure(NamedTuple):
    """A record that ends as an error record."""

    record: Record
    kind: Kind
    fault: Fault


@dataclass(frozen=True)
class Attempts:
    """How often a record was tried and when the last try ended; ``function_arn`` where the transformer was tried."""

    ended_ms: int
    number: int = 1
    function_arn: str | None = None


def error_line(raw: bytes, arrival_ms: int, fault: Fault, attempts: Attempts) -> bytes:
    """The line of an error object for one record, with the keys and their order as captured on AWS."""
    line = {
        "rawData": binascii.b2a_base64(raw, newline=False).decode("ascii"),
        "errorCode": fault.code,
        "errorMessage": fault.message,
        "attemptsMade": attempts.number,
        "arrivalTimestamp": arrival_ms,
        "attemptEndingTimestamp": attempts.ended_ms,
    }
    if attempts.function_arn is not None:
        line["lambdaARN"] = attempts.function_arn
    return (json.dumps(line, separators=(",", ":")) + "\n").encode("ascii")


def endpoint_error_line(output: Output, fault: Fault, attempts: Attempts) -> bytes:
    """The line of an error object for one record that an HTTP endpoint did not take (developer guide's example)."""
    line = {
        "attemptsMade": attempts.number,
        "arrivalTimestamp": output.arrival_ms,
        "errorCode": fault.code,
        "errorMessage": fault.message,
        "attemptEndingTimestamp": attempts.ended_ms,
        "rawData": binascii.b2a_base64(output.data, newline=False).decode("ascii"),
        "subsequenceNumber": 0,
        "dataId": f"{49 * 10**54 + output.position}.0",
    }
    return (json.dumps(line, separators=(",", ":")) + "\n").encode("ascii")
