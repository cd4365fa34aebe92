"""Buffers that seal their content by size, by number and by age, whichever comes first: one per key.

A pure state machine: time is an argument, and what is sealed is taken by the caller.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

NEVER = float("inf")
AT_ONCE = float("-inf")


@dataclass(frozen=True)
class Limits:
    """``size`` in bytes; ``interval`` in seconds, zero meaning at once; ``count`` of items."""

    size: int
    interval: float
    count: int = 1 << 30


UNSET = Limits(0, 0)
"""Of buffers that are told their limits later."""


@dataclass(slots=True)
class _Open[T]:
    """What is being filled, since the first item's arrival."""

    since: float
    items: list[T] = field(default_factory=list)
    size: int = 0


class Buffers[K, T]:
    """Items in the order of each key, sealed into lists that stay within the limits.

    A single larger item makes its own list. Keys come and go: one that holds nothing costs nothing.
    """

    def __init__(self, limits: Limits = UNSET) -> None:
        self.limits = limits
        self._open: dict[K, _Open[T]] = {}  # by the time of opening: the first is the oldest
        self._latest = AT_ONCE
        self._flushing = False
        self._sealed: deque[tuple[K, list[T]]] = deque()

    def add(self, key: K, item: T, size: int, now: float) -> None:
        """Add an item of ``size`` bytes."""
        opened = self._open.get(key)
        if opened is not None and opened.size + size > self.limits.size:
            self._seal(key)
            opened = None
        if opened is None:
            self._latest = max(self._latest, now)  # a clock that was set back must not break the order
            opened = self._open[key] = _Open(self._latest)
        opened.items.append(item)
        opened.size += size
        if opened.size >= self.limits.size or len(opened.items) >= self.limits.count:
            self._seal(key)

    def flush(self) -> None:
        """From now on nothing waits for size or interval."""
        self._flushing = True

    def seal(self) -> None:
        """Seal what is open, whatever its size and age."""
        for key in list(self._open):
            self._seal(key)

    def take(self, now: float) -> tuple[K, list[T]] | None:
        """The oldest sealed items with their key, or None. What is open is sealed first when its time is up."""
        if not self._sealed and self._open:
            key, opened = next(iter(self._open.items()))
            if self._due(opened) <= now:
                self._seal(key)
        return self._sealed.popleft() if self._sealed else None

    def due(self) -> float:
        """When ``take`` gives something: minus infinity for already, infinity for never."""
        if self._sealed:
            return AT_ONCE
        for opened in self._open.values():
            return self._due(opened)
        return NEVER

    def firsts(self) -> Iterator[T]:
        """The first item of everything that is held."""
        for _, items in self._sealed:
            yield items[0]
        for opened in self._open.values():
            yield opened.items[0]

    def drain(self) -> Iterator[tuple[K, T]]:
        """Everything that is held, sealed or not, in the order of each key; then nothing is."""
        self.seal()
        sealed, self._sealed = self._sealed, deque()
        for key, items in sealed:
            for item in items:
                yield key, item

    def _due(self, opened: _Open[T]) -> float:
        return AT_ONCE if self._flushing else opened.since + self.limits.interval

    def _seal(self, key: K) -> None:
        self._sealed.append((key, self._open.pop(key).items))
