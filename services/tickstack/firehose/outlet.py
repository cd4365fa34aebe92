"""One way out of a stream: buffers of what goes there, and the objects that are delivered, one at a time.

A state machine like the pipeline, whose part it is. The ways of a stream do not wait for each other: an endpoint that
does not answer holds its own requests, and neither the backup nor the error objects.
"""

from collections.abc import Iterator

from tickstack.firehose.buffers import AT_ONCE, NEVER, Buffers
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.faults import Kind
from tickstack.firehose.partitions import Partition
from tickstack.firehose.records import Output
from tickstack.firehose.work import Sealed, earliest, first

type Route = tuple[Kind, Partition]
"""What an object holds, and for which partition: its outputs share both."""


class Outlet:
    """The objects of some kinds."""

    def __init__(self) -> None:
        self.buffers: Buffers[Route, Output] = Buffers()
        self._refused: list[Sealed] = []
        self._underway: Sealed | None = None

    def take(self, now: float, configuration: Configuration) -> Sealed | None:
        """An object whose turn it is, to be ended with ``ended``; None while another one is under way."""
        if self._underway is not None:
            return None
        sealed = first(self._refused, now) or self._sealed(now, configuration)
        if sealed is not None:
            sealed.begun = now
        self._underway = sealed
        return sealed

    def due(self) -> float:
        """When ``take`` gives something."""
        return NEVER if self._underway is not None else min(earliest(self._refused), self.buffers.due())

    def ended(self) -> None:
        """The object under way was delivered, or refused."""
        self._underway = None

    def again(self, sealed: Sealed, not_before: float) -> None:
        """An object that was refused is to be tried again."""
        sealed.not_before = not_before
        self._refused.append(sealed)

    def flush(self) -> None:
        """From now on nothing waits, and what was refused is tried at once."""
        self.buffers.flush()
        for sealed in self._refused:
            sealed.not_before = AT_ONCE

    def stuck(self, since: float) -> bool:
        """Whether there is nothing but what was refused by a try that began ``since`` then."""
        empty = self._underway is None and self.buffers.due() == NEVER
        return empty and all(sealed.begun >= since for sealed in self._refused)

    def oldest_ms(self) -> Iterator[int]:
        """The arrivals of records that the oldest is among."""
        yield from (output.arrival_ms for output in self.buffers.firsts())
        yield from (sealed.oldest_ms for sealed in self._refused)
        if self._underway is not None:
            yield self._underway.oldest_ms

    def _sealed(self, now: float, configuration: Configuration) -> Sealed | None:
        if (taken := self.buffers.take(now)) is None:
            return None
        (kind, partition), items = taken
        return Sealed(kind, items, configuration, partition)
