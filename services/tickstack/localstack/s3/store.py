"""Objects' bytes as stock's S3 provider reads and writes them, each in a file of its own.

The provider removes nothing here: a file belongs to whatever in the journal refers to it, and goes with that.
"""

import base64
import hashlib
import os
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, Literal
from weakref import WeakValueDictionary

from localstack.services.s3.constants import S3_CHUNK_SIZE
from localstack.services.s3.models import S3Multipart, S3Object, S3Part
from localstack.services.s3.storage.core import LimitedStream, S3ObjectStore, S3StoredMultipart, S3StoredObject
from localstack.services.s3.utils import ObjectRange, get_s3_checksum

from tickstack.errors import StateError
from tickstack.localstack.s3.catalog import FILE
from tickstack.localstack.s3.files import ObjectFiles

type Mode = Literal["r", "w"]


class FileStoredObject(S3StoredObject):
    """An open object or part. ``lock``, if any, is held until it is closed."""

    def __init__(self, s3_object: Any, file: BinaryIO, mode: Mode, lock: Any = None) -> None:
        super().__init__(s3_object, mode)
        self._file = file
        self._lock = lock
        self._etag: str | None = None
        self._hash: Any = None

    def read(self, s: int = -1) -> bytes:
        return self._file.read(s)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def truncate(self, size: int | None = None) -> int:
        return self._file.truncate(size)

    def write(self, s: Any) -> int:
        """Put the stream ``s`` in the place of what is there; sets the object's size, ETag and time."""
        self._file.seek(0)
        self._file.truncate()
        md5 = hashlib.md5(usedforsecurity=False)
        checksum = get_s3_checksum(self.s3_object.checksum_algorithm) if self.s3_object.checksum_algorithm else None
        for chunk in _chunks(s or BytesIO()):
            self._file.write(chunk)
            md5.update(chunk)
            if checksum:
                checksum.update(chunk)
        self._hash = checksum
        self._etag = self.s3_object.etag = md5.hexdigest()
        return self._finish()

    def append(self, part: Any) -> int:
        """Add what the open ``part`` holds to the end; sets the object's size and time."""
        start = self._file.seek(0, os.SEEK_END)
        for chunk in _chunks(part):
            self._file.write(chunk)
        return self._finish() - start

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        try:
            self._file.close()
        finally:
            if self._lock:
                self._lock.release()

    @property
    def last_modified(self) -> int:
        return self.s3_object.internal_last_modified

    @property
    def checksum(self) -> str | None:
        """The checksum by the object's algorithm, as base64; None where it has no algorithm."""
        if not self.s3_object.checksum_algorithm:
            return None
        if self._hash is None:
            self._hash = self._hashed(get_s3_checksum(self.s3_object.checksum_algorithm))
        return base64.b64encode(self._hash.digest()).decode()

    @property
    def etag(self) -> str:
        if self._etag is None:
            self._etag = str(self._hashed(hashlib.md5(usedforsecurity=False)).hexdigest())
        return self._etag

    def __iter__(self) -> Iterator[bytes]:
        return _chunks(self)

    def _finish(self) -> int:
        self._file.flush()  # a full disk is to fail here, before the object is listed
        self.s3_object.size = size = self._file.seek(0, os.SEEK_END)
        self.s3_object.internal_last_modified = time.time_ns()
        self._file.seek(0)
        return size

    def _hashed(self, result: Any) -> Any:
        position = self._file.tell()
        self._file.seek(0)
        for chunk in _chunks(self._file):
            result.update(chunk)
        self._file.seek(position)
        return result


