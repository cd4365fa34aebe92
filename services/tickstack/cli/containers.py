"""The stack as containers at the terminal: what ``up``, ``down``, ``status`` and ``logs`` do with ``--compose``."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from tickstack.cli import console
from tickstack.cli.compose import Compose, ComposeError
from tickstack.cli.files import UnknownLogError
from tickstack.cli.report import Report, endpoint_names
from tickstack.settings import Settings
from tickstack.stack.ports import require_free

LOGS = ("localstack", "query", "market", "notebook")


@dataclass(frozen=True)
class Containers:
    """The stack of ``docker-compose.yml``."""

    settings: Settings
    compose: Compose

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The project of these settings. Raises ComposeError where docker cannot be used."""
        compose = Compose.of(settings, os.environ)
        compose.require()
        return cls(settings, compose)

    @classmethod
    def running(cls, settings: Settings) -> Self | None:
        """The project if it has containers; None too where docker cannot be used, as on a machine without it."""
        try:
            found = cls.of(settings)
            return found if found.compose.containers() else None
        except ComposeError:
            return None

    def up(self, *, build: bool) -> dict[str, str]:
        """Build, start, wait until all of it is healthy; its endpoints. Ctrl-C removes what was started."""
        self._tell_what_does_not_count()
        fresh = not self.compose.containers()
        if fresh:
            require_free(self.settings)
        began = time.monotonic()
        with console.interruption_told("nothing stays running" if fresh else "the containers stay as they are"):
            try:
                self.compose.up(build=build)
            except KeyboardInterrupt:
                if fresh:
                    self.compose.down(volumes=False)
                raise
        found = self.compose.containers()
        names = ", ".join(container.name for container in found)
        console.err.print(f"[green]✓[/] {names} healthy in {time.monotonic() - began:.1f} s")
        return endpoint_names({container.name: container.url for container in found})

    def down(self, *, volumes: bool) -> str:
        """Remove the containers, and the volumes where ``volumes`` says so; tell what was done."""
        done = "stopped" if self.compose.down(volumes=volumes) else self._none_runs()
        return done + ("; the data is forgotten" if volumes else "")

    def report(self) -> Report | None:
        """What runs; None where nothing does."""
        found = self.compose.containers()
        if not found:
            return None
        memory = self.compose.memory_mb(found)
        rows = [{**vars(container), "memory_mb": memory.get(container.container, 0)} for container in found]
        return Report(
            {"ready": all(container.state == "ready" for container in found)},
            f"containers of {self.compose.folder}",
            "container",
            rows,
            "'tickstack logs {name} --compose' says why; 'tickstack up --compose' starts it again",
        )

    def none_runs(self) -> str:
        """That nothing runs, and how something would."""
        return f"{self._none_runs()}; 'tickstack up --compose' starts them"

    def log(self, name: str, lines: int, *, follow: bool) -> Iterator[str]:
        """The lines that a service wrote. Raises UnknownLogError."""
        if name not in LOGS:
            raise UnknownLogError(f"no container is a {name}; there are {', '.join(LOGS)}")
        return self.compose.log(name, lines, follow=follow)

    def _none_runs(self) -> str:
        return f"no containers of {self.compose.folder} run"

    def _tell_what_does_not_count(self) -> None:
        for variable in self.settings.to_environment("embedded"):
            if os.environ.get(variable):
                console.err.print(f"{variable} does not count with Docker", style="yellow")
