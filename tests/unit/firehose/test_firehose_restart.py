"""What another process finds: streams as they were defined, and every record that was accepted and not settled."""

import errno
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firehose_fakes import (
    Disk,
    FakeClock,
    FakeFunctions,
    FakeServices,
    conversion,
    destination,
    echo,
    partitioned,
    processing,
    processor,
)
from tickstack.errors import AwsError, StateError
from tickstack.firehose import state as state_module
from tickstack.firehose.configuration import configuration
from tickstack.firehose.destination import DESTINATION_ID, described
from tickstack.firehose.journal import FileJournal, NoJournal
from tickstack.firehose.ledger import RECORD_OVERHEAD
from tickstack.firehose.operations import perform
from tickstack.firehose.options import Options
from tickstack.firehose.ports import InvocationError, StorageError
from tickstack.firehose.service import Firehose
from tickstack.firehose.state import StateFolder
from tickstack.firehose.stream import RunningStream
from tickstack.firehose.transform import Source

ACCOUNT = "000000000000"
NAME = {"DeliveryStreamName": "prices"}
NO_BUCKET = StorageError("S3.NoSuchBucket", "The specified bucket does not exist.")
NO_FUNCTION = InvocationError("Lambda.ResourceNotFound", "The Lambda function does not exist.")
FAST = 10_000.0


class Process:
    """A Firehose on a folder that others use before and after it."""

    def __init__(self, folder: Path, services: FakeServices, clock: FakeClock | None = None) -> None:
        self.state = StateFolder(folder)
        self.core = Firehose(
            services.connect, options=Options(time_scale=FAST, creation=0), state=self.state, clock=clock
        )

    def __call__(self, operation: str, **members: Any) -> dict[str, Any]:
        return perform(self.core.streams(ACCOUNT, "us-east-1"), operation, members)

    def create(self, name: str = "prices", **members: Any) -> None:
        self("CreateDeliveryStream", DeliveryStreamName=name, ExtendedS3DestinationConfiguration=destination(**members))

    def put(self, *data: bytes) -> None:
        self("PutRecordBatch", **NAME, Records=[{"Data": each} for each in data])

    def describe(self) -> dict[str, Any]:
        answer: dict[str, Any] = self("DescribeDeliveryStream", **NAME)["DeliveryStreamDescription"]
        return answer

    def kill(self) -> None:
        """End as by a signal that nobody handles: nothing more is written, the lock is free."""
        for stream in self.core._running():
            stream._journal = NoJournal()
            stream.stop()
        self.state.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "firehose"


@pytest.fixture
def away() -> FakeServices:
    """Services whose S3 takes nothing."""
    services = FakeServices()
    services.storage.refusal = NO_BUCKET
    return services


def test_a_stream_is_as_it_was(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away)
    first.create(Prefix="a/")
    first("TagDeliveryStream", **NAME, Tags=[{"Key": "team", "Value": "quotes"}, {"Key": "bare"}])
    update = {"CurrentDeliveryStreamVersionId": "1", "DestinationId": DESTINATION_ID}
    first("UpdateDestination", **NAME, **update, ExtendedS3DestinationUpdate={"Prefix": "b/"})
    before = first.describe()
    first.kill()
    second = Process(folder, away)
    assert second.describe() == before
    assert (before["DeliveryStreamStatus"], before["VersionId"]) == ("ACTIVE", "2")
    tags = second("ListTagsForDeliveryStream", **NAME)["Tags"]
    assert tags == [{"Key": "bare"}, {"Key": "team", "Value": "quotes"}]
    with pytest.raises(AwsError, match="already exists"):
        second.create()
    second("UntagDeliveryStream", **NAME, TagKeys=["bare"])
    second.kill()
    assert len(Process(folder, away)("ListTagsForDeliveryStream", **NAME)["Tags"]) == 1


def test_the_end_does_not_wait_for_what_is_kept_and_refused(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away)
    first.create()
    first.put(b"one")
    assert first.core.close(3600) == 0
    second = Process(folder, FakeServices())
    second.core.start()
    assert second.core.close(30) == 0
    assert list(folder.glob("*/*.records")) == []


def test_a_deleted_stream_leaves_nothing(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away)
    first.create()
    first.put(b"one")
    first("DeleteDeliveryStream", **NAME)
    assert [path.name for path in folder.glob("*/")] == []
    first.create()
    first.kill()
    second = Process(folder, FakeServices())
    second.core.start()
    assert second.core.close(30) == 0
    assert second.core.streams(ACCOUNT, "us-east-1").names() == ["prices"]


def test_a_creation_or_deletion_cut_short_leaves_nothing(folder: Path) -> None:
    first = Process(folder, FakeServices())
    first.create()
    first.kill()
    (definition,) = folder.glob("*/stream.json")
    definition.unlink()
    (folder / "other-1234").mkdir()
    second = Process(folder, FakeServices())
    assert second.core.streams(ACCOUNT, "us-east-1").names() == []
    assert list(folder.glob("*/")) == []


