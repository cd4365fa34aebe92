"""The door of a stream: there must be memory and disk for records, then they are numbered and kept."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.firehose.journal import Journal
from tickstack.firehose.ledger import RECORD_OVERHEAD
from tickstack.firehose.parts import Parts
from tickstack.firehose.put_faults import SLOW_DOWN
from tickstack.firehose.records import Copy, Record, record_numbering
from tickstack.firehose.source_records import unpacked

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Records that are kept, and the bytes of the budget that they took."""

    records: Sequence[Record]
    reserved: int


class Intake:
    """Accepts for the stream ``name``. Not for several threads at a time: the stream's lock is held around each call.

    ``packed``: the journal has records of a source stream, with their place in it.
    """

    def __init__(self, name: str, parts: Parts, journal: Journal, *, packed: bool) -> None:
        self._name = name
        self._parts = parts
        self._journal = journal
        self._packed = packed
        self._numbered = record_numbering(time.time_ns())
        self._closed = False
        self._complained = False

    def accept(self, data: Sequence[bytes], size: int, copies: Copy) -> Accepted:
        """Accept what the journal is to keep, records of ``size`` bytes. Raises ServiceUnavailableException."""
        reserved = (size + len(data) * RECORD_OVERHEAD) * copies.bit_count()
        if self._closed or not self._parts.budget.reserve(reserved):
            raise SLOW_DOWN.error()
        arrival_ms = int(self._parts.clock.time() * 1000)
        try:
            first = self._journal.put(arrival_ms, data, copies)
        except OSError as error:
            self._parts.budget.release(reserved)
            self._complain(error)
            raise SLOW_DOWN.error() from error
        self._complained = False
        return Accepted(self.records(first, arrival_ms, data), reserved)

    def records(self, first: int, arrival_ms: int, data: Sequence[bytes]) -> list[Record]:
        """The records of which the journal keeps ``data``."""
        numbered = self._numbered(first, arrival_ms, data)
        return [unpacked(record) for record in numbered] if self._packed else numbered

    def close(self) -> None:
        """Accept no more."""
        self._closed = True

    def _complain(self, error: OSError) -> None:
        """Say once that records cannot be kept, until they can be again."""
        if not self._complained:
            LOG.error("%s: puts are refused, for records cannot be kept: %s", self._name, error)
        self._complained = True
