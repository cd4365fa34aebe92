"""A bound on the memory of records that are accepted and not yet delivered."""

import threading


class Budget:
    """Bytes shared by all streams of a process."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = threading.Lock()

    def reserve(self, size: int) -> bool:
        """Take ``size`` bytes; False, and nothing taken, when there are not enough."""
        with self._lock:
            if size > self._left:
                return False
            self._left -= size
            return True

    def take(self, size: int) -> None:
        """Take ``size`` bytes, there or not: what is held already is held."""
        with self._lock:
            self._left -= size

    def release(self, size: int) -> None:
        with self._lock:
            self._left += size
