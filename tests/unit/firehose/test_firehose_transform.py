import base64
import json
from typing import Any

import pytest

from tickstack.firehose.configuration import MAX_INVOCATION_RECORDS, MIB
from tickstack.firehose.faults import Attempts, Fault, error_line
from tickstack.firehose.records import Origin, Record
from tickstack.firehose.transform import (
    FUNCTION_ERROR,
    MAX_PAYLOAD_BYTES,
    Outcome,
    Source,
    Transformed,
    event,
    invocations,
    outcome,
)

RECORDS = [Record(f"49{number}", 1_589_463_000_123 + number, f"data{number}".encode(), number) for number in range(3)]
IDS = [record.record_id for record in RECORDS]


def entry(number: int, result: str = "Ok", data: object = "bmV3Cg==") -> dict[str, Any]:
    return {"recordId": IDS[number], "result": result, "data": data}


def answered(*entries: object) -> bytes:
    return json.dumps({"records": entries}).encode()


def codes(payload: bytes) -> list[str]:
    """What became of each record: its output, ``dropped``, or the code of its fault."""
    result = outcome(RECORDS, payload)
    assert result.retry is None
    found = {each.record.arrival_ms: each.data.decode() for each in result.outputs}
    found |= {record.arrival_ms: "dropped" for record in result.dropped}
    found |= {record.arrival_ms: fault.code for record, fault in result.failed}
    assert len(result.outputs) + len(result.dropped) + len(result.failed) == len(RECORDS) == len(found)
    return [found[record.arrival_ms] for record in RECORDS]


def test_event() -> None:
    payload = event(Source("arn:aws:firehose:us-east-1:1:deliverystream/s", "us-east-1"), "id", [RECORDS[0]])
    assert payload == (
        b'{"invocationId":"id","deliveryStreamArn":"arn:aws:firehose:us-east-1:1:deliverystream/s",'
        b'"region":"us-east-1","records":[{"recordId":"490","approximateArrivalTimestamp":1589463000123,'
        b'"data":"ZGF0YTA="}]}'
    )


def test_the_data_of_an_empty_record_is_an_empty_text() -> None:
    payload = json.loads(event(Source("arn", "us-east-1"), "id", [Record("1", 0, b"", 0)]))
    assert payload["records"][0]["data"] == ""


def test_outputs_are_in_the_order_of_the_records() -> None:
    result = outcome(RECORDS, answered(entry(2), entry(1), entry(0)))
    assert result.outputs == [Transformed(record, b"new\n") for record in RECORDS]


@pytest.mark.parametrize(
    ("metadata", "keys"),
    [
        (None, None),
        ({}, None),
        ({"partitionKeys": None}, None),
        ({"partitionKeys": {}}, {}),
        ({"partitionKeys": {"a": "x", "b": 5, "c": None, "d": True}}, {"a": "x", "b": "5", "c": None, "d": "true"}),
    ],
)
def test_partition_keys(metadata: object, keys: object) -> None:
    result = outcome(RECORDS[:1], answered(entry(0) | {"metadata": metadata}))
    assert [each.keys for each in result.outputs] == [keys]


@pytest.mark.parametrize("keys", [[], "x", {"a": {}}, {"a": ["x"]}])
def test_partition_keys_out_of_format_fail_the_batch(keys: object) -> None:
    assert codes(answered(entry(0) | {"metadata": {"partitionKeys": keys}}, entry(1), entry(2))) == BAD


