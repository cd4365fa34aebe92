"""The pipeline of a stack as a test uses it: put, wait for delivery, crawl, query."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from tickstack.testing import function_url, queries
from tickstack.testing.clients import Clients
from tickstack.testing.delivery import Delivery, FailedRecord
from tickstack.testing.errors import FailedCrawlError
from tickstack.testing.objects import json_records
from tickstack.testing.resources import DeployedStack
from tickstack.testing.waiting import until

type Record = bytes | str | Mapping[str, Any]


def _any(_record: object) -> bool:
    return True


class Pipeline:
    """A deployed stack with a delivery stream, and what a test does with it; all of it by AWS's APIs.

    The stream, crawler, database, workgroup and function are those of the CloudFormation stack. Where it has several,
    ``stream`` and the methods' arguments name one, by its logical id or its name. Objects that were there before the
    pipeline was made are not seen; what other tests deliver at the same time is, and ``where`` keeps it apart.
    Deadlines are seconds; an error says what was waited for and what was seen.
    """

    def __init__(self, clients: Clients, stack_name: str = "tickstack", stream: str | None = None) -> None:
        self.clients = clients
        self.stack = DeployedStack(clients, stack_name)
        self._stream = stream

    @property
    def outputs(self) -> dict[str, str]:
        """The stack's outputs by key. Raises ResourceError where it is not deployed."""
        return self.stack.outputs

    def watch(self) -> "Pipeline":
        """Look at the bucket now, so that only what comes later is seen. ``put`` and ``collect`` do it, too."""
        _ = self._delivery
        return self

    def put(self, records: Iterable[Record], deadline: float = 30) -> int:
        """Put records into the stream: bytes and text as they are, anything else as JSON. Returns how many.

        What Firehose refuses for the moment is put again. Raises RefusedRecordsError.
        """
        return self._delivery.put([_payload(record) for record in records], deadline)

    def delivered(
        self,
        count: int | None = None,
        *,
        where: Callable[[Any], bool] = _any,
        deadline: float | None = None,
    ) -> list[Any]:
        """Wait until ``count`` records are in S3, and return them as JSON values, each object in its order.

        ``count`` counts those for which ``where`` is true; without it, all that were put are waited for. The deadline
        is the stream's buffer intervals and a minute. Raises DeadlineError, and FailedRecordsError at once where all
        are waited for and one has failed.
        """
        return self._delivery.wait(count, where, deadline, json_records)

    def delivered_text(
        self,
        count: int | None = None,
        *,
        where: Callable[[str], bool] = _any,
        deadline: float | None = None,
    ) -> list[str]:
        """As ``delivered``, for records that are lines of text."""
        return self._delivery.wait(count, where, deadline, lambda body, _key: body.decode().splitlines())

    def failed(
        self,
        count: int = 1,
        *,
        where: Callable[[FailedRecord], bool] = _any,
        deadline: float | None = None,
    ) -> list[FailedRecord]:
        """Wait until ``count`` records are in the stream's error prefix, and return them. Raises DeadlineError."""
        return self._delivery.wait_failed(count, where, deadline)

    def crawl(self, crawler: str | None = None, deadline: float = 120) -> list[str]:
        """Run the crawler and return the names of the tables in its database.

        A crawl that runs already is waited for first: it may have missed what was just delivered. Raises
        FailedCrawlError with Glue's message, and DeadlineError.
        """
        glue: Any = self.clients("glue")
        name = self.stack.one("AWS::Glue::Crawler", crawler)

        def started() -> bool:
            try:
                glue.start_crawler(Name=name)
            except glue.exceptions.CrawlerRunningException:
                return False
            return True

        def look() -> dict[str, Any]:
            now: dict[str, Any] = glue.get_crawler(Name=name)["Crawler"]
            return now

        def ready() -> dict[str, Any] | None:
            now = look()
            return now if now["State"] == "READY" else None

        def seen() -> str:
            return f"it is {look()['State']}"

        until(started, f"the start of the crawler {name}", deadline, seen)
        done = until(ready, f"the end of the crawl of {name}", deadline, seen)
        last = done.get("LastCrawl", {})
        if last.get("Status") != "SUCCEEDED":
            raise FailedCrawlError(f"the crawl of {name} {last.get('Status')}: {last.get('ErrorMessage', 'no reason')}")
        pages = glue.get_paginator("get_tables").paginate(DatabaseName=done["DatabaseName"])
        return [table["Name"] for page in pages for table in page["TableList"]]

    def query(
        self,
        statement: str,
        *parameters: queries.Parameter,
        database: str | None = None,
        workgroup: str | None = None,
        deadline: float = 120,
    ) -> list[dict[str, Any]]:
        """The rows of a statement, through Athena; ``parameters`` stand for its question marks.

        Numbers and truth values are Python's, NULL is None, all else is Athena's text. Without ``database`` and
        ``workgroup`` it runs in the stack's own. Raises FailedQueryError with Athena's reason, and DeadlineError.
        """
        return queries.run(
            self.clients,
            statement,
            parameters,
            workgroup=workgroup or self._own("AWS::Athena::WorkGroup"),
            database=database or self._own("AWS::Glue::Database"),
            deadline=deadline,
        )

    def collect(self, *, function: str | None = None, deadline: float = 150, **parameters: str) -> Any:
        """GET the URL of the stack's function with ``parameters`` as its query, signed; returns its JSON answer.

        Raises FailedCallError with the answer and the end of the function's log.
        """
        self.watch()
        arn = self.stack.one("AWS::Lambda::Url", function)
        return function_url.get(self.clients, arn, parameters, deadline)

    @cached_property
    def _delivery(self) -> Delivery:
        return Delivery(self.clients, self.stack.one("AWS::KinesisFirehose::DeliveryStream", self._stream))

    def _own(self, type_: str) -> str | None:
        """The stack's one resource of a type, None where it has none."""
        return self.stack.one(type_) if self.stack.all(type_) else None


def _payload(record: Record) -> bytes:
    if isinstance(record, bytes):
        return record
    return (record if isinstance(record, str) else json.dumps(record)).encode()
