"""Work on a statement that ends as soon as it is told to: who works long asks ``go_on`` now and then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class StoppedError(Exception):
    """The work was to end."""


_STOP: ContextVar[Callable[[], bool] | None] = ContextVar("stop", default=None)


@contextmanager
def until(stop: Callable[[], bool]) -> Iterator[None]:
    """Within, ``go_on`` raises once ``stop`` says so."""
    token = _STOP.set(stop)
    try:
        yield
    finally:
        _STOP.reset(token)


def go_on() -> None:
    """Raise StoppedError if the work is to end."""
    stop = _STOP.get()
    if stop is not None and stop():
        raise StoppedError
