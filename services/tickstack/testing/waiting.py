"""Waiting on a condition instead of for a time."""

import time
from collections.abc import Callable

from tickstack.testing.errors import DeadlineError

POLL = 0.1


def until[T](condition: Callable[[], T | None], what: str, deadline: float, seen: Callable[[], str]) -> T:
    """The first value of ``condition`` that is true. Raises DeadlineError with ``what`` and ``seen`` after ``deadline``
    seconds."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise DeadlineError(f"waited {deadline:.0f} s in vain for {what}\n{seen()}")
        time.sleep(POLL)
