"""A buffer that seals its content by size, by number and by age, whichever comes first.

A pure state machine: time is an argument, and what is sealed is taken by the caller.
"""

from collections import deque
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Limits:
    """``size`` in bytes; ``interval`` in seconds, zero meaning at once; ``count`` of items."""

    size: int
    interval: float
    count: int = 1 << 30


@dataclass(slots=True)
class _Open[T]:
    """What is being filled, since the first item's arrival."""

    since: float
    items: list[T] = field(default_factory=list)
    size: int = 0


class Buffer[T]:
    """Items in their order, sealed into lists that stay within the limits (a single larger item makes its own)."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._open: _Open[T] | None = None
        self._sealed: deque[list[T]] = deque()

    def add(self, item: T, size: int, now: float) -> None:
        """Add an item of ``size`` bytes."""
        opened = self._open
        if opened is not None and opened.size + size > self.limits.size:
            self.seal()
            opened = None
        if opened is None:
            opened = self._open = _Open(now)
        opened.items.append(item)
        opened.size += size
        if opened.size >= self.limits.size or len(opened.items) >= self.limits.count:
            self.seal()

    def seal(self) -> None:
        """Seal what is open, whatever its size and age."""
        if self._open is not None:
            self._sealed.append(self._open.items)
            self._open = None

    def take(self, now: float) -> list[T] | None:
        """The oldest sealed items, or None. What is open is sealed first when its time is up."""
        if not self._sealed and self._open is not None and self._open.since + self.limits.interval <= now:
            self.seal()
        return self._sealed.popleft() if self._sealed else None

    def due(self) -> float:
        """When ``take`` gives something: minus infinity for already, infinity for never."""
        if self._sealed:
            return float("-inf")
        return float("inf") if self._open is None else self._open.since + self.limits.interval

    def drain(self) -> list[T]:
        """Everything that is held, sealed or not, in its order."""
        self.seal()
        items = [item for sealed in self._sealed for item in sealed]
        self._sealed.clear()
        return items
