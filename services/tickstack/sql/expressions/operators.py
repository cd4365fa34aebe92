"""Arithmetic: which operand types an operator takes, its result, and its DuckDB expression.

Integers divide as integers and by zero fail; ``1.5`` is a double; text never meets a number
(https://trino.io/docs/current/functions/math.html).
"""

from tickstack.sql import decimals
from tickstack.sql.coercion import NUMBERS, Typed, coerce, common
from tickstack.sql.comparisons import COMPARISONS, comparison, matching
from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.moments import arithmetic as moments
from tickstack.sql.moments.arithmetic import MOMENTS, SPANS
from tickstack.sql.types import TrinoType

_WHOLE = {"/": "divide({0}, {1})", "%": "modulo({0}, {1})"}


def _numbers(operator: str, a: Typed, b: Typed) -> Typed | None:
    kind = common(a.type, b.type)
    if kind is None or kind.base not in NUMBERS:
        return None
    if kind.base == "decimal":
        one, other = (side if side.type.base != "unknown" else coerce(side, kind) for side in (a, b))
        return decimals.arithmetic(operator, one, other)
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    plain = f"({{0}} {operator} {{1}})"
    template = _WHOLE.get(operator, plain) if kind.base in INTEGERS else plain
    return Typed(template.format(left, right), kind)


def arithmetic(operator: str, a: Typed, b: Typed) -> Typed | None:
    """``a operator b``, or None when no such operator exists."""
    bases = {a.type.base, b.type.base}
    if bases & {*MOMENTS, *SPANS}:
        return moments.arithmetic(operator, a, b)
    if bases == {"unknown"}:
        return Typed("CAST(NULL AS INTEGER)", TrinoType("integer"))
    return _numbers(operator, a, b)


def negative(value: Typed) -> Typed | None:
    """``-value``."""
    positive = (value.constant or "-").removeprefix("-")
    if value.type.base in INTEGERS and (value.constant is None or positive != value.constant):
        return Typed(f"negated_{value.type.base}({value.sql})", value.type)
    if value.type.base in (*NUMBERS, *SPANS):
        return Typed(f"(-{value.sql})", value.type, value.constant and f"-{value.constant}")
    return None


__all__ = ["COMPARISONS", "SPANS", "arithmetic", "comparison", "matching", "negative"]
