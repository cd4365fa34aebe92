"""Bars from Yahoo Finance through yfinance's public interface, and what to make of the absence of bars."""

import datetime
import tempfile
import warnings
from collections.abc import Callable, Iterable
from typing import Any, Protocol

import pandas as pd
import yfinance
from yfinance.exceptions import YFPricesMissingError, YFRateLimitError, YFTickerMissingError

from data_collector.records import Bar

TIMEOUT = 10

# What Yahoo says where it simply has no bars; any other reason is a refusal (a range that is too long or too old).
_ABSENCES = ("no data found", "data doesn't exist")


class NoDataError(Exception):
    """Yahoo has no bars for the ticker in the range; ``str()`` gives its reason."""


class MarketError(Exception):
    """The bars could not be fetched; ``str()`` tells why."""


class RateLimitError(MarketError):
    """Yahoo refuses to answer for a while."""


class Ticker(Protocol):
    """The part of ``yfinance.Ticker`` that is used."""

    def history(self, **options: Any) -> pd.DataFrame:
        """Bars, one row each, indexed by their start."""


def configured_ticker() -> Callable[[str], Ticker]:
    """yfinance's ``Ticker``, set to raise instead of logging, and to keep its caches where a function may write."""
    yfinance.config.debug.hide_exceptions = False
    # pandas deprecates what yfinance does with it: nothing that a reader of the function's log can mend.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"yfinance\.")
    yfinance.set_tz_cache_location(tempfile.mkdtemp(prefix="yfinance-"))
    ticker: Callable[[str], Ticker] = yfinance.Ticker
    return ticker


def fetch(ticker: Ticker, *, start: datetime.date | None, end: datetime.date | None, interval: str) -> list[Bar]:
    """The bars of ``start <= day < end``, of the last trading day without a range; in order, as Yahoo quotes them.

    Bars that Yahoo lists without prices are kept. Raises NoDataError, RateLimitError or MarketError.
    """
    span = {"start": start, "end": end} if start else {"period": "1d"}
    try:
        frame = ticker.history(
            interval=interval, **span, auto_adjust=False, actions=False, prepost=False, keepna=True, timeout=TIMEOUT
        )
    except YFRateLimitError as error:
        raise RateLimitError(str(error)) from error
    except YFTickerMissingError as error:
        raise _explained(error) from error
    except Exception as error:  # yfinance raises whatever its HTTP client and parsers raise
        # yfinance asks a second address about a ticker that it does not know, and passes that one's 404 on.
        if getattr(getattr(error, "response", None), "status_code", None) == 404:
            raise NoDataError("Yahoo knows no such ticker") from error
        raise MarketError(f"{type(error).__name__}: {error}") from error
    if frame.empty:
        raise NoDataError("no bars in this range")
    rows: Iterable[Any] = frame[["Open", "High", "Low", "Close", "Volume"]].itertuples()
    return [
        Bar(
            start=row.Index.to_pydatetime(),
            open=row.Open,
            high=row.High,
            low=row.Low,
            close=row.Close,
            volume=int(row.Volume),
        )
        for row in rows
    ]


def _explained(error: YFTickerMissingError) -> Exception:
    reason = error.yahoo_reason if isinstance(error, YFPricesMissingError) else None
    if reason and not reason.lower().startswith(_ABSENCES):
        return MarketError(reason)
    return NoDataError(reason or error.rationale)
