"""A running stream: a pipeline driven by two threads, one that transforms and one that delivers.

A third one reads the source of a stream that has one. They sleep until there is something for them. What the outside
world refuses stays in the pipeline, and in the journal until it is settled.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from tickstack.clock import Clock
from tickstack.errors import AwsError
from tickstack.firehose import transform
from tickstack.firehose.budget import Budget
from tickstack.firehose.checkpoints import Checkpoints
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.deliverer import Deliverer
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.invoker import Invoker
from tickstack.firehose.journal import Journal, Kept, NoJournal
from tickstack.firehose.ledger import RECORD_OVERHEAD
from tickstack.firehose.options import Options
from tickstack.firehose.pipeline import Pipeline
from tickstack.firehose.ports import Services, SourceStream
from tickstack.firehose.put_faults import SLOW_DOWN
from tickstack.firehose.quotas import Quota
from tickstack.firehose.records import Copy, Record, record_numbering
from tickstack.firehose.reports import Reports
from tickstack.firehose.source_lane import SourceLane
from tickstack.firehose.source_reader import SourceReader, Wanted
from tickstack.firehose.source_records import Taken, packed, unpacked
from tickstack.firehose.telemetry import Telemetry
from tickstack.firehose.work import Retries, Sealed

LOG = logging.getLogger(__name__)
MAX_SLEEP = 3600.0

# CloudWatch keeps real minutes, whatever divides ours, and a row costs it milliseconds. Less than 60, for ours vary.
QUOTA_PERIOD = 55.0


@dataclass(frozen=True)
class Left:
    """Copies of records that an ended stream did not settle: ``kept`` for the next start, or ``lost``."""

    kept: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Parts:
    """What every stream of an account and region is made with."""

    services: Services
    clock: Clock
    telemetry: Telemetry
    budget: Budget
    options: Options

    @property
    def time_scale(self) -> float:
        return self.options.time_scale


@dataclass(frozen=True)
class Feed:
    """The source that a stream reads, and how far."""

    wanted: Wanted
    checkpoints: Checkpoints


class RunningStream:
    """The data plane of one stream."""

    def __init__(
        self,
        name: str,
        source: transform.Source,
        configuration: Configuration,
        parts: Parts,
        journal: Journal,
        feed: Feed | None = None,
    ) -> None:
        self._name = name
        self._source = source
        self._parts = parts
        self._journal = journal
        self._reports = Reports(name, source.stream_arn, parts.services.monitor, parts.telemetry, parts.clock)
        self._pipeline = Pipeline(configuration, Retries(parts.time_scale))
        self._changed = threading.Condition()
        self._numbered = record_numbering(time.time_ns())
        self._accepting = True
        self._stopped = False
        self._complained = False
        self._started = False
        self._quota_due = float("-inf")
        clock, services = parts.clock, parts.services
        self._invoker = Invoker(name, source, services.functions, clock, self._reports)
        self._deliverer = Deliverer(name, services, clock, self._reports, self._divert)
        self._reading = None if feed is None else self._lane(feed)

    def _lane(self, feed: Feed) -> SourceLane:
        parts = self._parts
        reader = SourceReader(
            feed.wanted, parts.services.sources, self.take, feed.checkpoints, self, parts.clock, parts.time_scale
        )
        return SourceLane(self._name, reader, parts.clock)

    def start(self) -> None:
        """Begin to transform, to deliver, and to read the source."""
        with self._changed:
            if self._started or self._stopped:
                return
            self._started = True
        for what, lane in (("transform", self._transform_lane), ("deliver", self._delivery_lane)):
            threading.Thread(target=lane, name=f"firehose-{self._name}-{what}", daemon=True).start()
        if self._reading is not None:
            self._reading.start()

    def resume(self, left: Iterable[Kept]) -> None:
        """Accept once more what a former process accepted and did not settle. Before ``start``."""
        self._invoker.resumed()
        with self._changed:
            now, wall = self._parts.clock.monotonic(), self._parts.clock.time()
            for kept in left:
                age = max(wall - kept.arrival_ms / 1000, 0.0)
                self._pipeline.put(self._records(kept.first, kept.arrival_ms, kept.data), now - age, kept.copies)
            self._parts.budget.take(self._pipeline.held)

    def put(self, data: Sequence[bytes], call: str = "PutRecordBatch") -> None:
        """Accept records. Raises ServiceUnavailableException when there is no memory or disk left for them.

        Then what is buffered goes out early, so that a retry finds room.
        """
        size = sum(map(len, data))
        self._accept(data, size)
        self._reports.accepted(call, len(data), size)

    def called(self, call: str, seconds: float) -> None:
        """An operation on the stream was answered, after so many seconds. ``call`` is its name among the metrics."""
        self._reports.called(call, seconds)

    def minute(self, quota: Quota | None) -> None:
        """A minute went by. The quota, which stays the same, is told once in a real minute."""
        now = self._parts.clock.monotonic()
        if now < self._quota_due:
            quota = None
        else:
            self._quota_due = now + QUOTA_PERIOD
        with self._changed:
            now_ms, configuration = self._parts.clock.time() * 1000, self._pipeline.configuration
            oldest = {copy: self._pipeline.oldest_ms(copy) for copy in Copy}
        ages = {copy: None if at is None else max(now_ms - at, 0.0) / 1000 for copy, at in oldest.items()}
        self._reports.minute(quota, ages, configuration)

    def take(self, records: Sequence[Taken]) -> bool:
        """Accept records of the source; False when there is no room for them, as in ``put``."""
        try:
            self._accept([packed(record) for record in records], sum(len(record.data) for record in records))
        except AwsError:
            return False
        return True

    def source_found(self, stream: SourceStream) -> None:
        """S3 is tried for as long as the source keeps its records, which may have changed since the last time."""
        with self._changed:
            self._pipeline.object_patience = stream.retention

    def source_read(self, count: int, size: int, behind_ms: int) -> None:
        """The source was read."""
        self._reports.source_read(count, size, behind_ms)

    def source_refused(self, fault: Fault) -> None:
        """The source could not be read."""
        LOG.warning("%s: its source cannot be read: %s", self._name, fault.message)
        self._reports.source_refused(fault, self._pipeline.configuration)

    def _accept(self, data: Sequence[bytes], size: int) -> None:
        """Accept what the journal is to keep, records of ``size`` bytes. Raises ServiceUnavailableException."""
        with self._changed:
            copies = self._pipeline.copies
            reserved = (size + len(data) * RECORD_OVERHEAD) * copies.bit_count()
            if not self._accepting or not self._parts.budget.reserve(reserved):
                raise self._refused()
            arrival_ms = int(self._parts.clock.time() * 1000)
            try:
                first = self._journal.put(arrival_ms, data, copies)
            except OSError as error:
                self._parts.budget.release(reserved)
                self._complain(error)
                raise self._refused() from error
            self._complained = False
            batch_due, object_due = self._pipeline.batch_due(), self._pipeline.object_due()
            records, held = self._records(first, arrival_ms, data), self._pipeline.held
            with self._partitions_told():
                self._pipeline.put(records, self._parts.clock.monotonic(), copies)
            self._parts.budget.take(self._pipeline.held - held - reserved)  # what processors made of them
            if self._pipeline.batch_due() < batch_due or self._pipeline.object_due() < object_due:
                self._changed.notify_all()

    def _records(self, first: int, arrival_ms: int, data: Sequence[bytes]) -> list[Record]:
        """The records of which the journal keeps ``data``."""
        numbered = self._numbered(first, arrival_ms, data)
        return numbered if self._reading is None else [unpacked(record) for record in numbered]

    @contextmanager
    def _partitions_told(self) -> Iterator[None]:
        """Report what becomes of the partitions; nearly all the time that it takes is jq's."""
        partitioning = self._pipeline.configuration.partitioning
        exceeded, began = self._pipeline.exceeded, time.perf_counter()
        yield
        if partitioning is not None:
            seconds = time.perf_counter() - began if partitioning.query else None
            self._reports.partitioned(self._pipeline.active_partitions, self._pipeline.exceeded - exceeded, seconds)

    def throttled(self, count: int) -> None:
        """That many records were refused, for they exceed a quota."""
        self._reports.throttled(count)

    def _refused(self) -> AwsError:
        self._pipeline.seal()
        self._changed.notify_all()
        return SLOW_DOWN.error()

    def _complain(self, error: OSError) -> None:
        """Say once that records cannot be kept, until they can be again."""
        if not self._complained:
            LOG.error("%s: puts are refused, for records cannot be kept: %s", self._name, error)
        self._complained = True

    def reconfigure(self, configuration: Configuration) -> None:
        """Go on with another version of the destination."""
        with self._changed:
            held = self._pipeline.held
            self._pipeline.reconfigure(configuration, self._parts.clock.monotonic())
            self._parts.budget.take(self._pipeline.held - held)
            self._changed.notify_all()

    def flush(self) -> None:
        """Accept no more, and send what is buffered on its way. A function that has gone already costs nothing."""
        if self._reading is not None:
            self._reading.stop()
        self._invoker.ending(patient=self._journal.durable)
        with self._changed:
            self._accepting = False
            self._pipeline.flush()
            self._changed.notify_all()

    def stop(self, timeout: float = 0.0) -> Left:
        """Wait up to ``timeout`` seconds until all is settled, then end: what is left.

        A stream that has ended already leaves nothing more, one that was not started is not waited for.
        """
        if self._reading is not None:
            self._reading.stop()
        self._invoker.ending(patient=False)
        with self._changed:
            self._accepting = False
            self._changed.wait_for(
                lambda: self._stopped or self._pipeline.unsettled == 0, timeout if self._started else 0.0
            )
            if self._stopped:
                return Left()
            self._stopped = True
            self._parts.budget.release(self._pipeline.held)
            self._journal.close()
            self._changed.notify_all()
            count = self._pipeline.unsettled
            return Left(kept=count) if self._journal.durable else Left(lost=count)

    def drop(self) -> None:
        """End, and forget what is held: the stream is deleted."""
        self.stop()
        with self._changed:
            self._journal = NoJournal()

    def _transform_lane(self) -> None:
        while (batch := self._next(self._pipeline.take_batch, self._pipeline.batch_due)) is not None:
            outcome = self._invoker.attempt(batch, self._pipeline.configuration)
            ended_ms = int(self._parts.clock.time() * 1000)
            self._end(Copy.DESTINATION, partial(self._pipeline.transformed, batch, outcome, ended_ms))

    def _delivery_lane(self) -> None:
        while (sealed := self._next(self._pipeline.take_object, self._pipeline.object_due)) is not None:
            refusal = self._deliverer.deliver(sealed, self._pipeline.configuration)
            self._end(sealed.kind.copy, partial(self._pipeline.delivered, sealed, refusal))

    def _divert(self, sealed: Sealed, lines: Mapping[int, bytes]) -> None:
        with self._changed:
            self._pipeline.divert(sealed, lines, Kind.FORMAT_CONVERSION_FAILED, self._parts.clock.monotonic())

    def _next[T](self, take: Callable[[float], T | None], due: Callable[[], float]) -> T | None:
        """Sleep until ``take`` gives something; None when the stream is stopped."""
        with self._changed:
            while not self._stopped:
                now = self._parts.clock.monotonic()
                if (item := take(now)) is not None:
                    return item
                self._changed.wait(min(max(due() - now, 0.0), MAX_SLEEP))
        return None

    def _end(self, copy: Copy, settle: Callable[[float], Sequence[int]]) -> None:
        with self._changed:
            held = self._pipeline.held
            with self._partitions_told():
                settled = settle(self._parts.clock.monotonic())
            if settled:
                self._journal.settle(settled, copy)
            if not self._stopped:
                self._parts.budget.release(held - self._pipeline.held)
            self._changed.notify_all()
