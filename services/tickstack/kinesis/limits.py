"""The limits of Kinesis's requests, refused with AWS's own words.

Those of the service model hold for every operation; records are checked by themselves, for there may be many.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tickstack.constraints import NOT_NULL, Fault, Framework, message
from tickstack.errors import AwsError
from tickstack.kinesis.hash_keys import SPACE, hash_key
from tickstack.kinesis.model import Stream
from tickstack.kinesis.streams import Entry

FRAMEWORK = Framework(locates_items=True)

MAX_PUT_RECORDS = 500
PUT_MIB = 5
"""What one PutRecords takes, with partition keys; ten where the stream takes larger records than 1 MiB."""

_KIB = 1024
_MIB = 1024 * 1024
_MAX_KEY = 256


def entry(stream: Stream, record: Mapping[str, Any], path: str = "") -> Entry:
    """A record of a request, named ``path`` in texts. Raises ValidationException, InvalidArgumentException."""
    key, data, explicit = record.get("PartitionKey"), record.get("Data"), record.get("ExplicitHashKey")
    faults = [
        Fault(f"{path}{name}", NOT_NULL) for name, value in (("data", data), ("partitionKey", key)) if value is None
    ]
    if key is not None and not 1 <= len(key) <= _MAX_KEY:
        bound = "greater than or equal to 1" if not key else f"less than or equal to {_MAX_KEY}"
        faults.append(Fault(f"{path}partitionKey", f"Member must have length {bound}", key))
    if data is not None and len(data) > stream.record_kib * _KIB:
        limit = stream.record_kib * _KIB
        faults.append(Fault(f"{path}data", f"Member must have length less than or equal to {limit}", _BYTES))
    if faults:
        raise AwsError("ValidationException", message(faults, FRAMEWORK))
    assert key is not None
    assert data is not None
    return Entry(hash_key(key) if explicit is None else _explicit(explicit), key, data)


def entries(stream: Stream, records: Sequence[Mapping[str, Any]] | None) -> list[Entry]:
    """The records of PutRecords. Raises ValidationException, or InvalidArgumentException when they are too much."""
    if not records or len(records) > MAX_PUT_RECORDS:
        bound = NOT_NULL if records is None else "Member must have length greater than or equal to 1"
        if records:
            bound = f"Member must have length less than or equal to {MAX_PUT_RECORDS}"
        raise AwsError("ValidationException", message([Fault("records", bound, records and _RECORDS)], FRAMEWORK))
    found = [entry(stream, record, f"records.{number}.member.") for number, record in enumerate(records, 1)]
    limit = PUT_MIB if stream.record_kib <= _KIB else 2 * PUT_MIB
    if sum(len(each.data) + len(each.partition_key.encode()) for each in found) > limit * _MIB:
        raise AwsError("InvalidArgumentException", f"Records size exceeds {limit} MB limit")
    return found


_BYTES = "java.nio.HeapByteBuffer"
_RECORDS = "[com.amazonaws.kinesis.v20131202.PutRecordsRequestEntry]"


def _explicit(text: str) -> int:
    if not text.isdecimal() or int(text) >= SPACE:
        raise AwsError(
            "InvalidArgumentException",
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was " + text,
        )
    return int(text)
