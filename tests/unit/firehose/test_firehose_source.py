"""A Kinesis stream as the source of a delivery stream: the reader by a clock that is turned by hand, then the whole."""

import itertools
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregated import aggregated
from firehose_client import Client
from firehose_fakes import FakeClock, FakeServices, destination, processing
from source_fakes import SOURCE_ARN, FakeShard, FakeSource, Observed
from tickstack.errors import AwsError
from tickstack.firehose.aggregation import children
from tickstack.firehose.checkpoints import Checkpoints, FileCheckpoints, NoCheckpoints, Progress
from tickstack.firehose.options import Options
from tickstack.firehose.ports import StorageError
from tickstack.firehose.records import Origin, Record
from tickstack.firehose.service import Firehose
from tickstack.firehose.source_reader import SourceReader, Wanted
from tickstack.firehose.source_records import Taken, packed, unpacked
from tickstack.firehose.state import StateFolder, replace

SOURCE = {"KinesisStreamARN": SOURCE_ARN, "RoleARN": "arn:aws:iam::000000000000:role/reader"}
KINESIS = {"DeliveryStreamType": "KinesisStreamAsSource", "KinesisStreamSourceConfiguration": SOURCE}


class Reading:
    """A reader of ``source``, and what it took; while ``room`` is 0 nothing is taken."""

    def __init__(self, source: FakeSource, checkpoints: Checkpoints | None = None, time_scale: float = 1.0) -> None:
        self.clock = FakeClock()
        self.observed = Observed()
        self.taken: list[Taken] = []
        self.room = 1_000_000
        wanted = Wanted(SOURCE_ARN, 4000.0)
        kept = checkpoints or NoCheckpoints()
        self.reader = SourceReader(wanted, source, self.take, kept, self.observed, self.clock, time_scale)

    def take(self, records: Sequence[Taken]) -> bool:
        if len(records) > self.room:
            return False
        self.room -= len(records)
        self.taken += records
        return True

    @property
    def data(self) -> list[bytes]:
        return [record.data for record in self.taken]

    def pass_time(self, seconds: float) -> None:
        """Let the reader do what it does until then."""
        end = self.clock.monotonic() + seconds
        while (due := max(self.reader.due(), self.clock.monotonic())) <= end:
            self.clock.advance(due - self.clock.monotonic())
            self.reader.step()
        self.clock.advance(end - self.clock.monotonic())


def test_reading_begins_when_the_delivery_stream_was_made() -> None:
    source = FakeSource()
    source.put(b"before", arrival_ms=3_999_999)
    source.put(b"at once", arrival_ms=4_000_000)
    reading = Reading(source)
    reading.pass_time(0)
    assert reading.data == [b"at once"]
    assert reading.taken[0].origin == Origin("0001", 0, "key", "shard-0", 4_000_000)


def test_each_shard_is_read_once_a_second_of_scaled_time() -> None:
    source = FakeSource("a", "b")
    Reading(source).pass_time(3.5)
    assert len(source.reads) == 8
    source.reads.clear()
    Reading(source, time_scale=10).pass_time(1.05)
    assert len(source.reads) == 22
    source.reads.clear()
    Reading(source, time_scale=1000).pass_time(0.51)
    assert len(source.reads) == 22


def test_the_children_of_a_shard_that_ended_are_read() -> None:
    source = FakeSource("parent")
    source.put(b"1", b"2", shard="parent")
    source.page = 1
    reading = Reading(source)
    reading.pass_time(0)
    source.contents["parent"].closed = True
    source.contents["left"], source.contents["right"] = FakeShard(), FakeShard()
    source.put(b"3", shard="left")
    source.put(b"4", shard="right")
    reading.pass_time(3)
    assert reading.data == [b"1", b"2", b"3", b"4"]
    source.reads.clear()
    reading.pass_time(2)
    assert not any(iterator.startswith("parent") for iterator in source.reads)


def test_what_is_not_taken_is_read_again() -> None:
    source = FakeSource()
    reading = Reading(source)
    reading.room = 0
    source.put(b"a", b"b")
    reading.pass_time(5)
    assert reading.data == []
    reading.room = 3
    source.put(b"c", b"d")
    reading.pass_time(5)
    assert reading.data == []  # all that one read gave is more than there is room for
    reading.room = 100
    reading.pass_time(1)
    assert reading.data == [b"a", b"b", b"c", b"d"]


