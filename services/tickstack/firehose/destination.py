"""The description of an S3 destination: what is stored at creation, with defaults, and what an update makes of it.

The stored form is the ExtendedS3DestinationDescription; a legacy S3 destination is stored in the same form, and both
are described in both forms. Source: captures of the real service.
"""

from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.conversion import rules as conversion_rules

type Description = dict[str, Any]

PARTITIONING = "DynamicPartitioningConfiguration"
DESTINATION_ID = "destinationId-000000000001"
DEFAULT_HINTS = {"SizeInMBs": 5, "IntervalInSeconds": 300}
DEFAULT_RETRY = {"DurationInSeconds": 300}
LARGE_SIZE = 128
"""The default size in MiB of what is converted, or partitioned."""

_LAMBDA_DEFAULTS = {"NumberOfRetries": "3", "BufferSizeInMBs": "1", "BufferIntervalInSeconds": "60"}
_LAMBDA_ORDER = ("LambdaArn", "NumberOfRetries", "RoleArn", "BufferSizeInMBs", "BufferIntervalInSeconds")
_LEGACY_MEMBERS = (
    "RoleARN",
    "BucketARN",
    "Prefix",
    "ErrorOutputPrefix",
    "BufferingHints",
    "CompressionFormat",
    "EncryptionConfiguration",
    "CloudWatchLoggingOptions",
)
# Members whose own members are merged by an update; the others are replaced whole.
_NESTED = ("BufferingHints", "CloudWatchLoggingOptions", PARTITIONING)


def described(configuration: Mapping[str, Any]) -> Description:
    """The stored description of an Extended S3 or S3 destination configuration."""
    stored = with_defaults(configuration)
    if (converts(stored) or is_partitioned(stored)) and "SizeInMBs" not in (configuration.get("BufferingHints") or {}):
        stored["BufferingHints"]["SizeInMBs"] = LARGE_SIZE
    if is_partitioned(stored):
        stored[PARTITIONING] = {"RetryOptions": DEFAULT_RETRY} | stored[PARTITIONING]
    stored["S3BackupMode"] = stored.get("S3BackupMode") or "Disabled"
    if backup := stored.pop("S3BackupConfiguration", None):
        stored["S3BackupDescription"] = with_defaults(backup)
    if processing := stored.get("ProcessingConfiguration"):
        stored["ProcessingConfiguration"] = stored_processing(processing, False, stored.get("RoleARN", ""))
    return stored


def updated(description: Description, update: Mapping[str, Any]) -> Description:
    """The description after an update. Raises InvalidArgumentException for what cannot be changed."""
    merged = merged_members(description, update)
    if backup := merged.pop("S3BackupUpdate", None):
        merged["S3BackupDescription"] = with_defaults(
            merged_members(description.get("S3BackupDescription", {}), backup)
        )
    if "ProcessingConfiguration" in update:
        enabled = description.get("ProcessingConfiguration", {}).get("Enabled", False)
        merged["ProcessingConfiguration"] = stored_processing(
            update["ProcessingConfiguration"], enabled, merged["RoleARN"]
        )
    _check_change(description, merged)
    return merged


def _check_change(before: Description, after: Description) -> None:
    """Raises InvalidArgumentException for what an update cannot change."""
    if before["S3BackupMode"] == "Enabled" and after["S3BackupMode"] != "Enabled":
        raise AwsError("InvalidArgumentException", "Disabling S3 backup is not currently supported.")
    if is_partitioned(before) != is_partitioned(after):
        verb = "Disabling" if is_partitioned(before) else "Enabling"
        raise AwsError(
            "InvalidArgumentException", f"{verb} Dynamic Partitioning of an existing delivery stream is not supported."
        )
    if "Decompression" in enabled_processors(after) and not enabled_processors(before) & {"Decompression", "Lambda"}:
        raise AwsError(
            "InvalidArgumentException",
            "Decompression can be added only while a Lambda or a Decompression processor is enabled.",
        )


