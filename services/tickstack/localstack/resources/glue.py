"""The rows of Glue's resource types.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Glue.html
"""

from collections.abc import Sequence

from tickstack.localstack.resources.types import Call, Properties, ResourceType, chosen

GONE = ("EntityNotFoundException", "")
TAKEN = ("AlreadyExistsException", "")
CRAWLER = (
    "Classifiers",
    "Configuration",
    "CrawlerSecurityConfiguration",
    "DatabaseName",
    "Description",
    "LakeFormationConfiguration",
    "Name",
    "RecrawlPolicy",
    "Role",
    "SchemaChangePolicy",
    "TablePrefix",
    "Targets",
)
"""The properties that CloudFormation and the API call alike."""


def _database(properties: Properties) -> Properties:
    settings = properties.get("DatabaseInput") or {}
    return {
        **chosen(properties, "CatalogId"),
        "DatabaseInput": {**settings, "Name": properties["DatabaseName"]},
    }


def _database_name(properties: Properties) -> Properties:
    return {**chosen(properties, "CatalogId"), "Name": properties["DatabaseName"]}


def _table_name(properties: Properties) -> Properties:
    return {**chosen(properties, "CatalogId", "DatabaseName"), "Name": properties["TableInput"]["Name"]}


def _crawler(properties: Properties) -> Properties:
    schedule = properties.get("Schedule") or {}
    return {**chosen(properties, *CRAWLER), **({"Schedule": schedule["ScheduleExpression"]} if schedule else {})}


def _update_crawler(properties: Properties, previous: Properties, _current: Properties) -> Sequence[Call]:
    unscheduled = {"Schedule": ""} if previous.get("Schedule") and not properties.get("Schedule") else {}
    return [Call("update_crawler", {**unscheduled, **_crawler(properties)})]


def _lower(name: str) -> str:
    return name.lower()


DATABASE = ResourceType(
    name="AWS::Glue::Database",
    service="glue",
    identifier=("DatabaseName",),
    alias=("DatabaseInput", "Name"),
    create_only=("CatalogId", "DatabaseName"),
    generated=_lower,
    create=lambda properties: [Call("create_database", _database(properties))],
    update=lambda properties, _previous, _current: [
        Call("update_database", _database_name(properties) | _database(properties))
    ],
    delete=lambda properties: Call("delete_database", _database_name(properties)),
    read=lambda properties: Call("get_database", _database_name(properties)),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["Database"].get("CreateTime"),
)

TABLE = ResourceType(
    name="AWS::Glue::Table",
    service="glue",
    identifier=("TableInput", "Name"),
    create_only=("CatalogId", "DatabaseName"),
    generated=_lower,
    create=lambda properties: [
        Call("create_table", chosen(properties, "CatalogId", "DatabaseName", "TableInput", "OpenTableFormatInput"))
    ],
    update=lambda properties, _previous, _current: [
        Call("update_table", chosen(properties, "CatalogId", "DatabaseName", "TableInput", "OpenTableFormatInput"))
    ],
    delete=lambda properties: Call("delete_table", _table_name(properties)),
    read=lambda properties: Call("get_table", _table_name(properties)),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["Table"].get("CreateTime"),
)

CRAWLER_TYPE = ResourceType(
    name="AWS::Glue::Crawler",
    service="glue",
    identifier=("Name",),
    create_only=("Name",),
    generated=str,
    create=lambda properties: [Call("create_crawler", _crawler(properties) | chosen(properties, "Tags"))],
    update=_update_crawler,
    delete=lambda properties: Call("delete_crawler", chosen(properties, "Name")),
    read=lambda properties: Call("get_crawler", chosen(properties, "Name")),
    missing=GONE,
    taken=TAKEN,
    born=lambda answer: answer["Crawler"].get("CreationTime"),
)
