"""One statement through the Athena API, as any client does it: start, wait, read the pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tickstack.deployment.targets import Target
from tickstack.errors import TickstackError

POLL = 0.1
NUMERIC = frozenset({"tinyint", "smallint", "integer", "bigint", "float", "double", "decimal"})
"""Athena's names of the types of numbers."""


class QueryFailedError(TickstackError):
    """The statement ended FAILED or CANCELLED; the message is Athena's."""


@dataclass(frozen=True)
class Execution:
    """A finished query: ``location`` is its result object, ``numeric`` the positions of its columns of numbers.

    Times are milliseconds, sizes bytes.
    """

    id: str
    location: str
    milliseconds: int
    scanned: int
    columns: list[str]
    rows: list[list[str | None]]
    numeric: frozenset[int]


def run(
    target: Target,
    statement: str,
    *,
    workgroup: str,
    database: str | None = None,
    pause: Callable[[float], None],
) -> Execution:
    """Run ``statement`` and read its whole result. Raises QueryFailedError, and ClientError where Athena refuses it."""
    athena = target.client("athena")
    request: dict[str, Any] = {"QueryString": statement, "WorkGroup": workgroup}
    if database:
        request["QueryExecutionContext"] = {"Database": database}
    query_id = athena.start_query_execution(**request)["QueryExecutionId"]
    while True:
        execution = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        state = execution["Status"]["State"]
        if state in ("FAILED", "CANCELLED"):
            raise QueryFailedError(execution["Status"].get("StateChangeReason", f"the query ended {state}"))
        if state == "SUCCEEDED":
            break
        pause(POLL)
    columns, numeric, rows = _results(athena, query_id, header=execution.get("StatementType") == "DML")
    statistics = execution["Statistics"]
    return Execution(
        query_id,
        execution["ResultConfiguration"]["OutputLocation"],
        statistics.get("TotalExecutionTimeInMillis", 0),
        statistics.get("DataScannedInBytes", 0),
        columns,
        rows,
        numeric,
    )


def named_query(target: Target, query_id: str) -> tuple[str, str]:
    """The statement and database of a saved query."""
    query = target.client("athena").get_named_query(NamedQueryId=query_id)["NamedQuery"]
    return query["QueryString"], query["Database"]


def result_csv(target: Target, location: str) -> bytes:
    """The result object as Athena wrote it."""
    bucket, _, key = location.removeprefix("s3://").partition("/")
    body: bytes = target.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read()
    return body


def _results(athena: Any, query_id: str, *, header: bool) -> tuple[list[str], frozenset[int], list[list[str | None]]]:
    columns: list[dict[str, Any]] = []
    rows: list[list[str | None]] = []
    for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id):
        result = page["ResultSet"]
        columns = columns or result["ResultSetMetadata"]["ColumnInfo"]
        rows.extend(_values(result["Rows"]))
    numeric = frozenset(position for position, column in enumerate(columns) if column["Type"] in NUMERIC)
    return [column["Label"] for column in columns], numeric, rows[1:] if header else rows


def _values(rows: list[dict[str, Any]]) -> Iterator[list[str | None]]:
    for row in rows:
        yield [value.get("VarCharValue") for value in row["Data"]]
