"""Partitions.

GetPartitions scans as AWS's store does: a page that was not filled still carries a token, and the page after it is
empty. Callers that loop until the token is absent never notice; others learn it here and not in production.
"""

import zlib
from collections.abc import Sequence

from tickstack.errors import AwsError
from tickstack.glue import expressions, records
from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import already_exists, invalid_input, not_found
from tickstack.glue.operations.listing import Reply, Request, own
from tickstack.glue.paging import MalformedTokenError, decode, encode
from tickstack.glue.records import Description

_PAGE = 1000


def create_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "CreatePartition")
    if catalog.create_partitions(request["DatabaseName"], request["TableName"], [request["PartitionInput"]]):
        raise already_exists("Partition already exists.")
    return {}


def batch_create_partition(catalog: Catalog, request: Request) -> Reply:
    """One entry with a wrong number of values fails the whole call; one that exists already is reported."""
    own(catalog, request, "BatchCreatePartition")
    existing = catalog.create_partitions(request["DatabaseName"], request["TableName"], request["PartitionInputList"])
    return {"Errors": [_error(values, already_exists("Partition already exists.")) for values in existing]}


def get_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "GetPartition")
    found = catalog.require_partition(request["DatabaseName"], request["TableName"], request["PartitionValues"])
    return {"Partition": found}


def get_partitions(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "GetPartitions")
    record = catalog.require_table(request["DatabaseName"], request["TableName"])
    wanted = expressions.predicate(request.get("Expression", ""), records.columns(record.keys))
    after = _position(request.get("NextToken"))
    rows = [
        item for item in sorted(record.partitions.items()) if list(item[0]) > after and _in_segment(item[0], request)
    ]
    scanned = rows[: request.get("MaxResults", _PAGE)]
    found = [description for values, description in scanned if wanted(values)]
    if request.get("ExcludeColumnSchema"):
        found = [_without_columns(description) for description in found]
    return {"Partitions": found, "NextToken": encode(list(scanned[-1][0])) if scanned else None}


def batch_get_partition(catalog: Catalog, request: Request) -> Reply:
    """In the order of the request; those that are missing are silently absent."""
    own(catalog, request, "BatchGetPartition")
    record = catalog.require_table(request["DatabaseName"], request["TableName"])
    asked = [tuple(item["Values"]) for item in request["PartitionsToGet"]]
    found = [record.partitions[values] for values in asked if values in record.partitions]
    return {"Partitions": found, "UnprocessedKeys": []}


def update_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "UpdatePartition")
    catalog.update_partition(
        request["DatabaseName"], request["TableName"], request["PartitionValueList"], request["PartitionInput"]
    )
    return {}


def batch_update_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "BatchUpdatePartition")
    database, table = request["DatabaseName"], request["TableName"]
    catalog.require_table(database, table)
    errors = []
    for entry in request["Entries"]:
        values = entry["PartitionValueList"]
        try:
            catalog.update_partition(database, table, values, entry["PartitionInput"])
        except AwsError as error:
            missing = error.code == "EntityNotFoundException"
            shown = f"Partition [{', '.join(values)}] not found" if missing else error.message
            detail = {"ErrorCode": error.code, "ErrorMessage": shown}
            errors.append({"PartitionValueList": values, "ErrorDetail": detail})
    return {"Errors": errors}


def delete_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "DeletePartition")
    catalog.delete_partition(request["DatabaseName"], request["TableName"], request["PartitionValues"])
    return {}


def batch_delete_partition(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "BatchDeletePartition")
    database, table = request["DatabaseName"], request["TableName"]
    catalog.require_table(database, table)
    errors = []
    for item in request["PartitionsToDelete"]:
        try:
            catalog.delete_partition(database, table, item["Values"])
        except AwsError:
            errors.append(_error(item["Values"], not_found("Partition not found")))
    return {"Errors": errors}


def _error(values: Sequence[str], error: AwsError) -> Reply:
    return {
        "PartitionValues": list(values),
        "ErrorDetail": {"ErrorCode": error.code, "ErrorMessage": error.message},
    }


def _position(token: str | None) -> list[str]:
    if token is None:
        return []
    try:
        position = decode(token)
    except MalformedTokenError:
        raise invalid_input("Invalid token provided") from None
    if not isinstance(position, list) or not all(isinstance(part, str) for part in position):
        raise invalid_input("Invalid token provided")
    return position


def _in_segment(values: tuple[str, ...], request: Request) -> bool:
    segment = request.get("Segment")
    if segment is None:
        return True
    number: int = segment["SegmentNumber"]
    return zlib.crc32("\0".join(values).encode()) % int(segment["TotalSegments"]) == number


def _without_columns(description: Description) -> Description:
    storage = description.get("StorageDescriptor")
    if storage is None:
        return description
    return {**description, "StorageDescriptor": {key: item for key, item in storage.items() if key != "Columns"}}
