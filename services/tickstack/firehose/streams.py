"""The delivery streams of one account in one region: their life, versions, encryption and tags.

States follow from the clock: a stream is CREATING for a moment, then ACTIVE; a deleted one is DELETING, then gone.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from tickstack.errors import AwsError
from tickstack.firehose.configuration import Configuration, configuration
from tickstack.firehose.definition import DIRECT_PUT, Definition
from tickstack.firehose.delivery_stream import DeliveryStream
from tickstack.firehose.destination import decompresses
from tickstack.firehose.encryption import Encryption, Key, counted_calls
from tickstack.firehose.journal import Kept
from tickstack.firehose.metrics import KEY_FAULTS, STREAMS_IN_USE, Metric, of_stream
from tickstack.firehose.parts import Parts
from tickstack.firehose.prerequisites import Prerequisites
from tickstack.firehose.put_faults import rule_of
from tickstack.firehose.quotas import Meter, quota_of
from tickstack.firehose.source_reader import Wanted
from tickstack.firehose.state import StreamFiles
from tickstack.firehose.stream import Feed, RunningStream
from tickstack.firehose.transform import Source

LOG = logging.getLogger(__name__)

KEY_TRUSTED = 5.0
"""Seconds for which a key that was found usable is taken to be so."""

LOGS = "logs"
"""The service whose subscription filters put logs, as ``perform``'s caller names it."""

type Tags = Mapping[str, str | None]


