"""Unmodified yfinance against the market, through the proxy and the private authority."""

from typing import Any

import httpx
import pytest

from market_process import MarketProcess, StartMarket, StartYFinance, YFinance

TICKERS = ["FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG"]
DAY: dict[str, Any] = {"start": "2020-05-14", "end": "2020-05-15"}


def test_minutes_of_a_day_less_those_without_a_trade(yfinance: YFinance) -> None:
    answer = yfinance.history("FB", interval="1m", **DAY)
    rows = answer["rows"]
    assert 375 < len(rows) < 390
    assert (rows[0][0], rows[-1][0]) == ("2020-05-14T09:30:00-04:00", "2020-05-14T15:59:00-04:00")
    assert all(None not in row for row in rows)
    assert answer["name"] == "Facebook, Inc. (synthetic)"
    assert answer["log"] == []
    kept = yfinance.history("FB", interval="1m", keepna=True, **DAY)["rows"]
    assert len(kept) == 390
    assert [row for row in kept if row[1] is not None] == rows


@pytest.mark.parametrize(
    ("interval", "count"), [("5m", 78), ("15m", 26), ("30m", 13), ("1h", 7), ("90m", 5), ("1d", 1)]
)
def test_longer_bars_of_a_day_agree_with_its_minutes(yfinance: YFinance, interval: str, count: int) -> None:
    minutes = yfinance.history("SHOP", interval="1m", **DAY)["rows"]
    rows = yfinance.history("SHOP", interval=interval, **DAY)["rows"]
    assert len(rows) == count
    assert rows[0][1] == minutes[0][1]
    assert max(row[2] for row in rows) == max(row[2] for row in minutes)
    assert min(row[3] for row in rows) == min(row[3] for row in minutes)
    assert rows[-1][4] == minutes[-1][4]
    assert sum(row[5] for row in rows) == sum(row[5] for row in minutes)


@pytest.mark.parametrize(("interval", "fewest", "most"), [("1m", 375, 389), ("5m", 78, 78), ("1d", 1, 1)])
def test_download_of_ten_tickers(yfinance: YFinance, interval: str, fewest: int, most: int) -> None:
    answer = yfinance.ask("download", tickers=TICKERS, arguments={"interval": interval, **DAY})
    assert sorted(answer["rows"]) == sorted(TICKERS)
    assert all(fewest <= len(rows) <= most for rows in answer["rows"].values())
    assert answer["shape"][1] == 50
    assert answer["log"] == []


def test_a_half_day_ends_at_one(yfinance: YFinance) -> None:
    rows = yfinance.history("NFLX", interval="5m", start="2019-11-29", end="2019-11-30")["rows"]
    assert len(rows) == 42
    assert rows[-1][0] == "2019-11-29T12:55:00-05:00"


def test_hours_keep_their_place_when_the_clocks_change(yfinance: YFinance) -> None:
    rows = yfinance.history("OKTA", interval="1h", start="2020-03-05", end="2020-03-12")["rows"]
    opens = [row[0] for row in rows[::7]]
    assert opens == [f"2020-03-{day:02}T09:30:00-{'05' if day < 8 else '04'}:00" for day in (5, 6, 9, 10, 11)]


def test_days_weeks_and_months(yfinance: YFinance) -> None:
    days = yfinance.history("PINS", interval="1d", start="2020-03-01", end="2020-05-01")["rows"]
    weeks = yfinance.history("PINS", interval="1wk", start="2020-03-01", end="2020-05-01")["rows"]
    months = yfinance.history("PINS", interval="1mo", start="2020-03-01", end="2020-05-01")["rows"]
    assert len(days) == 43  # Good Friday is a holiday
    assert [row[0] for row in months] == ["2020-03-01T00:00:00-05:00", "2020-04-01T00:00:00-04:00"]
    assert sum(row[5] for row in months) == sum(row[5] for row in days)
    assert weeks[0][0] == "2020-03-02T00:00:00-05:00"
    assert weeks[0][2] == max(row[2] for row in days[:5])


