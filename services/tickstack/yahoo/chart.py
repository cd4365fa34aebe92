"""Yahoo's chart API (``/v8/finance/chart/{symbol}``): what was asked, its bars, and the answer with ``meta``."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tickstack.yahoo.bars import Bar
from tickstack.yahoo.errors import NoData, Unprocessable, YahooError
from tickstack.yahoo.intervals import DAY, Interval, daily_bars, interval_of, intraday_bars
from tickstack.yahoo.market import Listing, Market
from tickstack.yahoo.meta import VALID_RANGES, meta, trading_day
from tickstack.yahoo.sessions import FIRST_YEAR, TradingCalendar, day_of, epoch, wall_time

UNIT_DAYS = {"d": 1, "wk": 7, "mo": 30, "y": 365}


@dataclass(frozen=True, slots=True)
class Window:
    """From ``start`` to before ``end``, seconds since 1970. A range such as 2y has a name and a length in days."""

    start: int
    end: int
    range: str = ""
    days: int | None = None

    @property
    def length(self) -> timedelta:
        """Its length on the clock of the exchange, where a day with 25 hours is a day."""
        return wall_time(self.end) - wall_time(self.start) if self.days is None else timedelta(self.days)


def chart(market: Market, symbol: str, query: Mapping[str, str]) -> dict[str, Any]:
    """The answer to one chart request. Raises YahooError."""
    now = market.now()
    listing = market.listing(symbol)
    interval = interval_of(query.get("interval", "1d" if "period1" in query or "range" in query else "1m"))
    window = _window(listing, query, now)
    _check_limits(interval, window, now if market.age_limits else None)
    if interval.intraday:
        extended = query.get("includePrePost", "false").lower() == "true"
        bars, periods = _intraday(listing, interval, window, now, extended=extended)
    else:
        bars, periods = list(daily_bars(listing.series, interval, window.start, min(window.end, now + 1), now)), {}
    if not bars:
        raise NoData(window.start, window.end)
    named = {"dataGranularity": interval.name, "range": window.range}
    result = {
        "meta": meta(listing, now, bars[0].time) | named | periods,
        "timestamp": [bar.time for bar in bars],
        "indicators": _indicators(bars, adjusted=not interval.intraday),
    }
    return {"chart": {"result": [result], "error": None}}


def _intraday(
    listing: Listing, interval: Interval, window: Window, now: int, *, extended: bool
) -> tuple[list[Bar], dict[str, Any]]:
    """The bars that begin in the window, and the ``tradingPeriods`` of their days, one list per day."""
    first, last = max(day_of(window.start), listing.series.first_day), day_of(min(window.end, now + 1) - 1)
    bars: list[Bar] = []
    days: list[dict[str, Any]] = []
    for session in listing.series.calendar.between(first, last):
        found = intraday_bars(listing.series, interval, session, now, extended=extended)
        inside = [bar for bar in found if window.start <= bar.time < window.end]
        bars += inside
        days += [trading_day(session)] if inside else []
    parts = {part: [[day[part]] for day in days] for part in ("pre", "regular", "post")}
    return bars, {"tradingPeriods": parts if extended else parts["regular"]}


def _window(listing: Listing, query: Mapping[str, str], now: int) -> Window:
    if "period1" not in query and "period2" not in query:
        return _range(listing, query.get("range", "1d"), now)
    start, end = (_seconds(query, name, default) for name, default in (("period1", 0), ("period2", now)))
    if start > end:
        raise YahooError(f"Invalid input - start date cannot be after end date. startDate = {start}, endDate = {end}")
    return Window(start, end)


def _seconds(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not re.fullmatch(r"-?\d{1,12}", text):
        raise YahooError(f"Invalid input - {name}={text} is not a number of seconds")
    return int(text)


def _range(listing: Listing, text: str, now: int) -> Window:
    """A range ends now. Days are trading days that have begun; weeks, months and years count on the calendar."""
    series, end = listing.series, now + 1
    last = listing.last_session(now).day
    if text in ("max", "ytd"):
        first = series.first_day if text == "max" else max(last.replace(month=1, day=1), series.first_day)
        return Window(epoch(first), end, text)
    found = re.fullmatch(r"([1-9]\d{0,3})(d|wk|mo|y)", text)
    if found is None:
        raise Unprocessable(f"Invalid input - range={text} is not supported. Valid ranges: [{', '.join(VALID_RANGES)}]")
    count, unit = int(found[1]), found[2]
    first = _earlier(series.calendar, last, count, unit)
    return Window(epoch(max(first, series.first_day)), end, text, days=count * UNIT_DAYS[unit])


def _earlier(calendar: TradingCalendar, day: date, count: int, unit: str) -> date:
    """The first day of a range of ``count`` units that ends with the trading day ``day``."""
    if unit == "d":
        session = calendar.latest(day, back=count - 1)
        return session.day if session else date.min
    if unit == "wk":
        return day - timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "y" else 1)
    if months < FIRST_YEAR * 12:
        return date.min
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _check_limits(interval: Interval, window: Window, now: int | None) -> None:
    """Raise Unprocessable for more than one request gives and, with ``now``, for what Yahoo no longer keeps.

    The second cannot befall a named range: it ends now, so that its length says how old it is.
    """
    refused = f"{interval.name} data not available for startTime={window.start} and endTime={window.end}. "
    too_old = Unprocessable(f"{refused}The requested range must be within the last {interval.age_days} days.")
    if interval.span_days is not None and window.length > timedelta(interval.span_days):
        if interval.span_days == interval.age_days:
            raise too_old
        raise Unprocessable(
            f"{refused}Only {interval.span_days} days worth of {interval.name} granularity data "
            "are allowed to be fetched per request."
        )
    if now is None or interval.age_days is None or window.days is not None:
        return
    if window.start < now - interval.age_days * DAY:
        raise too_old


def _indicators(bars: Sequence[Bar], *, adjusted: bool) -> dict[str, Any]:
    """The bars as Yahoo's columns. Nothing is ever split or paid out here: the adjusted close is the close."""
    names = ("open", "high", "low", "close", "volume")
    quote = {name: [getattr(bar, name) for bar in bars] for name in names}
    return {"quote": [quote]} | ({"adjclose": [{"adjclose": quote["close"]}]} if adjusted else {})
