"""What a destination may not be: AWS's refusals, and by name what tickstack does not do. Each rule is one function."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tickstack.errors import AwsError, NotSupportedError
from tickstack.firehose.conversion import rules as conversion_rules
from tickstack.firehose.destination import is_partitioned, parameters
from tickstack.firehose.prefixes import prefixes
from tickstack.firehose.processor_rules import check_processor, check_together

MAX_PROCESSORS = 5
MIN_BACKUP_INTERVAL = 60
MIN_PARTITION_INTERVAL = 60
MIN_LARGE_SIZE = 64


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidArgumentException", message)


def check_processors(configuration: Mapping[str, Any]) -> None:
    """Check the processors of any destination as the request gives them. Raises InvalidArgumentException."""
    for processor in (configuration.get("ProcessingConfiguration") or {}).get("Processors") or []:
        given = parameters(processor)
        if processor["Type"] == "Lambda" and "BufferIntervalInSeconds" in given and "BufferSizeInMBs" not in given:
            raise _invalid("BufferSizeInMBs must be specified when BufferIntervalInSeconds is specified")


def check_endpoint(description: Mapping[str, Any]) -> None:
    """Check an HTTP endpoint as it would be stored. Raises InvalidArgumentException or NotSupportedError."""
    if description.get("SecretsManagerConfiguration", {}).get("Enabled"):
        raise NotSupportedError("access keys from Secrets Manager (SecretsManagerConfiguration)")
    _processors(description)
    _prefixes(description["S3DestinationDescription"])


def check_description(description: Mapping[str, Any]) -> None:
    """Check a destination as it would be stored. Raises InvalidArgumentException or NotSupportedError."""
    for rule in _RULES:
        rule(description)


def _hints(description: Mapping[str, Any]) -> None:
    if not is_partitioned(description):
        return
    for name, least in (("SizeInMBs", MIN_LARGE_SIZE), ("IntervalInSeconds", MIN_PARTITION_INTERVAL)):
        if description["BufferingHints"][name] < least:
            raise _invalid(f"BufferingHints.{name} must be at least {least} when Dynamic Partitioning is enabled.")


def _processors(description: Mapping[str, Any]) -> None:
    processing = description.get("ProcessingConfiguration") or {}
    processors = processing.get("Processors", [])
    if processing.get("Enabled") and not 1 <= len(processors) <= MAX_PROCESSORS:
        raise _invalid(
            f"A maximum of {MAX_PROCESSORS} and a minimum of 1 processor needs to be supplied when processing is "
            "enabled."
        )
    if sum(each["Type"] == "Lambda" for each in processors) > 1:
        raise _invalid("Cannot have more than 1 Lambda processor")
    for processor in processors:
        check_processor(processor)


def _prefixes(description: Mapping[str, Any]) -> None:
    partitioned = is_partitioned(description)
    prefixes(description.get("Prefix", ""), description.get("ErrorOutputPrefix", ""), partitioned=partitioned)


def _time_zone(description: Mapping[str, Any]) -> None:
    """A zone is UTC or an area and a city; three-letter names are refused."""
    name = description.get("CustomTimeZone") or "UTC"
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise _invalid(f"Invalid CustomTimeZone {name}") from None
    if name != "UTC" and "/" not in name:
        raise _invalid(f"Invalid CustomTimeZone {name}")


def _backup(description: Mapping[str, Any]) -> None:
    backup = description.get("S3BackupDescription")
    if description["S3BackupMode"] == "Enabled" and backup is None:
        raise _invalid("S3BackupConfiguration must be specified when S3BackupMode is Enabled")
    if backup is None:
        return
    if "BucketARN" not in backup or "RoleARN" not in backup:
        raise _invalid("BucketARN and RoleARN must be specified for S3 backup")
    if backup["BufferingHints"]["IntervalInSeconds"] < MIN_BACKUP_INTERVAL:
        raise _invalid(f"BufferingHints.IntervalInSeconds must be at least {MIN_BACKUP_INTERVAL} for S3 backup")
    _prefixes(backup)


_RULES: tuple[Callable[[Mapping[str, Any]], None], ...] = (
    conversion_rules.check,
    _hints,
    _processors,
    _prefixes,
    check_together,
    _time_zone,
    _backup,
)
