"""Records on their way through the transformer: buffered, in batches, some of them with the function at a time.

A state machine like the pipeline, whose part it is. An attempt that ends before an earlier one waits for it, so that
several invocations at a time leave the records in their order; only what is tried again comes later. A function whose
own limit is lower than ours is not to blame for that: then there are fewer at a time, until invocations succeed again.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from tickstack.firehose.buffers import NEVER, Buffers
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
        self._ended: dict[Batch, Ended] = {}  # of those, attempts that wait for an earlier one
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
        self._ended[attempt.batch] = self._limited(attempt)
        while self._begun and self._begun[0] in self._ended:
            yield self._ended.pop(self._begun.popleft())

    def _limited(self, attempt: Ended) -> Ended:
        """The attempt, postponed if it was refused because of others that are still with the function."""
        retry, others = attempt.outcome.retry, len(self._begun) - len(self._ended) - 1
        if retry is None:
            self._limit = min(self._limit + 1, MAX_OUTSTANDING)
        elif retry.code == INVOKE_LIMIT_EXCEEDED and others:
            self._limit = others
            return attempt._replace(outcome=replace(attempt.outcome, postponed=True))
        return attempt

    def again(self, batch: Batch, not_before: float) -> None:
        """The attempt failed: the batch is to be tried again."""
        batch.not_before = not_before
        self._waiting.append(batch)

    def oldest_ms(self) -> Iterator[int]:
        """The arrivals of records that the oldest is among."""
        yield from (record.arrival_ms for record in self.buffers.firsts())
        yield from (batch.records[0].arrival_ms for batch in (*self._waiting, *self._begun))

    def _next(self, now: float, transformer: Transformer | None) -> Batch | None:
        if (waiting := first(self._waiting, now)) is not None:
            return waiting
        if transformer is None or (taken := self.buffers.take(now)) is None:
            return None
        self._waiting += [Batch(records, transformer) for records in invocations(taken[1])]
        return first(self._waiting, now)
