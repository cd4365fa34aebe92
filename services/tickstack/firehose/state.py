"""The folder in which streams outlive the process: ``format``, ``lock``, and one folder per stream.

A stream's folder holds ``stream.json``, replaced in one step, the journal, and how far the stream's source is read. It
is a stream's only while it holds that file: what a creation or a deletion left half done when the process ended is
removed at the next start.
"""

import fcntl
import logging
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from tickstack.errors import StateError
from tickstack.firehose.checkpoints import Checkpoints, FileCheckpoints, NoCheckpoints
from tickstack.firehose.definition import Definition
from tickstack.firehose.journal import FileJournal, Journal, NoJournal

LOG = logging.getLogger(__name__)

FORMAT = "1"
LOCK_PATIENCE = 20.0
DEFINITION = "stream.json"
CHECKPOINTS = "source.json"

_REMEDY = (
    "Run the version that wrote it, or start anew: `tickstack down --volumes` forgets the state (in compose: "
    "`docker compose down -v`); removing the folder {folder} forgets this part of it"
)


class StreamFiles(Protocol):
    """Where one stream is kept."""

    @property
    def journal(self) -> Journal:
        """The stream's journal."""

    @property
    def checkpoints(self) -> Checkpoints:
        """How far the stream has read its source, if it has one."""

    def save(self, definition: Definition) -> None:
        """Keep the definition in the place of the former one. Raises OSError; then the former one is kept."""

    def forget(self) -> None:
        """The stream is no more. Raises OSError when that cannot be kept."""

    def clear(self) -> None:
        """Remove what is left of a forgotten stream."""


class NoFiles:
    """Keeps nothing."""

    def __init__(self) -> None:
        self.journal = NoJournal()
        self.checkpoints = NoCheckpoints()

    def save(self, definition: Definition) -> None:
        """Nothing is kept."""

    def forget(self) -> None:
        """Nothing is kept."""

    def clear(self) -> None:
        """Nothing is kept."""


class FolderFiles:
    """A stream's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.journal = FileJournal(folder)
        self.checkpoints = FileCheckpoints(folder / CHECKPOINTS, replace)

    def save(self, definition: Definition) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
        replace(self._folder / DEFINITION, definition.to_json())

    def forget(self) -> None:
        (self._folder / DEFINITION).unlink(missing_ok=True)

    def clear(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


class StateFolder:
    """The folder, for one process at a time. ``streams`` are those that a former process left."""

    def __init__(self, folder: Path) -> None:
        """Raises StateError: another format, another process, damaged, not writable."""
        self._folder = folder
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _locked(folder / "lock")
            _check_format(folder)
            replace(folder / "format", FORMAT.encode())
            self.streams = list(_streams(folder))
        except OSError as error:
            raise StateError(f"{folder} cannot be used: {error}") from error

    def new(self, name: str) -> FolderFiles:
        """The files of a stream that is created: apart from those of a former one of the same name."""
        return FolderFiles(self._folder / f"{name}-{secrets.token_hex(4)}")

    def close(self) -> None:
        """Leave the folder to another process."""
        os.close(self._lock)


def _check_format(folder: Path) -> None:
    """Raises StateError when the folder was written by an incompatible version."""
    path = folder / "format"
    found = path.read_text("ascii", "replace").strip() if path.exists() else FORMAT
    if found != FORMAT:
        raise StateError(
            f"{folder} was written by another version of tickstack: its format is {found}, this version's is {FORMAT}. "
            + _REMEDY.format(folder=folder)
        )


def _streams(folder: Path) -> Iterator[tuple[Definition, FolderFiles]]:
    for each in sorted(folder.glob("*/")):
        path = each / DEFINITION
        if not path.exists():
            shutil.rmtree(each, ignore_errors=True)
            continue
        try:
            definition = Definition.from_json(path.read_bytes())
        except (ValueError, KeyError, TypeError) as error:
            raise StateError(f"{path} defines no delivery stream: {error!r}. Remove {each} to forget it") from error
        yield definition, FolderFiles(each)


def replace(path: Path, content: bytes) -> None:
    """Write a file in one step: it has its former content, or the new one. Raises OSError."""
    temporary = path.with_suffix(".new")
    temporary.write_bytes(content)
    temporary.replace(path)


def _locked(path: Path) -> int:
    """An open file that no other process has. Raises StateError when one keeps it, however long it may be stopping."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(descriptor)
                raise StateError(f"{path.parent} is in use by another process: stop that one first") from None
            time.sleep(0.1)
        else:
            return descriptor
