"""Records of a source stream as the journal keeps them: where they were read, then their bytes."""

import json
import struct
from collections.abc import Sequence
from typing import NamedTuple

from tickstack.firehose.aggregation import Child, children
from tickstack.firehose.ports import SourceRecord
from tickstack.firehose.records import Origin, Record

_HEAD = struct.Struct("<H")


class Taken(NamedTuple):
    """A record that was read."""

    origin: Origin
    data: bytes


def taken(shard_id: str, record: SourceRecord) -> list[Taken]:
    """The records in one of a shard: those that a producer aggregated, or the one itself."""
    parts: Sequence[Child] = children(record.data) or [Child(record.partition_key, record.data)]
    return [
        Taken(Origin(record.sequence_number, index, part.partition_key, shard_id, record.arrival_ms), part.data)
        for index, part in enumerate(parts)
    ]


def packed(record: Taken) -> bytes:
    """A record's bytes in the journal."""
    head = json.dumps(record.origin, separators=(",", ":")).encode()
    return _HEAD.pack(len(head)) + head + record.data


def unpacked(record: Record) -> Record:
    """The record of which the journal has ``record``: it arrived when it came into the source stream."""
    (size,) = _HEAD.unpack_from(record.data)
    start = _HEAD.size + size
    origin = Origin(*json.loads(record.data[_HEAD.size : start]))
    return record._replace(arrival_ms=origin.arrival_ms, data=record.data[start:], origin=origin)
