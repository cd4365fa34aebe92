"""Databases."""

from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import invalid_input
from tickstack.glue.operations.listing import Reply, Request, listed, own, refuse
from tickstack.glue.tags import Tags


def create_database(catalog: Catalog, tags: Tags, request: Request) -> Reply:
    given = request["DatabaseInput"]
    refuse(given, "CreateDatabase", "TargetDatabase", "FederatedDatabase")
    own(catalog, request, "CreateDatabase").create_database(given)
    if request.get("Tags"):
        tags.add(f"database/{given['Name'].lower()}", request["Tags"])
    return {}


def get_database(catalog: Catalog, request: Request) -> Reply:
    return {"Database": own(catalog, request, "GetDatabase").require_database(request["Name"]).description}


def get_databases(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "GetDatabases")
    found, token = listed(catalog.databases(), request, key=str, default=100)
    descriptions = [catalog.require_database(name).description for name in found]
    wanted = request.get("AttributesToGet")
    if wanted is not None:
        if not wanted:
            raise invalid_input("AttributesToGet cannot be empty.")
        names = {"NAME": "Name", "TARGET_DATABASE": "TargetDatabase"}
        members = {names[attribute] for attribute in wanted}
        descriptions = [{key: value for key, value in item.items() if key in members} for item in descriptions]
    return {"DatabaseList": descriptions, "NextToken": token}


def update_database(catalog: Catalog, request: Request) -> Reply:
    given = request["DatabaseInput"]
    refuse(given, "UpdateDatabase", "TargetDatabase", "FederatedDatabase")
    own(catalog, request, "UpdateDatabase").update_database(request["Name"], given)
    return {}


def delete_database(catalog: Catalog, tags: Tags, request: Request) -> Reply:
    own(catalog, request, "DeleteDatabase").delete_database(request["Name"])
    tags.forget(f"database/{request['Name'].lower()}")
    return {}
