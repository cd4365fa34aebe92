"""A market process, and a process with unmodified yfinance that talks to it and to nothing else."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tickstack.settings import Settings
from tickstack.stack.ports import free_port

CLIENT = Path(__file__).parent / "yfinance_client.py"


@dataclass(frozen=True)
class MarketProcess:
    """A running market: its settings and the port of its TLS server."""

    settings: Settings
    tls_port: int

    @property
    def url(self) -> str:
        return self.settings.market_url

    @property
    def folder(self) -> Path:
        return self.settings.state_dir / "market"


class YFinance:
    """A process with yfinance. ``ask`` does one of the actions of ``yfinance_client.py`` and gives its answer."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, action: str, **arguments: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"action": action, **arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "yfinance ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def history(self, ticker: str, **arguments: Any) -> dict[str, Any]:
        return self.ask("history", ticker=ticker, arguments=arguments)


@contextmanager
def running_market(state_dir: Path, **variables: str) -> Iterator[MarketProcess]:
    """``python -m tickstack.yahoo`` until the block ends; it must then stop cleanly."""
    settings = Settings.from_environment(
        {"TICKSTACK_STATE_DIR": str(state_dir), "TICKSTACK_MARKET_PORT": str(free_port())} | variables
    )
    with subprocess.Popen(
        [sys.executable, "-m", "tickstack.yahoo"],
        env={**os.environ, **settings.to_environment()},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stderr is not None
            lines = []
            while not (found := re.search(r"TLS on \('127.0.0.1', (\d+)\)", line := process.stderr.readline())):
                lines.append(line)
                assert line, f"the market ended: {lines}"
            yield MarketProcess(settings, int(found[1]))
        finally:
            process.terminate()
            process.communicate(timeout=20)
    assert process.returncode == 0


@contextmanager
def running_yfinance(market: MarketProcess, home: Path, **variables: str) -> Iterator[YFinance]:
    """yfinance with a home and caches of its own, and the market as its only way out."""
    bundle = str(market.folder / "ca-bundle.pem")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "HTTPS_PROXY": market.url,
        "CURL_CA_BUNDLE": bundle,
        "REQUESTS_CA_BUNDLE": bundle,
        "SSL_CERT_FILE": bundle,
    }
    with subprocess.Popen(
        [sys.executable, str(CLIENT)],
        env=environment | variables,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield YFinance(process)
        finally:
            process.communicate(timeout=20)


StartYFinance = Callable[..., YFinance]
StartMarket = Callable[..., MarketProcess]
