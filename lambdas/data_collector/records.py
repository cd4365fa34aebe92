"""A bar, and the record that it becomes: ``{"high": 67.5, "low": 64.61, "ts": "...", "name": "DDOG"}``."""

import dataclasses
import datetime
import json
import math


@dataclasses.dataclass(frozen=True, kw_only=True)
class Bar:
    """Prices over one interval from ``start``, in the exchange's time zone. A missing minute's prices are NaN."""

    start: datetime.datetime
    open: float
    high: float
    low: float
    close: float
    volume: int


def to_record(name: str, bar: Bar, *, ohlcv: bool = False) -> bytes:
    """The JSON text of ``bar`` for the company ``name``; ``ohlcv`` adds open, close and volume."""
    members: dict[str, object] = {
        "high": _price(bar.high),
        "low": _price(bar.low),
        "ts": bar.start.isoformat(sep=" ", timespec="seconds"),
        "name": name,
    }
    if ohlcv:
        members |= {"open": _price(bar.open), "close": _price(bar.close), "volume": bar.volume}
    return json.dumps(members, allow_nan=False).encode()


def is_missing(bar: Bar) -> bool:
    """Whether nothing is known about the bar's prices."""
    return _price(bar.high) is None and _price(bar.low) is None


def _price(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
