"""Records in and out: iterators, limits, resharding, retention, and what a killed process leaves."""

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firehose_fakes import FakeClock
from kinesis_client import ACCOUNT, REGION, Client
from tickstack.kinesis.hash_keys import SPACE
from tickstack.kinesis.service import Kinesis

MIB = 1024 * 1024
ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/clicks"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client(clock: FakeClock) -> Iterator[Client]:
    kinesis = Kinesis(clock=clock)
    client = Client(kinesis)
    client.create(clock)
    yield client
    kinesis.close()


def test_a_record_comes_back_as_it_was_put(client: Client, clock: FakeClock) -> None:
    put = client.of_stream("PutRecord", Data=b"\x00bytes", PartitionKey="käse")
    assert put["ShardId"] == "shardId-000000000000"
    answer = client("GetRecords", ShardIterator=client.iterator())
    assert answer["Records"] == [
        {
            "SequenceNumber": put["SequenceNumber"],
            "ApproximateArrivalTimestamp": datetime.fromtimestamp(int(clock.time() * 1000) / 1000, UTC),
            "Data": b"\x00bytes",
            "PartitionKey": "käse",
        }
    ]
    assert answer["MillisBehindLatest"] == 0
    assert client.data(answer["NextShardIterator"]) == []


def test_iterators_start_where_they_say(client: Client, clock: FakeClock) -> None:
    numbers = []
    for data in (b"a", b"b", b"c"):
        numbers += [each["SequenceNumber"] for each in client.put(data)]
        clock.advance(10)
    latest = client.iterator("LATEST")
    client.put(b"d")
    now = clock.time()
    cases: list[tuple[str, dict[str, Any], list[bytes]]] = [
        ("TRIM_HORIZON", {}, [b"a", b"b", b"c", b"d"]),
        ("LATEST", {}, []),
        ("AT_SEQUENCE_NUMBER", {"StartingSequenceNumber": numbers[1]}, [b"b", b"c", b"d"]),
        ("AFTER_SEQUENCE_NUMBER", {"StartingSequenceNumber": numbers[1]}, [b"c", b"d"]),
        ("AT_TIMESTAMP", {"Timestamp": datetime.fromtimestamp(now - 15, UTC)}, [b"c", b"d"]),
        ("AT_TIMESTAMP", {"Timestamp": now - 20}, [b"b", b"c", b"d"]),
        ("AT_TIMESTAMP", {"Timestamp": now + 1}, []),
        ("AT_TIMESTAMP", {"Timestamp": 0}, [b"a", b"b", b"c", b"d"]),
    ]
    for kind, members, expected in cases:
        assert client.data(client.iterator(kind, **members)) == expected, (kind, members)
    assert client.data(latest) == [b"d"]


def test_iterators_are_refused(client: Client, clock: FakeClock) -> None:
    (record,) = client.put(b"a")
    number = record["SequenceNumber"]
    other = str(int(number) + (1 << 164))  # as if of a shard that was made later
    shard = {"ShardId": "shardId-000000000000"}
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"ShardIteratorType": "AT_TIMESTAMP"}, "InvalidArgumentException", "Must specify timestamp parameter"),
        ({"ShardIteratorType": "AT_SEQUENCE_NUMBER"}, "InvalidArgumentException", "and no StartingSequenceNumber"),
        (
            {"ShardIteratorType": "LATEST", "StartingSequenceNumber": number},
            "InvalidArgumentException",
            "and also a StartingSequenceNumber",
        ),
        (
            {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "StartingSequenceNumber": "12"},
            "InvalidArgumentException",
            "is invalid.",
        ),
        (
            {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "StartingSequenceNumber": other},
            "InvalidArgumentException",
            "because it did not come from this stream",
        ),
        ({"ShardIteratorType": "SOMEWHERE"}, "ValidationException", "Member must satisfy enum value set"),
        (
            {"ShardIteratorType": "LATEST", "ShardId": "shardId-000000000001"},
            "ResourceNotFoundException",
            f"Could not find shard shardId-000000000001 in stream clicks under account {ACCOUNT}.",
        ),
    ]
    for members, code, text in cases:
        refused = client.refusal("GetShardIterator", **(shard | members))
        assert (refused[0], text in str(refused[1])) == (code, True), refused


def test_an_iterator_is_good_for_its_own_stream_and_for_five_minutes(client: Client, clock: FakeClock) -> None:
    iterator = client.iterator()
    clock.advance(301)
    with pytest.raises(Exception, match="Iterator expired"):
        client("GetRecords", ShardIterator=iterator)
    iterator = client.iterator()
    client.of_stream("DeleteStream")
    clock.advance(1)
    with pytest.raises(Exception, match="not found"):
        client("GetRecords", ShardIterator=iterator)
    client.create(clock)
    with pytest.raises(Exception, match="does not exist"):
        client("GetRecords", ShardIterator=iterator)


