"""The conditions of DEFINE at match time, and what of a match's past they can see.

A condition is a small tree. Its leaves are computed ahead for every row (``Flag``, ``Compared``), or asked when the
match is under way (``Asked``): then with guesses at what will be asked next, since one question costs as much as
many, and never twice for the same rows. The last entry of what is computed ahead is that of an absent row.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from tickstack.errors import QueryError
from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.search import ABSENT, Path

type Truth = bool | None
UNORDERED = 0  # the rank of NaN

_ON, _LATER, _MOST = 4, 32, 1024
_REMEMBERED = 200_000


class Item(NamedTuple):
    """One case of a question: the rows of its pointers, the labels and counts that it sees, the number of the match,
    and what tells its whole match from any other, if it has aggregates."""

    pointers: tuple[int, ...]
    classifiers: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    number: int = 0
    match: int = 0


class Ask(Protocol):
    """Answers a question for several cases at once; of one with aggregates the last of ``rows``, with their labels, are
    the cases' current rows. Raises QueryError."""

    def __call__(self, question: int, items: Sequence[Item], rows: Sequence[tuple[int, int]], /) -> Sequence[Truth]: ...


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


@dataclass
class _Guess:
    """How many cases are guessed in one way: more if those before were of use, and fewer otherwise."""

    least: int
    size: int = 0
    open: set[Item] = field(default_factory=set)
    used: int = 0

    def hit(self, item: Item) -> None:
        """A case came to be asked for."""
        if item in self.open:
            self.open.discard(item)
            self.used += 1

    def next(self) -> int:
        """How many to guess now."""
        if 4 * self.used >= self.size:
            self.size = max(min(2 * self.size, _MOST), self.least)
        elif self.open:
            self.size = max(self.used + 1, self.least)
        self.used, self.open = 0, set()
        return self.size


class Asked:
    """A condition that is asked for, by the number of its question."""

    def __init__(self, question: int, sees: Sees) -> None:
        self._question, self._sees = question, sees
        self._known: dict[Item, Truth] = {}
        self._on, self._later = _Guess(_ON), _Guess(_LATER)

    def parts(self) -> Iterator[Sees]:
        """What it sees."""
        yield self._sees

    def _item(self, path: Path) -> Item:
        """The case that the path is."""
        sees = self._sees
        return Item(
            tuple([path.row(each) for each in sees.pointers]),
            tuple([path.label(each) for each in sees.classifiers]),
            tuple([path.count(each) for each in sees.counts]),
            path.number if sees.number else 0,
            path.identity() if sees.aggregates else 0,
        )

    def value(self, path: Path, ask: Ask) -> Truth:
        """The answer; an error counts only if it is of this very case."""
        item = self._item(path)
        if item in self._known:
            self._on.hit(item)
            self._later.hit(item)
            return self._known[item]
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        begin = path.rows_so_far() if self._sees.aggregates else []
        on, rows = self._gone_on(path)
        later = [] if begin else list(self._moved([item, *on], path.bounds.end))
        self._on.open, self._later.open = set(on), set(later)
        items = list(dict.fromkeys((item, *on, *later)))
        try:
            answers = ask(self._question, items, [*begin, *rows] if begin else [])
        except QueryError:
            items, answers = [item], ask(self._question, [item], begin)
        self._known.update(zip(items, answers, strict=True))
        return self._known[item]

    def _gone_on(self, path: Path) -> tuple[list[Item], list[tuple[int, int]]]:
        """The same match gone on with this label, and the rows of that."""
        label, length = path.labels[-1], len(path.labels)
        room = min(path.bounds.end - path.start - length, self._on.next())
        items, rows = [], []
        for at in range(length, length + room):
            path.push(label)
            items.append(self._item(path))
            rows.append((path.start + at, label))
        path.cut(length)
        return items, rows

    def _moved(self, items: Sequence[Item], end: int) -> Iterator[Item]:
        """The same some rows later."""
        for by in range(1, 1 + min(self._later.next(), max(_MOST // len(items), 1))):
            for item in items:
                moved = tuple([row + by if row != ABSENT else ABSENT for row in item.pointers])
                if moved and max(moved) < end:
                    yield item._replace(pointers=moved)


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
