"""A stream's journal: records as they were accepted and marks of what became of them, so that a crash loses none.

A segment is a pair of files, ``FIRST.records`` and ``FIRST.settled``, named by the position of its first record;
positions count a stream's records. A put is one frame, written before it is answered. A record has one copy for the
destination and perhaps one for the backup; when every copy in a segment is settled its files go. Power loss is out of
scope: what write(2) took survives the end of the process.
"""

import bisect
import errno
import itertools
import logging
import os
import struct
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from tickstack.firehose.frames import HEAD, Write, append, frames
from tickstack.firehose.records import Copy

LOG = logging.getLogger(__name__)

SEGMENT_BYTES = 8 * 1024 * 1024
DISK_BYTES = 4 * 1024 * 1024 * 1024

_PUT = struct.Struct("<BQQI")


@dataclass(frozen=True, slots=True)
class Kept:
    """Records of one put that a former process accepted, with the copies that it did not settle."""

    first: int
    arrival_ms: int
    copies: Copy
    data: Sequence[bytes]


class Journal(Protocol):
    """What a running stream needs to keep its records; ``durable`` when they outlive the process."""

    durable: bool

    def put(self, arrival_ms: int, data: Sequence[bytes], copies: Copy) -> int:
        """Keep records: the position of the first. Raises OSError when they cannot be kept; then none is."""

    def settle(self, positions: Sequence[int], copy: Copy) -> None:
        """One copy of each of these records needs no keeping any more."""

    def close(self) -> None:
        """Take no more records; what is under way may still be settled."""


class NoJournal:
    """Keeps nothing: records live and die with the process."""

    durable = False

    def __init__(self) -> None:
        self._next = 0

    def put(self, arrival_ms: int, data: Sequence[bytes], copies: Copy) -> int:  # noqa: ARG002 - Journal's
        first, self._next = self._next, self._next + len(data)
        return first

    def settle(self, positions: Sequence[int], copy: Copy) -> None:
        """Nothing is kept."""

    def close(self) -> None:
        """Nothing is open."""


@dataclass(eq=False, slots=True)
class _Segment:
    """``unsettled`` counts copies, ``size`` is that of the records' file."""

    first: int
    path: Path
    unsettled: int = 0
    size: int = 0

    @property
    def marks(self) -> Path:
        return self.path.with_suffix(".settled")


