"""Parameters of a collection: what is taken, and what the refusal of the rest says."""

import base64
import datetime
import json
from typing import Any

import pytest

from data_collector.request import DEFAULT_TICKERS, INTERVALS, MAX_TICKERS, CollectRequest, InvalidRequest

DAY = datetime.date(2020, 5, 14)
NEXT = datetime.date(2020, 5, 15)


def url_event(
    query: dict[str, str] | None = None, *, method: str = "GET", path: str = "/", **more: Any
) -> dict[str, Any]:
    """A function URL's event of payload format 2.0."""
    event = {"version": "2.0", "rawPath": path, "requestContext": {"http": {"method": method, "path": path}}} | more
    return event | ({"queryStringParameters": query} if query else {})


@pytest.mark.parametrize(
    ("parameters", "tickers", "start", "end", "interval"),
    [
        ({}, DEFAULT_TICKERS, None, None, "1m"),
        ({"tickers": "", "start": "", "end": None}, DEFAULT_TICKERS, None, None, "1m"),
        ({"tickers": "FB,SHOP"}, ("FB", "SHOP"), None, None, "1m"),
        ({"tickers": " fb  shop,, FB "}, ("FB", "SHOP"), None, None, "1m"),
        (
            {"tickers": ["^GSPC", "BRK-B", "EURUSD=X", "RY.TO"]},
            ("^GSPC", "BRK-B", "EURUSD=X", "RY.TO"),
            None,
            None,
            "1m",
        ),
        ({"start": "2020-05-14"}, DEFAULT_TICKERS, DAY, NEXT, "1m"),
        ({"start": "2020-05-14", "end": "2020-05-14"}, DEFAULT_TICKERS, DAY, NEXT, "1m"),
        ({"start": "2020-05-14", "end": "2020-05-15"}, DEFAULT_TICKERS, DAY, NEXT, "1m"),
        ({"interval": "5m"}, DEFAULT_TICKERS, None, None, "5m"),
    ],
)
def test_parameters_are_taken(
    parameters: dict[str, Any],
    tickers: tuple[str, ...],
    start: datetime.date | None,
    end: datetime.date | None,
    interval: str,
) -> None:
    expected = CollectRequest(tickers=tickers, start=start, end=end, interval=interval)
    assert CollectRequest.from_parameters(parameters) == expected
    assert CollectRequest.from_event(parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"start": "14.05.2020"}, "start '14.05.2020' is not a date such as 2020-05-14"),
        ({"start": "2020-02-30"}, "start '2020-02-30' is not a date"),
        ({"start": "20200514"}, "start '20200514' is not a date"),
        ({"start": 20200514}, "start 20200514 is not a date"),
        ({"start": "9999-12-31"}, "start '9999-12-31' is not a date"),
        ({"start": "2020-05-14", "end": "tomorrow"}, "end 'tomorrow' is not a date"),
        ({"start": "2020-05-14", "end": "2020-05-13"}, "end 2020-05-13 is before start 2020-05-14"),
        ({"end": "2020-05-14"}, "end is given without start"),
        ({"interval": "7m"}, f"interval '7m' is not one of {', '.join(INTERVALS)}"),
        ({"interval": ["1m"]}, "interval ['1m'] is not one of"),
        ({"tickers": "FB,$$$,A/B"}, "not a ticker symbol: $$$, A/B"),
        ({"tickers": "A" * 21}, "not a ticker symbol"),
        ({"tickers": " , "}, "tickers names no symbol"),
        ({"tickers": 7}, "tickers takes symbols"),
        ({"tickers": [7]}, "tickers takes symbols"),
        ({"tickers": [f"T{i}" for i in range(MAX_TICKERS + 1)]}, "51 tickers are given; one call takes 50"),
        ({"ticker": "FB", "day": "x"}, "unknown parameter day, ticker; known are tickers, start, end, interval"),
    ],
)
def test_a_refusal_says_what_is_wrong(parameters: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        CollectRequest.from_parameters(parameters)
    assert str(refusal.value).startswith(says)
    assert refusal.value.status == 400


@pytest.mark.parametrize(
    "event",
    [
        url_event({"tickers": "FB", "start": "2020-05-14"}),
        url_event(method="POST", body='{"tickers": ["FB"], "start": "2020-05-14"}'),
        url_event({"tickers": "FB"}, method="POST", body='{"start": "2020-05-14"}'),
        url_event(
            method="POST",
            body=base64.b64encode(b'{"tickers": "FB", "start": "2020-05-14"}').decode(),
            isBase64Encoded=True,
        ),
    ],
)
def test_the_url_takes_a_query_and_a_body(event: dict[str, Any]) -> None:
    assert CollectRequest.from_event(event) == CollectRequest(tickers=("FB",), start=DAY, end=NEXT)


def test_the_url_without_parameters_means_the_defaults() -> None:
    assert CollectRequest.from_event(url_event()) == CollectRequest()
    assert CollectRequest.from_event(url_event(method="POST", body="")) == CollectRequest()


@pytest.mark.parametrize(
    ("event", "status", "says"),
    [
        (url_event(path="/favicon.ico"), 404, "nothing is at /favicon.ico"),
        (url_event(method="DELETE"), 405, "the method is GET or POST, not DELETE"),
        (url_event(method="POST", body="{"), 400, "the body is not JSON"),
        (url_event(method="POST", body="[]"), 400, "the body is not a JSON object"),
        (url_event(method="POST", body="%%", isBase64Encoded=True), 400, "the body is not JSON"),
        (url_event(method="POST", body="/w==", isBase64Encoded=True), 400, "the body is not JSON"),
        (url_event({"start": "2020-05-14"}, method="POST", body='{"start": "2020-05-14"}'), 400, "start is given in"),
    ],
)
def test_the_url_refuses(event: dict[str, Any], status: int, says: str) -> None:
    with pytest.raises(InvalidRequest, match=says) as refusal:
        CollectRequest.from_event(event)
    assert refusal.value.status == status
    assert json.dumps(str(refusal.value))
