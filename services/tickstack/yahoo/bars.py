"""Synthetic bars. A day's open, high, low, close and volume are drawn first and its minutes then inside them, so that
every interval adds up and a day costs the same whether one asks for it alone or for thirty years.
"""

import math
import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import NamedTuple

from tickstack.yahoo.sessions import Session, TradingCalendar
from tickstack.yahoo.symbols import Symbol
from tickstack.yahoo.walk import Walk

MINUTE = 60
MISSING = 0.012
"""Share of the minutes of a session without a trade."""
MISSING_EXTENDED = 0.6
REACH = 0.35
"""How far a day's extremes are from its open and close at least; without it minutes would crowd at them."""


class Bar(NamedTuple):
    """``time`` is the start in seconds since 1970. A bar without a trade has None for all else."""

    time: int
    open: float | None = None
    high: float | None = None
    low: float | None = None
    close: float | None = None
    volume: int | None = None


def combine(time: int, bars: Iterable[Bar]) -> Bar:
    """One bar of many, in their order; without a trade when none of them has one."""
    traded = [bar for bar in bars if bar.close is not None]
    if not traded:
        return Bar(time)
    return Bar(
        time,
        traded[0].open,
        max(bar.high for bar in traded if bar.high is not None),
        min(bar.low for bar in traded if bar.low is not None),
        traded[-1].close,
        sum(bar.volume for bar in traded if bar.volume is not None),
    )


class Drawn(NamedTuple):
    """A day before its minutes."""

    open: float
    high: float
    low: float
    close: float
    volume: int


class Series:
    """The bars of one symbol: a function of the seed, the symbol and the day, and of nothing else."""

    def __init__(self, seed: int, symbol: Symbol, calendar: TradingCalendar) -> None:
        self.symbol = symbol
        self.calendar = calendar
        self.first_day = next(calendar.between(symbol.listed, date.max)).day
        self._walk = Walk(seed, symbol.symbol, symbol.volatility)

    def day(self, session: Session) -> Bar:
        """The bar of a whole session."""
        return Bar(session.open, *self._drawn(session))

    def minutes(self, session: Session) -> list[Bar]:
        """The session's bars of one minute, some without a trade."""
        drawn = self._drawn(session)
        rng = self._random(session, "regular")
        count = session.minutes
        high_at, low_at = _extremes(rng, count, rising=drawn.close > drawn.open)
        turns = sorted([(0, drawn.open), (high_at, drawn.high), (low_at, drawn.low), (count, drawn.close)])
        # On a quiet day the minutes are quiet too, or they would crowd at the day's extremes.
        quiet = 0.4 * (drawn.high - drawn.low) / drawn.open / math.sqrt(count)
        path = [drawn.open]
        for (start, first), (end, last) in pairwise(turns):
            path += _bridge(rng, first, last, end - start, min(self._minute_volatility, quiet))
        path = [_cents(_folded(price, drawn.low, drawn.high)) for price in path]
        always = {0, high_at, low_at, count - 1}
        missing = {minute for minute in range(count) if rng.random() < MISSING} - always
        bars = self._bars(rng, path, session.open, (drawn.low, drawn.high), missing)
        weights = (0.0 if minute in missing else _busy(rng, minute / count) for minute in range(count))
        return [
            bar if bar.close is None else bar._replace(volume=volume)
            for bar, volume in zip(bars, _shares(drawn.volume, weights), strict=True)
        ]

    def before_open(self, session: Session) -> list[Bar]:
        """The minutes from 04:00 to the open: few trades, volume 0, as Yahoo has them."""
        drawn = self._drawn(session)
        return self._extended(session, "early", (session.early, session.open), (self._previous(session), drawn.open))

    def after_close(self, session: Session) -> list[Bar]:
        """The four hours of minutes after the close."""
        close = self._drawn(session).close
        last = close * math.exp(0.15 * self.symbol.volatility * self._walk.normals("late", session.day)[0])
        return self._extended(session, "late", (session.close, session.late), (close, last))

    @property
    def _minute_volatility(self) -> float:
        return self.symbol.volatility / math.sqrt(390) / 2

    def _close(self, day: date) -> float:
        return _cents(self.symbol.price * math.exp(self._walk.level(day.toordinal())))

    def _previous(self, session: Session) -> float:
        """The close of the session before; the first session follows on itself."""
        before = self.calendar.latest(session.day, back=1)
        return self._close(before.day if before and before.day >= self.first_day else session.day)

    def _drawn(self, session: Session) -> Drawn:
        volatility = self.symbol.volatility
        gap, up, down, busy = self._walk.normals("day", session.day)
        close = self._close(session.day)
        open_ = _cents(self._previous(session) * math.exp(0.35 * volatility * gap))
        high = _cents(max(open_, close) * math.exp(0.4 * volatility * (REACH + abs(up))))
        low = _cents(min(open_, close) * math.exp(-0.4 * volatility * (REACH + abs(down))))
        volume = int(self.symbol.volume * math.exp(0.35 * busy) * session.minutes / 390)
        return Drawn(open_, high, low, close, volume)

    def _extended(self, session: Session, part: str, span: tuple[int, int], ends: tuple[float, float]) -> list[Bar]:
        rng = self._random(session, part)
        count = (span[1] - span[0]) // MINUTE
        path = [_cents(price) for price in [ends[0], *_bridge(rng, *ends, count, self._minute_volatility)]]
        missing = {minute for minute in range(count) if rng.random() < MISSING_EXTENDED}
        return self._bars(rng, path, span[0], (0.01, math.inf), missing)

    def _bars(
        self, rng: random.Random, path: Sequence[float], start: int, bounds: tuple[float, float], missing: set[int]
    ) -> list[Bar]:
        """Bars of volume 0 along ``path``; each reaches a little beyond its own two prices."""
        bars = []
        wick = self._minute_volatility / 2
        for minute, (first, last) in enumerate(pairwise(path)):
            time = start + minute * MINUTE
            if minute in missing:
                bars.append(Bar(time))
                continue
            top, bottom = max(first, last), min(first, last)
            high = top + rng.random() * min(wick * top, bounds[1] - top)
            low = bottom - rng.random() * min(wick * bottom, bottom - bounds[0])
            bars.append(Bar(time, first, _cents(high), _cents(low), last, 0))
        return bars

    def _random(self, session: Session, part: str) -> random.Random:
        return random.Random(f"{self._walk.name}|{session.day}|{part}")  # noqa: S311 - prices, not secrets


