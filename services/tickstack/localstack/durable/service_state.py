"""The state of one service and its file: what changed is noted at once, and written when somebody asks.

Writers that come together share one write: whoever waited for another's finds that it covers its own change.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tickstack.localstack.durable import state_file

ATTEMPTS = 100


class ServiceState:
    """``capture`` gives the state as values that ``dumps`` turns into bytes; other threads may change it meanwhile."""

    def __init__(
        self, service: str, path: Path, address: str, capture: Callable[[], Any], dumps: Callable[[Any], bytes]
    ) -> None:
        self.service = service
        self.cost = 0.0  # seconds that the last write took
        self._path = path
        self._address = address
        self._capture = capture
        self._dumps = dumps
        self._noting = threading.Lock()
        self._writing = threading.Lock()
        self._changes = 0
        self._pressing = 0
        self._written = 0

    @property
    def dirty(self) -> bool:
        """Whether something changed that is not in the file."""
        return self._changes > self._written

    @property
    def pressing(self) -> bool:
        """Whether something of that may be told only once it is in the file."""
        return self._pressing > self._written

    def note(self, *, pressing: bool = True) -> None:
        """Something has changed."""
        with self._noting:
            self._changes += 1
            if pressing:
                self._pressing = self._changes

    def save(self) -> None:
        """Return when everything that was noted before this call is in the file. Raises OSError."""
        wanted = self._changes
        with self._writing:
            if self._written >= wanted:
                return
            begun, covered = time.perf_counter(), self._changes
            state_file.write(self._path, self.service, self._address, self._encoded())
            self._written = covered
            self.cost = time.perf_counter() - begun

    def _encoded(self) -> bytes:
        for _ in range(ATTEMPTS):
            try:
                return self._dumps(self._capture())
            except RuntimeError as error:  # a dict or a set grew while it was read
                if "changed size" not in str(error) and "mutated" not in str(error):
                    raise
                time.sleep(0)
        raise OSError(f"the state of {self.service} changes faster than it can be written")
