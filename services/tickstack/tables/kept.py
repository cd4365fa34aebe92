"""Parquet objects that stay on disk between statements, as long as S3 has the same version of them.

A statement has a link to the file in its own folder, so that it goes on when the file makes room for others.
"""

import os
import threading
import uuid
from collections import OrderedDict
from pathlib import Path

from tickstack.tables.files import StoredObject
from tickstack.tables.parquet import Footer

LIMIT = 1024**3

type _Key = tuple[str, str, int]


def _key(item: StoredObject) -> _Key:
    return item.url, item.version, item.size


class Kept:
    """Objects by place and version, the least recently used of them first; at most ``limit`` bytes."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._files: OrderedDict[_Key, Path] = OrderedDict()
        self._footers: dict[_Key, Footer] = {}
        self._lock = threading.Lock()

    def link(self, item: StoredObject, path: Path) -> bool:
        """Make ``path`` the object's file, if that is here."""
        with self._lock:
            found = self._files.get(_key(item))
            if found is None:
                return False
            self._files.move_to_end(_key(item))
            os.link(found, path)
            return True

    def write(self, item: StoredObject, data: bytes, path: Path) -> None:
        """Write the object's file to ``path``, and keep it."""
        path.write_bytes(data)
        if not item.version or item.size > self._limit // 2:
            return
        with self._lock:
            if _key(item) in self._files:
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            while self._files and sum(size for _, _, size in self._files) + item.size > self._limit:
                old, gone = self._files.popitem(last=False)
                self._footers.pop(old, None)
                gone.unlink(missing_ok=True)
            kept = self._folder / uuid.uuid4().hex
            os.link(path, kept)
            self._files[_key(item)] = kept

    def footer(self, item: StoredObject) -> Footer | None:
        """What is known of the object's footer."""
        return self._footers.get(_key(item))

    def note(self, item: StoredObject, footer: Footer) -> None:
        """Remember the footer of an object, as long as its file is here."""
        with self._lock:
            if _key(item) in self._files:
                self._footers[_key(item)] = footer
