"""The description of an HTTP endpoint: what is stored at creation, with defaults, and what an update makes of it.

The stored form is the HttpEndpointDestinationDescription with the access key, which is never shown.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from tickstack.firehose.destination import (
    DEFAULT_HINTS,
    DEFAULT_RETRY,
    DESTINATION_ID,
    Description,
    merged_members,
    stored_processing,
    with_defaults,
)

DEFAULT_REQUEST: Description = {"ContentEncoding": "NONE", "CommonAttributes": []}
BACKUP_MODE = "FailedDataOnly"

_NESTED = (
    "BufferingHints",
    "CloudWatchLoggingOptions",
    "EndpointConfiguration",
    "RequestConfiguration",
    "RetryOptions",
    "SecretsManagerConfiguration",
)


def described(configuration: Mapping[str, Any]) -> Description:
    """The stored description of an HttpEndpointDestinationConfiguration."""
    stored = deepcopy({name: value for name, value in configuration.items() if value is not None})
    stored["S3DestinationDescription"] = with_defaults(stored.pop("S3Configuration"))
    stored["BufferingHints"] = DEFAULT_HINTS | stored.get("BufferingHints", {})
    stored["RetryOptions"] = DEFAULT_RETRY | stored.get("RetryOptions", {})
    stored["RequestConfiguration"] = DEFAULT_REQUEST | stored.get("RequestConfiguration", {})
    stored["CloudWatchLoggingOptions"] = {"Enabled": False} | stored.get("CloudWatchLoggingOptions", {})
    stored.setdefault("S3BackupMode", BACKUP_MODE)
    if processing := stored.get("ProcessingConfiguration"):
        stored["ProcessingConfiguration"] = stored_processing(processing, False, _role(stored))
    return stored


def updated(description: Description, update: Mapping[str, Any]) -> Description:
    """The description after an HttpEndpointDestinationUpdate."""
    merged = merged_members(description, update, _NESTED)
    if objects := merged.pop("S3Update", None):
        merged["S3DestinationDescription"] = merged_members(description["S3DestinationDescription"], objects)
    if "ProcessingConfiguration" in update:
        enabled = description.get("ProcessingConfiguration", {}).get("Enabled", False)
        merged["ProcessingConfiguration"] = stored_processing(update["ProcessingConfiguration"], enabled, _role(merged))
    return merged


def destination_description(description: Description) -> dict[str, Any]:
    """The one member of DescribeDeliveryStream's ``Destinations``."""
    shown = deepcopy(description)
    shown["EndpointConfiguration"].pop("AccessKey", None)
    return {"DestinationId": DESTINATION_ID, "HttpEndpointDestinationDescription": shown}


def _role(stored: Description) -> str:
    """The role of a Lambda processor that names none."""
    role: str = stored.get("RoleARN") or stored["S3DestinationDescription"]["RoleARN"]
    return role
