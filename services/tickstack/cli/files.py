"""The end of a log file, and what is written to it from then on."""

import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from tickstack.errors import TickstackError

POLL = 0.5


class UnknownLogError(TickstackError):
    """No log has that name."""


def tail(path: Path, lines: int, *, follow: bool) -> Iterator[str]:
    """The last ``lines`` of a file, then those that come. Raises UnknownLogError at the first."""
    if not path.is_file():
        raise UnknownLogError(f"{path} is not there: no stack has run with this state folder")
    with path.open(errors="replace") as log:
        yield from deque((line.rstrip("\n") for line in log), maxlen=lines)
        while follow:
            line = log.readline()
            if line:
                yield line.rstrip("\n")
            else:
                time.sleep(POLL)
