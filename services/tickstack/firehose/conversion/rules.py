"""DataFormatConversionConfiguration as it is stored and merged, and what it may not be.

The order of the refusals is the service's: compression, buffer size, then what is missing; of the texts those of the
buffer size, the role and the deserializer's options are known, the others are ours.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from tickstack.errors import AwsError, NotSupportedError
from tickstack.firehose.conversion.hive import timestamp_format

MEMBER = "DataFormatConversionConfiguration"
MIN_SIZE_MB = 64
DEFAULT_SIZE_MB = 128

_ROLE = re.compile(r"arn:[a-z-]+:iam::\d{12}:role/[a-zA-Z0-9_+=,.@\-/]+")
_REQUIRED = ("RoleARN", "DatabaseName", "TableName")
_SERDES = {
    "InputFormatConfiguration": ("Deserializer", ("OpenXJsonSerDe", "HiveJsonSerDe")),
    "OutputFormatConfiguration": ("Serializer", ("ParquetSerDe", "OrcSerDe")),
}


def enabled(description: Mapping[str, Any]) -> bool:
    """Whether a destination, as given or as stored, converts its records."""
    given = description.get(MEMBER)
    return given is not None and given.get("Enabled") is not False


def merged(stored: Mapping[str, Any] | None, update: Mapping[str, Any]) -> dict[str, Any]:
    """The configuration after an update: members that are not given stay, those of SchemaConfiguration too."""
    changes = deepcopy({name: value for name, value in update.items() if value is not None})
    before = deepcopy(dict(stored or {}))
    if "SchemaConfiguration" in changes:
        changes["SchemaConfiguration"] = before.get("SchemaConfiguration", {}) | changes["SchemaConfiguration"]
    return {"Enabled": True} | before | changes


def located(description: Mapping[str, Any], account: str, region: str) -> dict[str, Any]:
    """A destination whose table is in this catalog and region, in its latest version, unless it says otherwise."""
    given = (description.get(MEMBER) or {}).get("SchemaConfiguration")
    if given is None:
        return dict(description)
    schema = {"CatalogId": account, "Region": region, "VersionId": "LATEST"} | given
    return {**description, MEMBER: {**description[MEMBER], "SchemaConfiguration": schema}}


def check(description: Mapping[str, Any]) -> None:
    """Check the conversion of a destination as it would be stored.

    Raises InvalidArgumentException, InvalidParameterValueException or NotSupportedError.
    """
    if not enabled(description):
        return
    for rule in _RULES:
        rule(description)


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidArgumentException", message)


def _uncompressed(description: Mapping[str, Any]) -> None:
    if description["CompressionFormat"] != "UNCOMPRESSED":
        raise _invalid("CompressionFormat must be UNCOMPRESSED when data format conversion is enabled.")


def _large(description: Mapping[str, Any]) -> None:
    if description["BufferingHints"]["SizeInMBs"] < MIN_SIZE_MB:
        raise _invalid(
            f"BufferingHints.SizeInMBs must be at least {MIN_SIZE_MB} when data format conversion is enabled."
        )


def _complete(description: Mapping[str, Any]) -> None:
    given = description[MEMBER]
    for member in ("InputFormatConfiguration", "OutputFormatConfiguration", "SchemaConfiguration"):
        if given.get(member) is None:
            raise _invalid(f"{member} must be specified when data format conversion is enabled.")
    for member in _REQUIRED:
        if not given["SchemaConfiguration"].get(member):
            raise _invalid(f"SchemaConfiguration.{member} must be specified when data format conversion is enabled.")


def _one_serde(description: Mapping[str, Any]) -> None:
    for member, (union, names) in _SERDES.items():
        chosen = description[MEMBER][member].get(union) or {}
        if sum(chosen.get(name) is not None for name in names) != 1:
            raise _invalid(f"{member}.{union} must have exactly one of {' and '.join(names)}.")


def _role(description: Mapping[str, Any]) -> None:
    if not _ROLE.fullmatch(description[MEMBER]["SchemaConfiguration"]["RoleARN"]):
        raise AwsError("InvalidParameterValueException", "Invalid role ARN.")


def _usable_options(description: Mapping[str, Any]) -> None:
    hive = description[MEMBER]["InputFormatConfiguration"]["Deserializer"].get("HiveJsonSerDe") or {}
    for pattern in hive.get("TimestampFormats") or ():
        try:
            timestamp_format(pattern)
        except ValueError as error:
            raise _invalid(f"Invalid deserializer option(s): {error}") from None


def _written_version(description: Mapping[str, Any]) -> None:
    orc = description[MEMBER]["OutputFormatConfiguration"]["Serializer"].get("OrcSerDe") or {}
    if orc.get("FormatVersion", "V0_12") != "V0_12":
        raise NotSupportedError(f"OrcSerDe with FormatVersion {orc['FormatVersion']}")


_RULES: tuple[Callable[[Mapping[str, Any]], None], ...] = (
    _uncompressed,
    _large,
    _complete,
    _one_serde,
    _role,
    _usable_options,
    _written_version,
)
