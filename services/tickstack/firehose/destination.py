"""The description of an S3 destination: what is stored at creation, with defaults, and what an update makes of it.

The stored form is the ExtendedS3DestinationDescription; a legacy S3 destination is stored in the same form, and both
are described in both forms. Source: captures of the real service.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tickstack.errors import AwsError

type Description = dict[str, Any]

DESTINATION_ID = "destinationId-000000000001"
DEFAULT_HINTS = {"SizeInMBs": 5, "IntervalInSeconds": 300}

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
_NESTED = ("BufferingHints", "CloudWatchLoggingOptions", "DataFormatConversionConfiguration")


def described(configuration: Mapping[str, Any]) -> Description:
    """The stored description of an Extended S3 or S3 destination configuration."""
    stored = _with_defaults(configuration)
    stored["S3BackupMode"] = stored.get("S3BackupMode") or "Disabled"
    if backup := stored.pop("S3BackupConfiguration", None):
        stored["S3BackupDescription"] = _with_defaults(backup)
    if processing := stored.get("ProcessingConfiguration"):
        stored["ProcessingConfiguration"] = _processing(processing, False, stored.get("RoleARN", ""))
    return stored


def updated(description: Description, update: Mapping[str, Any]) -> Description:
    """The description after an update. Raises InvalidArgumentException for what cannot be changed."""
    merged = _merged(description, update)
    if backup := merged.pop("S3BackupUpdate", None):
        merged["S3BackupDescription"] = _with_defaults(_merged(description.get("S3BackupDescription", {}), backup))
    if "ProcessingConfiguration" in update:
        enabled = description.get("ProcessingConfiguration", {}).get("Enabled", False)
        merged["ProcessingConfiguration"] = _processing(update["ProcessingConfiguration"], enabled, merged["RoleARN"])
    if description["S3BackupMode"] == "Enabled" and merged["S3BackupMode"] != "Enabled":
        raise AwsError("InvalidArgumentException", "Disabling S3 backup is not currently supported.")
    return merged


def destination_description(description: Description) -> dict[str, Any]:
    """The one member of DescribeDeliveryStream's ``Destinations``."""
    extended = deepcopy(description)
    return {
        "DestinationId": DESTINATION_ID,
        "S3DestinationDescription": {name: extended[name] for name in _LEGACY_MEMBERS if name in extended},
        "ExtendedS3DestinationDescription": extended,
    }


def _with_defaults(configuration: Mapping[str, Any]) -> Description:
    stored = deepcopy({name: value for name, value in configuration.items() if value is not None})
    stored["BufferingHints"] = DEFAULT_HINTS | stored.get("BufferingHints", {})
    stored.setdefault("CompressionFormat", "UNCOMPRESSED")
    stored.setdefault("EncryptionConfiguration", {"NoEncryptionConfig": "NoEncryption"})
    stored["CloudWatchLoggingOptions"] = {"Enabled": False} | stored.get("CloudWatchLoggingOptions", {})
    return stored


def _merged(description: Mapping[str, Any], update: Mapping[str, Any]) -> Description:
    changes = {name: deepcopy(value) for name, value in update.items() if value is not None}
    for name in _NESTED:
        if name in changes:
            changes[name] = description.get(name, {}) | changes[name]
    return dict(deepcopy(dict(description)), **changes)


def _processing(configuration: Mapping[str, Any], enabled: bool, role_arn: str) -> dict[str, Any]:
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
