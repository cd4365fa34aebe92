"""The poller of an event source mapping over a real Kinesis core: what its function gets, and how often."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from localstack.services.lambda_.event_source_mapping.event_processor import EventProcessor
from localstack.services.lambda_.event_source_mapping.pollers.poller import EmptyPollResultsException
from localstack.services.lambda_.invocation.models import lambda_stores

from firehose_fakes import FakeClock
from kinesis_client import ACCOUNT, REGION, Client
from tickstack.errors import AwsError
from tickstack.kinesis.hash_keys import SPACE
from tickstack.kinesis.service import Kinesis
from tickstack.localstack import kinesis_poller

ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/clicks"


class ExpiredIteratorException(Exception):  # noqa: N818 - AWS's name
    """As boto3 makes it."""


class Boto:
    """The operations that a poller calls, by boto3's names."""

    exceptions = SimpleNamespace(ExpiredIteratorException=ExpiredIteratorException)

    def __init__(self, client: Client) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        operation = "".join(part.capitalize() for part in name.split("_"))

        def call(**members: Any) -> dict[str, Any]:
            try:
                return self._client(operation, **members)
            except AwsError as error:
                if error.code != "ExpiredIteratorException":
                    raise
                raise ExpiredIteratorException from error

        return call


class Function(EventProcessor):
    """Remembers what it was invoked with; dies while ``ill`` is set."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.ill = False

    def process_events_batch(self, input_events: Any) -> None:
        if self.ill:
            raise KeyboardInterrupt
        self.batches.append([event["kinesis"]["sequenceNumber"] for event in input_events])

    def generate_event_failure_context(self, *_args: Any, **_members: Any) -> dict[str, Any]:
        return {}


class Polled:
    """A stream, its clock, and pollers that read it one after the other for the same mapping."""

    def __init__(self, kinesis: Kinesis, clock: FakeClock) -> None:
        self.client = Client(kinesis)
        self.clock = clock
        self.function = Function()
        self.put: list[str] = []
        self.client.create(clock)

    def poller(self, position: str = "TRIM_HORIZON", **parameters: Any) -> Any:
        given = {"StartingPosition": position, "BatchSize": 2, "MaximumBatchingWindowInSeconds": 0} | parameters
        return kinesis_poller.RememberingPoller(
            ARN, {"KinesisStreamParameters": given}, Boto(self.client), self.function, None, None, True, "mapping"
        )

    def add(self, count: int) -> None:
        self.put += [each["SequenceNumber"] for each in self.client.put(*[b"x"] * count)]

    @property
    def got(self) -> list[str]:
        return [number for batch in self.function.batches for number in batch]


@pytest.fixture
def polled(monkeypatch: pytest.MonkeyPatch) -> Iterator[Polled]:
    clock = FakeClock()
    kinesis = Kinesis(clock=clock)
    monkeypatch.setattr(kinesis_poller, "kinesis_core", lambda: kinesis)
    yield Polled(kinesis, clock)
    kinesis.close()


def test_the_next_poller_goes_on_where_the_last_one_was(polled: Polled) -> None:
    polled.add(5)
    poller = polled.poller()
    poller.poll_events()
    poller.poll_events()
    assert (polled.got, len(polled.function.batches)) == (polled.put[:4], 2)
    poller = polled.poller()
    poller.poll_events()
    assert polled.got == polled.put


def test_a_batch_that_was_not_dealt_with_is_read_again(polled: Polled) -> None:
    polled.add(2)
    poller = polled.poller()
    polled.function.ill = True
    with pytest.raises(KeyboardInterrupt):
        poller.poll_events()
    polled.function.ill = False
    poller.poll_events()
    assert polled.got == polled.put


def test_the_children_of_a_split_shard_are_read_and_their_parent_is_not_again(polled: Polled) -> None:
    polled.add(2)
    poller = polled.poller()
    poller.poll_events()
    polled.client.of_stream("SplitShard", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(SPACE // 2))
    polled.add(2)
    for _ in range(4):
        poller.poll_events()
    assert polled.got == polled.put
    polled.poller().poll_events()
    assert polled.got == polled.put


def test_an_iterator_that_expired_is_replaced(polled: Polled) -> None:
    polled.add(2)
    poller = polled.poller()
    poller.poll_events()
    polled.clock.advance(400)
    polled.add(1)
    poller.poll_events()
    poller.poll_events()
    assert polled.got == polled.put


def test_where_a_new_mapping_begins(polled: Polled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", polled.clock.time)
    polled.add(1)
    polled.clock.advance(10)
    middle = polled.clock.time()
    polled.add(1)
    polled.clock.advance(10)
    mappings: Any = lambda_stores[ACCOUNT][REGION].event_source_mappings
    mappings["mapping"] = {"StartingPositionTimestamp": middle}
    polled.poller("AT_TIMESTAMP").poll_events()
    assert polled.got == polled.put[1:]
    del mappings["mapping"]
    kinesis_poller.forget("mapping")
    latest = polled.poller("LATEST")
    latest.poll_events()
    polled.add(1)
    latest.poll_events()
    assert polled.got == polled.put[1:]


def test_no_shard_to_read_is_an_empty_poll(polled: Polled) -> None:
    polled.client.of_stream("DeleteStream")
    polled.clock.advance(1)
    polled.client.of_stream("CreateStream", ShardCount=1)
    with pytest.raises(EmptyPollResultsException):
        polled.poller().poll_events()
