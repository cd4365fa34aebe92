"""Records that are split, partitioned and diverted, in any order: each part ends once and where it belongs."""

import json
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from firehose_fakes import FUNCTION, destination, partitioned, processor
from tickstack.firehose.buffers import NEVER
from tickstack.firehose.configuration import Configuration, configuration
from tickstack.firehose.destination import described
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.partitions import NO_VALUE, TOO_MANY_PARTITIONS
from tickstack.firehose.pipeline import Pipeline
from tickstack.firehose.records import Record
from tickstack.firehose.transform import Outcome, Transformed
from tickstack.firehose.work import Batch, Refusal, Retries, Sealed

FAULT = Fault("Lambda.FunctionError", "no")
ACTIVE = 3
WHICH = st.integers(0, 4)
KEYS = st.sampled_from(["a", "b", "c", "d", ""])
BACKUP = {"S3BackupMode": "Enabled", "S3BackupConfiguration": destination()}


@dataclass(frozen=True)
class Shape:
    """What the stream is made of; ``named`` is the key that the prefix names."""

    transformed: bool
    deaggregated: bool
    backup: bool
    named: str = "k"

    def configuration(self, version: int) -> Configuration:
        processors = [processor("Lambda", LambdaArn=FUNCTION, NumberOfRetries="1")] if self.transformed else []
        if self.deaggregated:
            processors.append(processor("RecordDeAggregation", SubRecordType="JSON"))
        prefix = f"!{{partitionKeyFromQuery:{self.named}}}/"
        members = partitioned(prefix, *processors, query=f"{{{self.named}: .{self.named}}}")
        made = configuration(str(version), described(destination(**members, **(BACKUP if self.backup else {}))), 1.0)
        assert made.partitioning is not None
        return replace(made, partitioning=replace(made.partitioning, active=ACTIVE))


def part(number: int, key: str) -> dict[str, Any]:
    return {"id": number, "k": key, "other": key.upper()}


def parts_in(data: bytes) -> list[int]:
    """The numbers of the parts in bytes that were put."""
    return [json.loads(line)["id"] for line in data.splitlines()]


