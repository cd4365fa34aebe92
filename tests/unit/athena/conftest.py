"""Athena over HTTP with boto3, on an S3 in memory and an engine that answers what it is told to."""

import random
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from athena_analyst import Analyst, analysing
from served import served
from tickstack.app import QueryService
from tickstack.durable.store import Store
from tickstack.engine import Cancelled, OutputColumn
from tickstack.errors import QueryError
from tickstack.glue.model import CatalogReader
from tickstack.settings import Settings
from tickstack.sql.translate import Column
from tickstack.sql.types import AthenaType, TrinoType

if TYPE_CHECKING:
    from mypy_boto3_athena import AthenaClient
    from mypy_boto3_glue import GlueClient
    from mypy_boto3_s3 import S3Client

INTEGER = AthenaType("integer", 10, 0, False)
VARCHAR = AthenaType("varchar", 2147483647, 0, True)
DOUBLE = AthenaType("double", 17, 0, False)


@dataclass
class Answer:
    """A result that is known beforehand."""

    columns: tuple[OutputColumn, ...]
    data: Sequence[Sequence[str | None]]
    scanned_bytes: int = 0

    @property
    def rows(self) -> Iterator[Sequence[str | None]]:
        return iter(self.data)


@dataclass
class FakeEngine:
    """Answers statements by their text; ``SELECT wait`` waits until it is cancelled or ``gate`` is open."""

    answers: dict[str, Answer | Exception] = field(default_factory=dict)
    prepared: list[tuple[str, str, Sequence[str]]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def prepare(
        self,
        statement: str,
        *,
        catalog: CatalogReader,
        database: str,
        parameters: Sequence[str] = (),
        cancelled: threading.Event | None = None,
    ) -> str:
        self.prepared.append((statement, database, parameters))
        return statement

    def columns(self, statement: str, *, catalog: CatalogReader, database: str) -> tuple[Column, ...]:
        self.prepared.append((statement, database, ()))
        return (Column("name", TrinoType("varchar")), Column("High", TrinoType("double")))

    def run(self, prepared: str, *, account: str, region: str, cancelled: threading.Event) -> Answer:
        if prepared == "SELECT wait":
            self.begun.set()
            while not self.gate.wait(0.01):
                if cancelled.is_set():
                    raise Cancelled
        answer = self.answers.get(prepared)
        if isinstance(answer, Exception):
            raise answer
        return answer or Answer((OutputColumn("_col0", INTEGER),), [["1"]])


@pytest.fixture
def s3() -> "Iterator[S3Client]":
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="results")
        yield client


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(
        {
            "SELECT name, high FROM ticks": Answer(
                (OutputColumn("name", VARCHAR), OutputColumn("High", DOUBLE)),
                [["FB", "1.5"], ['say "hi",\r\nthere', None], ["", "2.0"], [None, None]],
                scanned_bytes=123,
            ),
            "SELECT missing": QueryError(
                "COLUMN_NOT_FOUND", "line 1:8: Column 'missing' cannot be resolved", type=1006
            ),
            "SELECT defect": RuntimeError("boom"),
            "SELECT n FROM nulls": Answer((OutputColumn("n", INTEGER),), [[None], ["1"], [None]]),
            "SELECT n FROM nothing": Answer((OutputColumn("n", INTEGER),), []),
            "EXPLAIN SELECT 1": Answer((OutputColumn("Query Plan", VARCHAR),), [["Fragment 0"], ["  Values"]]),
        }
    )


@dataclass
class Clock:
    """The time, or as much later as it is told."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


type Opened = Callable[[Store | None], AbstractContextManager[str]]


@pytest.fixture
def opened(s3: "S3Client", engine: FakeEngine, clock: Clock) -> Opened:
    """Serves, on the state in a store, until the block ends; gives the address."""

    @contextmanager
    def serve(store: Store | None) -> Iterator[str]:
        service = QueryService(
            Settings(),
            engine,
            lambda _: s3,
            clock=clock,
            new_id=lambda: str(uuid.uuid4()),
            chance=random.Random(7),
            store=store,
        )
        with closing(service), served(service.application()) as address:
            yield address

    return serve


@pytest.fixture
def url(opened: Opened) -> Iterator[str]:
    with opened(None) as address:
        yield address


def client(url: str, service: Any) -> Any:
    return boto3.client(
        service,
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="123456789012",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}, parameter_validation=False),
    )


@pytest.fixture
def athena(url: str) -> "AthenaClient":
    made: AthenaClient = client(url, "athena")
    return made


@pytest.fixture
def glue(url: str) -> "GlueClient":
    made: GlueClient = client(url, "glue")
    return made


@pytest.fixture
def analyst(s3: "S3Client", tmp_path: Path) -> Iterator[Analyst]:
    with analysing(s3, tmp_path) as made:
        yield made
