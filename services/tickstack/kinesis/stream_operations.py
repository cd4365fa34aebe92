"""The operations on streams themselves, each named as boto3 names it."""

from dataclasses import replace

from tickstack.errors import AwsError, NotSupportedError
from tickstack.kinesis.model import DEFAULT_RECORD_KIB, DEFAULT_RETENTION_HOURS, Shard, Stream
from tickstack.kinesis.paging import fields_of, page, token
from tickstack.kinesis.place import Answer, Place, Request
from tickstack.kinesis.streams import Key

ON_DEMAND_SHARDS = 4
DESCRIBED_SHARDS = 100
LISTED_STREAMS = 100
LONGEST_RETENTION_HOURS = 8760
SHARD_LIMIT = 20_000
ON_DEMAND_LIMIT = 50


def create_stream(place: Place, request: Request) -> Answer:
    """A stream of which neither the mode nor the number of shards is given is on demand (not documented)."""
    if request.get("WarmThroughputMiBps") is not None:
        raise NotSupportedError("warm throughput of streams (WarmThroughputMiBps)")
    on_demand = _on_demand(request) or not (request.get("StreamModeDetails") or request.get("ShardCount"))
    count = ON_DEMAND_SHARDS if on_demand else request.get("ShardCount")
    if count is None:
        raise AwsError("ValidationException", "ShardCount must be provided for a stream in PROVISIONED mode.")
    _room(place, count)
    place.streams.create(
        place.named(request["StreamName"]),
        count,
        on_demand=on_demand,
        record_kib=request.get("MaxRecordSizeInKiB") or DEFAULT_RECORD_KIB,
        tags=dict(request.get("Tags") or {}),
    )
    return {}


