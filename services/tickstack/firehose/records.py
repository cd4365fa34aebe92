"""A record as a delivery stream carries it: accepted, then perhaps transformed."""

import itertools
from collections.abc import Callable, Sequence
from typing import NamedTuple

SEQUENCE_DIGITS = 56


class Record(NamedTuple):
    """An accepted record; ``record_id`` is what the transformer sees, the arrival is in epoch milliseconds."""

    record_id: str
    arrival_ms: int
    data: bytes


class Output(NamedTuple):
    """Bytes for the destination, with the arrival and the size of the record that they come from."""

    data: bytes
    arrival_ms: int
    source_size: int


def output_of(record: Record) -> Output:
    """The record's own bytes, untransformed."""
    return Output(record.data, record.arrival_ms, len(record.data))


def record_numbering(start: int) -> Callable[[int, Sequence[bytes]], list[Record]]:
    """A numbering of records: digit strings like a sequence number plus a six-digit sub-index, unique in the stream.

    ``start`` sets the streams of several runs apart (a time in nanoseconds).
    """
    count = itertools.count(49 * 10 ** (SEQUENCE_DIGITS - 2) + start * 10**12)

    def numbered(arrival_ms: int, data: Sequence[bytes]) -> list[Record]:
        return [Record(f"{next(count)}000000", arrival_ms, each) for each in data]

    return numbered
