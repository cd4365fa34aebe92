"""What a delivery stream needs of the world: a clock, functions, S3, CloudWatch. The core calls nothing else."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


class Clock(Protocol):
    """Wall time dates records; monotonic time runs the intervals. Both in seconds."""

    def time(self) -> float: ...

    def monotonic(self) -> float: ...


class SystemClock:
    """The machine's own clock."""

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()


class InvocationError(Exception):
    """A function could not be invoked, or did not answer. ``code`` is Firehose's (``Lambda.InvokeLimitExceeded``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class StorageError(Exception):
    """S3 refused an object. ``code`` is Firehose's (``S3.NoSuchBucket``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class EndpointError(Exception):
    """An HTTP endpoint gave no response. ``code`` is Firehose's (``HttpEndpoint.ConnectionFailed``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Answer:
    """What a function answered; ``failed`` when it raised, timed out or answered too much."""

    payload: bytes
    failed: bool = False


@dataclass(frozen=True, slots=True)
class S3Object:
    """One object to be written; ``headers`` are further parameters of S3's PutObject."""

    bucket: str
    key: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Datum:
    """The samples of one metric of one stream since the last report."""

    stream: str
    name: str
    unit: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line for a CloudWatch log stream, dated in epoch milliseconds."""

    group: str
    stream: str
    time_ms: int
    text: str


class Functions(Protocol):
    def invoke(self, function_arn: str, payload: bytes) -> Answer:
        """Invoke and wait for the answer. Raises InvocationError."""


class Storage(Protocol):
    def put(self, item: S3Object) -> None:
        """Write the object. Raises StorageError."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A POST."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """The names of ``headers`` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Endpoints(Protocol):
    def post(self, request: HttpRequest) -> HttpResponse:
        """Send the request and wait for the response, whatever its status. Raises EndpointError."""


class NoEndpoints:
    """Where there is no network."""

    def post(self, request: HttpRequest) -> HttpResponse:
        raise EndpointError("HttpEndpoint.ConnectionFailed", f"There is no network that leads to {request.url}.")


@dataclass(frozen=True, slots=True)
class KeyFault:
    """Why a key of KMS cannot be used. ``type`` is Firehose's (``KMS_KEY_NOT_FOUND``)."""

    type: str
    message: str


class Keys(Protocol):
    def fault(self, key_arn: str) -> KeyFault | None:
        """What keeps Firehose from using the key."""


class AnyKey:
    """Where there is no KMS: every key can be used."""

    def fault(self, key_arn: str) -> KeyFault | None:  # noqa: ARG002 - Keys's
        return None


class Monitor(Protocol):
    def report(self, data: Sequence[Datum], lines: Sequence[LogLine]) -> None:
        """Hand metrics and log lines to CloudWatch; a failure there is the monitor's own matter."""


@dataclass(frozen=True)
class Services:
    """The services of one account in one region."""

    functions: Functions
    storage: Storage
    monitor: Monitor
    keys: Keys = field(default_factory=AnyKey)
    endpoints: Endpoints = field(default_factory=NoEndpoints)
