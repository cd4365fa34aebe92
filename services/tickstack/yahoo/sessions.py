"""The trading sessions of the New York Stock Exchange: holidays, early closes and daylight saving time.

Days come from the ``holidays`` library, which agrees with exchange-calendars from 1990 on and needs no pandas.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays.constants import HALF_DAY, PUBLIC
from holidays.financial.ny_stock_exchange import NewYorkStockExchange

NEW_YORK = ZoneInfo("America/New_York")
FIRST_YEAR = 1990
OPEN, CLOSE = time(9, 30), time(16)
EARLY_TRADING = time(4)
LATE_TRADING = timedelta(hours=4)
EARLIEST, LATEST = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (1900, 2200))


def epoch(day: date, at: time = time()) -> int:
    """Seconds since 1970 of a wall-clock time in New York."""
    return int(datetime.combine(day, at, NEW_YORK).timestamp())


def wall_time(seconds: float) -> datetime:
    """What a clock in New York shows at ``seconds`` since 1970; times before 1900 and after 2200 count as those."""
    return datetime.fromtimestamp(min(max(seconds, EARLIEST), LATEST), NEW_YORK).replace(tzinfo=None)


def day_of(seconds: float) -> date:
    """The date in New York at ``seconds`` since 1970."""
    return wall_time(seconds).date()


@dataclass(frozen=True, slots=True)
class Session:
    """One trading day, in seconds since 1970. Early trading ends at ``open``, late trading begins at ``close``."""

    day: date
    early: int
    open: int
    close: int
    late: int

    @property
    def minutes(self) -> int:
        return (self.close - self.open) // 60


class TradingCalendar:
    """Every session from 1990 to the end of ``last_year``."""

    def __init__(self, last_year: int) -> None:
        years = range(FIRST_YEAR, last_year + 1)
        closed, shortened = _days(years, PUBLIC), _days(years, HALF_DAY)
        self._early_closes = {day: _closing_time(name) for day, name in shortened.items()}
        first, end = date(FIRST_YEAR, 1, 1), date(last_year + 1, 1, 1)
        days = (first + timedelta(n) for n in range((end - first).days))
        self._days = [day for day in days if day.weekday() < 5 and day not in closed]

    def session(self, day: date) -> Session:
        """The session of ``day``, which is a trading day."""
        close = epoch(day, self._early_closes.get(day, CLOSE))
        late = close + int(LATE_TRADING.total_seconds())
        return Session(day, epoch(day, EARLY_TRADING), epoch(day, OPEN), close, late)

    def between(self, first: date, last: date) -> Iterator[Session]:
        """The sessions of the days from ``first`` to ``last``, both included."""
        for index in range(bisect_left(self._days, first), bisect_right(self._days, last)):
            yield self.session(self._days[index])

    def latest(self, day: date, back: int = 0) -> Session | None:
        """The last session on or before ``day``, or the one ``back`` sessions earlier; None before the calendar."""
        index = bisect_right(self._days, day) - 1 - back
        return self.session(self._days[index]) if index >= 0 else None

    def ordinal(self, day: date) -> int:
        """How many sessions the calendar has before ``day``."""
        return bisect_left(self._days, day)


def _days(years: range, category: str) -> dict[date, str]:
    days = NewYorkStockExchange(  # type: ignore[no-untyped-call]  # the library's constructor has no annotations
        years=years, expand=False, language="en_US", categories=category
    )
    return dict(days.items())


def _closing_time(description: str) -> time:
    found = re.search(r"close at (\d+):(\d\d)pm", description)
    if found is None:
        raise ValueError(f"no closing time in {description!r}")
    return time(int(found[1]) + 12, int(found[2]))
