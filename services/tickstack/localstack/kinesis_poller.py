"""Kinesis in front of a function: LocalStack's poller, with a memory.

The stock poller forgets how far it has read: when a shard ends, when an iterator expires and when the stack starts it
reads everything once more, or loses what came in between. This one keeps, for each event source mapping, the last
sequence number of each shard that the function has dealt with.
"""

import time
from collections.abc import Iterator, MutableMapping
from datetime import datetime
from typing import Any

from localstack.services.lambda_.event_source_mapping.event_processor import PipeInternalError
from localstack.services.lambda_.event_source_mapping.pollers.kinesis_poller import KinesisPoller
from localstack.services.lambda_.event_source_mapping.pollers.poller import EmptyPollResultsException
from localstack.services.lambda_.invocation.models import lambda_stores

from tickstack.localstack.kinesis_core import kinesis_core

type Progress = dict[str, Any]
"""``since``: epoch seconds; ``after``: sequence numbers by shard; ``ended``: shards that were read to their end."""


def remembered() -> MutableMapping[str, Progress]:
    """The progress of every event source mapping, by its UUID."""
    return kinesis_core().readers


def forget(uuid: str) -> None:
    """An event source mapping is gone."""
    remembered().pop(uuid, None)


_Stock: Any = KinesisPoller  # its types are wrong in places


class RememberingPoller(_Stock):  # type: ignore[misc]
    """Takes the stock poller's place; how it filters, retries and gives up is the stock poller's."""

    shards: dict[str, str | None]

    def poll_events(self) -> None:
        """Read each shard once. Raises EmptyPollResultsException when there is none, whatever the function raises."""
        self.shards = self.shards or self.initialize_shards()
        if not self.shards:
            raise EmptyPollResultsException(service=self.event_source(), source_arn=self.source_arn)
        for shard_id, iterator in list(self.shards.items()):
            try:
                self.poll_events_from_shard(shard_id, iterator)
            except PipeInternalError:  # the stock poller waits until the next time, too
                self._forget()
            if not self.shards:
                return

    def initialize_shards(self) -> dict[str, str | None]:
        """The iterator of each shard that is not read to its end."""
        described = self.source_client.describe_stream_summary(**self.stream_arn_param())
        if described["StreamDescriptionSummary"]["StreamStatus"] not in ("ACTIVE", "UPDATING"):
            return {}
        progress = self._progress()
        return {name: self._iterator(name, progress) for name in self._names() if name not in progress["ended"]}

    def poll_events_from_shard(self, shard_id: str, shard_iterator: str | None) -> None:
        """Read a shard once, and let the function have what makes a batch."""
        try:
            answer = self.get_records(shard_iterator)
            following = answer.get("NextShardIterator")
            self.shards[shard_id] = following
            full = self.shard_batcher[shard_id].add(answer["Records"])
            if full or following is None:
                self._hand_over(shard_id)
        except BaseException:
            self._forget()  # what the function has not dealt with is read again
            raise
        if following is None:
            progress = self._progress()
            self._keep({**progress, "ended": [*progress["ended"], shard_id]})
            self._forget()  # the shard's children are read next

    def _names(self) -> Iterator[str]:
        asked = self.stream_arn_param()
        while asked:
            answer = self.source_client.list_shards(**asked)
            yield from (shard["ShardId"] for shard in answer["Shards"])
            asked = {"NextToken": answer["NextToken"]} if "NextToken" in answer else {}

    def _hand_over(self, shard_id: str) -> None:
        records = self.shard_batcher[shard_id].flush()
        size = self.stream_parameters["BatchSize"]
        for first in range(0, len(records), size):
            batch = records[first : first + size]
            self.forward_events_to_target(shard_id, batch)
            if self._is_shutdown.is_set():
                return
            progress = self._progress()
            self._keep({**progress, "after": {**progress["after"], shard_id: batch[-1]["SequenceNumber"]}})

    def _forget(self) -> None:
        self.shards = {}
        self.shard_batcher.clear()

    def _iterator(self, shard_id: str, progress: Progress) -> str:
        after = progress["after"].get(shard_id)
        if after is not None:
            start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "StartingSequenceNumber": after}
        else:
            start = {"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": progress["since"]}
        answer = self.source_client.get_shard_iterator(**self.stream_arn_param(), ShardId=shard_id, **start)
        return str(answer["ShardIterator"])

    def _progress(self) -> Progress:
        kept = remembered()
        if self.esm_uuid not in kept:
            self._keep({"since": self._since(), "after": {}, "ended": []})
        return kept[self.esm_uuid]

    def _keep(self, progress: Progress) -> None:
        remembered()[self.esm_uuid] = progress

    def _since(self) -> float:
        """From when on the mapping reads."""
        wanted = str(self.stream_parameters["StartingPosition"])
        if wanted == "LATEST":
            return time.time()
        if wanted == "TRIM_HORIZON":
            return 0.0
        for _account, _region, store in lambda_stores.iter_stores():
            if (mapping := store.event_source_mappings.get(self.esm_uuid)) is not None:
                moment: Any = mapping["StartingPositionTimestamp"]
                return moment.timestamp() if isinstance(moment, datetime) else float(moment)
        return time.time()
