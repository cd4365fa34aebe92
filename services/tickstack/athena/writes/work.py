"""What a statement that writes works with, and the steps that all of them take."""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from tickstack.athena.ddl.partitions import folder_of
from tickstack.engine import Cancelled, Layout, Written, WrittenFile
from tickstack.engine.s3 import refusal_text
from tickstack.errors import QueryError
from tickstack.glue.catalog import Catalog
from tickstack.sql.hive.statements import TableName
from tickstack.sql.translate import Column
from tickstack.tables.files import split_location

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class Made:
    """What was written: the rows, the addresses of the objects, the bytes that were read for it.

    ``listed``: the objects are listed in a manifest; of what makes a place for them that is so if there are none, too.
    """

    rows: int = 0
    objects: tuple[str, ...] = ()
    scanned_bytes: int = 0
    listed: bool = False


@dataclass(frozen=True)
class Work:
    """``engine`` prepares and writes; ``query_id`` begins the names of objects; ``tables`` is where new tables go;
    ``put_options`` are how objects are encrypted: as the query's own results are."""

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
    put_options: Mapping[str, Any] = field(default_factory=dict)

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
        bucket, prefix = split_location(location)
        with _told(f"Failed checking path: {location}"):
            found = self.s3().list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1)
        if found.get("KeyCount"):
            message = f"Target directory for {what} already exists: {location}"
            raise QueryError("HIVE_PATH_ALREADY_EXISTS", message)

    def go_on(self) -> None:
        """Raise Cancelled if the statement is to end: what it would go on to write would be seen by others."""
        if self.cancelled.is_set():
            raise Cancelled("Query cancelled by user")

    def upload(self, file: WrittenFile, folder: str, layout: Layout) -> str:
        """Put a file below ``folder``; gives the object's address."""
        name = f"{self.query_id}_{uuid.uuid4()}" if file.bucket is None else f"{file.bucket:06d}_0_{self.query_id}"
        self.go_on()
        bucket, prefix = split_location(folder)
        key = f"{prefix}{name}{layout.extension}"
        with file.path.open("rb") as body, _told(f"Failed to write below {folder}"):
            self.s3().put_object(Bucket=bucket, Key=key, Body=body, **self.put_options)
        return f"{folder.rstrip('/')}/{name}{layout.extension}"


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Raise what S3 refuses as Athena's HIVE_FILESYSTEM_ERROR."""
    try:
        yield
    except ClientError as error:
        code = error.response["Error"].get("Code", "")
        kind = {"NoSuchBucket": 1306, "AccessDenied": 1501}.get(code, 1000)
        raise QueryError("HIVE_FILESYSTEM_ERROR", f"{what}. {refusal_text(error)}", type=kind) from None


def partition_folder(location: str, layout: Layout, values: Sequence[str | None]) -> str:
    """Where the files of a partition go below ``location``."""
    if not layout.keys:
        return location.rstrip("/")
    return f"{location.rstrip('/')}/{folder_of([column.name for column in layout.partition], values)}"


def partition_values(values: Sequence[str | None]) -> tuple[str, ...]:
    """The values of a partition as the catalog keeps them."""
    return tuple("__HIVE_DEFAULT_PARTITION__" if value is None else value for value in values)
