"""A clock that is turned by hand, and services that remember what they were asked."""

import json
import os
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from source_fakes import FakeSource
from tickstack.firehose.conversion.rules import located
from tickstack.firehose.conversion.schema import CatalogError, Column, Schema, TableNotFoundError, TableReference
from tickstack.firehose.definition import Definition
from tickstack.firehose.destination import described
from tickstack.firehose.ports import (
    Answer,
    Datum,
    EndpointError,
    HttpRequest,
    HttpResponse,
    InvocationError,
    KeyFault,
    LogLine,
    S3Object,
    Services,
    StorageError,
)

type Handler = Callable[[dict[str, Any]], object]

ROLE = "arn:aws:iam::000000000000:role/delivery"
BUCKET = "arn:aws:s3:::market"
FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:transformer"
ENDPOINT = "https://collector.example.com/in?from=firehose"
PATIENCE = 30.0


class FakeClock:
    def __init__(self, time: float = 1_589_463_000.0) -> None:
        self.wall = time
        self.elapsed = 0.0

    def advance(self, seconds: float) -> None:
        self.wall += seconds
        self.elapsed += seconds

    def time(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.elapsed


class FakeFunctions:
    """One function; ``refusals`` are raised first, one per invocation."""

    def __init__(self, handler: Handler | None = None, refusals: Sequence[InvocationError] = ()) -> None:
        self.events: list[dict[str, Any]] = []
        self.invoked: list[str] = []
        self._handler = handler or echo
        self._refusals = list(refusals)
        self._changed = threading.Condition()

    def invoke(self, function_arn: str, payload: bytes) -> Answer:
        self.invoked.append(function_arn)
        event = json.loads(payload)
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()
            if self._refusals:
                raise self._refusals.pop(0)
        try:
            return Answer(json.dumps(self._handler(event)).encode())
        except ArithmeticError as error:
            return Answer(json.dumps({"errorMessage": str(error)}).encode(), failed=True)

    def wait_for_events(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.events) >= count, PATIENCE)


class FakeStorage:
    """A bucket. While ``refusal`` is set it takes nothing, and never what it ``refuses``; it answers while ``open``."""

    def __init__(self) -> None:
        self.objects: dict[str, S3Object] = {}
        self.refusal: StorageError | None = None
        self.refuses: Callable[[S3Object], bool] = lambda _: False
        self.attempts = 0
        self.open = threading.Event()
        self.open.set()
        self._changed = threading.Condition()

    def put(self, item: S3Object) -> None:
        with self._changed:
            self.attempts += 1
            refusal = StorageError("InternalError", "no") if self.refuses(item) else self.refusal
            self._changed.notify_all()
        assert self.open.wait(PATIENCE)
        with self._changed:
            self._changed.notify_all()
            if refusal is not None:
                raise refusal
            self.objects[item.key] = item

    def wait_for_attempts(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.attempts >= count, PATIENCE)

    def wait_for_objects(self, count: int) -> list[S3Object]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.objects) >= count, PATIENCE)
            return list(self.objects.values())


class FakeMonitor:
    def __init__(self) -> None:
        self.data: list[Datum] = []
        self.lines: list[LogLine] = []
        self._changed = threading.Condition()

    def report(self, data: Sequence[Datum], lines: Sequence[LogLine]) -> None:
        with self._changed:
            self.data += data
            self.lines += lines
            self._changed.notify_all()

    def wait_for_lines(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.lines) >= count, PATIENCE)

    def samples(self, name: str) -> list[float]:
        return [value for datum in self.data if datum.name == name for value in datum.values]


class Killed(BaseException):
    """The process ended in the middle of a write."""


class Disk:
    """Writes until it is told to fail: the next write then takes ``part`` of its bytes and raises ``error``."""

    def __init__(self) -> None:
        self._failure: tuple[float, BaseException] | None = None

    def fail(self, part: float, error: BaseException) -> None:
        self._failure = part, error

    def heal(self) -> None:
        self._failure = None

    def write(self, descriptor: int, data: bytes) -> int:
        if self._failure is None:
            return os.write(descriptor, data)
        (part, error), self._failure = self._failure, None
        os.write(descriptor, data[: int(len(data) * part)])
        raise error


class FakeKeys:
    """Keys that can be used but for those in ``faults``."""

    def __init__(self) -> None:
        self.faults: dict[str, KeyFault] = {}

    def fault(self, key_arn: str) -> KeyFault | None:
        return self.faults.get(key_arn)


class FakeEndpoints:
    """An endpoint that acknowledges, once ``answers`` are used up: each is a response or what is raised.

    It answers while ``open``.
    """

    def __init__(self) -> None:
        self.open = threading.Event()
        self.open.set()
        self.requests: list[HttpRequest] = []
        self.answers: list[tuple[int, str] | EndpointError] = []
        self._changed = threading.Condition()

    def post(self, request: HttpRequest) -> HttpResponse:
        with self._changed:
            self.requests.append(request)
            self._changed.notify_all()
        assert self.open.wait(PATIENCE)
        request_id = request.headers["X-Amz-Firehose-Request-Id"]
        answer = self.answers.pop(0) if self.answers else (200, "")
        if isinstance(answer, EndpointError):
            raise answer
        status, text = answer
        body = (text or json.dumps({"requestId": request_id, "timestamp": 1})).encode()
        headers = {"content-type": "application/json", "content-length": str(len(body))}
        return HttpResponse(status, headers, body)

    def wait_for_requests(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.requests) >= count, PATIENCE)