def test_a_read_gives_ten_megabytes_and_tells_how_far_it_is_behind(client: Client, clock: FakeClock) -> None:
    for _ in range(3):
        client.put(*[bytes(MIB - 1000)] * 4)
        clock.advance(10)
    answer = client("GetRecords", ShardIterator=client.iterator())
    assert len(answer["Records"]) == 10
    assert answer["MillisBehindLatest"] == 10_000
    rest = client("GetRecords", ShardIterator=answer["NextShardIterator"])
    assert (len(rest["Records"]), rest["MillisBehindLatest"]) == (2, 0)
    assert len(client.data(client.iterator(), Limit=3)) == 3


def test_records_go_to_the_shard_of_their_hash_key(client: Client, clock: FakeClock) -> None:
    client.name = "two"
    client.create(clock, 2)
    high = client.of_stream("PutRecord", Data=b"", PartitionKey="k", ExplicitHashKey=str(SPACE - 1))
    low = client.of_stream("PutRecord", Data=b"", PartitionKey="k", ExplicitHashKey="0")
    assert (low["ShardId"][-1], high["ShardId"][-1]) == ("0", "1")
    assert client.refusal("PutRecord", Data=b"", PartitionKey="k", ExplicitHashKey=str(SPACE)) == (
        "InvalidArgumentException",
        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
        + str(SPACE),
    )


def test_the_limits_of_puts(client: Client, clock: FakeClock) -> None:
    record = {"Data": b"x", "PartitionKey": "k"}
    cases: list[tuple[str, dict[str, Any], str, str]] = [
        (
            "PutRecord",
            {"Data": b"x"},
            "ValidationException",
            "'partitionKey' failed to satisfy constraint: Member must not be null",
        ),
        (
            "PutRecord",
            record | {"PartitionKey": ""},
            "ValidationException",
            "Member must have length greater than or equal to 1",
        ),
        ("PutRecord", record | {"PartitionKey": "k" * 257}, "ValidationException", "less than or equal to 256"),
        (
            "PutRecord",
            record | {"Data": bytes(MIB + 1)},
            "ValidationException",
            "'data' failed to satisfy constraint: Member must have length less than or equal to 1048576",
        ),
        ("PutRecords", {"Records": []}, "ValidationException", "at 'records' failed"),
        ("PutRecords", {"Records": [record] * 501}, "ValidationException", "less than or equal to 500"),
        (
            "PutRecords",
            {"Records": [record, record | {"Data": bytes(MIB + 1)}]},
            "ValidationException",
            "at 'records.2.member.data' failed",
        ),
        (
            "PutRecords",
            {"Records": [record | {"Data": bytes(MIB)}] * 5},
            "InvalidArgumentException",
            "Records size exceeds 5 MB limit",
        ),
    ]
    for operation, members, code, text in cases:
        refused = client.refusal(operation, **members)
        assert (refused[0], text in str(refused[1])) == (code, True), refused
    assert client.data(client.iterator()) == []
    client("UpdateMaxRecordSize", StreamARN=ARN, MaxRecordSizeInKiB=2048)
    assert client.put(bytes(2 * MIB))


