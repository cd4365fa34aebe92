"""The bytes of objects: one file each, written once, under a name that has nothing to do with the object's key.

A file is never changed after it was written, so that whoever has it open keeps what he opened. It goes when nothing
refers to it any more and every request that may have been about to open it is over. A thread removes it: on some file
systems that takes longer than everything else about a request.
"""

import logging
import os
import queue
import re
import shutil
import threading
import uuid
from collections import deque
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from tickstack.errors import StateError

LOG = logging.getLogger(__name__)

type Made = dict[str, str | None]
"""Names of new files, each with the key of the object that it was made for; a part of an upload has none."""


class ObjectFiles:
    """The files below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folders = {entry.name for entry in os.scandir(folder)}
        self._lock = threading.Lock()
        self._waiting: deque[tuple[int, str]] = deque()
        self._requests: dict[int, Made] = {}
        self._next = 0
        self._own = threading.local()
        self._due: queue.Queue[str | None] = queue.Queue()
        self._remover = threading.Thread(target=self._remove, name="s3-files", daemon=True)
        self._remover.start()

    def path(self, name: str) -> Path:
        """Where the file ``name`` is. Raises StateError for what no file of this folder is called."""
        if not re.fullmatch("[0-9a-f]{32}", name):
            raise StateError(f"{name!r} is not the name of an object's file")
        return self.folder / name[:2] / name

    def create(self, key: str | None) -> tuple[str, BinaryIO]:
        """Return the name of a new file and the file, open for writing and reading."""
        name = self._new_name(key)
        descriptor = os.open(self.path(name), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        return name, os.fdopen(descriptor, "w+b")

    def link(self, name: str, key: str | None) -> str:
        """Return the name of a new file with what ``name`` holds."""
        copy = self._new_name(key)
        try:
            os.link(self.path(name), self.path(copy))
        except OSError:  # a file system without links, or one file's links used up
            shutil.copyfile(self.path(name), self.path(copy))
        return copy

    def discard(self, name: str) -> None:
        """Remove the file once every request that is under way now is over."""
        with self._lock:
            self._waiting.append((self._next, name))

    def keep_only(self, names: Collection[str]) -> None:
        """Remove every file that is not among ``names``: what a killed process left behind."""
        for folder in os.scandir(self.folder):
            for entry in os.scandir(folder.path):
                if entry.name not in names:
                    Path(entry.path).unlink()

    def close(self) -> None:
        """Remove what is due, and nothing any more."""
        self._due.put(None)
        self._remover.join()

    @contextmanager
    def request(self) -> Iterator[Made]:
        """Hold the files that a request may open; yields the new ones that it makes in this thread."""
        outer = getattr(self._own, "made", None)
        made: Made = {}
        self._own.made = made
        with self._lock:
            ticket, self._next = self._next, self._next + 1
            self._requests[ticket] = made
        try:
            yield made
        finally:
            self._own.made = outer
            self._end(ticket)

    def _end(self, ticket: int) -> None:
        with self._lock:
            del self._requests[ticket]
            oldest = next(iter(self._requests), self._next)
            while self._waiting and self._waiting[0][0] <= oldest:
                self._due.put(self._waiting.popleft()[1])

    def _remove(self) -> None:
        while name := self._due.get():
            try:
                self.path(name).unlink(missing_ok=True)
            except OSError:
                LOG.exception("an object's file that nothing refers to stays until the next start")

    def _new_name(self, key: str | None) -> str:
        name = uuid.uuid4().hex
        made: Made | None = getattr(self._own, "made", None)
        if made is not None:
            made[name] = key
        if name[:2] not in self._folders:
            (self.folder / name[:2]).mkdir(mode=0o700, exist_ok=True)
            self._folders.add(name[:2])
        return name
