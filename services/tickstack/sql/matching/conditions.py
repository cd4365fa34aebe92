"""The conditions of DEFINE at match time, and what of a match's past they can see.

A condition is a small tree. Its leaves are computed ahead for every row (``Flag``, ``Compared``), or asked when the
match is under way (``Asked``): then with guesses at what will be asked next, since one question costs as much as
many, and never twice for the same rows. The last entry of what is computed ahead is that of an absent row.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, Protocol

from tickstack.errors import QueryError
from tickstack.sql.matching.pattern import Pointer
from tickstack.sql.matching.search import ABSENT, Path

type Truth = bool | None
UNORDERED = 0  # the rank of NaN

_LEAST, _MOST = 16, 1024
_ROWS = 20_000  # of all the items of a question


class Item(NamedTuple):
    """One case of a question: the rows of its pointers, the labels and counts that it sees, the number of the match,
    and the rows of the match so far with their labels if it has aggregates."""

    pointers: tuple[int, ...]
    classifiers: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    number: int = 0
    rows: tuple[tuple[int, int], ...] = ()


class Ask(Protocol):
    """Answers a question for several cases at once. Raises QueryError."""

    def __call__(self, question: int, items: Sequence[Item], /) -> Sequence[Truth]: ...


class Condition(Protocol):
    """A condition, or a part of one."""

    def value(self, path: Path, ask: Ask) -> Truth:
        """Its value at the last row of the path."""

    def parts(self) -> Iterator["Sees"]:
        """What it sees of a path."""


@dataclass(frozen=True)
class Sees:
    """What a condition sees of a path: rows, labels of rows, numbers of rows, all rows with a label, the number."""

    pointers: tuple[Pointer, ...] = ()
    classifiers: tuple[Pointer, ...] = ()
    counts: tuple[frozenset[int] | None, ...] = ()
    aggregates: tuple[frozenset[int] | None, ...] = ()
    labels: bool = False
    number: bool = False


@dataclass(frozen=True)
class Always:
    """The condition of a variable that DEFINE does not name."""

    def value(self, path: Path, ask: Ask) -> Truth:  # noqa: ARG002
        """True."""
        return True

    def parts(self) -> Iterator[Sees]:
        """Nothing."""
        return iter(())


@dataclass(frozen=True)
class Flag:
    """A condition of one row and its neighbours: its value for each row."""

    pointer: Pointer
    values: Sequence[Truth]

    def value(self, path: Path, ask: Ask) -> Truth:  # noqa: ARG002
        """The value at the row."""
        return self.values[path.row(self.pointer)]

    def parts(self) -> Iterator[Sees]:
        """The row."""
        yield Sees((self.pointer,))


_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


@dataclass(frozen=True)
class Compared:
    """A comparison of values of two rows, by the ranks that the values have among all of both."""

    operator: str
    left: Pointer
    left_ranks: Sequence[int | None]
    right: Pointer
    right_ranks: Sequence[int | None]

    def value(self, path: Path, ask: Ask) -> Truth:  # noqa: ARG002
        """NaN is neither equal to anything nor less or greater."""
        a, b = self.left_ranks[path.row(self.left)], self.right_ranks[path.row(self.right)]
        if a is None or b is None:
            return None
        if UNORDERED in (a, b):
            return self.operator == "<>"
        return _OPERATORS[self.operator](a, b)

    def parts(self) -> Iterator[Sees]:
        """Both rows."""
        yield Sees((self.left, self.right))


@dataclass(frozen=True)
class Joined:
    """``AND``, or ``OR``, whose ``decisive`` value decides."""

    decisive: bool
    terms: tuple[Condition, ...]

    def value(self, path: Path, ask: Ask) -> Truth:
        """With three values; what comes after one that decides is not looked at."""
        unknown = False
        for term in self.terms:
            found = term.value(path, ask)
            if found is self.decisive:
                return found
            unknown = unknown or found is None
        return None if unknown else not self.decisive

    def parts(self) -> Iterator[Sees]:
        """Those of the terms."""
        for term in self.terms:
            yield from term.parts()


@dataclass(frozen=True)
class Negated:
    """``NOT``"""

    term: Condition

    def value(self, path: Path, ask: Ask) -> Truth:
        """With three values."""
        found = self.term.value(path, ask)
        return None if found is None else not found

    def parts(self) -> Iterator[Sees]:
        """Those of the term."""
        return self.term.parts()


@dataclass(frozen=True)
class Asked:
    """A condition that is asked for, by the number of its question."""

    question: int
    sees: Sees
    known: dict[Item, Truth] = field(default_factory=dict)
    size: list[int] = field(default_factory=lambda: [_LEAST])

    def item(self, path: Path) -> Item:
        """The case that the path is."""
        sees = self.sees
        rows = tuple((path.start + at, label) for at, label in enumerate(path.labels)) if sees.aggregates else ()
        return Item(
            tuple(path.row(each) for each in sees.pointers),
            tuple(path.label(each) for each in sees.classifiers),
            tuple(path.count(each) for each in sees.counts),
            path.number if sees.number else 0,
            rows,
        )

    def value(self, path: Path, ask: Ask) -> Truth:
        """The answer; an error counts only if it is of this very case."""
        item = self.item(path)
        if item not in self.known:
            items = list(islice(dict.fromkeys((item, *self._guesses(item, path))), self.size[0]))
            try:
                answers = ask(self.question, items)
                self.size[0] = min(2 * self.size[0], _MOST)
            except QueryError:
                items, answers = [item], ask(self.question, [item])
            self.known.update(zip(items, answers, strict=True))
        return self.known[item]

    def _guesses(self, item: Item, path: Path) -> Iterator[Item]:
        """The same match gone on with this label, and the same one row later."""
        label, length = path.labels[-1], len(path.labels)
        room = min(path.bounds.end - path.start - length, self.size[0] // 2)
        if item.rows:
            room = min(room, _ROWS // len(item.rows))
        for _ in range(room):
            path.push(label)
            yield self.item(path)
        path.cut(length)
        for by in range(1, 0 if item.rows else self.size[0]):
            moved = tuple(row + by if row != ABSENT else ABSENT for row in item.pointers)
            if not moved or max(moved) >= path.bounds.end:
                break
            yield item._replace(pointers=moved)

    def parts(self) -> Iterator[Sees]:
        """What it sees."""
        yield self.sees


class Conditions:
    """The conditions by label: the judge of a search."""

    def __init__(self, conditions: Sequence[Condition], ask: Ask) -> None:
        self._conditions = conditions
        self._ask = ask
        found = [sees for condition in conditions for sees in condition.parts()]
        sets = [pointer.labels for sees in found for pointer in (*sees.pointers, *sees.classifiers)]
        sets += [labels for sees in found for labels in (*sees.counts, *sees.aggregates)]
        self._watched = tuple(dict.fromkeys(labels for labels in sets if labels is not None))
        self._past = tuple(_views(found))

    @property
    def watched(self) -> Sequence[frozenset[int]]:
        """The sets of labels that pointers name."""
        return self._watched

    def holds(self, label: int, path: Path) -> bool:
        """Whether the condition of the label is true."""
        return self._conditions[label].value(path, self._ask) is True

    def past(self, path: Path) -> Hashable:
        """All that conditions can see."""
        return tuple([view(path) for view in self._past]) if self._past else ()


type _View = Callable[[Path], Any]


def _views(found: Sequence[Sees]) -> Iterator[_View]:
    """Functions that give what is seen of a path before its next row."""
    views: dict[Hashable, _View] = {}
    for sees in found:
        for pointer in sees.pointers:
            views.update(_of_pointer(pointer))
        for pointer in sees.classifiers:
            views.update(_of_classifier(pointer))
        for labels in sees.counts:
            views.update(_of_count(labels))
        for labels in sees.aggregates:
            views.update(_of_aggregate(labels))
        if sees.labels:
            views["labels"] = lambda path: (path.start, *path.labels)
        if sees.number:
            views["number"] = lambda path: path.number
    return iter(views.values())


def _of_pointer(pointer: Pointer) -> dict[Hashable, _View]:
    labels, offset = pointer.labels, pointer.offset
    if labels is None and pointer.last:
        return {("last", offset): lambda path: min(len(path.labels), offset)} if offset else {}
    if labels is None:
        return {"start": lambda path: path.start}
    if pointer.last:
        return {("last", labels, offset): lambda path: path.rows(labels, -offset - 1)}
    return {("first", labels, offset): lambda path: path.rows(labels, 0, offset + 1)}


def _of_classifier(pointer: Pointer) -> dict[Hashable, _View]:
    back = pointer.offset - pointer.step
    if pointer.labels is None and pointer.last and pointer.step <= 0:
        return {("labels", back): lambda path: tuple(path.labels[-back:])} if back else {}
    return {"labels": lambda path: (path.start, *path.labels)}


def _of_count(labels: frozenset[int] | None) -> dict[Hashable, _View]:
    return {("count", labels): lambda path: path.count(labels)}


def _of_aggregate(labels: frozenset[int] | None) -> dict[Hashable, _View]:
    if labels is None:
        return {"start": lambda path: path.start}
    return {("rows", labels): lambda path: path.rows(labels)}
