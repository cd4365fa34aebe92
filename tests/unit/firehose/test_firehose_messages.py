"""The refusals of the API, a row each: code and text as AWS words them, where its words are known."""

from typing import Any, NamedTuple

import pytest

from firehose_client import ACCOUNT, Client
from firehose_fakes import (
    ROLE,
    FakeClock,
    FakeServices,
    conversion,
    destination,
    partitioned,
    processing,
    processor,
)
from tickstack.firehose.ports import KeyFault
from tickstack.firehose.service import Firehose

INVALID, VALIDATION = "InvalidArgumentException", "ValidationException"
IN_USE, NOT_FOUND = "ResourceInUseException", "ResourceNotFoundException"
ONE = "1 validation error detected: Value at "
MUST = "failed to satisfy constraint: Member must"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/bad"
KINESIS = f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/ticks"
TARGET = {"CurrentDeliveryStreamVersionId": "1", "DestinationId": "destinationId-000000000001"}
BIGGEST = bytes(1_024_000)
BACKED_UP = {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination()}
PARTITIONED = partitioned("!{partitionKeyFromQuery:k}/", query="{k:.k}")
LARGE = {"SizeInMBs": 64, "IntervalInSeconds": 60}


class Row(NamedTuple):
    operation: str
    stream: str
    members: dict[str, Any]
    code: str
    message: str


def put(stream: str, code: str, message: str, *data: bytes) -> Row:
    return Row("PutRecordBatch", stream, {"Records": [{"Data": each} for each in data or (b"x",)]}, code, message)


def created(code: str, message: str, **members: Any) -> Row:
    return Row(
        "CreateDeliveryStream", "new", {"ExtendedS3DestinationConfiguration": destination(**members)}, code, message
    )


def changed(stream: str, code: str, message: str, **members: Any) -> Row:
    return Row("UpdateDestination", stream, {**TARGET, "ExtendedS3DestinationUpdate": members}, code, message)


def hint(member: str, value: int, limit: str) -> Row:
    path = f"'extendedS3DestinationConfiguration.bufferingHints.{member[0].lower()}{member[1:]}'"
    return created(VALIDATION, f"{ONE}{path} {MUST} have value {limit}", BufferingHints={member: value})


