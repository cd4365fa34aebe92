"""The transformer's rule on the records that are found in the wild, and its answer to Firehose."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_transformer.handler import handler
from data_transformer.rule import Result, transform

TICK = '{"high": 67.5, "low": 64.61, "ts": "2020-05-13 09:30:00-04:00", "name": "DDOG"}'
NULL = '{"high": null, "low": null, "ts": "2020-05-13 09:30:00-04:00", "name": "DDOG"}'
LINE = TICK + "\n"


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (TICK, LINE),
        (LINE, LINE),
        (TICK + "\r\n", LINE),
        ("  " + TICK + "\n\n", LINE),
        (TICK + TICK, LINE * 2),
        (LINE + TICK, LINE * 2),
        (TICK.replace("67.5", "NaN").replace("64.61", "NaN"), NULL + "\n"),
        (TICK.replace("67.5", "-Infinity").replace("64.61", "Infinity"), NULL + "\n"),
        (NULL + TICK.replace("67.5", "NaN"), NULL + "\n" + TICK.replace("67.5", "null") + "\n"),
        (json.dumps(json.loads(TICK), indent=2), LINE),
        (TICK.replace("67.5", "67"), LINE.replace("67.5", "67")),
        (TICK.replace("67.5", "67.50000000000000001"), LINE.replace("67.5", "67.50000000000000001")),
        (TICK.replace("DDOG", "Crédit"), LINE.replace("DDOG", "Crédit")),
        (TICK.replace("}", ', "open": 65.0, "volume": 1200}'), LINE.replace("}", ', "open": 65.0, "volume": 1200}')),
    ],
)
def test_a_tick_leaves_as_a_line(data: str, lines: str) -> None:
    assert transform(data.encode()) == (Result.OK, lines.encode())


@pytest.mark.parametrize("data", [b"", b"\n", b" \t\r\n", b"\x00", b"\x00\x1f\x7f\n"])
def test_what_carries_no_data_is_dropped(data: bytes) -> None:
    assert transform(data) == (Result.DROPPED, data)


@pytest.mark.parametrize(
    "data",
    [
        b"not json",
        b"{",
        b"5",
        b"[]",
        b"{}",
        b"NaN",
        b"\xff\xfe",
        b"\xef\xbb\xbf" + TICK.encode(),
        TICK.encode() + b",",
        TICK.encode() + b"garbage",
        TICK.replace("67.5", '"67.5"').encode(),
        TICK.replace("67.5", "true").encode(),
        TICK.replace("67.5", "1e999").encode(),
        TICK.replace('"DDOG"', '""').encode(),
        TICK.replace('"DDOG"', "null").encode(),
        TICK.replace('"high": 67.5, ', "").encode(),
        TICK.replace('"2020-05-13 09:30:00-04:00"', "1589376600").encode(),
        ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}").encode(),
        TICK.replace("67.5", "9" * 5000).encode(),
        TICK.replace("67.5", "NaN").replace("}", ', "volume": 1e999}').encode(),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_what_is_no_tick_fails_as_it_came(data: bytes) -> None:
    assert transform(data) == (Result.FAILED, data)


prices = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12)
names = st.text(min_size=1).filter(str.strip)
ticks: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"high": prices, "low": prices, "ts": st.just("2020-05-14 09:30:00-04:00"), "name": names}
)


@given(st.lists(ticks, min_size=1, max_size=5), st.sampled_from(["", "\n", " ", "\r\n"]), st.booleans())
def test_every_tick_arrives_once_on_a_line_of_its_own(
    values: list[dict[str, Any]], between: str, ensure_ascii: bool
) -> None:
    record = between.join(json.dumps(value, ensure_ascii=ensure_ascii) for value in values)
    try:
        data = record.encode()
    except UnicodeEncodeError:  # a lone surrogate is not text
        return
    result, lines = transform(data)
    assert result is Result.OK
    assert [json.loads(line) for line in lines.decode().removesuffix("\n").split("\n")] == values
    assert transform(lines) == (Result.OK, lines)


@given(st.binary(max_size=200))
def test_any_bytes_have_a_result(data: bytes) -> None:
    result, out = transform(data)
    assert result is not Result.OK or out.endswith(b"\n")
    assert result is Result.OK or out == data


def event(*datas: bytes) -> dict[str, Any]:
    """Firehose's event for a transformer."""
    return {
        "invocationId": "invocation-1",
        "deliveryStreamArn": "arn:aws:firehose:us-east-1:000000000000:deliverystream/ticks",
        "region": "us-east-1",
        "records": [
            {
                "recordId": f"4954{number:06}",
                "approximateArrivalTimestamp": 1589463000000 + number,
                "data": base64.b64encode(data).decode(),
            }
            for number, data in enumerate(datas)
        ],
    }


def test_every_record_is_answered_once_and_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    sent = event(TICK.encode(), b"", b"not json", TICK.encode())
    answer = handler(sent, None)["records"]
    assert [record["recordId"] for record in answer] == [record["recordId"] for record in sent["records"]]
    assert [record["result"] for record in answer] == ["Ok", "Dropped", "ProcessingFailed", "Ok"]
    assert [base64.b64decode(record["data"]) for record in answer] == [LINE.encode(), b"", b"not json", LINE.encode()]
    assert json.loads(json.dumps(answer)) == answer
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {
        "message": "transformed",
        "invocation": "invocation-1",
        "Ok": 2,
        "Dropped": 1,
        "ProcessingFailed": 1,
    }


def test_no_records_are_answered_with_none() -> None:
    assert handler(event(), None) == {"records": []}
