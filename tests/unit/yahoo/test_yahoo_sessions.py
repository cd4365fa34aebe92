"""The trading calendar, against exchange-calendars as the second source."""

from datetime import date, time

import pytest
from exchange_calendars.exchange_calendar_xnys import XNYSExchangeCalendar

from tickstack.yahoo.sessions import TradingCalendar, day_of, epoch

LAST_YEAR = date.today().year + 1
SNOWSTORM = date(1994, 2, 11)


@pytest.fixture(scope="module")
def calendar() -> TradingCalendar:
    return TradingCalendar(LAST_YEAR)


@pytest.mark.filterwarnings("ignore:Series.values")  # exchange-calendars has yet to follow pandas 3.1
def test_every_session_and_its_hours_since_1990(calendar: TradingCalendar) -> None:
    reference = XNYSExchangeCalendar(start="1990-01-01", end=f"{LAST_YEAR}-12-31")
    opens = [int(at.tz_localize("UTC").timestamp()) for at in reference.opens.dt.tz_localize(None)]
    closes = [int(at.tz_localize("UTC").timestamp()) for at in reference.closes.dt.tz_localize(None)]
    days = [day.date() for day in reference.sessions]
    ours = list(calendar.between(date(1990, 1, 1), date(LAST_YEAR, 12, 31)))
    assert [session.day for session in ours] == days
    expected = zip(days, opens, closes, strict=True)
    different = [
        day
        for session, (day, opening, closing) in zip(ours, expected, strict=True)
        if (session.open, session.close) != (opening, closing)
    ]
    assert different == [SNOWSTORM]  # closed at 14:30, which exchange-calendars does not have


@pytest.mark.parametrize(
    ("day", "minutes"),
    [(date(2020, 5, 14), 390), (date(2019, 11, 29), 210), (date(1992, 12, 24), 270), (SNOWSTORM, 300)],
)
def test_minutes_of_a_session(calendar: TradingCalendar, day: date, minutes: int) -> None:
    assert calendar.session(day).minutes == minutes


def test_neighbours(calendar: TradingCalendar) -> None:
    saturday = date(2020, 5, 16)
    latest = calendar.latest(saturday)
    assert latest is not None
    assert latest.day == date(2020, 5, 15)
    before = calendar.latest(saturday, back=5)
    assert before is not None
    assert before.day == date(2020, 5, 8)
    assert calendar.latest(date(1989, 12, 29)) is None
    assert calendar.ordinal(date(1990, 1, 3)) == 1


@pytest.mark.parametrize("at", [time(), time(1, 59), time(3), time(23, 59, 59)])
def test_days_are_those_of_new_york(at: time) -> None:
    assert day_of(epoch(date(2020, 3, 8), at)) == date(2020, 3, 8)  # it has 23 hours


@pytest.mark.parametrize(("seconds", "day"), [(-(10**12), date(1899, 12, 31)), (10**12, date(2199, 12, 31))])
def test_far_times_are_cut(seconds: int, day: date) -> None:
    assert day_of(seconds) == day
