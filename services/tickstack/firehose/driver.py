"""The threads of a running stream: one sleeps until something is due, and each piece of work has one of its own.

How much is under way at a time is the pipeline's matter, which gives no more work than that.
"""

import logging
import threading
from collections.abc import Callable

from tickstack.clock import Clock

LOG = logging.getLogger(__name__)
MAX_SLEEP = 3600.0

type Work = Callable[[], None]


class Driver:
    """Does what ``take`` gives, from ``start`` to ``stop``. Both, ``take`` and ``due`` need the lock of ``changed``.

    ``take`` and ``due`` are given and give monotonic seconds; who changes what is due notifies ``changed``.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        changed: threading.Condition,
        take: Callable[[float], Work | None],
        due: Callable[[], float],
    ) -> None:
        self._name = name
        self._clock = clock
        self._changed = changed
        self._take = take
        self._due = due
        self.started = False
        self.stopped = False

    def start(self) -> bool:
        """Begin, unless that was done or the end was before it: whether this did."""
        if self.started or self.stopped:
            return False
        self.started = True
        self._thread(self._run).start()
        return True

    def stop(self) -> None:
        """Begin nothing more. What is under way goes on."""
        self.stopped = True
        self._changed.notify_all()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            try:
                self._thread(work).start()
            except RuntimeError:  # this process can have no more threads
                LOG.warning("%s: no thread can be started, so that nothing else is done meanwhile", self._name)
                work()

    def _next(self) -> Work | None:
        """Sleep until there is work; None when the stream is stopped."""
        with self._changed:
            while not self.stopped:
                now = self._clock.monotonic()
                if (work := self._take(now)) is not None:
                    return work
                self._changed.wait(min(max(self._due() - now, 0.0), MAX_SLEEP))
        return None

    def _thread(self, target: Work) -> threading.Thread:
        return threading.Thread(target=target, name=f"firehose-{self._name}", daemon=True)
