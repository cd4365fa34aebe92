"""One collection: fetch every ticker, deliver its records, and account for each of them."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

from data_collector.delivery import Delivery
from data_collector.market import MarketError, NoDataError, RateLimitError, Ticker, fetch
from data_collector.records import Bar, is_missing, to_record
from data_collector.request import CollectRequest

FETCH_RESERVE = 30.0
"""Seconds that one ticker may take at worst: two requests to Yahoo, and the delivery with its retries."""


@dataclasses.dataclass
class Collection:
    """What became of a request, ticker by ticker; ``days`` are the days that bars were found for."""

    request: CollectRequest
    stream: str
    records: dict[str, int]
    missing: dict[str, int] = dataclasses.field(default_factory=dict)
    no_data: dict[str, str] = dataclasses.field(default_factory=dict)
    failed: dict[str, str] = dataclasses.field(default_factory=dict)
    undelivered: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)
    rate_limited: bool = False
    stopped: str = ""
    days: set[datetime.date] = dataclasses.field(default_factory=set)

    @property
    def status(self) -> int:
        """200 when nothing went wrong, 503 when Yahoo asks to wait, else 502."""
        if self.rate_limited and not self.undelivered:
            return 503
        return 502 if self.failed or self.undelivered else 200

    def to_json(self) -> dict[str, Any]:
        """The answer's body. ``end`` is exclusive; both dates are null when no last trading day was found."""
        start, end = self.request.start, self.request.end
        if start is None and self.days:
            start, end = min(self.days), max(self.days) + datetime.timedelta(days=1)
        return {
            "stream": self.stream,
            "start": start and start.isoformat(),
            "end": end and end.isoformat(),
            "interval": self.request.interval,
            "total": sum(self.records.values()),
            "records": self.records,
            "missing": self.missing,
            "no_data": self.no_data,
            "failed": self.failed,
            "undelivered": self.undelivered,
        }


@dataclasses.dataclass(frozen=True, kw_only=True)
class Collector:
    """Collects with ``ticker`` (yfinance's) into ``delivery``."""

    ticker: Callable[[str], Ticker]
    delivery: Delivery
    ohlcv: bool = False

    def collect(self, request: CollectRequest) -> Collection:
        """Fetch and deliver ticker by ticker.

        After a rate limit, and when time runs out, the remaining tickers are not asked for and counted as failed.
        """
        collection = Collection(request, self.delivery.stream, dict.fromkeys(request.tickers, 0))
        for name in request.tickers:
            if self.delivery.time_left() < FETCH_RESERVE:
                collection.stopped = "out of time"
            if collection.stopped:
                collection.failed[name] = f"not asked for: {collection.stopped}"
                continue
            try:
                bars = fetch(self.ticker(name), start=request.start, end=request.end, interval=request.interval)
            except NoDataError as absence:
                collection.no_data[name] = str(absence)
            except MarketError as error:
                collection.failed[name] = str(error)
                if isinstance(error, RateLimitError):
                    collection.rate_limited, collection.stopped = True, "rate limited"
            else:
                self._deliver(collection, name, bars)
        return collection

    def _deliver(self, collection: Collection, name: str, bars: list[Bar]) -> None:
        undelivered = self.delivery.deliver([to_record(name, bar, ohlcv=self.ohlcv) for bar in bars])
        collection.days |= {bar.start.date() for bar in bars}
        collection.records[name] = len(bars) - len(undelivered)
        if missing := sum(map(is_missing, bars)):
            collection.missing[name] = missing
        if undelivered:
            collection.undelivered[name] = {"records": len(undelivered), "error": undelivered[-1].error}
