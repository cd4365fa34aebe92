"""Arbitrary interleavings of puts, time, transformer outcomes and S3 refusals: every record is settled exactly once."""

import itertools
import json
from base64 import b64decode
from collections import Counter
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firehose_fakes import destination, endpoint, processing
from tickstack.firehose.batches import MAX_OUTSTANDING
from tickstack.firehose.buffers import NEVER
from tickstack.firehose.configuration import Configuration, configuration
from tickstack.firehose.destination import described
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.http_destination import described as described_endpoint
from tickstack.firehose.pipeline import Pipeline
from tickstack.firehose.records import Record, output_of
from tickstack.firehose.transform import Outcome, Transformed
from tickstack.firehose.work import Batch, Refusal, Retries, Sealed

FAULT = Fault("Lambda.FunctionError", "no")
LIMITED = Fault("Lambda.InvokeLimitExceeded", "busy")
REFUSAL = Refusal(FAULT, 0)
WHICH = st.integers(0, 4)
"""Which of those that are under way ends."""

BACKUP = {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination()}


def configured(version: int = 1, **members: Any) -> Configuration:
    return configuration(str(version), described(destination(**members)), 1.0)


def records(first: int, count: int, size: int = 1) -> list[Record]:
    return [
        Record(f"{number}", number, f"{number}".ljust(size).encode(), number) for number in range(first, first + count)
    ]


def number_of(data: bytes) -> int:
    return int(data[:12])


def original(sealed: Sealed) -> list[int]:
    """The numbers of the records that an object's content comes from."""
    if sealed.kind is Kind.PROCESSING_FAILED:
        return [number_of(b64decode(json.loads(item.data)["rawData"])) for item in sealed.items]
    return [number_of(item.data) for item in sealed.items]


