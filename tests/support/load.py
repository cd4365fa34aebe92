"""Clients of the pipeline that keep on while services go away: they put records, ask Athena, call the collector.

Each counts what was acknowledged and what was refused. A refusal is a connection that failed or an error in AWS's shape
that says to come back; anything else is a fault, which a test reports. All are bounded in number, rate and time.
"""

import contextlib
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: A004 - botocore's own

from tickstack.testing import function_url
from tickstack.testing.clients import Clients
from tickstack.testing.errors import DeadlineError, FailedCallError

BATCH = 20
PACE = 0.1
"""Seconds between two requests of a client."""
BATCHES = 2_000
"""After so many a producer has done enough."""
PATIENCE = 120.0
"""Seconds that a client goes on without an answer."""
THROTTLES = ("ThrottlingException", "TooManyRequestsException", "SlowDown")
FINAL = ("SUCCEEDED", "FAILED", "CANCELLED")

type Refusals = Counter[str]


def refusal(error: Exception) -> str | None:
    """What a client was refused with when it may come back, in a few words; None for any other error."""
    if isinstance(error, ConnectionError | HTTPClientError | DeadlineError):
        return type(error).__name__
    if isinstance(error, ClientError):
        code = error.response["Error"]["Code"]
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        # a code of digits is botocore's for an answer that is not in AWS's shape: LocalStack's 503 while it stops
        shaped = not code.isdecimal() or code == "503"
        return code if (status >= 500 and shaped) or code in THROTTLES else None
    if isinstance(error, FailedCallError):
        return f"HTTP {error.status}" if error.status >= 500 else None
    return None


