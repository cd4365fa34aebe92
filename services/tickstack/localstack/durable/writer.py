"""Writes what has changed a moment later, on a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from tickstack.localstack.durable.service_state import ServiceState

PAUSE = 0.1  # seconds that changes gather
SHARE = 10  # a service whose write takes long waits so many times as long before the next

log = logging.getLogger(__name__)


class Writer:
    """``states`` gives those of the services that run."""

    def __init__(self, states: Callable[[], Iterable[ServiceState]]) -> None:
        self._states = states
        self._changed = threading.Event()
        self._ended = threading.Event()
        self._due: dict[str, float] = {}
        self._thread = threading.Thread(target=self._run, daemon=True, name="state-writer")
        self._thread.start()

    def wake(self) -> None:
        """Something is dirty."""
        self._changed.set()

    def close(self) -> None:
        """Write everything and end."""
        self._ended.set()
        self._changed.set()
        self._thread.join()
        self._save_all(float("inf"))

    def _run(self) -> None:
        while True:
            self._changed.wait()
            if self._ended.wait(PAUSE):
                return
            self._changed.clear()
            self._save_all(time.monotonic())

    def _save_all(self, now: float) -> None:
        for state in list(self._states()):
            if not state.dirty:
                continue
            if self._due.get(state.service, 0.0) > now:
                self._changed.set()
                continue
            try:
                state.save()
            except Exception:  # the service goes on; its next answer that must be on disk says so
                log.exception("the state of %s could not be written", state.service)
            self._due[state.service] = time.monotonic() + SHARE * state.cost