BAD = ["Lambda.FunctionError"] * 3
MISSING = "Lambda.MissingRecordId"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (answered(entry(0), entry(1), entry(2)), ["new\n"] * 3),
        (answered(entry(0), entry(1, "Dropped", None), entry(2, "Dropped", "!")), ["new\n", "dropped", "dropped"]),
        (answered(entry(0), entry(1, "ProcessingFailed")), ["new\n", "Lambda.ProcessingFailedStatus", MISSING]),
        (answered(entry(0), entry(1), {"recordId": "other", "result": "?"}), ["new\n", "new\n", MISSING]),
        (answered(entry(0), entry(1), entry(0), entry(2)), ["Lambda.DuplicatedRecordId", "new\n", "new\n"]),
        (answered(entry(0), entry(1, data=None), entry(2, data="")), ["new\n", "Lambda.InvalidReturnFormat", ""]),
        (answered(entry(0, data="YWI=Cg=="), entry(1), entry(2)), ["ab\n", "new\n", "new\n"]),
        (answered(entry(0), entry(1, "ok"), entry(2)), BAD),
        (answered(entry(0), entry(1, data="no base64"), entry(2)), BAD),
        (answered(entry(0), entry(1, data=5), entry(2)), BAD),
        (answered(entry(0), {"recordId": IDS[1]}, entry(2)), BAD),
        (answered(entry(0), "text", entry(2)), BAD),
        (answered(entry(0), {"result": "Ok"}, {"recordId": 5}), ["new\n", MISSING, MISSING]),
        (b"{}", [MISSING] * 3),
        (b"null", [MISSING] * 3),
        (b'"text"', [MISSING] * 3),
        (b'{"records": 5}', [MISSING] * 3),
        (b"[" * 100_000, ["Lambda.JsonProcessingException"] * 3),
        (b"not json", ["Lambda.JsonProcessingException"] * 3),
    ],
)
def test_outcomes(payload: bytes, expected: list[str]) -> None:
    assert codes(payload) == expected


def test_error_records_have_the_keys_and_order_of_aws() -> None:
    attempts = Attempts(1_589_463_009_000, 4, "arn:function")
    line = error_line(b"data0", 1_589_463_000_123, Fault("Lambda.X", "text ü"), attempts)
    assert line.endswith(b"\n")
    assert list(json.loads(line).items()) == [
        ("rawData", base64.b64encode(b"data0").decode()),
        ("errorCode", "Lambda.X"),
        ("errorMessage", "text ü"),
        ("attemptsMade", 4),
        ("arrivalTimestamp", 1_589_463_000_123),
        ("attemptEndingTimestamp", 1_589_463_009_000),
        ("lambdaARN", "arn:function"),
    ]


def test_an_answer_above_six_megabytes_is_a_failed_attempt() -> None:
    fitting = answered(entry(0), entry(1), entry(2, data="")).ljust(MAX_PAYLOAD_BYTES)
    assert len(outcome(RECORDS, fitting).outputs) == 3
    assert outcome(RECORDS, fitting + b" ") == Outcome(retry=FUNCTION_ERROR)


def test_requests_stay_below_six_megabytes_but_for_a_record_that_is_too_large_by_itself() -> None:
    origin = Origin("4" * 56, 0, "ü" * 256, "shardId-000000000000", 1_589_463_000_123)
    small = Record("9" * 62, 1_589_463_000_123, b"x" * 310, 0)
    records = [small._replace(origin=origin)] * 9_000 + [small._replace(data=b"x" * 5_000_000), small]
    batches = list(invocations(records))
    assert [record for batch in batches for record in batch] == records
    source = Source("arn:" + "x" * 200, "us-east-1", "arn:" + "y" * 200)
    sizes = [len(event(source, "i" * 36, batch)) for batch in batches]
    assert [size < MAX_PAYLOAD_BYTES for size in sizes] == [True, True, True, True, False, True]
    assert sizes[0] > 0.9 * MAX_PAYLOAD_BYTES


def test_the_largest_buffer_of_puts_makes_one_request() -> None:
    record = Record("9" * 62, 1_589_463_000_123, b"x" * (3 * MIB // MAX_INVOCATION_RECORDS), 0)
    assert len(list(invocations([record] * MAX_INVOCATION_RECORDS))) == 1


def test_an_error_record_without_a_transformer_names_none() -> None:
    line = error_line(b"", 1, Fault("X", "y"), Attempts(2))
    assert "lambdaARN" not in json.loads(line)
