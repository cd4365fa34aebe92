"""Time zones by Trino's names, and a zone's offset at an instant.

Trino's TimeZoneKey reduces every name of Greenwich to ``UTC`` and offsets to ``+HH:MM``; the rest are IANA's names.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from tickstack.sql.joda.calendar import DAY

_UTC_NAMES = frozenset(
    prefix + name
    for prefix in ("", "etc/")
    for name in ("utc", "ut", "uct", "gmt", "gmt0", "greenwich", "universal", "zulu")
) | {"z"}
_OFFSET = re.compile(r"(etc/)?(utc|gmt|ut)?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_LIMIT = 14 * 60  # minutes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CYCLE = 146_097 * DAY  # the calendar, and with it each zone's rules, repeat after 400 years
_FIRST, _LAST = -62_135_510_400_000, 253_370_764_800_000  # 0001-01-02 and 9999-01-01: what datetime can shift


@cache
def _by_lower_name() -> dict[str, str]:
    names = (name for name in available_timezones() if not name.startswith(("posix", "right", "Etc/", "local")))
    return {name.lower(): name for name in names}


def offset_name(minutes: int) -> str:
    """``+05:30``, or ``UTC`` for none."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}" if minutes else "UTC"


@lru_cache(4096)
def canonical(name: str) -> str | None:
    """A zone's name as Trino shows it, or None when there is no such zone."""
    lower = name.lower()
    if lower in _UTC_NAMES:
        return "UTC"
    offset = _OFFSET.fullmatch(name)
    if offset is None or (offset[1] and not offset[2]):
        return _by_lower_name().get(lower)
    minutes = int(offset[4]) * 60 + int(offset[5] or 0)
    if minutes > _LIMIT or int(offset[5] or 0) > 59:
        return None
    inverted = (offset[1] or "").lower() == "etc/" and (offset[2] or "").lower() == "gmt"
    return offset_name(minutes if (offset[3] == "+") != inverted else -minutes)


@cache
def _rules(zone: str) -> tzinfo:
    return ZoneInfo(zone)


def fixed(zone: str) -> int | None:
    """The milliseconds of ``+05:30`` or ``UTC``; None for a zone that has rules."""
    if zone == "UTC":
        return 0
    if zone[0] not in "+-":
        return None
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 60 + int(zone[4:6])) * 60_000


def _within(instant: int) -> datetime:
    """The instant, or one to which the same rules apply, as a datetime."""
    if instant > _LAST:
        instant = _LAST - _CYCLE + (instant - _LAST) % _CYCLE
    return _EPOCH + timedelta(milliseconds=max(instant, _FIRST))


def offset_at(zone: str, instant: int) -> int:
    """Milliseconds that the zone's clocks are ahead of UTC at an instant."""
    known = fixed(zone)
    if known is not None:
        return known
    ahead = _within(instant).astimezone(_rules(zone)).utcoffset() or timedelta()
    return round(ahead.total_seconds()) * 1000


def abbreviation(zone: str, instant: int) -> str:
    """``CEST``, ``UTC``; digits for a zone that has no letters."""
    return _within(instant).astimezone(_rules(zone)).tzname() or ""


def offset_of_local(zone: str, local: int) -> int | None:
    """The offset at a local time, the earlier one's where clocks show it twice, None where they skip it."""
    for around in (local - DAY, local + DAY):
        offset = offset_at(zone, around)
        if offset_at(zone, local - offset) == offset:
            return offset
    return None


def known(name: str | None) -> str | None:
    """``canonical`` for DuckDB: the Python function behind the SQL function ``zone_or_null``."""
    return None if name is None else canonical(name)