class Interleavings(RuleBasedStateMachine):
    @initialize(transformed=st.booleans(), deaggregated=st.booleans(), backup=st.booleans())
    def start(self, transformed: bool, deaggregated: bool, backup: bool) -> None:
        self.shape = Shape(transformed, deaggregated, backup)
        self.version = 1
        self.pipeline = Pipeline(self.shape.configuration(1), Retries())
        self.now = 0.0
        self.records = 0
        self.parts: dict[int, str] = {}
        self.batches: list[Batch] = []
        self.objects: list[Sealed] = []
        self.ended: Counter[int] = Counter()
        self.settled: Counter[tuple[int, bool]] = Counter()

    @rule(keys=st.lists(KEYS, min_size=1, max_size=4))
    def put(self, keys: list[str]) -> None:
        if not self.shape.deaggregated:
            keys = keys[:1]
        numbers = range(len(self.parts), len(self.parts) + len(keys))
        self.parts |= dict(zip(numbers, keys, strict=True))
        data = "\n".join(json.dumps(part(number, self.parts[number])) for number in numbers).encode() + b"\n"
        self.pipeline.put([Record(f"{self.records}000000", self.records, data, self.records)], self.now)
        self.records += 1

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

    @rule()
    def take_object(self) -> None:
        due = self.pipeline.object_due()
        sealed = self.pipeline.take_object(self.now)
        assert (sealed is not None) == (due <= self.now)
        if sealed is not None:
            self.objects.append(sealed)

    @precondition(lambda self: self.batches)
    @rule(fates=st.lists(st.sampled_from(["ok", "ok", "drop", "fail"]), min_size=1), error=st.booleans(), which=WHICH)
    def end_batch(self, fates: list[str], error: bool, which: int = 0) -> None:
        batch = self.batches.pop(which % len(self.batches))
        outcome = Outcome(retry=FAULT) if error else Outcome()
        for number, record in enumerate([] if error else batch.records):
            fate = fates[number % len(fates)]
            if fate == "ok":
                outcome.outputs.append(Transformed(record, record.data))
            elif fate == "drop":
                outcome.dropped.append(record)
                self.ended.update(parts_in(record.data))
            else:
                outcome.failed.append((record, FAULT))
        self.settle(self.pipeline.transformed(batch, outcome, 0, self.now), backup=False)

    @precondition(lambda self: self.objects)
    @rule(stored=st.booleans(), diverted=st.booleans(), which=WHICH)
    def end_object(self, stored: bool, diverted: bool, which: int = 0) -> None:
        sealed = self.objects.pop(which % len(self.objects))
        if diverted and sealed.items and sealed.kind is Kind.DATA:
            line = json.dumps({"rawData": "", "errorCode": "Diverted", "id": json.loads(sealed.items[0].data)["id"]})
            self.pipeline.divert(sealed, {0: line.encode()}, Kind.PROCESSING_FAILED, self.now)
        if stored:
            self.look_at(sealed)
        settled = self.pipeline.delivered(sealed, None if stored else Refusal(FAULT, 0), self.now)
        self.settle(settled, backup=sealed.kind is Kind.BACKUP)

    def look_at(self, sealed: Sealed) -> None:
        """What is in an object is where it belongs."""
        if sealed.kind is Kind.BACKUP:
            return
        for item in sealed.items:
            document = json.loads(item.data)
            if sealed.kind is Kind.DATA:
                self.ended[document["id"]] += 1
                ((key, value),) = sealed.partition
                assert value == document[key.name]
                continue
            if document["errorCode"] == "Diverted":
                self.ended[document["id"]] += 1
                continue
            numbers = parts_in(b64decode(document["rawData"]))
            self.ended.update(numbers)
            keys = {self.parts[number] for number in numbers}
            if sealed.kind is Kind.METADATA_EXTRACTION_FAILED:
                assert (document["errorMessage"], keys) == (NO_VALUE.message, {""})
            elif sealed.kind is Kind.ACTIVE_PARTITION_EXCEEDED:
                assert document["errorCode"] == TOO_MANY_PARTITIONS.code
                assert "" not in keys
            else:
                assert sealed.kind is Kind.PROCESSING_FAILED

    def settle(self, positions: list[int], backup: bool) -> None:
        self.settled.update((position, backup) for position in positions)

    @rule(transformed=st.booleans(), named=st.sampled_from(["k", "other"]))
    def reconfigure(self, transformed: bool, named: str) -> None:
        self.version += 1
        self.shape = replace(self.shape, transformed=transformed, named=named)
        self.pipeline.reconfigure(self.shape.configuration(self.version), self.now)

    @rule()
    def seal(self) -> None:
        self.pipeline.seal()

    @invariant()
    def active_partitions_are_bounded(self) -> None:
        if hasattr(self, "pipeline"):
            # An update names the partitions anew; what was sealed under the former names is still under way.
            assert self.version > 1 or self.pipeline.active_partitions <= ACTIVE
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
                self.end_object(stored=True, diverted=False)
        assert self.ended == Counter(self.parts.keys())
        copies = {(number, backup) for number in range(self.records) for backup in {False, self.shape.backup}}
        assert self.settled == Counter(copies)
        assert (self.pipeline.held, self.pipeline.active_partitions) == (0, 0)
        assert min(self.pipeline.batch_due(), self.pipeline.object_due()) == NEVER


Interleavings.TestCase.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestInterleavings = Interleavings.TestCase


def test_a_partition_is_active_until_it_is_delivered() -> None:
    pipeline = Pipeline(Shape(transformed=False, deaggregated=True, backup=False).configuration(1), Retries())
    data = "".join(json.dumps(part(number, key)) for number, key in enumerate("abcd")).encode()
    pipeline.put([Record("0000000", 0, data, 0)], 0)
    assert pipeline.active_partitions == ACTIVE
    seen = []
    while (sealed := pipeline.take_object(60)) is not None:
        seen.append((sealed.kind, pipeline.delivered(sealed, None, 60), pipeline.active_partitions))
    assert seen == [
        (Kind.DATA, [], ACTIVE - 1),
        (Kind.DATA, [], ACTIVE - 2),
        (Kind.DATA, [], 0),
        (Kind.ACTIVE_PARTITION_EXCEEDED, [0], 0),
    ]
