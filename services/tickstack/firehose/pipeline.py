"""The way of records through a stream: processor buffer, transformer, destination buffer, objects. A state machine.

Time is an argument and nothing is called: whoever drives it takes batches to transform and objects to write, and says
how each ended. Every record that was put is settled exactly once: written, dropped by the transformer, written as an
error record, or given up with its object.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from tickstack.firehose.buffers import Buffer, Limits
from tickstack.firehose.configuration import Configuration, Transformer
from tickstack.firehose.records import Copy, Output, Record, output_of
from tickstack.firehose.transform import Attempts, Outcome, error_records

NEVER = float("inf")
AT_ONCE = float("-inf")
RECORD_OVERHEAD = 256


class Kind(StrEnum):
    """What an object holds; the value of a kind of errors is its error-output-type."""

    DATA = "data"
    BACKUP = "backup"
    PROCESSING_FAILED = "processing-failed"


@dataclass(frozen=True)
class Retries:
    """How refusals are repeated, in seconds of unscaled time.

    AWS's spacing is not known; S3 is tried for the 24 hours that AWS documents.
    """

    time_scale: float = 1.0
    batch_wait: float = 1.0
    longest_object_wait: float = 60.0
    object_patience: float = 24 * 3600.0

    def object_wait(self, refusals: int) -> float:
        return min(2.0 ** min(refusals - 1, 10), self.longest_object_wait) / self.time_scale


@dataclass(eq=False, slots=True)
class Batch:
    """Records for one invocation of the transformer; ``attempts`` have been made."""

    records: list[Record]
    transformer: Transformer
    attempts: int = 0
    not_before: float = AT_ONCE


@dataclass(eq=False, slots=True)
class Sealed:
    """The content of one object. ``address`` is the version it was last addressed for, and its key."""

    kind: Kind
    items: list[Output]
    refusals: int = 0
    refused_since: float = NEVER
    not_before: float = AT_ONCE
    address: tuple[str, str] | None = field(default=None)

    @property
    def copy(self) -> Copy:
        """Which copy of its records an object settles."""
        return Copy.BACKUP if self.kind is Kind.BACKUP else Copy.DESTINATION

    @property
    def source_bytes(self) -> int:
        """Bytes of the records that the content comes from."""
        return sum(item.source_size for item in self.items)

    @property
    def oldest_ms(self) -> int:
        return min(item.arrival_ms for item in self.items)


class _Waiting(Protocol):
    not_before: float


class Pipeline:
    """One stream's records: ``unsettled`` counts them (twice with a backup), ``held`` is their memory in bytes."""

    def __init__(self, configuration: Configuration, retries: Retries) -> None:
        self.configuration = configuration
        self.unsettled = 0
        self.held = 0
        self._retries = retries
        self._flushing = False
        self._raw: Buffer[Record] = Buffer(Limits(0, 0))
        self._routes: dict[Kind, Buffer[Output]] = {kind: Buffer(Limits(0, 0)) for kind in Kind}
        self._batches: list[Batch] = []
        self._objects: list[Sealed] = []
        self._set_limits()

    @property
    def copies(self) -> Copy:
        """The copies that are made of each record."""
        return Copy.DESTINATION if self.configuration.backup is None else Copy.DESTINATION | Copy.BACKUP

    def put(self, records: Sequence[Record], now: float, copies: Copy | None = None) -> None:
        """Accept records: every copy, or those ``copies`` that a former process left over."""
        copies = self.copies if copies is None else copies
        deliver, backup = Copy.DESTINATION in copies, Copy.BACKUP in copies
        for record in records:
            self._charge(1, len(record.data), deliver + backup)
            if backup:
                self._routes[Kind.BACKUP].add(output_of(record), len(record.data), now)
            if deliver and self.configuration.transformer is not None:
                self._raw.add(record, len(record.data), now)
            elif deliver:
                self._route(Kind.DATA, output_of(record), now)

    def reconfigure(self, configuration: Configuration, now: float) -> None:
        """Go on with another version; it applies to everything that is not sealed into a batch."""
        self.configuration = configuration
        self._set_limits()
        if configuration.transformer is None:
            for record in self._raw.drain():
                self._route(Kind.DATA, output_of(record), now)

    def flush(self) -> None:
        """From now on nothing waits for size or interval."""
        self._flushing = True

    def seal(self) -> None:
        """Send what is buffered now on its way, as the service does under pressure: the hints are only hints."""
        self._raw.seal()
        for buffer in self._routes.values():
            buffer.seal()

    def take_batch(self, now: float) -> Batch | None:
        """A batch whose turn it is, to be ended with ``transformed``."""
        if (waiting := _first(self._batches, now)) is not None:
            return waiting
        transformer = self.configuration.transformer
        if transformer is None or (records := self._raw.take(self._buffer_time(now))) is None:
            return None
        return Batch(records, transformer)

    def transformed(self, batch: Batch, outcome: Outcome, ended_ms: int, now: float) -> list[int]:
        """Route what an attempt made of ``batch``, or keep the batch for another attempt: the positions settled."""
        batch.attempts += not outcome.postponed
        failed = outcome.failed
        if outcome.retry is not None:
            if outcome.postponed or batch.attempts <= batch.transformer.retries:
                batch.not_before = now + self._retries.batch_wait / self._retries.time_scale
                self._batches.append(batch)
                return []
            failed = [(record, outcome.retry) for record in batch.records]
        for output in outcome.outputs:
            self._route(Kind.DATA, output, now)
        for line in error_records(failed, Attempts(batch.transformer.function_arn, batch.attempts, ended_ms)):
            self._route(Kind.PROCESSING_FAILED, line, now)
        self._charge(len(outcome.dropped), sum(len(record.data) for record in outcome.dropped), -1)
        return [record.position for record in outcome.dropped]

    def batch_due(self) -> float:
        """When ``take_batch`` gives something."""
        return min(self._buffer_due(self._raw), _earliest(self._batches))

    def take_object(self, now: float) -> Sealed | None:
        """An object whose turn it is, to be ended with ``delivered``."""
        if (waiting := _first(self._objects, now)) is not None:
            return waiting
        for kind, buffer in self._routes.items():
            if (items := buffer.take(self._buffer_time(now))) is not None:
                return Sealed(kind, items)
        return None

    def delivered(self, item: Sealed, stored: bool, now: float) -> list[int]:
        """The object is in S3, or was refused: then it is tried again, for the 24 hours that AWS tries.

        The positions settled: none while it is tried.
        """
        if not stored:
            item.refusals += 1
            item.refused_since = min(item.refused_since, now)
            if now - item.refused_since < self._retries.object_patience / self._retries.time_scale:
                item.not_before = now + self._retries.object_wait(item.refusals)
                self._objects.append(item)
                return []
        self._charge(len(item.items), item.source_bytes, -1)
        return [output.position for output in item.items]

    def object_due(self) -> float:
        """When ``take_object`` gives something."""
        return min(_earliest(self._objects), *map(self._buffer_due, self._routes.values()))

    def _route(self, kind: Kind, output: Output, now: float) -> None:
        self._routes[kind].add(output, len(output.data), now)

    def _charge(self, count: int, size: int, times: int) -> None:
        self.unsettled += count * times
        self.held += (count * RECORD_OVERHEAD + size) * times

    def _set_limits(self) -> None:
        if self.configuration.transformer is not None:
            self._raw.limits = self.configuration.transformer.limits
        for kind, buffer in self._routes.items():
            target = self.configuration.backup if kind is Kind.BACKUP else self.configuration.primary
            buffer.limits = target.limits if target is not None else Limits(0, 0)

    def _buffer_time(self, now: float) -> float:
        return NEVER if self._flushing else now

    def _buffer_due[T](self, buffer: Buffer[T]) -> float:
        due = buffer.due()
        return AT_ONCE if self._flushing and due < NEVER else due


def _earliest(waiting: Sequence[_Waiting]) -> float:
    return min((each.not_before for each in waiting), default=NEVER)


def _first[W: _Waiting](waiting: list[W], now: float) -> W | None:
    for number, each in enumerate(waiting):
        if each.not_before <= now:
            return waiting.pop(number)
    return None
