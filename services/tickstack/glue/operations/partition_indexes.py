"""Partition indexes: https://docs.aws.amazon.com/glue/latest/dg/partition-indexes.html.

They are kept and described, and ready at once; listings of partitions need none here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import already_exists, invalid_input, not_found
from tickstack.glue.operations.listing import Reply, Request, own
from tickstack.glue.records import Description

_MOST = 3
_KEY_TYPES = frozenset({"string", "int", "bigint", "long", "tinyint", "smallint"})


def create_partition_index(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "CreatePartitionIndex")
    database, name = request["DatabaseName"], request["TableName"]
    record = catalog.require_table(database, name)
    indexes = with_indexes(record.indexes, [request["PartitionIndex"]], record.keys)
    catalog.index_partitions(database, name, indexes)
    return {}


def get_partition_indexes(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "GetPartitionIndexes")
    record = catalog.require_table(request["DatabaseName"], request["TableName"])
    types = {key["Name"]: key.get("Type", "string") for key in record.keys}
    found = [
        {
            "IndexName": index,
            "Keys": [{"Name": key, "Type": types.get(key, "string")} for key in keys],
            "IndexStatus": "ACTIVE",
        }
        for index, keys in record.indexes.items()
    ]
    return {"PartitionIndexDescriptorList": found}


def delete_partition_index(catalog: Catalog, request: Request) -> Reply:
    own(catalog, request, "DeletePartitionIndex")
    database, name, index = request["DatabaseName"], request["TableName"], request["IndexName"]
    indexes = catalog.require_table(database, name).indexes
    if index not in indexes:
        raise not_found(f"Index with the given indexName : {index} does not exist")
    catalog.index_partitions(database, name, {key: keys for key, keys in indexes.items() if key != index})
    return {}


def with_indexes(
    before: Mapping[str, tuple[str, ...]], given: Sequence[Mapping[str, Any]], keys: Sequence[Description]
) -> dict[str, tuple[str, ...]]:
    """``before`` with the indexes that are ``given`` over the partition keys ``keys``. Raises AwsError."""
    after = dict(before)
    types = {key["Name"].lower(): (key["Name"], key.get("Type", "string")) for key in keys}
    for index in given:
        name = index["IndexName"]
        missing = next((key for key in index["Keys"] if key.lower() not in types), None)
        if missing is not None:
            raise invalid_input(f"Partition key '{missing}' of the index '{name}' is none of the table's")
        chosen = [types[key.lower()] for key in index["Keys"]]
        wrong = next((f"'{key}' of type {kind}" for key, kind in chosen if kind.lower() not in _KEY_TYPES), None)
        if wrong is not None:
            raise invalid_input(f"Partition key {wrong} cannot be indexed")
        columns = tuple(key for key, _ in chosen)
        if name in after or columns in after.values():
            raise already_exists(f"Index with the given indexName : {name} already exists")
        after[name] = columns
    if len(after) > _MOST:
        raise AwsError(
            "ResourceNumberLimitExceededException", f"Number of partition indexes exceeds the limit of {_MOST}"
        )
    return after
