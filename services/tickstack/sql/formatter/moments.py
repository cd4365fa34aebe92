"""Dates and times in a format: Java's text of them, and the parts that ``%t`` writes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tickstack.sql.formatter.specifiers import FormatError
from tickstack.sql.values import zone_named

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _local(value: dict[str, Any]) -> datetime:
    """A value with a zone as its local moment, aware of the zone."""
    instant: datetime = value["instant"]
    return instant.replace(tzinfo=UTC).astimezone(zone_named(value["zone"]))


def _clock(value: time | datetime) -> str:
    """Java leaves out seconds that are zero, and writes three or six digits of a fraction."""
    text = f"{value.hour:02d}:{value.minute:02d}"
    if value.second or value.microsecond:
        text += f":{value.second:02d}"
    if value.microsecond:
        text += f".{value.microsecond:06d}" if value.microsecond % 1000 else f".{value.microsecond // 1000:03d}"
    return text


def _offset(value: datetime, separator: str) -> str:
    seconds = int((value.utcoffset() or timedelta()).total_seconds())
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02d}{separator}{minutes:02d}"


def as_text(value: Any) -> str:
    """``toString`` of java.time."""
    if isinstance(value, dict):
        local = _local(value)
        offset = _offset(local, ":")
        named = "" if value["zone"][0] in "+-" else f"[{value['zone']}]"
        return f"{local.date().isoformat()}T{_clock(local)}{'Z' if offset == '+00:00' else offset}{named}"
    if isinstance(value, datetime):
        return f"{value.date().isoformat()}T{_clock(value)}"
    return _clock(value) if isinstance(value, time) else str(value.isoformat())


_DATES: dict[str, Callable[[Any], str]] = {
    "B": lambda moment: _MONTHS[moment.month - 1],
    "b": lambda moment: _MONTHS[moment.month - 1][:3],
    "h": lambda moment: _MONTHS[moment.month - 1][:3],
    "A": lambda moment: _DAYS[moment.weekday()],
    "a": lambda moment: _DAYS[moment.weekday()][:3],
    "C": lambda moment: f"{moment.year // 100:02d}",
    "Y": lambda moment: f"{moment.year:04d}",
    "y": lambda moment: f"{moment.year % 100:02d}",
    "j": lambda moment: f"{moment.timetuple().tm_yday:03d}",
    "m": lambda moment: f"{moment.month:02d}",
    "d": lambda moment: f"{moment.day:02d}",
    "e": lambda moment: str(moment.day),
    "D": lambda moment: f"{moment.month:02d}/{moment.day:02d}/{moment.year % 100:02d}",
    "F": lambda moment: f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}",
}
_TIMES: dict[str, Callable[[Any], str]] = {
    "H": lambda moment: f"{moment.hour:02d}",
    "I": lambda moment: f"{(moment.hour - 1) % 12 + 1:02d}",
    "k": lambda moment: str(moment.hour),
    "l": lambda moment: str((moment.hour - 1) % 12 + 1),
    "M": lambda moment: f"{moment.minute:02d}",
    "S": lambda moment: f"{moment.second:02d}",
    "L": lambda moment: f"{moment.microsecond // 1000:03d}",
    "N": lambda moment: f"{moment.microsecond * 1000:09d}",
    "p": lambda moment: "am" if moment.hour < 12 else "pm",
    "R": lambda moment: f"{moment.hour:02d}:{moment.minute:02d}",
    "T": lambda moment: f"{moment.hour:02d}:{moment.minute:02d}:{moment.second:02d}",
    "r": lambda moment: (
        f"{(moment.hour - 1) % 12 + 1:02d}:{moment.minute:02d}:{moment.second:02d} "
        + ("AM" if moment.hour < 12 else "PM")
    ),
}
_ZONED: dict[str, Callable[[datetime], str]] = {
    "z": lambda moment: _offset(moment, ""),
    "Z": lambda moment: moment.tzname() or "",
    "s": lambda moment: str(int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1))),
    "Q": lambda moment: str(int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))),
    "c": lambda moment: (
        f"{_DATES['a'](moment)} {_DATES['b'](moment)} {moment.day:02d} {_TIMES['T'](moment)} "
        f"{moment.tzname()} {moment.year:04d}"
    ),
}


def part(conversion: str, java: str, value: Any) -> str:
    """What ``%t`` and a conversion write; a number is milliseconds since 1970. Raises FormatError."""
    moment = value
    if isinstance(value, dict):
        moment = _local(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    known: dict[str, Callable[[Any], str]] = {}
    if isinstance(moment, date):
        known |= _DATES
    if isinstance(moment, datetime | time):
        known |= _TIMES
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        known |= _ZONED
    if conversion not in known:
        raise FormatError("IllegalFormatConversion", f"{conversion} != {java}")
    return known[conversion](moment)
