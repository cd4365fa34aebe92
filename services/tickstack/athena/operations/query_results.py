"""GetQueryResults: pages of a result, read from its object in S3."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from tickstack.athena.errors import invalid_request
from tickstack.athena.execution import Execution
from tickstack.athena.executions import Executions
from tickstack.athena.locations import object_path
from tickstack.athena.operations.listing import Reply, Request
from tickstack.athena.results import Page, read_page
from tickstack.engine import OutputColumn
from tickstack.errors import NotSupportedError
from tickstack.glue.paging import MalformedTokenError, decode, encode
from tickstack.sql import hive

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_PAGE = 1000
_STATE = "INVALID_QUERY_EXECUTION_STATE"
_COUNTED = frozenset({"SELECT", "DESC_VIEW", "SHOW_TABLE_PROPERTIES"}) | {
    f"SHOW_{what}" for what in ("TABLES", "DATABASES", "VIEWS", "COLUMNS", "PARTITIONS", "FUNCTIONS", "CREATE_VIEW")
}


def get_query_results(executions: Executions, s3: "Callable[[], S3Client]", request: Request) -> Reply:
    """A page counts the header row. One that is exactly full carries a token even if nothing is left.

    A token holds the byte at which the next row begins, so that a page costs what the page holds.
    """
    execution = executions.require(request["QueryExecutionId"])
    limit = request.get("MaxResults", _PAGE)
    if limit > _PAGE:
        raise invalid_request(f"MaxResults is more than maximum allowed length {_PAGE}")
    if request.get("QueryResultType") == "DATA_MANIFEST":
        raise NotSupportedError("Athena GetQueryResults with QueryResultType DATA_MANIFEST")
    if execution.state == "FAILED" and execution.order.kind.substatement in hive.SUBSTATEMENTS:
        return {"ResultSet": {"Rows": []}}
    _check_state(execution)
    if execution.outcome.updated is not None:
        return _updated(execution)
    found = _read(execution, s3(), start=_start(request, execution), limit=limit)
    token = encode([execution.id, found.end]) if len(found.rows) == limit else None
    kind = execution.order.kind
    return {
        "UpdateCount": 0 if kind.substatement in _COUNTED else None,
        "ResultSet": {
            "Rows": [{"Data": [{"VarCharValue": value} for value in row]} for row in found.rows],
            "ResultSetMetadata": {"ColumnInfo": [_column_info(column) for column in execution.outcome.columns]},
        },
        "NextToken": token,
    }


def _updated(execution: Execution) -> Reply:
    """Of a statement that writes: how many rows, and no rows of its own."""
    columns = [_column_info(column) for column in execution.outcome.columns]
    return {
        "UpdateCount": execution.outcome.updated,
        "ResultSet": {"Rows": [], "ResultSetMetadata": {"ColumnInfo": columns}},
    }


def _check_state(execution: Execution) -> None:
    if execution.state in ("QUEUED", "RUNNING"):
        raise invalid_request(f"Query has not yet finished. Current state: {execution.state}", _STATE)
    if execution.state == "FAILED":
        raise invalid_request("Query did not finish successfully. Final query state: FAILED", _STATE)
    if execution.state == "CANCELLED":
        raise invalid_request("Could not find results", "RESULT_NOT_FOUND")


def _start(request: Request, execution: Execution) -> int:
    token = request.get("NextToken")
    if token is None:
        return 0
    try:
        identity, start = decode(token)
    except (MalformedTokenError, TypeError, ValueError):
        identity, start = None, None
    if identity != execution.id or not isinstance(start, int):
        raise invalid_request(f"Malformed nextPageToken {token}")
    return start


def _read(execution: Execution, s3: "S3Client", *, start: int, limit: int) -> Page:
    try:
        return read_page(s3, object_path(execution.object_url), start=start, limit=limit)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("NoSuchKey", "NoSuchBucket", "404"):
            raise invalid_request("Could not find results", "RESULT_NOT_FOUND") from None
        raise


def _column_info(column: OutputColumn) -> Reply:
    kind = column.type
    return {
        "CatalogName": "hive",
        "SchemaName": "",
        "TableName": "",
        "Name": column.name,
        "Label": column.name,
        "Type": kind.name,
        "Precision": kind.precision,
        "Scale": kind.scale,
        "Nullable": "UNKNOWN",
        "CaseSensitive": kind.case_sensitive,
    }
