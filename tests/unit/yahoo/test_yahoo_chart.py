"""The chart API without HTTP: windows, limits, clock and the words of its errors."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from tickstack.errors import SettingError
from tickstack.settings import Settings
from tickstack.yahoo.chart import chart
from tickstack.yahoo.errors import NoData, NotFound, Unprocessable, YahooError
from tickstack.yahoo.market import Market
from tickstack.yahoo.quotes import quote_summary, quotes
from tickstack.yahoo.sessions import epoch


def market(now: str = "2020-05-15T15:00Z", **settings: Any) -> Market:
    return Market.of(Settings(market_now=now, **settings))


def ask(subject: Market, symbol: str = "FB", /, **query: Any) -> dict[str, Any]:
    (result,) = chart(subject, symbol, {name: str(value) for name, value in query.items()})["chart"]["result"]
    assert isinstance(result, dict)
    return result


def times(result: dict[str, Any]) -> list[str]:
    zone = result["meta"]["gmtoffset"]
    return [datetime.fromtimestamp(at + zone, UTC).strftime("%Y-%m-%d %H:%M") for at in result["timestamp"]]


def between(first: date, last: date) -> dict[str, int]:
    return {"period1": epoch(first), "period2": epoch(last)}


MAY_14 = between(date(2020, 5, 14), date(2020, 5, 15))


def test_the_answer_has_what_yfinance_reads() -> None:
    result = ask(market(), interval="5m", **MAY_14)
    meta = result["meta"]
    regular = {"timezone": "EDT", "start": 1589463000, "end": 1589486400, "gmtoffset": -14400}
    assert meta["tradingPeriods"] == [[regular]]
    assert meta["exchangeTimezoneName"] == "America/New_York"
    assert meta["instrumentType"] == "EQUITY"
    assert (meta["currency"], meta["priceHint"], meta["dataGranularity"], meta["range"]) == ("USD", 2, "5m", "")
    assert meta["firstTradeDate"] == epoch(date(2012, 5, 18), time(9, 30))
    assert meta["regularMarketTime"] == epoch(date(2020, 5, 15), time(11))
    assert meta["currentTradingPeriod"]["regular"]["start"] == epoch(date(2020, 5, 15), time(9, 30))
    assert "(synthetic)" in meta["longName"]
    assert "adjclose" not in result["indicators"]
    assert {len(column) for column in result["indicators"]["quote"][0].values()} == {78}


def test_early_and_late_trading_has_periods_of_its_own() -> None:
    periods = ask(market(), interval="1m", includePrePost="true", **MAY_14)["meta"]["tradingPeriods"]
    assert [(part, len(days)) for part, days in periods.items()] == [("pre", 1), ("regular", 1), ("post", 1)]


def test_the_adjusted_close_of_a_day() -> None:
    result = ask(market(), interval="1d", **MAY_14)
    assert result["indicators"]["adjclose"][0]["adjclose"] == result["indicators"]["quote"][0]["close"]
    assert times(result) == ["2020-05-14 09:30"]


def test_the_first_second_is_in_and_the_last_is_out() -> None:
    start = epoch(date(2020, 5, 14), time(10))
    assert times(ask(market(), interval="1m", period1=start, period2=start + 60)) == ["2020-05-14 10:00"]


@pytest.mark.parametrize(
    ("query", "first", "last", "count"),
    [
        ({"range": "1d", "interval": "1m"}, "2020-05-15 09:30", "2020-05-15 10:59", 90),
        ({"range": "1d", "interval": "1h"}, "2020-05-15 09:30", "2020-05-15 10:30", 2),
        ({"range": "5d", "interval": "1m"}, "2020-05-11 09:30", "2020-05-15 10:59", 4 * 390 + 90),
        ({"range": "5d", "interval": "1d"}, "2020-05-11 09:30", "2020-05-15 09:30", 5),
        ({"range": "1mo", "interval": "1d"}, "2020-04-15 09:30", "2020-05-15 09:30", 23),
        ({"range": "2wk", "interval": "1d"}, "2020-05-01 09:30", "2020-05-15 09:30", 11),
        ({"range": "ytd", "interval": "1mo"}, "2020-02-01 00:00", "2020-05-01 00:00", 5),
        ({"range": "max", "interval": "3mo"}, "2012-07-01 00:00", "2020-04-01 00:00", 32),
        ({"range": "1y"}, "2019-05-15 09:30", "2020-05-15 09:30", 254),
        ({}, "2020-05-15 09:30", "2020-05-15 10:59", 90),
    ],
)
def test_ranges_end_now(query: dict[str, str], first: str, last: str, count: int) -> None:
    found = times(ask(market(), **query))
    assert (found[-1], len(found)) == (last, count)
    if query.get("range") != "ytd":  # January is on winter time
        assert found[0] == first


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2020-05-15T13:30:59Z", "2020-05-14 15:59"),
        ("2020-05-15T13:31:00Z", "2020-05-15 09:30"),
        ("2020-05-17T12:00Z", "2020-05-15 15:59"),
        ("2019-11-29T23:00Z", "2019-11-29 12:59"),
    ],
)
def test_the_last_bar_is_the_last_minute_that_is_over(now: str, expected: str) -> None:
    assert times(ask(market(now), range="1d", interval="1m"))[-1] == expected


@pytest.mark.parametrize(
    ("query", "error", "words"),
    [
        ({"interval": "7m"}, Unprocessable, "Invalid input - interval=7m is not supported. Valid intervals: [1m, 2m,"),
        ({"range": "soon"}, Unprocessable, "Invalid input - range=soon is not supported. Valid ranges: [1d, 5d,"),
        (between(date(2020, 5, 9), date(2020, 5, 11)), NoData, "startDate = 1588996800, endDate = 1589169600"),
        (between(date(2010, 5, 10), date(2010, 5, 11)), NoData, "Data doesn't exist for startDate = "),
        (between(date(2021, 5, 10), date(2021, 5, 11)), NoData, "Data doesn't exist for startDate = "),
        (between(date(2020, 5, 11), date(2020, 5, 8)), YahooError, "start date cannot be after end date"),
        ({"period1": "yesterday"}, YahooError, "period1=yesterday is not a number of seconds"),
        ({"interval": "1m"} | between(date(2020, 5, 1), date(2020, 5, 10)), Unprocessable, "Only 8 days worth of 1m"),
        ({"interval": "1m", "range": "1mo"}, Unprocessable, "Only 8 days worth of 1m granularity data are allowed"),
        ({"interval": "5m", "range": "1y"}, Unprocessable, "must be within the last 60 days."),
        ({"interval": "1h", "range": "5y"}, Unprocessable, "must be within the last 730 days."),
    ],
)
def test_refusals(query: dict[str, Any], error: type[YahooError], words: str) -> None:
    with pytest.raises(error) as caught:
        ask(market(), **query)
    assert type(caught.value) is error
    assert words in caught.value.description


@pytest.mark.parametrize(
    ("symbol", "now"),
    [
        ("NOPE", "2020-05-15T15:00Z"),
        ("FB", "2012-05-18T13:30Z"),
        ("FB", "2010-01-04T15:00Z"),
        ("KO", "1970-01-01T00:00Z"),
    ],
)
def test_a_symbol_that_is_unknown_or_not_listed_yet(symbol: str, now: str) -> None:
    with pytest.raises(NotFound, match="No data found, symbol may be delisted"):
        ask(market(now), symbol, range="1d")


@pytest.mark.parametrize(
    ("interval", "days"), [("1m", 30), ("2m", 60), ("5m", 60), ("15m", 60), ("90m", 60), ("1h", 730), ("60m", 730)]
)
def test_old_bars_are_refused_where_that_is_set(interval: str, days: int) -> None:
    now = int(datetime(2020, 5, 15, 15, tzinfo=UTC).timestamp())
    limited = market(market_age_limits=True)
    too_old = now - days * 86_400 - 1
    query = {"interval": interval, "period1": too_old, "period2": too_old + 4 * 86_400}
    with pytest.raises(Unprocessable, match=f"must be within the last {days} days"):
        ask(limited, **query)
    assert ask(market(), **query)["timestamp"]
    assert ask(limited, **query | {"period1": too_old + 1})["timestamp"]


@pytest.mark.parametrize(("interval", "range_"), [("1m", "8d"), ("5m", "60d"), ("1h", "2y"), ("5m", "1mo")])
def test_ranges_at_their_limit(interval: str, range_: str) -> None:
    assert ask(market(market_age_limits=True), interval=interval, range=range_)["timestamp"]


def test_eight_days_may_have_an_hour_more() -> None:
    week = between(date(2019, 10, 28), date(2019, 11, 5))
    assert len(ask(market(), interval="1m", **week)["timestamp"]) == 6 * 390


def test_a_time_that_does_not_exist_is_named() -> None:
    with pytest.raises(SettingError, match="TICKSTACK_MARKET_NOW=2020-13-01T00:00Z"):
        market("2020-13-01T00:00Z")


def test_the_answer_does_not_depend_on_the_case_of_the_symbol() -> None:
    assert ask(market(), "fb", **MAY_14) == ask(market(), "FB", **MAY_14)


def test_quotes_leave_unknown_symbols_out() -> None:
    (only,) = quotes(market(), {"symbols": "SNAP,NOPE"})["quoteResponse"]["result"]
    assert (only["symbol"], only["longName"]) == ("SNAP", "Snap Inc. (synthetic)")


@pytest.mark.parametrize(
    ("symbol", "modules", "words"),
    [("NOPE", "price", "Quote not found for symbol: NOPE"), ("FB", "earnings", "summaryTypes=earnings")],
)
def test_a_summary_that_is_not_there(symbol: str, modules: str, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        quote_summary(market(), symbol, {"modules": modules})