class Interleavings(RuleBasedStateMachine):
    """A stream whose two threads, transformer and S3 do whatever comes next, at a time that only goes forward."""

    @initialize(
        transformed=st.booleans(),
        backup=st.booleans(),
        retries=st.integers(0, 2),
        interval=st.sampled_from([0, 60, 300]),
    )
    def start(self, transformed: bool, backup: bool, retries: int, interval: int) -> None:
        self.members: dict[str, Any] = {"BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": interval}}
        if transformed:
            self.members["ProcessingConfiguration"] = processing("Lambda", NumberOfRetries=str(retries))
        if backup:
            self.members |= BACKUP
        self.version = 1
        self.pipeline = Pipeline(configured(**self.members), Retries())
        self.now = 0.0
        self.count = 0
        self.batches: list[Any] = []
        self.objects: list[Sealed] = []
        self.dropped: list[int] = []
        self.stored: dict[Kind, list[int]] = {kind: [] for kind in Kind}
        self.backup = backup

    @rule(count=st.integers(1, 3), size=st.sampled_from([1, 600_000]))
    def put(self, count: int, size: int) -> None:
        self.pipeline.put(records(self.count, count, size), self.now)
        self.count += count

    @rule(seconds=st.floats(0, 100))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule()
    def take_batch(self) -> None:
        due = self.pipeline.batch_due()
        batch = self.pipeline.take_batch(self.now)
        assert (batch is not None) == (due <= self.now)
        if batch is not None:
            self.batches.append(batch)
        assert len(self.batches) <= MAX_OUTSTANDING

    @rule()
    def take_object(self) -> None:
        due = self.pipeline.object_due()
        sealed = self.pipeline.take_object(self.now)
        assert (sealed is not None) == (due <= self.now)
        if sealed is not None:
            assert sealed.items
            self.objects.append(sealed)

    @precondition(lambda self: self.batches)
    @rule(fates=st.lists(st.sampled_from(["ok", "drop", "fail"]), min_size=1), error=st.booleans(), which=WHICH)
    def end_batch(self, fates: list[str], error: bool, which: int = 0) -> None:
        batch = self.batches.pop(which % len(self.batches))
        outcome = Outcome(retry=FAULT) if error else Outcome()
        for number, record in enumerate([] if error else batch.records):
            fate = fates[number % len(fates)]
            if fate == "ok":
                outcome.outputs.append(Transformed(record, record.data))
            elif fate == "drop":
                outcome.dropped.append(record)
                self.dropped.append(number_of(record.data))
            else:
                outcome.failed.append((record, FAULT))
        self.pipeline.transformed(batch, outcome, 0, self.now)
        assert batch.attempts <= batch.transformer.retries + 1

    @precondition(lambda self: self.objects)
    @rule(stored=st.booleans(), which=WHICH)
    def end_object(self, stored: bool, which: int = 0) -> None:
        sealed = self.objects.pop(which % len(self.objects))
        if stored:
            self.stored[sealed.kind] += original(sealed)
        self.pipeline.delivered(sealed, None if stored else REFUSAL, self.now)

    @rule(transformed=st.booleans(), size=st.integers(1, 2))
    def reconfigure(self, transformed: bool, size: int) -> None:
        self.version += 1
        self.members["BufferingHints"] = {"SizeInMBs": size, "IntervalInSeconds": 60}
        self.members.pop("ProcessingConfiguration", None)
        if transformed:
            self.members["ProcessingConfiguration"] = processing("Lambda")
        self.pipeline.reconfigure(configured(self.version, **self.members), self.now)

    @invariant()
    def nothing_is_held_exactly_when_all_is_settled(self) -> None:
        if hasattr(self, "pipeline"):
            assert (self.pipeline.unsettled == 0) == (self.pipeline.held == 0)

    def teardown(self) -> None:
        if not hasattr(self, "pipeline"):
            return
        self.pipeline.flush(self.now)
        while self.pipeline.unsettled:
            self.now += 60
            self.take_batch()
            self.take_object()
            assert self.batches or self.objects
            while self.batches:
                self.end_batch(["ok", "drop", "fail"], error=False)
            while self.objects:
                self.end_object(stored=True)
        everything = list(range(self.count))
        assert sorted(self.dropped + self.stored[Kind.DATA] + self.stored[Kind.PROCESSING_FAILED]) == everything
        assert sorted(self.stored[Kind.BACKUP]) == (everything if self.backup else [])
        assert self.pipeline.held == 0
        assert min(self.pipeline.batch_due(), self.pipeline.object_due()) == NEVER


Interleavings.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestInterleavings = Interleavings.TestCase


def test_two_stages_follow_each_other() -> None:
    hints = {"SizeInMBs": 5, "IntervalInSeconds": 60}
    stream = configured(BufferingHints=hints, ProcessingConfiguration=processing("Lambda"))
    pipeline = Pipeline(stream, Retries())
    pipeline.put(records(0, 2), 0)
    assert (pipeline.take_batch(59), pipeline.batch_due(), pipeline.object_due()) == (None, 60, NEVER)
    batch = pipeline.take_batch(60)
    assert batch is not None
    pipeline.transformed(batch, Outcome([Transformed(record, record.data) for record in batch.records]), 0, 61)
    assert (pipeline.take_object(120), pipeline.object_due()) == (None, 121)
    sealed = pipeline.take_object(121)
    assert sealed is not None
    assert (sealed.items, sealed.oldest_ms) == ([output_of(record) for record in batch.records], 0)


def test_a_batch_holds_at_most_one_megabyte_and_ten_thousand_records() -> None:
    pipeline = Pipeline(configured(ProcessingConfiguration=processing("Lambda")), Retries())
    pipeline.put(records(0, 3, 500_000), 0)
    pipeline.put([Record("", 0, b"", 0)] * 10_001, 0)
    sizes = []
    while (batch := pipeline.take_batch(60)) is not None:
        pipeline.transformed(batch, Outcome(dropped=batch.records), 0, 60)
        sizes.append(Counter(len(record.data) for record in batch.records))
    assert sizes == [{500_000: 2}, {500_000: 1, 0: 9999}, {0: 2}]


