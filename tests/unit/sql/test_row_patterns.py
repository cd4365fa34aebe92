"""The search for matches, against a matcher that simply tries all paths in the order of preference."""

from collections.abc import Hashable, Iterator, Sequence
from itertools import islice, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.sql.parser.dialect import parse
from tickstack.sql.row_patterns.matching.asked import Asked
from tickstack.sql.row_patterns.matching.conditions import Compared, Conditions, Flag, Item, Joined, Negated, Truth
from tickstack.sql.row_patterns.matching.pattern import (
    Anchor,
    Choice,
    Empty,
    Excluded,
    Pattern,
    Permutation,
    Pointer,
    Repeated,
    Variable,
)
from tickstack.sql.row_patterns.matching.pattern import Sequence as Concatenation
from tickstack.sql.row_patterns.matching.program import LONGEST, TooLongError, compiled
from tickstack.sql.row_patterns.matching.rows import Measured, Mode, Partitions
from tickstack.sql.row_patterns.matching.search import Bounds, Path, States, search
from tickstack.sql.row_patterns.matching.seen import Sees

A, B, C = Variable(0), Variable(1), Variable(2)
Rows = Sequence[frozenset[int]]
"""Which labels each row may have."""


class Given:
    """Conditions of the rows alone."""

    watched = ()

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def holds(self, label: int, path: Path) -> bool:
        return label in self._rows[path.start + len(path.labels) - 1]

    def past(self, path: Path) -> Hashable:
        return ()


def ways(pattern: Pattern, rows: Rows, at: int) -> Iterator[tuple[int, ...]]:  # noqa: C901  one case for each kind
    """The labels of all matches from row ``at`` on, the preferred first."""
    match pattern:
        case Variable(label):
            if at < len(rows) and label in rows[at]:
                yield (label,)
        case Empty():
            yield ()
        case Anchor(place):
            if (place == "^" and at == 0) or (place == "$" and at == len(rows)):
                yield ()
        case Concatenation(parts):
            yield from _sequence(parts, rows, at)
        case Choice(parts):
            for part in parts:
                yield from ways(part, rows, at)
        case Permutation(parts):
            for each in permutations(parts):
                yield from _sequence(each, rows, at)
        case Excluded(part):
            yield from ways(part, rows, at)
        case Repeated():
            yield from _repeated(pattern, rows, at, 0)


def _sequence(parts: Sequence[Pattern], rows: Rows, at: int) -> Iterator[tuple[int, ...]]:
    if not parts:
        yield ()
        return
    for first in ways(parts[0], rows, at):
        for rest in _sequence(parts[1:], rows, at + len(first)):
            yield (*first, *rest)


def _repeated(pattern: Repeated, rows: Rows, at: int, done: int) -> Iterator[tuple[int, ...]]:
    """Without a most the program loops: one that takes no row ends the loop if it came first, and else is none."""
    enough = done >= pattern.least
    if enough and not pattern.greedy:
        yield ()
    if pattern.most is None or done < pattern.most:
        for first in ways(pattern.part, rows, at):
            looped = pattern.most is None and not first
            if looped and done + 1 == max(pattern.least, 1):
                yield ()
            if looped and done + 1 >= max(pattern.least, 1):
                continue
            for rest in _repeated(pattern, rows, at + len(first), done + 1):
                yield (*first, *rest)
    if enough and pattern.greedy:
        yield ()


def _extended(inner: st.SearchStrategy[Pattern]) -> st.SearchStrategy[Pattern]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    bounds = st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(0, 2)), st.booleans())
    return st.one_of(
        several.map(Concatenation),
        several.map(Choice),
        several.map(Permutation),
        inner.map(Excluded),
        st.tuples(inner, bounds).map(
            lambda made: Repeated(
                made[0], made[1][0], None if made[1][1] is None else max(1, made[1][0] + made[1][1]), made[1][2]
            )
        ),
    )


PATTERNS = st.recursive(st.sampled_from([A, B, C, A, B, Empty(), Anchor("^"), Anchor("$")]), _extended, max_leaves=5)
ROWS = st.lists(st.frozensets(st.integers(0, 2)), max_size=6)


