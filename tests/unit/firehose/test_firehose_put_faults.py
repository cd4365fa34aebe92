"""Puts that refuse records on purpose: by a rule of the stream, or by the quotas of its region."""

from collections.abc import Iterator
from typing import Any

import pytest

from firehose_client import Client
from firehose_fakes import FakeClock, FakeServices
from tickstack.errors import AwsError
from tickstack.firehose.options import Options
from tickstack.firehose.put_faults import FaultRule
from tickstack.firehose.quotas import Meter, Quota, quota_of
from tickstack.firehose.service import Firehose

NAME = {"DeliveryStreamName": "prices"}
TAG = "tickstack:put-faults"
SLOW = {"ErrorCode": "ServiceUnavailableException", "ErrorMessage": "Slow down."}
INTERNAL = {"ErrorCode": "InternalFailure", "ErrorMessage": "Internal service failure"}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def started(clock: FakeClock, **options: Any) -> tuple[Firehose, FakeServices]:
    services = FakeServices()
    return Firehose(services.connect, clock=clock, options=Options(**options)), services


@pytest.fixture
def core(clock: FakeClock) -> Iterator[Firehose]:
    core, _ = started(clock)
    yield core
    core.close(0)


@pytest.fixture
def client(core: Firehose, clock: FakeClock) -> Client:
    client = Client(core)
    client.create(Tags=[{"Key": TAG, "Value": "every=3"}])
    clock.advance(1)
    return client


def batch(client: Client, count: int) -> dict[str, Any]:
    return client("PutRecordBatch", **NAME, Records=[{"Data": str(number).encode()} for number in range(count)])


@pytest.mark.parametrize(
    ("rule", "failing"),
    [
        ("every=3", [3, 6, 9]),
        ("every=1", list(range(1, 11))),
        ("share=20%", [5, 10]),
        ("share=50%", [2, 4, 6, 8, 10]),
        ("share=100%", list(range(1, 11))),
        ("share=2.5%", []),
        ("calls=2", []),
    ],
)
def test_a_rule_tells_which_records_fail(rule: str, failing: list[int]) -> None:
    assert [number for number in range(1, 11) if FaultRule.parse(rule).record(number)] == failing


@pytest.mark.parametrize(
    "text",
    ["", "every", "every=0", "every=-1", "share=0%", "share=101%", "share=20", "often=3", "error=InternalFailure"],
)
def test_what_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError, match="is no rule of put faults"):
        FaultRule.parse(text)


def test_each_failed_record_is_told_in_its_place(client: Client) -> None:
    answer = batch(client, 4)
    assert answer["FailedPutCount"] == 1
    assert answer["RequestResponses"][2] == SLOW
    assert [set(each) for each in answer["RequestResponses"]] == [{"RecordId"}, {"RecordId"}, set(SLOW), {"RecordId"}]
    answer = batch(client, 3)  # the count goes on
    assert [index for index, each in enumerate(answer["RequestResponses"]) if "ErrorCode" in each] == [1]


def test_a_single_record_fails_as_a_call(client: Client) -> None:
    batch(client, 2)
    with pytest.raises(AwsError, match=r"Slow down\.") as error:
        client("PutRecord", **NAME, Record={"Data": b"x"})
    assert (error.value.code, error.value.status) == ("ServiceUnavailableException", 503)
    client("PutRecord", **NAME, Record={"Data": b"x"})


def test_the_tag_changes_the_rule(client: Client) -> None:
    client("TagDeliveryStream", **NAME, Tags=[{"Key": TAG, "Value": "calls=2 error=InternalFailure"}])
    assert batch(client, 9)["FailedPutCount"] == 0
    with pytest.raises(AwsError) as error:
        batch(client, 9)
    assert (error.value.code, error.value.status) == ("InternalFailure", 500)
    client("TagDeliveryStream", **NAME, Tags=[{"Key": TAG, "Value": "share=100% error=InternalFailure"}])
    assert batch(client, 2)["RequestResponses"] == [INTERNAL, INTERNAL]
    assert client.refusal("TagDeliveryStream", **NAME, Tags=[{"Key": TAG, "Value": "often"}])[0] == (
        "InvalidArgumentException"
    )
    client("UntagDeliveryStream", **NAME, TagKeys=[TAG])
    assert batch(client, 9)["FailedPutCount"] == 0


def test_only_what_is_accepted_is_delivered(clock: FakeClock) -> None:
    core, services = started(clock, faults=FaultRule.parse("every=2"))
    client = Client(core)
    client.create()
    clock.advance(1)
    assert batch(client, 5)["FailedPutCount"] == 2
    assert core.close(30) == 0
    (item,) = services.storage.objects.values()
    assert item.body == b"024"


def test_a_region_s_quotas_are_enforced_when_that_is_set(clock: FakeClock) -> None:
    core, services = started(clock, quotas=True)
    client = Client(core, "eu-north-1")
    client.create()
    clock.advance(1)
    megabyte = [{"Data": bytes(1024 * 512)}] * 3
    answer = client("PutRecordBatch", **NAME, Records=megabyte)
    assert (answer["FailedPutCount"], answer["RequestResponses"][2]) == (1, SLOW)
    with pytest.raises(AwsError, match=r"Slow down\."):
        client("PutRecord", **NAME, Record={"Data": bytes(1024)})
    clock.advance(1)
    client("PutRecord", **NAME, Record={"Data": bytes(1024)})
    core.close(30)
    assert services.monitor.samples("ThrottledRecords") == [1, 1]


def test_the_regions_have_their_quotas() -> None:
    assert quota_of("us-east-1") == quota_of("eu-west-1") == Quota(500_000, 2_000, 5 * 1024 * 1024)
    assert quota_of("eu-central-1") == Quota(100_000, 1_000, 1024 * 1024)


def test_a_meter_counts_requests_records_and_bytes() -> None:
    meter = Meter(Quota(records=4, requests=2, size=100), 0)
    assert meter.over([1] * 6, 0) == {4, 5}
    assert meter.over([1], 0) == {0}
    with pytest.raises(AwsError, match=r"Slow down\."):
        meter.over([], 0)
    assert meter.over([60, 60, 40], 1) == {1}
    assert meter.over([500], 9) == set()  # more than a second allows: it takes all of one
    assert meter.over([1], 9) == {0}
