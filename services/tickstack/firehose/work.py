"""What a stream has to do: batches for the transformer, objects for the destination, and when each is tried again."""

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tickstack.firehose.buffers import AT_ONCE, NEVER
from tickstack.firehose.configuration import Configuration, Transformer
from tickstack.firehose.conversion.batch import File
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.partitions import UNPARTITIONED, Partition
from tickstack.firehose.records import Output, Record


@dataclass(frozen=True)
class Retries:
    """How refusals are repeated, in seconds of unscaled time.

    AWS's spacing is not known; S3 is tried for the 24 hours that AWS documents. That of HTTP endpoints is documented:
    the wait doubles from one second up to two minutes, give or take 15 %.
    """

    time_scale: float = 1.0
    batch_wait: float = 1.0
    longest_object_wait: float = 60.0
    object_patience: float = 24 * 3600.0
    longest_endpoint_wait: float = 120.0
    jitter: Callable[[], float] = lambda: random.uniform(0.85, 1.15)  # noqa: S311 - no secret

    def object_wait(self, refusals: int) -> float:
        return min(2.0 ** min(refusals - 1, 10), self.longest_object_wait) / self.time_scale

    def endpoint_wait(self, refusals: int) -> float:
        return min(2.0 ** min(refusals - 1, 10), self.longest_endpoint_wait) * self.jitter() / self.time_scale


@dataclass(frozen=True)
class Refusal:
    """An object was not taken. ``final``: another try makes no sense."""

    fault: Fault
    ended_ms: int
    final: bool = False


@dataclass(eq=False, slots=True)
class Batch:
    """Records for one invocation of the transformer; ``attempts`` have been made."""

    records: list[Record]
    transformer: Transformer
    attempts: int = 0
    not_before: float = AT_ONCE


@dataclass(eq=False, slots=True)
class Sealed:
    """The content of one object, or of one request to an endpoint, sealed under ``configuration``.

    ``address`` is the version it was last addressed for, and its key; ``request_id`` tells a request from others;
    ``file`` is what its records were converted to. The present try has ``begun`` then; ``refused_since`` is when the
    first one ended, and later by what the others took.
    """

    kind: Kind
    items: list[Output]
    configuration: Configuration
    partition: Partition = UNPARTITIONED
    refusals: int = 0
    refused_since: float = NEVER
    begun: float = AT_ONCE
    not_before: float = AT_ONCE
    address: tuple[str, str] | None = field(default=None)
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    file: File | None = None

    def refused(self, now: float) -> float:
        """A try has been refused: the seconds for which it has been tried again, without those that tries took.

        Source: HttpEndpointRetryOptions in the API reference.
        """
        self.refused_since = self.refused_since + now - self.begun if self.refusals else now
        self.refusals += 1
        return now - self.refused_since

    @property
    def source_bytes(self) -> int:
        """Bytes of the records that the content comes from."""
        return sum(item.source_size for item in self.items)

    @property
    def oldest_ms(self) -> int:
        return min(item.arrival_ms for item in self.items)


class Waiting(Protocol):
    not_before: float


def earliest(waiting: Sequence[Waiting]) -> float:
    """When the first of them may go, infinity for never."""
    return min((each.not_before for each in waiting), default=NEVER)


def first[W: Waiting](waiting: list[W], now: float) -> W | None:
    """Take out the first that may go now, if any."""
    for number, each in enumerate(waiting):
        if each.not_before <= now:
            return waiting.pop(number)
    return None
