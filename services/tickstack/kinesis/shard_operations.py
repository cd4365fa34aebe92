"""The operations on shards, each named as boto3 names it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tickstack.errors import AwsError
from tickstack.kinesis.model import Shard, Stream
from tickstack.kinesis.paging import fields_of, page, token
from tickstack.kinesis.place import Answer, Place, Request, shard_of
from tickstack.kinesis.resharding import Shards, merge, split, to_count
from tickstack.kinesis.stream_operations import shard_answer
from tickstack.kinesis.streams import Streams

LISTED_SHARDS = 1000

type Wanted = Callable[[Streams, Stream, Shard, Request], bool]

FILTERS: dict[str, Wanted] = {
    "AFTER_SHARD_ID": lambda _streams, _stream, shard, given: shard.shard_id > given["ShardId"],
    "AT_LATEST": lambda _streams, _stream, shard, _given: shard.open,
    "AT_TRIM_HORIZON": lambda streams, stream, shard, _given: _open_at(shard, streams.horizon_ms(stream) / 1000),
    "FROM_TRIM_HORIZON": lambda _streams, _stream, _shard, _given: True,
    "AT_TIMESTAMP": lambda _streams, _stream, shard, given: _open_at(shard, seconds(given["Timestamp"])),
    "FROM_TIMESTAMP": lambda _streams, _stream, shard, given: (
        shard.closed is None or shard.closed >= int(seconds(given["Timestamp"]))
    ),
}
"""ListShards' filters: which shards each gives."""

_FILTER_NEEDS = {"AFTER_SHARD_ID": "ShardId", "AT_TIMESTAMP": "Timestamp", "FROM_TIMESTAMP": "Timestamp"}


def list_shards(place: Place, request: Request) -> Answer:
    now = place.streams.clock.time()
    after, shard_filter = request.get("ExclusiveStartShardId"), request.get("ShardFilter")
    if request.get("NextToken"):
        if request.get("StreamName") or request.get("StreamARN"):
            raise AwsError("InvalidArgumentException", "NextToken and StreamName cannot be provided together.")
        *named, after = fields_of(request["NextToken"], now, 4)
        key = named[0], named[1], named[2]
    else:
        key = place.key(request)
    stream = place.streams.get(key)
    status = place.streams.status(key)
    if status not in ("ACTIVE", "UPDATING"):
        raise AwsError(
            "ResourceInUseException",
            f"Stream {stream.name} under account {stream.account} not ACTIVE, instead in state {status}",
        )
    shards = [shard for shard in place.streams.shards(stream) if _passes(place, stream, shard, shard_filter)]
    listed, more = page(shards, after, request.get("MaxResults") or LISTED_SHARDS, lambda shard: shard.shard_id)
    answer: Answer = {"Shards": [shard_answer(shard) for shard in listed]}
    return answer | ({"NextToken": token(now, *key, listed[-1].shard_id)} if more else {})


def split_shard(place: Place, request: Request) -> Answer:
    at = int(request["NewStartingHashKey"])

    def changed(stream: Stream, first: int, now: float) -> Shards:
        shard = shard_of(stream, request["ShardToSplit"])
        _check_open(stream, shard)
        if not shard.start + 1 < at < shard.end:
            raise AwsError(
                "InvalidArgumentException",
                f"NewStartingHashKey {at} used in SplitShard() on shard {shard.shard_id} in stream {stream.name} under "
                f"account {stream.account} is not both greater than one plus the shard's StartingHashKey {shard.start} "
                f"and less than the shard's EndingHashKey {shard.end}.",
            )
        return split(stream.shards, shard, at, first, now)

    place.streams.reshard(place.key(request), changed)
    return {}


def merge_shards(place: Place, request: Request) -> Answer:
    def changed(stream: Stream, first: int, now: float) -> Shards:
        shards = [shard_of(stream, request[name]) for name in ("ShardToMerge", "AdjacentShardToMerge")]
        for shard in shards:
            _check_open(stream, shard)
        lower, upper = sorted(shards, key=lambda shard: shard.start)
        if lower.end + 1 != upper.start:
            raise AwsError(
                "InvalidArgumentException",
                f"Shards {shards[0].shard_id} and {shards[1].shard_id} in stream {stream.name} under account "
                f"{stream.account} are not an adjacent pair of shards eligible for merging",
            )
        return merge(stream.shards, shards[0], shards[1], first, now)

    place.streams.reshard(place.key(request), changed)
    return {}


def update_shard_count(place: Place, request: Request) -> Answer:
    key, target = place.key(request), request["TargetShardCount"]
    before: list[int] = []

    def changed(stream: Stream, first: int, now: float) -> Shards:
        present = len(stream.open_shards)
        before.append(present)
        _check_target(stream, present, target)
        return stream.shards if target == present else to_count(stream.shards, target, first, now)

    stream = place.streams.reshard(key, changed)
    return {
        "StreamName": stream.name,
        "StreamARN": stream.arn,
        "CurrentShardCount": before[0],
        "TargetShardCount": target,
    }


def seconds(moment: Any) -> float:
    """A request's timestamp in seconds since the epoch."""
    return moment.timestamp() if isinstance(moment, datetime) else float(moment)


def _check_target(stream: Stream, present: int, target: int) -> None:
    if stream.on_demand:
        raise AwsError(
            "ValidationException",
            f"Request is invalid. Stream {stream.name} under account {stream.account} is in On-Demand mode.",
        )
    for wrong, bound in ((target > 2 * present, "up over double"), (2 * target < present, "down below half")):
        if wrong:
            raise AwsError(
                "LimitExceededException",
                f"UpdateShardCount cannot scale {bound} your current open shard count. Current open shard count: "
                f"{present} Target shard count: {target}",
            )


def _check_open(stream: Stream, shard: Shard) -> None:
    if not shard.open:
        raise AwsError(
            "InvalidArgumentException",
            f"Shard {shard.shard_id} in stream {stream.name} under account {stream.account} has already been merged or "
            "split, and thus is not eligible for merging or splitting.",
        )


def _open_at(shard: Shard, moment: float) -> bool:
    begun = not shard.parents or shard.opened <= moment
    return begun and (shard.closed is None or shard.closed >= int(moment))


def _passes(place: Place, stream: Stream, shard: Shard, given: Request | None) -> bool:
    if given is None:
        return True
    needed = _FILTER_NEEDS.get(given["Type"])
    if needed is not None and given.get(needed) is None:
        raise AwsError("InvalidArgumentException", f"{needed} must be provided for the shard filter {given['Type']}.")
    return FILTERS[given["Type"]](place.streams, stream, shard, given)
