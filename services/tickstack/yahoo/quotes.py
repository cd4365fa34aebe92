"""The answers about a symbol beside its chart: quote, quote summary, and fundamentals, of which there are none."""

from collections.abc import Callable, Mapping
from typing import Any

from tickstack.yahoo.errors import NotFound
from tickstack.yahoo.market import Listing, Market
from tickstack.yahoo.symbols import EXCHANGES


def quotes(market: Market, query: Mapping[str, str]) -> dict[str, Any]:
    """``/v7/finance/quote``: unknown symbols are left out of the result."""
    result = []
    for name in filter(None, query.get("symbols", "").split(",")):
        try:
            listing = market.listing(name)
        except NotFound:
            continue
        result.append(_quote_type(listing, market.now()) | _price(listing, market.now()))
    return {"quoteResponse": {"result": result, "error": None}}


def quote_summary(market: Market, symbol: str, query: Mapping[str, str]) -> dict[str, Any]:
    """``/v10/finance/quoteSummary/{symbol}``: the asked modules that are served here. Raises NotFound."""
    try:
        listing = market.listing(symbol)
    except NotFound:
        raise NotFound(f"Quote not found for symbol: {symbol.upper()}") from None
    asked = query.get("modules", "").split(",")
    modules = {name: answer(listing, market.now()) for name, answer in _MODULES.items() if name in asked}
    if not modules:
        raise NotFound(f"No fundamentals data found for any of the summaryTypes={','.join(asked)}")
    return {"quoteSummary": {"result": [modules], "error": None}}


def timeseries() -> dict[str, Any]:
    """``/ws/fundamentals-timeseries/v1/finance/timeseries/{symbol}``: no company here has fundamentals."""
    return {"timeseries": {"result": [], "error": None}}


def _quote_type(listing: Listing, _now: int) -> dict[str, Any]:
    symbol = listing.symbol
    return {
        "symbol": symbol.symbol,
        "quoteType": symbol.kind,
        "exchange": symbol.exchange,
        "longName": listing.long_name,
        "shortName": listing.long_name,
        "timeZoneFullName": "America/New_York",
    }


def _price(listing: Listing, now: int) -> dict[str, Any]:
    quote = listing.quote(now)
    return {
        "symbol": listing.symbol.symbol,
        "longName": listing.long_name,
        "currency": "USD",
        "exchange": listing.symbol.exchange,
        "fullExchangeName": EXCHANGES[listing.symbol.exchange],
        "exchangeTimezoneName": "America/New_York",
        "regularMarketTime": quote.time,
        "regularMarketPrice": quote.day.close,
        "regularMarketOpen": quote.day.open,
        "regularMarketDayHigh": quote.day.high,
        "regularMarketDayLow": quote.day.low,
        "regularMarketVolume": quote.day.volume,
        "regularMarketPreviousClose": listing.close_before(quote.session.day),
    }


_MODULES: dict[str, Callable[[Listing, int], dict[str, Any]]] = {"quoteType": _quote_type, "price": _price}