def test_a_failing_transformer_is_tried_again_and_then_everything_is_an_error_record() -> None:
    processors = processing("Lambda", NumberOfRetries="2")
    pipeline = Pipeline(configured(ProcessingConfiguration=processors), Retries())
    pipeline.put(records(0, 2), 0)
    for attempt, now in enumerate((60, 61, 62), 1):
        batch = pipeline.take_batch(now)
        assert batch is not None
        pipeline.transformed(batch, Outcome(retry=FAULT), 99, now)
        assert batch.attempts == attempt
    assert pipeline.take_batch(1000) is None
    sealed = pipeline.take_object(1000)
    assert sealed is not None
    assert sealed.kind is Kind.PROCESSING_FAILED
    assert [json.loads(item.data)["attemptsMade"] for item in sealed.items] == [3, 3]


def test_s3_is_tried_for_a_day_and_no_longer() -> None:
    pipeline = Pipeline(configured(), Retries())
    pipeline.put(records(0, 1), 0)
    now, tries = 300.0, 0
    while pipeline.unsettled:
        sealed = pipeline.take_object(now)
        assert sealed is not None
        tries += 1
        pipeline.delivered(sealed, REFUSAL, now)
        now = pipeline.object_due()
    assert now == NEVER
    assert 24 * 60 <= tries <= 24 * 60 + 10


@pytest.mark.parametrize("hours", [24, 48])
def test_s3_is_tried_for_as_long_as_the_source_keeps_its_records(hours: int) -> None:
    pipeline = Pipeline(configured(BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 0}), Retries())
    pipeline.object_patience = hours * 3600.0
    pipeline.put(records(0, 1, 10), 0.0)
    refusals = [0.0, hours * 3600.0 - 1, hours * 3600.0 + 10]
    settled = []
    for now in refusals:
        sealed = pipeline.take_object(now)
        assert sealed is not None
        settled.append(len(pipeline.delivered(sealed, REFUSAL, now)))
    assert settled == [0, 0, 1]


def batches_under_way(pipeline: Pipeline, count: int) -> list[Batch]:
    """Each of one record."""
    pipeline.put(records(0, count, 600_000), 0)
    batches = [pipeline.take_batch(60) for _ in range(count)]
    return [batch for batch in batches if batch is not None]


def delivered(pipeline: Pipeline, now: float) -> list[int]:
    """The numbers of the records in what is delivered, in its order."""
    numbers = []
    while (sealed := pipeline.take_object(now)) is not None:
        numbers += original(sealed)
        pipeline.delivered(sealed, None, now)
    return numbers


def ok(batch: Batch) -> Outcome:
    return Outcome([Transformed(record, record.data) for record in batch.records])


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))), ids=str)
def test_in_whatever_order_invocations_end_records_keep_theirs(order: tuple[int, ...]) -> None:
    pipeline = Pipeline(configured(ProcessingConfiguration=processing("Lambda")), Retries())
    batches = batches_under_way(pipeline, 4)
    for number in order:
        pipeline.transformed(batches[number], ok(batches[number]), 0, 60)
    assert delivered(pipeline, 1000) == [0, 1, 2, 3]


def test_what_is_tried_again_does_not_hold_what_came_later() -> None:
    pipeline = Pipeline(configured(ProcessingConfiguration=processing("Lambda")), Retries())
    first, second = batches_under_way(pipeline, 2)
    pipeline.transformed(second, ok(second), 0, 60)
    pipeline.transformed(first, Outcome(retry=FAULT), 0, 60)
    assert delivered(pipeline, 1000) == [1]
    assert pipeline.take_batch(61) is first


def test_five_invocations_are_under_way_at_most() -> None:
    pipeline = Pipeline(configured(ProcessingConfiguration=processing("Lambda")), Retries())
    batches = batches_under_way(pipeline, 6)
    assert (len(batches), pipeline.batch_due()) == (5, NEVER)
    pipeline.transformed(batches[1], ok(batches[1]), 0, 60)
    assert (pipeline.take_batch(60), pipeline.batch_due()) == (None, NEVER)
    assert pipeline.transformed(batches[0], Outcome(dropped=batches[0].records), 0, 60) == [0]
    assert pipeline.take_batch(60) is not None


