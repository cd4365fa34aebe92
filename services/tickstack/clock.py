"""The clock that what waits, expires or dates records is driven by; tests turn one by hand."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

_log = logging.getLogger(__name__)


class Clock(Protocol):
    """Wall time dates records; monotonic time runs intervals and states. Both in seconds."""

    def time(self) -> float: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's own clock."""

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()


@contextlib.contextmanager
def repeated(work: Callable[[], object], *, seconds: float) -> Iterator[None]:
    """Do ``work`` every so often in a thread, until the block ends. What it raises is logged."""
    ended = threading.Event()

    def repeat() -> None:
        while not ended.wait(seconds):
            try:
                work()
            except Exception:  # noqa: BLE001 - the next time may go well
                _log.exception("What is done every %s s has failed", seconds)

    thread = threading.Thread(target=repeat, name="repeated", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
