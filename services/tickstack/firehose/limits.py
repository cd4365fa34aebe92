"""The limits of Firehose's requests, refused with AWS's own words (API reference and observed answers).

Those of the service model hold for every operation; records are checked by themselves, for there may be many.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tickstack.constraints import NOT_NULL, Fault, Framework, message
from tickstack.errors import AwsError

# AWS delivers over HTTPS alone. Here a plain endpoint will do that is on this machine or in its network: names without
# a dot, those of local domains, addresses of private networks.
_LOCAL = "|".join(
    (
        r"[\w-]+",
        r"[\w.-]+\.(localhost|local|internal|test|localstack\.cloud)",
        r"(127|10)(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}",
        r"\[[\da-f:]+\]",
    )
)

# AWS lists an enumeration, and checks members, in the order of its own hash sets; the order of these is known from its
# answers.
FRAMEWORK = Framework(
    shows_values=False,
    shows_null=False,
    locates_items=True,
    enum_order={
        "CompressionFormat": ("ZIP", "HADOOP_SNAPPY", "Snappy", "GZIP", "UNCOMPRESSED"),
        "ParquetCompression": ("SNAPPY", "GZIP", "UNCOMPRESSED"),
        "OrcCompression": ("ZLIB", "SNAPPY", "NONE"),
        "ProcessorType": (
            "Decompression",
            "Lambda",
            "RecordDeAggregation",
            "MetadataExtraction",
            "AppendDelimiterToRecord",
            "CloudWatchLogProcessing",
        ),
        "ProcessorParameterName": (
            "DataMessageExtraction",
            "NumberOfRetries",
            "Delimiter",
            "RoleArn",
            "JsonParsingEngine",
            "SubRecordType",
            "MetadataExtractionQuery",
            "BufferIntervalInSeconds",
            "LambdaArn",
            "BufferSizeInMBs",
            "CompressionFormat",
        ),
    },
    member_order={
        "DataFormatConversionConfiguration": ("OutputFormatConfiguration", "InputFormatConfiguration"),
        "ParquetSerDe": ("MaxPaddingBytes", "BlockSizeBytes", "PageSizeBytes", "Compression", "WriterVersion"),
        "OrcSerDe": (
            "DictionaryKeyThreshold",
            "BlockSizeBytes",
            "RowIndexStride",
            "PaddingTolerance",
            "StripeSizeBytes",
            "Compression",
            "FormatVersion",
        ),
        "SchemaConfiguration": ("VersionId", "CatalogId", "DatabaseName", "RoleARN", "Region", "TableName"),
    },
    patterns={"HttpEndpointUrl": rf"https://.*|http://({_LOCAL})([:/?].*)?"},
)

MAX_RECORD_BYTES = 1_024_000
MAX_BATCH_RECORDS = 500
MAX_BATCH_BYTES = 4 * 1024 * 1024

_TOO_LONG = f"Member must have length less than or equal to {MAX_RECORD_BYTES}"


def record_data(record: Mapping[str, Any] | None) -> bytes:
    """The bytes of PutRecord's record. Raises ValidationException."""
    if record is None:
        raise _invalid(Fault("record", NOT_NULL))
    _check([("record.data", record.get("Data"))])
    data: bytes = record["Data"]
    return data


def batch_data(records: Sequence[Mapping[str, Any]] | None) -> list[bytes]:
    """The bytes of PutRecordBatch's records. Raises ValidationException, or InvalidArgumentException above 4 MiB."""
    if records is None:
        raise _invalid(Fault("records", NOT_NULL))
    if not records:
        raise _invalid(Fault("records", "Member must have length greater than or equal to 1"))
    if len(records) > MAX_BATCH_RECORDS:
        raise _invalid(Fault("records", f"Member must have length less than or equal to {MAX_BATCH_RECORDS}"))
    if None in records:
        raise _invalid(
            *(Fault(f"records.{number}.member", NOT_NULL) for number, each in enumerate(records, 1) if each is None)
        )
    data = [record.get("Data") for record in records]
    if any(each is None or len(each) > MAX_RECORD_BYTES for each in data):
        _check((f"records.{number}.member.data", each) for number, each in enumerate(data, 1))
    known = [each for each in data if each is not None]
    if sum(map(len, known)) > MAX_BATCH_BYTES:
        raise AwsError("InvalidArgumentException", "Records size exceeds 4 MB limit")
    return known


def _check(members: Iterable[tuple[str, bytes | None]]) -> None:
    faults = [
        Fault(path, NOT_NULL if data is None else _TOO_LONG, data)
        for path, data in members
        if data is None or len(data) > MAX_RECORD_BYTES
    ]
    if faults:
        raise _invalid(*faults)


def _invalid(*faults: Fault) -> AwsError:
    return AwsError("ValidationException", message(faults, FRAMEWORK))
