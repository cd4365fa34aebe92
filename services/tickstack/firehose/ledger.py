"""What a stream has accepted and not settled: the number of records' copies, and the memory that they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

RECORD_OVERHEAD = 256


@dataclass(slots=True)
class _Split:
    """A record in pieces: how many are not settled, and the size of the whole in bytes."""

    pieces: int
    size: int


class Ledger:
    """``unsettled`` counts a record once per copy, ``held`` is in bytes.

    A record that was split is settled by its last piece.
    """

    def __init__(self) -> None:
        self.unsettled = 0
        self.held = 0
        self._split: dict[int, _Split] = {}

    def charge(self, count: int, size: int, copies: int) -> None:
        """``count`` records of ``size`` bytes together were accepted, to be settled ``copies`` times."""
        self.unsettled += count * copies
        self.held += (count * RECORD_OVERHEAD + size) * copies

    def split(self, position: int, size: int, pieces: int) -> None:
        """The destination's copy of a record of ``size`` bytes goes on in pieces."""
        self._split[position] = _Split(pieces, size)

    def release(self, pieces: Sequence[tuple[int, int]]) -> list[int]:
        """The destination has done with records, or pieces of some, by position and size: the positions settled."""
        if not self._split:
            self.charge(-len(pieces), -sum(size for _, size in pieces), 1)
            return [position for position, _ in pieces]
        return [position for position, size in pieces if self._release(position, size)]

    def release_backup(self, count: int, size: int) -> None:
        """The backup has done with ``count`` records of ``size`` bytes together."""
        self.charge(-count, -size, 1)

    def _release(self, position: int, size: int) -> bool:
        if (split := self._split.get(position)) is not None:
            split.pieces -= 1
            if split.pieces:
                return False
            del self._split[position]
            size = split.size
        self.charge(-1, -size, 1)
        return True
