"""What a delivery stream needs of the world: a clock, functions, S3, CloudWatch, Kinesis. It calls nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tickstack.firehose.conversion.schema import Schema, TableNotFoundError, TableReference


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


class SourceError(Exception):
    """A source stream could not be read. ``code`` is Firehose's (``Kinesis.ResourceNotFound``)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class SourceStream:
    """A source stream as it is now. ``identity`` tells it from another one of the same name.

    ``active`` when its records can be read; it keeps them for ``retention`` seconds.
    """

    identity: str
    active: bool
    retention: float = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A record of a shard of a source stream."""

    data: bytes
    partition_key: str
    sequence_number: str
    arrival_ms: int


@dataclass(frozen=True, slots=True)
class Read:
    """What one read of a shard gave. ``iterator`` leads on, None at the shard's end; ``behind_ms`` is the lag."""

    records: Sequence[SourceRecord]
    iterator: str | None
    behind_ms: int


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
    """The samples of one metric since the last report. ``dimensions`` are pairs of a name and a value."""

    namespace: str
    dimensions: Sequence[tuple[str, str]]
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


class SourceStreams(Protocol):
    """Kinesis Data Streams, as the source of a delivery stream. Every method raises SourceError."""

    def stream(self, stream_arn: str) -> SourceStream:
        """The stream."""

    def shards(self, stream_arn: str) -> Sequence[str]:
        """The shards that may have records, parents before children."""

    def iterator(self, stream_arn: str, shard_id: str, after: str | None, since: float) -> str:
        """Where to read a shard: after a sequence number or, without one, from ``since`` (epoch seconds) on."""

    def read(self, stream_arn: str, iterator: str) -> Read:
        """Records from there on. An iterator that expired is the code ``EXPIRED``."""


EXPIRED = "Kinesis.ExpiredIterator"
NOT_FOUND = "Kinesis.ResourceNotFound"


class NoSourceStreams:
    """Where there is no Kinesis: no stream is found."""

    def stream(self, stream_arn: str) -> SourceStream:
        raise SourceError(NOT_FOUND, f"{stream_arn} not found.")

    def shards(self, stream_arn: str) -> Sequence[str]:
        raise SourceError(NOT_FOUND, f"{stream_arn} not found.")

    def iterator(self, stream_arn: str, shard_id: str, after: str | None, since: float) -> str:  # noqa: ARG002
        raise SourceError(NOT_FOUND, f"{stream_arn} not found.")

    def read(self, stream_arn: str, iterator: str) -> Read:  # noqa: ARG002 - SourceStreams's
        raise SourceError(NOT_FOUND, f"{stream_arn} not found.")


class Tables(Protocol):
    def schema(self, table: TableReference) -> Schema:
        """The columns of the table as it is now. Raises TableNotFoundError, CatalogError."""


class NoTables:
    """A catalog without tables."""

    def schema(self, table: TableReference) -> Schema:
        raise TableNotFoundError(f"Table {table.name} not found.")


class Access(Protocol):
    def trust_policy(self, role_arn: str) -> Mapping[str, Any] | None:
        """The document that says who may assume the role, None where there is no such role."""

    def has_bucket(self, name: str) -> bool:
        """Whether the bucket is there."""


class NoAccess:
    """Where there is neither IAM nor S3."""

    def trust_policy(self, role_arn: str) -> Mapping[str, Any] | None:  # noqa: ARG002 - Access's
        return None

    def has_bucket(self, name: str) -> bool:  # noqa: ARG002 - Access's
        return False


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
    sources: SourceStreams = field(default_factory=NoSourceStreams)
    tables: Tables = field(default_factory=NoTables)
    access: Access = field(default_factory=NoAccess)
