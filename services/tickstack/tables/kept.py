"""Parquet files of objects, or made of them, that stay on disk as long as S3 has the same version of the object.

A statement has a link to the file in its own folder, so that it goes on when the file makes room for others.
"""

import os
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from tickstack.tables.columnar import Footer
from tickstack.tables.files import StoredObject

LIMIT = 1024**3

type _Key = tuple[str, str, int, str]


def _key(item: StoredObject, variant: str) -> _Key:
    return item.url, item.version, item.size, variant


@dataclass
class KeptFile:
    """A file, its bytes, and its footer if that is known."""

    path: Path
    size: int
    footer: Footer | None = None


class Kept:
    """Files by place, version and variant, the least recently used of them first; at most ``limit`` bytes.

    A variant is what was made of the object, empty for the object itself.
    """

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._files: OrderedDict[_Key, KeptFile] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def link(self, item: StoredObject, path: Path, variant: str = "") -> KeptFile | None:
        """Make ``path`` the object's file, if that is here."""
        with self._lock:
            found = self._files.get(_key(item, variant))
            if found is not None:
                self._files.move_to_end(_key(item, variant))
                os.link(found.path, path)
            return found

    def keep(self, item: StoredObject, path: Path, variant: str = "", footer: Footer | None = None) -> None:
        """Keep the object's file, which is at ``path``."""
        key, size = _key(item, variant), path.stat().st_size
        if not item.version or size > self._limit // 2:
            return
        with self._lock:
            if key in self._files:
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            while self._files and self._size + size > self._limit:
                _, gone = self._files.popitem(last=False)
                self._size -= gone.size
                gone.path.unlink(missing_ok=True)
            kept = KeptFile(self._folder / uuid.uuid4().hex, size, footer)
            os.link(path, kept.path)
            self._files[key] = kept
            self._size += size

    def note(self, item: StoredObject, footer: Footer) -> None:
        """Remember the footer of an object, as long as its file is here."""
        with self._lock:
            found = self._files.get(_key(item, ""))
            if found is not None:
                found.footer = footer