def test_a_split_shard_is_read_to_its_end_and_then_its_children(client: Client, clock: FakeClock) -> None:
    client.put(b"before")
    client.of_stream("SplitShard", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(SPACE // 2))
    after = client.put(b"after")
    answer = client("GetRecords", ShardIterator=client.iterator())
    assert [record["Data"] for record in answer["Records"]] == [b"before"]
    assert "NextShardIterator" not in answer
    assert [child["ShardId"] for child in answer["ChildShards"]] == ["shardId-000000000001", "shardId-000000000002"]
    assert answer["ChildShards"][0]["ParentShards"] == ["shardId-000000000000"]
    read = [client.data(client.iterator(shard=child["ShardId"])) for child in answer["ChildShards"]]
    assert sorted(read) == [[], [b"after"]]
    assert int(after[0]["SequenceNumber"]) > int(client.shards()[0]["SequenceNumberRange"]["EndingSequenceNumber"])


def test_what_is_older_than_the_retention_is_gone(client: Client, clock: FakeClock) -> None:
    (old,) = client.put(b"old")
    clock.advance(23 * 3600)
    client.put(b"new")
    clock.advance(2 * 3600)
    assert client.data(client.iterator()) == [b"new"]
    assert client.data(client.iterator("AT_SEQUENCE_NUMBER", StartingSequenceNumber=old["SequenceNumber"])) == [b"new"]
    client.of_stream("IncreaseStreamRetentionPeriod", RetentionPeriodHours=48)
    client.put(b"newest")
    assert client.data(client.iterator()) == [b"old", b"new", b"newest"]
    clock.advance(100 * 3600)
    assert client.put(b"last")[0]["SequenceNumber"] > old["SequenceNumber"]
    assert client.data(client.iterator()) == [b"last"]


def test_a_subscription_gives_what_comes_until_the_shard_ends(client: Client, clock: FakeClock) -> None:
    consumer = client("RegisterStreamConsumer", StreamARN=ARN, ConsumerName="app")["Consumer"]["ConsumerARN"]
    client.put(b"a")
    events = client(
        "SubscribeToShard",
        ConsumerARN=consumer,
        ShardId="shardId-000000000000",
        StartingPosition={"Type": "TRIM_HORIZON"},
    )["EventStream"]
    first = next(events)["SubscribeToShardEvent"]
    assert [record["Data"] for record in first["Records"]] == [b"a"]
    assert first["ContinuationSequenceNumber"] == first["Records"][0]["SequenceNumber"]
    client.put(b"b")
    assert [record["Data"] for record in next(events)["SubscribeToShardEvent"]["Records"]] == [b"b"]
    client.of_stream("SplitShard", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(SPACE // 2))
    last = next(events)["SubscribeToShardEvent"]
    assert (last["Records"], len(last["ChildShards"])) == ([], 2)
    assert list(events) == []


def test_everything_is_there_for_the_next_process(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "kinesis" / "streams.sqlite"
    kinesis = Kinesis(path, clock)
    client = Client(kinesis)
    client.create(clock, 2, Tags={"team": "web"})
    put = client.put(b"a", b"b")
    client.of_stream("UpdateShardCount", TargetShardCount=4, ScalingType="UNIFORM_SCALING")
    client("RegisterStreamConsumer", StreamARN=ARN, ConsumerName="app")
    shards = client.shards()
    iterator = client.iterator(shard=put[0]["ShardId"])
    kinesis.close()
    kinesis = Kinesis(path, clock)
    client = Client(kinesis)
    assert client.shards() == shards
    assert client.data(iterator) == [b"a", b"b"]
    assert client.of_stream("DescribeStreamSummary")["StreamDescriptionSummary"]["ConsumerCount"] == 1
    assert client.put(b"c")[0]["SequenceNumber"] > put[1]["SequenceNumber"]
    client.of_stream("DeleteStream", EnforceConsumerDeletion=True)
    kinesis.close()
    kinesis = Kinesis(path, clock)
    assert Client(kinesis)("ListStreams")["StreamNames"] == []
    kinesis.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(1, 4), st.sampled_from(["split", "merge", "restart"])), max_size=12))
def test_every_record_is_read_once_in_order_whatever_becomes_of_the_shards(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int | str]
) -> None:
    path, clock = tmp_path_factory.mktemp("kinesis") / "streams.sqlite", FakeClock()
    client = Client(Kinesis(path, clock))
    client.create(clock)
    count = itertools.count()
    for step in steps:
        clock.advance(1)
        opened = [shard for shard in client.shards() if "EndingSequenceNumber" not in shard["SequenceNumberRange"]]
        if isinstance(step, int):
            client.put(*[str(next(count)).encode() for _ in range(step)])
        elif step == "restart":
            client.kinesis.close()
            client = Client(Kinesis(path, clock))
        elif step == "split":
            keys = opened[0]["HashKeyRange"]
            middle = (int(keys["StartingHashKey"]) + int(keys["EndingHashKey"])) // 2
            client.of_stream("SplitShard", ShardToSplit=opened[0]["ShardId"], NewStartingHashKey=str(middle))
        elif len(opened) > 1:
            pair = sorted(opened, key=lambda shard: int(shard["HashKeyRange"]["StartingHashKey"]))[:2]
            client.of_stream("MergeShards", ShardToMerge=pair[0]["ShardId"], AdjacentShardToMerge=pair[1]["ShardId"])
    records = [
        record
        for shard in client.shards()
        for record in client("GetRecords", ShardIterator=client.iterator(shard=shard["ShardId"]))["Records"]
    ]
    client.kinesis.close()
    records.sort(key=lambda record: int(record["SequenceNumber"]))
    assert [record["Data"] for record in records] == [str(number).encode() for number in range(next(count))]
