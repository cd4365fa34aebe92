"""A stored destination as the running stream reads it: numbers in bytes and seconds, prefixes parsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from tickstack.firehose.buffers import Limits
from tickstack.firehose.compression import COMPRESSIONS, Compression
from tickstack.firehose.destination import parameters
from tickstack.firehose.metadata_extraction import MetadataQuery
from tickstack.firehose.partitions import Partitioning
from tickstack.firehose.prefixes import Prefix, Prefixes, prefixes
from tickstack.firehose.processor_rules import is_partitioned
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
class LogTarget:
    """Where error logs go."""

    group: str
    stream: str


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

    @property
    def bucket(self) -> str:
        return self.bucket_arn.rpartition(":")[2]


@dataclass(frozen=True)
class Configuration:
    """One version of a stream's destination; ``chain`` are the processors before the transformer."""

    version: str
    primary: Target
    chain: tuple[Processor, ...] = ()
    transformer: Transformer | None = None
    partitioning: Partitioning | None = None
    backup: Target | None = None


def configuration(version: str, description: Mapping[str, Any], time_scale: float) -> Configuration:
    """Read a checked description; every interval is divided by ``time_scale``."""
    processing = description.get("ProcessingConfiguration") or {}
    processors = processing.get("Processors", []) if processing.get("Enabled") else []
    by_type = {each["Type"]: parameters(each) for each in processors}
    backup = description.get("S3BackupDescription") if description["S3BackupMode"] == "Enabled" else None
    return Configuration(
        version=version,
        primary=_target(description, time_scale, b"\n" if "AppendDelimiterToRecord" in by_type else b""),
        chain=chain(by_type),
        transformer=_transformer(by_type["Lambda"], time_scale) if "Lambda" in by_type else None,
        partitioning=_partitioning(description, by_type),
        backup=_target(backup, time_scale) if backup else None,
    )


def _partitioning(description: Mapping[str, Any], by_type: Mapping[str, Mapping[str, str]]) -> Partitioning | None:
    if not is_partitioned(description):
        return None
    query = None
    if "MetadataExtraction" in by_type:
        query = MetadataQuery(by_type["MetadataExtraction"]["MetadataExtractionQuery"])
    return Partitioning(Prefix.parse(description.get("Prefix", "")).partition_keys, query)


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
    log = description["CloudWatchLoggingOptions"]
    return Target(
        bucket_arn=description["BucketARN"],
        prefixes=prefixes(
            description.get("Prefix", ""),
            description.get("ErrorOutputPrefix", ""),
            partitioned=is_partitioned(description),
        ),
        limits=Limits(hints["SizeInMBs"] * MIB, hints["IntervalInSeconds"] / time_scale),
        compression=compression,
        extension=description.get("FileExtension") or compression.extension,
        zone=ZoneInfo(description.get("CustomTimeZone") or "UTC"),
        kms_key=description["EncryptionConfiguration"].get("KMSEncryptionConfig", {}).get("AWSKMSKeyARN"),
        log=LogTarget(log.get("LogGroupName", ""), log.get("LogStreamName", "")) if log["Enabled"] else None,
        delimiter=delimiter,
    )
