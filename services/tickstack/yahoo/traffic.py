"""What passes through the market: a count and log of requests, and a throttle that a test or a lesson turns on."""

from collections import Counter, deque
from dataclasses import asdict, dataclass
from typing import Any

CHART = "/v8/finance/chart/"
KEPT = 1_000
"""Requests that the log keeps."""


@dataclass(frozen=True, slots=True)
class Request:
    """One answered request; ``time`` is the real time in seconds since 1970."""

    time: float
    host: str
    method: str
    path: str
    query: str
    status: int


class RequestLog:
    """Counts every request and keeps the last thousand."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._last: deque[Request] = deque(maxlen=KEPT)
        self._paths: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()

    def add(self, request: Request) -> None:
        self._last.append(request)
        self._paths[request.path] += 1
        self._statuses[request.status] += 1

    def report(self) -> dict[str, Any]:
        return {
            "total": self._paths.total(),
            "by_path": dict(self._paths),
            "by_status": {str(status): count for status, count in self._statuses.items()},
            "last": [asdict(request) for request in self._last],
        }


class Throttle:
    """Refuses the next ``requests`` requests whose path begins with ``path``."""

    def __init__(self) -> None:
        self.set(0)

    def set(self, requests: int, path: str = CHART) -> None:
        self.requests, self.path = requests, path

    def refuses(self, path: str) -> bool:
        """Whether this request is refused; counts it if so."""
        if self.requests <= 0 or not path.startswith(self.path):
            return False
        self.requests -= 1
        return True
