"""What Java reads as a value of each type; the values themselves are as ``formats`` describes them.

Sources: the documentation of java.lang's parse methods, java.sql.Timestamp and java.sql.Date; observations.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext

from tickstack.sql.types import TrinoType

BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}

_WHOLE = re.compile(r"[+-]?[0-9]+")
_FLOATING = re.compile(r"[+-]?(?:NaN|Infinity|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2}) ([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:\.([0-9]{1,9}))?"
)
_EPOCH = date(1970, 1, 1)
_SECOND = 1_000_000_000
_WIDE = Context(prec=200, Emax=10_000, Emin=-10_000)


class Mismatch(ValueError):  # noqa: N818  it is the data that is wrong
    """A value does not fit the schema; the text is the tail of Firehose's message."""


def not_a_number(text: str) -> Mismatch:
    """Java's NumberFormatException."""
    return Mismatch(f'For input string: "{text}"')


def whole(text: str, kind: TrinoType) -> int:
    """A whole number as Long.parseLong and its kin read it. Raises Mismatch."""
    if not _WHOLE.fullmatch(text) or len(text) > 40:
        raise not_a_number(text)
    return in_range(int(text), kind)


def in_range(number: int, kind: TrinoType) -> int:
    """``number``, if its column can hold it. Raises Mismatch."""
    bits = BITS[kind.base]
    if -(1 << bits - 1) <= number < 1 << bits - 1:
        return number
    if bits < 32:
        raise Mismatch(f'Value out of range. Value:"{number}" Radix:10')
    raise not_a_number(str(number))


def floating(text: str) -> float:
    """A number as Double.parseDouble reads it; beyond a double's range it is infinite. Raises Mismatch."""
    stripped = text.strip("".join(map(chr, range(33))))
    if not stripped:
        raise Mismatch("empty String")
    if not _FLOATING.fullmatch(stripped):
        raise not_a_number(text)
    return float(stripped.rstrip("fFdD") if stripped[-1] in "fFdD" else stripped)


_MOST_FLOAT = 3.4028235677973366e38  # half-way between the greatest float and the next one that there would be


def single(number: float) -> float:
    """A double in a column of 32 bits: beyond their range it is infinite, as in Java."""
    return number if number != number or abs(number) < _MOST_FLOAT else float("inf" if number > 0 else "-inf")  # noqa: PLR0124


def decimal(text: str, kind: TrinoType) -> int:
    """A number, rounded half up to the column's scale, as its unscaled value. Raises Mismatch."""
    precision, scale = kind.numbers
    try:
        with localcontext(_WIDE):
            unscaled = Decimal(text.strip()).scaleb(scale).to_integral_value(ROUND_HALF_UP)
            if not unscaled.is_finite() or unscaled.adjusted() >= precision:
                raise not_a_number(text)
            return int(unscaled)
    except (InvalidOperation, ArithmeticError):
        raise not_a_number(text) from None


def day(text: str) -> int:
    """A date as java.sql.Date reads it: the 31st of a shorter month is a day of the next. Raises Mismatch."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise not_a_number(text)
    return _day(text, *map(int, match.groups()))


def _day(text: str, year: int, month: int, number: int) -> int:
    if not (1 <= month <= 12 and 1 <= number <= 31 and year):
        raise not_a_number(text)
    return (date(year, month, 1) - _EPOCH).days + number - 1


def moment(text: str) -> int | None:
    """A timestamp as java.sql.Timestamp reads it, ``yyyy-[m]m-[d]d [h]h:[m]m:[s]s[.f]``; None for any other text."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        return None
    year, month, number, hour, minute, second = map(int, match.groups()[:6])
    seconds = (_day(text, year, month, number) * 24 + hour) * 3600 + minute * 60 + second
    return wrapped(seconds * _SECOND + int((match[7] or "").ljust(9, "0")))


def wrapped(nanoseconds: int) -> int:
    """A timestamp as AWS's writers hold it: beyond 64 bits of nanoseconds it is another instant, without a word.

    Observed: second 999999999999 arrives as one of the year 2092.
    """
    return (nanoseconds + (1 << 63)) % (1 << 64) - (1 << 63)


def shown_date(days: int) -> date:
    """The date of a value, for readers that want one."""
    return _EPOCH + timedelta(days=days)


def well_formed(text: str) -> str:
    """Text that can be written as UTF-8: half of a surrogate pair is a question mark, as in Java."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def sized(text: str, kind: TrinoType) -> str:
    """Text as a column of ``string``, ``varchar(n)`` or ``char(n)`` holds it: cut, and a char without its blanks."""
    held = well_formed(text)
    if kind.numbers:
        held = held[: kind.numbers[0]]
    return held.rstrip(" ") if kind.base == "char" else held
