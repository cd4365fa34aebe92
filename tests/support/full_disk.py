"""A disk that is full, for as long as a test needs it."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def room_of(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size`` bytes: what is written up to there is written."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
