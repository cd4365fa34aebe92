"""How far a delivery stream has read its source, kept so that the next process goes on there.

A checkpoint is written after the records before it are in the journal: a crash in between reads these once more.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self


@dataclass
class Progress:
    """``identity`` is that of the source stream; ``after`` the last sequence number of each shard that was read.

    ``ended`` are the shards that were read to their end.
    """

    identity: str | None = None
    after: dict[str, str] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)

    def to_json(self) -> bytes:
        return json.dumps({"identity": self.identity, "after": self.after, "ended": sorted(self.ended)}).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        """Read what ``to_json`` gave. Raises ValueError, KeyError or TypeError for anything else."""
        members: Mapping[str, object] = json.loads(text)
        after, ended = members["after"], members["ended"]
        if not isinstance(after, dict) or not isinstance(ended, list):
            raise TypeError("no progress of a reader")
        identity = members["identity"]
        return cls(None if identity is None else str(identity), after, set(ended))


class Checkpoints(Protocol):
    """Where a reader's progress is kept."""

    def load(self) -> Progress:
        """What was kept last. Raises ValueError, KeyError or TypeError when that is damaged."""

    def save(self, progress: Progress) -> None:
        """Keep it in the place of what was kept before. Raises OSError."""


class NoCheckpoints:
    """Keeps nothing."""

    def load(self) -> Progress:
        return Progress()

    def save(self, progress: Progress) -> None:
        """Nothing is kept."""


class FileCheckpoints:
    """Kept in a file; ``replace`` writes one in one step."""

    def __init__(self, path: Path, replace: Callable[[Path, bytes], None]) -> None:
        self._path = path
        self._replace = replace

    def load(self) -> Progress:
        return Progress.from_json(self._path.read_bytes()) if self._path.exists() else Progress()

    def save(self, progress: Progress) -> None:
        self._replace(self._path, progress.to_json())