@pytest.mark.parametrize("name", [".", "..", "CON", "a" * 64])
def test_any_name_is_a_folder_of_its_own(folder: Path, name: str) -> None:
    first = Process(folder, FakeServices())
    first.create(name)
    first.kill()
    assert Process(folder, FakeServices()).core.streams(ACCOUNT, "us-east-1").names() == [name]
    assert [path.parent.parent for path in folder.glob("*/stream.json")] == [folder]


def test_records_wait_for_the_start_and_keep_their_time(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away, FakeClock(1_589_463_000.0))
    first.create(Prefix="!{timestamp:yyyy-MM-dd}/", ErrorOutputPrefix="!{firehose:error-output-type}/")
    first.put(b"one", b"two")
    first.put(b"three")
    first.kill()
    services = FakeServices()
    second = Process(folder, services, FakeClock(1_600_000_000.0))
    second.put(b"four")
    assert services.storage.attempts == 0
    second.core.start()
    (item,) = services.storage.wait_for_objects(1)
    assert item.body == b"onetwothreefour"
    assert item.key.startswith("2020-05-14/prices-1-2020-05-14-13-30-00-")
    assert second.core.close(30) == 0


def test_what_is_not_delivered_before_the_end_is_kept(
    folder: Path, away: FakeServices, caplog: pytest.LogCaptureFixture
) -> None:
    first = Process(folder, away)
    first.create(S3BackupMode="Enabled", S3BackupConfiguration=destination(BucketARN="arn:aws:s3:::raw"))
    first.put(b"one", b"two")
    away.storage.wait_for_attempts(1)
    with caplog.at_level(logging.INFO):
        assert first.core.close(0) == 0
    assert "4 records are not delivered yet: they are kept" in caplog.text
    services = FakeServices()
    second = Process(folder, services)
    second.core.start()
    assert second.core.close(30) == 0
    assert sorted((item.bucket, item.body) for item in services.storage.objects.values()) == [
        ("market", b"onetwo"),
        ("raw", b"onetwo"),
    ]
    third = Process(folder, away)
    third.core.start()
    assert third.core.close(0) == 0
    assert len(services.storage.objects) == 2


def test_a_stream_that_was_not_started_does_not_delay_the_end(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away)
    first.create()
    first.put(b"one")
    first.kill()
    assert Process(folder, away).core.close(3600) == 0


def resumed(folder: Path, functions: FakeFunctions) -> tuple[Process, FakeServices]:
    """A process that takes over a record for a transformer."""
    first = Process(folder, FakeServices(FakeFunctions(refusals=[NO_FUNCTION] * 1000)))
    first.create(ProcessingConfiguration=processing("Lambda"))
    first.core.streams(ACCOUNT, "us-east-1").get("prices").running.stop()
    first.kill()
    second = Process(folder, FakeServices())
    second.put(b"one")
    second.kill()
    services = FakeServices(functions)
    third = Process(folder, services)
    third.core.start()
    return third, services


def test_after_a_restart_a_missing_function_is_waited_for(folder: Path) -> None:
    functions = FakeFunctions(echo, [NO_FUNCTION] * 20)
    process, services = resumed(folder, functions)
    functions.wait_for_events(21)
    services.storage.wait_for_objects(1)
    functions._refusals += [NO_FUNCTION] * 4
    process.put(b"two")
    good, bad = services.storage.wait_for_objects(2)
    assert process.core.close(30) == 0
    assert (good.body, json.loads(bad.body)["errorCode"]) == (b"one", "Lambda.ResourceNotFound")


def test_a_function_that_goes_before_firehose_costs_no_record(folder: Path) -> None:
    functions = FakeFunctions(echo)
    process, services = resumed(folder, functions)
    services.storage.wait_for_objects(1)
    functions._refusals += [NO_FUNCTION] * 1000
    process.core.streams(ACCOUNT, "us-east-1").get("prices").running.flush()
    with pytest.raises(AwsError, match=r"Slow down\."):
        process.put(b"two")
    process.kill()
    again = Process(folder, FakeServices(functions))
    again.put(b"three")
    assert again.core.close(0) == 0
    services = FakeServices(FakeFunctions(echo))
    last = Process(folder, services)
    last.core.start()
    (item,) = services.storage.wait_for_objects(1)
    assert item.body == b"three"
    assert last.core.close(30) == 0