def delete_stream(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.get(key)
    if stream.consumers and not request.get("EnforceConsumerDeletion"):
        raise AwsError(
            "ResourceInUseException",
            f"Stream {stream.name} under account {stream.account} has registered consumers: deregister them first, or "
            "set EnforceConsumerDeletion.",
        )
    place.streams.delete(key)
    return {}


def describe_stream(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.get(key)
    status = place.streams.status(key)
    shards = [] if status == "CREATING" else place.streams.shards(stream)
    limit = min(request.get("Limit") or DESCRIBED_SHARDS, DESCRIBED_SHARDS)
    listed, more = page(shards, request.get("ExclusiveStartShardId"), limit, lambda shard: shard.shard_id)
    described = _common(stream, status) | {"Shards": [shard_answer(shard) for shard in listed], "HasMoreShards": more}
    return {"StreamDescription": described}


def describe_stream_summary(place: Place, request: Request) -> Answer:
    key = place.key(request)
    stream = place.streams.get(key)
    summary = _common(stream, place.streams.status(key)) | {
        "OpenShardCount": len(stream.open_shards),
        "ConsumerCount": len(stream.consumers),
        "MaxRecordSizeInKiB": stream.record_kib,
    }
    return {"StreamDescriptionSummary": summary}


def list_streams(place: Place, request: Request) -> Answer:
    now = place.streams.clock.time()
    after = request.get("ExclusiveStartStreamName")
    if request.get("NextToken"):
        (after,) = fields_of(request["NextToken"], now, 1)
    streams = place.streams.in_region(place.account, place.region)
    listed, more = page(streams, after, request.get("Limit") or LISTED_STREAMS, lambda stream: stream.name)
    answer: Answer = {
        "StreamNames": [stream.name for stream in listed],
        "HasMoreStreams": more,
        "StreamSummaries": [
            {
                "StreamName": stream.name,
                "StreamARN": stream.arn,
                "StreamStatus": place.streams.status(_key(stream)),
                "StreamModeDetails": _mode(stream),
                "StreamCreationTimestamp": stream.created,
            }
            for stream in listed
        ],
    }
    return answer | ({"NextToken": token(now, listed[-1].name)} if more else {})


def increase_stream_retention_period(place: Place, request: Request) -> Answer:
    return _retain(place, request, longer=True)


def decrease_stream_retention_period(place: Place, request: Request) -> Answer:
    return _retain(place, request, longer=False)


def update_stream_mode(place: Place, request: Request) -> Answer:
    if request.get("WarmThroughputMiBps") is not None:
        raise NotSupportedError("warm throughput of streams (WarmThroughputMiBps)")
    on_demand = _on_demand(request)
    place.streams.change(place.key(request), lambda stream: replace(stream, on_demand=on_demand), passing="UPDATING")
    return {}


def update_max_record_size(place: Place, request: Request) -> Answer:
    size = request["MaxRecordSizeInKiB"]
    place.streams.change(place.key(request), lambda stream: replace(stream, record_kib=size), passing="UPDATING")
    return {}


def start_stream_encryption(place: Place, request: Request) -> Answer:
    """The key is noted and told; what is on this machine's disk is not encrypted."""
    if request["EncryptionType"] != "KMS":
        raise AwsError("InvalidArgumentException", "Invalid encryption type.")
    key_id = request["KeyId"]
    place.streams.change(place.key(request), lambda stream: replace(stream, key_id=key_id), passing="UPDATING")
    return {}


def stop_stream_encryption(place: Place, request: Request) -> Answer:
    place.streams.change(place.key(request), lambda stream: replace(stream, key_id=None), passing="UPDATING")
    return {}


def describe_limits(place: Place, _request: Request) -> Answer:
    streams = place.streams.in_region(place.account, place.region)
    return {
        "ShardLimit": SHARD_LIMIT,
        "OpenShardCount": _open_shards(streams),
        "OnDemandStreamCount": sum(stream.on_demand for stream in streams),
        "OnDemandStreamCountLimit": ON_DEMAND_LIMIT,
    }


def shard_answer(shard: Shard) -> Answer:
    """A shard as ListShards and DescribeStream tell it."""
    numbers = {"StartingSequenceNumber": shard.starting_number}
    if (ending := shard.ending_number) is not None:
        numbers["EndingSequenceNumber"] = ending
    names = ("ParentShardId", "AdjacentParentShardId")
    parents = {name: f"shardId-{parent:012d}" for name, parent in zip(names, shard.parents, strict=False)}
    keys = {"StartingHashKey": str(shard.start), "EndingHashKey": str(shard.end)}
    return {"ShardId": shard.shard_id, **parents, "HashKeyRange": keys, "SequenceNumberRange": numbers}


def _common(stream: Stream, status: str) -> Answer:
    encryption = (
        {"EncryptionType": "NONE"}
        if stream.key_id is None
        else {
            "EncryptionType": "KMS",
            "KeyId": stream.key_id,
        }
    )
    return {
        "StreamName": stream.name,
        "StreamARN": stream.arn,
        "StreamStatus": status,
        "StreamModeDetails": _mode(stream),
        "RetentionPeriodHours": stream.retention_hours,
        "StreamCreationTimestamp": stream.created,
        "EnhancedMonitoring": [{"ShardLevelMetrics": []}],
        **encryption,
    }


def _mode(stream: Stream) -> dict[str, str]:
    return {"StreamMode": "ON_DEMAND" if stream.on_demand else "PROVISIONED"}


def _on_demand(request: Request) -> bool:
    return bool((request.get("StreamModeDetails") or {}).get("StreamMode") == "ON_DEMAND")


def _key(stream: Stream) -> Key:
    return stream.account, stream.region, stream.name


def _open_shards(streams: list[Stream]) -> int:
    return sum(len(stream.open_shards) for stream in streams)


def _room(place: Place, more: int) -> None:
    present = _open_shards(place.streams.in_region(place.account, place.region))
    if present + more > SHARD_LIMIT:
        raise AwsError(
            "LimitExceededException",
            f"This request would exceed the shard limit for the account {place.account} in {place.region}. Current "
            f"shard count for the account: {present}. Limit: {SHARD_LIMIT}. Number of additional shards that would "
            f"have resulted from this request: {more}.",
        )


def _retain(place: Place, request: Request, *, longer: bool) -> Answer:
    hours = request["RetentionPeriodHours"]
    for wrong, bound, limit, word in (
        (hours < DEFAULT_RETENTION_HOURS, "Minimum", DEFAULT_RETENTION_HOURS, "short"),
        (hours > LONGEST_RETENTION_HOURS, "Maximum", LONGEST_RETENTION_HOURS, "long"),
    ):
        if wrong:
            raise AwsError(
                "InvalidArgumentException",
                f"{bound} allowed retention period is {limit} hours. Requested retention period ({hours} hours) is too "
                f"{word}.",
            )

    def changed(stream: Stream) -> Stream:
        present = stream.retention_hours
        if hours != present and longer != (hours > present):
            word, other = ("shorter", "Decrease") if longer else ("longer", "Increase")
            raise AwsError(
                "InvalidArgumentException",
                f"Requested retention period ({hours} hours) for stream {stream.name} can not be {word} than existing "
                f"retention period ({present} hours). Use {other}RetentionPeriod API.",
            )
        return replace(stream, retention_hours=hours)

    place.streams.change(place.key(request), changed, passing="UPDATING")
    return {}