@dataclass
class Trier:
    """Does one thing at a time until it is answered, or ``stop`` is set and ``PATIENCE`` is over."""

    stop: threading.Event
    refused: Refusals = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def answer[T](self, ask: Callable[[], T]) -> T:
        """The first answer of ``ask``. Raises its error unless that is a refusal, and any after ``PATIENCE``."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return ask()
            except (ConnectionError, HTTPClientError, DeadlineError, ClientError, FailedCallError) as error:
                why = refusal(error)
                if why is None or time.monotonic() > end:
                    raise
                self.refused[why] += 1
                self.reasons[str(error)] += 1
            self.pause()

    def pause(self) -> None:
        """Wait a little; not at all when the load is to end."""
        self.stop.wait(PACE)

    def rounds(self) -> Iterator[int]:
        """Numbers, at the pace of the load, until it is to end."""
        for number in range(BATCHES):
            if self.stop.is_set():
                return
            yield number
            self.pause()


class Client(Protocol):
    """A thread of the load. ``run`` returns when ``stop`` is set and raises for a fault."""

    trier: Trier

    @property
    def done(self) -> int: ...

    def run(self) -> None: ...


@dataclass
class Producer:
    """Puts ticks, each with a name of its own, until every one that it began is acknowledged."""

    trier: Trier
    firehose: Any
    stream: str
    prefix: str
    acknowledged: set[str] = field(default_factory=set)

    @property
    def done(self) -> int:
        return len(self.acknowledged)

    def run(self) -> None:
        for batch in self.trier.rounds():
            waiting = [f"{self.prefix}-{batch * BATCH + number:06d}" for number in range(BATCH)]
            while waiting:
                waiting = self.trier.answer(lambda names=waiting: self._put(names))  # type: ignore[misc]  # mypy cannot infer a lambda with defaults

    def _put(self, names: list[str]) -> list[str]:
        """The names whose records were not taken."""
        answer = self.firehose.put_record_batch(
            DeliveryStreamName=self.stream, Records=[{"Data": tick(name)} for name in names]
        )
        results = list(zip(names, answer["RequestResponses"], strict=True))
        self.acknowledged.update(name for name, result in results if "ErrorCode" not in result)
        self.trier.refused.update(result["ErrorCode"] for _, result in results if "ErrorCode" in result)
        return [name for name, result in results if "ErrorCode" in result]


@dataclass
class Analyst:
    """Asks Athena one statement again and again; its rows must be ``expected`` each time that it succeeds."""

    trier: Trier
    athena: Any
    workgroup: str
    database: str
    statement: str
    expected: list[list[str]]
    done: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    """Reasons of executions that were accepted and ended FAILED."""

    def run(self) -> None:
        for _ in self.trier.rounds():
            query_id = self.trier.answer(self._start)
            status = self._finished(query_id)
            if status["State"] == "SUCCEEDED":
                rows = self.trier.answer(lambda query_id=query_id: self.rows(query_id))  # type: ignore[misc]  # as above
                assert rows == self.expected, f"{query_id}: {rows} instead of {self.expected}"
                self.done += 1
            else:
                assert status["State"] == "FAILED", f"{query_id}: {status}"
                assert status.get("StateChangeReason"), f"{query_id}: {status}"
                self.failed[status["StateChangeReason"]] += 1

    def rows(self, query_id: str) -> list[list[str]]:
        """The rows of a finished execution, without the header."""
        answer = self.athena.get_query_results(QueryExecutionId=query_id)
        return [[value["VarCharValue"] for value in row["Data"]] for row in answer["ResultSet"]["Rows"][1:]]

    def _start(self) -> str:
        started = self.athena.start_query_execution(
            QueryString=self.statement,
            QueryExecutionContext={"Database": self.database},
            WorkGroup=self.workgroup,
        )
        query_id: str = started["QueryExecutionId"]
        return query_id

    def _finished(self, query_id: str) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while True:
            execution = self.trier.answer(lambda: self.athena.get_query_execution(QueryExecutionId=query_id))
            status: dict[str, Any] = execution["QueryExecution"]["Status"]
            if status["State"] in FINAL:
                return status
            assert time.monotonic() < end, f"{query_id} is {status['State']} after {PATIENCE:.0f} s"
            self.trier.pause()


@dataclass
class Caller:
    """Calls the collector's URL for a few hours of prices: each ticker and day once, so that the market is asked."""

    trier: Trier
    clients: Clients
    function: str
    acknowledged: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Records that the collector has put, by ticker and day."""
    refused_bodies: list[str] = field(default_factory=list)

    TICKERS = ("FB", "SHOP", "BYND", "NFLX", "PINS", "SQ", "TTD", "OKTA", "SNAP", "DDOG")
    DAYS = ("2020-05-11", "2020-05-12", "2020-05-13", "2020-05-14", "2020-05-15")
    HOURS = 7
    """Bars of an hour in a trading day."""

    @property
    def done(self) -> int:
        return sum(self.acknowledged.values()) // self.HOURS

    def run(self) -> None:
        subjects = itertools.product(self.DAYS, self.TICKERS)
        for _, (day, ticker) in zip(self.trier.rounds(), subjects, strict=False):
            answer = self.trier.answer(lambda day=day, ticker=ticker: self.collect(ticker, day))  # type: ignore[misc]  # as above
            assert answer["records"] == {ticker: self.HOURS}, answer
            self.acknowledged[ticker, day] += self.HOURS

    def collect(self, ticker: str, day: str) -> Any:
        parameters = {"tickers": ticker, "start": day, "interval": "1h"}
        return function_url.get(self.clients, self.function, parameters, deadline=30)


@dataclass
class Load:
    """What runs, and what each has seen so far."""

    producers: list[Producer]
    analyst: Analyst
    caller: Caller
    futures: "list[Future[None]]"

    @property
    def clients(self) -> list[Client]:
        return [*self.producers, self.analyst, self.caller]

    @property
    def acknowledged(self) -> set[str]:
        """The names of all records that producers put and Firehose took."""
        return set().union(*(producer.acknowledged for producer in self.producers))

    def progress(self) -> list[int]:
        """What each client has done; raises the fault of one that has stopped."""
        for future in self.futures:
            if future.done():
                future.result()
        return [client.done for client in self.clients]

    def seen(self) -> str:
        """What was done and refused, for a message."""
        kinds = {type(client).__name__: client for client in self.clients}
        return "; ".join(
            f"{kind}: {client.done} done, refused {dict(client.trier.refused)}" for kind, client in kinds.items()
        )


@contextmanager
def running_load(clients: Clients, prefix: str, statement: str, expected: list[list[str]]) -> Iterator[Load]:
    """Two producers, an analyst and a caller until the block ends, and until each has its last answer.

    The producers' ticks are named ``prefix``-producer-number. Raises the first fault of any.
    """
    stop = threading.Event()
    outputs = clients("cloudformation").describe_stacks(StackName="tickstack")["Stacks"][0]["Outputs"]
    names = {output["OutputKey"]: output["OutputValue"] for output in outputs}
    load = Load(
        [
            Producer(Trier(stop), once(clients, "firehose"), names["DeliveryStreamName"], f"{prefix}-{number}")
            for number in range(2)
        ],
        Analyst(
            Trier(stop), once(clients, "athena"), names["WorkGroupName"], names["DatabaseName"], statement, expected
        ),
        Caller(Trier(stop), clients, names["CollectorName"]),
        [],
    )
    with ThreadPoolExecutor(len(load.clients), thread_name_prefix="load") as threads, contextlib.ExitStack() as end:
        end.callback(stop.set)
        load.futures += [threads.submit(client.run) for client in load.clients]
        yield load
        stop.set()
        for future in load.futures:
            future.result(timeout=PATIENCE)


def once(clients: Clients, service: str) -> Any:
    """A client that leaves every retry to its caller."""
    return boto3.client(
        service,  # type: ignore[call-overload]  # the service is data here
        endpoint_url=clients.endpoint,
        region_name=clients.region,
        aws_access_key_id=clients.account,
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=30, proxies={}),
    )


def tick(name: str) -> bytes:
    """A record that the transformer takes."""
    return f'{{"high": 2.5, "low": 1.5, "ts": "2020-05-14 09:30:00-04:00", "name": "{name}"}}'.encode()
