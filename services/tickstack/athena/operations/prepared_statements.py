"""Prepared statements."""

from collections.abc import Callable
from datetime import datetime

from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.saved import PreparedStatement, PreparedStatements
from tickstack.athena.workgroups import WorkGroups


def create_prepared_statement(
    prepared_statements: PreparedStatements, work_groups: WorkGroups, clock: Callable[[], datetime], request: Request
) -> Reply:
    work_groups.require(request["WorkGroup"])
    prepared_statements.create(_statement(request, clock()))
    return {}


def get_prepared_statement(prepared_statements: PreparedStatements, work_groups: WorkGroups, request: Request) -> Reply:
    work_groups.require(request["WorkGroup"])
    statement = prepared_statements.require(request["WorkGroup"], request["StatementName"])
    return {"PreparedStatement": _described(statement)}


def batch_get_prepared_statement(
    prepared_statements: PreparedStatements, work_groups: WorkGroups, request: Request
) -> Reply:
    group = work_groups.require(request["WorkGroup"]).name
    names = request["PreparedStatementNames"]
    missing = [
        {
            "StatementName": name,
            "ErrorCode": "STATEMENT_NOT_FOUND",
            "ErrorMessage": f"PreparedStatement {name} was not found in workGroup {group}",
        }
        for name in names
        if prepared_statements.find(group, name) is None
    ]
    found = [_described(statement) for name in names if (statement := prepared_statements.find(group, name))]
    return {"PreparedStatements": found, "UnprocessedPreparedStatementNames": missing}


def list_prepared_statements(
    prepared_statements: PreparedStatements, work_groups: WorkGroups, request: Request
) -> Reply:
    group = work_groups.require(request["WorkGroup"])
    found, token = listed(prepared_statements.of(group.name), request, key=lambda statement: statement.name)
    summaries = [{"StatementName": item.name, "LastModifiedTime": item.modified} for item in found]
    return {"PreparedStatements": summaries, "NextToken": token}


def update_prepared_statement(
    prepared_statements: PreparedStatements, work_groups: WorkGroups, clock: Callable[[], datetime], request: Request
) -> Reply:
    work_groups.require(request["WorkGroup"])
    prepared_statements.update(_statement(request, clock()))
    return {}


def delete_prepared_statement(
    prepared_statements: PreparedStatements, work_groups: WorkGroups, request: Request
) -> Reply:
    work_groups.require(request["WorkGroup"])
    prepared_statements.delete(request["WorkGroup"], request["StatementName"])
    return {}


def _statement(request: Request, now: datetime) -> PreparedStatement:
    return PreparedStatement(
        name=request["StatementName"],
        workgroup=request["WorkGroup"],
        query=request["QueryStatement"],
        modified=now,
        description=request.get("Description"),
    )


def _described(statement: PreparedStatement) -> Reply:
    return {
        "StatementName": statement.name,
        "QueryStatement": statement.query,
        "WorkGroupName": statement.workgroup,
        "Description": statement.description,
        "LastModifiedTime": statement.modified,
    }
