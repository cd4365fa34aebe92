"""The control plane through its operations, with a clock that is turned by hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from firehose_client import ACCOUNT, Client
from firehose_fakes import BUCKET, ROLE, FakeClock, FakeServices, destination
from tickstack.errors import AwsError
from tickstack.firehose.operations import perform
from tickstack.firehose.options import Options
from tickstack.firehose.service import Firehose

MSK = {
    "MSKClusterARN": "arn:aws:kafka:us-east-1:000000000000:cluster/c/1",
    "TopicName": "t",
    "AuthenticationConfiguration": {"RoleARN": ROLE, "Connectivity": "PRIVATE"},
}
SPLUNK = {"HECEndpoint": "https://a", "HECEndpointType": "Raw", "S3Configuration": destination()}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def core(clock: FakeClock) -> Iterator[Firehose]:
    core = Firehose(FakeServices().connect, clock=clock)
    yield core
    core.close(0)


@pytest.fixture
def client(core: Firehose) -> Client:
    return Client(core)


def test_creating_is_visible_and_then_the_stream_is_active(client: Client, clock: FakeClock) -> None:
    arn = f"arn:aws:firehose:us-east-1:{ACCOUNT}:deliverystream/prices"
    assert client.create() == {"DeliveryStreamARN": arn}
    assert client.describe()["DeliveryStreamStatus"] == "CREATING"
    clock.advance(1)
    description = client.describe()
    assert {name: description[name] for name in description if name not in {"CreateTimestamp", "Destinations"}} == {
        "DeliveryStreamName": "prices",
        "DeliveryStreamARN": arn,
        "DeliveryStreamStatus": "ACTIVE",
        "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"},
        "DeliveryStreamType": "DirectPut",
        "VersionId": "1",
        "HasMoreDestinations": False,
    }
    assert description["CreateTimestamp"].timestamp() == clock.wall - 1
    assert len(description["Destinations"]) == 1


def test_a_legacy_destination_is_described_in_both_forms(client: Client) -> None:
    client("CreateDeliveryStream", DeliveryStreamName="old", S3DestinationConfiguration=destination(Prefix="x/"))
    (description,) = client.describe("old")["Destinations"]
    assert description["S3DestinationDescription"]["Prefix"] == "x/"
    assert description["ExtendedS3DestinationDescription"]["Prefix"] == "x/"


def test_while_creating(client: Client) -> None:
    client.create()
    name = {"DeliveryStreamName": "prices"}
    missing = ("ResourceNotFoundException", f"Firehose prices is not active in {ACCOUNT} account.")
    assert client.refusal("PutRecord", **name, Record={"Data": b"x"}) == missing
    assert client.refusal("DeleteDeliveryStream", **name) == (
        "ResourceInUseException",
        f"Firehose prices under account {ACCOUNT} cannot be deleted in CREATING state",
    )
    assert client.refusal(
        "UpdateDestination",
        **name,
        CurrentDeliveryStreamVersionId="1",
        DestinationId="destinationId-000000000001",
        S3DestinationUpdate={"Prefix": "a/"},
    ) == ("ResourceInUseException", "Cannot update firehose: prices when it is in CREATING status")
    client("TagDeliveryStream", **name, Tags=[{"Key": "a"}])


def test_a_name_is_taken_once_per_account_and_region(core: Firehose, client: Client) -> None:
    client.create()
    with pytest.raises(AwsError, match=f"Firehose prices under accountId {ACCOUNT} already exists") as error:
        client.create()
    assert error.value.code == "ResourceInUseException"
    Client(core, "eu-west-1").create()


def test_deleting(client: Client, clock: FakeClock) -> None:
    client.create()
    clock.advance(1)
    name = {"DeliveryStreamName": "prices"}
    client("PutRecord", **name, Record={"Data": b"x"})
    assert client("DeleteDeliveryStream", **name) == {}
    assert client.describe()["DeliveryStreamStatus"] == "DELETING"
    assert client("DeleteDeliveryStream", **name) == {}
    assert client.refusal("PutRecord", **name, Record={"Data": b"x"})[0] == "ResourceNotFoundException"
    clock.advance(1)
    gone = ("ResourceNotFoundException", f"Firehose prices under account {ACCOUNT} not found.")
    assert client.refusal("DescribeDeliveryStream", **name) == gone
    assert client.refusal("DeleteDeliveryStream", **name) == gone
    client.create()


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        ({}, "InvalidArgumentException", "Exactly one destination configuration is supported for a Firehose"),
        (
            {"S3DestinationConfiguration": destination(), "ExtendedS3DestinationConfiguration": destination()},
            "InvalidArgumentException",
            "Exactly one destination configuration is supported for a Firehose",
        ),
        (
            {"ExtendedS3DestinationConfiguration": {"BucketARN": BUCKET}},
            "ValidationException",
            (
                "1 validation error detected: Value at 'extendedS3DestinationConfiguration.roleARN' failed to satisfy "
                "constraint: Member must not be null"
            ),
        ),
        (
            {"ExtendedS3DestinationConfiguration": destination(BufferingHints={"SizeInMBs": 129})},
            "ValidationException",
            (
                "1 validation error detected: Value at 'extendedS3DestinationConfiguration.bufferingHints.sizeInMBs' "
                "failed to satisfy constraint: Member must have value less than or equal to 128"
            ),
        ),
        (
            {"HttpEndpointDestinationConfiguration": {"EndpointConfiguration": {"Url": "https://a"}}},
            "ValidationException",
            (
                "1 validation error detected: Value at 'httpEndpointDestinationConfiguration.s3Configuration' failed "
                "to satisfy constraint: Member must not be null"
            ),
        ),
        (
            {"SplunkDestinationConfiguration": SPLUNK},
            "NotImplementedException",
            "tickstack does not support the destination Splunk",
        ),
        (
            {"DeliveryStreamType": "MSKAsSource"},
            "NotImplementedException",
            "tickstack does not support delivery streams of type MSKAsSource",
        ),
        (
            {"MSKSourceConfiguration": MSK},
            "NotImplementedException",
            "tickstack does not support MSKSourceConfiguration",
        ),
    ],
)
def test_create_refuses(client: Client, members: dict[str, Any], code: str, message: str) -> None:
    assert client.refusal("CreateDeliveryStream", DeliveryStreamName="prices", **members) == (code, message)
    assert client("ListDeliveryStreams")["DeliveryStreamNames"] == []


def test_lists_in_alphabetical_pages_of_ten(client: Client) -> None:
    names = [f"s{number:02d}" for number in range(12)]
    for name in reversed(names):
        client.create(name)
    assert client("ListDeliveryStreams") == {"DeliveryStreamNames": names[:10], "HasMoreDeliveryStreams": True}
    rest = client("ListDeliveryStreams", ExclusiveStartDeliveryStreamName="s09")
    assert rest == {"DeliveryStreamNames": names[10:], "HasMoreDeliveryStreams": False}
    assert client("ListDeliveryStreams", Limit=12)["DeliveryStreamNames"] == names
    assert client("ListDeliveryStreams", DeliveryStreamType="KinesisStreamAsSource")["DeliveryStreamNames"] == []
    assert client("ListDeliveryStreams", DeliveryStreamType="DirectPut", Limit=12)["DeliveryStreamNames"] == names
    after = client(
        "DescribeDeliveryStream", DeliveryStreamName="s00", ExclusiveStartDestinationId="destinationId-000000000001"
    )
    assert after["DeliveryStreamDescription"]["Destinations"] == []


def test_a_region_has_so_many_streams(clock: FakeClock) -> None:
    client = Client(Firehose(FakeServices().connect, clock=clock, options=Options(max_streams=2)))
    client.create("a")
    client.create("b")
    assert client.refusal("CreateDeliveryStream", **client.creation("c")) == (
        "LimitExceededException",
        "You have already consumed your firehose quota of 2 hoses. Firehose names: [a, b]",
    )
    Client(client.firehose, "eu-west-1").create("c")


@pytest.mark.parametrize(
    ("options", "seconds"),
    [
        (Options(), 0.5),
        (Options(creation=60), 60),
        (Options(creation=60, time_scale=60), 1),
        (Options(time_scale=60), 0.2),
        (Options(creation=0.01, time_scale=60), 0.01),
    ],
)
def test_creation_takes_as_long_as_is_set_and_is_seen_at_any_scale(options: Options, seconds: float) -> None:
    assert options.transition == pytest.approx(seconds)


def test_an_update_makes_a_version_unless_it_changes_nothing(client: Client, clock: FakeClock) -> None:
    client.create()
    clock.advance(1)
    client.update("1", ExtendedS3DestinationUpdate={})
    client.update("1", ExtendedS3DestinationUpdate={"BucketARN": BUCKET})
    assert client.describe()["VersionId"] == "1"
    assert "LastUpdateTimestamp" not in client.describe()
    client.update("1", S3DestinationUpdate={"Prefix": "a/"})
    assert client.describe()["VersionId"] == "2"
    assert client.describe()["LastUpdateTimestamp"].timestamp() == clock.wall
    with pytest.raises(AwsError, match="current version id: 2 and specified version id: 1 do not match") as error:
        client.update("1", S3DestinationUpdate={"Prefix": "b/"})
    assert error.value.code == "ConcurrentModificationException"


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        (
            {"DestinationId": "destinationId-2", "S3DestinationUpdate": {}},
            "InvalidArgumentException",
            "Destination Id destinationId-2 not found",
        ),
        ({}, "InvalidArgumentException", "At least one destination or source configuration update must be provided"),
        (
            {"ExtendedS3DestinationUpdate": {"Prefix": "!{timestamp:yyyy}/"}},
            "InvalidArgumentException",
            "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
        ),
        (
            {"SplunkDestinationUpdate": {}},
            "NotImplementedException",
            "tickstack does not support the destination Splunk",
        ),
    ],
)
def test_update_refuses(client: Client, clock: FakeClock, members: dict[str, Any], code: str, message: str) -> None:
    client.create()
    clock.advance(1)
    with pytest.raises(AwsError) as error:
        client.update("1", **members)
    assert (error.value.code, error.value.message) == (code, message)
    assert client.describe()["VersionId"] == "1"


def test_tags(client: Client) -> None:
    client.create(Tags=[{"Key": "team", "Value": "a"}])
    name = {"DeliveryStreamName": "prices"}
    client("TagDeliveryStream", **name, Tags=[{"Key": "env", "Value": "x"}, {"Key": "env", "Value": "y"}, {"Key": "k"}])
    assert client("ListTagsForDeliveryStream", **name) == {
        "Tags": [{"Key": "env", "Value": "y"}, {"Key": "k"}, {"Key": "team", "Value": "a"}],
        "HasMoreTags": False,
    }
    assert client("ListTagsForDeliveryStream", **name, ExclusiveStartTagKey="env", Limit=1) == {
        "Tags": [{"Key": "k"}],
        "HasMoreTags": True,
    }
    client("UntagDeliveryStream", **name, TagKeys=["k", "absent"])
    assert len(client("ListTagsForDeliveryStream", **name)["Tags"]) == 2
    too_many = [{"Key": f"k{number}"} for number in range(50)]
    assert client.refusal("TagDeliveryStream", **name, Tags=too_many)[0] == "LimitExceededException"
    assert len(client("ListTagsForDeliveryStream", **name)["Tags"]) == 2


def test_puts_answer_ids_of_their_own(client: Client, clock: FakeClock) -> None:
    client.create()
    clock.advance(1)
    name = {"DeliveryStreamName": "prices"}
    one = client("PutRecord", **name, Record={"Data": b""})
    many = client("PutRecordBatch", **name, Records=[{"Data": b"a"}] * 500)
    assert (one["Encrypted"], many["Encrypted"], many["FailedPutCount"]) == (False, False, 0)
    assert len({one["RecordId"], *(each["RecordId"] for each in many["RequestResponses"])}) == 501


def test_a_stream_that_decompresses_takes_records_of_cloudwatch_logs_alone(core: Firehose, clock: FakeClock) -> None:
    client, name = Client(core), {"DeliveryStreamName": "prices"}
    processors = {"Enabled": True, "Processors": [{"Type": "Decompression"}]}
    client.create(ExtendedS3DestinationConfiguration=destination(ProcessingConfiguration=processors))
    clock.advance(1)
    what = f"Put to Firehose failed for AccountId: {ACCOUNT}, FirehoseName: prices"
    message = f"{what} because the request is not originating from CloudWatch."
    assert client.refusal("PutRecord", **name, Record={"Data": b"x"}) == ("InvalidSourceException", message)
    assert client.refusal("PutRecordBatch", **name, Records=[{"Data": b"x"}])[0] == "InvalidSourceException"
    assert perform(core.streams(ACCOUNT, "us-east-1"), "PutRecord", {**name, "Record": {"Data": b"x"}}, "logs")
    assert client.refusal("PutRecord", DeliveryStreamName="absent", Record={"Data": b"x"})[0] == (
        "ResourceNotFoundException"
    )
