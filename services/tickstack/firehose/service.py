"""The composition root of the core: one Firehose for all accounts and regions of a process."""

import logging
import threading
from collections.abc import Callable

from tickstack.clock import Clock, SystemClock
from tickstack.firehose.budget import Budget
from tickstack.firehose.minutes import Minutes
from tickstack.firehose.options import Options
from tickstack.firehose.parts import Parts
from tickstack.firehose.ports import Services
from tickstack.firehose.state import NoFiles, StateFolder, StreamFiles
from tickstack.firehose.stream import RunningStream
from tickstack.firehose.streams import DeliveryStreams
from tickstack.firehose.telemetry import Telemetry

LOG = logging.getLogger(__name__)
MINUTE = 60.0
SHORTEST_MINUTE = 1.0
DEFAULT_MEMORY = 256 * 1024 * 1024


class Firehose:
    """Streams by account and region. ``connect(account, region)`` gives the services that they use there."""

    def __init__(
        self,
        connect: Callable[[str, str], Services],
        *,
        options: Options | None = None,
        memory: int = DEFAULT_MEMORY,
        clock: Clock | None = None,
        state: StateFolder | None = None,
    ) -> None:
        """``state`` keeps streams and records for the next process; without it they live in this one alone.

        The streams of a former process are there, accept records, and deliver once ``start`` is called. Raises
        StateError.
        """
        self._connect = connect
        self._options = options or Options()
        self._clock = clock or SystemClock()
        self._telemetry = Telemetry()
        self._budget = Budget(memory)
        self._lock = threading.Lock()
        self._places: dict[tuple[str, str], DeliveryStreams] = {}
        self._state = state
        self._minutes = Minutes(max(MINUTE / self._options.time_scale, SHORTEST_MINUTE), self._minute)
        for definition, files in state.streams if state else ():
            place = self.streams(definition.account, definition.region)
            place.restore(definition, files, files.journal.recover())

    def streams(self, account: str, region: str) -> DeliveryStreams:
        """The delivery streams of ``account`` in ``region``."""
        with self._lock:
            if (account, region) not in self._places:
                services = self._connect(account, region)
                parts = Parts(services, self._clock, self._telemetry, self._budget, self._options)
                self._places[account, region] = DeliveryStreams(account, region, parts, self._new_files)
                self._minutes.start()
            return self._places[account, region]

    def start(self) -> None:
        """Let the streams of a former process transform and deliver: what they use is there."""
        for stream in self._running():
            stream.start()

    def close(self, timeout: float) -> int:
        """Deliver what is buffered, for at most ``timeout`` seconds, and end: the number of records that are lost."""
        self._minutes.close()
        running = self._running()
        for stream in running:
            stream.flush()
        deadline = self._clock.monotonic() + timeout
        left = [stream.stop(max(deadline - self._clock.monotonic(), 0.0)) for stream in running]
        kept, lost = sum(each.kept for each in left), sum(each.lost for each in left)
        if kept:
            LOG.info("%d records are not delivered yet: they are kept, and delivered after the next start", kept)
        if lost:
            LOG.error("%d records could not be delivered before the end", lost)
        self._telemetry.close()
        if self._state is not None:
            self._state.close()
        return lost

    def _minute(self) -> None:
        with self._lock:
            places = list(self._places.values())
        for place in places:
            place.minute()

    def _running(self) -> list[RunningStream]:
        with self._lock:
            return [stream for place in self._places.values() for stream in place.running()]

    def _new_files(self, name: str) -> StreamFiles:
        return NoFiles() if self._state is None else self._state.new(name)
