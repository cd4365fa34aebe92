"""Query executions: start, look at, list, stop."""

from collections.abc import Callable, Mapping
from typing import Any

from tickstack.athena.errors import invalid_request
from tickstack.athena.execution import FINAL, Execution, Order
from tickstack.athena.executions import Executions
from tickstack.athena.locations import check_location
from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.operations.looked_up import described, executed_statement
from tickstack.athena.running import milliseconds
from tickstack.athena.saved import PreparedStatements
from tickstack.athena.workgroups import ENGINE_VERSION, PRIMARY, WorkGroup, WorkGroups
from tickstack.errors import NotSupportedError
from tickstack.glue.catalog import Catalog
from tickstack.sql import statements

_TOKEN_BYTES = 128
_NO_LOCATION = (
    "No output location provided. An output location is required either through the Workgroup result configuration "
    "setting or as an API input."
)


def start_query_execution(
    executions: Executions,
    work_groups: WorkGroups,
    prepared_statements: PreparedStatements,
    catalog: Catalog,
    new_id: Callable[[], str],
    request: Request,
) -> Reply:
    """Checked in Athena's order: token, workgroup, output location, one statement, its syntax, what it describes, the
    token's match."""
    token = request.get("ClientRequestToken")
    if token is not None and len(token.encode()) > _TOKEN_BYTES:
        raise invalid_request(f"clientRequestToken exceeds maximum allowed length {_TOKEN_BYTES}")
    if "EngineConfiguration" in request:
        raise NotSupportedError("Athena StartQueryExecution with EngineConfiguration")
    group = work_groups.require(request.get("WorkGroup", PRIMARY))
    if group.state == "DISABLED":
        raise invalid_request(f"WorkGroup {group.name} is disabled.")
    results = _result_configuration(group, request.get("ResultConfiguration", {}))
    try:
        query = statements.split(request["QueryString"])
        statements.check(query)
        kind = statements.classify(query)
    except statements.MalformedQuery as error:
        raise invalid_request(str(error), "MALFORMED_QUERY") from None
    context = request.get("QueryExecutionContext", {})
    database = context.get("Database")
    told = described(catalog, query, kind, database, new_id)
    executed = executed_statement(prepared_statements, query, kind, group.name)
    order = Order(
        query=told.query if told else query,
        kind=told.kind if told else executed.kind if executed else kind,
        workgroup=group.name,
        output=results.pop("OutputLocation"),
        catalog=context.get("Catalog"),
        database=told.database if told else database,
        parameters=tuple(request.get("ExecutionParameters", ())) or (executed.parameters if executed else ()),
        executed=executed.text if executed else None,
        enforced=group.enforced,
        configuration=results,
        reuse=request.get("ResultReuseConfiguration"),
        scan_limit=group.scan_limit,
    )
    identity = executions.submit(order, token=token, request=_idempotent(request, group, order.output))
    return {"QueryExecutionId": identity}


def get_query_execution(executions: Executions, request: Request) -> Reply:
    return {"QueryExecution": shown(executions.settled(request["QueryExecutionId"]))}


def batch_get_query_execution(executions: Executions, request: Request) -> Reply:
    ids = request["QueryExecutionIds"]
    found = [execution for identity in ids if (execution := executions.find(identity))]
    missing = [
        {
            "QueryExecutionId": identity,
            "ErrorCode": "QUERY_EXECUTION_NOT_FOUND",
            "ErrorMessage": f"QueryExecution {identity} was not found",
        }
        for identity in ids
        if executions.find(identity) is None
    ]
    return {
        "QueryExecutions": [shown(execution) for execution in found],
        "UnprocessedQueryExecutionIds": missing,
    }


def list_query_executions(executions: Executions, work_groups: WorkGroups, request: Request) -> Reply:
    """Newest first."""
    group = work_groups.require(request.get("WorkGroup", PRIMARY))
    found, token = listed(executions.of(group.name), request, key=lambda listed: -listed.number)
    return {"QueryExecutionIds": [listed.id for listed in found], "NextToken": token}


