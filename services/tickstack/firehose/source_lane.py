"""The thread that drives a reader."""

import logging
import threading

from tickstack.clock import Clock
from tickstack.firehose.source_reader import SourceReader

LOG = logging.getLogger(__name__)

DEFECT_PAUSE = 10.0
LONGEST_SLEEP = 3600.0


class SourceLane:
    """Reads from ``start`` to ``stop``, which does not wait for a read that is under way."""

    def __init__(self, name: str, reader: SourceReader, clock: Clock) -> None:
        self._name = name
        self._reader = reader
        self._clock = clock
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name=f"firehose-{self._name}-read", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(min(max(pause, 0.0), LONGEST_SLEEP)):
            try:
                self._reader.step()
                pause = self._reader.due() - self._clock.monotonic()
            except Exception:  # a defect of the port must not end the reading
                LOG.exception("%s: reading its source failed", self._name)
                pause = DEFECT_PAUSE
