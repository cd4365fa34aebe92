"""The records of all streams, in a table of the store: a put is one transaction, written before it is answered."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tickstack.durable.store import Store

RECORD_OVERHEAD = 64
"""What a record counts beside its data and key towards the bytes of one answer."""


_TABLE = """CREATE TABLE IF NOT EXISTS kinesis_records (
    id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, shard INTEGER NOT NULL, position INTEGER NOT NULL,
    arrived INTEGER NOT NULL, partition_key TEXT NOT NULL, data BLOB NOT NULL)"""
_INDEX = """CREATE UNIQUE INDEX IF NOT EXISTS kinesis_records_by_position
    ON kinesis_records (stream, shard, position, arrived)"""
_TRIM = """DELETE FROM kinesis_records WHERE stream = ? AND arrived < ?
    AND position < (SELECT max(position) FROM kinesis_records WHERE stream = ?)"""


class Record(NamedTuple):
    """``position`` counts the records of the stream; ``arrived_ms`` is epoch time."""

    shard: int
    position: int
    arrived_ms: int
    partition_key: str
    data: bytes


class Records:
    """Records by stream, shard and position. ``stream`` is the stream's number."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.apply([(_TABLE, ()), (_INDEX, ())])

    def add(self, stream: int, records: Iterable[Record]) -> None:
        """Keep all of ``records``, or raise sqlite3.Error and keep none."""
        with self._store.transaction() as connection:
            connection.executemany(
                "INSERT INTO kinesis_records (stream, shard, position, arrived, partition_key, data)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                ((stream, *record) for record in records),
            )

    def read(
        self, stream: int, shard: int, position: int, *, since_ms: int, count: int, size: int
    ) -> tuple[list[Record], bool]:
        """Records from ``position`` on that arrived at ``since_ms`` or later; whether there are more.

        At most ``count``, and of a ``size`` in bytes that only a single record exceeds.
        """
        found: list[Record] = []
        with self._store.transaction() as connection:
            rows = connection.execute(
                "SELECT shard, position, arrived, partition_key, data FROM kinesis_records"
                " WHERE stream = ? AND shard = ? AND position >= ? AND arrived >= ? ORDER BY position LIMIT ?",
                (stream, shard, position, since_ms, count + 1),
            )
            for row in rows:
                record = Record(*row)
                size -= len(record.data) + len(record.partition_key) + RECORD_OVERHEAD
                if found and (size < 0 or len(found) == count):
                    return found, True
                found.append(record)
        return found, False

    def first_since(self, stream: int, shard: int, since_ms: int) -> int | None:
        """The position of the first record that arrived at ``since_ms`` or later."""
        ((position,),) = self._store.select(
            "SELECT min(position) FROM kinesis_records WHERE stream = ? AND shard = ? AND arrived >= ?",
            (stream, shard, since_ms),
        )
        return None if position is None else int(str(position))

    def last(self, stream: int) -> tuple[int, int]:
        """The last position and the last arrival of a stream; -1 and 0 when it has no records."""
        rows: Sequence[tuple[object, ...]] = self._store.select(
            "SELECT max(position), max(arrived) FROM kinesis_records WHERE stream = ?", (stream,)
        )
        position, arrived = rows[0]
        return (-1, 0) if position is None else (int(str(position)), int(str(arrived)))

    def trim(self, stream: int, before_ms: int) -> None:
        """Forget what arrived earlier. The last record stays, invisible: its position must not come again."""
        self._store.apply([(_TRIM, (stream, before_ms, stream))])

    def drop(self, streams: Sequence[int]) -> None:
        """Forget everything of these streams."""
        self._store.apply([("DELETE FROM kinesis_records WHERE stream = ?", (stream,)) for stream in streams])

    def streams(self) -> set[int]:
        """The streams that have records."""
        return {int(str(number)) for (number,) in self._store.select("SELECT DISTINCT stream FROM kinesis_records", ())}
