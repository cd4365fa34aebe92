"""Dates and times as literals write them, read into microseconds.

The forms are those of Trino's DateTimes: a day of month or an hour may have one digit, a year more than four.
"""

import re
from dataclasses import dataclass

from tickstack.sql.joda.zones import canonical

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.(?P<fraction>\d+))?)?"
_MOMENT = re.compile(
    rf"(?P<year>[-+]?\d{{4,}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})( (?:{_CLOCK})?\s*(?P<zone>.+)?)?"
)
_TIME = re.compile(rf"{_CLOCK}\s*(?P<zone>[+-]\d\d:\d\d)?")
_DAY = 86_400_000_000


@dataclass(frozen=True)
class Moment:
    """Microseconds since the epoch, or since midnight, the digits of the fraction, and the zone."""

    micros: int
    precision: int
    zone: str | None
    picos: int = 0


def _days(year: int, month: int, day: int) -> int:
    """Days from the epoch to a date of the proleptic Gregorian calendar. Raises ValueError."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    lengths = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
        raise ValueError("no such date")
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + sum(lengths[: month - 1]) + day - 719_163


def _clock(match: re.Match[str]) -> tuple[int, int, int]:
    """Microseconds of the day, picoseconds beyond, and the number of the fraction's digits. Raises ValueError."""
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("no such time")
    fraction = match["fraction"] or ""
    digits = fraction.ljust(12, "0")
    seconds = hour * 3600 + minute * 60 + second
    return seconds * 1_000_000 + int(digits[:6]), int(digits[6:12]), len(fraction)


def timestamp(text: str) -> Moment:
    """``2020-01-01 12:34:56.789 America/New_York``. Raises ValueError."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError("no timestamp")
    days = _days(int(match["year"]), int(match["month"]), int(match["day"]))
    micros, picos, precision = _clock(match)
    zone = match["zone"] and canonical(match["zone"])
    if match["zone"] and zone is None:
        raise ValueError("no such zone")
    if not -(2**63) <= days * _DAY + micros < 2**63:
        raise ValueError("no such timestamp")
    return Moment(days * _DAY + micros, precision, zone, picos)


def date(text: str) -> int:
    """Days since the epoch. Raises ValueError."""
    match = re.fullmatch(r"\s*([-+]?\d{1,7})-(\d{1,2})-(\d{1,2})\s*", text)
    if match is None:
        raise ValueError("no date")
    days = _days(int(match[1]), int(match[2]), int(match[3]))
    if not -(2**31) <= days < 2**31:
        raise ValueError("no such date")
    return days


def time(text: str) -> Moment:
    """``12:34:56.789 +01:00``: the time in UTC when there is an offset. Raises ValueError."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError("no time")
    micros, picos, precision = _clock(match)
    zone = match["zone"]
    if zone is None:
        return Moment(micros, precision, None, picos)
    return Moment((micros - offset_minutes(zone) * 60_000_000) % _DAY, precision, zone, picos)


def offset_minutes(zone: str) -> int:
    """The minutes of ``+01:30``. Raises ValueError."""
    minutes = int(zone[1:3]) * 60 + int(zone[4:6])
    if minutes > 14 * 60:
        raise ValueError("no such offset")
    return -minutes if zone[0] == "-" else minutes