def attempts(pipeline: Pipeline, limit: int) -> int:
    """Let a function run to the end that takes ``limit`` invocations at a time: how many were tried."""
    now, count = 60.0, 0
    while pipeline.batch_due() < NEVER:
        now = max(pipeline.batch_due(), now)
        under_way = []
        while (batch := pipeline.take_batch(now)) is not None:
            under_way.append(batch)
        count += len(under_way)
        for batch in reversed(under_way[limit:]):
            pipeline.transformed(batch, Outcome(retry=LIMITED), 0, now)
        for batch in under_way[:limit]:
            pipeline.transformed(batch, ok(batch), 0, now)
    return count


@pytest.mark.parametrize(
    ("limit", "count", "kinds"),
    [
        (5, 12, {Kind.DATA: 12}),
        (2, 23, {Kind.DATA: 12}),
        (0, 4 + 12 * 4, {Kind.PROCESSING_FAILED: 12}),  # alone with the function, it is refused as often as AWS tries
    ],
)
def test_a_function_with_a_limit_of_its_own_gets_fewer_invocations_at_a_time(
    limit: int, count: int, kinds: dict[Kind, int]
) -> None:
    pipeline = Pipeline(configured(ProcessingConfiguration=processing("Lambda")), Retries())
    pipeline.put(records(0, 12, 600_000), 0)
    assert attempts(pipeline, limit) == count
    ended: Counter[Kind] = Counter()
    numbers = []
    while (sealed := pipeline.take_object(1e6)) is not None:
        ended[sealed.kind] += len(sealed.items)
        numbers += original(sealed)
        pipeline.delivered(sealed, None, 1e6)
    assert (ended, numbers) == (kinds, list(range(12)))


def test_each_way_out_goes_on_while_another_is_held() -> None:
    members = described_endpoint(endpoint(S3BackupMode="AllData", BufferingHints={"IntervalInSeconds": 0}))
    pipeline = Pipeline(configuration("1", members, 1.0), Retries())
    pipeline.put(records(0, 1), 0)
    held = pipeline.take_object(300)
    assert held is not None
    assert held.kind is Kind.DATA
    pipeline.put(records(1, 1), 300)
    assert delivered(pipeline, 600) == [0, 1]
    assert (pipeline.unsettled, pipeline.object_due()) == (2, NEVER)


def test_a_retry_duration_does_not_count_the_time_in_which_the_endpoint_is_waited_for() -> None:
    hints, retry = {"IntervalInSeconds": 0}, {"DurationInSeconds": 10}
    members = described_endpoint(endpoint(BufferingHints=hints, RetryOptions=retry))
    pipeline = Pipeline(configuration("1", members, 1.0), Retries(jitter=lambda: 1.0))
    pipeline.put(records(0, 1), 0)
    now, tries = 0.0, []
    while (sealed := pipeline.take_object(now)) is not None and sealed.kind is Kind.DATA:
        tries.append(now)
        pipeline.delivered(sealed, REFUSAL, now + 180)
        now = min(pipeline.object_due(), now + 1000)
    assert tries == [0, 181, 363, 547, 735]


def test_what_is_left_is_stuck_once_it_was_refused_since_the_flush() -> None:
    pipeline = Pipeline(configured(BufferingHints={"SizeInMBs": 1, "IntervalInSeconds": 0}), Retries())
    pipeline.put(records(0, 1), 0)
    sealed = pipeline.take_object(0)
    assert sealed is not None
    pipeline.delivered(sealed, REFUSAL, 0)
    pipeline.put(records(1, 1), 0)
    pipeline.flush(0.5)
    seen = [pipeline.stuck]
    while (sealed := pipeline.take_object(0.6)) is not None:
        seen.append(pipeline.stuck)
        pipeline.delivered(sealed, REFUSAL, 0.6)
        seen.append(pipeline.stuck)
    assert seen == [False, False, False, False, True]
    assert (pipeline.unsettled, pipeline.object_due() > 0.6) == (2, True)
