from typing import Any

import pytest

from firehose_fakes import BUCKET, FUNCTION, ROLE, destination, processing
from tickstack.errors import AwsError
from tickstack.firehose.destination import described, destination_description, updated
from tickstack.firehose.destination_rules import check_description, check_processors

DEFAULTS = {
    "RoleARN": ROLE,
    "BucketARN": BUCKET,
    "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300},
    "CompressionFormat": "UNCOMPRESSED",
    "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"},
    "CloudWatchLoggingOptions": {"Enabled": False},
}
CANONICAL = [
    ("LambdaArn", FUNCTION),
    ("NumberOfRetries", "3"),
    ("RoleArn", ROLE),
    ("BufferSizeInMBs", "1"),
    ("BufferIntervalInSeconds", "60"),
]


def refusal(description: dict[str, Any]) -> tuple[str, str | None]:
    with pytest.raises(AwsError) as error:
        check_description(description)
    return error.value.code, error.value.message


def test_defaults_are_stored() -> None:
    assert described(destination()) == DEFAULTS | {"S3BackupMode": "Disabled"}


def test_both_forms_are_described() -> None:
    description = destination_description(described(destination(Prefix="", FileExtension=".json")))
    assert description["DestinationId"] == "destinationId-000000000001"
    assert description["S3DestinationDescription"] == DEFAULTS | {"Prefix": ""}
    extended = DEFAULTS | {"Prefix": "", "FileExtension": ".json", "S3BackupMode": "Disabled"}
    assert description["ExtendedS3DestinationDescription"] == extended


def test_a_description_is_a_copy() -> None:
    stored = described(destination())
    destination_description(stored)["ExtendedS3DestinationDescription"]["BufferingHints"]["SizeInMBs"] = 9
    assert stored["BufferingHints"]["SizeInMBs"] == 5


def test_one_hint_alone_takes_the_other_from_the_defaults() -> None:
    assert described(destination(BufferingHints={"IntervalInSeconds": 60}))["BufferingHints"] == {
        "SizeInMBs": 5,
        "IntervalInSeconds": 60,
    }


@pytest.mark.parametrize(
    ("given", "update", "stored"),
    [
        ({"Enabled": True}, {"Enabled": True}, {"Enabled": True, "RetryOptions": {"DurationInSeconds": 300}}),
        (
            {"Enabled": True, "RetryOptions": {"DurationInSeconds": 10}},
            {"Enabled": True},
            {"Enabled": True, "RetryOptions": {"DurationInSeconds": 10}},
        ),
        ({"Enabled": False}, {"Enabled": False}, {"Enabled": False}),
    ],
)
def test_partitioning_has_a_retry_duration_that_an_update_keeps(
    given: dict[str, Any], update: dict[str, Any], stored: dict[str, Any]
) -> None:
    before = described(destination(DynamicPartitioningConfiguration=given))
    after = updated(before, {"DynamicPartitioningConfiguration": update})
    assert before["DynamicPartitioningConfiguration"] == after["DynamicPartitioningConfiguration"] == stored


def test_processors_are_stored_canonically() -> None:
    stored = described(destination(ProcessingConfiguration=processing("Lambda", "AppendDelimiterToRecord")))
    function, delimiter = stored["ProcessingConfiguration"]["Processors"]
    assert [(each["ParameterName"], each["ParameterValue"]) for each in function["Parameters"]] == CANONICAL
    assert delimiter == {"Type": "AppendDelimiterToRecord", "Parameters": []}


