"""One collection from event to answer: counts of every ticker, and a status that never hides a loss."""

import json
from typing import Any

import pandas as pd
import pytest
from yfinance.exceptions import YFRateLimitError, YFTzMissingError

from data_collector import delivery
from data_collector import handler as entry
from data_collector.collector import Collector
from data_collector.delivery import Delivery
from data_collector.handler import CollectionFailed, handler
from data_collector.request import CollectRequest

URL = {"version": "2.0", "rawPath": "/", "requestContext": {"http": {"method": "GET"}}}


class Market:
    """Three one-minute bars for each ticker, the second without prices, but an error for those in ``errors``."""

    def __init__(self, errors: dict[str, Exception] | None = None) -> None:
        self.errors = errors or {}
        self.asked: list[str] = []

    def __call__(self, name: str) -> "Market":
        self.asked.append(name)
        return self

    def history(self, **_options: Any) -> pd.DataFrame:
        if error := self.errors.get(self.asked[-1]):
            raise error
        index = pd.date_range("2020-05-14 09:30", periods=3, freq="1min", tz="America/New_York")
        prices = [2.0, float("nan"), 3.0]
        columns = dict.fromkeys(("Open", "High", "Low", "Close"), prices)
        return pd.DataFrame(columns | {"Volume": [1, 0, 1]}, index=index)


class Stream:
    """Takes everything but the records of the names in ``refused``."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.taken: list[dict[str, Any]] = []

    def put_record_batch(self, *, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803 - boto3's names
        records = [json.loads(record["Data"]) for record in Records]
        wrong = [record["name"] in self.refused for record in records]
        self.taken += [record for record, is_wrong in zip(records, wrong, strict=True) if not is_wrong]
        failure = {"ErrorCode": "InternalFailure", "ErrorMessage": "sorry"}
        return {"RequestResponses": [failure if is_wrong else {"RecordId": "1"} for is_wrong in wrong]}


class Context:
    """Lambda's context of a call with so many seconds left each time that it is asked."""

    def __init__(self, *seconds: float) -> None:
        self.seconds = iter(seconds)

    def get_remaining_time_in_millis(self) -> int:
        return int(next(self.seconds, 100) * 1000)


