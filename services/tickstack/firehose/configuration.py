"""A stored destination as the running stream reads it: numbers in bytes and seconds, prefixes parsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tickstack.firehose.buffers import Limits
from tickstack.firehose.compression import COMPRESSIONS, Compression
from tickstack.firehose.conversion.definition import Conversion, conversion
from tickstack.firehose.destination import is_partitioned, parameters
from tickstack.firehose.http_endpoint import MAX_REQUEST_RECORDS, Endpoint
from tickstack.firehose.log_target import LogTarget
from tickstack.firehose.metadata_extraction import MetadataQuery
from tickstack.firehose.partitions import MAX_ACTIVE_PARTITIONS, Partitioning
from tickstack.firehose.prefixes import Prefix, Prefixes, partitioning, prefixes
from tickstack.firehose.processors import Processor, chain

MIB = 1024 * 1024

# A request of at most 6 MB holds 3 MB of data in base64 and this many records' ids and dates.
MAX_INVOCATION_RECORDS = 10_000


@dataclass(frozen=True)
class Transformer:
    """The Lambda processor; ``limits`` are those of its own buffer."""

    function_arn: str
    retries: int
    limits: Limits


@dataclass(frozen=True)
class Target:
    """Where and how objects are written: data, or source records as they came."""

    bucket_arn: str
    prefixes: Prefixes
    limits: Limits
    compression: Compression
    extension: str
    zone: ZoneInfo
    kms_key: str | None
    log: LogTarget | None
    delimiter: bytes = b""
    conversion: Conversion | None = None

    @property
    def bucket(self) -> str:
        return self.bucket_arn.rpartition(":")[2]


@dataclass(frozen=True)
class Configuration:
    """One version of a stream's destination; ``chain`` are the processors before the transformer.

    ``primary`` is where S3's objects go: data, unless there is an ``endpoint`` that takes it, and what failed.
    """

    version: str
    primary: Target
    chain: tuple[Processor, ...] = ()
    transformer: Transformer | None = None
    partitioning: Partitioning | None = None
    backup: Target | None = None
    endpoint: Endpoint | None = None

    @property
    def data_limits(self) -> Limits:
        """The limits of the buffers of data."""
        return self.primary.limits if self.endpoint is None else self.endpoint.limits


def configuration(
    version: str, description: Mapping[str, Any], time_scale: float, partitions: int = MAX_ACTIVE_PARTITIONS
) -> Configuration:
    """Read a checked description; every interval is divided by ``time_scale``. ``partitions`` may be active."""
    processing = description.get("ProcessingConfiguration") or {}
    processors = processing.get("Processors", []) if processing.get("Enabled") else []
    by_type = {each["Type"]: parameters(each) for each in processors}
    endpoint = _endpoint(description, time_scale) if "EndpointConfiguration" in description else None
    objects = description if endpoint is None else description["S3DestinationDescription"]
    backup = {"Enabled": description.get("S3BackupDescription"), "AllData": objects}.get(description["S3BackupMode"])
    return Configuration(
        version=version,
        primary=_target(objects, time_scale, b"\n" if "AppendDelimiterToRecord" in by_type else b""),
        chain=chain(by_type),
        transformer=_transformer(by_type["Lambda"], time_scale) if "Lambda" in by_type else None,
        partitioning=_partitioning(description, by_type, partitions),
        backup=_target(backup, time_scale) if backup else None,
        endpoint=endpoint,
    )


def _endpoint(description: Mapping[str, Any], time_scale: float) -> Endpoint:
    given, request, hints = (
        description[name] for name in ("EndpointConfiguration", "RequestConfiguration", "BufferingHints")
    )
    return Endpoint(
        url=given["Url"],
        access_key=given.get("AccessKey"),
        compressed=request["ContentEncoding"] == "GZIP",
        attributes={each["AttributeName"]: each["AttributeValue"] for each in request["CommonAttributes"]},
        limits=Limits(hints["SizeInMBs"] * MIB, hints["IntervalInSeconds"] / time_scale, MAX_REQUEST_RECORDS),
        retry=description["RetryOptions"]["DurationInSeconds"] / time_scale,
        log=LogTarget.of(description["CloudWatchLoggingOptions"]),
    )


def _partitioning(
    description: Mapping[str, Any], by_type: Mapping[str, Mapping[str, str]], active: int
) -> Partitioning | None:
    if not is_partitioned(description):
        return None
    query = None
    if "MetadataExtraction" in by_type:
        query = MetadataQuery(by_type["MetadataExtraction"]["MetadataExtractionQuery"])
    return partitioning(Prefix.parse(description.get("Prefix", "")), query, active)


def _transformer(given: Mapping[str, str], time_scale: float) -> Transformer:
    return Transformer(
        function_arn=given["LambdaArn"],
        retries=int(given["NumberOfRetries"]),
        limits=Limits(
            size=int(float(given["BufferSizeInMBs"]) * MIB),
            interval=int(given["BufferIntervalInSeconds"]) / time_scale,
            count=MAX_INVOCATION_RECORDS,
        ),
    )


def _target(description: Mapping[str, Any], time_scale: float, delimiter: bytes = b"") -> Target:
    hints = description["BufferingHints"]
    compression = COMPRESSIONS[description["CompressionFormat"]]
    converts = conversion(description)
    return Target(
        bucket_arn=description["BucketARN"],
        prefixes=prefixes(
            description.get("Prefix", ""),
            description.get("ErrorOutputPrefix", ""),
            partitioned=is_partitioned(description),
        ),
        limits=Limits(hints["SizeInMBs"] * MIB, hints["IntervalInSeconds"] / time_scale),
        compression=compression,
        extension=description.get("FileExtension") or (converts or compression).extension,
        zone=ZoneInfo(description.get("CustomTimeZone") or "UTC"),
        kms_key=description["EncryptionConfiguration"].get("KMSEncryptionConfig", {}).get("AWSKMSKeyARN"),
        log=LogTarget.of(description["CloudWatchLoggingOptions"]),
        delimiter=delimiter,
        conversion=converts,
    )
