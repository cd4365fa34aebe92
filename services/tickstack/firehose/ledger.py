"""What a stream has accepted and not settled: the number of records' copies, and the memory that they hold."""

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

    def charge(self, size: int, copies: int) -> None:
        """A record of ``size`` bytes was accepted, to be settled ``copies`` times."""
        self.unsettled += copies
        self.held += (RECORD_OVERHEAD + size) * copies

    def split(self, position: int, size: int, pieces: int) -> None:
        """The destination's copy of a record of ``size`` bytes goes on in pieces."""
        self._split[position] = _Split(pieces, size)

    def release(self, position: int, size: int) -> bool:
        """The destination has done with a record of ``size`` bytes, or with a piece of one: whether it is settled."""
        if self._split and (split := self._split.get(position)) is not None:
            split.pieces -= 1
            if split.pieces:
                return False
            del self._split[position]
            size = split.size
        self.release_backup(size)
        return True

    def release_backup(self, size: int) -> None:
        """The backup has done with a record of ``size`` bytes."""
        self.unsettled -= 1
        self.held -= RECORD_OVERHEAD + size
