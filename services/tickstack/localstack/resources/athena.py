"""The rows of Athena's resource types.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Athena.html
"""

from collections.abc import Sequence

from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

RESULT_SETTINGS = ("OutputLocation", "EncryptionConfiguration", "ExpectedBucketOwner", "AclConfiguration")
NESTED = {
    "ResultConfiguration": "ResultConfigurationUpdates",
    "ManagedQueryResultsConfiguration": "ManagedQueryResultsConfigurationUpdates",
}
"""The settings of a workgroup that an update names differently."""


def _create_workgroup(properties: Properties) -> Sequence[Call]:
    configuration = properties.get("WorkGroupConfiguration")
    arguments = {
        **chosen(properties, "Name", "Description", "Tags"),
        **({"Configuration": configuration} if configuration else {}),
    }
    disabled = properties.get("State") == "DISABLED"
    state = [Call("update_work_group", {"WorkGroup": properties["Name"], "State": "DISABLED"})]
    return [Call("create_work_group", arguments), *(state if disabled else [])]


def _update_workgroup(properties: Properties, previous: Properties, _current: Properties) -> Sequence[Call]:
    updates = configuration_updates(
        properties.get("WorkGroupConfiguration") or {}, previous.get("WorkGroupConfiguration") or {}
    )
    arguments = {
        "WorkGroup": properties["Name"],
        "Description": properties.get("Description", ""),
        "State": properties.get("State", "ENABLED"),
        "ConfigurationUpdates": updates,
    }
    return [Call("update_work_group", arguments)]


def configuration_updates(configuration: Properties, previous: Properties) -> Properties:
    """Return Athena's ``ConfigurationUpdates`` that lead from ``previous`` to ``configuration``."""
    updates = {NESTED.get(name, name): value for name, value in configuration.items()}
    results, before = configuration.get("ResultConfiguration") or {}, previous.get("ResultConfiguration") or {}
    removed = {f"Remove{name}": True for name in RESULT_SETTINGS if name in before and name not in results}
    if removed:
        updates["ResultConfigurationUpdates"] = {**results, **removed}
    if "BytesScannedCutoffPerQuery" in previous and "BytesScannedCutoffPerQuery" not in configuration:
        updates["RemoveBytesScannedCutoffPerQuery"] = True
    return updates


def _delete_workgroup(properties: Properties) -> Call:
    return Call("delete_work_group", {"WorkGroup": properties["Name"], **chosen(properties, "RecursiveDeleteOption")})


def _workgroup_attributes(answer: Properties) -> Properties:
    workgroup = answer["WorkGroup"]
    return {"CreationTime": str(int(workgroup["CreationTime"].timestamp()))} if "CreationTime" in workgroup else {}


def _query_attributes(answer: Properties) -> Properties:
    return chosen(answer["NamedQuery"], "NamedQueryId")


def _query_id(properties: Properties) -> Properties:
    return chosen(properties, "NamedQueryId")


WORKGROUP = ResourceType(
    name="AWS::Athena::WorkGroup",
    service="athena",
    identifier=("Name",),
    create_only=("Name",),
    read_only=("CreationTime", "WorkGroupConfiguration/EngineVersion/EffectiveEngineVersion"),
    create=_create_workgroup,
    update=_update_workgroup,
    delete=_delete_workgroup,
    read=lambda properties: Call("get_work_group", {"WorkGroup": properties["Name"]}),
    attributes=_workgroup_attributes,
    missing=("InvalidRequestException", "not found"),
    taken=("InvalidRequestException", "already"),
    born=lambda answer: answer["WorkGroup"].get("CreationTime"),
)

NAMED_QUERY = ResourceType(
    name="AWS::Athena::NamedQuery",
    service="athena",
    identifier=("NamedQueryId",),
    create_only=("Name", "Database", "Description", "QueryString", "WorkGroup"),
    read_only=("NamedQueryId",),
    create=lambda properties: [
        Call(
            "create_named_query",
            {"Name": "", **chosen(properties, "Name", "Database", "Description", "QueryString", "WorkGroup")},
        )
    ],
    update=lambda _properties, _previous, _current: [],
    delete=lambda properties: Call("delete_named_query", _query_id(properties)),
    read=lambda properties: Call("get_named_query", _query_id(properties)),
    attributes=_query_attributes,
    missing=("InvalidRequestException", "not found"),
)
