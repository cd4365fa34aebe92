"""The synthetic bars: determined by seed, symbol and day alone, and adding up over every interval."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.yahoo.bars import MINUTE, Bar, Series, combine
from tickstack.yahoo.intervals import INTERVALS, Interval, daily_bars, intraday_bars
from tickstack.yahoo.sessions import TradingCalendar, epoch
from tickstack.yahoo.symbols import EXCHANGES, SYMBOLS

CALENDAR = TradingCalendar(2027)
DAYS = [session.day for session in CALENDAR.between(date(1990, 1, 2), date(2027, 12, 31))]
NEVER = epoch(date(2100, 1, 1))

seeds = st.integers(-5, 5)
symbols = st.sampled_from(sorted(SYMBOLS))
days = st.sampled_from(DAYS)
intraday = st.sampled_from([row for row in INTERVALS.values() if row.intraday])
longer = st.sampled_from([row for row in INTERVALS.values() if not row.intraday])


def series(seed: int, symbol: str) -> Series:
    return Series(seed, SYMBOLS[symbol], CALENDAR)


def test_the_symbols_are_whole() -> None:
    assert {"FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG"} <= set(SYMBOLS)
    assert {row.exchange for row in SYMBOLS.values()} == set(EXCHANGES)


@given(seeds, symbols, days)
def test_the_same_day_is_the_same_bars(seed: int, symbol: str, day: date) -> None:
    session = CALENDAR.session(day)
    first, again = series(seed, symbol), series(seed, symbol)
    again.day(CALENDAR.session(DAYS[0]))
    assert first.minutes(session) == again.minutes(session)
    assert first.after_close(session) == again.after_close(session)
    assert first.before_open(session) == again.before_open(session)


@given(seeds, symbols, days)
def test_minutes_add_up_to_their_day(seed: int, symbol: str, day: date) -> None:
    subject, session = series(seed, symbol), CALENDAR.session(day)
    minutes = subject.minutes(session)
    assert [bar.time for bar in minutes] == list(range(session.open, session.close, MINUTE))
    assert combine(session.open, minutes) == subject.day(session)
    assert sum(bar.close is None for bar in minutes) < len(minutes) / 10
    assert minutes[0].close is not None
    assert minutes[-1].close is not None


@given(seeds, symbols, days)
def test_a_bar_holds_together(seed: int, symbol: str, day: date) -> None:
    subject, session = series(seed, symbol), CALENDAR.session(day)
    for bar in [*subject.before_open(session), *subject.minutes(session), *subject.after_close(session)]:
        if bar.open is None:
            assert bar == Bar(bar.time)
            continue
        assert bar.low is not None
        assert bar.high is not None
        assert bar.close is not None
        assert bar.volume is not None
        assert 0 < bar.low <= min(bar.open, bar.close) <= max(bar.open, bar.close) <= bar.high
        assert round(bar.high, 2) == bar.high
        assert bar.volume >= 0


@given(seeds, symbols, days, intraday)
def test_intraday_bars_add_up(seed: int, symbol: str, day: date, interval: Interval) -> None:
    subject, session = series(seed, symbol), CALENDAR.session(day)
    bars = intraday_bars(subject, interval, session, NEVER, extended=False)
    assert len(bars) == -(-session.minutes // interval.minutes)
    assert [(bar.time - session.open) // MINUTE for bar in bars] == list(range(0, session.minutes, interval.minutes))
    assert combine(session.open, bars) == subject.day(session)


@given(seeds, symbols, days, longer, st.integers(0, 40), st.integers(1, 200))
def test_longer_bars_do_not_depend_on_the_range(
    seed: int, symbol: str, day: date, interval: Interval, earlier: int, later: int
) -> None:
    subject = series(seed, symbol)
    start, end = epoch(day), epoch(day + timedelta(later))
    bars = list(daily_bars(subject, interval, start, end, NEVER))
    wider = daily_bars(subject, interval, epoch(day - timedelta(earlier)), epoch(day + timedelta(later + 100)), NEVER)
    assert bars == [bar for bar in wider if start <= bar.time < end]


@settings(max_examples=15)
@given(seeds, symbols)
def test_months_add_up_to_a_year(seed: int, symbol: str) -> None:
    subject = series(seed, symbol)
    start, end = epoch(date(2025, 1, 1)), epoch(date(2026, 1, 1))
    totals = {combine(start, daily_bars(subject, INTERVALS[name], start, end, NEVER)) for name in ("1d", "1mo", "3mo")}
    assert len(totals) == 1


@given(seeds, symbols, days, st.integers(-60, 500))
def test_nothing_is_known_of_the_future(seed: int, symbol: str, day: date, minute: int) -> None:
    subject, session = series(seed, symbol), CALENDAR.session(day)
    now = session.open + minute * MINUTE + 30
    bars = intraday_bars(subject, INTERVALS["1m"], session, now, extended=False)
    assert bars == [bar for bar in subject.minutes(session) if bar.time + MINUTE <= now]
    if session.day >= subject.first_day:
        today = list(daily_bars(subject, INTERVALS["1d"], epoch(day), epoch(day) + 86_400, now))
        assert today == ([combine(session.open, bars)] if bars else [])


@pytest.mark.parametrize("symbol", ["FB", "KO", "TSLA"])
def test_prices_stay_around_their_level_and_move_like_prices(symbol: str) -> None:
    row, subject = SYMBOLS[symbol], series(2020, symbol)
    bars = list(daily_bars(subject, INTERVALS["1d"], epoch(date(2015, 1, 1)), epoch(date(2025, 1, 1)), NEVER))
    closes = [bar.close for bar in bars if bar.close is not None]
    assert len(closes) == len(bars) == 2516
    assert all(row.price / 2.5 < close < row.price * 2.5 for close in closes)
    returns = [later / earlier - 1 for earlier, later in pairwise(closes)]
    deviation = (sum(change**2 for change in returns) / len(returns)) ** 0.5
    assert row.volatility * 0.7 < deviation < row.volatility * 1.6


@given(seeds, symbols, days)
def test_minutes_move_by_small_steps(seed: int, symbol: str, day: date) -> None:
    bars = series(seed, symbol).minutes(CALENDAR.session(day))
    closes = [bar.close for bar in bars if bar.close is not None]
    limit = SYMBOLS[symbol].volatility
    assert all(abs(later / earlier - 1) < limit for earlier, later in pairwise(closes))


def test_symbols_and_seeds_differ() -> None:
    session = CALENDAR.session(date(2020, 5, 14))
    seen = {series(seed, symbol).day(session).volume for seed in (1, 2) for symbol in ("GOOG", "TGT", "FB")}
    assert len(seen) == 6
