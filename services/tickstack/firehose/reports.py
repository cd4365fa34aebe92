"""What one stream reports to CloudWatch: its metrics at the moments AWS emits them, and its error log lines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from tickstack.firehose.configuration import Configuration
from tickstack.firehose.delivery import target_of
from tickstack.firehose.faults import Fault, Kind
from tickstack.firehose.log_target import LogTarget
from tickstack.firehose.pipeline import Batch, Sealed
from tickstack.firehose.ports import Clock, LogLine, Monitor
from tickstack.firehose.telemetry import Telemetry
from tickstack.firehose.transform import Outcome


@dataclass(frozen=True)
class Reports:
    """The reports of the stream ``name``."""

    name: str
    stream_arn: str
    monitor: Monitor
    telemetry: Telemetry
    clock: Clock

    def accepted(self, count: int, size: int) -> None:
        """A put of ``count`` records and ``size`` bytes was accepted."""
        self._sample("IncomingBytes", "Bytes", size)
        self._sample("IncomingRecords", "Count", count)
        self._sample("IncomingPutRequests", "Count", 1)

    def throttled(self, count: int) -> None:
        """A put's quota left out ``count`` of its records."""
        self._sample("ThrottledRecords", "Count", count)

    def source_read(self, count: int, size: int, behind_ms: int) -> None:
        """Records were read from the source stream, some perhaps once more."""
        self._sample("DataReadFromKinesisStream.Records", "Count", count)
        self._sample("DataReadFromKinesisStream.Bytes", "Bytes", size)
        self._sample("KinesisMillisBehindLatest", "Milliseconds", behind_ms)

    def source_refused(self, fault: Fault, configuration: Configuration) -> None:
        """The source stream cannot be read. The version is a number in these lines."""
        self._log(fault, configuration, None, int(configuration.version))

    def attempted(self, batch: Batch, outcome: Outcome, seconds: float, configuration: Configuration) -> None:
        """The transformer was invoked. Sizes are those of the original records; each kind of fault is logged once."""
        self._sample("ExecuteProcessing.Duration", "Milliseconds", seconds * 1000)
        self._sample("ExecuteProcessing.Success", "None", 0 if outcome.retry else 1)
        if outcome.outputs:
            self._sample("SucceedProcessing.Records", "Count", len(outcome.outputs))
            self._sample("SucceedProcessing.Bytes", "Bytes", sum(len(each.record.source) for each in outcome.outputs))
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
                self._sample(f"{metric}.Records", "Count", count)
                self._sample(f"{metric}.Bytes", "Bytes", size)
        for fault in dict.fromkeys(failed.values()):
            self._log(fault, configuration, None, configuration.version)

    def delivered(self, sealed: Sealed, fault: Fault | None, configuration: Configuration) -> None:
        """An object was taken, or refused for ``fault``. Error objects count as deliveries."""
        to_endpoint = sealed.kind is Kind.DATA and configuration.endpoint is not None
        metric = "DeliveryToHttpEndpoint" if to_endpoint else "DeliveryToS3"
        if sealed.kind is Kind.BACKUP:
            metric = "BackupToS3"
        self._sample(f"{metric}.Success", "None", 0 if fault else 1)
        self._sample(f"{metric}.Bytes", "Bytes", 0 if fault else sealed.source_bytes)
        self._sample(f"{metric}.Records", "Count", 0 if fault else len(sealed.items))
        self._sample(f"{metric}.DataFreshness", "Seconds", max(self.clock.time() - sealed.oldest_ms / 1000, 0.0))
        if fault is not None:
            version: int | str = int(configuration.version) if to_endpoint else configuration.version
            self._log(fault, configuration, sealed, version)

    def _sample(self, name: str, unit: str, value: float) -> None:
        self.telemetry.sample(self.monitor, self.name, name, unit, value)

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