@pytest.fixture
def wired(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Puts a market and a stream in the place of Yahoo and Firehose."""
    monkeypatch.setenv("DELIVERY_STREAM", "ticks")

    def wire(market: Market, stream: Stream) -> None:
        monkeypatch.setattr(entry, "_ticker", lambda: market)
        monkeypatch.setattr(entry, "_firehose", lambda: stream)
        monkeypatch.setattr(delivery, "ATTEMPTS", 1)

    return wire


def call(**query: str) -> tuple[int, dict[str, Any]]:
    answer = handler(URL | {"queryStringParameters": query}, Context())
    assert answer["headers"] == {"content-type": "application/json"}
    return answer["statusCode"], json.loads(answer["body"])


def test_the_answer_counts_every_ticker(wired: Any, capsys: pytest.CaptureFixture[str]) -> None:
    stream = Stream()
    wired(Market({"NOPE": YFTzMissingError("NOPE")}), stream)
    assert call(tickers="FB,NOPE,SHOP", start="2020-05-14") == (
        200,
        {
            "stream": "ticks",
            "start": "2020-05-14",
            "end": "2020-05-15",
            "interval": "1m",
            "total": 6,
            "records": {"FB": 3, "NOPE": 0, "SHOP": 3},
            "missing": {"FB": 1, "SHOP": 1},
            "no_data": {"NOPE": "no timezone found"},
            "failed": {},
            "undelivered": {},
        },
    )
    assert [record["high"] for record in stream.taken] == [2.0, None, 3.0] * 2
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["message"] == "collected"


def test_the_last_trading_day_is_the_day_of_the_bars(wired: Any) -> None:
    wired(Market(), Stream())
    status, body = call(tickers="FB")
    assert (status, body["start"], body["end"]) == (200, "2020-05-14", "2020-05-15")


def test_without_any_bar_no_last_trading_day_is_claimed(wired: Any) -> None:
    wired(Market({"NOPE": YFTzMissingError("NOPE")}), Stream())
    status, body = call(tickers="NOPE")
    assert (status, body["start"], body["end"], body["total"]) == (200, None, None, 0)


def test_an_undelivered_record_is_a_502_that_tells_it(wired: Any) -> None:
    wired(Market(), Stream("SHOP"))
    status, body = call(tickers="FB,SHOP", start="2020-05-14")
    assert status == 502
    assert (body["total"], body["records"]) == (3, {"FB": 3, "SHOP": 0})
    assert body["undelivered"] == {"SHOP": {"records": 3, "error": "InternalFailure: sorry"}}


def test_a_failed_fetch_is_a_502_and_the_others_are_delivered(wired: Any) -> None:
    stream = Stream()
    wired(Market({"FB": OSError("no route")}), stream)
    status, body = call(tickers="FB,SHOP", start="2020-05-14")
    assert (status, body["failed"]) == (502, {"FB": "OSError: no route"})
    assert {record["name"] for record in stream.taken} == {"SHOP"}


def test_a_rate_limit_is_a_503_and_nothing_more_is_asked_for(wired: Any) -> None:
    market = Market({"SHOP": YFRateLimitError()})
    wired(market, Stream())
    status, body = call(tickers="FB,SHOP,SNAP", start="2020-05-14")
    assert (status, body["total"], market.asked) == (503, 3, ["FB", "SHOP"])
    assert body["failed"].keys() == {"SHOP", "SNAP"}
    assert body["records"] == {"FB": 3, "SHOP": 0, "SNAP": 0}


def test_tickers_for_which_there_is_no_time_left_are_told(wired: Any) -> None:
    market = Market()
    wired(market, Stream())
    answer = handler(URL | {"queryStringParameters": {"tickers": "FB,SHOP,SNAP"}}, Context(100, 29))
    body = json.loads(answer["body"])
    assert (answer["statusCode"], market.asked, body["records"]["FB"]) == (502, ["FB"], 3)
    assert body["failed"] == dict.fromkeys(["SHOP", "SNAP"], "not asked for: out of time")


def test_a_bad_parameter_is_a_400_and_nothing_is_asked_for(wired: Any) -> None:
    market = Market()
    wired(market, Stream())
    assert call(start="yesterday") == (400, {"error": "start 'yesterday' is not a date such as 2020-05-14"})
    assert market.asked == []


def test_a_plain_event_has_the_same_keys_and_answer(wired: Any) -> None:
    wired(Market(), Stream())
    answer = handler({"tickers": ["FB"], "start": "2020-05-14"}, Context())
    assert (answer["statusCode"], json.loads(answer["body"])["total"]) == (200, 3)
    assert handler({"interval": "7m"}, Context())["statusCode"] == 400


def test_a_plain_event_s_failure_is_raised_lest_it_be_taken_for_success(wired: Any) -> None:
    wired(Market(), Stream("FB"))
    with pytest.raises(CollectionFailed) as failure:
        handler({"tickers": "FB"}, Context())
    assert json.loads(str(failure.value))["undelivered"]["FB"]["records"] == 3


@pytest.mark.parametrize(("value", "members"), [("true", 7), ("false", 4), (None, 4)])
def test_the_environment_decides_on_open_close_and_volume(
    wired: Any, monkeypatch: pytest.MonkeyPatch, value: str | None, members: int
) -> None:
    stream = Stream()
    wired(Market(), stream)
    if value:
        monkeypatch.setenv("INCLUDE_OHLCV", value)
    call(tickers="FB")
    assert {len(record) for record in stream.taken} == {members}


def test_a_lost_stream_is_told_for_every_ticker() -> None:
    to = Delivery(client=Stream("FB", "SHOP"), stream="ticks", sleep=lambda _seconds: None)
    collection = Collector(ticker=Market(), delivery=to).collect(CollectRequest(tickers=("FB", "SHOP")))
    assert collection.status == 502
    assert {name: told["records"] for name, told in collection.undelivered.items()} == {"FB": 3, "SHOP": 3}
