"""Partitions: ALTER TABLE ADD, DROP and RENAME PARTITION, SHOW PARTITIONS, MSCK REPAIR TABLE."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote, unquote

from tickstack.athena.ddl.answers import NOTHING, Answer, semantic_error, strings, task_error
from tickstack.athena.ddl.session import Session
from tickstack.glue.records import Description, TableRecord
from tickstack.sql.hive.statements import (
    AddPartitions,
    DropPartitions,
    RenamePartition,
    RepairTable,
    ShowPartitions,
    Spec,
)

_ESCAPED = "\"#%'*/:=?\\{[]^"  # what Hive writes as %XX in a folder's name
_EXISTS = 1006


def values_of(record: TableRecord, spec: Spec) -> tuple[str, ...]:
    """The values of a partition in the order of the table's keys. Raises HiveError."""
    keys = [key["Name"] for key in record.keys]
    given = dict(spec)
    if not keys:
        shown = ", ".join(f"{key}={value}" for key, value in spec)
        raise semantic_error(None, f"table is not partitioned but partition spec exists: {{{shown}}}")
    if set(given) != set(keys):
        shown = ", ".join(f"{key}={value}" for key, value in spec)
        raise semantic_error(10006, f"Partition not found {{{shown}}}")
    return tuple(given[key] for key in keys)


def require_partition(record: TableRecord, values: Sequence[str]) -> Description:
    """Raises HiveError."""
    found = record.partitions.get(tuple(values))
    if found is None:
        keys = [key["Name"] for key in record.keys]
        shown = ", ".join(f"{key}={value}" for key, value in zip(keys, values, strict=True))
        raise semantic_error(10006, f"Partition not found {{{shown}}}")
    return found


def folder(record: TableRecord, values: Sequence[str]) -> str:
    """``k1=v1/k2=v2``, as Hive names the folder of a partition."""
    return folder_of([key["Name"] for key in record.keys], values)


def folder_of(keys: Sequence[str], values: Sequence[str | None]) -> str:
    """``k1=v1/k2=v2``; the folder of NULL has a name of Hive's own."""
    safe = "".join(chr(code) for code in range(32, 127) if chr(code) not in _ESCAPED)
    shown = ("__HIVE_DEFAULT_PARTITION__" if value is None else quote(value, safe=safe) for value in values)
    return "/".join(f"{key}={value}" for key, value in zip(keys, shown, strict=True))


def add_partitions(session: Session, statement: AddPartitions) -> Answer:
    record = session.require_table(statement.name)
    database, table = session.place(statement.name)
    given = []
    for spec, location in statement.partitions:
        values = values_of(record, spec)
        if values in record.partitions and not statement.if_not_exists:
            message = f"Partition already exists: Partition(values:[{', '.join(values)}], dbName:{database}, "
            raise task_error(f"AlreadyExistsException(message:{message}tableName:{table})", type=_EXISTS)
        given.append(_described(record, values, location))
    session.catalog.create_partitions(database, table, given)
    return NOTHING


def _described(record: TableRecord, values: tuple[str, ...], location: str | None) -> dict[str, Any]:
    storage = record.description["StorageDescriptor"]
    place = location or f"{storage.get('Location', '').rstrip('/')}/{folder(record, values)}"
    return {"Values": list(values), "StorageDescriptor": {**storage, "Location": place}}


def drop_partitions(session: Session, statement: DropPartitions) -> Answer:
    record = session.require_table(statement.name)
    database, table = session.place(statement.name)
    dropped = []
    for spec in statement.partitions:
        values = values_of(record, spec)
        if values in record.partitions:
            dropped.append(values)
        elif not statement.if_exists:
            require_partition(record, values)
    for values in dropped:
        session.catalog.delete_partition(database, table, values)
    return NOTHING


def rename_partition(session: Session, statement: RenamePartition) -> Answer:
    record = session.require_table(statement.name)
    before, after = values_of(record, statement.before), values_of(record, statement.after)
    description = require_partition(record, before)
    if after in record.partitions:
        raise task_error(f"Partition already exists: {folder(record, after)}", type=_EXISTS)
    database, table = session.place(statement.name)
    session.catalog.update_partition(database, table, before, {**description, "Values": list(after)})
    return NOTHING


def show_partitions(session: Session, statement: ShowPartitions) -> Answer:
    record = session.require_table(statement.name)
    if not record.keys:
        raise semantic_error(10241, f"Table {statement.name.table} is not a partitioned table")
    return strings(["partition"], [folder(record, values) for values in sorted(record.partitions)])


def repair_table(session: Session, statement: RepairTable) -> Answer:
    """Add the partitions whose folders are below the table's location; none is removed."""
    record = session.require_table(statement.name)
    if not record.keys:
        raise semantic_error(None, f"Table {statement.name.table} is not a partitioned table")
    database, table = session.place(statement.name)
    location = record.description["StorageDescriptor"].get("Location", "").rstrip("/")
    bucket, _, prefix = location.partition("://")[2].partition("/")
    found = dict(_found(session, record, bucket, f"{prefix}/" if prefix else ""))
    missing = {values: place for values, place in found.items() if values not in record.partitions}
    if not found:
        return strings([], [f"Tables missing on filesystem:\t{table}"])
    if not missing:
        return strings([], [])
    given = [_described(record, values, f"s3://{bucket}/{place}") for values, place in sorted(missing.items())]
    session.catalog.create_partitions(database, table, given)
    names = [f"{table}:{folder(record, values)}" for values in sorted(missing)]
    added = [f"Repair: Added partition to metastore {name}" for name in names]
    return strings([], ["Partitions not in metastore:\t" + "\t".join(names), *added])


def _found(session: Session, record: TableRecord, bucket: str, prefix: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The values of each partition that has a folder below ``prefix``, and the folder."""
    keys = [key["Name"] for key in record.keys]
    level: list[tuple[tuple[str, ...], str]] = [((), prefix)]
    for key in keys:
        level = [
            ((*values, unquote(name.partition("=")[2])), f"{place}{name}/")
            for values, place in level
            for name in _folders(session, bucket, place)
            if name.startswith(f"{key}=") and ":" not in name
        ]
    yield from level


def _folders(session: Session, bucket: str, prefix: str) -> Iterator[str]:
    pages = session.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
    for page in pages:
        for each in page.get("CommonPrefixes", []):
            yield each["Prefix"][len(prefix) :].rstrip("/")
