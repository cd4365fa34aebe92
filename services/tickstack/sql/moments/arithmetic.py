"""Dates and times with intervals, and what lies between two of them.

An interval of either kind is DuckDB's INTERVAL, with only months or only days and microseconds in it
(https://trino.io/docs/current/functions/datetime.html#date-and-time-operators; errors as in its DateTimeOperators).
"""

from tickstack.sql.coercion import Typed, coerce, common
from tickstack.sql.moments.long import joined, low, picos, short
from tickstack.sql.types import TrinoType, is_long

DAYS, MONTHS = "interval day to second", "interval year to month"
SPANS = (DAYS, MONTHS)
MOMENTS = ("date", "time", "time with time zone", "timestamp", "timestamp with time zone")

_WITH_A_DATE = {
    "+": "Cannot add hour, minutes or seconds to a date",
    "-": "Cannot subtract hour, minutes or seconds from a date",
}
_EXACT = ("tinyint", "smallint", "integer", "bigint")


def _moved(operator: str, moment: Typed, span: Typed) -> Typed | None:
    """A date or time with an interval added or taken away; one of days makes milliseconds at least."""
    if is_long(moment.type):
        made = _moved(operator, Typed(low(moment.sql, moment.type), short(moment.type)), span)
        return made and Typed(joined(made.sql, picos(moment.sql, moment.type), moment.type), moment.type)
    base, days = moment.type.base, span.type.base == DAYS
    if base.startswith("time") and not base.startswith("timestamp") and not days:
        return None
    kind = TrinoType(base, (max(3, *moment.type.numbers),)) if days and base != "date" else moment.type
    signed = span.sql if operator == "+" else f"(-{span.sql})"
    if base == "date":
        whole = not days or span.constant is not None
        moved = span.sql if whole else f"whole_days({span.sql}, '{_WITH_A_DATE[operator]}')"
        return Typed(f"CAST({moment.sql} {operator} {moved} AS DATE)", kind)
    if base == "timestamp with time zone":
        return Typed(f"{'zoned_moved' if days else 'zoned_months'}({moment.sql}, {signed})", kind)
    if base == "time with time zone":
        return Typed(f"zoned_time_moved({moment.sql}, {signed})", kind)
    return Typed(f"({moment.sql} {operator} {span.sql})", kind)


def _local(sql: str, kind: TrinoType) -> str:
    """A moment without its zone, in UTC."""
    if not kind.base.endswith("zone"):
        return sql
    return f"{'instant_of' if kind.base.startswith('timestamp') else 'time_of'}({sql})"


def _between(a: Typed, b: Typed) -> Typed | None:
    """``a - b`` of two moments: an interval of days."""
    kind = common(a.type, b.type)
    if kind is None or (kind.base == "date" and a.type != b.type):
        return None
    left, right = coerce(a, kind).sql, coerce(b, kind).sql
    if is_long(kind):
        parts = ", ".join(f"{_local(low(side, kind), kind)}, {picos(side, kind)}" for side in (left, right))
        return Typed(f"long_between({parts})", TrinoType(DAYS))
    left, right = _local(left, kind), _local(right, kind)
    if kind.base.startswith("time "):
        return Typed(f"time_between({left}, {right})", TrinoType(DAYS))
    name = "time_between" if kind.base == "time" else "moments_between"
    return Typed(f"{name}({left}, {right})", TrinoType(DAYS))


def _scaled(operator: str, span: Typed, number: Typed) -> Typed | None:
    """An interval times or by a number."""
    if number.type.base in _EXACT and operator == "*":
        return Typed(f"({span.sql} * CAST({number.sql} AS BIGINT))", span.type)
    if number.type.base not in (*_EXACT, "real", "double"):
        return None
    name = f"{'days' if span.type.base == DAYS else 'months'}_{'scaled' if operator == '*' else 'divided'}"
    return Typed(f"{name}({span.sql}, CAST({number.sql} AS DOUBLE))", span.type)


def arithmetic(operator: str, a: Typed, b: Typed) -> Typed | None:
    """``a operator b`` where one of the two is a moment or an interval, or None when no such operator exists."""
    if (operator == "+" and a.type.base in SPANS) or (operator == "*" and b.type.base in SPANS):
        a, b = b, a
    left, right = a.type.base, b.type.base
    if operator in "+-" and right in SPANS:
        if left in MOMENTS:
            return _moved(operator, a, b)
        return Typed(f"({a.sql} {operator} {b.sql})", a.type) if left == right else None
    if operator == "-" and left in MOMENTS and right in MOMENTS:
        return _between(a, b)
    return _scaled(operator, a, b) if operator in "*/" and left in SPANS else None
