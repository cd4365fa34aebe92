"""Versions of tables; the current one is a version too."""

from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import invalid_input, not_found
from tickstack.glue.operations.listing import Reply, Request, listed, own
from tickstack.glue.records import Description, TableRecord


def get_table_version(catalog: Catalog, request: Request) -> Reply:
    """Without a VersionId: the current one."""
    own(catalog, request, "GetTableVersion")
    record = catalog.require_table(request["DatabaseName"], request["TableName"])
    number = _number(record, request.get("VersionId", str(record.current)))
    return {"TableVersion": _version(record.versions[number])}


def get_table_versions(catalog: Catalog, request: Request) -> Reply:
    """Newest first."""
    own(catalog, request, "GetTableVersions")
    record = catalog.require_table(request["DatabaseName"], request["TableName"])
    numbers = sorted(record.versions, reverse=True)
    found, token = listed(numbers, request, key=lambda number: -number, default=100)
    return {"TableVersions": [_version(record.versions[number]) for number in found], "NextToken": token}


def delete_table_version(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "DeleteTableVersion")
    _delete(catalog, request, request["VersionId"])
    return {}


def batch_delete_table_version(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "BatchDeleteTableVersion")
    catalog.require_table(request["DatabaseName"], request["TableName"])
    errors = []
    for version in request["VersionIds"]:
        try:
            _delete(catalog, request, version)
        except AwsError as error:
            detail = {"ErrorCode": error.code, "ErrorMessage": error.message}
            errors.append({"TableName": request["TableName"], "VersionId": version, "ErrorDetail": detail})
    return {"Errors": errors}


def _delete(catalog: Catalog, request: Request, version: str) -> None:
    database, name = request["DatabaseName"], request["TableName"]
    record = catalog.require_table(database, name)
    number = _number(record, version)
    if number == record.current:
        raise invalid_input("VersionId cannot be equal to the latest.")
    catalog.delete_version(database, name, number)


def _number(record: TableRecord, version: str) -> int:
    if not version.isdecimal():
        raise invalid_input("VersionId must be an integer.")
    number = int(version)
    if number > record.current:
        raise not_found("Version not found.")
    if number not in record.versions:
        raise not_found("Table version not found.")
    return number


def _version(description: Description) -> Reply:
    return {"Table": description, "VersionId": description["VersionId"]}
