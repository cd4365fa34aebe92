"""The data catalog as Athena shows it: there is one, ``AwsDataCatalog``, and Glue keeps it."""

from collections.abc import Callable

from tickstack.athena.errors import entity_not_found, invalid_request
from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.running import CATALOG
from tickstack.glue.catalog import Catalog
from tickstack.glue.name_patterns import matcher
from tickstack.glue.records import Description

_NAME = "AwsDataCatalog"


def list_data_catalogs(request: Request) -> Reply:
    found, token = listed([{"CatalogName": _NAME, "Type": "GLUE"}], request, key=lambda item: item["CatalogName"])
    return {"DataCatalogsSummary": list(found), "NextToken": token}


def get_data_catalog(catalog: Catalog, request: Request) -> Reply:
    _check_catalog(request["Name"])
    parameters = {"catalog-id": catalog.account}
    return {"DataCatalog": {"Name": _NAME, "Type": "GLUE", "Parameters": parameters}}


def list_databases(catalog: Catalog, request: Request) -> Reply:
    _check_catalog(request["CatalogName"])
    found, token = listed(catalog.databases(), request, key=str)
    databases = [_database(catalog.require_database(name).description) for name in found]
    return {"DatabaseList": databases, "NextToken": token}


def get_database(catalog: Catalog, new_id: Callable[[], str], request: Request) -> Reply:
    _check_catalog(request["CatalogName"])
    record = catalog.find_database(request["DatabaseName"])
    if record is None:
        raise entity_not_found(new_id())
    return {"Database": _database(record.description)}


def list_table_metadata(catalog: Catalog, new_id: Callable[[], str], request: Request) -> Reply:
    """``Expression`` is a pattern of names, as Glue's."""
    _check_catalog(request["CatalogName"])
    record = catalog.find_database(request["DatabaseName"])
    if record is None:
        raise entity_not_found(new_id())
    try:
        wanted = matcher(request.get("Expression") or ".*")
    except ValueError:
        raise invalid_request(f"Invalid expression: {request['Expression']}") from None
    names = [name for name in sorted(record.tables) if wanted(name)]
    found, token = listed(names, request, key=str)
    return {"TableMetadataList": [_table(record.tables[name].description) for name in found], "NextToken": token}


def get_table_metadata(catalog: Catalog, new_id: Callable[[], str], request: Request) -> Reply:
    _check_catalog(request["CatalogName"])
    record = catalog.find_table(request["DatabaseName"], request["TableName"])
    if record is None:
        raise entity_not_found(new_id())
    return {"TableMetadata": _table(record.description)}


def _check_catalog(name: str) -> None:
    if name.lower() != CATALOG:
        raise invalid_request(f"Catalog '{name}' does not exist", "DATACATALOG_NOT_FOUND")


def _database(description: Description) -> Reply:
    return {
        "Name": description["Name"],
        "Description": description.get("Description"),
        "Parameters": description.get("Parameters"),
    }


def _table(description: Description) -> Reply:
    storage = description.get("StorageDescriptor", {})
    return {
        "Name": description["Name"],
        "CreateTime": description["CreateTime"],
        "LastAccessTime": description.get("LastAccessTime"),
        "TableType": description.get("TableType"),
        "Columns": [_column(column) for column in storage.get("Columns", []) if _is_current(column)],
        "PartitionKeys": [_column(column) for column in description.get("PartitionKeys", [])],
        "Parameters": _parameters(description.get("Parameters", {}), storage),
    }


def _column(column: Description) -> Reply:
    return {"Name": column["Name"], "Type": column.get("Type"), "Comment": column.get("Comment")}


def _is_current(column: Description) -> bool:
    """Glue keeps the columns that an Iceberg table had before, too."""
    return bool(column.get("Parameters", {}).get("iceberg.field.current") != "false")


def _parameters(own: Description, storage: Description) -> dict[str, str]:
    """The table's own parameters, and in the place of those of their names what the storage descriptor says."""
    serde = storage.get("SerdeInfo")
    named = {
        "location": storage.get("Location"),
        "inputformat": storage.get("InputFormat"),
        "outputformat": storage.get("OutputFormat"),
    }
    if serde is not None:
        named["serde.serialization.lib"] = serde.get("SerializationLibrary")
    parameters = {
        **{key: value for key, value in own.items() if key not in named},
        **{key: value for key, value in named.items() if value is not None},
    }
    return parameters | {f"serde.param.{key}": value for key, value in (serde or {}).get("Parameters", {}).items()}
