"""The search for the match that a pattern prefers, from one row on.

It goes depth first, always the preferred way, and never twice to the same step at the same row with the same past, as
far as any condition sees the past: what failed once fails again, and a loop that takes no row ends. That bounds the
work as the threads of Trino's matcher do, which it drops when they are equivalent
(https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/window/matcher/Matcher.java).
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.program import DONE, END, FORK, JUMP, SAVE, START, TAKE, Step

ABSENT = -1
_ASK = 4096  # steps between two questions whether to go on
_REMEMBERED = 1_000_000
_IDENTITIES = count(1)


@dataclass(frozen=True)
class Bounds:
    """The rows that a search may look at, ``begin`` to before ``end``, and where their partition begins."""

    begin: int
    end: int
    partition: int


@dataclass(frozen=True)
class Match:
    """A match: the row that it begins at, the labels of its rows, and which of them are excluded from the output, as
    pairs of numbers in it, from and to before."""

    start: int
    labels: tuple[int, ...]
    exclusions: tuple[int, ...] = ()


class Path:
    """The rows of a match under way: their labels, and where those of each watched set of labels are."""

    def __init__(self, watched: Sequence[frozenset[int]], bounds: Bounds, start: int, number: int) -> None:
        self.bounds, self.start, self.number = bounds, start, number
        self.labels: list[int] = []
        self._places: dict[frozenset[int], list[int]] = {each: [] for each in watched}
        self._of: dict[int, list[list[int]]] = {}
        self._tree: dict[tuple[int, int], int] = {}
        self._nodes = [next(_IDENTITIES)]

    def push(self, label: int) -> None:
        """Give the next row this label."""
        lists = self._of.get(label)
        if lists is None:
            lists = self._of[label] = [places for each, places in self._places.items() if label in each]
        for places in lists:
            places.append(len(self.labels))
        self.labels.append(label)

    def cut(self, length: int) -> None:
        """Take back all but the first ``length`` rows."""
        while len(self.labels) > length:
            label = self.labels.pop()
            for places in self._of[label]:
                places.pop()
        del self._nodes[length + 1 :]

    def row(self, pointer: Pointer) -> int:
        """The row that a pointer means at the last row of the path, or ABSENT."""
        if pointer.labels is None:
            at = len(self.labels) - 1 - pointer.offset if pointer.last else pointer.offset
            if not 0 <= at < len(self.labels):
                return ABSENT
        else:
            places = self._places[pointer.labels]
            at = len(places) - 1 - pointer.offset if pointer.last else pointer.offset
            if not 0 <= at < len(places):
                return ABSENT
            at = places[at]
        row = self.start + at + pointer.step
        return row if self.bounds.begin <= row < self.bounds.end else ABSENT

    def identity(self) -> int:
        """A number that no other path has, but all that are the same in one search."""
        for at in range(len(self._nodes), len(self.labels) + 1):
            key = (self._nodes[-1], self.labels[at - 1])
            self._nodes.append(self._tree.setdefault(key, next(_IDENTITIES)))
        return self._nodes[-1]

    def rows_so_far(self) -> list[tuple[int, int]]:
        """The rows with their labels."""
        return [(self.start + at, label) for at, label in enumerate(self.labels)]

    def count(self, labels: frozenset[int] | None) -> int:
        """How many rows have one of these labels."""
        return len(self.labels) if labels is None else len(self._places[labels])

    def rows(self, labels: frozenset[int], begin: int = 0, end: int | None = None) -> tuple[int, ...]:
        """Which rows have one of these labels, those from ``begin`` to before ``end`` among them."""
        return tuple(self.start + at for at in self._places[labels][begin:end])

    def label(self, pointer: Pointer) -> int:
        """The label of the row that a pointer means, or ABSENT if it is not in the match."""
        row = self.row(pointer)
        inside = row != ABSENT and 0 <= row - self.start < len(self.labels)
        return self.labels[row - self.start] if inside else ABSENT


class Judge(Protocol):
    """What knows the conditions of DEFINE."""

    @property
    def watched(self) -> Sequence[frozenset[int]]:
        """The sets of labels that pointers name."""

    def holds(self, label: int, path: Path) -> bool:
        """Whether the last row of the path, which has this label, may have it."""

    def past(self, path: Path) -> Hashable:
        """All that conditions to come can see of the path."""


type States = set[tuple[int, int, Hashable]]
"""Steps at rows with a past."""


def search(  # noqa: C901, PLR0912  one branch for each kind of step
    program: Sequence[Step], judge: Judge, path: Path, go_on: Callable[[], None], dead: States | None = None
) -> Match | None:
    """The preferred match that begins at the path's start, if there is one. ``go_on`` raises to end the search.

    ``dead`` are states that lead nowhere, known from searches with the same bounds; a search that fails adds its own.
    """
    length = path.bounds.end - path.start
    seen: States = set()
    dead = dead if dead is not None else set()
    waiting: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    steps = 0
    while waiting:
        at, taken, saved = waiting.pop()
        path.cut(taken)
        past = judge.past(path)
        while True:
            steps += 1
            if steps % _ASK == 0:
                go_on()
            state = (at, path.start + taken, past)
            if state in seen or state in dead:
                break
            seen.add(state)
            kind, first, second = program[at]
            if kind == TAKE:
                if taken >= length:
                    break
                path.push(first)
                if not judge.holds(first, path):
                    break
                taken, at, past = taken + 1, at + 1, judge.past(path)
            elif kind == FORK:
                waiting.append((second, taken, saved))
                at = first
            elif kind == JUMP:
                at = first
            elif kind == SAVE:
                at, saved = at + 1, (*saved, taken)
            elif kind == DONE:
                return Match(path.start, tuple(path.labels[:taken]), saved)
            elif (kind == START and taken == 0 and path.start == path.bounds.partition) or (
                kind == END and taken == length
            ):
                at += 1
            else:
                break
    if len(dead) > _REMEMBERED:
        dead.clear()
    dead |= seen
    return None