class DeliveryStreams:
    """Streams by name. Every method may be called from any thread. What is changed is kept before it is answered."""

    def __init__(self, account: str, region: str, parts: Parts, new_files: Callable[[str], StreamFiles]) -> None:
        self.account = account
        self.region = region
        self._parts = parts
        self._new_files = new_files
        self.needs = Prerequisites(account, parts.services, parts.options)
        self._streams: dict[str, DeliveryStream] = {}
        self._lock = threading.RLock()

    def create(self, wanted: Definition, key: Key | None = None) -> DeliveryStream:
        """Create a checked stream, encrypted with ``key``.

        Raises ResourceInUseException, LimitExceededException, InvalidArgumentException.
        """
        rule_of(wanted.tags)
        failure = self.needs.key_failure(key)  # asks KMS: not under the lock
        with self._lock:
            self._check_room(wanted.name)
            sealed = Encryption() if key is None else Encryption().started(key, failure)
            definition = replace(wanted, encryption=sealed, failure=failure)
            files = self._new_files(definition.name)
            running = self._run(definition, files)
            with _kept():
                files.save(definition)
            active_at = self._transition()
            stream = DeliveryStream(definition, files, running, active_at, encrypted_at=active_at)
            self._add(stream)
            if failure is None:
                running.start()
            return stream

    def _check_room(self, name: str) -> None:
        if self._find(name) is not None:
            raise AwsError("ResourceInUseException", f"Firehose {name} under accountId {self.account} already exists")
        names, most = self.names(), self._parts.options.max_streams
        if len(names) >= most:
            raise AwsError(
                "LimitExceededException",
                f"You have already consumed your firehose quota of {most} hoses. Firehose names: [{', '.join(names)}]",
            )

    def restore(self, definition: Definition, files: StreamFiles, left: Iterable[Kept]) -> None:
        """Take over a stream of a former process with what it left unsettled; ``start`` sets it going."""
        running = self._run(definition, files)
        running.resume(left)
        with self._lock:
            self._add(DeliveryStream(definition, files, running))

    def _configured(self, definition: Definition) -> Configuration:
        options = self._parts.options
        return configuration(str(definition.version), definition.description, options.time_scale, options.partitions)

    def _run(self, definition: Definition, files: StreamFiles) -> RunningStream:
        current = self._configured(definition)
        arn = definition.kinesis_arn
        source = Source(definition.arn, self.region, arn)
        feed = arn and Feed(Wanted(arn, definition.created.timestamp()), files.checkpoints)
        return RunningStream(definition.name, source, current, self._parts, files.journal, feed or None)

    def _add(self, stream: DeliveryStream) -> None:
        if self._parts.options.quotas and stream.definition.type == DIRECT_PUT:
            stream.meter = Meter(quota_of(self.region), self.now())
        self._govern(stream)
        self._streams[stream.definition.name] = stream

    def _govern(self, stream: DeliveryStream) -> None:
        stream.govern(rule_of(stream.definition.tags) or self._parts.options.faults)

    def get(self, name: str) -> DeliveryStream:
        """The stream. Raises ResourceNotFoundException."""
        with self._lock:
            stream = self._find(name)
        if stream is None:
            raise AwsError("ResourceNotFoundException", f"Firehose {name} under account {self.account} not found.")
        return stream

    def check_caller(self, name: str, caller: str) -> None:
        """Refuse puts of ``caller`` into a stream that takes CloudWatch Logs' alone. Raises InvalidSourceException."""
        with self._lock:
            stream = self._find(name)
        if stream is None or caller == LOGS or not self._parts.options.logs_only:
            return
        if decompresses(stream.definition.description):
            raise AwsError(
                "InvalidSourceException",
                f"Put to Firehose failed for AccountId: {self.account}, FirehoseName: {name} because the request is "
                "not originating from CloudWatch.",
            )

    def active(self, name: str) -> DeliveryStream:
        """The stream, for a put. Raises ResourceNotFoundException, also for one that is not active.

        Raises InvalidKMSResourceException when the key that it is encrypted with cannot be used.
        """
        stream, now = self.get(name), self.now()
        if stream.status(now) != "ACTIVE":
            raise AwsError("ResourceNotFoundException", f"Firehose {name} is not active in {self.account} account.")
        key = stream.key(now)
        if key is not None and key.arn is not None and now - stream.key_checked >= KEY_TRUSTED / self._parts.time_scale:
            if failure := self.needs.key_failure(key):
                if (metric := KEY_FAULTS.get(failure["Type"])) is not None:
                    self._sample(of_stream(metric, name), 1)
                raise AwsError("InvalidKMSResourceException", failure["Details"])
            stream.key_checked = now
        return stream

    def called(self, call: str, name: str | None, seconds: float) -> None:
        """An operation was answered: on the stream ``name``, or on all."""
        if name is not None:
            self.get(name).running.called(call, seconds)
            return
        self._sample(Metric(f"{call}.Latency"), seconds * 1000)
        self._sample(Metric(f"{call}.Requests"), 1)

    def minute(self) -> None:
        """A minute went by: what AWS reports once in each."""
        with self._lock:
            present = list(self._streams.values())
        for stream in present:
            stream.running.minute(quota_of(self.region) if stream.definition.type == DIRECT_PUT else None)
        if present:
            self._sample(STREAMS_IN_USE, len(present))

    def _sample(self, metric: Metric, value: float) -> None:
        self._parts.telemetry.sample(self._parts.services.monitor, metric, value)

    def now(self) -> float:
        """The monotonic time that the states of streams follow from."""
        return self._parts.clock.monotonic()

    def names(self, type: str | None = None) -> list[str]:  # noqa: A002 - AWS's word
        """In alphabetical order, of all streams or those of a type."""
        with self._lock:
            found = [self._find(name) for name in sorted(self._streams)]
        return [each.definition.name for each in found if each and type in {None, each.definition.type}]

    def update(self, name: str, version: str, change: Callable[[Definition], Definition]) -> None:
        """Replace the destination by that of ``change(definition)``, checked, unless that changes nothing.

        Raises ResourceInUseException, ConcurrentModificationException, ResourceNotFoundException.
        """
        with self._lock:
            stream = self.get(name)
            status = stream.status(self.now())
            if status != "ACTIVE":
                raise AwsError(
                    "ResourceInUseException", f"Cannot update firehose: {name} when it is in {status} status"
                )
            before = stream.definition
            if version != str(before.version):
                raise AwsError(
                    "ConcurrentModificationException",
                    f"Cannot update firehose: {name} since the current version id: {before.version} and specified "
                    f"version id: {version} do not match",
                )
            after = change(before)
            if after == before:
                return
            after = replace(after, version=before.version + 1, updated=self.date())
            following = self._configured(after)
            self._keep(stream, after)
            stream.running.reconfigure(following)

    def tag(self, name: str, change: Callable[[Tags], Tags]) -> None:
        """Replace the tags by ``change(tags)``. Raises ResourceNotFoundException, InvalidArgumentException."""
        with self._lock:
            stream = self.get(name)
            tags = change(stream.definition.tags)
            rule_of(tags)
            self._keep(stream, replace(stream.definition, tags=tags))
            self._govern(stream)

    def start_encryption(self, name: str, key: Key) -> None:
        """Encrypt with ``key`` from now on.

        Raises ResourceNotFoundException, ResourceInUseException, InvalidArgumentException, LimitExceededException.
        """
        failure = self.needs.key_failure(key)  # asks KMS: not under the lock
        self._encrypt(name, lambda before: before.started(key, failure))

    def stop_encryption(self, name: str) -> None:
        """Encrypt no more. Raises as ``start_encryption``."""
        self._encrypt(name, lambda _before: Encryption())

    def _encrypt(self, name: str, change: Callable[[Encryption], Encryption]) -> None:
        with self._lock:
            stream, now = self.get(name), self.now()
            stream.check_encryptable(now)
            former, calls = stream.definition.encryption, stream.definition.encryption_calls
            counted = counted_calls(name, calls, self._parts.clock.time(), self._parts.time_scale)
            self._keep(stream, replace(stream.definition, encryption=change(former), encryption_calls=counted))
            stream.former_key, stream.encrypted_at, stream.key_checked = former.key, self._transition(), now

    def _keep(self, stream: DeliveryStream, definition: Definition) -> None:
        if stream.gone_at is None:
            with _kept():
                stream.files.save(definition)
        stream.definition = definition

    def delete(self, name: str) -> None:
        """Delete the stream with what it holds. Raises ResourceNotFoundException, ResourceInUseException."""
        with self._lock:
            stream = self.get(name)
            status = stream.status(self.now())
            if status == "CREATING":
                raise AwsError(
                    "ResourceInUseException",
                    f"Firehose {name} under account {self.account} cannot be deleted in CREATING state",
                )
            if status == "DELETING":
                return
            with _kept():
                stream.files.forget()
            stream.gone_at = self._transition()
        stream.running.drop()
        stream.files.clear()

    def running(self) -> list[RunningStream]:
        """The running streams, for the start and the shutdown."""
        with self._lock:
            return [
                stream.running
                for stream in self._streams.values()
                if stream.gone_at is None and stream.definition.failure is None
            ]

    def _find(self, name: str) -> DeliveryStream | None:
        stream = self._streams.get(name)
        if stream is not None and stream.gone_at is not None and stream.gone_at <= self.now():
            del self._streams[name]
            return None
        return stream

    def _transition(self) -> float:
        """When a change of state that begins now has ended."""
        return self.now() + self._parts.options.transition

    def date(self) -> datetime:
        """The time of day."""
        return datetime.fromtimestamp(self._parts.clock.time(), UTC)


@contextmanager
def _kept() -> Iterator[None]:
    """A change that cannot be kept does not take place."""
    try:
        yield
    except OSError as error:
        LOG.exception("the change of a delivery stream cannot be kept")
        raise AwsError("ServiceUnavailableException", f"The change cannot be kept: {error}", status=503) from error
