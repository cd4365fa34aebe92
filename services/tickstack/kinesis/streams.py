"""All streams of a stack: their life, their shards, and the way of records in and out.

States follow from the clock: a stream is CREATING for a moment, then ACTIVE; UPDATING after a change of its shards; a
deleted one is DELETING, then gone. What is changed is kept before it is answered.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tickstack.clock import Clock
from tickstack.durable.mapping import DurableMapping
from tickstack.durable.store import Store
from tickstack.durable.values import Codec
from tickstack.errors import AwsError
from tickstack.kinesis.model import Consumer, Shard, Stream
from tickstack.kinesis.records import Record, Records
from tickstack.kinesis.resharding import FIRST_POSITION, Shards, first_shards

LOG = logging.getLogger(__name__)

TRANSITION_SECONDS = 0.3
TRIM_SECONDS = 60.0
HOUR_MS = 3_600_000

type Key = tuple[str, str, str]
"""Account, region and name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that is put: its hash key says to which shard."""

    hash_key: int
    partition_key: str
    data: bytes


@dataclass(eq=False)
class _Live:
    """What a process knows of a stream: the next position, the last arrival, and the state that it is in for now."""

    next: int
    arrived_ms: int
    passing: str = ""
    until: float = float("-inf")
    trim_at: float = float("-inf")


class Streams:
    """Streams by account, region and name. Every method may be called from any thread."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.clock = clock
        self.arrived = threading.Condition(threading.RLock())
        """Notified when records come or streams change."""
        self._records = Records(store)
        self._streams: DurableMapping[Key, Stream] = DurableMapping(
            store, "kinesis streams", Codec(Stream, Shard, Consumer)
        )
        self._live = {key: self._revived(stream) for key, stream in self._streams.items()}
        self._deleting: dict[Key, tuple[Stream, float]] = {}
        lost = self._records.streams() - {stream.number for stream in self._streams.values()}
        self._records.drop(sorted(lost))

    def create(self, key: Key, count: int, *, on_demand: bool, record_kib: int, tags: dict[str, str]) -> Stream:
        """Create a stream of ``count`` shards. Raises ResourceInUseException."""
        account, region, name = key
        with self.arrived:
            if self.find(key) is not None:
                raise AwsError("ResourceInUseException", f"Stream {name} under account {account} already exists.")
            now = self.clock.time()
            stream = Stream(
                account=account,
                region=region,
                name=name,
                number=secrets.randbits(62),
                created=datetime.fromtimestamp(int(now * 1000) / 1000, UTC),
                shards=first_shards(count, now),
                on_demand=on_demand,
                record_kib=record_kib,
                tags=tags,
            )
            self._streams[key] = stream
            self._live[key] = _Live(FIRST_POSITION, 0)
            self._pass(key, "CREATING")
            return stream

    def find(self, key: Key) -> Stream | None:
        """The stream, which may be on its way out."""
        with self.arrived:
            if (stream := self._streams.get(key)) is not None:
                return stream
            deleting = self._deleting.get(key)
            if deleting is not None and deleting[1] <= self.clock.monotonic():
                del self._deleting[key]
                return None
            return deleting and deleting[0]

    def get(self, key: Key) -> Stream:
        """The stream. Raises ResourceNotFoundException."""
        stream = self.find(key)
        if stream is None:
            raise not_found(key)
        return stream

    def readable(self, key: Key) -> Stream:
        """The stream, for its records. Raises ResourceNotFoundException, also before it is there and once it goes."""
        stream = self.get(key)
        if self.status(key) in ("CREATING", "DELETING"):
            raise not_found(key)
        return stream

    def status(self, key: Key) -> str:
        """The state of a stream that is there."""
        with self.arrived:
            live = self._live.get(key)
            if live is None:
                return "DELETING"
            return live.passing if live.until > self.clock.monotonic() else "ACTIVE"

    def in_region(self, account: str, region: str) -> list[Stream]:
        """In the order of their names."""
        with self.arrived:
            keys = sorted({*self._streams, *self._deleting})
            found = [self.find(key) for key in keys if key[:2] == (account, region)]
        return [stream for stream in found if stream is not None]

    def change(self, key: Key, change: Callable[[Stream], Stream], *, passing: str = "") -> Stream:
        """Replace a stream by ``change`` of it; ``passing`` is its state for the next moment, and it must be ACTIVE.

        Raises ResourceNotFoundException, ResourceInUseException.
        """
        with self.arrived:
            stream = self.get(key)
            status = self.status(key)
            if status == "DELETING" or (passing and status != "ACTIVE"):
                raise AwsError(
                    "ResourceInUseException",
                    f"Stream {stream.name} under account {stream.account} not ACTIVE, instead in state {status}",
                )
            after = change(stream)
            if after != stream:
                self._streams[key] = after
                if passing:
                    self._pass(key, passing)
            self.arrived.notify_all()
            return after

    def reshard(self, key: Key, change: Callable[[Stream, int, float], Shards]) -> Stream:
        """Replace the shards by ``change(stream, next position, time)``. Raises as ``change``."""

        def changed(stream: Stream) -> Stream:
            return replace(stream, shards=change(stream, self._live[key].next, self.clock.time()))

        return self.change(key, changed, passing="UPDATING")

    def delete(self, key: Key) -> None:
        """Delete a stream with its records. Raises ResourceNotFoundException; deleting it again changes nothing."""
        with self.arrived:
            stream = self.get(key)
            if key not in self._streams:
                return
            del self._streams[key]
            del self._live[key]
            self._deleting[key] = stream, self.clock.monotonic() + TRANSITION_SECONDS
            self._records.drop([stream.number])
            self.arrived.notify_all()

    def put(self, key: Key, entries: Sequence[Entry]) -> list[tuple[Shard, Record]]:
        """Keep records: the shard that each went to. Raises ResourceNotFoundException."""
        with self.arrived:
            stream = self.readable(key)
            live = self._live[key]
            arrived_ms = max(int(self.clock.time() * 1000), live.arrived_ms)
            shards = [_shard_for(stream, entry.hash_key) for entry in entries]
            records = [
                Record(shard.number, position, arrived_ms, entry.partition_key, entry.data)
                for position, (shard, entry) in enumerate(zip(shards, entries, strict=True), live.next)
            ]
            self._records.add(stream.number, records)
            live.next += len(records)
            live.arrived_ms = arrived_ms
            self._trim(stream, live)
            self.arrived.notify_all()
        return list(zip(shards, records, strict=True))

    def read(self, stream: Stream, shard: int, position: int, count: int, size: int) -> tuple[list[Record], bool]:
        """Records of a shard that are not older than the stream keeps them; whether there are more."""
        return self._records.read(
            stream.number, shard, position, since_ms=self.horizon_ms(stream), count=count, size=size
        )

    def next_position(self, key: Key) -> int:
        """The position that the next record of the stream gets."""
        with self.arrived:
            return self._live[key].next

    def position_at(self, stream: Stream, shard: int, since_ms: int) -> int | None:
        """The first position of a shard that arrived at ``since_ms`` or later."""
        return self._records.first_since(stream.number, shard, max(since_ms, self.horizon_ms(stream)))

    def horizon_ms(self, stream: Stream) -> int:
        """What arrived earlier is forgotten."""
        return int(self.clock.time() * 1000) - stream.retention_hours * HOUR_MS

    def shards(self, stream: Stream) -> list[Shard]:
        """Those that are open or may still have records."""
        horizon = self.horizon_ms(stream) / 1000
        return [shard for shard in stream.shards if shard.closed is None or shard.closed >= horizon]

    def _revived(self, stream: Stream) -> _Live:
        position, arrived_ms = self._records.last(stream.number)
        return _Live(max(position + 1, *(shard.first for shard in stream.shards)), arrived_ms)

    def _pass(self, key: Key, state: str) -> None:
        live = self._live[key]
        live.passing, live.until = state, self.clock.monotonic() + TRANSITION_SECONDS

    def _trim(self, stream: Stream, live: _Live) -> None:
        now = self.clock.monotonic()
        if now >= live.trim_at:
            live.trim_at = now + TRIM_SECONDS
            self._records.trim(stream.number, self.horizon_ms(stream))


def not_found(key: Key) -> AwsError:
    account, _region, name = key
    return AwsError("ResourceNotFoundException", f"Stream {name} under account {account} not found.")


def _shard_for(stream: Stream, hash_key: int) -> Shard:
    for shard in stream.shards:
        if shard.open and shard.start <= hash_key <= shard.end:
            return shard
    raise AssertionError(f"no shard of {stream.arn} is open for {hash_key}")