class FakeTables:
    """A catalog of one table; without columns it is not there, and while ``refusal`` is set it does not answer."""

    def __init__(self) -> None:
        self.columns: dict[str, str] = {}
        self.refusal: CatalogError | None = None
        self.asked: list[TableReference] = []
        self._changed = threading.Condition()

    def wait_until_asked(self, count: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.asked) >= count, PATIENCE)

    def schema(self, table: TableReference) -> Schema:
        with self._changed:
            self.asked.append(table)
            self._changed.notify_all()
        if self.refusal is not None:
            raise self.refusal
        if not self.columns:
            raise TableNotFoundError(f"Table {table.name} not found.")
        return Schema(tuple(Column(name, kind) for name, kind in self.columns.items()))


class FakeAccess:
    """Roles by ARN with their trust policies, and the names of buckets."""

    def __init__(self) -> None:
        self.policies: dict[str, dict[str, Any]] = {}
        self.buckets: set[str] = set()

    def trust_policy(self, role_arn: str) -> dict[str, Any] | None:
        return self.policies.get(role_arn)

    def has_bucket(self, name: str) -> bool:
        return name in self.buckets


class FakeServices:
    """The services of one place, and the function that connects to them."""

    def __init__(self, functions: FakeFunctions | None = None) -> None:
        self.functions = functions or FakeFunctions()
        self.storage = FakeStorage()
        self.monitor = FakeMonitor()
        self.keys = FakeKeys()
        self.endpoints = FakeEndpoints()
        self.source = FakeSource()
        self.tables = FakeTables()
        self.access = FakeAccess()

    def connect(self, _account: str, _region: str) -> Services:
        return Services(
            self.functions,
            self.storage,
            self.monitor,
            self.keys,
            self.endpoints,
            self.source,
            self.tables,
            self.access,
        )


def echo(event: dict[str, Any]) -> object:
    """Every record as it came."""
    return {"records": [dict(record, result="Ok") for record in event["records"]]}


def destination(**members: Any) -> dict[str, Any]:
    """An Extended S3 destination with these members."""
    return {"RoleARN": ROLE, "BucketARN": BUCKET, **members}


def endpoint(**members: Any) -> dict[str, Any]:
    """An HTTP endpoint as destination, with these members."""
    return {"EndpointConfiguration": {"Url": ENDPOINT}, "S3Configuration": destination(), **members}


def definition(name: str, **members: Any) -> Definition:
    """A stream of that name with an Extended S3 destination with these members."""
    description = located(described(destination(**members)), "000000000000", "us-east-1")
    created = datetime.fromtimestamp(0, UTC)
    return Definition(account="000000000000", region="us-east-1", name=name, description=description, created=created)


def conversion(*, hive: Any = None, orc: Any = None, **options: Any) -> dict[str, Any]:
    """An enabled conversion by the table market.quotes: OpenX to Parquet, or ``hive``, or to ``orc``.

    ``openx``, ``parquet`` and ``schema`` are their options.
    """
    return {
        "InputFormatConfiguration": {
            "Deserializer": {"OpenXJsonSerDe": options.get("openx", {})} if hive is None else {"HiveJsonSerDe": hive}
        },
        "OutputFormatConfiguration": {
            "Serializer": {"ParquetSerDe": options.get("parquet", {})} if orc is None else {"OrcSerDe": orc}
        },
        "SchemaConfiguration": {"RoleARN": ROLE, "DatabaseName": "market", "TableName": "quotes"}
        | options.get("schema", {}),
    }


def processing(*types: str, **given: str) -> dict[str, Any]:
    """An enabled processing configuration; ``given`` are further parameters of the Lambda processor."""
    named = {"LambdaArn": FUNCTION, **given}
    parameters = [{"ParameterName": name, "ParameterValue": value} for name, value in named.items()]
    return {
        "Enabled": True,
        "Processors": [{"Type": name} | ({"Parameters": parameters} if name == "Lambda" else {}) for name in types],
    }


def processor(name: str, **given: str) -> dict[str, Any]:
    """A processor with these parameters."""
    return {
        "Type": name,
        "Parameters": [{"ParameterName": key, "ParameterValue": value} for key, value in given.items()],
    }


def partitioned(prefix: str, *processors: dict[str, Any], query: str | None = None) -> dict[str, Any]:
    """The members of a destination that partitions dynamically; ``query`` adds the processor that runs it."""
    extraction = [processor("MetadataExtraction", MetadataExtractionQuery=query or "", JsonParsingEngine="JQ-1.6")]
    return {
        "Prefix": prefix,
        "ErrorOutputPrefix": "errors/!{firehose:error-output-type}/",
        "BufferingHints": {"SizeInMBs": 64, "IntervalInSeconds": 60},
        "DynamicPartitioningConfiguration": {"Enabled": True},
        "ProcessingConfiguration": {"Enabled": True, "Processors": [*processors, *(extraction if query else [])]},
    }
