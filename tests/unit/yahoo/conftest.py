"""Markets and yfinances of the session."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from market_process import MarketProcess, StartMarket, StartYFinance, YFinance, running_market, running_yfinance


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MarketProcess]:
    """The market on Friday 2020-05-15 at 11:00 in New York, an hour and a half after the open."""
    folder = tmp_path_factory.mktemp("market")
    with running_market(folder, TICKSTACK_MARKET_NOW="2020-05-15T15:00Z") as running:
        yield running


@pytest.fixture(scope="session")
def start_market(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartMarket]:
    """Starts a further market with the given settings."""
    with ExitStack() as running:

        def start(**variables: str) -> MarketProcess:
            return running.enter_context(running_market(tmp_path_factory.mktemp("market"), **variables))

        yield start


@pytest.fixture(scope="session")
def start_yfinance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartYFinance]:
    """Starts a yfinance that talks to the given market."""
    with ExitStack() as running:

        def start(market: MarketProcess, **variables: str) -> YFinance:
            return running.enter_context(running_yfinance(market, tmp_path_factory.mktemp("home"), **variables))

        yield start


@pytest.fixture(scope="session")
def yfinance(market: MarketProcess, start_yfinance: StartYFinance) -> YFinance:
    return start_yfinance(market)
