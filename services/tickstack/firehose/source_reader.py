"""Reads a source stream, shard by shard, once a second each: a state machine that is driven by ``step``.

Nothing is read on while the delivery stream has no room for what was read; what it has taken is behind a checkpoint.
The second of two streams of the same name is not the source: AWS does not pick it up either.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tickstack.clock import Clock
from tickstack.firehose.checkpoints import Checkpoints, Progress
from tickstack.firehose.faults import Fault
from tickstack.firehose.ports import EXPIRED, NOT_FOUND, Read, SourceError, SourceStream, SourceStreams
from tickstack.firehose.source_records import Taken, taken

LOG = logging.getLogger(__name__)

READ_SECONDS = 1.0
SHORTEST_READ_SECONDS = 0.05
FAULT_SECONDS = 10.0
QUIET_REPORT_SECONDS = 60.0
CHUNK_RECORDS = 5_000

NEVER_REPORTED = float("-inf")


class Observer(Protocol):
    """What a reader tells."""

    def source_found(self, stream: SourceStream) -> None:
        """The source is there."""

    def source_read(self, count: int, size: int, behind_ms: int) -> None:
        """Records of ``size`` bytes were read; the reader is so many milliseconds behind."""

    def source_refused(self, fault: Fault) -> None:
        """The source could not be read."""


@dataclass(frozen=True)
class Wanted:
    """The source: the stream to read, from ``since`` (epoch seconds) on."""

    stream_arn: str
    since: float


@dataclass(eq=False)
class _Shard:
    """A shard that is read: the next place, and when to read it. Without an iterator one is asked for."""

    shard_id: str
    iterator: str | None = None
    due: float = float("-inf")


class SourceReader:
    """``take`` gives records to the delivery stream: False when it has no room for them."""

    def __init__(
        self,
        wanted: Wanted,
        sources: SourceStreams,
        take: Callable[[Sequence[Taken]], bool],
        checkpoints: Checkpoints,
        observer: Observer,
        clock: Clock,
        time_scale: float = 1.0,
    ) -> None:
        self._wanted = wanted
        self._sources = sources
        self._take = take
        self._checkpoints = checkpoints
        self._observer = observer
        self._clock = clock
        self._pause = max(READ_SECONDS / time_scale, SHORTEST_READ_SECONDS)
        self._fault_pause = FAULT_SECONDS / time_scale
        self._progress: Progress | None = None
        self._shards: dict[str, _Shard] | None = None  # None: not known
        self._not_before = float("-inf")
        self._reported = NEVER_REPORTED
        self._complained = False

    def due(self) -> float:
        """When ``step`` has something to do, in monotonic seconds."""
        soonest = min((shard.due for shard in (self._shards or {}).values()), default=float("-inf"))
        return max(soonest, self._not_before)

    def step(self) -> None:
        """Read the shards whose turn it is. What the source refuses is reported, and tried again later."""
        if self._clock.monotonic() < self._not_before:
            return
        try:
            if self._shards is None:
                self._shards = self._listed()
            for shard in list(self._shards.values()):
                if shard.due <= self._clock.monotonic():
                    self._read(shard)
            if not self._shards:
                self._wait(self._pause)
        except SourceError as error:
            self._shards = None
            if error.code != EXPIRED:
                self._observer.source_refused(Fault(error.code, error.message))
                self._wait(self._fault_pause)

    def _listed(self) -> dict[str, _Shard]:
        """The shards that are not read to their end. Raises SourceError."""
        arn, progress = self._wanted.stream_arn, self._known()
        stream = self._sources.stream(arn)
        if progress.identity is not None and stream.identity != progress.identity:
            raise SourceError(NOT_FOUND, f"{arn} is another stream than the one that was the source.")
        self._observer.source_found(stream)
        if not stream.active:
            return {}
        if progress.identity is None:
            progress.identity = stream.identity
            self._save(progress)
        listed = self._sources.shards(arn)
        return {each: _Shard(each) for each in listed if each not in progress.ended}

    def _read(self, shard: _Shard) -> None:
        arn, progress = self._wanted.stream_arn, self._known()
        if shard.iterator is None:
            after = progress.after.get(shard.shard_id)
            shard.iterator = self._sources.iterator(arn, shard.shard_id, after, self._wanted.since)
        read = self._sources.read(arn, shard.iterator)
        shard.due = self._clock.monotonic() + self._pause
        self._report(read)
        if not self._taken(shard.shard_id, read, progress):
            shard.iterator = None  # what was not taken is read again
            return
        shard.iterator = read.iterator
        if read.iterator is None:
            progress.ended.add(shard.shard_id)
            progress.after.pop(shard.shard_id, None)
            self._save(progress)
            self._shards = None  # its children are read next

    def _taken(self, shard_id: str, read: Read, progress: Progress) -> bool:
        """Whether the delivery stream has taken everything; the checkpoint says how much."""
        gathered: list[Taken] = []
        last = None
        for number, record in enumerate(read.records, 1):
            gathered += taken(shard_id, record)
            if len(gathered) < CHUNK_RECORDS and number < len(read.records):
                continue
            if not self._take(gathered):
                break
            gathered, last = [], record.sequence_number
        if last is not None:
            progress.after[shard_id] = last
            self._save(progress)
        return not gathered

    def _report(self, read: Read) -> None:
        now = self._clock.monotonic()
        if read.records or read.behind_ms or now - self._reported >= QUIET_REPORT_SECONDS:
            self._reported = now
            self._observer.source_read(len(read.records), sum(len(each.data) for each in read.records), read.behind_ms)

    def _wait(self, seconds: float) -> None:
        self._shards = None
        self._not_before = self._clock.monotonic() + seconds

    def _known(self) -> Progress:
        if self._progress is None:
            try:
                self._progress = self._checkpoints.load()
            except (OSError, ValueError, KeyError, TypeError):
                LOG.exception("the checkpoints of %s are damaged: it is read from the start", self._wanted.stream_arn)
                self._progress = Progress()
        return self._progress

    def _save(self, progress: Progress) -> None:
        """Where that fails nothing is lost: the next process would read these records once more."""
        try:
            self._checkpoints.save(progress)
        except OSError as error:
            if not self._complained:
                LOG.warning("how far %s is read cannot be noted: %s", self._wanted.stream_arn, error)
            self._complained = True
        else:
            self._complained = False
