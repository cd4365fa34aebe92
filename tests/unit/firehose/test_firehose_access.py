"""What is looked up when a stream is created, if that is set; who may put into a stream that decompresses."""

from typing import Any

import pytest

from firehose_client import ACCOUNT, Client
from firehose_fakes import ROLE, FakeClock, FakeServices, destination, endpoint, processing, processor
from tickstack.firehose.access import trusts_firehose
from tickstack.firehose.options import Options
from tickstack.firehose.service import Firehose

NAME = {"DeliveryStreamName": "prices"}
TRUST: dict[str, Any] = {
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Principal": {"Service": "firehose.amazonaws.com"},
}
EXTERNAL = {"StringEquals": {"sts:ExternalId": ACCOUNT}}
DECOMPRESSING = {"Enabled": True, "Processors": [processor("Decompression", CompressionFormat="GZIP")]}


@pytest.mark.parametrize(
    ("changes", "trusted"),
    [
        ({}, True),
        ({"Condition": EXTERNAL}, True),
        ({"Condition": {"StringEquals": {"sts:ExternalId": ["1", ACCOUNT]}}}, True),
        ({"Condition": {"StringEquals": {"sts:ExternalId": "999999999999"}}}, False),
        ({"Principal": {"Service": ["lambda.amazonaws.com", "firehose.amazonaws.com"]}}, True),
        ({"Principal": {"Service": "lambda.amazonaws.com"}}, False),
        ({"Principal": {"AWS": "*"}}, False),
        ({"Principal": "*"}, True),
        ({"Action": ["sts:TagSession", "sts:AssumeRole"]}, True),
        ({"Action": "sts:TagSession"}, False),
        ({"Effect": "Deny"}, False),
    ],
)
def test_a_role_trusts_firehose(changes: dict[str, Any], trusted: bool) -> None:
    assert trusts_firehose({"Statement": [TRUST | changes]}, ACCOUNT) == trusted
    assert trusts_firehose({"Statement": TRUST | changes}, ACCOUNT) == trusted


NO_ROLE = ("InvalidArgumentException", f"Firehose is unable to assume role {ROLE}. Please check the role provided.")


@pytest.mark.parametrize(
    "members",
    [
        {"ExtendedS3DestinationConfiguration": destination()},
        {"HttpEndpointDestinationConfiguration": endpoint()},
    ],
)
def test_roles_and_buckets_have_to_be_there_when_that_is_set(members: dict[str, Any]) -> None:
    services = FakeServices()
    client = Client(Firehose(services.connect, clock=FakeClock(), options=Options(access=True)))
    request = client.creation(**members)
    assert client.refusal("CreateDeliveryStream", **request) == NO_ROLE
    services.access.policies[ROLE] = {"Statement": [TRUST | {"Action": "sts:TagSession"}]}
    assert client.refusal("CreateDeliveryStream", **request) == NO_ROLE
    services.access.policies[ROLE] = {"Statement": [TRUST]}
    assert client.refusal("CreateDeliveryStream", **request) == (
        "InvalidArgumentException",
        (
            "The specified bucket arn:aws:s3:::market does not exist. Create the bucket or use a different bucket that "
            "does exist."
        ),
    )
    services.access.buckets.add("market")
    client("CreateDeliveryStream", **request)


def test_a_backup_s_bucket_counts_too() -> None:
    services = FakeServices()
    services.access.policies[ROLE] = {"Statement": [TRUST]}
    services.access.buckets.add("market")
    client = Client(Firehose(services.connect, clock=FakeClock(), options=Options(access=True)))
    backup = {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination(BucketARN="arn:aws:s3:::raw")}
    request = client.creation(ExtendedS3DestinationConfiguration=destination(**backup))
    assert "arn:aws:s3:::raw does not exist" in str(client.refusal("CreateDeliveryStream", **request)[1])


def decompressing(configuration: dict[str, Any], **options: Any) -> Client:
    clock = FakeClock()
    client = Client(Firehose(FakeServices().connect, clock=clock, options=Options(**options)))
    client.create(ExtendedS3DestinationConfiguration=destination(ProcessingConfiguration=configuration))
    clock.advance(1)
    return client


def test_only_cloudwatch_logs_puts_into_a_stream_that_decompresses() -> None:
    client = decompressing(DECOMPRESSING)
    refusal = (
        "InvalidSourceException",
        (
            f"Put to Firehose failed for AccountId: {ACCOUNT}, FirehoseName: prices because the request is not "
            "originating from CloudWatch."
        ),
    )
    assert client.refusal("PutRecord", **NAME, Record={"Data": b"x"}) == refusal
    assert client.refusal("PutRecordBatch", **NAME, Records=[{"Data": b"x"}]) == refusal
    client.caller = "logs"
    client("PutRecord", **NAME, Record={"Data": b"x"})


@pytest.mark.parametrize(
    ("configuration", "options"),
    [
        (DECOMPRESSING, {"logs_only": False}),
        (DECOMPRESSING | {"Enabled": False}, {}),
        (processing("Lambda"), {}),
    ],
)
def test_others_put_where_nothing_is_decompressed(configuration: dict[str, Any], options: dict[str, Any]) -> None:
    decompressing(configuration, **options)("PutRecord", **NAME, Record={"Data": b"x"})