class FileJournal:
    """The journal in a folder. Not for several threads at a time: the stream's lock is held around each call."""

    durable = True

    def __init__(
        self, folder: Path, *, limit: int = DISK_BYTES, segment: int = SEGMENT_BYTES, write: Write = os.write
    ) -> None:
        """``limit`` in bytes of records on disk, above which puts fail; ``segment`` in bytes, at least."""
        self._folder = folder
        self._limit = limit
        self._segment = segment
        self._write = write
        self.size = 0  # bytes of records on disk
        self._segments: list[_Segment] = []  # by first position
        self._next = 0
        self._open: int | None = None  # of the last segment, while it takes records
        self._complained = False

    def recover(self) -> Iterator[Kept]:
        """What a former process left, in the order of its arrival. To be exhausted before anything else is done."""
        paths = sorted(self._folder.glob("*.records"))
        known = {path.stem for path in paths}
        for orphan in self._folder.glob("*.settled"):
            if orphan.stem not in known:
                orphan.unlink()
        for path in paths:
            content = path.read_bytes()
            segment = _Segment(int(path.stem), path, size=len(content))
            puts = list(_puts(content, path))
            count = sum(len(put.lengths) for put in puts)
            for kept in _unsettled(puts, _settled(segment, count)):
                segment.unsettled += len(kept.data) * kept.copies.bit_count()
                yield kept
            self._segments.append(segment)
            self.size += segment.size
            self._next = segment.first + count
            if not segment.unsettled:
                self._remove(segment)

    def put(self, arrival_ms: int, data: Sequence[bytes], copies: Copy) -> int:
        lengths = array("I", map(len, data))
        payload = b"".join((_PUT.pack(copies, self._next, arrival_ms, len(data)), lengths.tobytes(), *data))
        if self.size + len(payload) > self._limit:
            raise OSError(errno.EDQUOT, f"{self._folder} holds {self._limit} bytes of records that are not settled")
        segment = self._current()
        assert self._open is not None
        try:
            written = append(self._open, payload, self._write)
        except OSError:
            self._seal()  # should something be left of the frame, nothing may follow it
            if not segment.unsettled:
                self._remove(segment)
            raise
        first, self._next = self._next, self._next + len(data)
        self.size += written
        segment.size += written
        segment.unsettled += len(data) * copies.bit_count()
        if segment.size >= self._segment:
            self._seal()
        return first

    def settle(self, positions: Sequence[int], copy: Copy) -> None:
        ordered = sorted(positions)
        start = 0
        for segment, end in self._spans(ordered):
            chosen = ordered[start:end]
            start = end
            segment.unsettled -= len(chosen)
            if segment.unsettled:
                self._mark(segment, chosen, copy)
            else:
                self._remove(segment)

    def close(self) -> None:
        self._seal()

    def _spans(self, ordered: Sequence[int]) -> Iterator[tuple[_Segment, int]]:
        """The segments that sorted positions lie in, and where each one's end among them."""
        start = 0
        firsts = [segment.first for segment in self._segments]
        segments = list(self._segments)
        while start < len(ordered):
            number = bisect.bisect_right(firsts, ordered[start])
            end = len(ordered) if number == len(firsts) else bisect.bisect_left(ordered, firsts[number], start)
            yield segments[number - 1], end
            start = end

    def _current(self) -> _Segment:
        """The segment that takes records, a new one where there is none."""
        if self._open is None:
            path = self._folder / f"{self._next:020d}.records"
            self._open = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            self._segments.append(_Segment(self._next, path))
        return self._segments[-1]

    def _seal(self) -> None:
        if self._open is not None:
            os.close(self._open)
            self._open = None

    def _mark(self, segment: _Segment, positions: Sequence[int], copy: Copy) -> None:
        """Note what is settled. Where that fails nothing is lost: a crash would bring these records once more."""
        payload = bytes([copy]) + _ranges(positions, segment.first).tobytes()
        try:
            descriptor = os.open(segment.marks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                append(descriptor, payload, self._write)
            finally:
                os.close(descriptor)
        except OSError as error:
            if not self._complained:
                LOG.warning("what is delivered cannot be noted, after a crash it would come twice: %s", error)
            self._complained = True
        else:
            self._complained = False

    def _remove(self, segment: _Segment) -> None:
        """Forget a segment. The records go first: marks alone are removed at the next start."""
        if segment is self._segments[-1]:
            self._seal()
        self._segments.remove(segment)
        self.size -= segment.size
        try:
            segment.path.unlink(missing_ok=True)
            segment.marks.unlink(missing_ok=True)
        except OSError as error:
            LOG.warning("%s is not needed any more and cannot be removed: %s", segment.path, error)


def _ranges(positions: Sequence[int], base: int) -> "array[int]":
    """Sorted positions as pairs of a start, counted from ``base``, and a length."""
    if positions[-1] - positions[0] + 1 == len(positions):
        return array("I", (positions[0] - base, len(positions)))
    ranges = array("I")
    start = before = positions[0]
    for position in positions[1:]:
        if position != before + 1:
            ranges.extend((start - base, before - start + 1))
            start = position
        before = position
    ranges.extend((start - base, before - start + 1))
    return ranges


class _Put(NamedTuple):
    """A frame of records: what its head says, the length of each record, and the bytes of all."""

    copies: Copy
    first: int
    arrival_ms: int
    lengths: "array[int]"
    data: memoryview


def _puts(content: bytes, path: Path) -> Iterator[_Put]:
    """The puts in a segment's file; what was cut off at its end was never acknowledged."""
    read = 0
    for payload in frames(content):
        copies, first, arrival_ms, count = _PUT.unpack_from(payload)
        data = _PUT.size + 4 * count
        yield _Put(Copy(copies), first, arrival_ms, array("I", bytes(payload[_PUT.size : data])), payload[data:])
        read += HEAD.size + len(payload)
    if read < len(content):
        LOG.warning("%s: the last %d bytes are no record that was acknowledged", path, len(content) - read)


def _settled(segment: _Segment, count: int) -> bytearray:
    """The settled copies of each record of a segment."""
    settled = bytearray(count)
    if segment.marks.exists():
        for payload in frames(segment.marks.read_bytes()):
            ranges = array("I", bytes(payload[1:]))
            for start, length in zip(ranges[::2], ranges[1::2], strict=True):
                for number in range(start, min(start + length, count)):
                    settled[number] |= payload[0]
    return settled


def _unsettled(puts: Sequence[_Put], settled: bytearray) -> Iterator[Kept]:
    for put in puts:
        base = put.first - puts[0].first
        number = start = 0
        for done, run in itertools.groupby(settled[base : base + len(put.lengths)]):
            data = []
            for length in put.lengths[number : number + len(tuple(run))]:
                data.append(bytes(put.data[start : start + length]))
                start += length
            if left := put.copies & ~done:
                yield Kept(put.first + number, put.arrival_ms, Copy(left), data)
            number += len(data)
