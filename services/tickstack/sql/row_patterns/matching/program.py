"""A pattern as a program: steps that take a row, fork, or look where they are, in the order of preference.

A fork tries its first way before its second. The loops are those of Trino, whose last repetition is what is repeated:
https://github.com/trinodb/trino/blob/422/core/trino-main/src/main/java/io/trino/operator/window/matcher/IrRowPatternToProgramRewriter.java
"""

from itertools import permutations
from typing import NamedTuple

from tickstack.sql.row_patterns.matching.pattern import (
    Anchor,
    Choice,
    Empty,
    Excluded,
    Pattern,
    Permutation,
    Repeated,
    Sequence,
    Variable,
)

LONGEST = 200_000
TAKE, FORK, JUMP, START, END, SAVE, DONE = range(7)


class Step(NamedTuple):
    """``first`` is the label of TAKE, or where JUMP and FORK go; ``second`` is FORK's less preferred way."""

    kind: int
    first: int = 0
    second: int = 0


class TooLongError(ValueError):
    """The pattern makes more than ``LONGEST`` steps."""


def compiled(pattern: Pattern) -> tuple[Step, ...]:
    """The program of a pattern. Raises TooLongError."""
    writer = _Writer()
    writer.write(pattern)
    writer.add(Step(DONE))
    return tuple(writer.steps)


class _Writer:
    def __init__(self) -> None:
        self.steps: list[Step] = []

    def add(self, step: Step) -> int:
        if len(self.steps) >= LONGEST:
            raise TooLongError
        self.steps.append(step)
        return len(self.steps) - 1

    def write(self, pattern: Pattern) -> None:
        match pattern:
            case Variable(label):
                self.add(Step(TAKE, label))
            case Empty():
                pass
            case Anchor(at):
                self.add(Step(START if at == "^" else END))
            case Sequence(parts):
                for part in parts:
                    self.write(part)
            case Choice(parts):
                self._choice([(part,) for part in parts])
            case Permutation(parts):
                self._permutations(parts)
            case Excluded(part):
                self.add(Step(SAVE))
                self.write(part)
                self.add(Step(SAVE))
            case Repeated():
                self._repeated(pattern)

    def _permutations(self, parts: tuple[Pattern, ...]) -> None:
        """In the order of the list; ``itertools`` gives them so."""
        ways: list[tuple[Pattern, ...]] = []
        for way in permutations(parts):
            if len(ways) * len(parts) > LONGEST:
                raise TooLongError
            ways.append(way)
        self._choice(ways)

    def _choice(self, ways: list[tuple[Pattern, ...]]) -> None:
        jumps = []
        for way in ways[:-1]:
            fork = self.add(Step(FORK))
            self._all(way)
            jumps.append(self.add(Step(JUMP)))
            self.steps[fork] = Step(FORK, fork + 1, len(self.steps))
        self._all(ways[-1])
        for jump in jumps:
            self.steps[jump] = Step(JUMP, len(self.steps))

    def _all(self, parts: tuple[Pattern, ...]) -> None:
        for part in parts:
            self.write(part)

    def _fork(self, on: int, out: int, *, greedy: bool) -> Step:
        return Step(FORK, on, out) if greedy else Step(FORK, out, on)

    def _repeated(self, pattern: Repeated) -> None:
        part, least, most, greedy = pattern.part, pattern.least, pattern.most, pattern.greedy
        if most is None and least == 0:
            fork = self.add(Step(FORK))
            self.write(part)
            loop = self.add(Step(FORK))
            self.steps[fork] = self._fork(fork + 1, loop + 1, greedy=greedy)
            self.steps[loop] = self._fork(fork + 1, loop + 1, greedy=greedy)
            return
        begin = len(self.steps)
        for _ in range(least):
            begin = len(self.steps)
            self.write(part)
            if begin == len(self.steps):  # nothing, however often
                break
        if most is None:
            loop = self.add(Step(FORK))
            self.steps[loop] = self._fork(begin, loop + 1, greedy=greedy)
            return
        forks = []
        for _ in range(most - least):
            forks.append(self.add(Step(FORK)))
            self.write(part)
            if forks[-1] + 1 == len(self.steps):
                break
        for fork in forks:
            self.steps[fork] = self._fork(fork + 1, len(self.steps), greedy=greedy)
