"""The clock that what waits, expires or dates records is driven by; tests turn one by hand."""

import time
from typing import Protocol


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
