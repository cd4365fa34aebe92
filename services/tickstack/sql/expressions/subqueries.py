"""Subqueries as values and in comparisons: ``(SELECT ...)``, ``IN (SELECT ...)``, ``= ANY``, ``< ALL``, EXISTS.

Several columns are a row. A quantified comparison has three values: NULL where a comparison that could decide is NULL
(https://trino.io/docs/current/functions/comparison.html#quantified-comparison-predicates-all-any-and-some).
"""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from tickstack.sql import comparable, comparisons
from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.nested import NESTED, pack
from tickstack.sql.scope import Query
from tickstack.sql.types import BOOLEAN, TrinoType


def _kind(made: Query) -> TrinoType:
    return TrinoType("row", (), tuple(each.type for each in made.columns), tuple(each.name for each in made.columns))


def _row(made: Query) -> Typed:
    """The row of a query ``i``."""
    columns = tuple(Typed(f'"i"."c{index}"', column.type) for index, column in enumerate(made.columns))
    return Typed(pack([each.sql for each in columns]), _kind(made), parts=columns)


def _found(value: Typed, made: Query) -> Typed:
    """What a value is compared with: a row with the row of the columns, anything else with the one column's value.

    https://github.com/trinodb/trino/issues/7797.
    """
    row = _row(made)
    return row.parts[0] if value.type.base != "row" and len(row.parts) == 1 else row


def scalar(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``(SELECT x)``."""
    made = self.query(node.this if isinstance(node, exp.Subquery) and not _ended(node) else node, place.scope)
    if len(made.columns) == 1:
        return Typed(f"({made.sql})", made.columns[0].type)
    row = _row(made)
    return Typed(f'(SELECT {row.sql} FROM ({made.sql}) AS "i")', row.type)


def _ended(node: exp.Expr) -> bool:
    return any(node.args.get(key) for key in ("with_", "order", "limit", "offset"))


def _common(self: Expressions, value: Typed, found: Typed, made: Query, node: exp.Expr) -> TrinoType:
    kind = common(value.type, found.type)
    if kind is None:
        row = value.type if value.type.base == "row" else TrinoType("row", (), (value.type,), (None,))
        kinds = f"{row} vs {_kind(made)}"
        self.source.fail(
            "TYPE_MISMATCH", f"Value expression and result of subquery must be of the same type: {kinds}", node
        )
    return kind


def _beside(value: Typed, found: Typed, made: Query) -> tuple[Typed, Typed, str]:
    """The two as columns of one relation, ``i``: a lambda takes columns of one query only."""
    columns = [replace(each, sql=f'"i"."{name}"', parts=()) for name, each in (("l", value), ("r", found))]
    rows = f'(SELECT {value.sql} AS "l", {found.sql} AS "r" FROM ({made.sql}) AS "i") AS "i"'
    return columns[0], columns[1], rows


def _flat(value: Typed) -> bool:
    """Whether a value is compared without a lambda."""
    return all(map(_flat, value.parts)) if value.parts else value.type.base not in NESTED


def among(self: Expressions, value: Typed, made: Query, node: exp.Expr) -> Typed:
    """``value IN (SELECT ...)``."""
    found = _found(value, made)
    kind = _common(self, value, found, made, node)
    if kind.base in NESTED:
        rows = f'({made.sql}) AS "i"'
        if not (_flat(value) and _flat(found)):
            value, found, rows = _beside(value, found, made)
        equal = comparisons.comparison("=", value, found)
        tests = (
            f"EXISTS (SELECT 1 FROM {rows} WHERE {test})"
            for test in (equal and equal.sql, f"({equal and equal.sql}) IS NULL")
        )
        return Typed("(CASE WHEN {} THEN true WHEN {} THEN NULL ELSE false END)".format(*tests), BOOLEAN)
    left = comparable.key(coerce(value, kind).sql, kind)
    right = comparable.key(coerce(found, kind).sql, kind)
    numbers = f" WHERE NOT isnan({right}) OR {right} IS NULL" if kind.base in ("real", "double") else ""
    return Typed(f'({left} IN (SELECT {right} FROM ({made.sql}) AS "i"{numbers}))', BOOLEAN)


def quantified(self: Expressions, node: exp.Expr, place: Place, operator: str) -> Typed:
    """``value operator ALL (SELECT ...)``, or ``ANY``."""
    given = self.translate(node.this, place)
    made = self.query(node.expression.this, place.scope)
    every = isinstance(node.expression, exp.All)
    value, found, rows = given, _found(given, made), f'({made.sql}) AS "i"'
    kind = _common(self, value, found, made, node)
    if not (_flat(value) and _flat(found)) or (kind.base in NESTED and operator not in ("=", "<>")):
        value, found, rows = _beside(value, found, made)
    compared = comparisons.comparison(operator, value, found)
    if compared is None:
        words = "comparable" if operator in ("=", "<>") else "orderable"
        message = f"Type [{_kind(made)}] must be {words} in order to be used in quantified comparison"
        self.source.fail("TYPE_MISMATCH", message, node)
    if (operator, every) in (("=", False), ("<>", True)):
        test = among(self, given, made, node)
        return Typed(f"(NOT {test.sql})", BOOLEAN) if every else test
    rows = f'SELECT {compared.sql} AS "p" FROM {rows}'
    decides, otherwise = ("NOT p", "true") if every else ("p", "false")
    answer = str(not every).lower()
    cases = f"CASE WHEN bool_or({decides}) THEN {answer} WHEN bool_or(p IS NULL) THEN NULL ELSE {otherwise} END"
    return Typed(f'(SELECT {cases} FROM ({rows}) AS "p")', BOOLEAN)


def exists(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """EXISTS."""
    return Typed(f"EXISTS ({self.query(node.this, place.scope).sql})", BOOLEAN)
