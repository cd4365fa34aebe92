"""Putting records: batches within the limits, refused records again, and an error with the service's reason."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickstack.testing.clients import Clients
from tickstack.testing.delivery import BATCH_BYTES, BATCH_RECORDS, Delivery, _batches
from tickstack.testing.errors import DeadlineError, FailedRecordsError, RefusedRecordsError
from tickstack.testing.objects import json_records

ERROR = b'{"rawData": "e30=", "errorCode": "Lambda.FunctionError", "errorMessage": "boom", "attemptsMade": 4}\n'


class FakeFirehose:
    """Takes as many records of a batch as ``takes`` says next, and all once it says no more."""

    def __init__(self, takes: Iterator[int]) -> None:
        self._takes = takes
        self.taken: list[bytes] = []

    def describe_delivery_stream(self, **_: Any) -> Any:
        destination = {"BucketARN": "arn:aws:s3:::lake", "BufferingHints": {"IntervalInSeconds": 60}}
        return {"DeliveryStreamDescription": {"Destinations": [{"ExtendedS3DestinationDescription": destination}]}}

    def put_record_batch(self, *, Records: list[dict[str, bytes]], **_: Any) -> Any:  # noqa: N803 - AWS's own name
        takes = next(self._takes, len(Records))
        self.taken += [record["Data"] for record in Records[:takes]]
        refusal = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}
        answers = [{"RecordId": "1"}] * takes + [refusal] * (len(Records) - takes)
        return {"FailedPutCount": len(Records) - takes, "RequestResponses": answers[: len(Records)]}


class FakeBody:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def read(self) -> bytes:
        return self._content


class FakeS3:
    """Objects by key."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def get_paginator(self, _name: str) -> "FakeS3":
        return self

    def paginate(self, **_: Any) -> Any:
        return [{"Contents": [{"Key": key} for key in self.objects]}]

    def get_object(self, *, Key: str, **_: Any) -> Any:  # noqa: N803 - AWS's own name
        return {"Body": FakeBody(self.objects[Key])}


class FakeClients:
    def __init__(self, *takes: int) -> None:
        self.firehose = FakeFirehose(iter(takes))
        self.s3 = FakeS3()

    def __call__(self, service: str) -> Any:
        return getattr(self, service)


def delivery(clients: FakeClients) -> Delivery:
    return Delivery(cast("Clients", clients), "ticks")


@given(st.lists(st.sampled_from([b"", b"x", b"y" * 1_000_000]), max_size=1200))
def test_batches_keep_the_order_and_the_limits(payloads: list[bytes]) -> None:
    batches = list(_batches(payloads))
    assert [data for batch in batches for data in batch] == payloads
    assert all(0 < len(batch) <= BATCH_RECORDS and sum(map(len, batch)) <= BATCH_BYTES for batch in batches)


def test_what_is_refused_is_put_again() -> None:
    clients = FakeClients(2, 0, 1)
    assert delivery(clients).put([b"a", b"b", b"c", b"d"], deadline=60) == 4
    assert clients.firehose.taken == [b"a", b"b", b"c", b"d"]


def test_what_stays_refused_ends_with_the_reason() -> None:
    why = "2 records after 1 were accepted: ServiceUnavailableException: Slow down."
    with pytest.raises(RefusedRecordsError, match=why):
        delivery(FakeClients(1, 0)).put([b"a", b"b", b"c"], deadline=0)


def test_only_what_comes_later_is_seen() -> None:
    clients = FakeClients()
    clients.s3.objects["2020/05/14/09/old"] = b'{"n": 1}'
    watched = delivery(clients)
    watched.put([b"{}"], deadline=1)
    clients.s3.objects["2020/05/14/09/new"] = b'{"n": 2}{"n": 3}'
    assert watched.wait(None, bool, 0, json_records) == [{"n": 2}, {"n": 3}]
    with pytest.raises(DeadlineError, match=r"1 of 2 are there, among 2 new records\n  objects: 1 new with data"):
        watched.wait(2, lambda record: record["n"] == 2, 0, json_records)


def test_a_failed_record_of_one_s_own_ends_the_wait() -> None:
    clients = FakeClients()
    watched = delivery(clients)
    watched.put([b"{}"], deadline=1)
    clients.s3.objects["processing-failed/x"] = ERROR
    with pytest.raises(FailedRecordsError, match=r"1 of 1 records failed\n(.*\n)*  failed: 1 records, Lambda.Function"):
        watched.wait(None, bool, 60, json_records)
    (failed,) = watched.wait_failed(1, bool, 0)
    assert (failed.data, failed.code, failed.message, failed.attempts) == (b"{}", "Lambda.FunctionError", "boom", 4)


def test_a_failed_record_of_somebody_else_does_not() -> None:
    clients = FakeClients()
    watched = delivery(clients)
    watched.put([b'{"n": 1}'], deadline=1)
    clients.s3.objects["processing-failed/x"] = ERROR
    with pytest.raises(DeadlineError):
        watched.wait(None, bool, 0, json_records)


def test_a_count_is_needed_where_nothing_was_put() -> None:
    with pytest.raises(ValueError, match="say how many"):
        delivery(FakeClients()).wait(None, bool, 0, json_records)
