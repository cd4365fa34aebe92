"""The metrics of a stream and their units. Source: the developer guide's page on CloudWatch metrics."""

from typing import NamedTuple

NAMESPACE = "AWS/Firehose"

_BYTES, _COUNT, _MS, _SECONDS, _NONE = "Bytes", "Count", "Milliseconds", "Seconds", "None"
_DELIVERY = {"Success": _NONE, "Bytes": _BYTES, "Records": _COUNT, "DataFreshness": _SECONDS}
_CALL = {"Latency": _MS, "Requests": _COUNT}


def _family(name: str, members: dict[str, str]) -> dict[str, str]:
    return {f"{name}.{member}": unit for member, unit in members.items()}


UNITS: dict[str, str] = {
    "IncomingBytes": _BYTES,
    "IncomingRecords": _COUNT,
    "IncomingPutRequests": _COUNT,
    "BytesPerSecondLimit": "Bytes/Second",
    "RecordsPerSecondLimit": "Count/Second",
    "PutRequestsPerSecondLimit": "Count/Second",
    "ThrottledRecords": _COUNT,
    **_family("PutRecord", {**_CALL, "Bytes": _BYTES}),
    **_family("PutRecordBatch", {**_CALL, "Bytes": _BYTES, "Records": _COUNT}),
    **_family("DescribeDeliveryStream", _CALL),
    **_family("ListDeliveryStreams", _CALL),
    **_family("UpdateDeliveryStream", _CALL),
    **_family("DeliveryToS3", {**_DELIVERY, "ObjectCount": _COUNT}),
    **_family("BackupToS3", _DELIVERY),
    **_family("DeliveryToHttpEndpoint", _DELIVERY),
    **_family("ExecuteProcessing", {"Duration": _MS, "Success": _NONE}),
    **_family("SucceedProcessing", {"Records": _COUNT, "Bytes": _BYTES}),
    **_family("SucceedConversion", {"Records": _COUNT, "Bytes": _BYTES}),
    **_family("FailedConversion", {"Records": _COUNT, "Bytes": _BYTES}),
    **_family("OutputDecompressedRecords", {"Success": _COUNT, "Failed": _COUNT}),
    **_family("OutputDecompressedBytes", {"Success": _BYTES, "Failed": _BYTES}),
    "PartitionCount": _COUNT,
    "PartitionCountExceeded": _COUNT,
    "JQProcessing.Duration": _MS,
    "PerPartitionThroughput": "Bytes/Second",
    **_family("DataReadFromKinesisStream", {"Bytes": _BYTES, "Records": _COUNT}),
    "KinesisMillisBehindLatest": _MS,
    "ThrottledGetRecords": _COUNT,
    "ThrottledGetShardIterator": _COUNT,
    "ThrottledDescribeStream": _COUNT,
    "KMSKeyAccessDenied": _COUNT,
    "KMSKeyDisabled": _COUNT,
    "KMSKeyInvalidState": _COUNT,
    "KMSKeyNotFound": _COUNT,
    "ResourceCount": _NONE,
}

KEY_FAULTS = {
    "KMS_ACCESS_DENIED": "KMSKeyAccessDenied",
    "DISABLED_KMS_KEY": "KMSKeyDisabled",
    "INVALID_KMS_KEY": "KMSKeyInvalidState",
    "KMS_KEY_NOT_FOUND": "KMSKeyNotFound",
}
"""What counts a put that was refused for its stream's key, by the type of the failure."""

CALLS = {
    "PutRecord": "PutRecord",
    "PutRecordBatch": "PutRecordBatch",
    "DescribeDeliveryStream": "DescribeDeliveryStream",
    "ListDeliveryStreams": "ListDeliveryStreams",
    "UpdateDestination": "UpdateDeliveryStream",
}
"""The operations whose requests and latencies are reported, and under which name."""


class Metric(NamedTuple):
    """A metric of something, which ``dimensions`` tell by pairs of a name and a value."""

    name: str
    dimensions: tuple[tuple[str, str], ...] = ()
    namespace: str = NAMESPACE

    @property
    def unit(self) -> str:
        return UNITS[self.name]


def of_stream(name: str, stream: str) -> Metric:
    """The metric ``name`` of a stream."""
    return Metric(name, (("DeliveryStreamName", stream),))


STREAMS_IN_USE = Metric(
    "ResourceCount",
    (("Service", "Firehose"), ("Class", "None"), ("Type", "Resource"), ("Resource", "DeliveryStreams")),
    "AWS/Usage",
)
"""How many streams an account has in a region."""
