"""A record as a delivery stream carries it: accepted, then perhaps transformed."""

from collections.abc import Callable, Sequence
from enum import IntFlag
from typing import NamedTuple

SEQUENCE_DIGITS = 56


class Copy(IntFlag):
    """The copies of a record: each is settled for itself."""

    DESTINATION = 1
    BACKUP = 2


class Record(NamedTuple):
    """An accepted record; ``record_id`` is what the transformer sees, the arrival is in epoch milliseconds.

    ``position`` counts the stream's records; its journal knows them by it.
    """

    record_id: str
    arrival_ms: int
    data: bytes
    position: int


class Output(NamedTuple):
    """Bytes for the destination, with the arrival, the size and the position of the record that they come from."""

    data: bytes
    arrival_ms: int
    source_size: int
    position: int


def output_of(record: Record, data: bytes | None = None) -> Output:
    """What becomes of a record: ``data``, or its own bytes."""
    return Output(record.data if data is None else data, record.arrival_ms, len(record.data), record.position)


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
