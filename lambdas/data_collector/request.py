"""The parameters of one call, validated: tickers, start, end, interval.

The range is yfinance's: ``start`` is its first day and ``end`` the day after its last one. ``start`` alone, or an
``end`` that equals it, means that one day; neither means the last trading day.
"""

import base64
import binascii
import dataclasses
import datetime
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Self

DEFAULT_TICKERS = ("FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG")
DEFAULT_INTERVAL = "1m"
INTERVALS = ("1m", "2m", "5m", "15m", "30m", "60m", "90m", "1h", "1d", "5d", "1wk", "1mo", "3mo")
MAX_TICKERS = 50

_TICKER = re.compile(r"[A-Z0-9^][A-Z0-9.^=-]{0,19}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class InvalidRequest(Exception):  # noqa: N818 - it is named after what the caller sent
    """The call cannot be served as it stands; ``str()`` tells the caller what to change."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclasses.dataclass(frozen=True, kw_only=True)
class CollectRequest:
    """What to collect. ``start`` and ``end`` (exclusive) are both given, or both None for the last trading day."""

    tickers: tuple[str, ...] = DEFAULT_TICKERS
    start: datetime.date | None = None
    end: datetime.date | None = None
    interval: str = DEFAULT_INTERVAL

    @classmethod
    def from_event(cls, event: Mapping[str, Any]) -> Self:
        """Read a function URL's event (payload format 2.0) or a plain event with the same parameters as keys."""
        return cls.from_parameters(_url_parameters(event) if is_url_event(event) else event)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, Any]) -> Self:
        """Validate ``parameters``; empty ones count as absent. Raises InvalidRequest that says what is wrong."""
        if unknown := sorted(str(name) for name in parameters if name not in _READERS):
            raise InvalidRequest(f"unknown parameter {', '.join(unknown)}; known are {', '.join(_READERS)}")
        given = {name: read(parameters[name]) for name, read in _READERS.items() if parameters.get(name)}
        start, end = given.get("start"), given.get("end")
        if end and not start:
            raise InvalidRequest("end is given without start")
        if start:
            if end and end < start:
                raise InvalidRequest(f"end {end} is before start {start}")
            given["end"] = end if end and end > start else _day_after(start)
        return cls(**given)


def is_url_event(event: Mapping[str, Any]) -> bool:
    """Whether the event came through the function URL."""
    return "requestContext" in event


def _url_parameters(event: Mapping[str, Any]) -> dict[str, Any]:
    method = event["requestContext"].get("http", {}).get("method", "GET")
    if method not in ("GET", "POST"):
        raise InvalidRequest(f"the method is GET or POST, not {method}", status=405)
    if event.get("rawPath", "/") not in ("", "/"):  # a browser asks for /favicon.ico too: that must collect nothing
        raise InvalidRequest(f"nothing is at {event['rawPath']}; the collector answers at /", status=404)
    query = dict(event.get("queryStringParameters") or {})
    body = _body(event) if method == "POST" else {}
    if both := sorted(query.keys() & body.keys()):
        raise InvalidRequest(f"{', '.join(both)} is given in the address and in the body")
    return query | body


def _body(event: Mapping[str, Any]) -> dict[str, Any]:
    body = event.get("body") or ""
    try:
        text = base64.b64decode(body, validate=True).decode() if event.get("isBase64Encoded") else body
        value = json.loads(text) if text.strip() else {}
    except (binascii.Error, ValueError) as error:
        raise InvalidRequest(f"the body is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise InvalidRequest("the body is not a JSON object")
    return value


def _tickers(value: Any) -> tuple[str, ...]:
    words = value if isinstance(value, list) else re.split(r"[,\s]+", value) if isinstance(value, str) else None
    if words is None or not all(isinstance(word, str) for word in words):
        raise InvalidRequest("tickers takes symbols separated by commas or spaces, such as FB,SHOP")
    symbols = tuple(dict.fromkeys(word.strip().upper() for word in words if word.strip()))
    if wrong := [symbol for symbol in symbols if not _TICKER.fullmatch(symbol)]:
        raise InvalidRequest(f"not a ticker symbol: {', '.join(wrong)}")
    if not symbols:
        raise InvalidRequest("tickers names no symbol")
    if len(symbols) > MAX_TICKERS:
        raise InvalidRequest(f"{len(symbols)} tickers are given; one call takes {MAX_TICKERS}")
    return symbols


def _date(name: str) -> Callable[[Any], datetime.date]:
    def read(value: Any) -> datetime.date:
        try:
            if isinstance(value, str) and _DATE.fullmatch(value):
                day = datetime.date.fromisoformat(value)
                _day_after(day)
                return day
        except (ValueError, OverflowError):
            pass
        raise InvalidRequest(f"{name} {value!r} is not a date such as 2020-05-14")

    return read


def _interval(value: Any) -> str:
    if value not in INTERVALS:
        raise InvalidRequest(f"interval {value!r} is not one of {', '.join(INTERVALS)}")
    return str(value)


def _day_after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=1)


_READERS: dict[str, Callable[[Any], Any]] = {
    "tickers": _tickers,
    "start": _date("start"),
    "end": _date("end"),
    "interval": _interval,
}
