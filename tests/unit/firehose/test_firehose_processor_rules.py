"""What processors and dynamic partitioning may not be."""

from typing import Any

import pytest

from firehose_fakes import FUNCTION, destination, partitioned, processor
from tickstack.errors import AwsError
from tickstack.firehose.destination import described
from tickstack.firehose.destination_rules import check_description

QUERIED = "!{partitionKeyFromQuery:a}/"
GIVEN = "!{partitionKeyFromLambda:a}/"
LAMBDA = processor("Lambda", LambdaArn=FUNCTION)
JSON = processor("RecordDeAggregation", SubRecordType="JSON")
GZIP = processor("Decompression", CompressionFormat="GZIP")
EXTRACTION = processor("MetadataExtraction", MetadataExtractionQuery="{a: .a}", JsonParsingEngine="JQ-1.6")
NAMESPACES_NEED_PARTITIONING = (
    "Dynamic Partitioning Namespaces can only be part of a prefix expression when Dynamic Partitioning is enabled."
)
EXTRACTION_NEEDS_PARTITIONING = (
    "class com.amazonaws.services.firehose.internal.model.MetadataExtractionProcessor can only be present when "
    "Dynamic Partitioning is enabled."
)


def unpartitioned(*processors: dict[str, Any]) -> dict[str, Any]:
    return {"ProcessingConfiguration": {"Enabled": True, "Processors": list(processors)}}


@pytest.mark.parametrize(
    "members",
    [
        partitioned(QUERIED, query="{a: .a}"),
        partitioned(GIVEN, LAMBDA),
        partitioned(QUERIED + GIVEN, JSON, LAMBDA, query="{a: .a}"),
        partitioned(QUERIED, query="{a: .a}") | {"ErrorOutputPrefix": "literal/"},
        unpartitioned(JSON, processor("AppendDelimiterToRecord", Delimiter="\\n")),
        unpartitioned(processor("RecordDeAggregation", SubRecordType="DELIMITED", Delimiter="IyMjIw==")),
        unpartitioned(GZIP, processor("CloudWatchLogProcessing", DataMessageExtraction="True")),
        unpartitioned(processor("Decompression")),
    ],
)
def test_takes(members: dict[str, Any]) -> None:
    check_description(described(destination(**members)))


def test_data_message_extraction_is_stored_in_lower_case() -> None:
    members = unpartitioned(GZIP, processor("CloudWatchLogProcessing", DataMessageExtraction="True"))
    (_, stored) = described(destination(**members))["ProcessingConfiguration"]["Processors"]
    assert stored == processor("CloudWatchLogProcessing", DataMessageExtraction="true")


@pytest.mark.parametrize(
    ("members", "message"),
    [
        (
            partitioned("a/", LAMBDA),
            "S3 Prefix should contain Dynamic Partitioning namespaces when Dynamic Partitioning is enabled",
        ),
        (
            unpartitioned(LAMBDA) | {"Prefix": GIVEN, "ErrorOutputPrefix": "e/"},
            NAMESPACES_NEED_PARTITIONING,
        ),
        (
            unpartitioned(EXTRACTION),
            EXTRACTION_NEEDS_PARTITIONING,
        ),
        (
            partitioned(QUERIED, LAMBDA),
            "Prefix uses partition keys that the MetadataExtractionQuery does not give: ['a']",
        ),
        (
            partitioned(QUERIED, query="{a: .a, b: .b}"),
            "MetadataExtractionQuery gives partition keys that the Prefix does not use: ['b']",
        ),
        (
            partitioned(GIVEN + QUERIED, query="{a: .a}"),
            "Prefix uses partitionKeyFromLambda, which needs a Lambda processor",
        ),
        (
            partitioned(QUERIED, EXTRACTION, query="{a: .a}"),
            "Cannot have more than 1 MetadataExtraction processor",
        ),
        (partitioned(QUERIED, query=".a"), "Invalid MetadataExtractionQuery: it must be the construction of one"),
        (
            partitioned(QUERIED, processor("MetadataExtraction", MetadataExtractionQuery="{a: .a}")),
            "JsonParsingEngine of the MetadataExtraction processor must be JQ-1.6",
        ),
        (
            partitioned(QUERIED, processor("MetadataExtraction", JsonParsingEngine="JQ-1.6")),
            "MetadataExtractionQuery must be specified for the MetadataExtraction processor",
        ),
        (
            unpartitioned(processor("RecordDeAggregation", SubRecordType="CSV")),
            "SubRecordType of the RecordDeAggregation processor must be JSON or DELIMITED",
        ),
        (
            unpartitioned(processor("RecordDeAggregation", SubRecordType="JSON", Delimiter="Cg==")),
            "Delimiter can only be specified when SubRecordType is DELIMITED",
        ),
        (
            unpartitioned(processor("RecordDeAggregation", SubRecordType="DELIMITED")),
            "Delimiter must be specified in base64 when SubRecordType is DELIMITED",
        ),
        (
            unpartitioned(processor("RecordDeAggregation", SubRecordType="DELIMITED", Delimiter="####")),
            "Delimiter must be specified in base64 when SubRecordType is DELIMITED",
        ),
        (unpartitioned(processor("Decompression", CompressionFormat="ZIP")), "CompressionFormat has to be GZIP"),
        (
            unpartitioned(GZIP, processor("CloudWatchLogProcessing", DataMessageExtraction="yes")),
            "Invalid parameter value for DataMessageExtraction. Allowed values are True and False.",
        ),
        (
            unpartitioned(processor("CloudWatchLogProcessing", DataMessageExtraction="true")),
            "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor",
        ),
    ],
)
def test_refuses(members: dict[str, Any], message: str) -> None:
    with pytest.raises(AwsError) as error:
        check_description(described(destination(**members)))
    assert error.value.code == "InvalidArgumentException"
    assert str(error.value.message).startswith(message)