def _cents(price: float) -> float:
    return max(round(price, 2), 0.01)


def _folded(price: float, low: float, high: float) -> float:
    """``price`` reflected at the bounds until it is within: cut off there, it would stay on them for hours."""
    if high <= low:
        return low
    beyond = (price - low) % (2 * (high - low))
    return low + min(beyond, 2 * (high - low) - beyond)


def _extremes(rng: random.Random, count: int, *, rising: bool) -> tuple[int, int]:
    """The minutes of a session's high and low: apart from each other and from its ends; a rising day has its low first
    more often than not.
    """
    margin, gap = count // 20, count // 8
    first = rng.randrange(margin, count - margin - gap)
    second = rng.randrange(first + gap, count - margin)
    return (second, first) if (rng.random() < 0.7) == rising else (first, second)


def _bridge(rng: random.Random, first: float, last: float, steps: int, volatility: float) -> list[float]:
    """A random walk of ``steps`` steps from ``first`` (left out) to ``last`` (the last element)."""
    wander = list(accumulate(rng.gauss(0, volatility * first) for _ in range(steps)))
    drift = (last - first - wander[-1]) / steps
    return [first + wander[step - 1] + drift * step for step in range(1, steps)] + [last]


def _busy(rng: random.Random, progress: float) -> float:
    """How much is traded at this part of the day: most at its two ends."""
    return (0.4 + (2 * progress - 1) ** 2) * (0.5 + rng.random())


def _shares(volume: int, weights: Iterable[float]) -> list[int]:
    """``volume`` parted by ``weights``; the parts add up to it."""
    sums = list(accumulate(weights, initial=0.0))
    return [b - a for a, b in pairwise(int(volume * (part / sums[-1])) for part in sums)]
