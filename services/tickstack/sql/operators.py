"""Arithmetic and comparison: which operand types an operator takes, its result, and its DuckDB expression.

Integers divide as integers and by zero fail; ``1.5`` is a double; NaN equals nothing; text never meets a number
(https://trino.io/docs/current/functions/math.html, /functions/comparison.html).
"""

from collections.abc import Callable

from tickstack.sql.coercion import INTEGERS, NUMBERS, Typed, as_decimal, coerce, common
from tickstack.sql.types import BOOLEAN, DATE, TrinoType, decimal, duckdb_type

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
SPANS = ("interval day to second", "interval year to month")
_ORDERLESS = ("map", "json", "unknown")
_FLOATING = ("real", "double")


def _decimal_sum(a: TrinoType, b: TrinoType) -> TrinoType:
    scale = max(a.numbers[1], b.numbers[1])
    return decimal(max(a.numbers[0] - a.numbers[1], b.numbers[0] - b.numbers[1]) + scale + 1, scale)


def _decimal_product(a: TrinoType, b: TrinoType) -> TrinoType:
    return decimal(a.numbers[0] + b.numbers[0], a.numbers[1] + b.numbers[1])


_DECIMAL_RESULTS: dict[str, Callable[[TrinoType, TrinoType], TrinoType]] = {
    "+": _decimal_sum,
    "-": _decimal_sum,
    "*": _decimal_product,
}
_WHOLE = {"/": "divide({0}, {1})", "%": "modulo({0}, {1})"}


def _numbers(operator: str, a: Typed, b: Typed) -> Typed | None:
    kind = common(a.type, b.type)
    if kind is None or kind.base not in NUMBERS:
        return None
    if kind.base == "decimal":
        result = _DECIMAL_RESULTS.get(operator)
        if result is None:
            raise NotImplementedError(f"the operator {operator} on decimals")
        left, right = as_decimal(a.type), as_decimal(b.type)
        made = result(left, right)
        return Typed(f"CAST({coerce(a, left).sql} {operator} {coerce(b, right).sql} AS {duckdb_type(made)})", made)
    left_sql, right_sql = coerce(a, kind).sql, coerce(b, kind).sql
    template = (
        _WHOLE.get(operator, f"({{0}} {operator} {{1}})") if kind.base in INTEGERS else f"({{0}} {operator} {{1}})"
    )
    return Typed(template.format(left_sql, right_sql), kind)


def _moments(operator: str, a: Typed, b: Typed) -> Typed | None:
    """Dates and times with intervals, and what lies between two of them."""
    if operator == "+" and a.type.base in SPANS and b.type.base not in SPANS:
        return _moments(operator, b, a)
    bases = (a.type.base, b.type.base)
    if b.type.base in SPANS and operator in "+-":
        if bases == ("date", SPANS[0]) and b.constant != "day":
            raise NotImplementedError("adding an interval of hours, minutes or seconds to a date")
        if a.type.base in ("date", "timestamp"):
            return Typed(f"CAST({a.sql} {operator} {b.sql} AS {duckdb_type(a.type)})", a.type)
        if a.type.base == "timestamp with time zone":
            moved = f"zoned_to_local({a.sql}) {operator} {b.sql}"
            return Typed(f"local_to_zoned({moved}, struct_extract({a.sql}, 'zone'))", a.type)
        if a.type.base == b.type.base:
            return Typed(f"({a.sql} {operator} {b.sql})", a.type)
    if operator == "-" and bases in (("date", "date"), ("timestamp", "timestamp")):
        span = f"to_microseconds(epoch_us(CAST({a.sql} AS TIMESTAMP)) - epoch_us(CAST({b.sql} AS TIMESTAMP)))"
        return Typed(span, TrinoType(SPANS[0]))
    return None


def arithmetic(operator: str, a: Typed, b: Typed) -> Typed | None:
    """``a operator b``, or None when no such operator exists."""
    if {a.type.base, b.type.base} & {"date", "timestamp", "timestamp with time zone", *SPANS}:
        return _moments(operator, a, b)
    if {a.type.base, b.type.base} == {"unknown"}:
        return Typed("CAST(NULL AS INTEGER)", TrinoType("integer"))
    return _numbers(operator, a, b)


def comparison(operator: str, a: Typed, b: Typed) -> Typed | None:
    """``a operator b`` as boolean, or None when the types do not compare."""
    kind = common(a.type, b.type)
    if kind is None or (kind.base in _ORDERLESS and kind.base != "unknown" and operator not in ("=", "<>")):
        return None
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    if kind.base == "timestamp with time zone":
        left, right = f"struct_extract({left}, 'instant')", f"struct_extract({right}, 'instant')"
    if kind.base in ("array", "row"):
        raise NotImplementedError(f"comparing values of type {kind}")
    return Typed(_compared(operator, left, right, kind, a, b), BOOLEAN)


def matching(a: Typed, b: Typed) -> Typed | None:
    """``a = b`` as a join's condition, where NULL counts as false: a plain equality, for which DuckDB can hash."""
    kind = common(a.type, b.type)
    if kind is None or kind.base not in _FLOATING:
        return comparison("=", a, b)
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    return Typed(f"(CASE WHEN NOT isnan({left}) THEN {left} END = {right})", BOOLEAN)


def _compared(operator: str, left: str, right: str, kind: TrinoType, a: Typed, b: Typed) -> str:
    """DuckDB holds NaN equal to itself and above every number; only operands that may be NaN need a guard."""
    plain = f"({left} {operator} {right})"
    if kind.base not in _FLOATING:
        return plain
    guards = {"=": (left,), ">": (left,), ">=": (left,), "<": (right,), "<=": (right,), "<>": (left, right)}[operator]
    values = {left: a, right: b}
    doubtful = [
        side for side in dict.fromkeys(guards) if values[side].constant is None and values[side].type.base in _FLOATING
    ]
    if operator == "=" and (a.constant is not None or b.constant is not None):
        return plain
    if operator == "<>":
        checks = " OR ".join(f"(isnan({left}) AND isnan({right}))" for _ in doubtful[:1])
        return f"({plain} OR {checks})" if checks else plain
    if not doubtful:
        return plain
    (side,) = doubtful
    other = right if side == left else left
    nothing = "" if values[other].constant is not None else f" OR {other} IS NULL"  # NaN = NULL is NULL
    return f"({plain} AND (NOT isnan({side}){nothing}))"


def negative(value: Typed) -> Typed | None:
    """``-value``."""
    if value.type.base in (*NUMBERS, *SPANS):
        return Typed(f"(-{value.sql})", value.type, value.constant and f"-{value.constant}")
    return None


__all__ = ["COMPARISONS", "DATE", "SPANS", "arithmetic", "comparison", "negative"]
