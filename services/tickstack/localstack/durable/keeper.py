"""Keeps the state of LocalStack's services: read when a service starts, written when it changes.

A service starts with the first request that needs it, and is served only once its state is back.
"""

import dataclasses
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from tickstack.localstack.durable import state_file
from tickstack.localstack.durable.containers import Containers, captured, restore
from tickstack.localstack.durable.rows import Row
from tickstack.localstack.durable.service_state import ServiceState
from tickstack.localstack.durable.writer import Writer

log = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True)
class Codec:
    """How values become bytes and come back."""

    dumps: Callable[[Any], bytes]
    loads: Callable[[bytes], Any]


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What a service that has started was given: ``address`` is the host and port of the answers in its state."""

    address: str
    restored: bool


class Keeper:
    """The states of the services of one stack, below ``folder``; ``address`` is its host and port."""

    def __init__(self, folder: Path, address: str, rows: Iterable[Row], codec: Codec) -> None:
        self.address = address
        self._folder = folder
        self._rows = {row.service: row for row in rows}
        self._codec = codec
        self._states: dict[str, ServiceState] = {}
        self._lock = threading.Lock()
        self._writer = Writer(self.states)

    def check(self) -> None:
        """Raise StateError where a service could not be given its state: the start must not go on."""
        for service in self._rows:
            state_file.read(self._path(service), service)

    def row(self, service: str) -> Row | None:
        """Return the row of ``service``, if its state is kept here."""
        return self._rows.get(service)

    def states(self) -> list[ServiceState]:
        """Return the states of the services that have started."""
        with self._lock:
            return list(self._states.values())

    def load(self, row: Row, show: Callable[[Containers], None]) -> Loaded:
        """Give a service its state back, before it is served; ``show`` shows its containers.

        Raises StateError, and the codec's errors for values that are not on its list.
        """
        visitor = Containers()
        show(visitor)
        containers = visitor.found
        path = self._path(row.service)
        file = state_file.read(path, row.service)
        address = self.address
        if file is not None:
            head, payload = file
            address = head.address
            saved: Mapping[str, Any] = self._codec.loads(payload)
            for container in containers:
                restore(container, saved[kind(container)])

        def capture() -> dict[str, Any]:
            return {kind(container): captured(container, row.reduced) for container in containers}

        with self._lock:
            self._states[row.service] = ServiceState(row.service, path, self.address, capture, self._codec.dumps)
        return Loaded(address, file is not None)

    def note(self, service: str) -> None:
        """The state of ``service`` has changed; it is written soon."""
        row, state = self._rows.get(service), self._states.get(service)
        if row is not None and state is not None:
            state.note(pressing=row.at_once)
            self._writer.wake()

    def save(self, service: str) -> None:
        """The state of ``service`` has changed, and is on disk when this returns. Raises OSError."""
        state = self._states.get(service)
        if state is not None:
            state.note()
            state.save()

    def answered(self, service: str, operation: str | None) -> None:
        """An answer is about to leave: what it tells is written first, where the service's row wants it.

        Raises OSError, and the codec's errors: then the answer is not true and must not leave.
        """
        row, state = self._rows.get(service), self._states.get(service)
        if row is None or state is None:
            return
        if operation is not None and row.changes(operation):
            state.note(pressing=row.presses(operation))
            self._writer.wake()
        if state.pressing:
            state.save()

    def close(self) -> None:
        """Write what is not written yet."""
        self._writer.close()

    def _path(self, service: str) -> Path:
        return self._folder / f"{service}.state"


def kind(container: Any) -> str:
    """Return the name of a container within its service's file."""
    return type(container).__name__
