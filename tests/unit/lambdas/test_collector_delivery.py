"""Delivery to Firehose: limits of a call, retries of what failed, and the account of what was given up."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ParamValidationError
from hypothesis import given
from hypothesis import strategies as st

from data_collector import delivery
from data_collector.delivery import Delivery, batches

SLOW_DOWN = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}


def client_error(code: str, status: int = 400) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "PutRecordBatch")


@dataclasses.dataclass
class Stream:
    """A stream that takes what ``fails`` does not pick: (call, data) tells whether a record fails."""

    fails: Callable[[int, bytes], bool] = lambda _call, _data: False
    errors: list[Exception] = dataclasses.field(default_factory=list)
    calls: list[list[bytes]] = dataclasses.field(default_factory=list)
    taken: list[bytes] = dataclasses.field(default_factory=list)

    def put_record_batch(self, *, DeliveryStreamName: str, Records: list[dict[str, bytes]]) -> dict[str, Any]:  # noqa: N803 - boto3's names
        assert DeliveryStreamName == "ticks"
        datas = [record["Data"] for record in Records]
        assert 1 <= len(datas) <= 500
        assert sum(map(len, datas)) <= 4 * 1024 * 1024
        self.calls.append(datas)
        if self.errors:
            raise self.errors.pop(0)
        failed = [self.fails(len(self.calls), data) for data in datas]
        self.taken += [data for data, wrong in zip(datas, failed, strict=True) if not wrong]
        return {
            "FailedPutCount": sum(failed),
            "RequestResponses": [SLOW_DOWN if wrong else {"RecordId": "1"} for wrong in failed],
        }


@dataclasses.dataclass
class Clock:
    """Time that passes only while it is slept."""

    left: float = 100.0
    sleeps: list[float] = dataclasses.field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.left -= seconds


def deliver(stream: Stream, records: list[bytes], clock: Clock | None = None) -> list[delivery.Undelivered]:
    clock = clock or Clock()
    to = Delivery(
        client=stream, stream="ticks", time_left=lambda: clock.left, sleep=clock.sleep, jitter=lambda _low, high: high
    )
    return to.deliver(records)


@given(
    st.lists(st.integers(0, 1_024_000), max_size=40).flatmap(
        lambda sizes: st.tuples(st.just(sizes), st.integers(0, 1200))
    )
)
def test_batches_lose_nothing_keep_order_and_stay_within_the_limits(case: tuple[list[int], int]) -> None:
    sizes, small = case
    one_size = {size: bytes(size) for size in {*sizes, 1}}
    records = [one_size[size] for size in sizes] + [one_size[1]] * small
    ranges = list(batches(records))
    assert [index for batch in ranges for index in batch] == list(range(len(records)))
    for batch in ranges:
        assert 1 <= len(batch) <= 500
        assert sum(len(records[index]) for index in batch) <= 4 * 1024 * 1024


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [(500, 10, [500]), (501, 10, [500, 1]), (5, 1024 * 1024, [4, 1]), (0, 1, []), (1, 1_024_000, [1])],
)
def test_batches_are_as_few_as_the_limits_allow(count: int, size: int, expected: list[int]) -> None:
    assert [len(batch) for batch in batches([bytes(size)] * count)] == expected


def test_everything_is_delivered_in_order() -> None:
    stream, records = Stream(), [b"%d" % number for number in range(1201)]
    assert deliver(stream, records) == []
    assert stream.taken == records
    assert [len(call) for call in stream.calls] == [500, 500, 201]


def test_only_what_failed_is_sent_again() -> None:
    stream = Stream(fails=lambda call, data: call < 3 and data in (b"1", b"3"))
    assert deliver(stream, [b"0", b"1", b"2", b"3"]) == []
    assert stream.calls == [[b"0", b"1", b"2", b"3"], [b"1", b"3"], [b"1", b"3"]]
    assert sorted(stream.taken) == [b"0", b"1", b"2", b"3"]


def test_delays_double_up_to_a_limit() -> None:
    stream, clock = Stream(fails=lambda _call, data: data == b"1"), Clock()
    undelivered = deliver(stream, [b"0", b"1"], clock)
    assert [(record.index, record.error) for record in undelivered] == [(1, "ServiceUnavailableException: Slow down.")]
    assert len(stream.calls) == delivery.ATTEMPTS
    assert clock.sleeps == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0]


def test_retries_end_in_time_to_tell_what_is_left() -> None:
    stream, clock = Stream(fails=lambda _call, _data: True), Clock(left=delivery.RESERVE + 0.35)
    assert len(deliver(stream, [b"0"], clock)) == 1
    assert clock.sleeps == [0.1, 0.2]


@pytest.mark.parametrize(
    "error",
    [
        client_error("ServiceUnavailableException", 503),
        client_error("ThrottlingException"),
        client_error("Unheard", 500),
        EndpointConnectionError(endpoint_url="http://firehose"),
    ],
    ids=str,
)
def test_a_call_that_failed_for_now_is_made_again(error: Exception) -> None:
    stream = Stream(errors=[error])
    assert deliver(stream, [b"0", b"1"]) == []
    assert stream.calls == [[b"0", b"1"]] * 2


@pytest.mark.parametrize(
    "error",
    [
        client_error("ResourceNotFoundException"),
        client_error("AccessDeniedException"),
        ParamValidationError(report="no"),
    ],
    ids=str,
)
def test_a_call_that_never_succeeds_is_made_once_and_told(error: Exception) -> None:
    stream = Stream(errors=[error])
    undelivered = deliver(stream, [b"0", b"1"])
    assert [record.index for record in undelivered] == [0, 1]
    assert {record.error for record in undelivered} == {str(error)}
    assert len(stream.calls) == 1


@given(st.data())
def test_every_record_is_either_taken_or_told(data: st.DataObject) -> None:
    records = [b"%d" % number for number in range(data.draw(st.integers(0, 700)))]
    unlucky = data.draw(st.sets(st.sampled_from(records))) if records else set()
    stream = Stream(fails=lambda _call, record: record in unlucky)
    undelivered = deliver(stream, records, Clock(left=6))
    assert [records[given_up.index] for given_up in undelivered] == [record for record in records if record in unlucky]
    assert stream.taken == [record for record in records if record not in unlucky]
