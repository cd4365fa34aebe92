"""The delivery streams of one account in one region: their life, versions and tags.

States follow from the clock: a stream is CREATING for a moment, then ACTIVE; a deleted one is DELETING, then gone.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tickstack.errors import AwsError
from tickstack.firehose.configuration import configuration
from tickstack.firehose.destination import Description
from tickstack.firehose.stream import Parts, RunningStream
from tickstack.firehose.transform import Source

TRANSITION_SECONDS = 0.2


@dataclass(eq=False)
class DeliveryStream:
    """A stream as the control plane knows it. ``active_at`` and ``gone_at`` are monotonic seconds."""

    name: str
    arn: str
    description: Description
    running: RunningStream
    created: datetime
    active_at: float
    version: int = 1
    updated: datetime | None = None
    gone_at: float | None = None
    tags: dict[str, str | None] = field(default_factory=dict)

    def status(self, now: float) -> str:
        if self.gone_at is not None:
            return "DELETING"
        return "ACTIVE" if self.active_at <= now else "CREATING"


class DeliveryStreams:
    """Streams by name. Every method may be called from any thread."""

    def __init__(self, account: str, region: str, parts: Parts) -> None:
        self.account = account
        self.region = region
        self._parts = parts
        self._streams: dict[str, DeliveryStream] = {}
        self._lock = threading.RLock()

    def create(self, name: str, description: Description, tags: Mapping[str, str | None]) -> DeliveryStream:
        """Create a stream of a checked description. Raises ResourceInUseException."""
        with self._lock:
            if self._find(name) is not None:
                raise AwsError(
                    "ResourceInUseException", f"Firehose {name} under accountId {self.account} already exists"
                )
            arn = f"arn:aws:firehose:{self.region}:{self.account}:deliverystream/{name}"
            first = configuration("1", description, self._parts.time_scale)
            running = RunningStream(name, Source(arn, self.region), first, self._parts)
            active_at = self._now() + TRANSITION_SECONDS
            stream = DeliveryStream(name, arn, description, running, self._date(), active_at, tags=dict(tags))
            self._streams[name] = stream
            return stream

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
            if version != str(stream.version):
                raise AwsError(
                    "ConcurrentModificationException",
                    f"Cannot update firehose: {name} since the current version id: {stream.version} and specified "
                    f"version id: {version} do not match",
                )
            description = change(stream.description)
            if description == stream.description:
                return
            following = configuration(str(stream.version + 1), description, self._parts.time_scale)
            stream.description, stream.version, stream.updated = description, stream.version + 1, self._date()
            stream.running.reconfigure(following)

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
            stream.gone_at = self._now() + TRANSITION_SECONDS
        stream.running.stop()

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
