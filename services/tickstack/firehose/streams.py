"""The delivery streams of one account in one region: their life, versions and tags.

States follow from the clock: a stream is CREATING for a moment, then ACTIVE; a deleted one is DELETING, then gone.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tickstack.errors import AwsError
from tickstack.firehose.configuration import configuration
from tickstack.firehose.definition import Definition
from tickstack.firehose.destination import Description
from tickstack.firehose.journal import Kept
from tickstack.firehose.state import StreamFiles
from tickstack.firehose.stream import Parts, RunningStream
from tickstack.firehose.transform import Source

LOG = logging.getLogger(__name__)

TRANSITION_SECONDS = 0.2
ALWAYS = float("-inf")


@dataclass(eq=False)
class DeliveryStream:
    """A stream as the control plane knows it. ``active_at`` and ``gone_at`` are monotonic seconds."""

    definition: Definition
    files: StreamFiles
    running: RunningStream
    active_at: float = ALWAYS
    gone_at: float | None = None

    def status(self, now: float) -> str:
        if self.gone_at is not None:
            return "DELETING"
        return "ACTIVE" if self.active_at <= now else "CREATING"


class DeliveryStreams:
    """Streams by name. Every method may be called from any thread. What is changed is kept before it is answered."""

    def __init__(self, account: str, region: str, parts: Parts, new_files: Callable[[str], StreamFiles]) -> None:
        self.account = account
        self.region = region
        self._parts = parts
        self._new_files = new_files
        self._streams: dict[str, DeliveryStream] = {}
        self._lock = threading.RLock()

    def create(self, name: str, description: Description, tags: Mapping[str, str | None]) -> DeliveryStream:
        """Create a stream of a checked description. Raises ResourceInUseException."""
        with self._lock:
            if self._find(name) is not None:
                raise AwsError(
                    "ResourceInUseException", f"Firehose {name} under accountId {self.account} already exists"
                )
            definition = Definition(
                account=self.account,
                region=self.region,
                name=name,
                description=description,
                created=self._date(),
                tags=dict(tags),
            )
            files = self._new_files(name)
            running = self._run(definition, files)
            with _kept():
                files.save(definition)
            running.start()
            stream = DeliveryStream(definition, files, running, self._now() + TRANSITION_SECONDS)
            self._streams[name] = stream
            return stream

    def restore(self, definition: Definition, files: StreamFiles, left: Iterable[Kept]) -> None:
        """Take over a stream of a former process with what it left unsettled; ``start`` sets it going."""
        running = self._run(definition, files)
        running.resume(left)
        with self._lock:
            self._streams[definition.name] = DeliveryStream(definition, files, running)

    def _run(self, definition: Definition, files: StreamFiles) -> RunningStream:
        current = configuration(str(definition.version), definition.description, self._parts.time_scale)
        source = Source(definition.arn, self.region)
        return RunningStream(definition.name, source, current, self._parts, files.journal)

    def get(self, name: str) -> DeliveryStream:
        """The stream. Raises ResourceNotFoundException."""
        with self._lock:
            stream = self._find(name)
        if stream is None:
            raise AwsError("ResourceNotFoundException", f"Firehose {name} under account {self.account} not found.")
        return stream

    def active(self, name: str) -> DeliveryStream:
        """The stream, for a put. Raises ResourceNotFoundException, also for one that is not active."""
        stream = self.get(name)
        if stream.status(self._now()) != "ACTIVE":
            raise AwsError("ResourceNotFoundException", f"Firehose {name} is not active in {self.account} account.")
        return stream

    def status(self, stream: DeliveryStream) -> str:
        return stream.status(self._now())

    def names(self) -> list[str]:
        """In alphabetical order."""
        with self._lock:
            return sorted(name for name in list(self._streams) if self._find(name) is not None)

    def update(self, name: str, version: str, change: Callable[[Description], Description]) -> None:
        """Replace the description by ``change(description)``, checked, unless that changes nothing.

        Raises ResourceInUseException, ConcurrentModificationException, ResourceNotFoundException.
        """
        with self._lock:
            stream = self.get(name)
            status = stream.status(self._now())
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
            description = change(before.description)
            if description == before.description:
                return
            after = replace(before, description=description, version=before.version + 1, updated=self._date())
            following = configuration(str(after.version), description, self._parts.time_scale)
            self._keep(stream, after)
            stream.running.reconfigure(following)

    def tag(self, name: str, change: Callable[[Mapping[str, str | None]], Mapping[str, str | None]]) -> None:
        """Replace the tags by ``change(tags)``. Raises ResourceNotFoundException."""
        with self._lock:
            stream = self.get(name)
            self._keep(stream, replace(stream.definition, tags=change(stream.definition.tags)))

    def _keep(self, stream: DeliveryStream, definition: Definition) -> None:
        if stream.gone_at is None:
            with _kept():
                stream.files.save(definition)
        stream.definition = definition

    def delete(self, name: str) -> None:
        """Delete the stream with what it holds. Raises ResourceNotFoundException, ResourceInUseException."""
        with self._lock:
            stream = self.get(name)
            status = stream.status(self._now())
            if status == "CREATING":
                raise AwsError(
                    "ResourceInUseException",
                    f"Firehose {name} under account {self.account} cannot be deleted in CREATING state",
                )
            if status == "DELETING":
                return
            with _kept():
                stream.files.forget()
            stream.gone_at = self._now() + TRANSITION_SECONDS
        stream.running.drop()
        stream.files.clear()

    def running(self) -> list[RunningStream]:
        """The running streams, for the shutdown."""
        with self._lock:
            return [stream.running for stream in self._streams.values() if stream.gone_at is None]

    def _find(self, name: str) -> DeliveryStream | None:
        stream = self._streams.get(name)
        if stream is not None and stream.gone_at is not None and stream.gone_at <= self._now():
            del self._streams[name]
            return None
        return stream

    def _now(self) -> float:
        return self._parts.clock.monotonic()

    def _date(self) -> datetime:
        return datetime.fromtimestamp(self._parts.clock.time(), UTC)


@contextmanager
def _kept() -> Iterator[None]:
    """A change that cannot be kept does not take place."""
    try:
        yield
    except OSError as error:
        LOG.exception("the change of a delivery stream cannot be kept")
        raise AwsError("ServiceUnavailableException", f"The change cannot be kept: {error}", status=503) from error