PUTS = [
    put("absent", NOT_FOUND, f"Firehose absent under account {ACCOUNT} not found."),
    put("creating", NOT_FOUND, f"Firehose creating is not active in {ACCOUNT} account."),
    put("deleting", NOT_FOUND, f"Firehose deleting is not active in {ACCOUNT} account."),
    put("failed", NOT_FOUND, f"Firehose failed is not active in {ACCOUNT} account."),
    put("kinesis", INVALID, "This operation is not permitted on KinesisStreamAsSource delivery stream type."),
    put(
        "logs",
        "InvalidSourceException",
        f"Put to Firehose failed for AccountId: {ACCOUNT}, FirehoseName: logs because the request is not originating "
        "from CloudWatch.",
    ),
    put("active", INVALID, "Records size exceeds 4 MB limit", *[BIGGEST] * 4, bytes(98_305)),
    put("active", VALIDATION, f"{ONE}'records' {MUST} have length less than or equal to 500", *[b""] * 501),
    put(
        "active",
        VALIDATION,
        f"{ONE}'records.3.member.data' {MUST} have length less than or equal to 1024000",
        b"",
        b"",
        BIGGEST + b"x",
    ),
    Row("PutRecordBatch", "active", {}, VALIDATION, f"{ONE}'records' {MUST} not be null"),
    Row(
        "PutRecord",
        "active",
        {"Record": {"Data": BIGGEST + b"x"}},
        VALIDATION,
        f"{ONE}'record.data' {MUST} have length less than or equal to 1024000",
    ),
    Row("PutRecord", "active", {}, VALIDATION, f"{ONE}'record' {MUST} not be null"),
    Row(
        "PutRecord",
        "a b",
        {"Record": {"Data": b""}},
        VALIDATION,
        f"{ONE}'deliveryStreamName' {MUST} satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ),
]

LIFECYCLE = [
    Row(
        "DeleteDeliveryStream",
        "creating",
        {},
        IN_USE,
        f"Firehose creating under account {ACCOUNT} cannot be deleted in CREATING state",
    ),
    Row("DeleteDeliveryStream", "absent", {}, NOT_FOUND, f"Firehose absent under account {ACCOUNT} not found."),
    Row("DescribeDeliveryStream", "absent", {}, NOT_FOUND, f"Firehose absent under account {ACCOUNT} not found."),
    Row(
        "TagDeliveryStream",
        "absent",
        {"Tags": [{"Key": "a"}]},
        NOT_FOUND,
        f"Firehose absent under account {ACCOUNT} not found.",
    ),
    Row("ListTagsForDeliveryStream", "absent", {}, NOT_FOUND, f"Firehose absent under account {ACCOUNT} not found."),
    Row("StopDeliveryStreamEncryption", "absent", {}, NOT_FOUND, f"Firehose absent under account {ACCOUNT} not found."),
    *(
        Row(
            "CreateDeliveryStream",
            name,
            {"S3DestinationConfiguration": destination()},
            IN_USE,
            f"Firehose {name} under accountId {ACCOUNT} already exists",
        )
        for name in ("active", "creating", "deleting", "failed")
    ),
    *(
        Row(
            "UpdateDestination",
            name,
            {**TARGET, "S3DestinationUpdate": {"Prefix": "a/"}},
            IN_USE,
            f"Cannot update firehose: {name} when it is in {status} status",
        )
        for name, status in (("creating", "CREATING"), ("deleting", "DELETING"), ("failed", "CREATING_FAILED"))
    ),
    Row(
        "StartDeliveryStreamEncryption",
        "kinesis",
        {},
        INVALID,
        "Server-side encryption of kinesis is not supported: its type is KinesisStreamAsSource, not DirectPut",
    ),
]

UPDATES = [
    Row(
        "UpdateDestination",
        "active",
        {**TARGET, "CurrentDeliveryStreamVersionId": "3", "S3DestinationUpdate": {"Prefix": "a/"}},
        "ConcurrentModificationException",
        "Cannot update firehose: active since the current version id: 1 and specified version id: 3 do not match",
    ),
    Row(
        "UpdateDestination",
        "active",
        {**TARGET, "DestinationId": "x", "S3DestinationUpdate": {}},
        INVALID,
        "Destination Id x not found",
    ),
    Row(
        "UpdateDestination",
        "active",
        TARGET,
        INVALID,
        "At least one destination or source configuration update must be provided",
    ),
    Row(
        "UpdateDestination",
        "active",
        {"DestinationId": "x"},
        VALIDATION,
        f"{ONE}'currentDeliveryStreamVersionId' {MUST} not be null",
    ),
    Row(
        "UpdateDestination",
        "active",
        {**TARGET, "S3DestinationUpdate": {}, "HttpEndpointDestinationUpdate": {}},
        INVALID,
        "Exactly one destination configuration is supported for a Firehose",
    ),
    changed("backed", INVALID, "Disabling S3 backup is not currently supported.", S3BackupMode="Disabled"),
    changed(
        "active",
        INVALID,
        "Enabling Dynamic Partitioning of an existing delivery stream is not supported.",
        **PARTITIONED,
    ),
    changed(
        "partitioned",
        INVALID,
        "Disabling Dynamic Partitioning of an existing delivery stream is not supported.",
        DynamicPartitioningConfiguration={"Enabled": False},
    ),
    changed(
        "active",
        INVALID,
        "Decompression can be added only while a Lambda or a Decompression processor is enabled.",
        ProcessingConfiguration={"Enabled": True, "Processors": [processor("Decompression")]},
    ),
    changed(
        "active",
        INVALID,
        "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
        Prefix="!{timestamp:yyyy}/",
    ),
]

HINTS = [
    hint("SizeInMBs", 0, "greater than or equal to 1"),
    hint("SizeInMBs", 129, "less than or equal to 128"),
    hint("IntervalInSeconds", -1, "greater than or equal to 0"),
    hint("IntervalInSeconds", 901, "less than or equal to 900"),
    created(
        INVALID,
        "BufferingHints.SizeInMBs must be at least 64 when data format conversion is enabled.",
        DataFormatConversionConfiguration=conversion(),
        BufferingHints={"SizeInMBs": 63, "IntervalInSeconds": 60},
    ),
    created(
        INVALID,
        "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is enabled.",
        **PARTITIONED | {"BufferingHints": {"SizeInMBs": 63, "IntervalInSeconds": 60}},
    ),
    created(
        INVALID,
        "BufferingHints.IntervalInSeconds must be at least 60 when Dynamic Partitioning is enabled.",
        **PARTITIONED | {"BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 59}},
    ),
    created(
        INVALID,
        "BufferingHints.IntervalInSeconds must be at least 60 for S3 backup",
        S3BackupMode="Enabled",
        S3BackupConfiguration=destination(BufferingHints={"SizeInMBs": 5, "IntervalInSeconds": 59}),
    ),
]

CREATION = [
    Row(
        "CreateDeliveryStream", "new", {}, INVALID, "Exactly one destination configuration is supported for a Firehose"
    ),
    Row(
        "CreateDeliveryStream",
        "new",
        {"S3DestinationConfiguration": destination(), "ExtendedS3DestinationConfiguration": destination()},
        INVALID,
        "Exactly one destination configuration is supported for a Firehose",
    ),
    *(
        Row(
            "CreateDeliveryStream",
            "new",
            {
                "ExtendedS3DestinationConfiguration": {
                    name: value for name, value in destination().items() if name != missing
                }
            },
            VALIDATION,
            f"{ONE}'extendedS3DestinationConfiguration.{missing[0].lower()}{missing[1:]}' {MUST} not be null",
        )
        for missing in ("RoleARN", "BucketARN")
    ),
    created(
        VALIDATION,
        f"{ONE}'extendedS3DestinationConfiguration.roleARN' {MUST} satisfy regular expression pattern: "
        r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+",
        RoleARN="delivery",
    ),
    created(
        VALIDATION,
        f"{ONE}'extendedS3DestinationConfiguration.compressionFormat' {MUST} satisfy enum value set: [ZIP, "
        "HADOOP_SNAPPY, Snappy, GZIP, UNCOMPRESSED]",
        CompressionFormat="gzip",
    ),
    created(
        INVALID,
        "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.",
        ProcessingConfiguration={"Enabled": True, "Processors": []},
    ),
    created(
        INVALID, "Cannot have more than 1 Lambda processor", ProcessingConfiguration=processing("Lambda", "Lambda")
    ),
    created(
        INVALID,
        "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
        **PARTITIONED | {"Prefix": "plain/"},
    ),
    created(
        INVALID,
        "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled.",
        Prefix="!{partitionKeyFromLambda:k}/",
        ErrorOutputPrefix="errors/",
    ),
    created(
        INVALID,
        "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when "
        "Dynamic Partitioning is enabled.",
        ProcessingConfiguration=PARTITIONED["ProcessingConfiguration"],
    ),
    created(
        INVALID,
        "CompressionFormat has to be GZIP",
        ProcessingConfiguration={"Enabled": True, "Processors": [processor("Decompression", CompressionFormat="ZIP")]},
    ),
    created(
        INVALID,
        "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor",
        ProcessingConfiguration={
            "Enabled": True,
            "Processors": [processor("CloudWatchLogProcessing", DataMessageExtraction="true")],
        },
    ),
    created(
        INVALID,
        "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
        Prefix="!{firehose:random-string}/",
    ),
    created(
        INVALID,
        "BufferSizeInMBs must be specified when BufferIntervalInSeconds is specified",
        ProcessingConfiguration=processing("Lambda", BufferIntervalInSeconds="60"),
    ),
    Row(
        "CreateDeliveryStream",
        "n" * 65,
        {"S3DestinationConfiguration": destination()},
        VALIDATION,
        f"{ONE}'deliveryStreamName' {MUST} have length less than or equal to 64",
    ),
    Row(
        "CreateDeliveryStream",
        "new",
        {"DeliveryStreamType": "KinesisStreamAsSource", "S3DestinationConfiguration": destination()},
        INVALID,
        "KinesisStreamSourceConfiguration must be specified when the delivery stream type is KinesisStreamAsSource",
    ),
    Row(
        "CreateDeliveryStream",
        "new",
        {
            "KinesisStreamSourceConfiguration": {"KinesisStreamARN": KINESIS, "RoleARN": ROLE},
            "S3DestinationConfiguration": destination(),
        },
        INVALID,
        "KinesisStreamSourceConfiguration can not be specified when the delivery stream type is DirectPut",
    ),
    Row(
        "CreateDeliveryStream",
        "new",
        {"S3DestinationConfiguration": destination(), "Tags": [{"Key": f"k{number}"} for number in range(51)]},
        VALIDATION,
        f"{ONE}'tags' {MUST} have length less than or equal to 50",
    ),
]

TAGS = [
    Row(
        "TagDeliveryStream",
        "active",
        {"Tags": [{"Key": f"k{number}"} for number in range(50)]},
        "LimitExceededException",
        "A delivery stream can have at most 50 tags",
    ),
    Row(
        "TagDeliveryStream",
        "active",
        {"Tags": []},
        VALIDATION,
        f"{ONE}'tags' {MUST} have length greater than or equal to 1",
    ),
    Row(
        "TagDeliveryStream",
        "active",
        {"Tags": [{"Key": "a", "Value": "v" * 257}]},
        VALIDATION,
        f"{ONE}'tags.1.member.value' {MUST} have length less than or equal to 256",
    ),
    Row(
        "UntagDeliveryStream",
        "active",
        {"TagKeys": []},
        VALIDATION,
        f"{ONE}'tagKeys' {MUST} have length greater than or equal to 1",
    ),
    Row(
        "ListTagsForDeliveryStream",
        "active",
        {"Limit": 51},
        VALIDATION,
        f"{ONE}'limit' {MUST} have value less than or equal to 50",
    ),
    Row(
        "ListTagsForDeliveryStream",
        "active",
        {"Limit": 0},
        VALIDATION,
        f"{ONE}'limit' {MUST} have value greater than or equal to 1",
    ),
]

ROWS = [*PUTS, *LIFECYCLE, *UPDATES, *HINTS, *CREATION, *TAGS]


@pytest.fixture(scope="module")
def client() -> Client:
    """Streams in every state, each named by it."""
    clock, services = FakeClock(), FakeServices()
    services.keys.faults[KEY] = KeyFault("KMS_KEY_NOT_FOUND", "no such key")
    client = Client(Firehose(services.connect, clock=clock))
    decompressing = {"Enabled": True, "Processors": [processor("Decompression")]}
    given: dict[str, dict[str, Any]] = {
        "active": {"Tags": [{"Key": "one", "Value": "1"}]},
        "deleting": {},
        "backed": {"ExtendedS3DestinationConfiguration": destination(**BACKED_UP)},
        "partitioned": {"ExtendedS3DestinationConfiguration": destination(**PARTITIONED)},
        "logs": {"ExtendedS3DestinationConfiguration": destination(ProcessingConfiguration=decompressing)},
        "failed": {"DeliveryStreamEncryptionConfigurationInput": {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": KEY}},
        "kinesis": {
            "DeliveryStreamType": "KinesisStreamAsSource",
            "KinesisStreamSourceConfiguration": {"KinesisStreamARN": KINESIS, "RoleARN": ROLE},
        },
    }
    for name, members in given.items():
        client.create(name, **members)
    clock.advance(1)
    client("DeleteDeliveryStream", DeliveryStreamName="deleting")
    client.create("creating")
    return client


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.operation}-{row.stream}-{row.message[:60]}")
def test_refuses(client: Client, row: Row) -> None:
    before = client("ListDeliveryStreams", Limit=100)
    assert client.refusal(row.operation, DeliveryStreamName=row.stream, **row.members) == (row.code, row.message)
    assert client("ListDeliveryStreams", Limit=100) == before
    assert client.describe("active")["VersionId"] == "1"


TAKEN: list[dict[str, Any]] = [
    {"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}},
    {"BufferingHints": {"SizeInMBs": 128, "IntervalInSeconds": 900}},
    {"Prefix": "x" * 512},
    {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination(BufferingHints={"IntervalInSeconds": 60})},
    {"ProcessingConfiguration": processing("Lambda", NumberOfRetries="9", BufferSizeInMBs="3")},
    {"ProcessingConfiguration": {"Enabled": False, "Processors": []}},
    PARTITIONED,
]


@pytest.mark.parametrize("members", TAKEN, ids=",".join)
def test_takes_what_is_just_within_the_limits(members: dict[str, Any]) -> None:
    Client(Firehose(FakeServices().connect, clock=FakeClock())).create(
        ExtendedS3DestinationConfiguration=destination(**members)
    )


@pytest.mark.parametrize(
    ("members", "size"),
    [({}, 5), ({"BufferingHints": {"IntervalInSeconds": 60}}, 5), ({"BufferingHints": LARGE}, 64)],
)
def test_the_default_size_of_what_is_partitioned_is_larger(members: dict[str, Any], size: int) -> None:
    client = Client(Firehose(FakeServices().connect, clock=FakeClock()))
    without = {name: value for name, value in PARTITIONED.items() if name != "BufferingHints"}
    client.create("plain", ExtendedS3DestinationConfiguration=destination(**members))
    client.create("keys", ExtendedS3DestinationConfiguration=destination(**without, **members))
    sizes = [
        client.describe(name)["Destinations"][0]["ExtendedS3DestinationDescription"]["BufferingHints"]["SizeInMBs"]
        for name in ("plain", "keys")
    ]
    assert sizes == [size, 64 if size == 64 else 128]
