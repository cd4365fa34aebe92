"""Time zones by the names that Trino knows: ``UTC``, ``+05:30``, ``America/New_York``, in any case.

What stands for UTC and which offsets there are is as in Trino's TimeZoneKey; a region's name is spelt as IANA does.
"""

import re
import zoneinfo
from functools import cache

_UTC = frozenset(["utc", "z", "ut", "uct", "gmt", "gmt0", "greenwich", "universal", "zulu"])
_OFFSET = re.compile(r"(?:utc|gmt|ut)?([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)
_LARGEST = 14 * 60


@cache
def _regions() -> dict[str, str]:
    return {name.lower(): name for name in zoneinfo.available_timezones()}


@cache
def canonical(name: str) -> str | None:
    """The name as Trino shows it, or None when there is no such zone."""
    lowered = name.lower()
    if lowered in _UTC or lowered.removeprefix("etc/") in _UTC:
        return "UTC"
    offset = _OFFSET.fullmatch(name)
    if offset is None:
        return _regions().get(lowered)
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > _LARGEST or int(offset[3] or 0) > 59:
        return None
    return f"{offset[1]}{int(offset[2]):02d}:{offset[3] or '00'}" if minutes else "UTC"


def known(name: str | None) -> str | None:
    """``canonical`` for DuckDB: the Python function behind the SQL function ``zone_or_null``."""
    return None if name is None else canonical(name)
