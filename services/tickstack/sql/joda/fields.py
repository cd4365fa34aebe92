"""Joda's fields of a local time: how each is read, set and rounded down, and in which order a parser sets them.

``span`` is the unit within which a field counts and ``unit`` its own, both in milliseconds; fields are set from the
largest span to the smallest (DateTimeParserBucket). The bounds are those of Joda's messages.
"""

# ruff: noqa: ARG005 -- the limits of most fields are the same at any time

from collections.abc import Callable
from dataclasses import dataclass

from tickstack.sql.joda import calendar
from tickstack.sql.joda.calendar import DAY

_YEARS = 31_556_952_000
_MONTHS = 2_629_746_000
_WEEKS = 7 * DAY
HALFDAYS = DAY // 2
HOURS, MINUTES, SECONDS = 3_600_000, 60_000, 1000
_FOREVER = _YEARS * 1_000_000


class FieldError(ValueError):
    """A value that a field cannot have, in Joda's words."""


@dataclass(frozen=True)
class Field:
    """``limits`` are those at a time for a value to set; a field is set by ``put`` and rounded by ``floor``."""

    name: str
    span: int
    unit: int
    get: Callable[[int], int]
    put: Callable[[int, int], int]
    floor: Callable[[int], int]
    limits: Callable[[int, int], tuple[int, int]]

    def set(self, local: int, value: int) -> int:
        """The local time with this field changed. Raises FieldError."""
        low, high = self.limits(local, value)
        if not low <= value <= high:
            raise FieldError(f"Value {value} for {self.name} must be in the range [{low},{high}]")
        return self.put(local, value)


