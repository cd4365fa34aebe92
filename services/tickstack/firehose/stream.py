"""A running stream: what it accepts goes through a pipeline, which threads drive and a journal stands behind.

What the outside world refuses stays in the pipeline, and in the journal until it is settled.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from tickstack.errors import AwsError
from tickstack.firehose import transform
from tickstack.firehose.checkpoints import Checkpoints
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.deliverer import Deliverer
from tickstack.firehose.driver import Driver, Work
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.intake import Intake
from tickstack.firehose.invoker import Invoker
from tickstack.firehose.journal import Journal, Kept, NoJournal
from tickstack.firehose.parts import Parts
from tickstack.firehose.pipeline import Pipeline
from tickstack.firehose.ports import SourceStream
from tickstack.firehose.quotas import Quota
from tickstack.firehose.records import Copy
from tickstack.firehose.reports import Reports
from tickstack.firehose.source_lane import SourceLane
from tickstack.firehose.source_reader import SourceReader, Wanted
from tickstack.firehose.source_records import Taken, packed
from tickstack.firehose.tally import Tally
from tickstack.firehose.work import Batch, Retries, Sealed

LOG = logging.getLogger(__name__)

# CloudWatch keeps real minutes, whatever divides ours, and a row costs it milliseconds. Less than 60, for ours vary.
QUOTA_PERIOD = 55.0


@dataclass(frozen=True)
class Left:
    """Copies of records that an ended stream did not settle: ``kept`` for the next start, or ``lost``."""

    kept: int = 0
    lost: int = 0


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
        self._parts = parts
        self._journal = journal
        self._quota_due = float("-inf")
        clock, services = parts.clock, parts.services
        self._reports = Reports(name, source.stream_arn, services.monitor, parts.telemetry, clock)
        self._pipeline = Pipeline(configuration, Retries(parts.time_scale))
        self._intake = Intake(name, parts, journal, packed=feed is not None)
        self._invoker = Invoker(name, source, services.functions, clock, self._reports)
        self._deliverer = Deliverer(name, services, clock, self._reports, self._divert)
        self._changed = threading.Condition()
        self._driver = Driver(name, clock, self._changed, self._take_work, self._work_due)
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
            started = self._driver.start()
        if started and self._reading is not None:
            self._reading.start()

    def resume(self, left: Iterable[Kept]) -> None:
        """Accept once more what a former process accepted and did not settle. Before ``start``."""
        self._invoker.resumed()
        with self._changed:
            now, wall = self._parts.clock.monotonic(), self._parts.clock.time()
            for kept in left:
                age = max(wall - kept.arrival_ms / 1000, 0.0)
                records = self._intake.records(kept.first, kept.arrival_ms, kept.data)
                self._pipeline.put(records, now - age, kept.copies)
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

    def throttled(self, count: int) -> None:
        """That many records were refused, for they exceed a quota."""
        self._reports.throttled(count)

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
            self._intake.close()
            self._pipeline.flush(self._parts.clock.monotonic())
            self._changed.notify_all()

    def stop(self, timeout: float = 0.0) -> Left:
        """Wait up to ``timeout`` seconds until all is settled, then end: what is left.

        A stream that has ended already leaves nothing more, one that was not started is not waited for, nor what is
        kept and refused at the end too.
        """
        if self._reading is not None:
            self._reading.stop()
        self._invoker.ending(patient=False)
        driver, pipeline = self._driver, self._pipeline
        with self._changed:
            self._intake.close()
            self._changed.wait_for(
                lambda: driver.stopped or pipeline.unsettled == 0 or (self._journal.durable and pipeline.stuck),
                timeout if driver.started else 0.0,
            )
            if driver.stopped:
                return Left()
            driver.stop()
            self._parts.budget.release(pipeline.held)
            self._journal.close()
            count = pipeline.unsettled
            return Left(kept=count) if self._journal.durable else Left(lost=count)

    def drop(self) -> None:
        """End, and forget what is held: the stream is deleted."""
        self.stop()
        with self._changed:
            self._journal = NoJournal()

    def _accept(self, data: Sequence[bytes], size: int) -> None:
        """Accept what the journal is to keep, records of ``size`` bytes. Raises ServiceUnavailableException."""
        with self._changed:
            copies, due = self._pipeline.copies, self._work_due()
            try:
                accepted = self._intake.accept(data, size, copies)
            except AwsError:
                self._pipeline.seal()
                self._changed.notify_all()
                raise
            held = self._pipeline.held
            with self._told():
                self._pipeline.put(accepted.records, self._parts.clock.monotonic(), copies)
            self._parts.budget.take(self._pipeline.held - held - accepted.reserved)  # what processors made of them
            if self._work_due() < due:
                self._changed.notify_all()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Report what becomes of records; nearly all the time that it takes is jq's."""
        began = time.perf_counter()
        yield
        seconds = time.perf_counter() - began
        pipeline = self._pipeline
        tally, pipeline.tally = pipeline.tally, Tally()
        self._reports.processed(tally, pipeline.active_partitions, seconds, pipeline.configuration)

    def _take_work(self, now: float) -> Work | None:
        if (batch := self._pipeline.take_batch(now)) is not None:
            return partial(self._transform, batch)
        if (sealed := self._pipeline.take_object(now)) is not None:
            return partial(self._deliver, sealed)
        return None

    def _work_due(self) -> float:
        return min(self._pipeline.batch_due(), self._pipeline.object_due())

    def _transform(self, batch: Batch) -> None:
        outcome = self._invoker.attempt(batch, self._pipeline.configuration)
        ended_ms = int(self._parts.clock.time() * 1000)
        self._end(Copy.DESTINATION, partial(self._pipeline.transformed, batch, outcome, ended_ms))

    def _deliver(self, sealed: Sealed) -> None:
        refusal = self._deliverer.deliver(sealed, self._pipeline.configuration)
        self._end(sealed.kind.copy, partial(self._pipeline.delivered, sealed, refusal))

    def _divert(self, sealed: Sealed, lines: Mapping[int, bytes]) -> None:
        with self._changed:
            self._pipeline.divert(sealed, lines, Kind.FORMAT_CONVERSION_FAILED, self._parts.clock.monotonic())
            self._changed.notify_all()

    def _end(self, copy: Copy, settle: Callable[[float], Sequence[int]]) -> None:
        with self._changed:
            held = self._pipeline.held
            with self._told():
                settled = settle(self._parts.clock.monotonic())
            if settled:
                self._journal.settle(settled, copy)
            if not self._driver.stopped:
                self._parts.budget.release(held - self._pipeline.held)
            self._changed.notify_all()
