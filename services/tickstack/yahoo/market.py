"""The market: a clock, a calendar, and the symbols that are listed at that time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from tickstack.errors import SettingError
from tickstack.settings import Settings
from tickstack.yahoo.bars import MINUTE, Bar, Series
from tickstack.yahoo.errors import NotFound
from tickstack.yahoo.intervals import INTERVALS, daily_bars
from tickstack.yahoo.sessions import FIRST_YEAR, Session, TradingCalendar, day_of, epoch
from tickstack.yahoo.symbols import SYMBOLS, Symbol


@dataclass(frozen=True, slots=True)
class Quote:
    """The latest trading day so far, and when its last trade was."""

    session: Session
    day: Bar
    time: int


class Listing:
    """A listed symbol and its bars."""

    def __init__(self, symbol: Symbol, series: Series) -> None:
        self.symbol = symbol
        self.series = series
        self.long_name = f"{symbol.name} (synthetic)"

    def last_session(self, now: int) -> Session:
        """The last session with a minute that is over."""
        session = self.series.calendar.latest(day_of(now))
        assert session is not None
        if session.open + MINUTE > now:
            session = self.series.calendar.latest(session.day, back=1)
        assert session is not None
        return session

    def quote(self, now: int) -> Quote:
        session = self.last_session(now)
        start = epoch(session.day)
        (day,) = daily_bars(self.series, INTERVALS["1d"], start, session.close, now)
        return Quote(session, day, min(session.close, now // MINUTE * MINUTE))

    def close_before(self, day: date) -> float | None:
        """The close of the last session before ``day``; None before the first."""
        session = self.series.calendar.latest(day - timedelta(1))
        if session is None or session.day < self.series.first_day:
            return None
        return self.series.day(session).close


class Market:
    """Everything that an answer depends on. ``clock`` gives seconds since 1970; ``age_limits`` refuses what Yahoo no
    longer keeps.
    """

    def __init__(self, seed: int, clock: Callable[[], float], *, age_limits: bool = False) -> None:
        self.seed = seed
        self.age_limits = age_limits
        self.calendar = TradingCalendar(max(day_of(clock()).year, FIRST_YEAR) + 1)
        self._clock = clock

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The market that the settings describe: at a fixed time, or with the real clock. Raises SettingError."""
        if settings.market_now:
            try:
                fixed = datetime.fromisoformat(settings.market_now).timestamp()
            except ValueError as error:
                raise SettingError(f"TICKSTACK_MARKET_NOW={settings.market_now}: {error}") from None
            return cls(settings.market_seed, lambda: fixed, age_limits=settings.market_age_limits)
        return cls(settings.market_seed, time.time, age_limits=settings.market_age_limits)

    def now(self) -> int:
        return int(self._clock())

    def listing(self, name: str) -> Listing:
        """The listing of a symbol in any case. Raises NotFound for one that is unknown or not listed yet."""
        symbol = SYMBOLS.get(name.upper())
        if symbol is None or symbol.listed > day_of(self.now()):
            raise NotFound
        listing = Listing(symbol, Series(self.seed, symbol, self.calendar))
        if self.calendar.session(listing.series.first_day).open + MINUTE > self.now():
            raise NotFound
        return listing
