"""The composition root: one Kinesis for all accounts and regions of a process."""

from pathlib import Path
from typing import Any

from tickstack.clock import Clock, SystemClock
from tickstack.durable.mapping import DurableMapping
from tickstack.durable.store import Store
from tickstack.kinesis.operations import perform
from tickstack.kinesis.place import Answer, Place, Request
from tickstack.kinesis.streams import Streams


class Kinesis:
    """Streams kept in a database at ``path``, in memory without one. Raises StateError."""

    def __init__(self, path: Path | None = None, clock: Clock | None = None) -> None:
        self._store = Store(path)
        self._streams = Streams(self._store, clock or SystemClock())
        self.readers: DurableMapping[str, dict[str, Any]] = DurableMapping(self._store, "kinesis readers")
        """What readers keep of how far they are, each under a name of its own."""

    def perform(self, account: str, region: str, operation: str, request: Request) -> Answer:
        """Do an operation of the API. Raises AwsError."""
        return perform(Place(self._streams, account, region), operation, request)

    def close(self) -> None:
        self._store.close()