def test_an_expired_iterator_is_replaced_at_once() -> None:
    source = FakeSource()
    source.put(b"a")
    reading = Reading(source)
    reading.pass_time(0)
    source.put(b"b")
    source.expired = 1
    reading.pass_time(1)
    assert reading.data == [b"a", b"b"]
    assert reading.observed.faults == []


def test_a_source_that_is_gone_is_reported_and_its_successor_is_not_read() -> None:
    source = FakeSource()
    source.put(b"a")
    reading = Reading(source)
    reading.pass_time(0)
    source.identity = None
    reading.pass_time(25)
    assert [fault.code for fault in reading.observed.faults] == ["Kinesis.ResourceNotFound"] * 3
    source.identity = "second"
    source.put(b"b")
    reading.pass_time(60)
    assert reading.data == [b"a"]
    source.identity = "first"
    reading.pass_time(10)
    assert reading.data == [b"a", b"b"]


def test_a_source_tells_how_long_it_keeps_its_records() -> None:
    source = FakeSource()
    source.retention = 48 * 3600.0
    reading = Reading(source)
    reading.pass_time(0)
    assert [stream.retention for stream in reading.observed.found] == [48 * 3600.0]


def test_a_source_that_is_not_there_yet_is_waited_for() -> None:
    source = FakeSource()
    source.active = False
    reading = Reading(source)
    reading.pass_time(3)
    source.put(b"a")
    source.active = True
    reading.pass_time(1)
    assert (reading.data, reading.observed.faults) == ([b"a"], [])


def test_reads_are_observed_and_idle_ones_once_a_minute() -> None:
    source = FakeSource()
    source.put(b"abc", b"d")
    source.page = 1
    reading = Reading(source)
    reading.pass_time(1)
    assert reading.observed.reads == [(1, 3, 1000), (1, 1, 0)]
    reading.pass_time(125)
    assert reading.observed.reads[2:] == [(0, 0, 0), (0, 0, 0)]


def test_the_next_process_goes_on_where_the_last_one_was(tmp_path: Path) -> None:
    def checkpoints() -> FileCheckpoints:
        return FileCheckpoints(tmp_path / "source.json", replace)

    source = FakeSource("a", "b")
    source.put(b"1", shard="a")
    source.put(b"2", shard="b")
    source.contents["a"].closed = True
    first = Reading(source, checkpoints())
    first.pass_time(2)
    assert first.data == [b"1", b"2"]
    source.put(b"3", shard="b")
    second = Reading(source, checkpoints())
    second.pass_time(2)
    assert second.data == [b"3"]
    (tmp_path / "source.json").write_bytes(b"{}")
    third = Reading(source, checkpoints())
    third.pass_time(2)
    assert third.data == [b"1", b"2", b"3"]


class Memory:
    """Checkpoints that outlive a reader; while ``full`` is set they are not kept."""

    def __init__(self) -> None:
        self.text = Progress().to_json()
        self.full = False

    def load(self) -> Progress:
        return Progress.from_json(self.text)

    def save(self, progress: Progress) -> None:
        if self.full:
            raise OSError("no space left on device")
        self.text = progress.to_json()


class Story:
    """A source with two shards that readers read in turn, each until it crashes."""

    def __init__(self) -> None:
        self.source = FakeSource("a", "b")
        self.source.page = 2
        self.memory = Memory()
        self.reading = Reading(self.source, self.memory)
        self._before: list[bytes] = []

    @property
    def data(self) -> list[bytes]:
        return self._before + self.reading.data

    def put(self, shard: str, count: int) -> None:
        first = len(self.source.contents[shard].records)
        self.source.put(*[f"{shard}{number:03d}".encode() for number in range(first, first + count)], shard=shard)

    def crash(self) -> None:
        self._before += self.reading.data
        self.reading = Reading(self.source, self.memory)

    def expire(self) -> None:
        self.source.expired = 1

    def room(self, room: int) -> None:
        self.reading.room = room

    def disk(self, full: bool) -> None:
        self.memory.full = full


EVENTS: dict[str, Callable[[Story], None]] = {
    "step": lambda _story: None,
    "crash": Story.crash,
    "expire": Story.expire,
    "no room": lambda story: story.room(0),
    "room": lambda story: story.room(1000),
    "full disk": lambda story: story.disk(True),
    "disk": lambda story: story.disk(False),
}


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(1, 3)), max_size=10),
    st.lists(st.sampled_from(sorted(EVENTS)), max_size=20),
)
def test_every_record_is_taken_at_least_once_and_in_the_order_of_its_shard(
    puts: list[tuple[str, int]], events: list[str]
) -> None:
    story = Story()
    for put, event in itertools.zip_longest(puts, events):
        if put is not None:
            story.put(*put)
        EVENTS[event or "step"](story)
        story.reading.pass_time(1)
    story.room(10_000)
    story.reading.pass_time(60)
    for shard in "ab":
        wanted = [record.data for record in story.source.contents[shard].records]
        assert [each for each in dict.fromkeys(story.data) if each.startswith(shard.encode())] == wanted


