"""Kinesis's operations called as a client calls them, in one account and region."""

from typing import Any

import pytest

from tickstack.errors import AwsError
from tickstack.kinesis.service import Kinesis
from tickstack.kinesis.streams import TRANSITION_SECONDS

ACCOUNT = "123456789012"
REGION = "eu-central-1"


class Client:
    """Calls operations; ``name`` is the stream where a call names none."""

    def __init__(self, kinesis: Kinesis, name: str = "clicks") -> None:
        self.kinesis = kinesis
        self.name = name

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        return self.kinesis.perform(ACCOUNT, REGION, operation, members)

    def of_stream(self, operation: str, **members: Any) -> dict[str, Any]:
        return self(operation, StreamName=self.name, **members)

    def refusal(self, operation: str, **members: Any) -> tuple[str, str | None]:
        with pytest.raises(AwsError) as error:
            self.of_stream(operation, **members)
        return error.value.code, error.value.message

    def create(self, clock: Any, count: int = 1, **members: Any) -> None:
        """Create the stream and let it become active."""
        self.of_stream("CreateStream", ShardCount=count, **members)
        clock.advance(TRANSITION_SECONDS)

    def put(self, *data: bytes, key: str = "key") -> list[dict[str, Any]]:
        records = [{"Data": each, "PartitionKey": key} for each in data]
        answer: list[dict[str, Any]] = self.of_stream("PutRecords", Records=records)["Records"]
        return answer

    def iterator(self, kind: str = "TRIM_HORIZON", shard: str = "shardId-000000000000", **members: Any) -> str:
        answer = self.of_stream("GetShardIterator", ShardId=shard, ShardIteratorType=kind, **members)
        return str(answer["ShardIterator"])

    def data(self, iterator: str, **members: Any) -> list[bytes]:
        return [record["Data"] for record in self("GetRecords", ShardIterator=iterator, **members)["Records"]]

    def shards(self) -> list[dict[str, Any]]:
        answer: list[dict[str, Any]] = self.of_stream("ListShards")["Shards"]
        return answer
