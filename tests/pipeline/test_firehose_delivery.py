"""Delivery streams of the running stack: names, bytes and metrics as a user sees them through boto3."""

import base64
import gzip
import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from analyst import Stack, lines_below
from delivery_streams import ROLE, Create, Deploy, describe, keys, put
from own_stack import until

pytestmark = pytest.mark.stack

# Appends the base64 of a newline to base64 text, as most transformers in the wild do.
TRANSFORMER = """
import base64

RESULTS = {b"drop": "Dropped", b"fail": "ProcessingFailed"}


def handler(event, context):
    return {
        "records": [
            {
                "recordId": record["recordId"],
                "result": RESULTS.get(base64.b64decode(record["data"]), "Ok"),
                "data": record["data"] + "Cg==",
            }
            for record in event["records"]
        ]
    }
"""


@pytest.fixture
def function(deploy: Deploy) -> str:
    """The ARN of a transformer that drops ``drop``, fails ``fail`` and gives every other record a newline."""
    return deploy(TRANSFORMER)


def by_lambda(function: str) -> dict[str, Any]:
    parameters = [{"ParameterName": "LambdaArn", "ParameterValue": function}]
    return {"Enabled": True, "Processors": [{"Type": "Lambda", "Parameters": parameters}]}


def test_a_compressed_object_under_a_custom_prefix(stack: Stack, bucket: str, create: Create) -> None:
    name = create(
        Prefix="year=!{timestamp:yyyy}/zone=!{timestamp:xx}/",
        ErrorOutputPrefix="errors/!{firehose:error-output-type}/",
        CustomTimeZone="Asia/Tokyo",
        CompressionFormat="GZIP",
        ProcessingConfiguration={"Enabled": True, "Processors": [{"Type": "AppendDelimiterToRecord"}]},
    )
    put(stack, name, b"one", b"two", b"three")
    (key,) = until(lambda: keys(stack, bucket), "the object")
    assert re.fullmatch(
        rf"year=\d{{4}}/zone=\+0900/{name}-1-\d{{4}}(-\d\d){{5}}-[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}\.gz",
        key,
    )
    item = stack.client("s3").get_object(Bucket=bucket, Key=key)
    assert (item["ContentType"], item["ContentEncoding"]) == ("application/octet-stream", "gzip")
    assert gzip.decompress(item["Body"].read()) == b"one\ntwo\nthree"


def test_a_transformer_s_results_are_honoured(stack: Stack, bucket: str, create: Create, function: str) -> None:
    name = create(Prefix="data/", ProcessingConfiguration=by_lambda(function))
    put(stack, name, b'{"a": 1}', b"drop", b'{"a": 22}', b"fail")
    s3 = stack.client("s3")
    assert until(lambda: lines_below(s3, bucket, "data/2"), "the data") == [b'{"a": 1}', b'{"a": 22}']
    (line,) = until(lambda: lines_below(s3, bucket, "data/processing-failed/"), "the error object")
    error = json.loads(line)
    assert base64.b64decode(error["rawData"]) == b"fail"
    assert (error["errorCode"], error["attemptsMade"]) == ("Lambda.ProcessingFailedStatus", 1)
    assert error["lambdaARN"] == function


def test_a_function_that_is_not_there_costs_no_record(stack: Stack, bucket: str, create: Create) -> None:
    absent = "arn:aws:lambda:us-east-1:000000000000:function:absent"
    name = create(ProcessingConfiguration=by_lambda(absent))
    put(stack, name, b"one", b"two")
    lines = until(lambda: lines_below(stack.client("s3"), bucket, "processing-failed/"), "the error object")
    errors = [json.loads(line) for line in lines]
    assert [base64.b64decode(error["rawData"]) for error in errors] == [b"one", b"two"]
    assert {(error["errorCode"], error["attemptsMade"]) for error in errors} == {("Lambda.ResourceNotFound", 4)}


def test_errors_are_logged_where_the_destination_says(stack: Stack, create: Create) -> None:
    logs, group = stack.client("logs"), f"/aws/kinesisfirehose/{uuid.uuid4().hex[:12]}"
    target = {"logGroupName": group, "logStreamName": "DestinationDelivery"}
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(**target)
    options = {"Enabled": True, "LogGroupName": group, "LogStreamName": "DestinationDelivery"}
    name = create(BucketARN="arn:aws:s3:::no-bucket-of-this-name", CloudWatchLoggingOptions=options)
    put(stack, name, b"one")
    events = until(lambda: logs.get_log_events(**target)["events"], "the error log")
    line = json.loads(events[0]["message"])
    assert (line["errorCode"], line["destination"]) == ("S3.NoSuchBucket", "arn:aws:s3:::no-bucket-of-this-name")
    assert line["deliveryStreamARN"] == describe(stack, name)["DeliveryStreamARN"]
    logs.delete_log_group(logGroupName=group)


