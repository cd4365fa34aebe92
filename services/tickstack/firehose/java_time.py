"""Dates by the patterns of Java's DateTimeFormatter, in English, as Firehose prints them in ``!{timestamp:...}``.

A letter is a row: which numbers of letters it takes and what they print. Letters without a row are refused by name:
``v`` and ``zzzz``, for the long names of zones are not to be had here. Object names have second precision, so fractions
print zeros. Weeks are those of the United States (Sunday first, week 1 holds January 1), the real service's locale.
[unsure] ``F`` is the day within its seven days of the month, as up to Java 18. Source: the Java SE API reference of
DateTimeFormatterBuilder.
"""

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

type Field = Callable[[datetime, int], str]

_TOKEN = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']", re.DOTALL)
_SHORT, _FULL, _NARROW = 3, 4, 5


class PatternError(ValueError):
    """The pattern is not one of DateTimeFormatter, or uses a letter that is not supported."""


@dataclass(frozen=True)
class _Letter:
    counts: Sequence[int]
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


def _week_of_month(when: datetime) -> int:
    return (when.day - 1 + when.replace(day=1).isoweekday() % 7) // 7 + 1


def _modified_julian_day(when: datetime) -> int:
    return when.toordinal() - date(1858, 11, 17).toordinal()


def _day_period(when: datetime, count: int) -> str:
    """The part of the day, in the words of the Unicode locale data for English."""
    if when.minute == 0 and when.hour in _SHARP:
        return _SHARP[when.hour][0 if count == _NARROW else 1]
    return next(words for until, words in _PERIODS if when.hour < until)


_SHARP = {0: ("mi", "midnight"), 12: ("n", "noon")}
_PERIODS = ((6, "at night"), (12, "in the morning"), (18, "in the afternoon"), (21, "in the evening"), (24, "at night"))


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


def _zone_name(when: datetime, _count: int) -> str:
    """The abbreviation of the time zone data base; Java has some more, where that has only an offset."""
    name = when.tzname() or ""
    return name if name[:1].isalpha() else _gmt_offset(when, _FULL)


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

_ONE, _TEXTS, _PAIR, _MANY = range(1, 2), range(1, 6), range(1, 3), range(1, 20)
_LETTERS = {
    "G": _Letter(_TEXTS, _text(lambda _: "AD", lambda _: "Anno Domini")),
    "y": _Letter(_MANY, _year(lambda when: when.year)),
    "u": _Letter(_MANY, _year(lambda when: when.year)),
    "Y": _Letter(_MANY, _year(_week_year)),
    "Q": _Letter(_TEXTS, _QUARTER),
    "q": _Letter(_TEXTS, _QUARTER),
    "M": _Letter(_TEXTS, _MONTH),
    "L": _Letter(_TEXTS, _MONTH),
    "w": _Letter(_PAIR, _number(_week)),
    "W": _Letter(_ONE, _number(_week_of_month)),
    "F": _Letter(_ONE, _number(lambda when: (when.day - 1) % 7 + 1)),
    "g": _Letter(_MANY, _number(_modified_julian_day)),
    "D": _Letter(range(1, 4), _number(lambda when: when.timetuple().tm_yday)),
    "d": _Letter(_PAIR, _number(lambda when: when.day)),
    "E": _Letter(_TEXTS, _WEEKDAY),
    "e": _Letter(_TEXTS, _LOCAL_WEEKDAY),
    "c": _Letter((1, 3, 4, 5), _LOCAL_WEEKDAY),
    "B": _Letter((1, 4, 5), _day_period),
    "a": _Letter(_ONE, lambda when, _: "AM" if when.hour < 12 else "PM"),
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
    "V": _Letter((2,), _zone_id),
    "z": _Letter(range(1, 4), _zone_name),
    "X": _Letter(_TEXTS, _zulu_offset),
    "x": _Letter(_TEXTS, _iso_offset),
    "Z": _Letter(_TEXTS, _rfc_offset),
    "O": _Letter((1, 4), _gmt_offset),
}


def formatter(pattern: str) -> Callable[[datetime], str]:
    """The function that prints a zoned date and time of second precision by ``pattern``. Raises PatternError."""
    fields = _fields(pattern)
    return lambda when: "".join(field if isinstance(field, str) else field(when) for field in fields)


def _fields(pattern: str) -> list[str | Callable[[datetime], str]]:
    fields: list[str | Callable[[datetime], str]] = []
    depth, width = 0, 0
    for letter, quoted, text in _tokens(pattern):
        if width and not letter:
            raise PatternError(f"Pad letter 'p' must be followed by valid pad pattern: {pattern}")
        if letter == "p":
            width = len(text)
        elif letter:
            fields.append(_padded(_field(letter, len(text)), width))
            width = 0
        elif quoted is not None:
            fields.append(quoted.replace("''", "'") or "'")
        elif text in "[]":  # every field of an optional section is known: it is always printed
            depth += 1 if text == "[" else -1
            if depth < 0:
                raise PatternError("Pattern invalid as it contains ] without previous [")
        elif text in "{}#":
            raise PatternError(f"Pattern includes reserved character: '{text}'")
        else:
            fields.append(text)
    if width:
        raise PatternError(f"Pad letter 'p' must be followed by valid pad pattern: {pattern}")
    return fields


def _tokens(pattern: str) -> Iterator[tuple[str | None, str | None, str]]:
    """The letter or the quoted text of each token, and the token."""
    position = 0
    while position < len(pattern):
        match = _TOKEN.match(pattern, position)
        if match is None:
            raise PatternError(f"Pattern ends with an incomplete string literal: {pattern}")
        position = match.end()
        yield match[2], match[1], match[0]


def _padded(field: Callable[[datetime], str], width: int) -> Callable[[datetime], str]:
    """The field after blanks; one that is wider, at which Java would fail, as it is."""
    return (lambda when: field(when).rjust(width)) if width else field


def _field(letter: str, count: int) -> Callable[[datetime], str]:
    row = _LETTERS.get(letter)
    if row is None:
        raise PatternError(f"Unsupported pattern letter: {letter}")
    if count not in row.counts:
        if count > max(row.counts):
            raise PatternError(f"Too many pattern letters: {letter}")
        raise PatternError(f"Invalid count of pattern letters: {letter * count}")
    return lambda when: row.print(when, count)