def stop_query_execution(executions: Executions, request: Request) -> Reply:
    executions.stop(request["QueryExecutionId"])
    return {}


def get_query_runtime_statistics(executions: Executions, request: Request) -> Reply:
    """The timeline, and row counts once a query has succeeded."""
    execution = executions.require(request["QueryExecutionId"])
    outcome = execution.outcome
    times = _times(execution)
    statistics: Reply = {"Timeline": times}
    if execution.state == "SUCCEEDED" and execution.order.kind.type == "DML":
        statistics["Rows"] = {
            "InputBytes": outcome.scanned_bytes,
            "OutputRows": outcome.rows,
            "OutputBytes": outcome.output_bytes,
        }
    return {"QueryRuntimeStatistics": statistics}


def shown(execution: Execution) -> Reply:
    """Athena's QueryExecution."""
    order = execution.order
    context = {"Catalog": order.catalog.lower() if order.catalog else None, "Database": order.database}
    reuse = order.reuse or {"ResultReuseByAgeConfiguration": {"Enabled": False}}
    return {
        "QueryExecutionId": execution.id,
        "Query": order.query,
        "StatementType": order.kind.type,
        "SubstatementType": order.kind.substatement,
        "ResultConfiguration": {"OutputLocation": execution.object_url, **order.configuration},
        "ResultReuseConfiguration": reuse,
        "QueryExecutionContext": context,
        "Status": _status(execution),
        "Statistics": _statistics(execution),
        "WorkGroup": order.workgroup,
        "EngineVersion": ENGINE_VERSION,
        "ExecutionParameters": list(order.parameters) or None,
    }


def _status(execution: Execution) -> Reply:
    outcome = execution.outcome
    failure = outcome.failure
    return {
        "State": execution.state,
        "SubmissionDateTime": execution.submitted,
        "CompletionDateTime": execution.completed,
        "StateChangeReason": outcome.reason,
        "AthenaError": {
            "ErrorCategory": failure.category,
            "ErrorType": failure.type,
            "Retryable": failure.retryable,
            "ErrorMessage": failure.message,
        }
        if failure
        else None,
    }


def _statistics(execution: Execution) -> Reply:
    reused = execution.outcome.reused is not None
    return {
        **_times(execution),
        "DataScannedInBytes": execution.outcome.scanned_bytes,
        "DataManifestLocation": execution.outcome.manifest,
        "ResultReuseInformation": {"ReusedPreviousResult": reused} if execution.state in FINAL else None,
    }


def _times(execution: Execution) -> Reply:
    """Milliseconds of each phase, as far as they are known."""
    outcome = execution.outcome
    started = execution.started or execution.completed
    total = milliseconds(execution.completed - execution.submitted) if execution.completed else None
    return {
        "QueryQueueTimeInMillis": milliseconds(started - execution.submitted) if started else None,
        "ServicePreProcessingTimeInMillis": 0,
        "QueryPlanningTimeInMillis": outcome.planning,
        "EngineExecutionTimeInMillis": outcome.engine,
        "ServiceProcessingTimeInMillis": outcome.service if execution.state in FINAL else None,
        "TotalExecutionTimeInMillis": total,
    }


def _result_configuration(group: WorkGroup, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The ResultConfiguration in force, with its OutputLocation. Raises AwsError."""
    if "OutputLocation" in asked:
        check_location(asked["OutputLocation"])
    results = group.result_configuration(asked)
    if not results.get("OutputLocation"):
        raise invalid_request(_NO_LOCATION)
    if results.get("EncryptionConfiguration", {}).get("EncryptionOption") == "CSE_KMS":
        raise NotSupportedError("Athena results with EncryptionOption CSE_KMS")
    return results


def _idempotent(request: Request, group: WorkGroup, output: str) -> tuple[str | None, ...]:
    """What must be equal in two requests of one token: parameters and workgroup are not compared."""
    context = request.get("QueryExecutionContext", {})
    asked = request.get("ResultConfiguration", {}).get("OutputLocation")
    return (
        request["QueryString"],
        context.get("Catalog"),
        context.get("Database"),
        output if group.enforced else asked,
    )
