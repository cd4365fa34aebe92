"""Dates by the patterns of Java's DateTimeFormatter, in English, as Firehose prints them in ``!{timestamp:...}``.

A letter is a row: which numbers of letters it takes and what they print. Letters without a row are refused by name.
Object names have second precision, so fractions print zeros. Weeks are those of the United States (Sunday first,
week 1 holds January 1), the locale of the real service. Source: the Java SE API reference of DateTimeFormatterBuilder.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

type Field = Callable[[datetime, int], str]

_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']", re.DOTALL)
_SHORT, _FULL, _NARROW = 3, 4, 5


class PatternError(ValueError):
    """The pattern is not one of DateTimeFormatter, or uses a letter that is not supported."""


@dataclass(frozen=True)
class _Letter:
    counts: range
    print: Field


def _number(value: Callable[[datetime], int]) -> Field:
    return lambda when, count: f"{value(when):0{count}d}"


def _year(value: Callable[[datetime], int]) -> Field:
    def text(when: datetime, count: int) -> str:
        return f"{value(when) % 100:02d}" if count == 2 else f"{value(when):0{count}d}"

    return text


def _text(short: Callable[[datetime], str], full: Callable[[datetime], str], number: Field | None = None) -> Field:
    """Text by the number of letters: 3 (and fewer, unless those are a number) short, 4 full, 5 the first letter."""

    def text(when: datetime, count: int) -> str:
        if number is not None and count < _SHORT:
            return number(when, count)
        if count == _NARROW:
            return full(when)[0]
        return full(when) if count == _FULL else short(when)

    return text


def _week_year(when: datetime) -> int:
    """The year of the week of ``when``: that of its Saturday."""
    return (when.date() + timedelta(days=6 - when.isoweekday() % 7)).year


def _week(when: datetime) -> int:
    first = date(_week_year(when), 1, 1)
    return ((when.date() - first).days + first.isoweekday() % 7) // 7 + 1


def _quarter(when: datetime) -> int:
    return (when.month + 2) // 3


def _second_of_day(when: datetime) -> int:
    return (when.hour * 60 + when.minute) * 60 + when.second


def _offset(when: datetime, *, colon: bool, minutes: bool, seconds: bool = False) -> str:
    total = int((when.utcoffset() or timedelta()).total_seconds())
    sign, total = ("-" if total < 0 else "+"), abs(total)
    parts = [f"{total // 3600:02d}"]
    if minutes or total % 3600:
        parts.append(f"{total // 60 % 60:02d}")
        if seconds and total % 60:
            parts.append(f"{total % 60:02d}")
    return sign + (":" if colon else "").join(parts)


def _iso_offset(when: datetime, count: int) -> str:
    """``x``: +HH[mm], +HHmm, +HH:mm, and the same with seconds where there are any."""
    return _offset(when, colon=count in {3, 5}, minutes=count > 1, seconds=count > _SHORT)


def _zulu_offset(when: datetime, count: int) -> str:
    return _iso_offset(when, count) if when.utcoffset() else "Z"


def _gmt_offset(when: datetime, count: int) -> str:
    if not when.utcoffset():
        return "GMT"
    text = _offset(when, colon=True, minutes=True, seconds=True)
    return "GMT" + (text if count == _FULL else re.sub(r"^(.)0", r"\1", text).removesuffix(":00"))


def _rfc_offset(when: datetime, count: int) -> str:
    if count < _FULL:
        return _offset(when, colon=False, minutes=True)
    return _gmt_offset(when, _FULL) if count == _FULL else _zulu_offset(when, _NARROW)


def _zone_id(when: datetime, _count: int) -> str:
    return str(when.tzinfo)


_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}
_QUARTER = _text(
    lambda when: f"Q{_quarter(when)}",
    lambda when: f"{_ORDINALS[_quarter(when)]} quarter",
    _number(_quarter),
)
_MONTH = _text(
    lambda when: calendar.month_abbr[when.month],
    lambda when: calendar.month_name[when.month],
    _number(lambda when: when.month),
)
_WEEKDAY = _text(
    lambda when: calendar.day_abbr[when.weekday()],
    lambda when: calendar.day_name[when.weekday()],
)
_LOCAL_WEEKDAY = _text(
    lambda when: calendar.day_abbr[when.weekday()],
    lambda when: calendar.day_name[when.weekday()],
    _number(lambda when: when.isoweekday() % 7 + 1),
)

_YEARS, _TEXTS, _PAIR, _MANY = range(1, 16), range(1, 6), range(1, 3), range(1, 20)
_LETTERS = {
    "G": _Letter(_TEXTS, _text(lambda _: "AD", lambda _: "Anno Domini")),
    "y": _Letter(_YEARS, _year(lambda when: when.year)),
    "u": _Letter(_YEARS, _year(lambda when: when.year)),
    "Y": _Letter(_YEARS, _year(_week_year)),
    "Q": _Letter(_TEXTS, _QUARTER),
    "q": _Letter(_TEXTS, _QUARTER),
    "M": _Letter(_TEXTS, _MONTH),
    "L": _Letter(_TEXTS, _MONTH),
    "w": _Letter(_PAIR, _number(_week)),
    "D": _Letter(range(1, 4), _number(lambda when: when.timetuple().tm_yday)),
    "d": _Letter(_PAIR, _number(lambda when: when.day)),
    "E": _Letter(_TEXTS, _WEEKDAY),
    "e": _Letter(_TEXTS, _LOCAL_WEEKDAY),
    "a": _Letter(range(1, 2), lambda when, _: "AM" if when.hour < 12 else "PM"),
    "H": _Letter(_PAIR, _number(lambda when: when.hour)),
    "k": _Letter(_PAIR, _number(lambda when: when.hour or 24)),
    "K": _Letter(_PAIR, _number(lambda when: when.hour % 12)),
    "h": _Letter(_PAIR, _number(lambda when: when.hour % 12 or 12)),
    "m": _Letter(_PAIR, _number(lambda when: when.minute)),
    "s": _Letter(_PAIR, _number(lambda when: when.second)),
    "S": _Letter(range(1, 10), lambda _, count: "0" * count),
    "n": _Letter(_MANY, _number(lambda _: 0)),
    "A": _Letter(_MANY, _number(lambda when: _second_of_day(when) * 1000)),
    "N": _Letter(_MANY, _number(lambda when: _second_of_day(when) * 10**9)),
    "V": _Letter(range(2, 3), _zone_id),
    "X": _Letter(_TEXTS, _zulu_offset),
    "x": _Letter(_TEXTS, _iso_offset),
    "Z": _Letter(_TEXTS, _rfc_offset),
    "O": _Letter(range(1, 5, 3), _gmt_offset),
}


def formatter(pattern: str) -> Callable[[datetime], str]:
    """The function that prints a zoned date and time of second precision by ``pattern``. Raises PatternError."""
    fields = _fields(pattern)
    return lambda when: "".join(field if isinstance(field, str) else field(when) for field in fields)


def _fields(pattern: str) -> list[str | Callable[[datetime], str]]:
    fields: list[str | Callable[[datetime], str]] = []
    position, depth = 0, 0
    while position < len(pattern):
        match = _TOKEN.match(pattern, position)
        if match is None:
            raise PatternError(f"Pattern ends with an incomplete string literal: {pattern}")
        position = match.end()
        text = match[0]
        if match[2]:
            fields.append(_field(match[2], len(text)))
        elif match[1] is not None:
            fields.append(match[1].replace("''", "'") or "'")
        elif text in "[]":
            depth += 1 if text == "[" else -1
            if depth < 0:
                raise PatternError("Pattern invalid as it contains ] without previous [")
        elif text in "{}#":
            raise PatternError(f"Pattern includes reserved character: '{text}'")
        else:
            fields.append(text)
    return fields


def _field(letter: str, count: int) -> Callable[[datetime], str]:
    row = _LETTERS.get(letter)
    if row is None:
        raise PatternError(f"Unsupported pattern letter: {letter}")
    if count not in row.counts:
        fault = "Too many pattern letters" if count > row.counts[-1] else "Pattern letter count must be higher"
        raise PatternError(f"{fault}: {letter}")
    return lambda when: row.print(when, count)