def test_early_and_late_trading(yfinance: YFinance) -> None:
    rows = yfinance.history("FB", interval="60m", prepost=True, **DAY)["rows"]
    assert (rows[0][0], rows[-1][0]) == ("2020-05-14T04:00:00-04:00", "2020-05-14T19:00:00-04:00")
    regular = yfinance.history("FB", interval="60m", **DAY)["rows"]
    assert [row for row in rows if row in regular] == regular


def test_the_last_day_ends_now(yfinance: YFinance) -> None:
    rows = yfinance.history("DDOG", interval="1m", period="1d", keepna=True)["rows"]
    assert len(rows) == 90
    assert rows[-1][0] == "2020-05-15T10:59:00-04:00"
    (day,) = yfinance.history("DDOG", period="1d")["rows"]
    assert day[2] == max(row[2] for row in rows if row[2] is not None)


@pytest.mark.parametrize(
    ("ticker", "arguments", "message"),
    [
        ("NOPE", DAY, "possibly delisted; no timezone found"),
        ("NOPE", {"period": "1d"}, "No data found, symbol may be delisted"),
        ("FB", {"start": "2020-04-10", "end": "2020-04-11"}, "Data doesn't exist for startDate = 1586491200"),
        ("DDOG", {"start": "2019-05-14", "end": "2019-05-15"}, "Data doesn't exist for startDate ="),
        ("FB", {"start": "2020-05-18", "end": "2020-05-19"}, "Data doesn't exist for startDate ="),
        (
            "FB",
            {"start": "2020-05-01", "end": "2020-05-12", "interval": "1m"},
            "Only 8 days worth of 1m granularity data are allowed to be fetched per request.",
        ),
        ("FB", {"period": "1d", "interval": "7m"}, "Invalid input - interval=7m is not supported. Valid intervals: ["),
    ],
)
def test_what_is_not_there_is_logged_as_yahoo_says_it(
    yfinance: YFinance, ticker: str, arguments: dict[str, Any], message: str
) -> None:
    answer = yfinance.history(ticker, **arguments)
    assert answer.get("rows") == []
    assert message in "\n".join(answer["log"])


def test_info_says_that_it_is_synthetic(yfinance: YFinance) -> None:
    info = yfinance.ask("info", ticker="SNAP")["info"]
    assert info["longName"] == "Snap Inc. (synthetic)"
    assert info["quoteType"] == "EQUITY"


def test_two_refusals_in_a_row_are_a_rate_limit(market: MarketProcess, start_yfinance: StartYFinance) -> None:
    yfinance = start_yfinance(market)
    assert len(yfinance.history("TTD", interval="5m", **DAY)["rows"]) == 78
    _throttle(market, 1)
    assert len(yfinance.history("TTD", interval="15m", **DAY)["rows"]) == 26
    _throttle(market, 2)
    refused = yfinance.history("TTD", interval="2m", **DAY)
    assert refused["error"] == "YFRateLimitError"
    assert "Too Many Requests" in refused["message"]
    assert len(yfinance.history("TTD", interval="2m", **DAY)["rows"]) == 195


def test_the_requests_backend(market: MarketProcess, start_yfinance: StartYFinance) -> None:
    yfinance = start_yfinance(market, YF_DISABLE_CURL_CFFI="1")
    assert len(yfinance.history("sq", interval="5m", **DAY)["rows"]) == 78


def test_another_seed_gives_other_prices(
    yfinance: YFinance, start_market: StartMarket, start_yfinance: StartYFinance
) -> None:
    other = start_yfinance(start_market(TICKSTACK_MARKET_SEED="7", TICKSTACK_MARKET_AGE_LIMITS="true"))
    assert other.history("FB", **DAY)["rows"] != yfinance.history("FB", **DAY)["rows"]
    old = other.history("FB", interval="1m", **DAY)
    assert old["rows"] == []
    assert "The requested range must be within the last 30 days." in old["log"][0]


def _throttle(market: MarketProcess, requests: int) -> None:
    httpx.post(f"{market.url}/_market/throttle", json={"requests": requests}, trust_env=False).raise_for_status()
