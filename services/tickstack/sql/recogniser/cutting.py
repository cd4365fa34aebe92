"""A long statement without most of what is the same to a grammar: items of lists, conditions, queries of a UNION.

ANTLR takes tens of seconds for a statement of some hundred kilobytes. Whatever this reader has read of it as one of
many parts can be left out: the first error, and what could stand there, are the same without it.
"""

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate

from tickstack.sql.recogniser.queries import QueryReader
from tickstack.sql.recogniser.reader import NotSureError
from tickstack.sql.recogniser.tokens import END, placed

LONG = 4000  # characters from which on it is worth the while
_STARTS = ("SELECT", "WITH", "VALUES", "TABLE", "(")
_TRIES = 8
_BEYOND = 100  # tokens that are more than enough to tell that one of before is wrong


class Cut:
    """A shorter ``text``, and where each of its characters stands in the whole statement."""

    def __init__(self, statement: str) -> None:
        self._whole = statement
        holes = list(_holes(statement)) if len(statement) > LONG else []
        kept = list(zip([0, *(end for _, end in holes)], [*(start for start, _ in holes), len(statement)], strict=True))
        self.text = "".join(statement[start:end] for start, end in kept)
        self._begins = list(accumulate((end - start for start, end in kept[:-1]), initial=0))
        self._places = [start for start, _ in kept]

    def shortened(self, beyond: int) -> None:
        """Leave out what begins at a place of the statement."""
        part = bisect_right(self._places, beyond) - 1
        self.text = self.text[: self._begins[part] + beyond - self._places[part]]

    def origin(self, at: int) -> int:
        """The place in the statement of a place in ``text``."""
        part = bisect_right(self._begins, at) - 1
        return self._places[part] + at - self._begins[part]

    def piece(self, start: int, stop: int) -> str:
        """What stands in the statement from one place of ``text`` to another."""
        return self._whole[self.origin(start) : self.origin(stop)]

    def where(self, at: int) -> str:
        """``line 1:8`` for a place in ``text``."""
        return self.where_in_whole(self.origin(at))

    def where_in_whole(self, at: int) -> str:
        """``line 1:8`` for a place in the statement."""
        before = self._whole[:at]
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
    """The tokens that readers can spare: of the first query from which any is read, and of those beyond what it leaves
    unread."""
    found: list[tuple[int, int]] = []
    start, failed = 0, 0
    while failed < _TRIES:
        start = next((at for at in range(start, len(kinds)) if kinds[at] in _STARTS), len(kinds))
        if start == len(kinds):
            break
        reader = _read(kinds[start:])
        found += [(start + first, start + last) for first, last in reader.spare]
        failed += not reader.spare
        start += max(1, reader.furthest if reader.spare else 1)
    return found


def _read(kinds: list[str]) -> QueryReader:
    """A reader that has come as far as it can."""
    reader = QueryReader(kinds)
    with suppress(NotSureError, RecursionError):
        reader.query()
    return reader


@dataclass(frozen=True)
class Unread:
    """Where a query goes on in a way that is not known here, the token there, and where a few more of them end."""

    place: int
    token: str
    beyond: int


def unread(statement: str) -> Unread | None:
    """Where the reading of a query ends; None of what is no query, or is read to the end."""
    tokens = placed(statement)
    if tokens[0][0] not in _STARTS:
        return None
    at = _read([kind for kind, _ in tokens]).furthest
    place, beyond = tokens[at][1], tokens[min(at + _BEYOND, len(tokens) - 1)][1]
    if tokens[at][0] != END:
        return Unread(place, statement[place : tokens[at + 1][1]].split(maxsplit=1)[0], beyond)
    return Unread(place, statement[place] if place < len(statement) else "<EOF>", beyond)
