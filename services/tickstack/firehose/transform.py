"""The transformer's event, and what its answer makes of each record. Pure: the invocation itself is elsewhere.

Where observers of AWS disagree: an id that is returned twice fails alone, not the batch; an answer with an unknown
result or bad base64 fails the whole batch and is not tried again.
"""

import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tickstack.firehose import base64_groups
from tickstack.firehose.faults import Fault
from tickstack.firehose.records import Record

MAX_PAYLOAD_BYTES = 6 * 1024 * 1024
_RECORD_OVERHEAD = 150  # of a record's id and arrival in the request, in bytes
_ORIGIN_OVERHEAD = 250  # of its place in a Kinesis stream, but for the partition key
_EVENT_OVERHEAD = 1024


@dataclass(frozen=True)
class Source:
    """The stream as its transformer sees it; ``kinesis_arn`` is the stream that it reads, if it reads one."""

    stream_arn: str
    region: str
    kinesis_arn: str | None = None


class Transformed(NamedTuple):
    """A record with the bytes that the function made of it, and the partition keys that it gave."""

    record: Record
    data: bytes
    keys: Mapping[str, str | None] | None = None


@dataclass
class Outcome:
    """What one attempt made of a batch. ``retry`` is set when the attempt itself failed and may be repeated.

    ``postponed``: that it failed says nothing of the function, and does not count as an attempt.
    """

    outputs: list[Transformed] = field(default_factory=list)
    dropped: list[Record] = field(default_factory=list)
    failed: list[tuple[Record, Fault]] = field(default_factory=list)
    retry: Fault | None = None
    postponed: bool = False


INVOKE_LIMIT_EXCEEDED = "Lambda.InvokeLimitExceeded"
FUNCTION_ERROR = Fault(
    "Lambda.FunctionError", "The Lambda function was successfully invoked but it returned an error result."
)
_BAD_OUTPUT = Fault(
    "Lambda.FunctionError",
    "Check your function and make sure the output is in required format. In addition to that, make sure the processed "
    "records contain valid result status of Dropped, Ok, or ProcessingFailed",
)
_NO_DATA = Fault(
    "Lambda.InvalidReturnFormat",
    "The data field cannot be null when the SourceType is DirectPut or KinesisStreamAsSource and processing result is "
    "Ok. The value field cannot be null when the SourceType is MSKAsSource and processing result is Ok.",
)
_PROCESSING_FAILED = Fault("Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record")
_MISSING = Fault(
    "Lambda.MissingRecordId",
    "One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.",
)
_DUPLICATED = Fault(
    "Lambda.DuplicatedRecordId",
    "Multiple records were returned with the same record Id. Ensure that the Lambda function returns a unique record "
    "Id for each record.",
)
_UNREADABLE = Fault(
    "Lambda.JsonProcessingException",
    "There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the "
    "status model that is required by Amazon Data Firehose.",
)


