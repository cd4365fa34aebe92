"""Where an operation acts: the streams as one account sees them in one region."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tickstack.errors import AwsError
from tickstack.kinesis.model import Shard, Stream, shard_id
from tickstack.kinesis.streams import Key, Streams

type Request = Mapping[str, Any]
type Answer = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """All streams, and the account and region of the caller."""

    streams: Streams
    account: str
    region: str

    def key(self, request: Request) -> Key:
        """The stream that a request names, by its ARN or its name. Raises InvalidArgumentException."""
        arn, name = request.get("StreamARN"), request.get("StreamName")
        if arn is None and name is None:
            raise AwsError("InvalidArgumentException", "Either StreamARN or StreamName must be provided.")
        if arn is None:
            return self.account, self.region, str(name)
        parts = str(arn).split(":")
        return parts[4], parts[3], arn.partition("stream/")[2].partition("/")[0]

    def named(self, name: str) -> Key:
        return self.account, self.region, name


def shard_of(stream: Stream, name: str) -> Shard:
    """A shard by its name, or by its bare number. Raises ResourceNotFoundException."""
    digits = name.removeprefix("shardId-")
    number = int(digits) if digits.isdecimal() else len(stream.shards)
    if number >= len(stream.shards):
        shown = shard_id(number) if digits.isdecimal() else name
        raise AwsError(
            "ResourceNotFoundException",
            f"Could not find shard {shown} in stream {stream.name} under account {stream.account}.",
        )
    return stream.shards[number]
