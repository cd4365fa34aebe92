"""What names and calls mean in DEFINE and MEASURES: columns of rows that a match has, by their variables.

https://trino.io/docs/current/sql/match-recognize.html#row-pattern-recognition-expressions. The checks and their words
are Trino's (ExpressionAnalyzer, its methods for pattern recognition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions.aggregation import called_name
from tickstack.sql.failures import Source
from tickstack.sql.parser.row_patterns import canonical
from tickstack.sql.quoting import literal_text
from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.rows import Measured
from tickstack.sql.row_patterns.matching.seen import Sees
from tickstack.sql.scope import Field
from tickstack.sql.types import BIGINT, VARCHAR

NAVIGATION = ("first", "last", "prev", "next")
RECOGNITION = (*NAVIGATION, "classifier", "match_number")


@dataclass
class Sight:
    """What expressions look at, by the numbers that their SQL has for it. ``label`` is the variable that a condition
    defines: the last row with it is the current one."""

    label: int | None = None
    pointers: list[Pointer] = field(default_factory=list)
    classifiers: list[Pointer] = field(default_factory=list)
    counts: list[tuple[frozenset[int] | None, bool]] = field(default_factory=list)
    aggregates: dict[frozenset[int] | None, None] = field(default_factory=dict)
    labels: bool = False
    number: bool = False

    def pointer(self, pointer: Pointer) -> int:
        """The number of a pointer."""
        return _number(self.pointers, self._plain(pointer))

    def classifier(self, pointer: Pointer) -> int:
        """The number of a pointer whose label is wanted."""
        return _number(self.classifiers, self._plain(pointer))

    def count(self, labels: frozenset[int] | None, *, final: bool) -> int:
        """The number of a count of rows."""
        return _number(self.counts, (labels, final))

    def _plain(self, pointer: Pointer) -> Pointer:
        """The current row has the label that is defined."""
        if self.label is None:
            return pointer
        own = pointer.labels is None or self.label in pointer.labels
        return replace(pointer, labels=None) if pointer.last and not pointer.offset and own else pointer

    def measured(self) -> Measured:
        """All of it, as measures look at it."""
        found = (tuple(self.pointers), tuple(self.classifiers), tuple(self.counts))
        return Measured(*found, aggregates=bool(self.aggregates))

    def sees(self) -> Sees:
        """All of it, as a condition sees it."""
        counts = tuple(labels for labels, _ in self.counts)
        found = (tuple(self.pointers), tuple(self.classifiers), counts, tuple(self.aggregates))
        return Sees(*found, labels=self.labels, number=self.number)


def _number[Seen](known: list[Seen], one: Seen) -> int:
    if one not in known:
        known.append(one)
    return known.index(one)


@dataclass(frozen=True)
class Clause:
    """A recognition's input columns, its labels (unions too) with the numbers of their variables, and the variables'
    names. ``used`` notes which columns are looked at; ``window`` says that it is in a window."""

    fields: tuple[Field, ...]
    labels: Mapping[str, frozenset[int]]
    names: tuple[str, ...]
    used: set[int]
    window: bool = False

    def find(self, name: str) -> int | None:
        """The number of the column of that name."""
        found = (at for at, known in enumerate(self.fields) if (known.name or "").lower() == name.lower())
        return next(found, None)

    def named(self, number: str) -> str:
        """The name of the label of that number, which is DuckDB SQL."""
        return f"list_extract([{', '.join(map(literal_text, self.names))}], {number} + 1)"


CURRENT = Pointer()


@dataclass(frozen=True)
class Matching:
    """Where in a match an expression is looked at: from which row, or at each of an aggregate's rows."""

    clause: Clause
    sight: Sight
    pointer: Pointer = CURRENT
    aggregated: bool = False

    def column(self, parts: Sequence[exp.Expr], node: exp.Expr, source: Source) -> Typed:
        """The value of a column, with the name of a variable before it or not."""
        labels, name = None, parts[0].name
        if len(parts) > 1:
            called = canonical(parts[0])
            if called not in self.clause.labels:
                _unresolved(source, parts, node)
            labels, name = self.clause.labels[called], parts[1].name
            if len(parts) > 2 or self.clause.find(name) is None:
                unlabelled = ".".join(part.name.lower() for part in parts[1:])
                message = f"Column {unlabelled} prefixed with label {called} cannot be resolved"
                source.fail("COLUMN_NOT_FOUND", message, node)
        at = self.clause.find(name)
        if at is None:
            _unresolved(source, parts, node)
        if sum((known.name or "").lower() == name.lower() for known in self.clause.fields) > 1:
            source.fail("AMBIGUOUS_NAME", f"Column '{name}' is ambiguous", node)
        self.clause.used.add(at)
        if self.aggregated:
            return Typed(f'"a"."c{at}"', self.clause.fields[at].type)
        number = self.sight.pointer(replace(self.pointer, labels=labels))
        return Typed(f'"n{number}"."c{at}"', self.clause.fields[at].type)

    def classifier(self, label: exp.Expr | None) -> Typed:
        """``CLASSIFIER()``"""
        if self.aggregated:
            self.sight.labels = True
            return Typed(self.clause.named('"o"."k"'), VARCHAR)
        labels = self.clause.labels[canonical(label)] if label is not None else None
        number = self.sight.classifier(replace(self.pointer, labels=labels))
        return Typed(self.clause.named(f'"o"."k{number}"'), VARCHAR)

    def match_number(self) -> Typed:
        """``MATCH_NUMBER()``"""
        self.sight.number = True
        return Typed('"o"."match"', BIGINT)

    def count(self, labels: frozenset[int] | None, *, final: bool) -> Typed:
        """``count(*)`` or ``count(A.*)``"""
        return Typed(f'"o"."q{self.sight.count(labels, final=final)}"', BIGINT)

    def label_of(self, node: exp.Expr) -> Iterator[str | None]:
        """The labels of the columns and classifiers in an expression, None for those without."""
        for each in node.find_all(exp.Column, exp.Anonymous):
            if isinstance(each, exp.Anonymous):
                if str(each.this).lower() == "classifier":
                    yield canonical(_identifier(each.expressions[0])) if each.expressions else None
            elif isinstance(each, exp.Column) and not _within_classifier(each):
                parts = each.parts
                if len(parts) > 1:
                    yield canonical(parts[0])
                elif self.clause.find(each.name) is not None:
                    yield None


def _identifier(node: exp.Expr) -> exp.Expr:
    return node.this if isinstance(node, exp.Column) else node


def _within_classifier(node: exp.Expr) -> bool:
    return node.parent is not None and called_name(node.parent) == "classifier"


def _unresolved(source: Source, parts: Sequence[exp.Expr], node: exp.Expr) -> NoReturn:
    message = (
        f"Column '{'.'.join(part.name for part in parts)}' cannot be resolved or requester is not authorized to access "
        "requested resources"
    )
    source.fail("COLUMN_NOT_FOUND", message, node)
