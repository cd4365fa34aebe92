"""What the pipeline tests share: an analyst, a bucket and a stream of one's own, a day of ticks delivered."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from analyst import DAY, Athena, Stack, command, lines_below
from delivery_streams import Create, Deploy, create_function, create_stream
from own_stack import until
from tickstack.testing import Clients, Pipeline


@pytest.fixture(scope="session")
def athena(stack: Stack) -> Athena:
    return Athena(stack)


@pytest.fixture
def bucket(stack: Stack) -> Iterator[str]:
    """A bucket that the test has for itself."""
    s3 = stack.client("s3")
    name = f"test-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    yield name
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=name):
        for item in page.get("Contents", []):
            s3.delete_object(Bucket=name, Key=item["Key"])
    s3.delete_bucket(Bucket=name)


@pytest.fixture
def create(stack: Stack, bucket: str) -> Iterator[Create]:
    """Creates active streams into the test's own bucket; further members go to the S3 destination."""
    names = []

    def create(**members: Any) -> str:
        names.append(create_stream(stack, bucket, **members))
        return names[-1]

    yield create
    for name in names:
        stack.client("firehose").delete_delivery_stream(DeliveryStreamName=name)


@pytest.fixture
def deploy(stack: Stack) -> Iterator[Deploy]:
    """Creates functions of Python."""
    arns = []

    def deploy(code: str) -> str:
        arns.append(create_function(stack, code))
        return arns[-1]

    yield deploy
    for arn in arns:
        stack.client("lambda").delete_function(FunctionName=arn)


@pytest.fixture
def stream(stack: Stack, bucket: str) -> Iterator[str]:
    """A stream with the deployed one's transformer and buffers that delivers into the test's own bucket."""
    firehose = stack.client("firehose")
    deployed = firehose.describe_delivery_stream(DeliveryStreamName=stack.outputs["DeliveryStreamName"])
    (destination,) = deployed["DeliveryStreamDescription"]["Destinations"]
    configuration = destination["ExtendedS3DestinationDescription"] | {"BucketARN": f"arn:aws:s3:::{bucket}"}
    firehose.create_delivery_stream(DeliveryStreamName=bucket, ExtendedS3DestinationConfiguration=configuration)

    def active() -> bool:
        description = firehose.describe_delivery_stream(DeliveryStreamName=bucket)["DeliveryStreamDescription"]
        return bool(description["DeliveryStreamStatus"] == "ACTIVE")

    until(active, "ACTIVE")
    yield bucket
    firehose.delete_delivery_stream(DeliveryStreamName=bucket)


@pytest.fixture(scope="session")
def day(stack: Stack) -> dict[str, Any]:
    """The collector's answer for the reference day, all of whose records have arrived in S3."""
    ran = command(stack, "collect", "--start", DAY, "--json")
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout)
    s3, bucket = stack.client("s3"), stack.outputs["DataBucketName"]
    until(lambda: len(lines_below(s3, bucket, "ticks/")) >= answer["total"], "delivery of every record")
    return answer


@pytest.fixture(scope="session")
def collected(stack: Stack, day: dict[str, Any], tickstack_client: Clients) -> Stack:
    """The stack with the reference day delivered and its table crawled."""
    assert "ticks" in Pipeline(tickstack_client, stack.name).crawl()
    return stack
