"""Tables."""

from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import invalid_input, not_found
from tickstack.glue.name_patterns import matcher
from tickstack.glue.operations.listing import Reply, Request, caller, listed, own, refuse
from tickstack.glue.operations.partition_indexes import with_indexes
from tickstack.glue.records import Description

_ATTRIBUTES = {"NAME": "Name", "TABLE_TYPE": "TableType"}


def create_table(catalog: Catalog, request: Request) -> Reply:
    refuse(request, "CreateTable", "OpenTableFormatInput")
    given = _input(request, "CreateTable")
    indexes = with_indexes({}, request.get("PartitionIndexes", []), given.get("PartitionKeys", []))
    own(catalog, request, "CreateTable").create_table(request["DatabaseName"], given, caller(catalog), indexes)
    return {}


def get_table(catalog: Catalog, request: Request) -> Reply:
    found = own(catalog, request, "GetTable").find_table(request["DatabaseName"], request["Name"])
    if found is None:
        catalog.require_database(request["DatabaseName"])
        raise not_found("Entity Not Found")
    return {"Table": found.description}


def get_tables(catalog: Catalog, request: Request) -> Reply:
    """``Expression`` is a pattern of names."""
    record = own(catalog, request, "GetTables").require_database(request["DatabaseName"])
    names = sorted(record.tables)
    if request.get("Expression"):
        try:
            names = list(filter(matcher(request["Expression"]), names))
        except ValueError:
            raise invalid_input(f"Invalid expression: {request['Expression']}") from None
    found, token = listed(names, request, key=str, default=100)
    attributes = request.get("AttributesToGet")
    if attributes is not None and not attributes:
        raise invalid_input("AttributesToGet cannot be empty.")
    tables = [_only(record.tables[name].description, attributes) for name in found]
    return {"TableList": tables, "NextToken": token}


def update_table(catalog: Catalog, request: Request) -> Reply:
    """A complete replacement: what is not sent again is lost."""
    refuse(request, "UpdateTable", "UpdateOpenTableFormatInput", "ViewUpdateAction")
    given = _input(request, "UpdateTable")
    if request.get("Name", given["Name"]).lower() != given["Name"].lower():
        refuse(request, "UpdateTable", "Name")
    own(catalog, request, "UpdateTable").update_table(
        request["DatabaseName"],
        given,
        skip_archive=request.get("SkipArchive", False),
        expected=request.get("VersionId"),
    )
    return {}


def delete_table(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "DeleteTable").delete_table(request["DatabaseName"], request["Name"])
    return {}


def batch_delete_table(catalog: Catalog, request: Request) -> Reply:
    database = request["DatabaseName"]
    own(catalog, request, "BatchDeleteTable").require_database(database)
    errors = []
    for name in request["TablesToDelete"]:
        try:
            catalog.delete_table(database, name)
        except AwsError as error:
            detail = {"ErrorCode": error.code, "ErrorMessage": f"Table {name} not found"}
            errors.append({"TableName": name, "ErrorDetail": detail})
    return {"Errors": errors}


def _input(request: Request, operation: str) -> Description:
    given: Description | None = request.get("TableInput")
    if given is None:
        raise invalid_input("TableInput must be provided.")
    refuse(given, operation, "TargetTable", "ViewDefinition")
    return given


def _only(description: Description, attributes: list[str] | None) -> Description:
    if attributes is None:
        return description
    members = {_ATTRIBUTES[attribute] for attribute in attributes} | {"Name"}
    return {key: value for key, value in description.items() if key in members}
