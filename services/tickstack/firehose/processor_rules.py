"""What a processor and its parameters may not be, and what dynamic partitioning asks of them: AWS's refusals.

The texts that are known are the service's own; the others say the same rule of the developer guide in plain words.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.destination import is_partitioned, parameters
from tickstack.firehose.jq_text import QueryError
from tickstack.firehose.metadata_extraction import ENGINE, MetadataQuery
from tickstack.firehose.partitions import FROM_LAMBDA, FROM_QUERY
from tickstack.firehose.prefixes import Prefix

_ONLY_WITH_PARTITIONING = (
    "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when "
    "Dynamic Partitioning is enabled."
)
_NEEDS_DECOMPRESSION = "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor"


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidArgumentException", message)


def check_processor(processor: Mapping[str, Any]) -> None:
    """Check the parameters of one processor. Raises InvalidArgumentException."""
    check = _CHECKS.get(processor["Type"])
    if check is not None:
        check(parameters(processor))


_LAMBDA_NUMBERS: dict[str, tuple[Callable[[str], float], float, float]] = {
    "NumberOfRetries": (int, 0, float("inf")),
    "BufferSizeInMBs": (float, 0.2, 3),
    "BufferIntervalInSeconds": (int, 0, 900),
}


def _lambda(given: Mapping[str, str]) -> None:
    if "LambdaArn" not in given:
        raise _invalid("LambdaArn parameter must be specified for the Lambda processor")
    for name, (read, low, high) in _LAMBDA_NUMBERS.items():
        try:
            valid = low <= read(given[name]) <= high
        except ValueError:
            valid = False
        if not valid:
            raise _invalid(f"Invalid value {given[name]} for the parameter {name} of the Lambda processor")


def _deaggregation(given: Mapping[str, str]) -> None:
    kind = given.get("SubRecordType")
    if kind not in {"JSON", "DELIMITED"}:
        raise _invalid("SubRecordType of the RecordDeAggregation processor must be JSON or DELIMITED")
    if kind == "JSON" and "Delimiter" in given:
        raise _invalid("Delimiter can only be specified when SubRecordType is DELIMITED")
    if kind == "DELIMITED":
        try:
            delimiter = base64.b64decode(given.get("Delimiter", ""), validate=True)
        except binascii.Error:
            delimiter = b""
        if not delimiter:
            raise _invalid("Delimiter must be specified in base64 when SubRecordType is DELIMITED")


def _metadata_extraction(given: Mapping[str, str]) -> None:
    if given.get("JsonParsingEngine") != ENGINE:
        raise _invalid(f"JsonParsingEngine of the MetadataExtraction processor must be {ENGINE}")
    if "MetadataExtractionQuery" not in given:
        raise _invalid("MetadataExtractionQuery must be specified for the MetadataExtraction processor")
    try:
        _ = MetadataQuery(given["MetadataExtractionQuery"]).keys
    except QueryError as error:
        raise _invalid(f"Invalid MetadataExtractionQuery: {error}") from None


def _decompression(given: Mapping[str, str]) -> None:
    if given.get("CompressionFormat", "GZIP") != "GZIP":
        raise _invalid("CompressionFormat has to be GZIP")


def _log_processing(given: Mapping[str, str]) -> None:
    if given.get("DataMessageExtraction", "").lower() not in {"true", "false"}:
        raise _invalid("Invalid parameter value for DataMessageExtraction. Allowed values are True and False.")


_CHECKS: dict[str, Callable[[Mapping[str, str]], None]] = {
    "Lambda": _lambda,
    "RecordDeAggregation": _deaggregation,
    "MetadataExtraction": _metadata_extraction,
    "Decompression": _decompression,
    "CloudWatchLogProcessing": _log_processing,
}


def check_together(description: Mapping[str, Any]) -> None:
    """Check what processors, prefix and dynamic partitioning ask of each other. Raises InvalidArgumentException."""
    processing = description.get("ProcessingConfiguration") or {}
    processors = processing.get("Processors", [])
    types = [each["Type"] for each in processors]
    if types.count("MetadataExtraction") > 1:
        raise _invalid("Cannot have more than 1 MetadataExtraction processor")
    if "CloudWatchLogProcessing" in types and "Decompression" not in types:
        raise _invalid(_NEEDS_DECOMPRESSION)
    partitioned = is_partitioned(description)
    if "MetadataExtraction" in types and not partitioned:
        raise _invalid(_ONLY_WITH_PARTITIONING)
    if partitioned:
        _check_keys(description, processors if processing.get("Enabled") else [])


def _check_keys(description: Mapping[str, Any], processors: list[Mapping[str, Any]]) -> None:
    """The query's keys are those of the prefix; the function's keys are known to nobody before it answers."""
    named = Prefix.parse(description.get("Prefix", "")).partition_keys
    wanted = {key.name for key in named if key.namespace == FROM_QUERY}
    given = {
        key
        for each in processors
        if each["Type"] == "MetadataExtraction"
        for key in MetadataQuery(parameters(each)["MetadataExtractionQuery"]).keys
    }
    if absent := sorted(wanted - given):
        raise _invalid(f"Prefix uses partition keys that the MetadataExtractionQuery does not give: {absent}")
    if unused := sorted(given - wanted):
        raise _invalid(f"MetadataExtractionQuery gives partition keys that the Prefix does not use: {unused}")
    if any(key.namespace == FROM_LAMBDA for key in named) and all(each["Type"] != "Lambda" for each in processors):
        raise _invalid("Prefix uses partitionKeyFromLambda, which needs a Lambda processor")
