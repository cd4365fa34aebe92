"""A statement through the Athena API: rows as dictionaries of Python values, Athena's errors as exceptions."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from botocore.exceptions import ClientError

from tickstack.testing.clients import Clients
from tickstack.testing.errors import FailedQueryError
from tickstack.testing.waiting import until

PYTHON: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("tinyint", "smallint", "integer", "bigint"), int),
    **dict.fromkeys(("float", "double"), float),
    "decimal": Decimal,
    "boolean": "true".__eq__,
}
"""How the text of a column is read, by Athena's name of its type; the rest stays text."""


type Parameter = str | bool | int | float | Decimal


def run(
    clients: Clients,
    statement: str,
    parameters: tuple[Parameter, ...] = (),
    *,
    workgroup: str | None,
    database: str | None,
    deadline: float,
) -> list[dict[str, Any]]:
    """The rows of ``statement``. Raises FailedQueryError with Athena's reason, DeadlineError after ``deadline`` s."""
    athena: Any = clients("athena")
    request: dict[str, Any] = {"QueryString": statement}
    if workgroup:
        request["WorkGroup"] = workgroup
    if database:
        request["QueryExecutionContext"] = {"Database": database}
    if parameters:
        request["ExecutionParameters"] = [literal(value) for value in parameters]
    try:
        query_id = athena.start_query_execution(**request)["QueryExecutionId"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "InvalidRequestException":
            raise
        raise FailedQueryError(statement, "REFUSED", error.response["Error"]["Message"]) from error

    def look() -> dict[str, Any]:
        execution: dict[str, Any] = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
        return execution

    def finished() -> dict[str, Any] | None:
        execution = look()
        return None if execution["Status"]["State"] in ("QUEUED", "RUNNING") else execution

    try:
        execution = until(finished, f"the end of {statement.strip()}", deadline, lambda: look()["Status"]["State"])
    except BaseException:
        athena.stop_query_execution(QueryExecutionId=query_id)
        raise
    status = execution["Status"]
    if status["State"] != "SUCCEEDED":
        raise FailedQueryError(statement, status["State"], status.get("StateChangeReason", "no reason given"), query_id)
    pages = athena.get_paginator("get_query_results").paginate(QueryExecutionId=query_id)
    return list(_rows(pages, header=execution.get("StatementType") == "DML"))


def literal(value: Parameter) -> str:
    """A value as Athena takes execution parameters: the SQL that would stand in the statement."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _rows(pages: Any, *, header: bool) -> Iterator[dict[str, Any]]:
    """The rows of all pages; the first row of a SELECT is its header."""
    for page in pages:
        result = page["ResultSet"]
        columns = result["ResultSetMetadata"]["ColumnInfo"]
        names = [column["Label"] for column in columns]
        if len(set(names)) < len(names):
            raise ValueError(f"two columns have one name, which a dictionary cannot hold: {', '.join(names)}")
        readers = [PYTHON.get(column["Type"], str) for column in columns]
        for row in result["Rows"][1 if header else 0 :]:
            texts = [value.get("VarCharValue") for value in row["Data"]]
            # DESCRIBE has fewer values than columns: a row is one text with tabs
            values = [None if text is None else read(text) for text, read in zip(texts, readers, strict=False)]
            yield dict(zip(names, values, strict=False))
        header = False
