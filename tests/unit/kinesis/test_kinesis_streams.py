"""Streams, shards, consumers and tags through the operations, with a clock that is turned by hand."""

from collections.abc import Iterator
from typing import Any

import pytest

from firehose_fakes import FakeClock
from kinesis_client import ACCOUNT, REGION, Client
from tickstack.errors import AwsError
from tickstack.kinesis.hash_keys import SPACE
from tickstack.kinesis.service import Kinesis

ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/clicks"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client(clock: FakeClock) -> Iterator[Client]:
    kinesis = Kinesis(clock=clock)
    yield Client(kinesis)
    kinesis.close()


def summary(client: Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.of_stream("DescribeStreamSummary")["StreamDescriptionSummary"]
    return answer


def test_a_stream_is_creating_then_active_then_deleting_then_gone(client: Client, clock: FakeClock) -> None:
    client.of_stream("CreateStream", ShardCount=2, Tags={"team": "web"})
    description = client.of_stream("DescribeStream")["StreamDescription"]
    assert (description["StreamStatus"], description["Shards"]) == ("CREATING", [])
    assert client.refusal("PutRecord", Data=b"x", PartitionKey="k") == (
        "ResourceNotFoundException",
        f"Stream clicks under account {ACCOUNT} not found.",
    )
    assert client.refusal("ListShards") == (
        "ResourceInUseException",
        f"Stream clicks under account {ACCOUNT} not ACTIVE, instead in state CREATING",
    )
    clock.advance(1)
    assert summary(client) == {
        "StreamName": "clicks",
        "StreamARN": ARN,
        "StreamStatus": "ACTIVE",
        "StreamModeDetails": {"StreamMode": "PROVISIONED"},
        "RetentionPeriodHours": 24,
        "StreamCreationTimestamp": description["StreamCreationTimestamp"],
        "EnhancedMonitoring": [{"ShardLevelMetrics": []}],
        "EncryptionType": "NONE",
        "OpenShardCount": 2,
        "ConsumerCount": 0,
        "MaxRecordSizeInKiB": 1024,
    }
    client("DeleteStream", StreamARN=ARN)
    assert summary(client)["StreamStatus"] == "DELETING"
    assert client.refusal("AddTagsToStream", Tags={"a": "b"})[0] == "ResourceInUseException"
    client.of_stream("DeleteStream")
    clock.advance(1)
    assert client.refusal("DescribeStream") == (
        "ResourceNotFoundException",
        f"Stream clicks under account {ACCOUNT} not found.",
    )
    client.create(clock)
    assert client.data(client.iterator()) == []


def test_shards_divide_the_hash_keys(client: Client, clock: FakeClock) -> None:
    client.create(clock, 2)
    shards = client.shards()
    assert [shard["ShardId"] for shard in shards] == ["shardId-000000000000", "shardId-000000000001"]
    assert [shard["HashKeyRange"] for shard in shards] == [
        {"StartingHashKey": "0", "EndingHashKey": str(SPACE // 2 - 1)},
        {"StartingHashKey": str(SPACE // 2), "EndingHashKey": str(SPACE - 1)},
    ]
    assert client.of_stream("DescribeStream")["StreamDescription"]["Shards"] == shards


def test_a_provisioned_stream_needs_its_number_of_shards(client: Client) -> None:
    provisioned = {"StreamMode": "PROVISIONED"}
    assert client.refusal("CreateStream", StreamModeDetails=provisioned)[0] == "ValidationException"


@pytest.mark.parametrize("given", [{}, {"StreamModeDetails": {"StreamMode": "ON_DEMAND"}}])
def test_on_demand_streams_have_four_shards(client: Client, clock: FakeClock, given: dict[str, Any]) -> None:
    client.of_stream("CreateStream", **given)
    clock.advance(1)
    assert summary(client)["OpenShardCount"] == 4
    code, text = client.refusal("UpdateShardCount", TargetShardCount=8, ScalingType="UNIFORM_SCALING")
    assert (code, text) == (
        "ValidationException",
        f"Request is invalid. Stream clicks under account {ACCOUNT} is in On-Demand mode.",
    )
    client("UpdateStreamMode", StreamARN=ARN, StreamModeDetails={"StreamMode": "PROVISIONED"})
    assert summary(client)["StreamStatus"] == "UPDATING"
    assert summary(client)["StreamModeDetails"] == {"StreamMode": "PROVISIONED"}


REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("CreateStream", {"ShardCount": 1}, "ResourceInUseException", "already exists"),
    ("CreateStream", {"ShardCount": 0}, "ValidationException", "at 'shardCount' failed to satisfy constraint"),
    ("CreateStream", {"ShardCount": 30_000}, "LimitExceededException", "would exceed the shard limit"),
    ("CreateStream", {"ShardCount": 1, "WarmThroughputMiBps": 1}, "NotImplementedException", "warm throughput"),
    ("EnableEnhancedMonitoring", {"ShardLevelMetrics": ["ALL"]}, "NotImplementedException", "EnableEnhancedMonitoring"),
    (
        "IncreaseStreamRetentionPeriod",
        {"RetentionPeriodHours": 23},
        "InvalidArgumentException",
        "(23 hours) is too short",
    ),
    ("IncreaseStreamRetentionPeriod", {"RetentionPeriodHours": 8761}, "InvalidArgumentException", "is too long"),
    (
        "DecreaseStreamRetentionPeriod",
        {"RetentionPeriodHours": 48},
        "InvalidArgumentException",
        "can not be longer than",
    ),
    (
        "SplitShard",
        {"ShardToSplit": "shardId-000000000009", "NewStartingHashKey": "10"},
        "ResourceNotFoundException",
        "Could not find shard shardId-000000000009 in stream clicks",
    ),
    (
        "SplitShard",
        {"ShardToSplit": "shardId-000000000000", "NewStartingHashKey": "1"},
        "InvalidArgumentException",
        "is not both greater than one plus the shard's StartingHashKey 0",
    ),
    (
        "MergeShards",
        {"ShardToMerge": "shardId-000000000000", "AdjacentShardToMerge": "shardId-000000000002"},
        "InvalidArgumentException",
        "not an adjacent pair",
    ),
    (
        "UpdateShardCount",
        {"TargetShardCount": 7, "ScalingType": "UNIFORM_SCALING"},
        "LimitExceededException",
        "cannot scale up over double",
    ),
    (
        "UpdateShardCount",
        {"TargetShardCount": 1, "ScalingType": "UNIFORM_SCALING"},
        "LimitExceededException",
        "cannot scale down below half",
    ),
    (
        "AddTagsToStream",
        {"Tags": {f"tag{number}": "" for number in range(51)}},
        "InvalidArgumentException",
        "more than 50 tags",
    ),
]


@pytest.mark.parametrize(("operation", "members", "code", "text"), REFUSED)
def test_what_is_refused(
    client: Client, clock: FakeClock, operation: str, members: dict[str, Any], code: str, text: str
) -> None:
    client.create(clock, 3)
    refused = client.refusal(operation, **members)
    assert refused[0] == code
    assert text in str(refused[1])
    assert len(client.shards()) == 3


def test_a_stream_is_named_by_name_or_arn(client: Client) -> None:
    client.name = "absent"
    assert client.refusal("DescribeStream")[0] == "ResourceNotFoundException"
    with pytest.raises(Exception, match="Either StreamARN or StreamName"):
        client("DescribeStream")


def test_streams_are_listed_by_name_and_page(client: Client, clock: FakeClock) -> None:
    for name in "cab":
        client("CreateStream", StreamName=name, ShardCount=1)
    first = client("ListStreams", Limit=2)
    assert (first["StreamNames"], first["HasMoreStreams"]) == (["a", "b"], True)
    assert [each["StreamStatus"] for each in first["StreamSummaries"]] == ["CREATING", "CREATING"]
    rest = client("ListStreams", NextToken=first["NextToken"])
    assert (rest["StreamNames"], rest["HasMoreStreams"]) == (["c"], False)
    assert client("ListStreams", ExclusiveStartStreamName="b")["StreamNames"] == ["c"]


def test_shards_are_listed_by_page_and_filter(client: Client, clock: FakeClock) -> None:
    client.create(clock, 2)
    clock.advance(10)
    before = clock.time()
    clock.advance(10)
    client.of_stream("MergeShards", ShardToMerge="shardId-000000000000", AdjacentShardToMerge="shardId-000000000001")
    clock.advance(10)

    def listed(**members: Any) -> list[int]:
        return [int(shard["ShardId"][-2:]) for shard in client.of_stream("ListShards", **members)["Shards"]]

    first = client.of_stream("ListShards", MaxResults=2)
    assert [each["ShardId"][-1] for each in first["Shards"]] == ["0", "1"]
    assert [each["ShardId"][-1] for each in client("ListShards", NextToken=first["NextToken"])["Shards"]] == ["2"]
    assert listed(ExclusiveStartShardId="shardId-000000000001") == [2]
    assert listed(ShardFilter={"Type": "AT_LATEST"}) == [2]
    assert listed(ShardFilter={"Type": "AT_TIMESTAMP", "Timestamp": before}) == [0, 1]
    assert listed(ShardFilter={"Type": "AT_TRIM_HORIZON"}) == [0, 1]
    assert listed(ShardFilter={"Type": "FROM_TIMESTAMP", "Timestamp": clock.time()}) == [2]
    assert listed(ShardFilter={"Type": "AFTER_SHARD_ID", "ShardId": "shardId-000000000000"}) == [1, 2]
    assert client.refusal("ListShards", ShardFilter={"Type": "AT_TIMESTAMP"})[0] == "InvalidArgumentException"
    merged = client.shards()[2]
    assert merged["ParentShardId"] == "shardId-000000000000"
    assert merged["AdjacentParentShardId"] == "shardId-000000000001"
    assert client.refusal("SplitShard", ShardToSplit="shardId-000000000000", NewStartingHashKey="100")[1] == (
        f"Shard shardId-000000000000 in stream clicks under account {ACCOUNT} has already been merged or split, and "
        "thus is not eligible for merging or splitting."
    )
    clock.advance(25 * 3600)
    assert listed() == [2]


def test_a_change_of_shards_takes_a_moment(client: Client, clock: FakeClock) -> None:
    client.create(clock, 2)
    count = client.of_stream("UpdateShardCount", TargetShardCount=4, ScalingType="UNIFORM_SCALING")
    assert count == {"StreamName": "clicks", "StreamARN": ARN, "CurrentShardCount": 2, "TargetShardCount": 4}
    assert summary(client)["StreamStatus"] == "UPDATING"
    assert client.refusal("UpdateShardCount", TargetShardCount=2, ScalingType="UNIFORM_SCALING") == (
        "ResourceInUseException",
        f"Stream clicks under account {ACCOUNT} not ACTIVE, instead in state UPDATING",
    )
    clock.advance(1)
    assert (summary(client)["StreamStatus"], summary(client)["OpenShardCount"]) == ("ACTIVE", 4)
    limits = client("DescribeLimits")
    assert (limits["OpenShardCount"], limits["OnDemandStreamCount"]) == (4, 0)


def test_consumers(client: Client, clock: FakeClock) -> None:
    client.create(clock)
    consumer = client("RegisterStreamConsumer", StreamARN=ARN, ConsumerName="app")["Consumer"]
    assert consumer["ConsumerStatus"] == "CREATING"
    assert consumer["ConsumerARN"] == f"{ARN}/consumer/app:{int(clock.time())}"
    clock.advance(1)
    described = client("DescribeStreamConsumer", ConsumerARN=consumer["ConsumerARN"])["ConsumerDescription"]
    assert described == consumer | {"ConsumerStatus": "ACTIVE", "StreamARN": ARN}
    assert client("DescribeStreamConsumer", StreamARN=ARN, ConsumerName="app") == {"ConsumerDescription": described}
    assert len(client("ListStreamConsumers", StreamARN=ARN)["Consumers"]) == 1
    assert client.refusal("RegisterStreamConsumer", StreamARN=ARN, ConsumerName="app")[0] == "ResourceInUseException"
    assert client.refusal("DeleteStream")[0] == "ResourceInUseException"
    client("DeregisterStreamConsumer", ConsumerARN=consumer["ConsumerARN"])
    with pytest.raises(Exception, match=f"Consumer app, account {ACCOUNT} not found"):
        client("DescribeStreamConsumer", StreamARN=ARN, ConsumerName="app")
    client.of_stream("DeleteStream")


def test_tags(client: Client, clock: FakeClock) -> None:
    client.create(clock, Tags={"b": "2"})
    client.of_stream("AddTagsToStream", Tags={"a": "1", "c": "3"})
    first = client.of_stream("ListTagsForStream", Limit=2)
    assert first == {"Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}], "HasMoreTags": True}
    assert client.of_stream("ListTagsForStream", ExclusiveStartTagKey="b")["Tags"] == [{"Key": "c", "Value": "3"}]
    client.of_stream("RemoveTagsFromStream", TagKeys=["a", "b"])
    client("TagResource", ResourceARN=ARN, Tags={"d": "4"})
    client("UntagResource", ResourceARN=ARN, TagKeys=["c"])
    assert client("ListTagsForResource", ResourceARN=ARN) == {"Tags": [{"Key": "d", "Value": "4"}]}


def test_a_resource_policy_is_kept(client: Client, clock: FakeClock) -> None:
    client.create(clock)
    assert client("GetResourcePolicy", ResourceARN=ARN) == {"Policy": "{}"}
    client("PutResourcePolicy", ResourceARN=ARN, Policy='{"Statement": []}')
    assert client("GetResourcePolicy", ResourceARN=ARN) == {"Policy": '{"Statement": []}'}
    client("DeleteResourcePolicy", ResourceARN=ARN)
    with pytest.raises(AwsError, match="No resource policy found"):
        client("DeleteResourcePolicy", ResourceARN=ARN)
    with pytest.raises(AwsError, match="not valid JSON"):
        client("PutResourcePolicy", ResourceARN=ARN, Policy="{")


def test_encryption_is_told_by_descriptions_and_answers(client: Client, clock: FakeClock) -> None:
    client.create(clock)
    client.of_stream("StartStreamEncryption", EncryptionType="KMS", KeyId="alias/aws/kinesis")
    clock.advance(1)
    assert (summary(client)["EncryptionType"], summary(client)["KeyId"]) == ("KMS", "alias/aws/kinesis")
    assert client.of_stream("PutRecord", Data=b"x", PartitionKey="k")["EncryptionType"] == "KMS"
    client.of_stream("StopStreamEncryption", EncryptionType="KMS", KeyId="alias/aws/kinesis")
    assert summary(client)["EncryptionType"] == "NONE"
