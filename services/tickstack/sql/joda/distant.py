"""Dates and timestamps of years that Python's datetime has not: DuckDB gives them to Python as text.

Java writes such years with their sign: ``+12020-05-14``, ``-0044-03-15``.
"""

import re

from tickstack.sql.joda import calendar
from tickstack.sql.joda.elements import padded

_TEXT = re.compile(r"(\d+)-(\d\d)-(\d\d)( \(BC\))?(?: (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?")
_DAY = 86_400_000_000  # microseconds


def microseconds(text: str) -> int:
    """The microseconds since 1970 of DuckDB's ``12020-05-14 09:31:02.5`` or ``0044-03-15 (BC)``."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(f"no timestamp: {text}")
    year = 1 - int(match[1]) if match[4] else int(match[1])
    days = calendar.days_of(year, int(match[2]), int(match[3]))
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[4:7])
    return days * _DAY + (hours * 3600 + minutes * 60 + seconds) * 1_000_000 + int((match[8] or "").ljust(6, "0"))


def date(micros: int) -> str:
    """``+12020-05-14``."""
    year, month, day = calendar.date_of(micros // _DAY)
    return f"{'+' if year > 9999 else ''}{padded(year, 4)}-{month:02d}-{day:02d}"


def timestamp(micros: int, precision: int) -> str:
    """``+12020-05-14 09:31:02.500``."""
    seconds, fraction = divmod(micros % _DAY, 1_000_000)
    text = f"{date(micros)} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{f'{fraction:06d}'[:precision]}" if precision else text
