"""One invocation of a stream's transformer, and whether its failing says anything of the function."""

import logging
import threading
import uuid

from tickstack.clock import Clock
from tickstack.firehose import transform
from tickstack.firehose.buffers import NEVER
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.faults import Fault
from tickstack.firehose.ports import Functions, InvocationError
from tickstack.firehose.reports import Reports
from tickstack.firehose.work import Batch

LOG = logging.getLogger(__name__)

# How long a stream that outlived its process waits for a function that cannot be invoked: whoever starts the stack
# may be about to deploy it again.
RESUMED_PATIENCE = 24 * 3600.0
_NOT_PATIENT = float("-inf")


class Invoker:
    """Invokes the transformer of the stream ``name``.

    While it is patient, of a stream that is resumed or at its end, an invocation that fails is postponed and counts as
    none: it may be LocalStack that starts or stops.
    """

    def __init__(
        self, name: str, source: transform.Source, functions: Functions, clock: Clock, reports: Reports
    ) -> None:
        self._name = name
        self._source = source
        self._functions = functions
        self._clock = clock
        self._reports = reports
        self._lock = threading.Lock()
        self._patient_until = _NOT_PATIENT
        self._ending = False

    def resumed(self) -> None:
        """The stream is that of a former process: be patient until the function answers."""
        with self._lock:
            self._patient_until = self._clock.monotonic() + RESUMED_PATIENCE

    def ending(self, *, patient: bool) -> None:
        """The stream comes to its end; ``patient`` where what is left is kept."""
        with self._lock:
            self._ending = True
            if patient:
                self._patient_until = NEVER

    def attempt(self, batch: Batch, configuration: Configuration) -> transform.Outcome:
        """Invoke the transformer once."""
        started = self._clock.monotonic()
        outcome = self._invoke(batch)
        self._reports.attempted(batch, outcome, self._clock.monotonic() - started, configuration)
        return outcome

    def _invoke(self, batch: Batch) -> transform.Outcome:
        payload = transform.event(self._source, str(uuid.uuid4()), batch.records)
        try:
            answer = self._functions.invoke(batch.transformer.function_arn, payload)
        except InvocationError as error:
            return self._not_invoked(Fault(error.code, error.message))
        except Exception:  # a defect of the port must not lose the batch
            LOG.exception("%s: invoking %s failed", self._name, batch.transformer.function_arn)
            return self._not_invoked(transform.FUNCTION_ERROR)
        self._answered()
        if answer.failed:
            return transform.Outcome(retry=transform.FUNCTION_ERROR)
        return transform.outcome(batch.records, answer.payload)

    def _not_invoked(self, fault: Fault) -> transform.Outcome:
        with self._lock:
            return transform.Outcome(retry=fault, postponed=self._clock.monotonic() < self._patient_until)

    def _answered(self) -> None:
        """The function is there: from now on whether it can be invoked is the user's matter, as on AWS."""
        with self._lock:
            if not self._ending:
                self._patient_until = _NOT_PATIENT
