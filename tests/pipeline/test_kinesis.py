"""Kinesis streams of the running stack through boto3 and CloudFormation: in front of Firehose and of functions."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from analyst import Stack, lines_below
from kinesis_template import kinesis_template
from own_stack import until

pytestmark = pytest.mark.stack


@pytest.fixture
def name(stack: Stack) -> Iterator[str]:
    """An active stream with two shards."""
    kinesis, name = stack.client("kinesis"), f"test-{uuid.uuid4().hex[:12]}"
    kinesis.create_stream(StreamName=name, ShardCount=2)
    kinesis.get_waiter("stream_exists").wait(StreamName=name, WaiterConfig={"Delay": 1})
    yield name
    kinesis.delete_stream(StreamName=name, EnforceConsumerDeletion=True)
    kinesis.get_waiter("stream_not_exists").wait(StreamName=name, WaiterConfig={"Delay": 1})


@pytest.fixture
def deployed(stack: Stack, bucket: str) -> Iterator[dict[str, str]]:
    """The outputs of the template's stack, which delivers into the test's own bucket."""
    cloudformation, name = stack.client("cloudformation"), f"t{uuid.uuid4().hex[:10]}"
    cloudformation.create_stack(StackName=name, TemplateBody=kinesis_template(bucket), Capabilities=["CAPABILITY_IAM"])

    def described() -> dict[str, Any]:
        (description,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        return dict(description)

    until(lambda: not described()["StackStatus"].endswith("IN_PROGRESS"), "the deployment")
    events = cloudformation.describe_stack_events(StackName=name)["StackEvents"]
    assert described()["StackStatus"] == "CREATE_COMPLETE", [e.get("ResourceStatusReason") for e in events]
    yield {output["OutputKey"]: output["OutputValue"] for output in described()["Outputs"]}
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1})


def read(kinesis: Any, name: str) -> list[bytes]:
    """Every record of a stream."""
    data: list[bytes] = []
    for shard in kinesis.list_shards(StreamName=name)["Shards"]:
        iterator = kinesis.get_shard_iterator(
            StreamName=name, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        data += [record["Data"] for record in kinesis.get_records(ShardIterator=iterator)["Records"]]
    return data


def test_records_come_back(stack: Stack, name: str) -> None:
    kinesis = stack.client("kinesis")
    data = [bytes([number]) * number for number in range(100)]
    records = [{"Data": each, "PartitionKey": str(number)} for number, each in enumerate(data)]
    assert kinesis.put_records(StreamName=name, Records=records)["FailedRecordCount"] == 0
    assert sorted(read(kinesis, name)) == sorted(data)


def test_an_error_has_its_class_and_text(stack: Stack, name: str) -> None:
    kinesis = stack.client("kinesis")
    with pytest.raises(kinesis.exceptions.ResourceNotFoundException, match="Stream nobody under account"):
        kinesis.describe_stream(StreamName="nobody")
    with pytest.raises(kinesis.exceptions.InvalidArgumentException, match=r"Invalid ShardIterator\."):
        kinesis.get_records(ShardIterator="x")
    with pytest.raises(ClientError) as refused:
        kinesis.enable_enhanced_monitoring(StreamName=name, ShardLevelMetrics=["ALL"])
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501


def test_a_subscriber_is_pushed_what_comes(stack: Stack, name: str) -> None:
    kinesis = stack.client("kinesis")
    arn = kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamARN"]
    consumer = kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="app")["Consumer"]["ConsumerARN"]
    (shard, *_) = kinesis.list_shards(StreamName=name)["Shards"]
    events = kinesis.subscribe_to_shard(
        ConsumerARN=consumer, ShardId=shard["ShardId"], StartingPosition={"Type": "LATEST"}
    )["EventStream"]
    kinesis.put_record(StreamName=name, Data=b"pushed", PartitionKey="k", ExplicitHashKey="0")
    pushed = (record["Data"] for event in events for record in event["SubscribeToShardEvent"]["Records"])
    assert next(pushed) == b"pushed"
    events.close()


def test_a_stream_in_front_of_a_delivery_stream_and_of_a_function(
    stack: Stack, bucket: str, deployed: dict[str, str]
) -> None:
    kinesis, s3, clicks = stack.client("kinesis"), stack.client("s3"), deployed["Clicks"]
    put = {
        kinesis.put_record(StreamName=clicks, Data=f"click {number}", PartitionKey=str(number))[
            "SequenceNumber"
        ]: number
        for number in range(20)
    }
    (shard, *_) = kinesis.list_shards(StreamName=clicks)["Shards"]
    middle = str(int(shard["HashKeyRange"]["EndingHashKey"]) // 2)
    kinesis.split_shard(StreamName=clicks, ShardToSplit=shard["ShardId"], NewStartingHashKey=middle)
    put |= {
        kinesis.put_record(StreamName=clicks, Data=f"click {number}", PartitionKey=str(number))[
            "SequenceNumber"
        ]: number
        for number in range(20, 40)
    }
    wanted = sorted(f"click {number}" for number in range(40))

    def delivered() -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in lines_below(s3, bucket, "delivered/")]
        return lines if len(lines) >= len(wanted) else []

    lines = until(delivered, "the delivery of every record")
    assert sorted(line["data"] for line in lines) == wanted
    for line in lines:
        number = put[line["sequenceNumber"]]
        assert (line["data"], line["partitionKey"], line["subsequenceNumber"]) == (f"click {number}", str(number), 0)
        assert line["source"].endswith(f":stream/{clicks}")
    assert len({line["shardId"] for line in lines}) == 4
    until(lambda: len(lines_below(s3, bucket, "consumed/")) >= len(wanted), "the function's work")
    assert sorted(line.decode() for line in lines_below(s3, bucket, "consumed/")) == wanted
    with pytest.raises(ClientError, match="not permitted on KinesisStreamAsSource delivery stream type"):
        stack.client("firehose").put_record(DeliveryStreamName=deployed["Delivery"], Record={"Data": b"x"})
