"""Named queries."""

from dataclasses import replace

from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.saved import NamedQueries, NamedQuery
from tickstack.athena.workgroups import PRIMARY, WorkGroups


def create_named_query(named_queries: NamedQueries, work_groups: WorkGroups, request: Request) -> Reply:
    group = work_groups.require(request.get("WorkGroup", PRIMARY))
    query = NamedQuery(
        id="",
        name=request["Name"],
        database=request["Database"],
        query=request["QueryString"],
        workgroup=group.name,
        description=request.get("Description"),
    )
    return {"NamedQueryId": named_queries.create(query, request.get("ClientRequestToken"))}


def get_named_query(named_queries: NamedQueries, request: Request) -> Reply:
    return {"NamedQuery": _described(named_queries.require(request["NamedQueryId"]))}


def batch_get_named_query(named_queries: NamedQueries, request: Request) -> Reply:
    ids = request["NamedQueryIds"]
    missing = [
        {
            "NamedQueryId": identity,
            "ErrorCode": "INVALID_INPUT",
            "ErrorMessage": f"NamedQuery {identity} was not found",
        }
        for identity in ids
        if named_queries.find(identity) is None
    ]
    found = [_described(query) for identity in ids if (query := named_queries.find(identity))]
    return {"NamedQueries": found, "UnprocessedNamedQueryIds": missing}


def list_named_queries(named_queries: NamedQueries, work_groups: WorkGroups, request: Request) -> Reply:
    group = work_groups.require(request.get("WorkGroup", PRIMARY))
    found, token = listed(named_queries.of(group.name), request, key=str)
    return {"NamedQueryIds": found, "NextToken": token}


def update_named_query(named_queries: NamedQueries, request: Request) -> Reply:
    before = named_queries.require(request["NamedQueryId"])
    description = request.get("Description", before.description)
    named_queries.update(replace(before, name=request["Name"], query=request["QueryString"], description=description))
    return {}


def delete_named_query(named_queries: NamedQueries, request: Request) -> Reply:
    named_queries.delete(request["NamedQueryId"])
    return {}


def _described(query: NamedQuery) -> Reply:
    return {
        "Name": query.name,
        "Description": query.description,
        "Database": query.database,
        "QueryString": query.query,
        "NamedQueryId": query.id,
        "WorkGroup": query.workgroup,
    }
