"""The composition root of the core: one Firehose for all accounts and regions of a process."""

import logging
import threading
from collections.abc import Callable

from tickstack.firehose.budget import Budget
from tickstack.firehose.ports import Clock, Services, SystemClock
from tickstack.firehose.stream import Parts
from tickstack.firehose.streams import DeliveryStreams
from tickstack.firehose.telemetry import Telemetry

LOG = logging.getLogger(__name__)
DEFAULT_MEMORY = 256 * 1024 * 1024


class Firehose:
    """Streams by account and region. ``connect(account, region)`` gives the services that they use there."""

    def __init__(
        self,
        connect: Callable[[str, str], Services],
        *,
        time_scale: float = 1.0,
        memory: int = DEFAULT_MEMORY,
        clock: Clock | None = None,
    ) -> None:
        self._connect = connect
        self._time_scale = time_scale
        self._clock = clock or SystemClock()
        self._telemetry = Telemetry()
        self._budget = Budget(memory)
        self._lock = threading.Lock()
        self._places: dict[tuple[str, str], DeliveryStreams] = {}

    def streams(self, account: str, region: str) -> DeliveryStreams:
        """The delivery streams of ``account`` in ``region``."""
        with self._lock:
            if (account, region) not in self._places:
                services = self._connect(account, region)
                parts = Parts(services, self._clock, self._telemetry, self._budget, self._time_scale)
                self._places[account, region] = DeliveryStreams(account, region, parts)
            return self._places[account, region]

    def close(self, timeout: float) -> int:
        """Deliver what is buffered, for at most ``timeout`` seconds, and end: the number of records that are lost."""
        with self._lock:
            running = [stream for place in self._places.values() for stream in place.running()]
        for stream in running:
            stream.flush()
        deadline = self._clock.monotonic() + timeout
        lost = sum(stream.stop(max(deadline - self._clock.monotonic(), 0.0)) for stream in running)
        if lost:
            LOG.error("%d records could not be delivered before the end", lost)
        self._telemetry.close()
        return lost
