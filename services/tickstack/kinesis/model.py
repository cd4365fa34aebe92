"""A stream, its shards and its consumers, as they are kept: values that are replaced, not changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tickstack.kinesis.sequence_numbers import LAST_POSITION, SequenceNumber

DEFAULT_RETENTION_HOURS = 24
DEFAULT_RECORD_KIB = 1024


@dataclass(frozen=True, kw_only=True)
class Shard:
    """A range of hash keys, ``start`` to ``end`` inclusive, for records from position ``first`` on.

    ``opened`` and ``closed`` are seconds since the epoch; a closed one takes no records any more. ``made`` is the time
    in its sequence numbers; that with which it starts comes before the first record.
    """

    number: int
    start: int
    end: int
    opened: int
    made: int
    first: int
    closed: int | None = None
    parents: tuple[int, ...] = ()

    @property
    def shard_id(self) -> str:
        return shard_id(self.number)

    @property
    def open(self) -> bool:
        return self.closed is None

    @property
    def starting_number(self) -> str:
        return str(SequenceNumber(self.made, self.number, self.first - 1, self.made))

    @property
    def ending_number(self) -> str | None:
        """None of an open shard."""
        return None if self.closed is None else str(SequenceNumber(self.made, self.number, LAST_POSITION, self.closed))


@dataclass(frozen=True, kw_only=True)
class Consumer:
    """A registered consumer of a stream."""

    name: str
    arn: str
    created: datetime


@dataclass(frozen=True, kw_only=True)
class Stream:
    """``number`` sets a stream apart from a former one of the same name; ``key_id`` is the key that encrypts it.

    ``policy`` is its resource policy, which is kept and told, and not enforced.
    """

    account: str
    region: str
    name: str
    number: int
    created: datetime
    shards: tuple[Shard, ...]
    on_demand: bool = False
    retention_hours: int = DEFAULT_RETENTION_HOURS
    record_kib: int = DEFAULT_RECORD_KIB
    key_id: str | None = None
    policy: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    consumers: tuple[Consumer, ...] = ()

    @property
    def arn(self) -> str:
        return f"arn:aws:kinesis:{self.region}:{self.account}:stream/{self.name}"

    @property
    def open_shards(self) -> list[Shard]:
        """In the order of their hash keys."""
        return sorted((shard for shard in self.shards if shard.open), key=lambda shard: shard.start)


def shard_id(number: int) -> str:
    """The name of a stream's shard."""
    return f"shardId-{number:012d}"