def test_processing_is_disabled_unless_it_is_enabled() -> None:
    stored = described(destination(ProcessingConfiguration={"Processors": []}))
    assert stored["ProcessingConfiguration"] == {"Enabled": False, "Processors": []}
    check_description(stored)


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        (
            {"ProcessingConfiguration": {"Enabled": True}},
            "InvalidArgumentException",
            "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.",
        ),
        (
            {"ProcessingConfiguration": processing(*["AppendDelimiterToRecord"] * 6)},
            "InvalidArgumentException",
            "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing is enabled.",
        ),
        (
            {"ProcessingConfiguration": processing("Lambda", "Lambda")},
            "InvalidArgumentException",
            "Cannot have more than 1 Lambda processor",
        ),
        (
            {"ProcessingConfiguration": processing("Lambda", BufferSizeInMBs="4")},
            "InvalidArgumentException",
            "Invalid value 4 for the parameter BufferSizeInMBs of the Lambda processor",
        ),
        (
            {"ProcessingConfiguration": processing("Lambda", NumberOfRetries="many")},
            "InvalidArgumentException",
            "Invalid value many for the parameter NumberOfRetries of the Lambda processor",
        ),
        (
            {"Prefix": "!{timestamp:yyyy}/"},
            "InvalidArgumentException",
            "ErrorOutputPrefix cannot be null or empty when Prefix contains expressions",
        ),
        ({"CustomTimeZone": "EST"}, "InvalidArgumentException", "Invalid CustomTimeZone EST"),
        ({"CustomTimeZone": "Mars/Olympus"}, "InvalidArgumentException", "Invalid CustomTimeZone Mars/Olympus"),
        (
            {"S3BackupMode": "Enabled"},
            "InvalidArgumentException",
            "S3BackupConfiguration must be specified when S3BackupMode is Enabled",
        ),
        (
            {"S3BackupConfiguration": destination(BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 0})},
            "InvalidArgumentException",
            "BufferingHints.IntervalInSeconds must be at least 60 for S3 backup",
        ),
    ],
)
def test_refuses(members: dict[str, Any], code: str, message: str) -> None:
    assert refusal(described(destination(**members))) == (code, message)


@pytest.mark.parametrize(
    "members",
    [
        {"DataFormatConversionConfiguration": {"Enabled": False}},
        {"DynamicPartitioningConfiguration": {"Enabled": False}},
        {"CustomTimeZone": "America/New_York"},
        {"CustomTimeZone": ""},
        {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination()},
        {"ProcessingConfiguration": processing("Lambda", NumberOfRetries="9", BufferSizeInMBs="0.2")},
    ],
)
def test_takes(members: dict[str, Any]) -> None:
    check_description(described(destination(**members)))


def test_an_interval_of_the_processor_buffer_needs_its_size() -> None:
    with pytest.raises(AwsError, match="BufferSizeInMBs must be specified"):
        check_processors(destination(ProcessingConfiguration=processing("Lambda", BufferIntervalInSeconds="60")))


@pytest.mark.parametrize(
    ("before", "update", "changes"),
    [
        ({}, {"Prefix": "a/"}, {"Prefix": "a/"}),
        ({"Prefix": "a/"}, {"Prefix": ""}, {"Prefix": ""}),
        ({"Prefix": "a/"}, {"BucketARN": BUCKET}, {}),
        ({}, {"BufferingHints": {"SizeInMBs": 9}}, {"BufferingHints": {"SizeInMBs": 9, "IntervalInSeconds": 300}}),
        (
            {"ProcessingConfiguration": processing("AppendDelimiterToRecord")},
            {"ProcessingConfiguration": {}},
            {"ProcessingConfiguration": {"Enabled": True, "Processors": []}},
        ),
        (
            {"ProcessingConfiguration": processing("AppendDelimiterToRecord")},
            {"ProcessingConfiguration": {"Enabled": False, "Processors": [{"Type": "AppendDelimiterToRecord"}]}},
            {
                "ProcessingConfiguration": {
                    "Enabled": False,
                    "Processors": [{"Type": "AppendDelimiterToRecord", "Parameters": []}],
                }
            },
        ),
        (
            {},
            {"S3BackupMode": "Enabled", "S3BackupUpdate": destination(Prefix="raw/")},
            {"S3BackupMode": "Enabled", "S3BackupDescription": DEFAULTS | {"Prefix": "raw/"}},
        ),
        (
            {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination(Prefix="raw/")},
            {"S3BackupUpdate": {"CompressionFormat": "GZIP"}},
            {"S3BackupDescription": DEFAULTS | {"Prefix": "raw/", "CompressionFormat": "GZIP"}},
        ),
    ],
)
def test_an_update_merges(before: dict[str, Any], update: dict[str, Any], changes: dict[str, Any]) -> None:
    description = described(destination(**before))
    assert updated(description, update) == description | changes


def test_backup_cannot_be_disabled() -> None:
    description = described(destination(S3BackupMode="Enabled", S3BackupConfiguration=destination()))
    with pytest.raises(AwsError, match=r"Disabling S3 backup is not currently supported\."):
        updated(description, {"S3BackupMode": "Disabled"})
