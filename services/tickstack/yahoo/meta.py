"""The ``meta`` of a chart answer: what the symbol is, where it trades, and its last price."""

from datetime import datetime
from typing import Any

from tickstack.yahoo.market import Listing
from tickstack.yahoo.sessions import NEW_YORK, Session, day_of
from tickstack.yahoo.symbols import EXCHANGES

VALID_RANGES = ("1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max")


def meta(listing: Listing, now: int, first_bar: int) -> dict[str, Any]:
    """Without granularity, range and trading periods, which depend on the request. Seconds since 1970, US dollars."""
    symbol, quote, series = listing.symbol, listing.quote(now), listing.series
    return {
        "currency": "USD",
        "symbol": symbol.symbol,
        "exchangeName": symbol.exchange,
        "fullExchangeName": EXCHANGES[symbol.exchange],
        "instrumentType": symbol.kind,
        "firstTradeDate": series.calendar.session(series.first_day).open,
        "regularMarketTime": quote.time,
        "hasPrePostMarketData": True,
        "gmtoffset": _offset(now),
        "timezone": _zone(now),
        "exchangeTimezoneName": NEW_YORK.key,
        "regularMarketPrice": quote.day.close,
        "regularMarketDayHigh": quote.day.high,
        "regularMarketDayLow": quote.day.low,
        "regularMarketVolume": quote.day.volume,
        "longName": listing.long_name,
        "shortName": listing.long_name,
        "chartPreviousClose": listing.close_before(day_of(first_bar)),
        "previousClose": listing.close_before(quote.session.day),
        "scale": 3,
        "priceHint": 2,
        "currentTradingPeriod": trading_day(quote.session),
        "validRanges": list(VALID_RANGES),
    }


def trading_day(session: Session) -> dict[str, dict[str, Any]]:
    """The three parts of a trading day: ``pre``, ``regular``, ``post``."""
    spans = {
        "pre": (session.early, session.open),
        "regular": (session.open, session.close),
        "post": (session.close, session.late),
    }
    return {
        name: {"timezone": _zone(start), "start": start, "end": end, "gmtoffset": _offset(start)}
        for name, (start, end) in spans.items()
    }


def _zone(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, NEW_YORK).strftime("%Z")


def _offset(seconds: int) -> int:
    offset = datetime.fromtimestamp(seconds, NEW_YORK).utcoffset()
    assert offset is not None
    return int(offset.total_seconds())
