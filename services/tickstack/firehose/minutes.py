"""What happens once a minute, on a thread of its own."""

import logging
import threading
from collections.abc import Callable

LOG = logging.getLogger(__name__)


class Minutes:
    """Calls ``each`` once per ``period`` seconds, from ``start`` to ``close``."""

    def __init__(self, period: float, each: Callable[[], None]) -> None:
        self._period = period
        self._each = each
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; once is enough."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="firehose-minutes", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End; what is under way is not waited for."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(self._period):
            try:
                self._each()
            except Exception:  # the next minute may do better
                LOG.exception("a minute's report failed")
