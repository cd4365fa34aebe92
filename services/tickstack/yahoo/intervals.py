"""The intervals of the chart API: how each divides time, and how much of it one request may ask for."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tickstack.yahoo.bars import MINUTE, Bar, Series, combine
from tickstack.yahoo.errors import Unprocessable
from tickstack.yahoo.sessions import Session, TradingCalendar, day_of, epoch

DAY = 86_400
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Interval:
    """``minutes`` of an intraday bar, or ``group`` for longer ones: the sessions of one group make one bar.

    ``span_days`` is the most that one request may cover, ``age_days`` how far back Yahoo keeps the bars.
    """

    name: str
    minutes: int = 0
    span_days: int | None = None
    age_days: int | None = None
    group: Callable[[Session, TradingCalendar], date | int] | None = None
    stamp: Callable[[Session], int] = lambda session: session.open

    @property
    def intraday(self) -> bool:
        return self.group is None


def _monday(session: Session) -> date:
    return session.day - timedelta(session.day.weekday())


def _month(session: Session) -> date:
    return session.day.replace(day=1)


def _quarter(session: Session) -> date:
    return date(session.day.year, (session.day.month - 1) // 3 * 3 + 1, 1)


def _by_date(name: str, start: Callable[[Session], date]) -> Interval:
    return Interval(name, group=lambda session, _: start(session), stamp=lambda session: epoch(start(session)))


INTERVALS = {
    row.name: row
    for row in (
        Interval("1m", 1, span_days=8, age_days=30),
        Interval("2m", 2, span_days=60, age_days=60),
        Interval("5m", 5, span_days=60, age_days=60),
        Interval("15m", 15, span_days=60, age_days=60),
        Interval("30m", 30, span_days=60, age_days=60),
        Interval("60m", 60, span_days=730, age_days=730),
        Interval("90m", 90, span_days=60, age_days=60),
        Interval("1h", 60, span_days=730, age_days=730),
        Interval("1d", group=lambda session, _: session.day),
        Interval("5d", group=lambda session, calendar: calendar.ordinal(session.day) // 5),
        _by_date("1wk", _monday),
        _by_date("1mo", _month),
        _by_date("3mo", _quarter),
    )
}


def interval_of(name: str) -> Interval:
    """The interval of this name. Raises Unprocessable."""
    try:
        return INTERVALS[name]
    except KeyError:
        valid = ", ".join(INTERVALS)
        raise Unprocessable(f"Invalid input - interval={name} is not supported. Valid intervals: [{valid}]") from None


def intraday_bars(series: Series, interval: Interval, session: Session, now: int, *, extended: bool) -> list[Bar]:
    """The session's bars as far as their minutes are over; early and late trading have bars of their own."""
    parts = [(session.open, series.minutes)]
    if extended:
        parts = [(session.early, series.before_open), *parts, (session.close, series.after_close)]
    bars: list[Bar] = []
    for start, minutes in parts:
        past = (bar for bar in minutes(session) if bar.time + MINUTE <= now) if start + MINUTE <= now else ()
        bars += _grouped(past, start, interval.minutes * MINUTE)
    return bars


def daily_bars(series: Series, interval: Interval, start: int, end: int, now: int) -> Iterator[Bar]:
    """Whole bars of a day or longer that begin from ``start`` to before ``end``; the one under way ends at ``now``."""
    assert interval.group is not None
    group, calendar = interval.group, series.calendar
    first = max(day_of(start) - WEEK, series.first_day)
    for _, members in groupby(calendar.between(first, date.max), lambda session: group(session, calendar)):
        sessions = list(members)
        time = interval.stamp(sessions[0])
        if time >= end:
            return
        if time < start:
            continue
        bar = combine(time, (_day_so_far(series, session, now) for session in sessions))
        if bar.close is not None:
            yield bar


def _day_so_far(series: Series, session: Session, now: int) -> Bar:
    if session.close <= now:
        return series.day(session)
    if session.open + MINUTE > now:
        return Bar(session.open)
    return combine(session.open, (bar for bar in series.minutes(session) if bar.time + MINUTE <= now))


def _grouped(minutes: Iterable[Bar], start: int, seconds: int) -> Iterator[Bar]:
    for index, bars in groupby(minutes, lambda bar: (bar.time - start) // seconds):
        yield combine(start + index * seconds, bars)
