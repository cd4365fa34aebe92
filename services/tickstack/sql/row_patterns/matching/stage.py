"""A row pattern recognition as work to be done before the statement: SQL and a program, for the engine to run.

The SQL names relations that the engine makes: ``rows`` with the input in order, ``g`` numbering the rows and ``p``
their partitions; and ``"o"``, the rows of matches. In an expression ``"n3"`` is the row of pointer 3, ``"a"`` the row
of the match that an aggregate is at, and columns of ``"o"`` are labels (``k0``), counts (``q0``), the match's number.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tickstack.sql.row_patterns.matching.conditions import Always
from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.program import Step
from tickstack.sql.row_patterns.matching.rows import Measured, Mode
from tickstack.sql.row_patterns.matching.seen import Sees

_POINTER = re.compile(r'"n(\d+)"\."')
OUTPUT = ("x", "match", "g", "k", "shown", "s")
"""The columns of the rows of matches that always are there, as in ``rows.Row``."""


def pointed(sql: str) -> list[int]:
    """The numbers of the pointers in an expression."""
    return sorted({int(number) for number in _POINTER.findall(sql)})


@dataclass(frozen=True)
class Question:
    """A condition that is asked for while a match is under way: an expression, whose pointers are ``sees.pointers`` by
    their numbers in it."""

    sql: str
    numbers: tuple[int, ...]
    sees: Sees


@dataclass(frozen=True)
class RowFlag:
    """A condition of one row: an expression, and how many rows from it each of its pointers is."""

    sql: str
    pointer: Pointer
    steps: tuple[tuple[int, int], ...]
    otherwise: Question


@dataclass(frozen=True)
class RowValue:
    """A value of one row."""

    sql: str
    pointer: Pointer
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Comparison:
    """A comparison of two rows' values of one type; ``floating`` ones may be NaN."""

    operator: str
    left: RowValue
    right: RowValue
    floating: bool
    otherwise: Question


@dataclass(frozen=True)
class Both:
    """``AND`` or ``OR``, as ``conditions.Joined``."""

    decisive: bool
    terms: tuple["Plan", ...]


@dataclass(frozen=True)
class Not:
    """``NOT``"""

    term: "Plan"


type Plan = Always | Question | RowFlag | Comparison | Both | Not


@dataclass(frozen=True)
class Source:
    """The rows of a SELECT in which windows have row patterns: a query whose result the statement reads as ``name``."""

    name: str
    query: str
    before: str = ""

    @property
    def texts(self) -> Iterator[str]:
        """All SQL of it."""
        yield from (self.before, self.query)


@dataclass(frozen=True)
class Stage:
    """One recognition. ``rows`` is a query of the input, ``output`` a query of what the statement reads under
    ``name``; ``before`` is the WITH that both need."""

    name: str
    before: str
    rows: str
    program: tuple[Step, ...]
    mode: Mode
    measured: Measured
    plans: tuple[Plan, ...]
    output: str

    @property
    def texts(self) -> Iterator[str]:
        """All SQL of the stage."""
        yield from (self.before, self.rows, self.output)
        waiting = list(self.plans)
        while waiting:
            plan = waiting.pop()
            match plan:
                case Question():
                    yield plan.sql
                case RowFlag():
                    yield plan.sql
                case Comparison():
                    yield from (plan.left.sql, plan.right.sql, plan.otherwise.sql)
                case Both():
                    waiting += plan.terms
                case Not():
                    waiting.append(plan.term)
                case Always():
                    pass

    def flags(self, sql: str, steps: Sequence[tuple[int, int]]) -> str:
        """The query of an expression of one row for each row in order, and for an absent one at the end."""
        return f'{self.before}SELECT {sql} {self._base(steps)} ORDER BY "o"."g" NULLS LAST'

    def ranks(self, left: RowValue, right: RowValue, *, floating: bool) -> str:
        """The query of the ranks of two values, in the same order, first those of the left."""
        sides = [f'SELECT {at} AS "side", "o"."g" AS "g", {side.sql} AS "v" {self._base(side.steps)}'
                 for at, side in enumerate((left, right))]  # fmt: skip
        unordered = 'WHEN isnan("v") THEN 0 ' if floating else ""
        value = '"v" + 0' if floating else '"v"'
        return (
            f'{self.before}SELECT CASE WHEN "v" IS NULL THEN NULL {unordered}ELSE dense_rank() OVER (ORDER BY {value}) '
            f'END FROM ({" UNION ALL ".join(sides)}) AS "b" ORDER BY "side", "g" NULLS LAST'
        )

    def _base(self, steps: Sequence[tuple[int, int]]) -> str:
        rows = f'"{self.name}_rows"'
        joins = "".join(
            f' LEFT JOIN {rows} AS "n{number}" ON "n{number}"."g" = "o"."g" + {step} AND "n{number}"."p" = "o"."p"'
            for number, step in steps
        )
        return f'FROM (SELECT "g", "p" FROM {rows} UNION ALL SELECT NULL, NULL) AS "o"{joins}'

    def question(self, question: Question, begin: int, end: int, batch: str) -> str:
        """The query that answers a question for the cases in ``batch``; their rows are ``begin`` to ``end``."""
        rows = f'(SELECT * FROM "{self.name}_rows" WHERE "g" BETWEEN {begin} AND {end})'
        joins = "".join(
            f' LEFT JOIN {rows} AS "n{number}" ON "n{number}"."g" = "o"."i{at}"'
            for at, number in enumerate(question.numbers)
        )
        if question.sees.aggregates:
            joins += f' LEFT JOIN {rows} AS "a" ON "a"."g" = "o"."g"'
        asked = (
            f'SELECT "o"."shown" AS "shown", "o"."n" AS "n", CASE WHEN "o"."shown" = 1 THEN {question.sql} END AS "v"'
        )
        return (
            f'{self.before}SELECT "v" FROM ({asked} FROM {batch} AS "o"{joins}) AS "b" WHERE "shown" = 1 ORDER BY "n"'
        )