def invocations(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Records for one invocation each, whose request stays below 6 MB; a larger record goes alone."""
    some: list[Record] = []
    size = _EVENT_OVERHEAD
    for record in records:
        added = _request_size(record)
        if some and size + added > MAX_PAYLOAD_BYTES:
            yield some
            some, size = [], _EVENT_OVERHEAD
        some.append(record)
        size += added
    if some:
        yield some


def _request_size(record: Record) -> int:
    size = (len(record.data) + 2) // 3 * 4 + _RECORD_OVERHEAD
    return size if record.origin is None else size + _ORIGIN_OVERHEAD + len(json.dumps(record.origin.partition_key))


def event(source: Source, invocation_id: str, records: Sequence[Record]) -> bytes:
    """The JSON that the function is invoked with, keys in AWS's order."""
    members = {
        "invocationId": invocation_id,
        "deliveryStreamArn": source.stream_arn,
        "sourceKinesisStreamArn": source.kinesis_arn,
        "region": source.region,
        "records": [_event_record(record) for record in records],
    }
    if source.kinesis_arn is None:
        del members["sourceKinesisStreamArn"]
    return json.dumps(members, separators=(",", ":")).encode("ascii")


def _event_record(record: Record) -> dict[str, Any]:
    members: dict[str, Any] = {
        "recordId": record.record_id,
        "approximateArrivalTimestamp": record.arrival_ms,
        "data": binascii.b2a_base64(record.data, newline=False).decode("ascii"),
    }
    origin = record.origin
    if origin is not None:
        members["kinesisRecordMetadata"] = {
            "sequenceNumber": origin.sequence_number,
            "subsequenceNumber": origin.subsequence,
            "partitionKey": origin.partition_key,
            "shardId": origin.shard_id,
            "approximateArrivalTimestamp": origin.arrival_ms,
        }
    return members


def outcome(records: Sequence[Record], payload: bytes) -> Outcome:
    """What the function's answer makes of ``records``: each ends as an output, dropped or failed, exactly once.

    An answer of more than 6 MB, which Lambda does not let through on AWS, is a failed attempt.
    """
    if len(payload) > MAX_PAYLOAD_BYTES:
        return Outcome(retry=FUNCTION_ERROR)
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return _all_failed(records, _UNREADABLE)
    listed = answer.get("records") if isinstance(answer, dict) else None
    ids = {record.record_id for record in records}
    answers: dict[str, Mapping[str, Any]] = {}
    duplicated: set[str] = set()
    for entry in listed if isinstance(listed, list) else []:
        if not isinstance(entry, dict):
            return _all_failed(records, _BAD_OUTPUT)
        record_id = entry.get("recordId")
        if not isinstance(record_id, str) or record_id not in ids:
            continue
        if record_id in answers:
            duplicated.add(record_id)
        answers[record_id] = entry
    try:
        return _sorted(records, answers, duplicated)
    except ValueError:
        return _all_failed(records, _BAD_OUTPUT)


def _sorted(records: Sequence[Record], answers: Mapping[str, Mapping[str, Any]], duplicated: set[str]) -> Outcome:
    """Sort the records by their answers. Raises ValueError when an answer is out of format."""
    result = Outcome()
    for record in records:
        answer = answers.get(record.record_id)
        if answer is None:
            result.failed.append((record, _MISSING))
        elif record.record_id in duplicated:
            result.failed.append((record, _DUPLICATED))
        else:
            _settle(record, answer, result)
    return result


def _settle(record: Record, answer: Mapping[str, Any], result: Outcome) -> None:
    status, data = answer.get("result"), answer.get("data")
    if status == "Ok":
        if data is None:
            result.failed.append((record, _NO_DATA))
        elif isinstance(data, str):
            result.outputs.append(Transformed(record, base64_groups.decode(data), _partition_keys(answer)))
        else:
            raise ValueError("data is not text")
    elif status == "Dropped":
        result.dropped.append(record)
    elif status == "ProcessingFailed":
        result.failed.append((record, _PROCESSING_FAILED))
    else:
        raise ValueError("unknown result")


def _partition_keys(answer: Mapping[str, Any]) -> Mapping[str, str | None] | None:
    """The keys of ``metadata.partitionKeys``, None without any. Raises ValueError when they are out of format.

    The function returns them as text; a number or a truth value is taken for its JSON.
    """
    metadata = answer.get("metadata")
    if metadata is None:
        return None
    keys = metadata.get("partitionKeys") if isinstance(metadata, dict) else metadata
    if keys is None:
        return None
    if not isinstance(keys, dict) or any(isinstance(value, dict | list) for value in keys.values()):
        raise ValueError("partitionKeys is no map of texts")
    return {name: _text(value) for name, value in keys.items()}


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value)


def _all_failed(records: Sequence[Record], fault: Fault) -> Outcome:
    return Outcome(failed=[(record, fault) for record in records])
