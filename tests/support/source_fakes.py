"""A source stream that is written by hand, and an observer that remembers what a reader told it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tickstack.firehose.faults import Fault
from tickstack.firehose.ports import EXPIRED, NOT_FOUND, Read, SourceError, SourceRecord, SourceStream

SOURCE_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/clicks"


@dataclass
class FakeShard:
    records: list[SourceRecord] = field(default_factory=list)
    closed: bool = False


class FakeSource:
    """One stream. An iterator is ``SHARD:INDEX``; sequence numbers are indexes too, so that tests can read them."""

    def __init__(self, *shards: str) -> None:
        self.contents = {shard: FakeShard() for shard in shards or ("shard-0",)}
        self.identity: str | None = "first"
        self.active = True
        self.retention = 24 * 3600.0
        self.expired = 0
        self.page = 10_000
        self.reads: list[str] = []

    def put(self, *data: bytes, shard: str = "shard-0", arrival_ms: int = 5_000_000) -> None:
        records = self.contents[shard].records
        records += [
            SourceRecord(each, "key", f"{number:04d}", arrival_ms) for number, each in enumerate(data, len(records))
        ]

    def stream(self, stream_arn: str) -> SourceStream:
        self._check()
        return SourceStream(str(self.identity), self.active, self.retention)

    def shards(self, stream_arn: str) -> Sequence[str]:
        self._check()
        return list(self.contents)

    def iterator(self, stream_arn: str, shard_id: str, after: str | None, since: float) -> str:
        self._check()
        records = self.contents[shard_id].records
        if after is not None:
            return f"{shard_id}:{int(after) + 1}"
        return f"{shard_id}:{sum(record.arrival_ms < since * 1000 for record in records)}"

    def read(self, stream_arn: str, iterator: str) -> Read:
        self._check()
        self.reads.append(iterator)
        if self.expired:
            self.expired -= 1
            raise SourceError(EXPIRED, "expired")
        shard_id, _, index = iterator.partition(":")
        shard, first = self.contents[shard_id], int(index)
        records = shard.records[first : first + self.page]
        following = first + len(records)
        left = len(shard.records) - following
        ended = shard.closed and not left
        return Read(records, None if ended else f"{shard_id}:{following}", left * 1000)

    def _check(self) -> None:
        if self.identity is None:
            raise SourceError(NOT_FOUND, "Stream clicks under account 000000000000 not found.")


@dataclass
class Observed:
    reads: list[tuple[int, int, int]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    found: list[SourceStream] = field(default_factory=list)

    def source_found(self, stream: SourceStream) -> None:
        self.found.append(stream)

    def source_read(self, count: int, size: int, behind_ms: int) -> None:
        self.reads.append((count, size, behind_ms))

    def source_refused(self, fault: Fault) -> None:
        self.faults.append(fault)
