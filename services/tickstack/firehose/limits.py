"""The limits of PutRecord and PutRecordBatch, refused with AWS's own words (API reference and observed answers)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.constraints import validation_error

MAX_RECORD_BYTES = 1_024_000
MAX_BATCH_RECORDS = 500
MAX_BATCH_BYTES = 4 * 1024 * 1024

_TOO_LONG = f"Member must have length less than or equal to {MAX_RECORD_BYTES}"
_NULL = "Member must not be null"


def record_data(record: Mapping[str, Any] | None) -> bytes:
    """The bytes of PutRecord's record. Raises ValidationException."""
    if record is None:
        raise validation_error([("record", _NULL)])
    _check([("record.data", record.get("Data"))])
    data: bytes = record["Data"]
    return data


def batch_data(records: Sequence[Mapping[str, Any]] | None) -> list[bytes]:
    """The bytes of PutRecordBatch's records. Raises ValidationException, or InvalidArgumentException above 4 MiB."""
    if records is None:
        raise validation_error([("records", _NULL)])
    if not records:
        raise validation_error([("records", "Member must have length greater than or equal to 1")])
    if len(records) > MAX_BATCH_RECORDS:
        raise validation_error([("records", f"Member must have length less than or equal to {MAX_BATCH_RECORDS}")])
    data = [record.get("Data") for record in records]
    if any(each is None or len(each) > MAX_RECORD_BYTES for each in data):
        _check((f"records.{number}.member.data", each) for number, each in enumerate(data, 1))
    known = [each for each in data if each is not None]
    if sum(map(len, known)) > MAX_BATCH_BYTES:
        raise AwsError("InvalidArgumentException", "Records size exceeds 4 MB limit")
    return known


def _check(members: Iterable[tuple[str, bytes | None]]) -> None:
    faults = [
        (path, _NULL if data is None else _TOO_LONG)
        for path, data in members
        if data is None or len(data) > MAX_RECORD_BYTES
    ]
    if faults:
        raise validation_error(faults)