def test_an_update_shows_in_the_names(stack: Stack, bucket: str, create: Create) -> None:
    name = create()
    (destination,) = describe(stack, name)["Destinations"]
    update = {
        "DeliveryStreamName": name,
        "CurrentDeliveryStreamVersionId": "1",
        "DestinationId": destination["DestinationId"],
        "ExtendedS3DestinationUpdate": {"Prefix": "second/"},
    }
    firehose = stack.client("firehose")
    firehose.update_destination(**update)
    assert describe(stack, name)["VersionId"] == "2"
    with pytest.raises(firehose.exceptions.ConcurrentModificationException):
        firehose.update_destination(**update)
    put(stack, name, b"one")
    (key,) = until(lambda: keys(stack, bucket), "the object")
    assert re.match(rf"second/\d{{4}}/\d\d/\d\d/\d\d/{name}-2-", key)


def test_a_bucket_that_comes_late_gets_every_record(stack: Stack, create: Create) -> None:
    late, s3 = f"late-{uuid.uuid4().hex[:12]}", stack.client("s3")
    name = create(BucketARN=f"arn:aws:s3:::{late}")
    put(stack, name, b"one\n")
    until(lambda: 0 in samples(stack, name, "DeliveryToS3.Success"), "a refusal")
    assert describe(stack, name)["DeliveryStreamStatus"] == "ACTIVE"
    put(stack, name, b"two\n")
    s3.create_bucket(Bucket=late)
    until(lambda: sorted(lines_below(s3, late, "")) == [b"one", b"two"], "delivery of both")
    for key in keys(stack, late):
        s3.delete_object(Bucket=late, Key=key)
    s3.delete_bucket(Bucket=late)


def samples(stack: Stack, name: str, metric: str) -> list[float]:
    """The least value and the sum of a metric of the last minutes, per datapoint."""
    now = datetime.now(UTC)
    points = stack.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Firehose",
        MetricName=metric,
        Dimensions=[{"Name": "DeliveryStreamName", "Value": name}],
        StartTime=now - timedelta(minutes=10),
        EndTime=now + timedelta(minutes=1),
        Period=3600,
        Statistics=["Minimum", "Sum"],
    )["Datapoints"]
    return [point[statistic] for point in points for statistic in ("Minimum", "Sum")]


def test_the_monitoring_page_has_its_metrics(stack: Stack, bucket: str, create: Create, function: str) -> None:
    name = create(ProcessingConfiguration=by_lambda(function))
    put(stack, name, b"12345", b"drop", b"fail")
    until(lambda: len(keys(stack, bucket)) == 2, "both objects")
    expected = {
        "IncomingBytes": 13,
        "IncomingRecords": 3,
        "ExecuteProcessing.Success": 1,
        "SucceedProcessing.Records": 1,
        "SucceedProcessing.Bytes": 5,
        "DeliveryToS3.Success": 2,
        "DeliveryToS3.Records": 2,
        "DeliveryToS3.Bytes": 9,
    }
    for metric, total in expected.items():
        until(lambda metric=metric, total=total: total in samples(stack, name, metric), f"{metric} = {total}")  # type: ignore[misc]  # mypy cannot infer a lambda with defaults
    for metric in ("ExecuteProcessing.Duration", "DeliveryToS3.DataFreshness"):
        assert samples(stack, name, metric)[0] >= 0


def test_the_answers_are_the_api_s_own_exceptions(stack: Stack) -> None:
    firehose = stack.client("firehose")
    with pytest.raises(firehose.exceptions.ResourceNotFoundException, match="Firehose absent under account"):
        firehose.put_record(DeliveryStreamName="absent", Record={"Data": b"x"})
    with pytest.raises(firehose.exceptions.InvalidArgumentException, match="Exactly one destination"):
        firehose.create_delivery_stream(DeliveryStreamName="none")
    with pytest.raises(firehose.exceptions.ClientError, match="does not support") as refused:
        firehose.create_delivery_stream(
            DeliveryStreamName="iceberg",
            IcebergDestinationConfiguration={
                "RoleARN": ROLE,
                "CatalogConfiguration": {},
                "S3Configuration": {"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::b"},
            },
        )
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
