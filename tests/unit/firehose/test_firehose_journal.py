"""The journal under a pipeline: whatever is put, settled and cut off, in any order, nothing acknowledged is lost."""

import errno
import logging
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from firehose_fakes import Disk, Killed, destination, processing
from tickstack.firehose.configuration import configuration
from tickstack.firehose.destination import described
from tickstack.firehose.faults import Fault
from tickstack.firehose.frames import append, frame, frames
from tickstack.firehose.journal import FileJournal
from tickstack.firehose.pipeline import Pipeline
from tickstack.firehose.records import Copy, Record
from tickstack.firehose.transform import Outcome, Transformed
from tickstack.firehose.work import Batch, Refusal, Retries, Sealed

FAULT = Fault("Lambda.FunctionError", "no")
REFUSAL = Refusal(FAULT, 0)
BACKUP = {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination()}
SEGMENT = 300
WHICH = st.integers(0, 4)
PARTS = st.floats(0, 1, exclude_max=True)

type One = tuple[int, Copy]
"""One copy of the record at this position."""


def full() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


FAILURES = st.sampled_from([None, Killed, full])


def left(folder: Path) -> list[bytes]:
    """The records that another process finds."""
    return [data for kept in FileJournal(folder).recover() for data in kept.data]


class Crashes(RuleBasedStateMachine):
    """A stream that is killed at any moment, in the middle of any write, and goes on with what is on disk."""

    @initialize(transformed=st.booleans(), backup=st.booleans())
    def start(self, transformed: bool, backup: bool) -> None:
        members: dict[str, Any] = {"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 0}}
        if transformed:
            members["ProcessingConfiguration"] = processing("Lambda", NumberOfRetries="0")
        if backup:
            members |= BACKUP
        self.configuration = configuration("1", described(destination(**members)), 1.0)
        self.folder = Path(tempfile.mkdtemp())
        self.disk = Disk()
        self.now = 0.0
        self.count = 0
        self.acknowledged: dict[int, bytes] = {}
        self.unsettled: set[One] = set()
        self.unmarked: set[One] = set()  # settled, and the mark may be lost
        self.ended: Counter[One] = Counter()
        self.open()

    def open(self) -> None:
        self.journal = FileJournal(self.folder, segment=SEGMENT, write=self.disk.write)
        self.pipeline = Pipeline(self.configuration, Retries())
        self.batches: list[Batch] = []
        self.objects: list[Sealed] = []
        found: set[One] = set()
        positions: list[int] = []
        for kept in self.journal.recover():
            records = [Record("", kept.arrival_ms, data, at) for at, data in enumerate(kept.data, kept.first)]
            for record in records:
                assert (record.data, record.arrival_ms) == (self.acknowledged[record.position], len(record.data))
                found |= {(record.position, copy) for copy in kept.copies}
            positions += [record.position for record in records]
            self.pipeline.put(records, self.now, kept.copies)
        assert self.unsettled <= found <= self.unsettled | self.unmarked
        assert positions == sorted(set(positions))
        self.unsettled = found

    @rule(count=st.integers(1, 4), size=st.sampled_from([0, 10, SEGMENT]))
    def put(self, count: int, size: int) -> None:
        data = [bytes([number % 256]) * size for number in range(self.count, self.count + count)]
        first = self.journal.put(size, data, self.pipeline.copies)
        records = [Record("", size, each, position) for position, each in enumerate(data, first)]
        self.pipeline.put(records, self.now)
        self.count += count
        for record in records:
            self.forget(record.position)
        self.acknowledged |= {record.position: record.data for record in records}
        self.unsettled |= {(each.position, copy) for each in records for copy in self.pipeline.copies}

    def forget(self, position: int) -> None:
        """Positions begin anew after everything was settled."""
        if self.acknowledged.pop(position, None) is not None:
            for copy in self.pipeline.copies:
                assert (position, copy) not in self.unsettled
                assert self.ended.pop((position, copy)) == 1 or (position, copy) in self.unmarked
                self.unmarked.discard((position, copy))

    @rule(part=PARTS)
    def killed_while_putting(self, part: float) -> None:
        self.disk.fail(part, Killed())
        with pytest.raises(Killed):
            self.put(3, 10)
        self.open()

    @rule(part=PARTS)
    def full_while_putting(self, part: float) -> None:
        self.disk.fail(part, full())
        with pytest.raises(OSError, match="No space left"):
            self.put(3, 10)

    @rule()
    def killed(self) -> None:
        self.open()

    @rule()
    def take(self) -> None:
        if (batch := self.pipeline.take_batch(self.now)) is not None:
            self.batches.append(batch)
        if (sealed := self.pipeline.take_object(self.now)) is not None:
            self.objects.append(sealed)

    @precondition(lambda self: self.batches)
    @rule(
        fates=st.lists(st.sampled_from(["ok", "drop", "fail"]), min_size=1), failure=FAILURES, part=PARTS, which=WHICH
    )
    def end_batch(self, fates: Sequence[str], failure: Any, part: float, which: int = 0) -> None:
        batch = self.batches.pop(which % len(self.batches))
        made = Outcome()
        for number, record in enumerate(batch.records):
            fate = fates[number % len(fates)]
            if fate == "ok":
                made.outputs.append(Transformed(record, record.data))
            elif fate == "drop":
                made.dropped.append(record)
            else:
                made.failed.append((record, FAULT))
        self.settle(self.pipeline.transformed(batch, made, 0, self.now), Copy.DESTINATION, failure, part)

    @precondition(lambda self: self.objects)
    @rule(stored=st.booleans(), failure=FAILURES, part=PARTS, which=WHICH)
    def end_object(self, stored: bool, failure: Any, part: float, which: int = 0) -> None:
        sealed = self.objects.pop(which % len(self.objects))
        self.now += 1
        self.settle(
            self.pipeline.delivered(sealed, None if stored else REFUSAL, self.now), sealed.kind.copy, failure, part
        )

    def settle(self, positions: Sequence[int], copy: Copy, failure: Any, part: float) -> None:
        ones = {(position, copy) for position in positions}
        assert ones <= self.unsettled
        self.unsettled -= ones
        self.ended.update(ones)
        if not ones:
            return
        if failure is not None:
            self.disk.fail(part, failure())
            self.unmarked |= ones
        try:
            self.journal.settle(positions, copy)
        except Killed:
            self.open()
        self.disk.heal()

    def teardown(self) -> None:
        if not hasattr(self, "folder"):
            return
        while self.unsettled:
            self.now += 3600
            self.take()
            assert self.batches or self.objects
            while self.batches:
                self.end_batch(["ok", "drop", "fail"], None, 0)
            while self.objects:
                self.end_object(True, None, 0)
        everything = {(position, copy) for position in self.acknowledged for copy in self.pipeline.copies}
        assert self.ended.keys() == everything
        twice = {one for one, times in self.ended.items() if times > 1}
        assert twice <= self.unmarked
        assert list(self.folder.iterdir()) == []
        shutil.rmtree(self.folder)


Crashes.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
TestCrashes = Crashes.TestCase


@given(st.lists(st.binary(max_size=20), max_size=5), st.binary(max_size=30))
def test_frames_end_where_something_else_follows(payloads: list[bytes], rest: bytes) -> None:
    content = b"".join(map(frame, payloads))
    assert [bytes(each) for each in frames(content)] == payloads
    for end in range(len(content)):
        cut = [bytes(each) for each in frames(content[:end])]
        assert cut == payloads[: len(cut)]
    assert [bytes(each) for each in frames(content + b"\xff" * 4 + rest)] == payloads


def test_a_frame_that_was_not_written_whole_leaves_nothing(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "file", os.O_RDWR | os.O_CREAT | os.O_APPEND)
    append(descriptor, b"one")
    with pytest.raises(OSError, match="the disk is full"):
        append(descriptor, b"two", lambda number, data: os.write(number, data[:5]))
    append(descriptor, b"three")
    os.close(descriptor)
    assert [bytes(each) for each in frames((tmp_path / "file").read_bytes())] == [b"one", b"three"]


def test_marks_without_records_say_nothing_of_later_records(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path)
    first = journal.put(1, [b"one", b"two"], Copy.DESTINATION)
    journal.settle([first], Copy.DESTINATION)
    (marks,) = tmp_path.glob("*.settled")
    content = marks.read_bytes()
    journal.settle([first + 1], Copy.DESTINATION)
    marks.write_bytes(content)  # killed between the removal of the records and of their marks
    again = FileJournal(tmp_path)
    assert list(again.recover()) == []
    again.put(2, [b"three"], Copy.DESTINATION)
    assert left(tmp_path) == [b"three"]


def test_disk_use_follows_what_is_unsettled(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path, segment=10_000)
    for _ in range(200):
        first = journal.put(1, [b"x" * 100] * 10, Copy.DESTINATION)
        journal.settle(range(first, first + 9), Copy.DESTINATION)
        if first:
            journal.settle([first - 1], Copy.DESTINATION)
    assert journal.size < 20_000
    assert len(list(tmp_path.iterdir())) <= 4


def test_beyond_its_share_of_the_disk_nothing_is_kept_until_something_is_settled(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path, limit=1000, segment=100)
    positions = [journal.put(1, [b"x" * 300], Copy.DESTINATION) for _ in range(3)]
    with pytest.raises(OSError, match="holds 1000 bytes of records that are not settled"):
        journal.put(1, [b"x" * 300], Copy.DESTINATION)
    journal.settle(positions[:1], Copy.DESTINATION)
    journal.put(1, [b"y" * 300], Copy.DESTINATION)
    assert [data[:1] for data in left(tmp_path)] == [b"x", b"x", b"y"]


def test_what_was_cut_off_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    journal = FileJournal(tmp_path)
    journal.put(1, [b"one"], Copy.DESTINATION)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes() + frame(b"cut off")[:-1])
    with caplog.at_level(logging.WARNING):
        assert left(tmp_path) == [b"one"]
    assert "the last 14 bytes are no record that was acknowledged" in caplog.text