def found(pattern: Pattern, rows: Rows, start: int = 0, dead: States | None = None) -> tuple[int, ...] | None:
    judge = Given(rows)
    path = Path((), Bounds(0, len(rows), 0), start, 1)
    match = search(compiled(pattern), judge, path, lambda: None, dead)
    return None if match is None else match.labels


@settings(max_examples=400, deadline=None)
@given(PATTERNS, ROWS)
def test_the_preferred_match_is_found(pattern: Pattern, rows: Rows) -> None:
    dead: States = set()
    for start in range(len(rows) + 1):
        expected = next(islice(ways(pattern, rows, start), 1), None)
        assert found(pattern, rows, start) == expected
        assert found(pattern, rows, start, dead) == expected


@pytest.mark.parametrize(
    ("pattern", "labels"),
    [
        (Repeated(A, 0, None), (0, 0, 0)),
        (Repeated(A, 0, None, greedy=False), ()),
        (Repeated(A, 1, None, greedy=False), (0,)),
        (Repeated(A, 2, 2), (0, 0)),
        (Repeated(A, 1, 2), (0, 0)),
        (Repeated(A, 1, 2, greedy=False), (0,)),
        (Choice((B, A)), (1,)),
        (Concatenation((A, Choice((Empty(), B)))), (0,)),
        (Repeated(Repeated(A, 0, None), 0, None), (0, 0, 0)),
        (Repeated(Choice((Empty(), A)), 0, None), ()),
        (Repeated(Choice((Repeated(A, 0, None, greedy=False), A)), 0, None), ()),
        (Permutation((C, B, A)), (2, 1, 0)),
        (Concatenation((Repeated(Anchor("^"), 1, None), A)), (0,)),
        (Concatenation((Repeated(A, 0, None, greedy=False), Anchor("$"))), (0, 0, 0)),
    ],
)
def test_matches(pattern: Pattern, labels: tuple[int, ...]) -> None:
    assert found(pattern, [frozenset((0, 1, 2))] * 3) == labels


def test_no_pattern_takes_exponential_time() -> None:
    """As ``(a*)*b`` does in matchers that only try."""
    nested = Concatenation((Repeated(Repeated(Choice((A, A)), 0, None), 0, None), B))
    assert found(nested, [frozenset((0,))] * 2000) is None


def test_a_search_that_fails_is_not_gone_through_again() -> None:
    """For ``A* B`` without any B, all starts together are as much work as the first."""
    pattern, count = compiled(Concatenation((Repeated(A, 0, None), B))), 3000
    dead: States = set()
    rows = [frozenset((0,))] * count
    judge = Given(rows)
    for start in range(count):
        assert search(pattern, judge, Path((), Bounds(0, count, 0), start, 1), lambda: None, dead) is None
    assert len(dead) < 10 * count


def test_a_search_ends_when_it_is_told_to() -> None:
    class EndError(Exception):
        pass

    def end() -> None:
        raise EndError

    rows = [frozenset((0,))] * 5000
    program = compiled(Concatenation((Repeated(A, 0, None), B)))
    with pytest.raises(EndError):
        search(program, Given(rows), Path((), Bounds(0, 5000, 0), 0, 1), end)


def test_a_pattern_of_too_many_steps_is_refused() -> None:
    with pytest.raises(TooLongError):
        compiled(Repeated(A, LONGEST, None))
    with pytest.raises(TooLongError):
        compiled(Permutation((A,) * 12))


def test_repeating_nothing_makes_no_steps() -> None:
    assert len(compiled(Repeated(Empty(), 2**31 - 1, 2**31 - 1))) == 1


class Answers:
    """Answers questions by the rows of their pointers, and notes how often it was asked."""

    def __init__(self, fails: int = -1) -> None:
        self.asked: list[int] = []
        self._fails = fails

    def __call__(self, question: int, items: Sequence[Item], rows: Sequence[tuple[int, int]], /) -> Sequence[Truth]:
        self.asked.append(len(items))
        if any(self._fails in item.pointers for item in items):
            raise QueryError("DIVISION_BY_ZERO", "Division by zero")
        return [item.pointers[0] - item.pointers[1] < 3 for item in items]


