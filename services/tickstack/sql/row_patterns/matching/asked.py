"""A condition that is asked for when the match is under way.

One question costs as much as many, so that what will be asked next is guessed; nothing is asked twice for the same
rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tickstack.errors import QueryError
from tickstack.sql.row_patterns.matching.conditions import Ask, Item, Truth
from tickstack.sql.row_patterns.matching.search import ABSENT, Path
from tickstack.sql.row_patterns.matching.seen import Sees

_ON, _LATER, _MOST = 4, 32, 1024
_REMEMBERED = 200_000


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
