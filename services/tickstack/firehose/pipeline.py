"""The way of records through a stream: processors, transformer, partitions, destination buffers, objects.

A state machine. Time is an argument and nothing is called: whoever drives it takes batches to transform and objects to
write, and says how each ended. Every record that was put is settled exactly once: written, dropped by the transformer,
written as an error record, or given up with its object; one that was split, once all its parts are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from tickstack.firehose.buffers import AT_ONCE, NEVER, Buffers, Limits
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.faults import Attempts, Failure, Fault, Kind, endpoint_error_line, error_line
from tickstack.firehose.ledger import Ledger
from tickstack.firehose.partitions import TOO_MANY_PARTITIONS, UNPARTITIONED, Partition
from tickstack.firehose.processors import processed
from tickstack.firehose.records import Copy, Output, Record, output_of
from tickstack.firehose.transform import Outcome, invocations
from tickstack.firehose.work import Batch, Refusal, Retries, Sealed, earliest, first

type _Route = tuple[Kind, Partition]

_DATA: _Route = (Kind.DATA, UNPARTITIONED)
_BACKUP: _Route = (Kind.BACKUP, UNPARTITIONED)
_NO_LIMITS = Limits(0, 0)


class Pipeline:
    """One stream's records."""

    def __init__(self, configuration: Configuration, retries: Retries) -> None:
        self.configuration = configuration
        self.object_patience = retries.object_patience
        """For how long S3 is tried, in seconds of unscaled time."""
        self._retries = retries
        self._flushing = False
        self._ledger = Ledger()
        self._raw: Buffers[None, Record] = Buffers(_NO_LIMITS)
        self._delivery: Buffers[_Route, Output] = Buffers(_NO_LIMITS)
        self._backup: Buffers[_Route, Output] = Buffers(_NO_LIMITS)
        self._failed: Buffers[_Route, Output] = Buffers(_NO_LIMITS)
        self._turns = [self._delivery, self._backup, self._failed]  # whose turn it is to give an object comes first
        self._active: Counter[Partition] = Counter()  # outputs that are not delivered, by partition
        self._batches: list[Batch] = []
        self._objects: list[Sealed] = []
        self._underway: set[Batch | Sealed] = set()
        self.exceeded = 0  # records that found too many partitions, so far
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
        backup = copy is Copy.BACKUP
        arrivals = [
            each.arrival_ms
            for buffers in ([self._backup] if backup else [self._delivery, self._failed])
            for each in buffers.firsts()
        ]
        arrivals += [
            each.oldest_ms
            for each in (*self._objects, *self._underway)
            if isinstance(each, Sealed) and each.kind.copy is copy
        ]
        if not backup:
            arrivals += [each.arrival_ms for each in self._raw.firsts()]
            arrivals += [
                each.records[0].arrival_ms for each in (*self._batches, *self._underway) if isinstance(each, Batch)
            ]
        return min(arrivals, default=None)

    def put(self, records: Sequence[Record], now: float, copies: Copy | None = None) -> None:
        """Accept records: every copy, or those ``copies`` that a former process left over."""
        copies = self.copies if copies is None else copies
        self._ledger.charge(len(records), sum(len(record.data) for record in records), copies.bit_count())
        if Copy.BACKUP in copies:
            for record in records:
                self._backup.add(_BACKUP, output_of(record), len(record.data), now)
        if Copy.DESTINATION in copies:
            process = self._process if self.configuration.chain else self._pass_on
            for record in records:
                process(record, now)

    def reconfigure(self, configuration: Configuration, now: float) -> None:
        """Go on with another version; it applies to everything that is not sealed into a batch or an object."""
        before, self.configuration = self.configuration, configuration
        self._set_limits()
        if configuration.transformer is None:
            for _, record in self._raw.drain():
                self._pass_on(record, now)
        if configuration.partitioning != before.partitioning:
            for (_, partition), output in self._delivery.drain():
                self._vacate(partition, 1)
                self._deliver(output, output.data, output.arrival_ms, now)

    def flush(self) -> None:
        """From now on nothing waits for size or interval."""
        self._flushing = True

    def seal(self) -> None:
        """Send what is buffered now on its way, as the service does under pressure: the hints are only hints."""
        self._raw.seal()
        for buffers in self._turns:
            buffers.seal()

    def take_batch(self, now: float) -> Batch | None:
        """A batch whose turn it is, to be ended with ``transformed``."""
        if (batch := self._next_batch(now)) is not None:
            self._underway.add(batch)
        return batch

    def _next_batch(self, now: float) -> Batch | None:
        if (waiting := first(self._batches, now)) is not None:
            return waiting
        transformer = self.configuration.transformer
        if transformer is None or (taken := self._raw.take(self._buffer_time(now))) is None:
            return None
        self._batches += [Batch(records, transformer) for records in invocations(taken[1])]
        return first(self._batches, now)

    def transformed(self, batch: Batch, outcome: Outcome, ended_ms: int, now: float) -> list[int]:
        """Route what an attempt made of ``batch``, or keep the batch for another attempt: the positions settled."""
        self._underway.discard(batch)
        batch.attempts += not outcome.postponed
        failed = outcome.failed
        if outcome.retry is not None:
            if outcome.postponed or batch.attempts <= batch.transformer.retries:
                batch.not_before = now + self._retries.batch_wait / self._retries.time_scale
                self._batches.append(batch)
                return []
            failed = [(record, outcome.retry) for record in batch.records]
        for record, data, keys in outcome.outputs:
            self._ledger.become(record.held, len(data))
            self._deliver(output_of(record, data, keys), record.source, ended_ms, now)
        attempts = Attempts(ended_ms, batch.attempts, batch.transformer.function_arn)
        for record, fault in failed:
            self._fail(Failure(record, Kind.PROCESSING_FAILED, fault), attempts, now)
        return self._ledger.release([(record.position, record.held) for record in outcome.dropped])

    def batch_due(self) -> float:
        """When ``take_batch`` gives something."""
        return min(self._due(self._raw), earliest(self._batches))

    def take_object(self, now: float) -> Sealed | None:
        """An object whose turn it is, to be ended with ``delivered``."""
        if (sealed := self._next_object(now)) is not None:
            self._underway.add(sealed)
        return sealed

    def _next_object(self, now: float) -> Sealed | None:
        if (waiting := first(self._objects, now)) is not None:
            return waiting
        for buffers in self._turns:
            if (taken := buffers.take(self._buffer_time(now))) is not None:
                (kind, partition), items = taken
                self._turns.remove(buffers)
                self._turns.append(buffers)
                return Sealed(kind, items, self.configuration, partition)
        return None

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
        self._underway.discard(item)
        if refusal is not None:
            item.refusals += 1
            item.refused_since = min(item.refused_since, now)
            endpoint = self.configuration.endpoint if item.kind is Kind.DATA else None
            patience = self.object_patience / self._retries.time_scale if endpoint is None else endpoint.retry
            if not refusal.final and now - item.refused_since < patience:
                wait = self._retries.object_wait if endpoint is None else self._retries.endpoint_wait
                item.not_before = now + wait(item.refusals)
                self._objects.append(item)
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

    def object_due(self) -> float:
        """When ``take_object`` gives something."""
        return min(earliest(self._objects), *map(self._due, self._turns))

    def _process(self, record: Record, now: float) -> None:
        """Let an accepted record go through the chain, and what it makes of it on."""
        pieces = processed(self.configuration.chain, record)
        if len(pieces) > 1:
            self._ledger.split(record.position, len(pieces))
        held = sum(piece.record.held if isinstance(piece, Failure) else piece.held for piece in pieces)
        self._ledger.become(record.held, held)
        for piece in pieces:
            if isinstance(piece, Failure):
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
            self._raw.add(None, record, len(record.data), now)

    def _deliver(self, output: Output, source: bytes, ended_ms: int, now: float) -> None:
        """Put an output into the buffer of its partition; ``source`` are the bytes that were put."""
        partitioning = self.configuration.partitioning
        if partitioning is None:
            self._delivery.add(_DATA, output, len(output.data), now)
            return
        kind, found = Kind.METADATA_EXTRACTION_FAILED, partitioning.partition(output.data, output.keys)
        if not isinstance(found, Fault):
            if found in self._active or len(self._active) < partitioning.active:
                self._active[found] += 1
                self._delivery.add((Kind.DATA, found), output, len(output.data), now)
                return
            kind, found = Kind.ACTIVE_PARTITION_EXCEEDED, TOO_MANY_PARTITIONS
            self.exceeded += 1
        self._fail_output(output, error_line(source, output.arrival_ms, found, Attempts(ended_ms)), kind, now)

    def _fail(self, failure: Failure, attempts: Attempts, now: float) -> None:
        record, kind, fault = failure
        if record.raw is not None:
            self._ledger.become(len(record.raw), 0)
        self._fail_output(output_of(record), error_line(record.source, record.arrival_ms, fault, attempts), kind, now)

    def _fail_output(self, output: Output, line: bytes, kind: Kind, now: float) -> None:
        """An output ends as an error line."""
        self._ledger.become(len(output.data), len(line))
        self._failed.add((kind, UNPARTITIONED), output._replace(data=line), len(line), now)

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
            self._raw.limits = self.configuration.transformer.limits
        self._delivery.limits = self.configuration.data_limits
        self._failed.limits = self.configuration.primary.limits
        backup = self.configuration.backup
        self._backup.limits = _NO_LIMITS if backup is None else backup.limits

    def _buffer_time(self, now: float) -> float:
        return NEVER if self._flushing else now

    def _due[K, T](self, buffers: Buffers[K, T]) -> float:
        due = buffers.due()
        return AT_ONCE if self._flushing and due < NEVER else due