FAR = Sees((Pointer(), Pointer(last=False)))  # the current row, and the first of the match


def _rows(condition: object, answers: Answers, count: int) -> list[tuple[int, int]]:
    judge = Conditions([condition], answers)  # type: ignore[list-item]
    partitions = Partitions(compiled(Repeated(A, 1, None)), judge, Mode(every=True), Measured(), lambda: None)
    return [(row.number, row.row) for row in partitions.rows(0, count)]


def test_questions_are_asked_many_at_a_time() -> None:
    answers = Answers()
    assert _rows(Asked(0, FAR), answers, 600) == [(at // 3 + 1, at) for at in range(600)]
    assert len(answers.asked) < 60


def test_a_failure_of_what_was_only_guessed_does_not_count() -> None:
    assert [row for _, row in _rows(Asked(0, FAR), Answers(fails=9), 9)] == list(range(9))
    with pytest.raises(QueryError):
        _rows(Asked(0, FAR), Answers(fails=8), 9)


def test_conditions_have_three_values() -> None:
    path = Path((), Bounds(0, 3, 0), 0, 1)
    path.push(0)
    yes, no, unknown = (Flag(Pointer(), [value]) for value in (True, False, None))
    ask = Answers()
    assert Joined(False, (yes, unknown)).value(path, ask) is None
    assert Joined(False, (unknown, no)).value(path, ask) is False
    assert Joined(True, (unknown, yes)).value(path, ask) is True
    assert Joined(True, (unknown, no)).value(path, ask) is None
    assert Negated(unknown).value(path, ask) is None
    assert Negated(no).value(path, ask) is True


@pytest.mark.parametrize(
    ("operator", "left", "right", "value"),
    [("<", 1, 2, True), (">=", 1, 2, False), ("=", 0, 0, False), ("<>", 0, 3, True), ("<", 0, 3, False),
     ("=", None, 1, None)],
)  # fmt: skip
def test_ranks_are_compared(operator: str, left: int | None, right: int | None, value: Truth) -> None:
    path = Path((), Bounds(0, 1, 0), 0, 1)
    path.push(0)
    assert Compared(operator, Pointer(), [left], Pointer(), [right]).value(path, Answers()) is value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a B | C", Choice((Concatenation((A, B)), C))),
        ("A (B | C)", Concatenation((A, Choice((B, C))))),
        ("A B* C+? ", Concatenation((A, Repeated(B, 0, None), Repeated(C, 1, None, greedy=False)))),
        ("A?? B?", Concatenation((Repeated(A, 0, 1, greedy=False), Repeated(B, 0, 1)))),
        (
            "A{2} B{2,} C{,3}?",
            Concatenation((Repeated(A, 2, 2), Repeated(B, 2, None), Repeated(C, 0, 3, greedy=False))),
        ),
        ("A{,}", Repeated(A, 0, None)),
        ("^A$", Concatenation((Anchor("^"), A, Anchor("$")))),
        ("^ A $ | $", Choice((Concatenation((Anchor("^"), A, Anchor("$"))), Anchor("$")))),
        ("A$B", Concatenation((A, Anchor("$"), B))),
        ("{- A B -} C", Concatenation((Excluded(Concatenation((A, B))), C))),
        ("{-A{2}-}+", Repeated(Excluded(Repeated(A, 2, 2)), 1, None)),
        ("PERMUTE(A, B C)", Permutation((A, Concatenation((B, C))))),
        ("()", Empty()),
        ("A () | ()", Choice((Concatenation((A, Empty())), Empty()))),
        ("permute | B", Choice((A, B))),
        ('"a" A', Concatenation((A, B))),
    ],
)
def test_patterns_are_read(text: str, tree: Pattern) -> None:
    statement = parse(f"SELECT * FROM t MATCH_RECOGNIZE (PATTERN ({text}) DEFINE A AS true)")
    clause = statement.find(exp.MatchRecognize)
    assert clause is not None
    assert clause.args["pattern"].tree == tree
