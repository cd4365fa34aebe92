"""The way of records through a stream: processors, transformer, partitions, destination buffers, objects.

A state machine. Time is an argument and nothing is called: whoever drives it takes batches to transform and objects to
write, and says how each ended. Every record that was put is settled exactly once: written, dropped by the transformer,
written as an error record, or given up with its object; one that was split, once all its parts are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from tickstack.firehose.batches import Batches, Ended
from tickstack.firehose.buffers import NEVER, UNSET
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.faults import Attempts, Failure, Fault, Kind, endpoint_error_line, error_line
from tickstack.firehose.ledger import Ledger
from tickstack.firehose.outlet import Outlet
from tickstack.firehose.partitions import TOO_MANY_PARTITIONS, UNPARTITIONED, Partition
from tickstack.firehose.processors import processed
from tickstack.firehose.records import Copy, Output, Record, output_of
from tickstack.firehose.tally import Tally
from tickstack.firehose.transform import Outcome
from tickstack.firehose.work import Batch, Refusal, Retries, Sealed


class Pipeline:
    """One stream's records."""

    def __init__(self, configuration: Configuration, retries: Retries) -> None:
        self.configuration = configuration
        self.object_patience = retries.object_patience
        """For how long S3 is tried, in seconds of unscaled time."""
        self._retries = retries
        self._ledger = Ledger()
        self._batches = Batches()
        self._data, self._backup, self._failed = Outlet(), Outlet(), Outlet()
        self._outlets = (self._data, self._backup, self._failed)
        self._active: Counter[Partition] = Counter()  # outputs that are not delivered, by partition
        self._flushed = NEVER
        self.tally = Tally()
        self._set_limits()

    @property
    def copies(self) -> Copy:
        """The copies that are made of each record."""
        return Copy.DESTINATION if self.configuration.backup is None else Copy.DESTINATION | Copy.BACKUP

    @property
    def unsettled(self) -> int:
        """Copies of records that are not settled."""
        return self._ledger.unsettled

    @property
    def held(self) -> int:
        """The memory of the records that are not settled, in bytes."""
        return self._ledger.held

    @property
    def active_partitions(self) -> int:
        """Partitions with something that is not delivered."""
        return len(self._active)

    def oldest_ms(self, copy: Copy) -> int | None:
        """When the oldest record arrived of which this copy is not settled; None where there is none."""
        if copy is Copy.BACKUP:
            return min(self._backup.oldest_ms(), default=None)
        destination = (self._batches, self._data, self._failed)
        return min((each for part in destination for each in part.oldest_ms()), default=None)

    def put(self, records: Sequence[Record], now: float, copies: Copy | None = None) -> None:
        """Accept records: every copy, or those ``copies`` that a former process left over."""
        copies = self.copies if copies is None else copies
        self._ledger.charge(len(records), sum(len(record.data) for record in records), copies.bit_count())
        if Copy.BACKUP in copies:
            for record in records:
                self._backup.buffers.add((Kind.BACKUP, UNPARTITIONED), output_of(record), len(record.data), now)
        if Copy.DESTINATION in copies:
            process = self._process if self.configuration.chain else self._pass_on
            for record in records:
                process(record, now)

    def reconfigure(self, configuration: Configuration, now: float) -> None:
        """Go on with another version; it applies to everything that is not sealed into a batch or an object."""
        before, self.configuration = self.configuration, configuration
        self._set_limits()
        if configuration.transformer is None:
            for _, record in self._batches.buffers.drain():
                self._pass_on(record, now)
        if configuration.partitioning != before.partitioning:
            for (_, partition), output in self._data.buffers.drain():
                self._vacate(partition, 1)
                self._deliver(output, output.data, output.arrival_ms, now)

    def flush(self, now: float) -> None:
        """From now on nothing waits for size, interval or another try."""
        self._flushed = now
        self._batches.buffers.flush()
        for outlet in self._outlets:
            outlet.flush()

    @property
    def stuck(self) -> bool:
        """Whether all that is left was refused once more since the flush."""
        return self._batches.empty and all(outlet.stuck(self._flushed) for outlet in self._outlets)

    def seal(self) -> None:
        """Send what is buffered now on its way, as the service does under pressure: the hints are only hints."""
        for part in (self._batches, *self._outlets):
            part.buffers.seal()

    def take_batch(self, now: float) -> Batch | None:
        """A batch whose turn it is, to be ended with ``transformed``; several may be under way."""
        return self._batches.take(now, self.configuration.transformer)

    def batch_due(self) -> float:
        """When ``take_batch`` gives something."""
        return self._batches.due()

    def transformed(self, batch: Batch, outcome: Outcome, ended_ms: int, now: float) -> list[int]:
        """An attempt has ended: route what it made of ``batch``, or keep the batch for another: the positions settled.

        That waits until the attempts that began earlier have ended too.
        """
        settled: list[int] = []
        for attempt in self._batches.ended(Ended(batch, outcome, ended_ms)):
            settled += self._attempted(attempt, now)
        return settled

    def _attempted(self, attempt: Ended, now: float) -> list[int]:
        batch, outcome, ended_ms = attempt
        batch.attempts += not outcome.postponed
        failed = outcome.failed
        if outcome.retry is not None:
            if outcome.postponed or batch.attempts <= batch.transformer.retries:
                self._batches.again(batch, now + self._retries.batch_wait / self._retries.time_scale)
                return []
            failed = [(record, outcome.retry) for record in batch.records]
        for record, data, keys in outcome.outputs:
            self._ledger.become(record.held, len(data))
            self._deliver(output_of(record, data, keys), record.source, ended_ms, now)
        attempts = Attempts(ended_ms, batch.attempts, batch.transformer.function_arn)
        for record, fault in failed:
            self._fail(Failure(record, Kind.PROCESSING_FAILED, fault), attempts, now)
        return self._ledger.release([(record.position, record.held) for record in outcome.dropped])

    def take_object(self, now: float) -> Sealed | None:
        """An object whose turn it is, to be ended with ``delivered``; each way out has one of its own under way."""
        taken = (outlet.take(now, self.configuration) for outlet in self._outlets)
        return next((sealed for sealed in taken if sealed is not None), None)

    def object_due(self) -> float:
        """When ``take_object`` gives something."""
        return min(outlet.due() for outlet in self._outlets)

    def divert(self, sealed: Sealed, lines: Mapping[int, bytes], kind: Kind, now: float) -> None:
        """Items of an object that is being made cannot be part of it: these, by their index, end as error lines."""
        for index, line in lines.items():
            self._fail_output(sealed.items[index], line, kind, now)
        if sealed.kind is Kind.DATA:
            self._vacate(sealed.partition, len(lines))
        sealed.items = [item for index, item in enumerate(sealed.items) if index not in lines]

    def delivered(self, item: Sealed, refusal: Refusal | None, now: float) -> list[int]:
        """The object is where it belongs, or was refused: then it is tried again, as long as AWS does.

        S3 is tried for 24 hours, or as long as the source keeps its records. What an endpoint does not take in its
        retry duration ends as error lines. The positions settled: none while it is tried.
        """
        outlet = self._outlet(item.kind)
        outlet.ended()
        if refusal is not None:
            tried = item.refused(now)
            endpoint = self.configuration.endpoint if item.kind is Kind.DATA else None
            patience = self.object_patience / self._retries.time_scale if endpoint is None else endpoint.retry
            if not refusal.final and tried < patience:
                wait = self._retries.object_wait if endpoint is None else self._retries.endpoint_wait
                outlet.again(item, now + wait(item.refusals))
                return []
            if endpoint is not None:
                self._give_up(item, refusal, now)
                return []
        if item.kind is Kind.BACKUP:
            self._ledger.release_backup(len(item.items), item.source_bytes)
            return [output.position for output in item.items]
        if item.kind is Kind.DATA:
            self._vacate(item.partition, len(item.items))
        return self._ledger.release([(output.position, len(output.data)) for output in item.items])

    def _outlet(self, kind: Kind) -> Outlet:
        return {Kind.DATA: self._data, Kind.BACKUP: self._backup}.get(kind, self._failed)

    def _process(self, record: Record, now: float) -> None:
        """Let an accepted record go through the chain, and what it makes of it on."""
        pieces = processed(self.configuration.chain, record, self.tally)
        if len(pieces) > 1:
            self._ledger.split(record.position, len(pieces))
        held = sum(piece.record.held if isinstance(piece, Failure) else piece.held for piece in pieces)
        self._ledger.become(record.held, held)
        for piece in pieces:
            if isinstance(piece, Failure):
                self.tally.fault(piece.fault)
                self._fail(piece, Attempts(record.arrival_ms), now)
            else:
                self._pass_on(piece, now)

    def _pass_on(self, record: Record, now: float) -> None:
        """A record goes to the transformer, or to the destination."""
        if self.configuration.transformer is None:
            if record.raw is not None:
                self._ledger.become(len(record.raw), 0)
            self._deliver(output_of(record), record.source, record.arrival_ms, now)
        else:
            self._batches.buffers.add(None, record, len(record.data), now)

    def _deliver(self, output: Output, source: bytes, ended_ms: int, now: float) -> None:
        """Put an output into the buffer of its partition; ``source`` are the bytes that were put."""
        partitioning = self.configuration.partitioning
        if partitioning is None:
            self._data.buffers.add((Kind.DATA, UNPARTITIONED), output, len(output.data), now)
            return
        kind, found = Kind.METADATA_EXTRACTION_FAILED, partitioning.partition(output.data, output.keys)
        if not isinstance(found, Fault):
            if found in self._active or len(self._active) < partitioning.active:
                self._active[found] += 1
                self._data.buffers.add((Kind.DATA, found), output, len(output.data), now)
                return
            kind, found = Kind.ACTIVE_PARTITION_EXCEEDED, TOO_MANY_PARTITIONS
            self.tally.exceeded += 1
        self.tally.fault(found)
        self._fail_output(output, error_line(source, output.arrival_ms, found, Attempts(ended_ms)), kind, now)

    def _fail(self, failure: Failure, attempts: Attempts, now: float) -> None:
        record, kind, fault = failure
        if record.raw is not None:
            self._ledger.become(len(record.raw), 0)
        self._fail_output(output_of(record), error_line(record.source, record.arrival_ms, fault, attempts), kind, now)

    def _fail_output(self, output: Output, line: bytes, kind: Kind, now: float) -> None:
        """An output ends as an error line."""
        self._ledger.become(len(output.data), len(line))
        self._failed.buffers.add((kind, UNPARTITIONED), output._replace(data=line), len(line), now)

    def _give_up(self, item: Sealed, refusal: Refusal, now: float) -> None:
        attempts = Attempts(refusal.ended_ms, item.refusals)
        lines = {index: endpoint_error_line(each, refusal.fault, attempts) for index, each in enumerate(item.items)}
        self.divert(item, lines, Kind.HTTP_ENDPOINT_FAILED, now)

    def _vacate(self, partition: Partition, count: int) -> None:
        """``count`` outputs are no longer in a partition; an empty one is no longer active."""
        if partition:
            self._active[partition] -= count
            if not self._active[partition]:
                del self._active[partition]

    def _set_limits(self) -> None:
        if self.configuration.transformer is not None:
            self._batches.buffers.limits = self.configuration.transformer.limits
        self._data.buffers.limits = self.configuration.data_limits
        self._failed.buffers.limits = self.configuration.primary.limits
        backup = self.configuration.backup
        self._backup.buffers.limits = UNSET if backup is None else backup.limits
