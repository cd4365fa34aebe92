"""Which objects are the rows of a table, and their bytes.

Athena reads every object below LOCATION, sub-folders included, except those with a path segment that starts with ``_``
or ``.`` and empty ones; a partitioned table has the locations of its partitions instead
(https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html). Compression goes by extension.
"""

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from tickstack.errors import QueryError
from tickstack.formats import streams
from tickstack.glue.model import Partition, Storage, Table
from tickstack.sql.stopping import StoppedError

PARALLEL = 16
TOGETHER = 128 * 1024 * 1024
SYMLINKS = "org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat"
"""The input format of tables whose objects list the addresses of those that have the rows."""


@dataclass(frozen=True)
class StoredObject:
    """An object of a bucket; ``version`` changes with its content, and is empty if that is not known. ``modified`` is
    when it was written, in UTC."""

    bucket: str
    key: str
    size: int
    version: str = ""
    modified: datetime | None = None

    @property
    def url(self) -> str:
        """``s3://bucket/key``."""
        return f"s3://{self.bucket}/{self.key}"


class ObjectStore(Protocol):
    """Read access to S3 as one account."""

    def list(self, bucket: str, prefix: str) -> Iterable[StoredObject]: ...

    def read(self, item: StoredObject, stop: Callable[[], bool]) -> bytes:
        """The bytes of an object. Raises StoppedError when ``stop`` says so meanwhile."""


@dataclass(frozen=True)
class Part:
    """Objects that share a storage description and partition values (None is NULL)."""

    storage: Storage
    values: tuple[str | None, ...]
    objects: tuple[StoredObject, ...]

    @property
    def size(self) -> int:
        """Bytes in S3."""
        return sum(item.size for item in self.objects)


type Values = tuple[str | None, ...]
type Wanted = Callable[[Sequence[Values]], Collection[Values]]
"""Chooses among the values of partitions."""


def _failed(message: str) -> QueryError:
    return QueryError("HIVE_CANNOT_OPEN_SPLIT", message)


def split_location(location: str) -> tuple[str, str]:
    """Bucket and prefix of ``s3://bucket/prefix``; the prefix ends in ``/`` unless it is empty."""
    scheme, _, rest = location.partition("://")
    bucket, _, prefix = rest.partition("/")
    if scheme not in ("s3", "s3a", "s3n") or not bucket or ":" in bucket:
        raise QueryError("HIVE_METASTORE_ERROR", f"Table location '{location}' is not an S3 path")
    return bucket, prefix if not prefix or prefix.endswith("/") else prefix + "/"


def visible(item: StoredObject, prefix: str) -> bool:
    """Whether an object below ``prefix`` counts as data."""
    below = item.key[len(prefix) :]
    return item.size > 0 and bool(below) and not any(part.startswith(("_", ".")) for part in below.split("/"))


def _objects(store: ObjectStore, storage: Storage, stop: Callable[[], bool]) -> tuple[StoredObject, ...]:
    bucket, prefix = split_location(storage.location)
    found = tuple(item for item in store.list(bucket, prefix) if visible(item, prefix))
    if storage.input_format != SYMLINKS:
        return found
    return tuple(item for links in found for item in _linked(store, links, stop))


def _linked(store: ObjectStore, links: StoredObject, stop: Callable[[], bool]) -> Iterator[StoredObject]:
    """The objects whose addresses are the lines of ``links``, as the inventory of S3 lists its files."""
    for address in store.read(links, stop).decode("utf-8", "replace").split():
        bucket, key = split_location(address)
        key = key.removesuffix("/")
        found = next((item for item in store.list(bucket, key) if item.key == key), None)
        if found is None:
            raise _failed(f"Error opening Hive split {address}: The specified key does not exist.")
        yield found


def decompressed(item: StoredObject, data: bytes) -> bytes:
    """The content of an object. Raises QueryError for a broken stream or a codec that tickstack lacks."""
    extension = item.key.rpartition("/")[2].rpartition(".")[2]
    if extension == "lzo":
        raise QueryError("NOT_SUPPORTED", f"tickstack does not support compression .{extension}: {item.url}", type=1200)
    if extension not in streams.EXTENSIONS:
        return data
    try:
        return streams.unpacked(data, extension)
    except streams.BrokenStreamError as error:
        raise _failed(f"Error opening Hive split {item.url}: {error}") from None


def _batches(items: Sequence[StoredObject]) -> Iterator[list[StoredObject]]:
    """Objects that may be in memory together: some, or one large one."""
    batch: list[StoredObject] = []
    for item in items:
        if batch and (len(batch) == PARALLEL or sum(each.size for each in batch) + item.size > TOGETHER):
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def _awaited[T](future: Future[T], stop: Callable[[], bool]) -> T:
    while True:
        if stop():
            raise StoppedError
        with contextlib.suppress(TimeoutError):
            return future.result(timeout=0.05)


def fetched(
    store: ObjectStore, items: Sequence[StoredObject], stop: Callable[[], bool]
) -> Iterator[tuple[StoredObject, bytes]]:
    """The objects in order, fetched several at once. Raises StoppedError as soon as ``stop`` says so."""
    if not items:
        return
    pool = ThreadPoolExecutor(min(PARALLEL, len(items)), thread_name_prefix="fetch")
    try:
        for batch in _batches(items):
            futures = [pool.submit(store.read, item, stop) for item in batch]
            for item, future in zip(batch, futures, strict=True):
                yield item, _awaited(future, stop)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def parts(
    table: Table,
    partitions: Callable[[], Sequence[Partition]],
    store: ObjectStore,
    wanted: Wanted,
    stop: Callable[[], bool],
) -> list[Part]:
    """The parts of a table; of a partitioned one, those whose values are ``wanted``. Raises StoppedError."""
    if not table.partition_keys:
        return [Part(table.storage, (), _objects(store, table.storage, stop))]
    known = list(partitions())
    values = [
        tuple(None if value == "__HIVE_DEFAULT_PARTITION__" else value for value in partition.values)
        for partition in known
    ]
    chosen = wanted(values)
    found = [(known[number].storage, own) for number, own in enumerate(values) if own in chosen]
    listed = _at_once([partial(_objects, store, storage, stop) for storage, _ in found], stop)
    return [Part(storage, own, objects) for (storage, own), objects in zip(found, listed, strict=True)]


def _at_once[T](work: Sequence[Callable[[], T]], stop: Callable[[], bool]) -> list[T]:
    """The results of what is done several at once. Raises StoppedError as soon as ``stop`` says so."""
    if not work:
        return []
    pool = ThreadPoolExecutor(min(PARALLEL, len(work)), thread_name_prefix="list")
    try:
        return [_awaited(future, stop) for future in [pool.submit(each) for each in work]]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
