"""Kinesis as the source of delivery streams: the operations of this process's own Kinesis, without a request."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tickstack.errors import AwsError
from tickstack.firehose.ports import EXPIRED, NOT_FOUND, Read, SourceError, SourceRecord, SourceStream

type Call = Callable[[str, Mapping[str, Any]], dict[str, Any]]
"""An operation of Kinesis by its name, and its request: the answer. Raises AwsError."""

_CODES = {"ResourceNotFoundException": NOT_FOUND, "ExpiredIteratorException": EXPIRED}


class KinesisSource:
    """The streams that ``call`` reaches."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def stream(self, stream_arn: str) -> SourceStream:
        summary = self._ask("DescribeStreamSummary", StreamARN=stream_arn)["StreamDescriptionSummary"]
        if summary["StreamStatus"] == "DELETING":
            raise SourceError(NOT_FOUND, f"{stream_arn} is being deleted.")
        created: datetime = summary["StreamCreationTimestamp"]
        retention = summary["RetentionPeriodHours"] * 3600.0
        return SourceStream(created.isoformat(), summary["StreamStatus"] != "CREATING", retention)

    def shards(self, stream_arn: str) -> Sequence[str]:
        answer = self._ask("ListShards", StreamARN=stream_arn)
        found = [shard["ShardId"] for shard in answer["Shards"]]
        while "NextToken" in answer:
            answer = self._ask("ListShards", NextToken=answer["NextToken"])
            found += [shard["ShardId"] for shard in answer["Shards"]]
        return found

    def iterator(self, stream_arn: str, shard_id: str, after: str | None, since: float) -> str:
        start: dict[str, Any] = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": after}
        if after is None:
            start = {"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": datetime.fromtimestamp(since, UTC)}
        return str(self._ask("GetShardIterator", StreamARN=stream_arn, ShardId=shard_id, **start)["ShardIterator"])

    def read(self, stream_arn: str, iterator: str) -> Read:
        answer = self._ask("GetRecords", StreamARN=stream_arn, ShardIterator=iterator)
        records = [
            SourceRecord(
                record["Data"],
                record["PartitionKey"],
                record["SequenceNumber"],
                round(record["ApproximateArrivalTimestamp"].timestamp() * 1000),
            )
            for record in answer["Records"]
        ]
        return Read(records, answer.get("NextShardIterator"), answer["MillisBehindLatest"])

    def _ask(self, operation: str, **members: Any) -> dict[str, Any]:
        try:
            return self._call(operation, members)
        except AwsError as error:
            code = _CODES.get(error.code, f"Kinesis.{error.code.removesuffix('Exception')}")
            raise SourceError(code, error.message or error.code) from error
