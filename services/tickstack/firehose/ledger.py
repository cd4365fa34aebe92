"""What a stream has accepted and not settled: the number of records' copies, and the memory that they hold."""

from collections.abc import Sequence

RECORD_OVERHEAD = 256


class Ledger:
    """``unsettled`` counts a record once per copy, ``held`` is in bytes.

    A record holds its bytes, then those that it became. One that was split is settled by its last piece.
    """

    def __init__(self) -> None:
        self.unsettled = 0
        self.held = 0
        self._pieces: dict[int, int] = {}  # that are not settled, by position, of records that were split

    def charge(self, count: int, size: int, copies: int) -> None:
        """``count`` records of ``size`` bytes together were accepted, to be settled ``copies`` times."""
        self.unsettled += count * copies
        self.held += (count * RECORD_OVERHEAD + size) * copies

    def become(self, before: int, after: int) -> None:
        """Instead of ``before`` bytes ``after`` are held."""
        self.held += after - before

    def split(self, position: int, pieces: int) -> None:
        """The destination's copy of a record goes on in pieces."""
        self._pieces[position] = pieces

    def release(self, pieces: Sequence[tuple[int, int]]) -> list[int]:
        """The destination has done with records, or pieces of some, by position and size: the positions settled."""
        settled = [position for position, _ in pieces if not self._pieces or self._last(position)]
        self.charge(-len(settled), -sum(size for _, size in pieces), 1)
        return settled

    def release_backup(self, count: int, size: int) -> None:
        """The backup has done with ``count`` records of ``size`` bytes together."""
        self.charge(-count, -size, 1)

    def _last(self, position: int) -> bool:
        left = self._pieces.get(position, 1) - 1
        if left:
            self._pieces[position] = left
        else:
            self._pieces.pop(position, None)
        return not left
