"""Row pattern recognition run before the statement that reads it: DuckDB computes all values, Python finds the matches.

The input becomes a table in the order of its partitions. What conditions need of single rows is computed for all rows
at once; the rest is asked for while a match is under way, many cases at a time. The rows of the matches become a second
table, over which DuckDB computes the measures. No value of the input passes through Python, only truth and ranks.
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import duckdb

from tickstack.engine.failures import query_error
from tickstack.sql.row_patterns.matching.asked import Asked
from tickstack.sql.row_patterns.matching.conditions import (
    Always,
    Compared,
    Condition,
    Conditions,
    Flag,
    Item,
    Joined,
    Negated,
    Truth,
)
from tickstack.sql.row_patterns.matching.rows import Measured, Partitions, Row
from tickstack.sql.row_patterns.matching.seen import Sees
from tickstack.sql.row_patterns.matching.stage import OUTPUT, Both, Comparison, Not, Plan, Question, RowFlag, Stage
from tickstack.sql.stopping import StoppedError

_AT_ONCE = 50_000
_ABSENT = -1


def recognise(connection: duckdb.DuckDBPyConnection, stage: Stage, stop: Callable[[], bool]) -> None:
    """Make the table that the statement reads. Raises QueryError, StoppedError, duckdb.Error."""
    _Recognition(connection, stage, stop).run()


class _Recognition:
    def __init__(self, connection: duckdb.DuckDBPyConnection, stage: Stage, stop: Callable[[], bool]) -> None:
        self._connection, self._stage, self._stop = connection, stage, stop
        self._questions: list[Question] = []
        self._columns = _names(stage.measured)

    def run(self) -> None:
        """Input, matches, output."""
        name = self._stage.name
        self._execute(f'CREATE TEMP TABLE "{name}_rows" AS {self._stage.before}{self._stage.rows}')
        conditions = [self._condition(plan) for plan in self._stage.plans]
        self._execute(f'CREATE TEMP TABLE "{name}_out" ({", ".join(f'"{each}" BIGINT' for each in self._columns)})')
        stage = self._stage
        judge = Conditions(conditions, self._ask)
        found = Partitions(stage.program, judge, stage.mode, stage.measured, self._go_on)
        batch = _Batch(self._columns)
        for row in self._found(found):
            batch.add(row)
            if len(batch) >= _AT_ONCE:
                self._keep(batch)
        self._keep(batch)
        self._execute(f'CREATE TEMP TABLE "{name}" AS {stage.before}{stage.output}')
        self._execute(f'DROP TABLE "{name}_out"; DROP TABLE "{name}_rows"')

    def _found(self, partitions: Partitions) -> Iterator[Row]:
        rows = f'"{self._stage.name}_rows"'
        sizes = self._execute(f'SELECT count(*) FROM {rows} GROUP BY "p" ORDER BY "p"').fetchall()
        begin = 0
        for (size,) in sizes:
            yield from partitions.rows(begin, begin + size)
            begin += size

    def _execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        self._go_on()
        return self._connection.execute(sql)

    def _go_on(self) -> None:
        if self._stop():
            raise StoppedError

    def _keep(self, batch: "_Batch") -> None:
        """Add rows of matches to their table."""
        with _registered(self._connection, batch.columns()):
            self._execute(f'INSERT INTO "{self._stage.name}_out" SELECT {_selected(self._columns)} FROM batch')
        batch.clear()

    def _condition(self, plan: Plan) -> Condition:
        match plan:
            case Both(decisive, terms):
                return Joined(decisive, tuple(map(self._condition, terms)))
            case Not(term):
                return Negated(self._condition(term))
            case RowFlag():
                return self._ahead(plan.otherwise, lambda: self._flag(plan))
            case Comparison():
                return self._ahead(plan.otherwise, lambda: self._compared(plan))
            case Question():
                return self._asked(plan)
        return Always()

    def _ahead(self, otherwise: Question, made: Callable[[], Condition]) -> Condition:
        """What is computed for all rows, unless that fails for a row that no match may ever come to."""
        try:
            return made()
        except duckdb.InterruptException:
            raise
        except duckdb.Error:
            return self._asked(otherwise)

    def _asked(self, question: Question) -> Asked:
        self._questions.append(question)
        return Asked(len(self._questions) - 1, question.sees)

    def _flag(self, plan: RowFlag) -> Flag:
        return Flag(plan.pointer, self._values(self._stage.flags(plan.sql, plan.steps)))

    def _compared(self, plan: Comparison) -> Compared:
        ranks = self._values(self._stage.ranks(plan.left, plan.right, floating=plan.floating))
        half = len(ranks) // 2
        return Compared(plan.operator, plan.left.pointer, ranks[:half], plan.right.pointer, ranks[half:])

    def _values(self, sql: str) -> list[Any]:
        """One column, with None for NULL."""
        [column] = self._execute(sql).fetchnumpy().values()
        values: list[Any] = column.tolist()
        return values

    def _ask(self, number: int, items: Sequence[Item], path: Sequence[tuple[int, int]]) -> Sequence[Truth]:
        question = self._questions[number]
        batch = _Batch(_names(question.sees))
        rows = [row for item in items for row in item.pointers if row != _ABSENT] + [row for row, _ in path]
        batch.add_cases(items, path)
        sql = self._stage.question(question, min(rows, default=0), max(rows, default=-1), "asked")
        try:
            with _registered(self._connection, batch.columns()):
                listed = _selected(batch.names)
                return [value for (value,) in self._execute(_with_asked(sql, listed)).fetchall()]
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            raise query_error(error) from None


def _names(seen: Measured | Sees) -> tuple[str, ...]:
    """The columns of rows of matches, with what is looked at from each."""
    kinds = (("i", seen.pointers), ("k", seen.classifiers), ("q", seen.counts))
    return ("n", *OUTPUT, *(f"{kind}{at}" for kind, listed in kinds for at in range(len(listed))))


def _with_asked(sql: str, listed: str) -> str:
    """A question with its cases."""
    cases = f'"asked" AS (SELECT {listed} FROM batch)'
    if sql.startswith("WITH RECURSIVE "):
        return f"WITH RECURSIVE {cases}, {sql.removeprefix('WITH RECURSIVE ')}"
    return f"WITH {cases} {sql}"


def _selected(names: Sequence[str]) -> str:
    """The columns of a batch; where there is no row or no label they are NULL."""
    never = ("n", "x", "match", "shown")
    return ", ".join(f'"{each}"' if each in never else f'nullif("{each}", {_ABSENT}) AS "{each}"' for each in names)


class _Batch:
    """Rows of matches as columns of whole numbers."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._count = 0
        self._columns = [array("q") for _ in names]

    def __len__(self) -> int:
        return len(self._columns[0])

    def add(self, row: Row) -> None:
        """Add a row."""
        fixed = (row.match, row.number, row.row, row.label, row.shown, row.of)
        self._add((*fixed, *row.pointers, *row.classifiers, *row.counts))

    def add_cases(self, items: Sequence[Item], path: Sequence[tuple[int, int]]) -> None:
        """Add the cases of a question: each for itself, or as the last rows of one match."""
        begin = len(path) - len(items)
        nothing = (_ABSENT,) * (len(self.names) - 1 - len(OUTPUT))
        for row, label in path[: max(begin, 0)]:
            self._add((0, 0, row, label, 0, row, *nothing))
        for at, item in enumerate(items):
            row, label = path[begin + at] if path else (_ABSENT, _ABSENT)
            seen = (*item.pointers, *item.classifiers, *item.counts)
            self._add((0 if path else at, item.number, row, label, 1, row, *seen))

    def _add(self, values: Sequence[int]) -> None:
        self._count += 1
        for column, value in zip(self._columns, (self._count, *values), strict=True):
            column.append(value)

    def columns(self) -> Mapping[str, Any]:
        """The columns by name."""
        import numpy  # takes long to load, and is there once a service is ready

        made = zip(self.names, self._columns, strict=True)
        return {name: numpy.array(column, dtype="int64") for name, column in made}

    def clear(self) -> None:
        """Begin anew; rows go on being numbered."""
        self._columns = [array("q") for _ in self.names]


class _registered:  # noqa: N801  used like a function
    """Within, the columns are the relation ``batch``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, columns: Mapping[str, Any]) -> None:
        self._connection, self._columns = connection, columns

    def __enter__(self) -> None:
        self._connection.register("batch", dict(self._columns))

    def __exit__(self, *_: object) -> None:
        self._connection.unregister("batch")
