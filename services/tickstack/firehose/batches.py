"""Records on their way through the transformer: buffered, in batches, some of them with the function at a time.

A state machine like the pipeline, whose part it is. An attempt that ends before an earlier one waits for it, so that
several invocations at a time leave the records in their order; only what is tried again comes later. A function whose
own limit is lower than ours is not to blame for that: then there are fewer at a time, until invocations succeed again.
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from tickstack.firehose.buffers import AT_ONCE, NEVER, Buffers
from tickstack.firehose.configuration import Transformer
from tickstack.firehose.records import Record
from tickstack.firehose.transform import INVOKE_LIMIT_EXCEEDED, Outcome, invocations
from tickstack.firehose.work import Batch, earliest, first

MAX_OUTSTANDING = 5
"""Invocations at a time. AWS's quota is this many per shard; a stream counts as one."""


class Ended(NamedTuple):
    """An attempt that has ended, in epoch milliseconds, and what it made of the batch."""

    batch: Batch
    outcome: Outcome
    ended_ms: int


class Batches:
    """One stream's records before and in its transformer."""

    def __init__(self) -> None:
        self.buffers: Buffers[None, Record] = Buffers()
        self._waiting: list[Batch] = []
        self._begun: deque[Batch] = deque()  # in the order of their beginning
        self._ended: dict[Batch, Ended | None] = {}  # of those, what waits for an earlier one; None does not count
        self._limit = MAX_OUTSTANDING

    def take(self, now: float, transformer: Transformer | None) -> Batch | None:
        """A batch whose turn it is, to be ended with ``ended``."""
        if len(self._begun) >= self._limit:
            return None
        if (batch := self._next(now, transformer)) is not None:
            self._begun.append(batch)
        return batch

    def due(self) -> float:
        """When ``take`` gives something."""
        return NEVER if len(self._begun) >= self._limit else min(self.buffers.due(), earliest(self._waiting))

    def ended(self, attempt: Ended) -> Iterator[Ended]:
        """An attempt has ended: those that count now, this one and others that waited for it, or none."""
        self._ended[attempt.batch] = None if self._adapted(attempt.outcome) else attempt
        while self._begun and self._begun[0] in self._ended:
            batch = self._begun.popleft()
            if (counts := self._ended.pop(batch)) is not None:
                yield counts
            else:
                self.again(batch, AT_ONCE)

    def again(self, batch: Batch, not_before: float) -> None:
        """The attempt failed: the batch is to be tried again."""
        batch.not_before = not_before
        self._waiting.append(batch)

    @property
    def empty(self) -> bool:
        return not self._waiting and not self._begun and self.buffers.due() == NEVER

    def oldest_ms(self) -> Iterator[int]:
        """The arrivals of records that the oldest is among."""
        yield from (record.arrival_ms for record in self.buffers.firsts())
        yield from (batch.records[0].arrival_ms for batch in (*self._waiting, *self._begun))

    def _adapted(self, outcome: Outcome) -> bool:
        """Whether an attempt was refused because of others that are with the function: then there may be no more."""
        others = len(self._begun) - len(self._ended) - 1
        if outcome.retry is None:
            self._limit = min(self._limit + 1, MAX_OUTSTANDING)
        elif outcome.retry.code == INVOKE_LIMIT_EXCEEDED and others:
            self._limit = others
            return True
        return False

    def _next(self, now: float, transformer: Transformer | None) -> Batch | None:
        if (waiting := first(self._waiting, now)) is not None:
            return waiting
        if transformer is None or (taken := self.buffers.take(now)) is None:
            return None
        self._waiting += [Batch(records, transformer) for records in invocations(taken[1])]
        return first(self._waiting, now)