def test_what_is_taken_over_counts_as_memory(folder: Path, away: FakeServices) -> None:
    first = Process(folder, away)
    first.create()
    first.put(b"0123456789" * 10)
    first.kill()
    state = StateFolder(folder)
    core = Firehose(away.connect, state=state, memory=100 + RECORD_OVERHEAD)
    with pytest.raises(AwsError, match=r"Slow down\."):
        perform(core.streams(ACCOUNT, "us-east-1"), "PutRecord", {**NAME, "Record": {"Data": b""}})
    core.close(0)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def running(tmp_path: Path, disk: Disk) -> Iterator[tuple[RunningStream, FakeServices]]:
    """A stream on a disk that may be full."""
    services = FakeServices()
    core = Firehose(services.connect)
    parts = core.streams(ACCOUNT, "us-east-1")._parts
    journal = FileJournal(tmp_path, write=disk.write)
    stream = RunningStream(
        "s", Source("arn", "us-east-1"), configuration("1", described(destination()), 1), parts, journal
    )
    stream.start()
    yield stream, services
    stream.flush()
    stream.stop(30)
    core.close(0)


def test_on_a_full_disk_puts_are_refused_and_nothing_is_lost(
    running: tuple[RunningStream, FakeServices], disk: Disk, caplog: pytest.LogCaptureFixture
) -> None:
    stream, services = running
    stream.put([b"one"])
    for _ in range(3):
        disk.fail(0.5, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(AwsError, match=r"Slow down\.") as error:
            stream.put([b"two"])
        assert (error.value.code, error.value.status) == ("ServiceUnavailableException", 503)
    assert caplog.text.count("puts are refused, for records cannot be kept: [Errno 28] No space left on device") == 1
    disk.heal()
    stream.put([b"three"])
    stream.flush()
    assert stream.stop(30).kept == 0
    assert b"".join(item.body for item in services.storage.objects.values()) == b"onethree"


def test_a_change_that_cannot_be_kept_does_not_take_place(folder: Path, away: FakeServices) -> None:
    process = Process(folder, away)
    process.create()
    (own,) = folder.glob("*/")
    own.rename(folder / "elsewhere")
    own.write_bytes(b"in the way")
    for operation, members in (
        ("TagDeliveryStream", {"Tags": [{"Key": "a"}]}),
        ("DeleteDeliveryStream", {}),
    ):
        with pytest.raises(AwsError, match="The change cannot be kept") as error:
            process(operation, **NAME, **members)
        assert error.value.status == 503
    assert process("ListTagsForDeliveryStream", **NAME)["Tags"] == []
    assert process.describe()["DeliveryStreamStatus"] == "ACTIVE"
    process.core.close(0)


def test_state_of_another_format_stops_the_start(folder: Path) -> None:
    StateFolder(folder).close()
    (folder / "format").write_text("99\n")
    with pytest.raises(StateError, match=r"its format is 99, this version's is 1\. .*tickstack down --volumes"):
        StateFolder(folder)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"name": "s"}'])
def test_a_damaged_definition_stops_the_start(folder: Path, text: str) -> None:
    StateFolder(folder).close()
    (folder / "s-1234").mkdir()
    (folder / "s-1234" / "stream.json").write_text(text)
    with pytest.raises(StateError, match=r"s-1234/stream\.json defines no delivery stream"):
        StateFolder(folder)


def test_one_process_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_module, "LOCK_PATIENCE", 0)
    first = StateFolder(folder)
    with pytest.raises(StateError, match="is in use by another process"):
        StateFolder(folder)
    first.close()
    StateFolder(folder).close()


def test_a_record_of_which_a_part_is_delivered_is_kept_until_all_its_parts_are(folder: Path) -> None:
    deaggregation = processor("RecordDeAggregation", SubRecordType="JSON")
    services = FakeServices()
    services.storage.refuses = lambda item: item.key.startswith("k=b/")
    first = Process(folder, services)
    first.create(**partitioned("k=!{partitionKeyFromQuery:k}/", deaggregation, query="{k: .k}"))
    first.put(b'{"k":"a"}{"k":"b"}', b'{"k":"c"}')
    services.storage.wait_for_objects(2)
    first.kill()
    assert {item.key[:3] for item in services.storage.objects.values()} == {"k=a", "k=c"}
    again = FakeServices()
    second = Process(folder, again)
    second.core.start()
    assert second.core.close(30) == 0
    found = {(item.key[:4], item.body) for item in again.storage.objects.values()}
    assert found >= {("k=a/", b'{"k":"a"}'), ("k=b/", b'{"k":"b"}')}


def test_what_was_converted_and_not_written_is_converted_again(folder: Path) -> None:
    services = FakeServices()
    services.tables.columns = {"price": "double"}
    services.storage.refusal = NO_BUCKET
    first = Process(folder, services)
    first.create(ErrorOutputPrefix="errors/", Prefix="data/", DataFormatConversionConfiguration=conversion())
    first.put(b'{"price": 1}', b"oops")
    services.storage.wait_for_attempts(3)
    first.kill()
    services.storage.refusal = None
    second = Process(folder, services)
    second.core.start()
    assert second.core.close(30) == 0
    kinds = sorted(key.split("/")[0] for key in services.storage.objects)
    assert kinds == ["data", "errors"]
    third = Process(folder, services)
    third.core.start()
    assert third.core.close(30) == 0
    assert len(services.storage.objects) == 2
