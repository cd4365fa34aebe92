"""What the supervisor knows, in a file that other processes read: ``<state>/run/stack.json``.

A lock on ``<state>/run/lock``, held while the supervisor lives, tells a live stack from a dead one's leavings.
"""

import dataclasses
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tickstack.errors import TickstackError


class StackError(TickstackError):
    """The stack cannot be started, stopped or reached; the message says why and what to do."""


@dataclass(frozen=True)
class ServiceState:
    """One service: ``state`` is starting, ready or failed; ``detail`` says why it failed."""

    name: str
    url: str
    log: str
    pid: int = 0
    state: str = "starting"
    detail: str = ""


@dataclass(frozen=True)
class StackState:
    """The whole stack: ``environment`` are the TICKSTACK_* variables that it was started with."""

    pid: int
    started: float
    environment: dict[str, str]
    services: tuple[ServiceState, ...]
    stopping: bool = False

    @property
    def ready(self) -> bool:
        return not self.stopping and all(service.state == "ready" for service in self.services)

    @property
    def failed(self) -> tuple[ServiceState, ...]:
        return tuple(service for service in self.services if service.state == "failed")

    def with_service(self, name: str, **changes: Any) -> Self:
        services = tuple(
            dataclasses.replace(service, **changes) if service.name == name else service for service in self.services
        )
        return dataclasses.replace(self, services=services)


@dataclass(frozen=True)
class RunFolder:
    """The run files of a stack below its state folder."""

    path: Path

    @classmethod
    def below(cls, state_dir: Path) -> Self:
        return cls(state_dir / "run")

    def write(self, state: StackState) -> None:
        """Replace the file in one step: a reader sees the old state or the new one."""
        temporary = self.path / "stack.json.new"
        temporary.write_text(json.dumps(dataclasses.asdict(state), indent=1))
        temporary.replace(self.path / "stack.json")

    def read(self) -> StackState | None:
        """The state of the live stack, None where none runs."""
        if not self.locked():
            return None
        return self.read_last()

    def read_last(self) -> StackState | None:
        """The last state written, by a live supervisor or a dead one."""
        try:
            raw = json.loads((self.path / "stack.json").read_text())
        except FileNotFoundError:
            return None
        return StackState(**raw | {"services": tuple(ServiceState(**service) for service in raw["services"])})

    def clear(self) -> None:
        (self.path / "stack.json").unlink(missing_ok=True)

    def locked(self) -> bool:
        try:
            with self._lock():
                return False
        except (BlockingIOError, FileNotFoundError) as error:
            return isinstance(error, BlockingIOError)

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock; raises StackError where another stack holds it."""
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / "lock").touch()
        try:
            with self._lock():
                yield
        except BlockingIOError:
            raise StackError(f"a stack already runs with the state folder {self.path.parent}") from None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(descriptor)
