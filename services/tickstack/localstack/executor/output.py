"""What a function's process writes to its standard output and error, kept until somebody takes it."""

import os
import threading


class Output:
    """A pipe whose write end goes to the process. Reading never blocks."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        os.set_blocking(self.read_end, False)
        self._kept = bytearray()
        self._open = True
        self._lock = threading.Lock()

    def close_write_end(self) -> None:
        """Give up our copy of the write end, once the process has its own."""
        os.close(self.write_end)

    def drain(self) -> bool:
        """Move what the pipe holds into memory, so that the process never waits for us. False at its end."""
        with self._lock:
            while self._open:
                try:
                    chunk = os.read(self.read_end, 65536)
                except BlockingIOError:
                    return True
                if not chunk:
                    self._close()
                self._kept += chunk
            return False

    def add(self, text: str) -> None:
        """Add a line of our own, where there is no process to write it."""
        with self._lock:
            self._kept += text.encode()

    def take(self) -> str:
        """Return what was written since the last call."""
        self.drain()
        with self._lock:
            text = self._kept.decode("utf-8", "replace")
            self._kept.clear()
            return text

    def close(self) -> None:
        """Read what is left and close the pipe, also when a grandchild still holds its other end."""
        self.drain()
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._open:
            self._open = False
            os.close(self.read_end)
