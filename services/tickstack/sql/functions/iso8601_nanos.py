"""``from_iso8601_timestamp_nanos``: Java's ``DateTimeFormatter.ISO_DATE_TIME``, with its messages."""

import calendar
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn
from zoneinfo import ZoneInfo

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.joda.zones import canonical
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, INTEGER, VARCHAR, TrinoType

_row = rows("https://trino.io/docs/current/functions/datetime.html#date-and-time-functions")
_READ = TrinoType("row", (), (BIGINT, INTEGER, VARCHAR), (None, None, None))

_PIECES = tuple(
    map(re.compile, (r"\d{4}(?!\d)|[+-]\d{4,10}", "-", r"\d\d", "-", r"\d\d", "[Tt]", r"\d\d", ":", r"\d\d"))
)
_SECONDS = re.compile(r":(\d\d)(?:\.(\d{0,9}))?")
_OFFSET = re.compile(r"(?:([Zz])|([+-])(\d\d):(\d\d)(?::(\d\d))?)(?:\[([A-Za-z][\w~/.+-]+)\])?")
_RANGES = (("MonthOfYear", 1, 12), ("DayOfMonth", 1, 31), ("HourOfDay", 0, 23), ("MinuteOfHour", 0, 59))


class _Reader:
    """The text while it is read, piece by piece: where a piece is missing is what the message tells."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def refuse(self, what: str) -> NoReturn:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Text '{self.text}' could not be parsed{what}")

    def needed(self, piece: re.Pattern[str]) -> str:
        found = self.taken(piece)
        return found[0] if found else self.refuse(f" at index {self.at}")

    def taken(self, piece: re.Pattern[str]) -> re.Match[str] | None:
        found = piece.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    def end(self) -> None:
        if self.at < len(self.text):
            self.refuse(f", unparsed text found at index {self.at}")

    def day(self, year: int, month: int, day: int) -> date:
        if not 1 <= year <= 9999:
            raise refusal("NOT_SUPPORTED", "tickstack does not support years outside of 1 to 9999 here")
        if month == 2 and day == 29 and not calendar.isleap(year):
            self.refuse(f": Invalid date 'February 29' as '{year}' is not a leap year")
        if day > calendar.monthrange(year, month)[1]:
            self.refuse(f": Invalid date '{calendar.month_name[month].upper()} {day}'")
        return date(year, month, day)

    def within(self, name: str, value: int, least: int, most: int) -> None:
        if not least <= value <= most:
            shown = "28/31" if name == "DayOfMonth" else str(most)
            self.refuse(f": Invalid value for {name} (valid values {least} - {shown}): {value}")


def nanos_read(text: str) -> dict[str, object]:
    """The microseconds since 1970, the picoseconds beyond them, and the zone."""
    reader = _Reader(text)
    pieces = [reader.needed(piece) for piece in _PIECES]
    year, *fields = (int(piece) for piece in pieces[::2])
    seconds = reader.taken(_SECONDS)
    offset = reader.taken(_OFFSET)
    reader.end()
    for value, limits in zip(fields, _RANGES, strict=True):
        reader.within(limits[0], value, *limits[1:])
    second = int(seconds[1]) if seconds else 0
    reader.within("SecondOfMinute", second, 0, 59)
    local = datetime.combine(reader.day(year, *fields[:2]), datetime.min.time(), UTC)
    local += timedelta(hours=fields[2], minutes=fields[3], seconds=second)
    nanos = int(((seconds and seconds[2]) or "").ljust(9, "0"))
    instant, zone = _placed(reader, local, offset)
    since = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    return {"f0": since + nanos // 1000, "f1": nanos % 1000 * 1000, "f2": zone}


def _placed(reader: _Reader, local: datetime, offset: re.Match[str] | None) -> tuple[datetime, str]:
    """The instant of a local time, and its zone: that of the region if the text names one."""
    if offset is None or (offset[1] and not offset[6]):
        return local, "UTC"
    hours, minutes, seconds = (int(offset[part] or 0) for part in (3, 4, 5))
    if hours > 18 or minutes > 59 or (hours == 18 and minutes + seconds):
        reader.refuse(f" at index {offset.start()}")
    way = timedelta(hours=hours, minutes=minutes, seconds=seconds) * (-1 if offset[2] == "-" else 1)
    shown = offset[6] or f"{offset[2]}{offset[3]}:{offset[4]}" + (f":{offset[5]}" if seconds else "")
    zone = canonical(shown)
    if zone is None or (offset[6] and zone != "UTC" and ZoneInfo(zone) is None):
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"'{shown}' is not a valid time zone")
    return local - way, zone


def _moment(arguments: Sequence[Typed]) -> str:
    read = python(nanos_read).sql([Typed(arguments[0].sql, VARCHAR)], _READ)
    return f"nanos_read_moment({read})"


ROWS = (
    _row("from_iso8601_timestamp_nanos", "varchar -> timestamp with time zone(9)", _moment,
         "from_iso8601_timestamp_nanos('2020-05-14T09:31:02.123456789+05:30')",
         "2020-05-14 09:31:02.123456789 +05:30"),
)  # fmt: skip
