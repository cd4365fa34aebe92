import re
from typing import Any

import pytest

from firehose_fakes import conversion, destination
from tickstack.constraints import check_request
from tickstack.errors import AwsError
from tickstack.firehose.limits import FRAMEWORK, batch_data, record_data

ONE = "1 validation error detected: Value at "
TWO = "2 validation errors detected: Value at "
LONG = "failed to satisfy constraint: Member must have length less than or equal to 1024000"
MUST = "failed to satisfy constraint: Member must"
NULL = f"{MUST} not be null"
FORMATS = "[ZIP, HADOOP_SNAPPY, Snappy, GZIP, UNCOMPRESSED]"
BIGGEST = bytes(1_024_000)
PARQUET = ".outputFormatConfiguration.serializer.parquetSerDe"
MAPPINGS = ".inputFormatConfiguration.deserializer.openXJsonSerDe.columnToJsonKeyMappings"
PATTERNS = (r"^\S+$", r"^(?!\s*$).+")


def test_the_biggest_and_the_empty_record_pass() -> None:
    assert record_data({"Data": BIGGEST}) is BIGGEST
    assert batch_data([{"Data": b""}] * 500) == [b""] * 500
    assert len(batch_data([{"Data": BIGGEST}] * 4)) == 4


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"Data": bytes(1_024_001)}, f"{ONE}'record.data' {LONG}"),
        ({}, f"{ONE}'record.data' {NULL}"),
        (None, f"{ONE}'record' {NULL}"),
    ],
)
def test_put_record_refuses(record: dict[str, Any] | None, message: str) -> None:
    with pytest.raises(AwsError) as error:
        record_data(record)
    assert (error.value.code, error.value.message) == ("ValidationException", message)


@pytest.mark.parametrize(
    ("records", "code", "message"),
    [
        (
            [{"Data": b"x"}] * 501,
            "ValidationException",
            f"{ONE}'records' failed to satisfy constraint: Member must have length less than or equal to 500",
        ),
        (
            [],
            "ValidationException",
            f"{ONE}'records' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            [{"Data": b""}, {"Data": bytes(1025 * 1024)}],
            "ValidationException",
            f"{ONE}'records.2.member.data' {LONG}",
        ),
        (
            [{}, {"Data": bytes(1_024_001)}],
            "ValidationException",
            f"{TWO}'records.1.member.data' {NULL}; Value at 'records.2.member.data' {LONG}",
        ),
        ([{"Data": BIGGEST}] * 5, "InvalidArgumentException", "Records size exceeds 4 MB limit"),
        (
            [{"Data": bytes(1024)}, *[{"Data": BIGGEST}] * 4, {"Data": bytes(98_304 - 1024 + 1)}],
            "InvalidArgumentException",
            "Records size exceeds 4 MB limit",
        ),
    ],
)
def test_put_record_batch_refuses(records: list[dict[str, Any]], code: str, message: str) -> None:
    with pytest.raises(AwsError) as error:
        batch_data(records)
    assert (error.value.code, error.value.message) == (code, message)


@pytest.mark.parametrize(
    ("operation", "request_members", "fault"),
    [
        ("DescribeDeliveryStream", {}, "'deliveryStreamName' failed to satisfy constraint: Member must not be null"),
        (
            "DescribeDeliveryStream",
            {"DeliveryStreamName": "a b"},
            f"'deliveryStreamName' {MUST} satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
        ),
        (
            "DescribeDeliveryStream",
            {"DeliveryStreamName": "a" * 65},
            "'deliveryStreamName' failed to satisfy constraint: Member must have length less than or equal to 64",
        ),
        (
            "ListDeliveryStreams",
            {"Limit": 10001},
            "'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
        ),
        (
            "CreateDeliveryStream",
            {
                "DeliveryStreamName": "a",
                "ExtendedS3DestinationConfiguration": {
                    "RoleARN": "arn:aws:iam::000000000000:role/r",
                    "BucketARN": "arn:aws:s3:::b",
                    "CompressionFormat": "gzip",
                },
            },
            f"'extendedS3DestinationConfiguration.compressionFormat' {MUST} satisfy enum value set: {FORMATS}",
        ),
        (
            "TagDeliveryStream",
            {"DeliveryStreamName": "a", "Tags": [{"Key": "ok é-1"}, {"Key": "aws:mine"}]},
            "'tags.2.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern",
        ),
    ],
)
def test_requests_are_checked_against_the_model(operation: str, request_members: dict[str, Any], fault: str) -> None:
    with pytest.raises(AwsError) as error:
        check_request("firehose", operation, request_members, FRAMEWORK)
    assert error.value.code == "ValidationException"
    assert str(error.value.message).startswith(ONE + fault)


def test_the_members_of_a_conversion_are_checked_in_the_service_s_order() -> None:
    mappings = {"ColumnToJsonKeyMappings": {"a b": "c", "d": " "}}
    given = conversion(openx=mappings, parquet={"BlockSizeBytes": 1, "MaxPaddingBytes": -1}, schema={"RoleARN": ""})
    with pytest.raises(AwsError) as error:
        check_request(
            "firehose",
            "CreateDeliveryStream",
            {
                "DeliveryStreamName": "a",
                "ExtendedS3DestinationConfiguration": destination(DataFormatConversionConfiguration=given),
            },
            FRAMEWORK,
        )
    path = "extendedS3DestinationConfiguration.dataFormatConversionConfiguration"
    faults = re.findall(r"Value at '([^']*)' failed to satisfy constraint: (.*?)(?:; |$)", str(error.value.message))
    lengths = "Member must have length less than or equal to 1024, Member must have length greater than or equal to 1"
    keys, values = (f"{lengths}, Member must satisfy regular expression pattern: {each}" for each in PATTERNS)
    assert [(where.removeprefix(path), what) for where, what in faults] == [
        (f"{PARQUET}.maxPaddingBytes", "Member must have value greater than or equal to 0"),
        (f"{PARQUET}.blockSizeBytes", "Member must have value greater than or equal to 67108864"),
        (MAPPINGS, f"Map keys must satisfy constraint: [{keys}]"),
        (MAPPINGS, f"Map value must satisfy constraint: [{values}]"),
        (".schemaConfiguration.roleARN", "Member must have length greater than or equal to 1"),
        (".schemaConfiguration.roleARN", f"Member must satisfy regular expression pattern: {PATTERNS[0]}"),
    ]