def test_an_aggregated_record_is_taken_apart() -> None:
    parts = [("a", b"1"), ("b", b"2"), ("a", b"")]
    assert children(aggregated(*parts)) == parts
    assert children(b"") is None
    assert children(b'{"a": 1}') is None
    assert children(aggregated(*parts)[:-1] + b"\x00") is None
    assert children(aggregated(*[("k", b"x")] * 500)) == [("k", b"x")] * 500
    assert children(aggregated(*[("k", b"x")] * 501)) is None


def test_children_have_the_place_of_their_record_and_their_own_keys() -> None:
    source = FakeSource()
    source.put(aggregated(("a", b"1"), ("b", b"2")), b"3")
    reading = Reading(source)
    reading.pass_time(0)
    assert reading.taken == [
        Taken(Origin("0000", 0, "a", "shard-0", 5_000_000), b"1"),
        Taken(Origin("0000", 1, "b", "shard-0", 5_000_000), b"2"),
        Taken(Origin("0001", 0, "key", "shard-0", 5_000_000), b"3"),
    ]


@given(st.text(max_size=20), st.integers(0, 500), st.text(max_size=256), st.binary(max_size=50))
def test_the_journal_keeps_where_a_record_was_read(number: str, sub: int, key: str, data: bytes) -> None:
    origin = Origin(number, sub, key, "shardId-000000000000", 1_757_582_345_123)
    record = Record("id", 1, packed(Taken(origin, data)), 7)
    assert unpacked(record) == Record("id", 1_757_582_345_123, data, 7, None, origin)


def running(services: FakeServices, folder: Path | None = None) -> Firehose:
    core = Firehose(services.connect, state=StateFolder(folder) if folder else None)
    core.start()
    return core


def members(**given: Any) -> dict[str, Any]:
    hints = {"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}}
    return {**KINESIS, "ExtendedS3DestinationConfiguration": destination(**(hints | given))}


def test_a_delivery_stream_delivers_what_comes_into_its_source() -> None:
    services = FakeServices()
    core = running(services)
    client = Client(core)
    lambda_ = {"ProcessingConfiguration": processing("Lambda", BufferSizeInMBs="1", BufferIntervalInSeconds="0")}
    client.create(**members(**lambda_))
    arrival_ms = 4_000_000_000_000  # after the creation, whenever the test runs
    services.source.put(aggregated(("a", b"one"), ("b", b"two")), arrival_ms=arrival_ms)
    services.functions.wait_for_events(1)
    (event,) = services.functions.events
    assert list(event) == ["invocationId", "deliveryStreamArn", "sourceKinesisStreamArn", "region", "records"]
    assert event["sourceKinesisStreamArn"] == SOURCE_ARN
    assert [record["kinesisRecordMetadata"] for record in event["records"]] == [
        {
            "sequenceNumber": "0000",
            "subsequenceNumber": number,
            "partitionKey": key,
            "shardId": "shard-0",
            "approximateArrivalTimestamp": arrival_ms,
        }
        for number, key in enumerate("ab")
    ]
    assert event["records"][0]["approximateArrivalTimestamp"] == arrival_ms
    (written,) = services.storage.wait_for_objects(1)
    assert written.body == b"onetwo"
    assert written.key.startswith("2096/10/02/")
    core.close(5)
    assert sum(services.monitor.samples("DataReadFromKinesisStream.Records")) == 1
    size = len(services.source.contents["shard-0"].records[0].data)
    assert sum(services.monitor.samples("DataReadFromKinesisStream.Bytes")) == size
    units = {datum.name: datum.unit for datum in services.monitor.data}
    assert units["KinesisMillisBehindLatest"] == "Milliseconds"
    assert "IncomingRecords" not in units


def test_the_source_is_described_and_listed_by_its_type() -> None:
    core = running(FakeServices())
    client = Client(core)
    client.create(**members())
    description = client.describe()
    assert description["DeliveryStreamType"] == "KinesisStreamAsSource"
    assert description["Source"] == {
        "KinesisStreamSourceDescription": SOURCE | {"DeliveryStartTimestamp": description["CreateTimestamp"]}
    }
    assert "DeliveryStreamEncryptionConfiguration" not in description
    assert client("ListDeliveryStreams", DeliveryStreamType="DirectPut")["DeliveryStreamNames"] == []
    assert client("ListDeliveryStreams", DeliveryStreamType="KinesisStreamAsSource")["DeliveryStreamNames"] == [
        "prices"
    ]
    core.close(0)


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        ({"DeliveryStreamType": "KinesisStreamAsSource"}, "InvalidArgumentException", "must be specified"),
        ({"KinesisStreamSourceConfiguration": SOURCE}, "InvalidArgumentException", "can not be specified"),
        (
            {**KINESIS, "KinesisStreamSourceConfiguration": {"RoleARN": SOURCE["RoleARN"]}},
            "ValidationException",
            "kinesisStreamARN",
        ),
        ({"DeliveryStreamType": "MSKAsSource"}, "NotImplementedException", "MSKAsSource"),
    ],
)
def test_what_no_source_can_be(given: dict[str, Any], code: str, text: str) -> None:
    client = Client(Firehose(FakeServices().connect))
    refused = client.refusal("CreateDeliveryStream", **client.creation(**given))
    assert (refused[0], text in str(refused[1])) == (code, True), refused


