"""What a statement that writes works with, and the steps that all of them take."""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tickstack.athena.ddl.partitions import folder_of
from tickstack.athena.locations import object_path
from tickstack.engine import Layout, Written, WrittenFile
from tickstack.errors import QueryError
from tickstack.glue.catalog import Catalog
from tickstack.sql.failures import failure
from tickstack.sql.hive.statements import TableName
from tickstack.sql.statements.writes import Value
from tickstack.sql.translate import Column

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

FORMATS = ("PARQUET", "TEXTFILE", "JSON")
_ELSEWHERE = ("ORC", "AVRO", "ION")  # formats that Athena writes and tickstack does not
_COMPRESSIONS = {
    "PARQUET": ("GZIP", "SNAPPY", "ZSTD", "NONE"),
    "TEXTFILE": ("GZIP", "NONE"),
    "JSON": ("GZIP", "NONE"),
}


@dataclass(frozen=True)
class Made:
    """What was written: the rows, the addresses of the objects, the bytes that were read for it."""

    rows: int = 0
    objects: tuple[str, ...] = ()
    scanned_bytes: int = 0


@dataclass(frozen=True)
class Work:
    """``engine`` prepares and writes; ``query_id`` begins the names of objects; ``tables`` is where new tables go."""

    engine: Any
    catalog: Catalog
    s3: "Callable[[], S3Client]"
    clock: Callable[[], datetime]
    cancelled: threading.Event
    database: str
    parameters: Sequence[str]
    query_id: str
    tables: str
    enforced: bool

    def place(self, name: TableName) -> tuple[str, str]:
        """Database and table that a name means."""
        return name.database or self.database, name.table

    def prepare(self, query: str) -> tuple[Any, tuple[Column, ...]]:
        """A query, prepared, and its columns. Raises QueryError."""
        prepared = self.engine.prepare(
            query, catalog=self.catalog, database=self.database, parameters=self.parameters, cancelled=self.cancelled
        )
        return prepared, prepared.translation.columns

    @contextmanager
    def written(self, prepared: Any, sql: str, layout: Layout) -> Iterator[Written]:
        """The rows of ``sql`` as files, as long as the block lasts."""
        account, region = self.catalog.account, self.catalog.region
        with self.engine.written(
            prepared, sql, layout, account=account, region=region, cancelled=self.cancelled
        ) as made:
            yield made

    def require_empty(self, location: str, what: str) -> None:
        """Raise HIVE_PATH_ALREADY_EXISTS if there is an object below ``location``."""
        path = object_path(location.rstrip("/") + "/")
        found = self.s3().list_objects_v2(Bucket=path.bucket, Prefix=path.key, MaxKeys=1)
        if found.get("KeyCount"):
            message = f"Target directory for {what} already exists: {location}"
            raise QueryError("HIVE_PATH_ALREADY_EXISTS", message)

    def upload(self, file: WrittenFile, folder: str, layout: Layout) -> str:
        """Put a file below ``folder``; gives the object's address."""
        zipped = ".gz" if layout.format != "PARQUET" and layout.compression == "GZIP" else ""
        address = f"{folder.rstrip('/')}/{self.query_id}_{uuid.uuid4()}{zipped}"
        path = object_path(address)
        with file.path.open("rb") as body:
            self.s3().put_object(Bucket=path.bucket, Key=path.key, Body=body)
        return address


def partition_folder(location: str, layout: Layout, values: Sequence[str | None]) -> str:
    """Where the files of a partition go below ``location``."""
    if not layout.keys:
        return location.rstrip("/")
    return f"{location.rstrip('/')}/{folder_of([column.name for column in layout.partition], values)}"


def partition_values(values: Sequence[str | None]) -> tuple[str, ...]:
    """The values of a partition as the catalog keeps them."""
    return tuple("__HIVE_DEFAULT_PARTITION__" if value is None else value for value in values)


def layout_of(properties: Mapping[str, Value], columns: Sequence[Column], default: str | None) -> Layout:
    """How the properties of a statement say that rows are written. Raises QueryError."""
    named = properties.get("format", default)
    if named is None:
        raise failure("INVALID_TABLE_PROPERTY", "The format property must be specified")
    form = str(named).upper()
    if form in _ELSEWHERE:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not write files of the format {form} yet", type=1200)
    if form not in FORMATS:
        raise failure("INVALID_TABLE_PROPERTY", f"Unable to set table property 'format' to ['{named}']")
    keys = properties.get("partitioned_by", ())
    given = [key.lower() for key in keys] if isinstance(keys, tuple) else [str(keys).lower()]
    names = [column.name.lower() for column in columns]
    if given and names[-len(given) :] != given:
        raise failure(
            "HIVE_COLUMN_ORDER_MISMATCH",
            f"Partition keys must be the last columns in the table and in the same order as the table properties: "
            f"[{', '.join(given)}]",
        )
    if given and len(given) == len(names):
        raise failure("INVALID_TABLE_PROPERTY", "Table contains only partition columns")
    compression = _compression(properties, form)
    delimiter = str(properties.get("field_delimiter", "\1"))
    lowered = tuple(Column(column.name.lower(), column.type) for column in columns)
    return Layout(form, lowered, len(given), compression, delimiter)


def _compression(properties: Mapping[str, Value], form: str) -> str:
    keys = ("write_compression", f"{form.lower()}_compression", "compression")
    named = next((str(properties[key]).upper() for key in keys if key in properties), "GZIP")
    if named == "UNCOMPRESSED":
        named = "NONE"
    if named not in _COMPRESSIONS[form]:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not write {form} with compression {named} yet", type=1200)
    return named