def enabled_processors(description: Mapping[str, Any]) -> set[str]:
    """The types of the processors at work."""
    processing = description.get("ProcessingConfiguration") or {}
    return {each["Type"] for each in processing.get("Processors", [])} if processing.get("Enabled") else set()


def destination_description(description: Description) -> dict[str, Any]:
    """The one member of DescribeDeliveryStream's ``Destinations``."""
    extended = deepcopy(description)
    return {
        "DestinationId": DESTINATION_ID,
        "S3DestinationDescription": {name: extended[name] for name in _LEGACY_MEMBERS if name in extended},
        "ExtendedS3DestinationDescription": extended,
    }


def with_defaults(configuration: Mapping[str, Any]) -> Description:
    """A configuration of S3 as it is stored."""
    stored = deepcopy({name: value for name, value in configuration.items() if value is not None})
    stored["BufferingHints"] = DEFAULT_HINTS | stored.get("BufferingHints", {})
    if conversion_rules.MEMBER in stored:
        stored[conversion_rules.MEMBER] = conversion_rules.merged(None, stored[conversion_rules.MEMBER])
    stored.setdefault("CompressionFormat", "UNCOMPRESSED")
    stored.setdefault("EncryptionConfiguration", {"NoEncryptionConfig": "NoEncryption"})
    stored["CloudWatchLoggingOptions"] = {"Enabled": False} | stored.get("CloudWatchLoggingOptions", {})
    return stored


def merged_members(
    description: Mapping[str, Any], update: Mapping[str, Any], nested: Collection[str] = _NESTED
) -> Description:
    """The description with the members of an update in the place of its own; of those ``nested``, member by member."""
    changes = {name: deepcopy(value) for name, value in update.items() if value is not None}
    for name in nested:
        if name in changes:
            changes[name] = description.get(name, {}) | changes[name]
    if (member := conversion_rules.MEMBER) in changes:
        changes[member] = conversion_rules.merged(description.get(member), changes[member])
    return dict(deepcopy(dict(description)), **changes)


def stored_processing(configuration: Mapping[str, Any], enabled: bool, role_arn: str) -> dict[str, Any]:
    """``Enabled`` omitted takes ``enabled``; ``Processors`` omitted clears the list."""
    processors = [_processor(each, role_arn) for each in configuration.get("Processors") or []]
    return {"Enabled": configuration.get("Enabled", enabled), "Processors": processors}


def _processor(processor: Mapping[str, Any], role_arn: str) -> dict[str, Any]:
    """A processor as it is stored: Lambda with its five canonical parameters, a delimiter with none."""
    if processor["Type"] == "AppendDelimiterToRecord":
        return {"Type": processor["Type"], "Parameters": []}
    given = parameters(processor)
    if processor["Type"] == "Lambda":
        given = _LAMBDA_DEFAULTS | {"RoleArn": role_arn} | given
        given = {name: given[name] for name in _LAMBDA_ORDER if name in given}
    if processor["Type"] == "CloudWatchLogProcessing" and "DataMessageExtraction" in given:
        given["DataMessageExtraction"] = given["DataMessageExtraction"].lower()
    return {
        "Type": processor["Type"],
        "Parameters": [{"ParameterName": name, "ParameterValue": value} for name, value in given.items()],
    }


def parameters(processor: Mapping[str, Any]) -> dict[str, str]:
    """A processor's parameters by name."""
    return {each["ParameterName"]: each["ParameterValue"] for each in processor.get("Parameters") or []}


def converts(description: Mapping[str, Any]) -> bool:
    """Whether records are converted: a configuration that does not say so is enabled."""
    conversion = description.get("DataFormatConversionConfiguration")
    return conversion is not None and bool(conversion.get("Enabled", True))


def is_partitioned(description: Mapping[str, Any]) -> bool:
    """Whether a destination partitions dynamically."""
    return bool((description.get(PARTITIONING) or {}).get("Enabled"))


def decompresses(description: Mapping[str, Any]) -> bool:
    """Whether records are decompressed: they are then CloudWatch Logs' and nobody else's."""
    return "Decompression" in enabled_processors(description)
