"""Dynamic partitioning and log processing in the running stack: keys by a query, keys by a transformer, messages."""

import base64
import gzip
import json
import time

import pytest

from analyst import Stack, lines_below
from delivery_streams import ROLE, Create, Deploy, keys, put
from firehose_fakes import partitioned, processor
from own_stack import until

pytestmark = pytest.mark.stack

# Takes the desk as a partition key, and leaves ``none`` without one.
TRANSFORMER = """
import base64
import json
import time


def answer(record):
    desk = json.loads(base64.b64decode(record["data"]))["desk"]
    keys = {} if desk == "none" else {"desk": desk}
    return {
        "recordId": record["recordId"],
        "result": "Ok",
        "data": record["data"] + "Cg==",
        "metadata": {"partitionKeys": keys},
    }


def handler(event, context):
    return {"records": [answer(record) for record in event["records"]]}
"""


def test_a_query_s_keys_name_the_partitions(stack: Stack, bucket: str, create: Create) -> None:
    members = partitioned(
        "symbol=!{partitionKeyFromQuery:symbol}/year=!{partitionKeyFromQuery:year}/",
        processor("RecordDeAggregation", SubRecordType="JSON"),
        processor("AppendDelimiterToRecord"),
        query='{symbol: .symbol, year: (.ts | strftime("%Y"))}',
    )
    name = create(CompressionFormat="GZIP", **members)
    first, second = '{"symbol":"AMZN","ts":1589463000,"n":1}', '{"symbol":"AMZN","ts":1589463001,"n":2}'
    third, nameless = '{"symbol":"A/B","ts":1621000000,"n":3}', '{"symbol":"","ts":1621000000}'
    put(stack, name, (first + third + second).encode(), b"not json", nameless.encode())

    until(lambda: len(keys(stack, bucket)) == 3, "three objects")
    bodies = {}
    for key in keys(stack, bucket):
        folder, _, file = key.rpartition("/")
        assert file.startswith(f"{name}-1-")
        bodies[folder] = stack.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    errors = bodies.pop("errors/metadata-extraction-failed")
    assert {folder: gzip.decompress(body).decode() for folder, body in bodies.items()} == {
        "symbol=AMZN/year=2020": f"{first}\n{second}",
        "symbol=A/B/year=2021": third,
    }
    found = [json.loads(line) for line in errors.splitlines()]
    assert {(base64.b64decode(each["rawData"]).decode(), each["errorMessage"]) for each in found} == {
        ("not json", "Non JSON record provided"),
        (nameless, "partitionKeys values must not be null or empty"),
    }
    assert {each["errorCode"] for each in found} == {"DynamicPartitioning.MetadataExtractionFailed"}


def test_a_transformer_s_keys_name_the_partitions(stack: Stack, bucket: str, create: Create, deploy: Deploy) -> None:
    function = processor("Lambda", LambdaArn=deploy(TRANSFORMER), BufferSizeInMBs="0.2", BufferIntervalInSeconds="0")
    prefix = "desk=!{partitionKeyFromLambda:desk}/!{timestamp:yyyy}/side=!{partitionKeyFromQuery:side}/"
    name = create(**partitioned(prefix, function, query="{side: .side}"))
    records = [json.dumps({"desk": desk, "side": side}) for desk in ("fx", "rates", "none") for side in ("buy", "sell")]
    put(stack, name, *(record.encode() for record in records))

    s3 = stack.client("s3")
    failed = until(lambda: lines_below(s3, bucket, "errors/metadata-extraction-failed/"), "the error object")
    assert {base64.b64decode(json.loads(line)["rawData"]).decode() for line in failed} == set(records[4:])
    until(lambda: len(keys(stack, bucket, "desk=")) == 4, "four partitions")
    for record in records[:4]:
        desk, side = json.loads(record).values()
        (key,) = [each for each in keys(stack, bucket, f"desk={desk}/2") if f"/side={side}/{name}-1-" in each]
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode() == record + "\n"


def test_the_messages_of_a_log_group_become_lines(stack: Stack, bucket: str, create: Create) -> None:
    processors = [
        processor("Decompression", CompressionFormat="GZIP"),
        processor("CloudWatchLogProcessing", DataMessageExtraction="true"),
    ]
    name = create(ProcessingConfiguration={"Enabled": True, "Processors": processors})
    firehose, logs = stack.client("firehose"), stack.client("logs")
    with pytest.raises(firehose.exceptions.InvalidSourceException, match="not originating from CloudWatch"):
        firehose.put_record(DeliveryStreamName=name, Record={"Data": b"{}"})

    arn = firehose.describe_delivery_stream(DeliveryStreamName=name)["DeliveryStreamDescription"]["DeliveryStreamARN"]
    group = {"logGroupName": f"/test/{name}"}
    logs.create_log_group(**group)
    logs.create_log_stream(**group, logStreamName="s")
    logs.put_subscription_filter(**group, filterName="all", filterPattern="", destinationArn=arn, roleArn=ROLE)
    events = [{"timestamp": int(time.time() * 1000), "message": text} for text in ("one", "two")]
    logs.put_log_events(**group, logStreamName="s", logEvents=events)
    lines = until(lambda: lines_below(stack.client("s3"), bucket, ""), "the messages")
    assert lines == [b"one", b"two"]
    logs.delete_log_group(**group)


def test_a_template_makes_a_stream_with_partitions_and_changes_its_keys(stack: Stack, bucket: str) -> None:
    cloudformation, name = stack.client("cloudformation"), f"{bucket}-partitions"

    def template(key: str) -> str:
        members = partitioned(f"{key}=!{{partitionKeyFromQuery:{key}}}/", query=f"{{{key}: .{key}}}")
        destination = {"BucketARN": f"arn:aws:s3:::{bucket}", "RoleARN": ROLE, **members}
        properties = {"DeliveryStreamName": name, "ExtendedS3DestinationConfiguration": destination}
        return json.dumps(
            {"Resources": {"Stream": {"Type": "AWS::KinesisFirehose::DeliveryStream", "Properties": properties}}}
        )

    record = {"desk": "fx", "side": "buy"}
    cloudformation.create_stack(StackName=name, TemplateBody=template("desk"))
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    put(stack, name, json.dumps(record).encode())
    until(lambda: keys(stack, bucket, f"desk=fx/{name}-1-"), "the object of the first keys")

    cloudformation.update_stack(StackName=name, TemplateBody=template("side"))
    cloudformation.get_waiter("stack_update_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
    put(stack, name, json.dumps(record).encode())
    until(lambda: keys(stack, bucket, f"side=buy/{name}-2-"), "the object of the second keys")
    cloudformation.delete_stack(StackName=name)
    cloudformation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1})
