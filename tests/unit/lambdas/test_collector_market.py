"""Bars from a ticker of yfinance's shape, and what each kind of absence is taken for."""

import datetime
import json
import math
from typing import Any

import pandas as pd
import pytest
from yfinance.exceptions import YFPricesMissingError, YFRateLimitError, YFTzMissingError

from data_collector.market import MarketError, NoDataError, RateLimitError, fetch
from data_collector.records import Bar, is_missing, to_record

DAY, NEXT = datetime.date(2020, 5, 14), datetime.date(2020, 5, 15)
NAN = math.nan


def frame(*highs: float) -> pd.DataFrame:
    """One-minute bars from 09:30 in New York."""
    index = pd.date_range("2020-05-14 09:30", periods=len(highs), freq="1min", tz="America/New_York")
    highs_and_lows = {"Open": highs, "High": highs, "Low": [high - 1 for high in highs], "Close": highs}
    return pd.DataFrame(highs_and_lows | {"Adj Close": highs, "Volume": [100] * len(highs)}, index=index)


class FakeTicker:
    """Answers one frame or raises one error, and keeps what it was asked for."""

    def __init__(self, answer: pd.DataFrame | Exception) -> None:
        self.answer = answer
        self.asked: dict[str, Any] = {}

    def history(self, **options: Any) -> pd.DataFrame:
        self.asked = options
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class NotFoundError(Exception):
    """What an HTTP client raises for a 404."""

    class response:  # noqa: N801 - as the HTTP clients name it
        status_code = 404


def test_bars_are_read_in_the_exchange_s_time() -> None:
    bars = fetch(FakeTicker(frame(67.5, NAN)), start=DAY, end=NEXT, interval="1m")
    assert [bar.start.isoformat(sep=" ") for bar in bars] == ["2020-05-14 09:30:00-04:00", "2020-05-14 09:31:00-04:00"]
    assert (bars[0].high, bars[0].low, bars[0].volume) == (67.5, 66.5, 100)
    assert [is_missing(bar) for bar in bars] == [False, True]


@pytest.mark.parametrize(
    ("start", "end", "asked"),
    [(DAY, NEXT, {"start": DAY, "end": NEXT}), (None, None, {"period": "1d"})],
)
def test_yfinance_is_asked_for_the_range_with_its_gaps_and_without_adjustment(
    start: datetime.date | None, end: datetime.date | None, asked: dict[str, Any]
) -> None:
    ticker = FakeTicker(frame(1.0))
    fetch(ticker, start=start, end=end, interval="5m")
    assert ticker.asked.items() >= (asked | {"interval": "5m", "keepna": True, "auto_adjust": False}).items()
    assert not {"start", "end", "period"} - asked.keys() & ticker.asked.keys()


@pytest.mark.parametrize(
    ("answer", "error", "says"),
    [
        (frame(), NoDataError, "no bars in this range"),
        (YFTzMissingError("NOPE"), NoDataError, "no timezone found"),
        (YFPricesMissingError("NOPE", "(1m)"), NoDataError, "no price data found (1m)"),
        (
            YFPricesMissingError("FB", "", yahoo_reason="Data doesn't exist for startDate = 1, endDate = 2"),
            NoDataError,
            "Data doesn't exist for startDate = 1, endDate = 2",
        ),
        (
            YFPricesMissingError("FB", "", yahoo_reason="No data found, symbol may be delisted"),
            NoDataError,
            "No data found, symbol may be delisted",
        ),
        (
            YFPricesMissingError("FB", "", yahoo_reason="The requested range must be within the last 30 days."),
            MarketError,
            "The requested range must be within the last 30 days.",
        ),
        (NotFoundError("404"), NoDataError, "Yahoo knows no such ticker"),
        (YFRateLimitError(), RateLimitError, "Too Many Requests. Rate limited. Try after a while."),
        (OSError("no route"), MarketError, "OSError: no route"),
    ],
    ids=str,
)
def test_an_absence_is_not_a_failure_and_a_failure_is_not_an_absence(
    answer: pd.DataFrame | Exception, error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as raised:
        fetch(FakeTicker(answer), start=DAY, end=NEXT, interval="1m")
    assert type(raised.value) is error
    assert str(raised.value) == says


def bar(**prices: float) -> Bar:
    start = pd.Timestamp("2020-05-13 09:30", tz="America/New_York").to_pydatetime()
    values: dict[str, Any] = {"open": 65.0, "high": 67.5, "low": 64.61, "close": 66.0, "volume": 1200} | prices
    return Bar(start=start, **values)


def test_a_record_has_the_members_in_their_order() -> None:
    assert to_record("DDOG", bar()) == (
        b'{"high": 67.5, "low": 64.61, "ts": "2020-05-13 09:30:00-04:00", "name": "DDOG"}'
    )


def test_open_close_and_volume_are_added_on_request() -> None:
    record = json.loads(to_record("DDOG", bar(), ohlcv=True))
    assert list(record) == ["high", "low", "ts", "name", "open", "close", "volume"]
    assert (record["open"], record["close"], record["volume"]) == (65.0, 66.0, 1200)


@pytest.mark.parametrize("missing", [NAN, math.inf, -math.inf])
def test_a_missing_price_is_null(missing: float) -> None:
    assert to_record("DDOG", bar(high=missing, low=missing)) == (
        b'{"high": null, "low": null, "ts": "2020-05-13 09:30:00-04:00", "name": "DDOG"}'
    )


def test_a_whole_price_is_still_a_fraction() -> None:
    assert b'"high": 141.0,' in to_record("BYND", bar(high=141))