class FileObjectStore(S3ObjectStore):
    """The store whose files are ``files``."""

    def __init__(self, files: ObjectFiles) -> None:
        self.root_directory = str(files.folder)
        self.files = files
        self._locks: WeakValueDictionary[tuple[str, ...], Any] = WeakValueDictionary()
        self._guard = threading.Lock()

    def open(self, bucket: str, s3_object: Any, mode: Mode = "r") -> FileStoredObject:
        """Open what the object has, or a new file for it; whoever writes to one key waits for who writes before."""
        if mode == "r":
            return self.open_file(s3_object)
        lock = self._lock(bucket, s3_object)
        lock.acquire()
        try:
            return self.create_file(s3_object, lock)
        except BaseException:
            lock.release()
            raise

    def open_file(self, item: Any) -> FileStoredObject:
        """Open the file of an object or part for reading. Raises StateError where somebody took it away."""
        path = self.files.path(getattr(item, FILE))
        try:
            return FileStoredObject(item, path.open("rb", buffering=0), "r")
        except FileNotFoundError:
            what = getattr(item, "key", "a part of an upload")
            raise StateError(f"the bytes of {what!r} are not where they were written to, {path}: put it anew") from None

    def create_file(self, item: Any, lock: Any = None) -> FileStoredObject:
        """Give an object or part a new file, open for writing."""
        name, file = self.files.create(getattr(item, "key", None))
        setattr(item, FILE, name)
        return FileStoredObject(item, file, "w", lock)

    def copy(self, src_bucket: str, src_object: Any, dest_bucket: str, dest_object: Any) -> FileStoredObject:  # noqa: ARG002 - stock's
        """Give ``dest_object`` the bytes of ``src_object``, as a link: files do not change."""
        lock = self._lock(dest_bucket, dest_object)
        lock.acquire()
        try:
            setattr(dest_object, FILE, self.files.link(getattr(src_object, FILE), dest_object.key))
            file = self.files.path(getattr(dest_object, FILE)).open("rb", buffering=0)
        except BaseException:
            lock.release()
            raise
        dest_object.size = src_object.size
        dest_object.internal_last_modified = time.time_ns()
        return FileStoredObject(dest_object, file, "r", lock)

    def get_multipart(self, bucket: str, s3_multipart: S3Multipart) -> "FileStoredMultipart":
        return FileStoredMultipart(self, bucket, s3_multipart)

    def remove(self, bucket: str, s3_object: Any) -> None:
        """Leave the file to the journal."""

    def remove_multipart(self, bucket: str, s3_multipart: S3Multipart) -> None:
        """Leave the parts' files to the journal."""

    def _lock(self, bucket: str, item: Any) -> Any:
        place = (bucket, item.key, item.version_id or "null")
        with self._guard:
            lock = self._locks.get(place)
            if lock is None:
                lock = self._locks[place] = threading.Lock()
            return lock


class FileStoredMultipart(S3StoredMultipart):
    """The parts of an upload."""

    _s3_store: FileObjectStore

    def open(self, s3_part: S3Part, mode: Mode = "r") -> FileStoredObject:
        return self._s3_store.open_file(s3_part) if mode == "r" else self._s3_store.create_file(s3_part)

    def remove_part(self, s3_part: S3Part) -> None:
        """Leave the file to the journal."""

    def complete_multipart(self, parts: list[Any]) -> None:
        """Put ``parts`` together as the upload's object."""
        with self._s3_store.open(self.bucket, self.s3_multipart.object, "w") as whole:
            for part in parts:
                with self.open(part) as stored:
                    whole.append(stored)

    def copy_from_object(
        self, s3_part: S3Part, src_bucket: str, src_s3_object: S3Object, range_data: ObjectRange | None
    ) -> None:
        """Make ``s3_part`` of an object, or of a range of it."""
        with self._s3_store.open(src_bucket, src_s3_object) as source, self.open(s3_part, "w") as part:
            part.write(LimitedStream(source, range_data) if range_data else source)
            if s3_part.checksum_algorithm:
                s3_part.checksum_value = part.checksum

    def close(self) -> None:
        """Nothing is open between requests."""


def _chunks(stream: Any) -> Iterator[bytes]:
    while chunk := stream.read(S3_CHUNK_SIZE):
        yield chunk
