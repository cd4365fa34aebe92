"""A running stream: a pipeline driven by two threads, one that transforms and one that delivers.

Both sleep until the pipeline has something for them. What the outside world refuses stays in the pipeline.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from tickstack.errors import AwsError
from tickstack.firehose import transform
from tickstack.firehose.budget import Budget
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.delivery import s3_object
from tickstack.firehose.pipeline import RECORD_OVERHEAD, Batch, Pipeline, Retries, Sealed
from tickstack.firehose.ports import Clock, InvocationError, Services, StorageError
from tickstack.firehose.records import record_numbering
from tickstack.firehose.reports import Reports
from tickstack.firehose.telemetry import Telemetry

LOG = logging.getLogger(__name__)
MAX_SLEEP = 3600.0


@dataclass(frozen=True)
class Parts:
    """What every stream of an account and region is made with."""

    services: Services
    clock: Clock
    telemetry: Telemetry
    budget: Budget
    time_scale: float


class RunningStream:
    """The data plane of one stream."""

    def __init__(self, name: str, source: transform.Source, configuration: Configuration, parts: Parts) -> None:
        self._name = name
        self._source = source
        self._parts = parts
        self._reports = Reports(name, source.stream_arn, parts.services.monitor, parts.telemetry, parts.clock)
        self._pipeline = Pipeline(configuration, Retries(parts.time_scale))
        self._changed = threading.Condition()
        self._numbered = record_numbering(time.time_ns())
        self._accepting = True
        self._stopped = False
        self._lanes = [
            threading.Thread(target=lane, name=f"firehose-{name}-{what}", daemon=True)
            for what, lane in (("transform", self._transform_lane), ("deliver", self._delivery_lane))
        ]
        for lane in self._lanes:
            lane.start()

    def put(self, data: Sequence[bytes]) -> None:
        """Accept records. Raises ServiceUnavailableException when there is no memory left for them.

        Then what is buffered goes out early, so that a retry finds room.
        """
        size = sum(map(len, data))
        now = self._parts.clock.monotonic()
        with self._changed:
            copies = 1 if self._pipeline.configuration.backup is None else 2
            if not self._accepting or not self._parts.budget.reserve((size + len(data) * RECORD_OVERHEAD) * copies):
                self._pipeline.seal()
                self._changed.notify_all()
                raise AwsError("ServiceUnavailableException", "Slow down.", status=503)
            batch_due, object_due = self._pipeline.batch_due(), self._pipeline.object_due()
            self._pipeline.put(self._numbered(int(self._parts.clock.time() * 1000), data), now)
            if self._pipeline.batch_due() < batch_due or self._pipeline.object_due() < object_due:
                self._changed.notify_all()
        self._reports.accepted(len(data), size)

    def reconfigure(self, configuration: Configuration) -> None:
        """Go on with another version of the destination."""
        with self._changed:
            self._pipeline.reconfigure(configuration, self._parts.clock.monotonic())
            self._changed.notify_all()

    def flush(self) -> None:
        """Accept no more, and send what is buffered on its way."""
        with self._changed:
            self._accepting = False
            self._pipeline.flush()
            self._changed.notify_all()

    def stop(self, timeout: float = 0.0) -> int:
        """Wait up to ``timeout`` seconds until all is settled, then end: the number of records that are lost.

        A stream that has ended already loses nothing more.
        """
        with self._changed:
            self._accepting = False
            self._changed.wait_for(lambda: self._stopped or self._pipeline.unsettled == 0, timeout)
            if self._stopped:
                return 0
            self._stopped = True
            self._parts.budget.release(self._pipeline.held)
            self._changed.notify_all()
            return self._pipeline.unsettled

    def _transform_lane(self) -> None:
        while (batch := self._next(self._pipeline.take_batch, self._pipeline.batch_due)) is not None:
            outcome = self._attempt(batch)
            ended_ms = int(self._parts.clock.time() * 1000)
            self._end(partial(self._pipeline.transformed, batch, outcome, ended_ms))

    def _delivery_lane(self) -> None:
        while (sealed := self._next(self._pipeline.take_object, self._pipeline.object_due)) is not None:
            self._end(partial(self._pipeline.delivered, sealed, self._deliver(sealed)))

    def _next[T](self, take: Callable[[float], T | None], due: Callable[[], float]) -> T | None:
        """Sleep until ``take`` gives something; None when the stream is stopped."""
        with self._changed:
            while not self._stopped:
                now = self._parts.clock.monotonic()
                if (item := take(now)) is not None:
                    return item
                self._changed.wait(min(max(due() - now, 0.0), MAX_SLEEP))
        return None

    def _end(self, settle: Callable[[float], object]) -> None:
        with self._changed:
            held = self._pipeline.held
            settle(self._parts.clock.monotonic())
            if not self._stopped:
                self._parts.budget.release(held - self._pipeline.held)
            self._changed.notify_all()

    def _attempt(self, batch: Batch) -> transform.Outcome:
        """Invoke the transformer once."""
        started = self._parts.clock.monotonic()
        outcome = self._invoke(batch)
        seconds = self._parts.clock.monotonic() - started
        self._reports.attempted(batch, outcome, seconds, self._pipeline.configuration)
        return outcome

    def _invoke(self, batch: Batch) -> transform.Outcome:
        payload = transform.event(self._source, str(uuid.uuid4()), batch.records)
        try:
            answer = self._parts.services.functions.invoke(batch.transformer.function_arn, payload)
        except InvocationError as error:
            return transform.Outcome(retry=transform.Fault(error.code, error.message))
        except Exception:  # a defect of the port must not lose the batch
            LOG.exception("%s: invoking %s failed", self._name, batch.transformer.function_arn)
            return transform.Outcome(retry=transform.FUNCTION_ERROR)
        if answer.failed:
            return transform.Outcome(retry=transform.FUNCTION_ERROR)
        return transform.outcome(batch.records, answer.payload)

    def _deliver(self, sealed: Sealed) -> bool:
        """Write an object once: whether it is written."""
        configuration = self._pipeline.configuration
        fault = self._store(sealed, configuration)
        self._reports.delivered(sealed, fault, configuration)
        if fault is not None and sealed.refusals == 0:
            LOG.warning("%s: S3 refuses an object, it is kept and tried again: %s", self._name, fault.message)
        return fault is None

    def _store(self, sealed: Sealed, configuration: Configuration) -> transform.Fault | None:
        try:
            self._parts.services.storage.put(s3_object(self._name, sealed, configuration))
        except StorageError as error:
            return transform.Fault(error.code, error.message)
        except Exception as error:  # a defect of the port must not lose the object
            LOG.exception("%s: writing an object failed", self._name)
            return transform.Fault("InternalError", str(error))
        return None
