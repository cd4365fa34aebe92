"""A long statement without most of what is the same to a grammar: items of lists, conditions, queries of a UNION.

ANTLR takes tens of seconds for a statement of some hundred kilobytes. Whatever this reader has read of it as one of
many parts can be left out: the first error, and what could stand there, are the same without it.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from itertools import accumulate

from tickstack.sql.recogniser.queries import QueryReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import placed

LONG = 4000  # characters from which on it is worth the while
_STARTS = ("SELECT", "WITH", "VALUES", "TABLE", "(")
_TRIES = 8


class Cut:
    """A shorter ``text``, and where each of its characters stands in the whole statement."""

    def __init__(self, statement: str) -> None:
        self._whole = statement
        holes = list(_holes(statement)) if len(statement) > LONG else []
        kept = list(zip([0, *(end for _, end in holes)], [*(start for start, _ in holes), len(statement)], strict=True))
        self.text = "".join(statement[start:end] for start, end in kept)
        self._begins = list(accumulate((end - start for start, end in kept[:-1]), initial=0))
        self._places = [start for start, _ in kept]

    def origin(self, at: int) -> int:
        """The place in the statement of a place in ``text``."""
        part = bisect_right(self._begins, at) - 1
        return self._places[part] + at - self._begins[part]

    def piece(self, start: int, stop: int) -> str:
        """What stands in the statement from one place of ``text`` to another."""
        return self._whole[self.origin(start) : self.origin(stop)]

    def where(self, at: int) -> str:
        """``line 1:8`` for a place in ``text``."""
        before = self._whole[: self.origin(at)]
        return f"line {before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _holes(statement: str) -> Iterator[tuple[int, int]]:
    """The places that can be left out, from left to right; none within another."""
    tokens = placed(statement)
    kinds, places = [kind for kind, _ in tokens], [at for _, at in tokens]
    ended = 0
    for first, last in sorted(_spare(kinds)):
        if last > ended:
            yield places[max(first, ended)], places[last]
            ended = last


def _spare(kinds: list[str]) -> list[tuple[int, int]]:
    """The tokens that a reader can spare, of the first query from which it reads any."""
    starts = [at for at, kind in enumerate(kinds) if kind in _STARTS][:_TRIES]
    for start in starts:
        reader = QueryReader(kinds[start:])
        with suppress(NotSureError, RecursionError):
            reader.query()
        if reader.spare:
            return [(start + first, start + last) for first, last in reader.spare]
    return []
