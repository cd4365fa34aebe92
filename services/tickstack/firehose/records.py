"""A record as a delivery stream carries it: accepted, processed, perhaps transformed."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntFlag
from typing import NamedTuple

SEQUENCE_DIGITS = 56


class Copy(IntFlag):
    """The copies of a record: each is settled for itself."""

    DESTINATION = 1
    BACKUP = 2


class Origin(NamedTuple):
    """Where a record was read: its place in a Kinesis stream. ``subsequence`` counts those of an aggregated record."""

    sequence_number: str
    subsequence: int
    partition_key: str
    shard_id: str
    arrival_ms: int


class Record(NamedTuple):
    """An accepted record; ``record_id`` is what the transformer sees, the arrival is in epoch milliseconds.

    ``position`` counts the stream's records; its journal knows them by it. Several records have the same one when
    they were one record that was split. ``raw`` are the bytes that were put, where a processor has replaced them.
    ``origin`` is set when the record was read from a Kinesis stream.
    """

    record_id: str
    arrival_ms: int
    data: bytes
    position: int
    raw: bytes | None = None
    origin: Origin | None = None

    @property
    def source(self) -> bytes:
        """The bytes that were put: what an error record shows."""
        return self.data if self.raw is None else self.raw

    @property
    def held(self) -> int:
        """Bytes of memory."""
        return len(self.data) if self.raw is None else len(self.data) + len(self.raw)


class Output(NamedTuple):
    """Bytes for the destination, with the arrival, the size and the position of the record that they come from.

    ``keys`` are the partition keys that the transformer gave, ``record_id`` is the record's.
    """

    data: bytes
    arrival_ms: int
    source_size: int
    position: int
    keys: Mapping[str, str | None] | None = None
    record_id: str = ""


def output_of(record: Record, data: bytes | None = None, keys: Mapping[str, str | None] | None = None) -> Output:
    """What becomes of a record: ``data``, or its own bytes."""
    made = record.data if data is None else data
    raw = record.data if record.raw is None else record.raw
    return Output(made, record.arrival_ms, len(raw), record.position, keys, record.record_id)


def record_numbering(start: int) -> Callable[[int, int, Sequence[bytes]], list[Record]]:
    """A numbering of records: digit strings like a sequence number plus a six-digit sub-index, unique in the stream.

    ``start`` sets the streams of several runs apart (a time in nanoseconds). The function takes the first position.
    """
    base = 49 * 10 ** (SEQUENCE_DIGITS - 2) + start * 10**12

    def numbered(first: int, arrival_ms: int, data: Sequence[bytes]) -> list[Record]:
        return [
            Record(f"{base + position}000000", arrival_ms, each, position) for position, each in enumerate(data, first)
        ]

    return numbered


def parts_of(record: Record, data: Sequence[bytes]) -> list[Record]:
    """The records that one record is split into: the sub-index of their ids counts them.

    A part that a processor made of replaced bytes keeps the bytes that were put; any other part is what was put.
    """
    number = record.record_id[:-6]
    return [record._replace(record_id=f"{number}{index:06d}", data=each) for index, each in enumerate(data)]
