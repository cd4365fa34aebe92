"""The conditions of DEFINE at match time.

A condition is a small tree. Its leaves are computed ahead for every row (``Flag``, ``Compared``), or asked for when the
match is under way (``asked``). The last entry of what is computed ahead is that of an absent row.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.search import Path
from tickstack.sql.row_patterns.matching.seen import Sees, views

type Truth = bool | None
UNORDERED = 0  # the rank of NaN


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

    def parts(self) -> Iterator[Sees]:
        """What it sees of a path."""


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


class Conditions:
    """The conditions by label: the judge of a search."""

    def __init__(self, conditions: Sequence[Condition], ask: Ask) -> None:
        self._conditions = conditions
        self._ask = ask
        found = [sees for condition in conditions for sees in condition.parts()]
        sets = [pointer.labels for sees in found for pointer in (*sees.pointers, *sees.classifiers)]
        sets += [labels for sees in found for labels in (*sees.counts, *sees.aggregates)]
        self._watched = tuple(dict.fromkeys(labels for labels in sets if labels is not None))
        self._past = tuple(views(found))

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
