"""What one stream reports to CloudWatch: its metrics at the moments AWS emits them, and its error log lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tickstack.clock import Clock
from tickstack.firehose.configuration import Configuration
from tickstack.firehose.delivery import target_of
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.log_target import LogTarget
from tickstack.firehose.metrics import of_stream
from tickstack.firehose.ports import LogLine, Monitor
from tickstack.firehose.quotas import Quota
from tickstack.firehose.records import Copy
from tickstack.firehose.tally import Tally
from tickstack.firehose.telemetry import Telemetry
from tickstack.firehose.transform import Outcome
from tickstack.firehose.work import Batch, Sealed


@dataclass(frozen=True)
class Reports:
    """The reports of the stream ``name``."""

    name: str
    stream_arn: str
    monitor: Monitor
    telemetry: Telemetry
    clock: Clock

    def accepted(self, call: str, count: int, size: int) -> None:
        """A put of ``count`` records and ``size`` bytes was accepted. ``call`` is the operation's name."""
        self._sample("IncomingBytes", size)
        self._sample("IncomingRecords", count)
        self._sample("IncomingPutRequests", 1)
        self._sample(f"{call}.Bytes", size)
        if call == "PutRecordBatch":
            self._sample("PutRecordBatch.Records", count)

    def called(self, call: str, seconds: float) -> None:
        """An operation on the stream was answered."""
        self._sample(f"{call}.Latency", seconds * 1000)
        self._sample(f"{call}.Requests", 1)

    def processed(self, tally: Tally, active: int, seconds: float, configuration: Configuration) -> None:
        """Records were processed, and partitioned in ``seconds``: now so many partitions are active.

        Each kind of fault is logged once.
        """
        if (partitioning := configuration.partitioning) is not None:
            self._sample("PartitionCount", active)
            self._sample("PartitionCountExceeded", 1 if tally.exceeded else 0)
            if partitioning.query is not None:
                self._sample("JQProcessing.Duration", seconds * 1000)
        for result, amount in (("Success", tally.decompressed), ("Failed", tally.compressed)):
            if amount.records:
                self._sample(f"OutputDecompressedRecords.{result}", amount.records)
                self._sample(f"OutputDecompressedBytes.{result}", amount.size)
        for fault in tally.faults:
            self._log(fault, configuration, None, configuration.version)

    def minute(self, quota: Quota | None, ages: Mapping[Copy, float | None], configuration: Configuration) -> None:
        """A minute went by: the quota of puts, and how long the oldest record waits for each of its copies."""
        if quota is not None:
            self._sample("BytesPerSecondLimit", quota.size)
            self._sample("RecordsPerSecondLimit", quota.records)
            self._sample("PutRequestsPerSecondLimit", quota.requests)
        delivery = "DeliveryToS3" if configuration.endpoint is None else "DeliveryToHttpEndpoint"
        for copy, metric in ((Copy.DESTINATION, delivery), (Copy.BACKUP, "BackupToS3")):
            if (age := ages.get(copy)) is not None:
                self._sample(f"{metric}.DataFreshness", age)

    def throttled(self, count: int) -> None:
        """A put's quota left out ``count`` of its records."""
        self._sample("ThrottledRecords", count)

    def source_read(self, count: int, size: int, behind_ms: int) -> None:
        """Records were read from the source stream, some perhaps once more."""
        self._sample("DataReadFromKinesisStream.Records", count)
        self._sample("DataReadFromKinesisStream.Bytes", size)
        self._sample("KinesisMillisBehindLatest", behind_ms)

    def source_refused(self, fault: Fault, configuration: Configuration) -> None:
        """The source stream cannot be read. The version is a number in these lines."""
        self._log(fault, configuration, None, int(configuration.version))

    def attempted(self, batch: Batch, outcome: Outcome, seconds: float, configuration: Configuration) -> None:
        """The transformer was invoked. Sizes are those of the original records; each kind of fault is logged once."""
        self._sample("ExecuteProcessing.Duration", seconds * 1000)
        self._sample("ExecuteProcessing.Success", 0 if outcome.retry else 1)
        if outcome.outputs:
            self._sample("SucceedProcessing.Records", len(outcome.outputs))
            self._sample("SucceedProcessing.Bytes", sum(len(each.record.source) for each in outcome.outputs))
        faults = [outcome.retry] if outcome.retry else dict.fromkeys(fault for _, fault in outcome.failed)
        for fault in faults:
            version = int(configuration.version)
            self._log(fault, configuration, None, version, processor=batch.transformer.function_arn)

    def converted(self, sealed: Sealed, failed: Mapping[int, Fault], configuration: Configuration) -> None:
        """The records of an object were converted, but for those that ``failed``. Each fault is logged once."""
        sizes = [item.source_size for item in sealed.items]
        wrong = [sizes[index] for index in failed]
        for metric, count, size in (
            ("SucceedConversion", len(sizes) - len(wrong), sum(sizes) - sum(wrong)),
            ("FailedConversion", len(wrong), sum(wrong)),
        ):
            if count:
                self._sample(f"{metric}.Records", count)
                self._sample(f"{metric}.Bytes", size)
        for fault in dict.fromkeys(failed.values()):
            self._log(fault, configuration, None, configuration.version)

    def delivered(self, sealed: Sealed, fault: Fault | None, configuration: Configuration) -> None:
        """An object was taken, or refused for ``fault``. Error objects count as deliveries."""
        to_endpoint = sealed.kind is Kind.DATA and configuration.endpoint is not None
        metric = "DeliveryToHttpEndpoint" if to_endpoint else "DeliveryToS3"
        if sealed.kind is Kind.BACKUP:
            metric = "BackupToS3"
        self._sample(f"{metric}.Success", 0 if fault else 1)
        self._sample(f"{metric}.Bytes", 0 if fault else sealed.source_bytes)
        self._sample(f"{metric}.Records", 0 if fault else len(sealed.items))
        age = max(self.clock.time() - sealed.oldest_ms / 1000, 0.0)
        self._sample(f"{metric}.DataFreshness", age)
        if fault is None and sealed.partition:
            self._sample("DeliveryToS3.ObjectCount", 1)
            self._sample("PerPartitionThroughput", sealed.source_bytes / max(age, 1.0))
        if fault is not None:
            version: int | str = int(configuration.version) if to_endpoint else configuration.version
            self._log(fault, configuration, sealed, version)

    def _sample(self, name: str, value: float) -> None:
        self.telemetry.sample(self.monitor, of_stream(name, self.name), value)

    def _log(
        self, fault: Fault, configuration: Configuration, sealed: Sealed | None, version: int | str, **members: str
    ) -> None:
        """Log a fault where the destination says. The version is text in S3's lines and a number in all others."""
        destination, log = _addressed(sealed, configuration)
        if log is None:
            return
        line = {
            "deliveryStreamARN": self.stream_arn,
            "destination": destination,
            "deliveryStreamVersionId": version,
            "message": fault.message,
            "errorCode": fault.code,
            **members,
        }
        text = json.dumps(line, separators=(",", ":"))
        log_line = LogLine(log.group, log.stream, int(self.clock.time() * 1000), text)
        self.telemetry.line(self.monitor, log_line)


def _addressed(sealed: Sealed | None, configuration: Configuration) -> tuple[str, LogTarget | None]:
    """Where an object, or a batch that is transformed, was to go, and where that is logged."""
    endpoint = configuration.endpoint
    if endpoint is not None and (sealed is None or sealed.kind is Kind.DATA):
        return endpoint.url, endpoint.log
    target = configuration.primary if sealed is None else target_of(sealed, configuration)
    return target.bucket_arn, target.log