def test_a_source_that_is_not_there_is_refused() -> None:
    services = FakeServices()
    services.source.identity = None
    client = Client(Firehose(services.connect))
    assert client.refusal("CreateDeliveryStream", **client.creation(**members())) == (
        "InvalidArgumentException",
        "Stream clicks under account 000000000000 not found.",
    )


def test_a_source_that_goes_is_logged_and_the_stream_stays_active() -> None:
    services = FakeServices()
    core = running(services)
    client = Client(core)
    log = {"Enabled": True, "LogGroupName": "group", "LogStreamName": "S3Delivery"}
    client.create(**members(CloudWatchLoggingOptions=log))
    services.source.identity = None
    services.monitor.wait_for_lines(1)
    line = json.loads(services.monitor.lines[0].text)
    assert line["errorCode"] == "Kinesis.ResourceNotFound"
    assert line["deliveryStreamVersionId"] == 1
    assert client.describe()["DeliveryStreamStatus"] == "ACTIVE"
    core.close(0)


def test_puts_are_refused() -> None:
    core = Firehose(FakeServices().connect)
    client = Client(core)
    client.create(**members())
    streams = core.streams("123456789012", "us-east-1")
    while streams.get("prices").status(streams.now()) != "ACTIVE":
        pass
    with pytest.raises(AwsError, match="not permitted on KinesisStreamAsSource delivery stream type"):
        client("PutRecord", DeliveryStreamName="prices", Record={"Data": b"x"})
    core.close(0)


def test_no_more_is_read_than_there_is_memory_for() -> None:
    services = FakeServices()
    services.storage.refusal = StorageError("S3.NoSuchBucket", "The specified bucket does not exist.")
    services.source.page = 1
    data = [f"{number:02d}".encode() * 500 for number in range(20)]
    services.source.put(*data, arrival_ms=4_000_000_000_000)
    core = Firehose(services.connect, memory=6000, options=Options(time_scale=100))
    Client(core).create(**members())
    services.storage.wait_for_attempts(10)
    assert len(set(services.source.reads)) < 10
    services.storage.refusal = None
    written: list[bytes] = []
    while sum(map(len, written)) < sum(map(len, data)):
        written = [item.body for item in services.storage.wait_for_objects(len(written) + 1)]
    whole = b"".join(written)
    assert sorted(whole[at : at + 1000] for at in range(0, len(whole), 1000)) == data
    core.close(5)


def test_what_was_read_and_not_delivered_is_delivered_by_the_next_process(tmp_path: Path) -> None:
    services = FakeServices()
    services.storage.refusal = StorageError("S3.NoSuchBucket", "The specified bucket does not exist.")
    first = running(services, tmp_path)
    Client(first).create(**members())
    services.source.put(b"kept", arrival_ms=4_000_000_000_000)
    services.storage.wait_for_attempts(1)
    first.close(0)
    again = FakeServices()
    again.source = services.source
    second = running(again, tmp_path)
    services.source.put(b"new", arrival_ms=4_000_000_000_000)
    written = again.storage.wait_for_objects(2)
    assert sorted(item.body for item in written) == [b"kept", b"new"]
    second.close(5)
