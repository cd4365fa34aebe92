"""The rows that the matches of a partition give: which rows are tried, what is skipped after a match, what is shown.

https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/window/PatternRecognitionPartition.java
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tickstack.errors import QueryError
from tickstack.sql.failures import failure
from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.program import Step
from tickstack.sql.row_patterns.matching.search import ABSENT, Bounds, Judge, Match, Path, States, search

type Skip = Literal["PAST LAST", "NEXT", "FIRST", "LAST"]


@dataclass(frozen=True)
class Mode:
    """Which rows are shown, and where the search goes on after a match: behind it, or at a row with a label.

    ``every`` row of a match or only one for it; ``empty`` matches and ``unmatched`` rows too; ``window`` gives just one
    row for each input row, from a match within its frame, which has so many ``following`` rows (None is to the end),
    and in which the match may begin later if ``seek``.
    """

    every: bool = False
    empty: bool = True
    unmatched: bool = False
    skip: Skip = "PAST LAST"
    to: frozenset[int] | None = None
    window: bool = False
    seek: bool = False
    following: int | None = None

    def bounds(self, current: int, begin: int, end: int) -> Bounds:
        """What a search from row ``current`` may look at, in the partition from ``begin`` to before ``end``."""
        if not self.window:
            return Bounds(begin, end, begin)
        return Bounds(current, end if self.following is None else min(end, current + self.following + 1), begin)


class Row(NamedTuple):
    """A row of a match, or of none: the match, its number (0 for none), the row, its label, whether it is shown, the
    row whose columns are shown, the rows of the pointers, the labels and counts."""

    match: int
    number: int
    row: int
    label: int
    shown: int
    of: int
    pointers: tuple[int, ...] = ()
    classifiers: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Measured:
    """What the measures look at: pointers, pointers whose labels are wanted, counts of rows with labels (``final``
    counts all of the match), and whether every row of a match is wanted, for aggregates."""

    pointers: tuple[Pointer, ...] = ()
    classifiers: tuple[Pointer, ...] = ()
    counts: tuple[tuple[frozenset[int] | None, bool], ...] = ()
    aggregates: bool = False


class Places:
    """Where the rows of a match are, by their labels."""

    def __init__(self, match: Match, bounds: Bounds) -> None:
        self.match, self.bounds = match, bounds
        self._at: dict[frozenset[int], list[int]] = {}

    def _of(self, labels: frozenset[int]) -> list[int]:
        if labels not in self._at:
            self._at[labels] = [at for at, label in enumerate(self.match.labels) if label in labels]
        return self._at[labels]

    def count(self, labels: frozenset[int] | None, at: int) -> int:
        """How many rows up to ``at`` have one of the labels."""
        return at + 1 if labels is None else bisect_right(self._of(labels), at)

    def row(self, pointer: Pointer, at: int) -> int:
        """The row that a pointer means at row ``at`` of the match. FIRST also sees what comes later, as in Trino."""
        end = len(self.match.labels) - 1
        if pointer.labels is None:
            found = (end if pointer.final else at) - pointer.offset if pointer.last else pointer.offset
            if not 0 <= found <= end:
                return ABSENT
        else:
            places = self._of(pointer.labels)
            seen = len(places) if pointer.final else bisect_right(places, at)
            index = seen - 1 - pointer.offset if pointer.last else pointer.offset
            if not 0 <= index < len(places):
                return ABSENT
            found = places[index]
        row = self.match.start + found + pointer.step
        return row if self.bounds.begin <= row < self.bounds.end else ABSENT

    def label(self, pointer: Pointer, at: int) -> int:
        """The label of that row, or ABSENT outside of the match."""
        row = self.row(pointer, at)
        inside = row != ABSENT and 0 <= row - self.match.start < len(self.match.labels)
        return self.match.labels[row - self.match.start] if inside else ABSENT


class Partitions:
    """Finds the matches of partitions, one after another."""

    def __init__(
        self, program: Sequence[Step], judge: Judge, mode: Mode, measured: Measured, go_on: Callable[[], None]
    ) -> None:
        self._program, self._judge, self._mode = program, judge, mode
        self._measured, self._go_on = measured, go_on
        self._found = 0

    def rows(self, begin: int, end: int) -> Iterator[Row]:
        """The rows of the partition from ``begin`` to before ``end``. Raises QueryError where a skip leads nowhere."""
        mode, number, skipped, matched = self._mode, 1, begin - 1, begin - 1
        dead: States | None = None if mode.window else set()
        for current in range(begin, end):
            if current <= skipped:
                if mode.window:
                    yield self._alone(current, 0)
                continue
            self._go_on()
            bounds = mode.bounds(current, begin, end)
            match = self._search(current, bounds, number, dead)
            if match is None:
                if mode.window or (mode.unmatched and current > matched):
                    yield self._alone(current, 0)
                skipped = current
                continue
            if not match.labels:
                if mode.empty:
                    yield self._alone(current, number)
                skipped = current
            else:
                yield from self._shown(match, bounds, current, number)
                matched = max(matched, match.start + len(match.labels) - 1)
                skipped = self._skipped(match, bounds, current)
            number += 1

    def _search(self, current: int, bounds: Bounds, number: int, dead: States | None) -> Match | None:
        last = max(current, bounds.end - 1) if self._mode.seek else current
        for start in range(current, last + 1):
            path = Path(self._judge.watched, bounds, start, number)
            found = search(self._program, self._judge, path, self._go_on, dead)
            if found is not None:
                return found
        return None

    def _alone(self, row: int, number: int) -> Row:
        """A row of an empty match, or of none."""
        self._found += 1
        measured = self._measured
        nothing = (ABSENT,) * len(measured.pointers), (ABSENT,) * len(measured.classifiers)
        return Row(self._found, number, row, ABSENT, 1, row, *nothing, (0,) * len(measured.counts))

    def _shown(self, match: Match, bounds: Bounds, current: int, number: int) -> Iterator[Row]:
        self._found += 1
        measured, last = self._measured, len(match.labels) - 1
        places = Places(match, bounds)
        hidden = set(range(last)) if not self._mode.every else set()
        if self._mode.every:
            ends = match.exclusions
            hidden = {at for i in range(0, len(ends), 2) for at in range(ends[i], ends[i + 1])}
        for at, label in enumerate(match.labels):
            row = match.start + at
            if at in hidden:
                if measured.aggregates:
                    yield Row(
                        self._found, number, row, label, 0, row,
                        (ABSENT,) * len(measured.pointers), (ABSENT,) * len(measured.classifiers),
                        (0,) * len(measured.counts),
                    )  # fmt: skip
                continue
            yield Row(
                self._found,
                number,
                row,
                label,
                1,
                row if self._mode.every else current,
                tuple(places.row(each, at) for each in measured.pointers),
                tuple(places.label(each, at) for each in measured.classifiers),
                tuple(places.count(labels, last if final else at) for labels, final in measured.counts),
            )

    def _skipped(self, match: Match, bounds: Bounds, current: int) -> int:
        """The last row at which no match may begin."""
        mode, last = self._mode, len(match.labels) - 1
        if mode.skip == "PAST LAST":
            return match.start + last
        if mode.skip == "NEXT":
            return current
        row = Places(match, bounds).row(Pointer(mode.to, last=mode.skip == "LAST"), last)
        if row == ABSENT:
            raise _failed("pattern variable is not present in match")
        if row == match.start:
            raise _failed("cannot skip to first row of match")
        return row - 1


def _failed(why: str) -> QueryError:
    return failure("GENERIC_USER_ERROR", f"AFTER MATCH SKIP failed: {why}")
