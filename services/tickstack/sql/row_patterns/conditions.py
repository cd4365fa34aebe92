"""A condition of DEFINE as a plan: what of it can be computed for all rows ahead, and what is asked for in a match.

Ahead go conditions that look at one row of the match and at its neighbours, and comparisons of a value of one row with
a value of another. In a window a row's neighbours are not always to be seen, so that each counts for itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlglot import exp

from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.comparable import FLOATING
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.row_patterns.matching.pattern import Pointer
from tickstack.sql.row_patterns.matching.seen import Sees
from tickstack.sql.row_patterns.matching.stage import Both, Comparison, Not, Plan, Question, RowFlag, RowValue, pointed
from tickstack.sql.row_patterns.scope import Sight
from tickstack.sql.types import BOOLEAN, is_long

_RANKED = ("tinyint", "smallint", "integer", "bigint", "decimal", "real", "double", "varchar", "date", "timestamp",
           "boolean")  # fmt: skip
_OPERATORS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_OF_MATCH = re.compile(r'"o"\.')


@dataclass(frozen=True)
class Planner:
    """Plans the condition of one variable, which ``place`` translates."""

    expressions: Expressions
    place: Place
    sight: Sight
    window: bool

    def plan(self, node: exp.Expr) -> Plan:
        """The plan of a condition that was translated already."""
        if isinstance(node, exp.Paren):
            return self.plan(node.this)
        if isinstance(node, exp.And | exp.Or):
            return Both(isinstance(node, exp.Or), (self.plan(node.this), self.plan(node.expression)))
        if isinstance(node, exp.Not):
            return Not(self.plan(node.this))
        value = coerce(self.expressions.translate(node, self.place), BOOLEAN)
        question = self._question(value.sql)
        one = self._of_one_row(value.sql)
        if one is not None:
            return RowFlag(value.sql, one.pointer, one.steps, question)
        return self._compared(node, question) or question

    def _question(self, sql: str) -> Question:
        numbers = tuple(pointed(sql))
        sees = self.sight.sees()
        if not sees.aggregates or "OVER (PARTITION" not in sql:
            sees = Sees(sees.pointers, sees.classifiers, sees.counts, number=sees.number)
        chosen = tuple(sees.pointers[number] for number in numbers)
        seen = Sees(chosen, sees.classifiers, sees.counts, sees.aggregates, sees.labels, number='"o"."match"' in sql)
        return Question(sql, numbers, seen)

    def _of_one_row(self, sql: str) -> RowValue | None:
        """The expression, if it looks at one row of the match only."""
        if _OF_MATCH.search(sql):
            return None
        found = {number: self.sight.pointers[number] for number in pointed(sql)}
        bases = {each if self.window else each.base for each in found.values()}
        if len(bases) > 1:
            return None
        base = next(iter(bases), Pointer())
        return RowValue(sql, base, tuple((number, each.step - base.step) for number, each in found.items()))

    def _compared(self, node: exp.Expr, question: Question) -> Plan | None:
        operator = _OPERATORS.get(type(node))
        if operator is None or isinstance(node.expression, exp.All | exp.Any):
            return None
        sides = [self.expressions.translate(each, self.place) for each in (node.this, node.expression)]
        kind = common(sides[0].type, sides[1].type)
        if kind is None or kind.base not in _RANKED or is_long(kind):
            return None
        left, right = (self._value(side) for side in (coerce(sides[0], kind), coerce(sides[1], kind)))
        if left is None or right is None:
            return None
        return Comparison(operator, left, right, kind.base in FLOATING, question)

    def _value(self, side: Typed) -> RowValue | None:
        return self._of_one_row(side.sql)
