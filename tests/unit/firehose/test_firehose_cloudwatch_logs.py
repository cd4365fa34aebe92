import gzip
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.firehose.cloudwatch_logs import MAX_DECOMPRESSED, NOT_A_LOG
from tickstack.firehose.faults import Failure, Kind
from tickstack.firehose.processors import chain, processed
from tickstack.firehose.records import Record
from tickstack.firehose.tally import Tally


def envelope(*messages: str, kind: str = "DATA_MESSAGE") -> dict[str, Any]:
    events = [{"id": str(number), "timestamp": 1, "message": text} for number, text in enumerate(messages)]
    return {"messageType": kind, "owner": "1", "logGroup": "g", "logStream": "s", "logEvents": events}


def record(document: object) -> Record:
    return Record("1000000", 0, gzip.compress(json.dumps(document).encode()), 0)


ONLY = {"Decompression": {"CompressionFormat": "GZIP"}}
KEEPING: dict[str, dict[str, str]] = ONLY | {"CloudWatchLogProcessing": {"DataMessageExtraction": "false"}}
EXTRACTING: dict[str, dict[str, str]] = ONLY | {"CloudWatchLogProcessing": {"DataMessageExtraction": "true"}}


@pytest.mark.parametrize("configured", [ONLY, KEEPING])
def test_decompression_gives_the_json_as_it_is(configured: dict[str, dict[str, str]]) -> None:
    put = record(envelope("a", "b"))
    (found,) = processed(chain(configured), put, Tally())
    assert isinstance(found, Record)
    assert json.loads(found.data) == envelope("a", "b")
    assert found.source == put.data


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (envelope("one", 'ü "two"'), 'one\nü "two"\n'),
        (envelope("one\n"), "one\n\n"),
        (envelope(), ""),
        (envelope("CWL CONTROL MESSAGE: ...", kind="CONTROL_MESSAGE"), ""),
    ],
)
def test_extraction(document: dict[str, Any], text: str) -> None:
    put = record(document)
    (found,) = processed(chain(EXTRACTING), put, Tally())
    assert isinstance(found, Record)
    assert (found.data.decode(), found.source) == (text, put.data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b'{"messageType":"DATA_MESSAGE","logEvents":[]}',
        gzip.compress(b"text", mtime=0),
        gzip.compress(b"[]", mtime=0),
        gzip.compress(b" " * MAX_DECOMPRESSED + b"{}", mtime=0),
        gzip.compress(b"{}", mtime=0)[:-9],
        gzip.compress(b'{"messageType":"DATA_MESSAGE"}', mtime=0),
        gzip.compress(b'{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1"}]}', mtime=0),
    ],
)
def test_what_is_no_log_fails_with_what_was_put(data: bytes) -> None:
    put = Record("1000000", 0, data, 0)
    (found,) = processed(chain(EXTRACTING), put, Tally())
    assert isinstance(found, Failure)
    assert (found.kind, found.fault, found.record.source) == (Kind.DECOMPRESSION_FAILED, NOT_A_LOG, data)


def test_the_order_of_the_chain_is_not_that_of_the_declaration() -> None:
    configured = {"RecordDeAggregation": {"SubRecordType": "JSON"}} | EXTRACTING
    pieces = processed(chain(configured), record(envelope('{"a":1}', '{"a":2}')), Tally())
    assert [piece.data for piece in pieces if isinstance(piece, Record)] == [b'{"a":1}', b'{"a":2}']
    assert len(pieces) == 2


def test_a_failure_goes_through_the_rest_of_the_chain() -> None:
    configured = {"RecordDeAggregation": {"SubRecordType": "JSON"}} | EXTRACTING
    (found,) = processed(chain(configured), Record("1000000", 0, b"{}{}", 0), Tally())
    assert isinstance(found, Failure)


EVERY = {"RecordDeAggregation": {"SubRecordType": "JSON"}} | EXTRACTING
DEEP = b'{"logEvents":' + b"[" * 100_000


@given(data=st.binary() | st.binary().map(gzip.compress) | st.sampled_from([DEEP, gzip.compress(DEEP, mtime=0)]))
def test_any_bytes_go_through_the_chain(data: bytes) -> None:
    for configured in (EVERY, {"RecordDeAggregation": {"SubRecordType": "JSON"}}):
        assert processed(chain(configured), Record("1000000", 0, data, 0), Tally())
