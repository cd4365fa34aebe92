"""Workgroups and engine versions."""

from tickstack.athena.errors import invalid_request
from tickstack.athena.executions import Executions
from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.operations.tags import pairs
from tickstack.athena.saved import NamedQueries, PreparedStatements
from tickstack.athena.workgroups import ENGINE_VERSION, WorkGroup, WorkGroups
from tickstack.glue.tags import Tags

_VERSIONS = (ENGINE_VERSION, {**ENGINE_VERSION, "SelectedEngineVersion": ENGINE_VERSION["EffectiveEngineVersion"]})


def create_work_group(work_groups: WorkGroups, tags: Tags, request: Request) -> Reply:
    name = request["Name"]
    work_groups.create(name, request.get("Configuration", {}), request.get("Description", ""))
    tags.add(f"workgroup/{name}", pairs(request.get("Tags", [])))
    return {}


def get_work_group(work_groups: WorkGroups, request: Request) -> Reply:
    group = work_groups.require(request["WorkGroup"])
    return {
        "WorkGroup": {
            "Name": group.name,
            "State": group.state,
            "Configuration": group.configuration,
            "Description": group.description or None,
            "CreationTime": group.created,
        }
    }


def list_work_groups(work_groups: WorkGroups, request: Request) -> Reply:
    found, token = listed(work_groups.all(), request, key=lambda group: group.name)
    return {"WorkGroups": [_summary(group) for group in found], "NextToken": token}


def update_work_group(work_groups: WorkGroups, request: Request) -> Reply:
    work_groups.update(
        request["WorkGroup"],
        request.get("ConfigurationUpdates", {}),
        description=request.get("Description"),
        state=request.get("State"),
    )
    return {}


def delete_work_group(
    work_groups: WorkGroups,
    named_queries: NamedQueries,
    prepared_statements: PreparedStatements,
    executions: Executions,
    tags: Tags,
    request: Request,
) -> Reply:
    """Without RecursiveDeleteOption only an empty one; with it, what is saved in it goes too."""
    name = work_groups.require(request["WorkGroup"]).name
    saved, prepared = named_queries.of(name), prepared_statements.of(name)
    if (saved or prepared or executions.of(name)) and not request.get("RecursiveDeleteOption"):
        raise invalid_request(f"WorkGroup {name} is not empty")
    work_groups.delete(name)
    for identity in saved:
        named_queries.delete(identity)
    for statement in prepared:
        prepared_statements.delete(name, statement.name)
    tags.forget(f"workgroup/{name}")
    return {}


def list_engine_versions(request: Request) -> Reply:
    found, token = listed(_VERSIONS, request, key=_VERSIONS.index)
    return {"EngineVersions": list(found), "NextToken": token}


def _summary(group: WorkGroup) -> Reply:
    return {
        "Name": group.name,
        "State": group.state,
        "Description": group.description,
        "CreationTime": group.created,
        "EngineVersion": group.configuration["EngineVersion"],
    }
