"""What the commands print of the answers that they get: counts, remarks, values as they are."""

import signal
from typing import Any

import httpx
import pytest
from rich.console import Console

from tickstack.cli import collect, console, logs
from tickstack.cli.athena import Execution
from tickstack.cli.query import Format, show
from tickstack.deployment.targets import Target
from tickstack.settings import Settings

ANSWER: dict[str, Any] = {
    "stream": "s",
    "total": 391,
    "records": {"FB": 390, "SQ": 1, "NO": 0, "TTD": 0, "OKTA": 3},
    "missing": {"FB": 4, "SQ": 1},
    "no_data": {"NO": "Yahoo knows no such ticker"},
    "failed": {"TTD": "ConnectionError: [Errno 111]"},
    "undelivered": {"OKTA": {"records": 2, "error": "ServiceUnavailable"}},
}


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> Console:
    recorder = Console(record=True, width=console.WIDEST, highlight=False)
    monkeypatch.setattr(console, "tables", recorder)
    return recorder


def lines(printed: Console) -> list[list[str]]:
    return [line.split() for line in printed.export_text().splitlines()]


def test_each_ticker_has_its_remark(printed: Console) -> None:
    collect.show(ANSWER)
    assert [" ".join(line) for line in lines(printed)] == [
        "ticker records",
        "FB 390 4 bars without a price",
        "SQ 1 1 bar without a price",
        "NO 0 Yahoo knows no such ticker",
        "TTD 0 failed: ConnectionError: [Errno 111]",
        "OKTA 3 2 records not delivered: ServiceUnavailable",
    ]


@pytest.mark.parametrize(
    ("changes", "whole"),
    [({}, False), ({"undelivered": {}}, False), ({"failed": {}}, False), ({"failed": {}, "undelivered": {}}, True)],
)
def test_a_collection_is_complete_when_nothing_was_refused(changes: dict[str, Any], whole: bool) -> None:
    assert collect.complete(ANSWER | changes) is whole


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (httpx.Response(502, text="Internal Server Error"), "502 Internal Server Error\n'tickstack logs collector'"),
        (httpx.Response(400, json={"error": "not a ticker symbol: ;"}), "answered 400: not a ticker symbol: ;"),
        (httpx.Response(403, json={"Message": "Forbidden"}), "answered 403: Forbidden"),
    ],
)
def test_a_collector_that_fails_says_why(response: httpx.Response, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "get", lambda *_arguments, **_options: response)
    with pytest.raises(collect.CollectorError, match=said):
        collect.call(Target.local(Settings()), "http://x.lambda-url.us-east-1.localhost:4566/", {})


def test_a_collection_in_part_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(httpx, "get", lambda *_arguments, **_options: httpx.Response(502, json=ANSWER))
    assert collect.call(Target.local(Settings()), "http://x.lambda-url.us-east-1.localhost:4566/", {}) == ANSWER


def test_values_in_brackets_are_printed_and_numbers_end_below_each_other(printed: Console) -> None:
    rows: list[list[str | None]] = [["[a, b]", "9"], [None, "10"]]
    execution = Execution("id", "s3://b/k.csv", 1, 0, ["[red]", "hour"], rows, frozenset({1}))
    show(Target.local(Settings()), execution, Format.TABLE)
    assert [line.rstrip() for line in printed.export_text().splitlines()] == [
        "[red]   hour",
        "[a, b]     9",
        "NULL      10",
    ]


class Logs:
    """CloudWatch Logs with these messages in every group."""

    def __init__(self, *messages: str) -> None:
        self._events = [{"eventId": str(number), "message": message} for number, message in enumerate(messages)]

    def get_paginator(self, _operation: str) -> "Logs":
        return self

    def paginate(self, **_request: str) -> list[dict[str, Any]]:
        return [{"events": self._events}]


def test_a_traceback_of_a_function_has_its_lines() -> None:
    events = logs._events(Logs("START\n", "[ERROR] KeyError: 1\rTraceback:\r  File\n"), "group", 50, follow=False)
    assert list(events) == ["START", "[ERROR] KeyError: 1\nTraceback:\n  File"]


def test_an_empty_log_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "err", Console(stderr=True))
    assert list(logs._events(Logs(), "/aws/lambda/f", 50, follow=False)) == []
    assert capsys.readouterr().err == "nothing is written to /aws/lambda/f yet\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_way_to_interrupt_lets_a_command_stop_what_it_started(
    number: signal.Signals, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "err", Console(stderr=True))
    former = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), console.interruption_told():
        signal.raise_signal(number)
    assert capsys.readouterr().err == "\ninterrupted: nothing stays running\n"
    assert signal.getsignal(number) == former


@pytest.mark.parametrize(("count", "text"), [(0, "0 rows"), (1, "1 row"), (3900, "3,900 rows")])
def test_counts(count: int, text: str) -> None:
    assert console.counted(count, "row") == text
