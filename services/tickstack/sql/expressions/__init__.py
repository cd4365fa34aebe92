"""Expressions: each kind of node is a row of ``nodes.NODES``, read in a scope into DuckDB SQL and a Trino type.

A node without a row is refused by name, so nothing reaches DuckDB that was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlglot import exp

from tickstack.errors import QueryError
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.lambdas import Lambda
from tickstack.sql.row_patterns.scope import Matching
from tickstack.sql.scope import Query, Scope, Work
from tickstack.sql.stopping import go_on
from tickstack.sql.types import (
    BOOLEAN,
    UNKNOWN,
    TrinoType,
)
from tickstack.sql.unplaced import UnplacedError

if TYPE_CHECKING:
    from tickstack.sql.expressions.dressing import Around


@dataclass(frozen=True)
class Place:
    """Where an expression stands: its scope, the clause's name for messages, what it may contain.

    ``matching`` says where in a match.
    """

    scope: Scope
    clause: str = "SELECT"
    aggregates: bool = False
    windows: Mapping[str, Any] | None = None
    matching: Matching | None = None


class CallTranslator(Protocol):
    """What translates calls: ``calls.Calls``."""

    def written(self, expressions: Expressions, node: exp.Expr, place: Place) -> Typed:
        """A call as it is written, with what stands around it."""

    def call(
        self,
        expressions: Expressions,
        name: str,
        arguments: Sequence[Typed | Lambda],
        node: exp.Expr,
        around: Around | None = None,
    ) -> Typed:
        """The call of a function by name with arguments already translated, and with what stands around it."""


class Expressions:
    """Translates expressions of one statement."""

    def __init__(
        self,
        work: Work,
        query: Callable[[exp.Expr, Scope], Query],
        calls: CallTranslator,
        nodes: Mapping[type, Handler],
    ) -> None:
        self.work = work
        self.source = work.source
        self.query = query
        self.calls = calls
        self._nodes = nodes
        self._made: dict[tuple[int, int], tuple[Typed, exp.Expr, Scope]] = {}  # what is kept keeps its id
        self._standing: dict[int, Typed] = {}
        self.tried: exp.Expr | None = None  # a call of which TRY makes NULL where it fails

    def translate(self, node: exp.Expr, place: Place) -> Typed:
        """The DuckDB expression of ``node`` and its type. Raises QueryError."""
        go_on()
        if id(node) in self._standing:
            return self._standing[id(node)]
        key = (id(node), id(place.scope))
        if key not in self._made:
            handler = self._nodes.get(type(node))
            if handler is None:
                self.source.unsupported(construct(node), node)
            try:
                self._made[key] = handler(self, node, place), node, place.scope
            except NotImplementedError as refusal:
                self.source.unsupported(refusal, node)
            except QueryError as error:
                said = isinstance(error, UnplacedError) or error.message.startswith("line ")
                if error.name != "INVALID_FUNCTION_ARGUMENT" or said:
                    raise
                self.source.fail(error.name, error.message, node)
        return self._made[key][0]

    @contextmanager
    def standing_for(self, values: Iterable[tuple[exp.Expr, Typed]]) -> Iterator[None]:
        """Within this, the values stand for their nodes; what was made before or will be made of these is apart."""
        made, standing = self._made, self._standing
        self._made, self._standing = {}, standing | {id(node): value for node, value in values}
        try:
            yield
        finally:
            self._made, self._standing = made, standing

    def boolean(self, node: exp.Expr, place: Place, message: str) -> str:
        """``node`` as a condition; ``message`` with the actual type when it is none."""
        value = self.translate(node, place)
        if value.type not in (BOOLEAN, UNKNOWN):
            self.source.fail("TYPE_MISMATCH", message.format(value.type), node)
        return coerce(value, BOOLEAN).sql

    def unified(
        self, values: Sequence[Typed], what: str, node: exp.Expr, nodes: Sequence[exp.Expr] = ()
    ) -> tuple[list[Typed], TrinoType]:
        """``values`` brought to one type; ``nodes`` are where each of them is written."""
        kind = UNKNOWN
        for index, value in enumerate(values):
            shared = common(kind, value.type)
            if shared is None:
                kinds = ", ".join(dict.fromkeys(str(each.type) for each in values))
                self.source.fail(
                    "TYPE_MISMATCH",
                    f"{what} must be the same type or coercible to a common type. Cannot find common type between "
                    f"{kind} and {value.type}, all types (without duplicates): [{kinds}]",
                    nodes[index] if index < len(nodes) else node,
                )
            kind = shared
        return [coerce(value, kind) for value in values], kind


def construct(node: exp.Expr) -> str:
    """A node's name as SQL would say it."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(node).__name__).upper()


Handler = Callable[[Expressions, exp.Expr, Place], Typed]
