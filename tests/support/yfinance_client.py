"""Unmodified yfinance behind a line protocol: one JSON request per line in, one JSON answer per line out.

It runs in a process of its own because yfinance keeps cookies, time zones and answers for the life of a process.
"""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import pandas as pd
import yfinance as yf


class Messages(logging.Handler):
    """Keeps what yfinance logs."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def history(ticker: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The rows as time, open, high, low, close, volume; missing numbers are null."""
    subject = yf.Ticker(ticker)
    frame = subject.history(**arguments)
    return {"rows": _rows(frame), "name": (subject.history_metadata or {}).get("longName")}


def download(tickers: list[str], arguments: dict[str, Any]) -> dict[str, Any]:
    """The shape of the frame, and the rows of each ticker."""
    frame = yf.download(tickers, group_by="ticker", progress=False, **arguments)
    assert frame is not None
    names = {str(name) for name in frame.columns.get_level_values(0)}
    return {"shape": list(frame.shape), "rows": {name: _rows(frame[name].dropna(how="all")) for name in names}}


def info(ticker: str) -> dict[str, Any]:
    return {"info": yf.Ticker(ticker).info}


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    if frame.empty:
        return []
    columns = ["Open", "High", "Low", "Close", "Volume"]
    return [
        [time.isoformat(), *(None if pd.isna(value) else float(value) for value in row)]
        for time, row in zip(frame.index, frame[columns].to_numpy(), strict=True)
    ]


def main() -> None:
    messages = Messages()
    logging.getLogger("yfinance").addHandler(messages)
    actions: dict[str, Callable[..., dict[str, Any]]] = {"history": history, "download": download, "info": info}
    for line in sys.stdin:
        request = json.loads(line)
        messages.texts.clear()
        try:
            answer = actions[request.pop("action")](**request)
        except Exception as error:  # noqa: BLE001 - every error is an answer here
            answer = {"error": type(error).__name__, "message": str(error)}
        sys.stdout.write(json.dumps({"log": messages.texts, **answer}) + "\n")
        sys.stdout.flush()


main()
