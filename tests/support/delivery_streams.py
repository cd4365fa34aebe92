"""Delivery streams and functions that a test has for itself, made and used through boto3."""

import io
import uuid
import zipfile
from collections.abc import Callable
from typing import Any

from analyst import Stack
from own_stack import until

ROLE = "arn:aws:iam::000000000000:role/delivery"

type Create = Callable[..., str]
"""Creates an active stream into the test's own bucket; further members go to its S3 destination."""

type Deploy = Callable[[str], str]
"""Creates a function whose module has these lines and a ``handler``: its ARN."""


def create_stream(stack: Stack, bucket: str, **members: Any) -> str:
    """An active stream into ``bucket``: its name."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    configuration = {
        "RoleARN": ROLE,
        "BucketARN": f"arn:aws:s3:::{bucket}",
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
    } | members
    stack.client("firehose").create_delivery_stream(
        DeliveryStreamName=name, ExtendedS3DestinationConfiguration=configuration
    )
    until(lambda: describe(stack, name)["DeliveryStreamStatus"] == "ACTIVE", "ACTIVE")
    return name


def create_function(stack: Stack, code: str) -> str:
    """An active function of Python: its ARN."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("transformer.py", code)
    client, name = stack.client("lambda"), f"test-{uuid.uuid4().hex[:12]}"
    arn: str = client.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=ROLE,
        Handler="transformer.handler",
        Code={"ZipFile": package.getvalue()},
        Timeout=30,
    )["FunctionArn"]
    until(lambda: client.get_function(FunctionName=name)["Configuration"]["State"] == "Active", "the function")
    return arn


def describe(stack: Stack, name: str) -> dict[str, Any]:
    description: dict[str, Any] = stack.client("firehose").describe_delivery_stream(DeliveryStreamName=name)[
        "DeliveryStreamDescription"
    ]
    return description


def put(stack: Stack, name: str, *records: bytes) -> None:
    answer = stack.client("firehose").put_record_batch(
        DeliveryStreamName=name, Records=[{"Data": record} for record in records]
    )
    assert answer["FailedPutCount"] == 0


def keys(stack: Stack, bucket: str, prefix: str = "") -> list[str]:
    contents = stack.client("s3").list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])
    return [item["Key"] for item in contents]