def _precise(name: str, unit: int, span: int, low: int, high: int, zero: int = 0) -> Field:
    """A field of a fixed length; ``zero`` is what it shows instead of 0, if not 0."""

    def get(local: int) -> int:
        return (local % span // unit) or zero

    def put(local: int, value: int) -> int:
        return local + ((value if value != zero else 0) - local % span // unit) * unit

    return Field(name, span, unit, get, put, lambda local: local - local % unit, lambda local, value: (low, high))


def _days(local: int) -> tuple[int, int]:
    return divmod(local, DAY)


def _set_year(local: int, year: int) -> int:
    days, rest = _days(local)
    now, of_year = calendar.date_of(days)[0], calendar.day_of_year(days)
    if of_year > 59:
        of_year += calendar.is_leap(year) - calendar.is_leap(now)
    return (calendar.days_of(year, 1, 1) + of_year - 1) * DAY + rest


def _set_month(local: int, month: int) -> int:
    days, rest = _days(local)
    year, _, day = calendar.date_of(days)
    return calendar.days_of(year, month, min(day, calendar.month_length(year, month))) * DAY + rest


def _set_week_year(local: int, year: int) -> int:
    days, rest = _days(local)
    week = min(calendar.week_of(days)[1], calendar.weeks_in(year))
    return (calendar.first_monday(year) + 7 * (week - 1) + calendar.weekday(days) - 1) * DAY + rest


def _date(local: int) -> tuple[int, int, int]:
    return calendar.date_of(local // DAY)


def _floor_year(local: int) -> int:
    return calendar.days_of(_date(local)[0], 1, 1) * DAY


def _year_of_era(local: int) -> int:
    year = _date(local)[0]
    return year if year > 0 else 1 - year


def _month_limits(local: int, value: int) -> tuple[int, int]:
    return 1, 28 if 1 <= value <= 28 else calendar.month_length(*_date(local)[:2])


def _year_limits(local: int, value: int) -> tuple[int, int]:
    return 1, 365 if 1 <= value <= 365 else calendar.year_length(_date(local)[0])


def _week_limits(local: int, value: int) -> tuple[int, int]:
    return 1, calendar.weeks_in(calendar.week_of(local // DAY)[0]) if value > 52 else 52


def _moved(get: Callable[[int], int], unit: int) -> Callable[[int, int], int]:
    return lambda local, value: local + (value - get(local)) * unit


def _floor_day(local: int) -> int:
    return local - local % DAY


_ANY_YEAR = (-292_275_054, 292_278_993)

YEAR = Field(
    "year", _FOREVER, _YEARS, lambda local: _date(local)[0], _set_year, _floor_year, lambda local, value: _ANY_YEAR
)
YEAR_OF_ERA = Field(
    "yearOfEra",
    _FOREVER,
    _YEARS,
    _year_of_era,
    lambda local, value: _set_year(local, value if _date(local)[0] > 0 else 1 - value),
    _floor_year,
    lambda local, value: (1, _ANY_YEAR[1]),
)
CENTURY_OF_ERA = Field(
    "centuryOfEra",
    _FOREVER,
    100 * _YEARS,
    lambda local: _year_of_era(local) // 100,  # ISOChronology: 20 in 2001
    lambda local, value: _set_year(local, value * 100 + _year_of_era(local) % 100),
    lambda local: calendar.days_of(_year_of_era(local) // 100 * 100, 1, 1) * DAY,
    lambda local, value: (0, 2_922_789),
)
ERA = Field(
    "era",
    _FOREVER,
    _FOREVER,
    lambda local: int(_date(local)[0] > 0),
    lambda local, value: local if (_date(local)[0] > 0) == value else _set_year(local, 1 - _date(local)[0]),
    lambda local: local,
    lambda local, value: (0, 1),
)
WEEK_YEAR = Field(
    "weekyear",
    _FOREVER,
    _YEARS,
    lambda local: calendar.week_of(local // DAY)[0],
    _set_week_year,
    lambda local: calendar.first_monday(calendar.week_of(local // DAY)[0]) * DAY,
    lambda local, value: _ANY_YEAR,
)
MONTH = Field(
    "monthOfYear",
    _YEARS,
    _MONTHS,
    lambda local: _date(local)[1],
    _set_month,
    lambda local: calendar.days_of(*_date(local)[:2], 1) * DAY,
    lambda local, value: (1, 12),
)


def _day_field(name: str, span: int, get: Callable[[int], int], limits: Callable[[int, int], tuple[int, int]]) -> Field:
    return Field(name, span, DAY, get, _moved(get, DAY), _floor_day, limits)


DAY_OF_MONTH = _day_field("dayOfMonth", _MONTHS, lambda local: _date(local)[2], _month_limits)
DAY_OF_YEAR = _day_field("dayOfYear", _YEARS, lambda local: calendar.day_of_year(local // DAY), _year_limits)
DAY_OF_WEEK = _day_field("dayOfWeek", _WEEKS, lambda local: calendar.weekday(local // DAY), lambda local, value: (1, 7))


def _week(local: int) -> int:
    return calendar.week_of(local // DAY)[1]


WEEK_OF_WEEK_YEAR = Field(
    "weekOfWeekyear",
    _YEARS,
    _WEEKS,
    _week,
    _moved(_week, _WEEKS),
    lambda local: (local // DAY - calendar.weekday(local // DAY) + 1) * DAY,
    _week_limits,
)
HALFDAY_OF_DAY = _precise("halfdayOfDay", HALFDAYS, DAY, 0, 1)
HOUR_OF_DAY = _precise("hourOfDay", HOURS, DAY, 0, 23)
CLOCKHOUR_OF_DAY = _precise("clockhourOfDay", HOURS, DAY, 1, 24, zero=24)
HOUR_OF_HALFDAY = _precise("hourOfHalfday", HOURS, HALFDAYS, 0, 11)
CLOCKHOUR_OF_HALFDAY = _precise("clockhourOfHalfday", HOURS, HALFDAYS, 1, 12, zero=12)
MINUTE_OF_HOUR = _precise("minuteOfHour", MINUTES, HOURS, 0, 59)
SECOND_OF_MINUTE = _precise("secondOfMinute", SECONDS, MINUTES, 0, 59)


def milliseconds_of(unit: int) -> Field:
    """What a fraction of ``unit`` is read into."""
    return _precise("millisOfSecond", 1, unit, 0, unit - 1)


def default_year(field: Field) -> bool:
    """Whether a text that begins with this field lacks a year, which then is 2000."""
    return DAY <= field.unit <= _MONTHS
