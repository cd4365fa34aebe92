"""The embedded stack at the terminal: start it under a live list, stop it, tell what runs."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table

from tickstack.cli import changes, console, files
from tickstack.cli.report import Report, endpoint_names
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder, StackError, StackState

MARKS = {"ready": "[green]✓[/]", "failed": "[red]✗[/]"}
LOGS = ("supervisor", "localstack", "query", "market")


@dataclass(frozen=True)
class Embedded:
    """The stack as processes of this machine."""

    settings: Settings

    @property
    def runs(self) -> bool:
        return RunFolder.below(self.settings.state_dir).locked()

    def up(self, *, deploy: bool) -> dict[str, str]:
        """Start it and wait until it is healthy; its endpoints. Ctrl-C stops what was started."""
        with console.interruption_told("nothing stays running"):
            state = start(self.settings, deploy=deploy)
        return endpoint_names({service.name: service.url for service in state.services})

    def down(self, *, volumes: bool) -> str:
        """Stop it cleanly, forget its data where ``volumes`` says so, and tell what was done."""
        with console.err.status("stopping"):
            stopped = control.stop(self.settings)
        done = "stopped" if stopped else _none_runs(self.settings)
        return done + ("; the data is forgotten" if volumes and forget(self.settings) else "")

    def report(self) -> Report | None:
        """What runs; None where nothing does."""
        state = RunFolder.below(self.settings.state_dir).read()
        if state is None:
            return None
        minutes = (time.time() - state.started) / 60
        doing = "stopping" if state.stopping else f"up {minutes:.0f} min"
        return Report(
            {"ready": state.ready, "stopping": state.stopping, "pid": state.pid},
            f"supervisor {state.pid}, {doing}, logs in {Path(state.services[0].log).parent}",
            "pid",
            [
                {**vars(service), "memory_mb": _memory_mb(service.pid), "started": state.started}
                for service in state.services
            ],
            "'tickstack logs {name}' says why; 'tickstack down' and 'tickstack up' start anew",
        )

    def none_runs(self) -> str:
        """That nothing runs, and how something would."""
        return f"{_none_runs(self.settings)}; 'tickstack up' starts one"

    def log(self, name: str, lines: int, *, follow: bool) -> Iterator[str]:
        """The lines of a service's log. Raises UnknownLogError."""
        if name not in LOGS:
            raise files.UnknownLogError(f"no process is a {name}; there are {', '.join(LOGS)}")
        return files.tail(_log(self.settings, name), lines, follow=follow)


def start(settings: Settings, *, deploy: bool) -> StackState:
    """Start the stack under a live list of its services. Raises StackError."""
    init_dir = settings.project_dir / "localstack-init" if deploy else None
    if init_dir and not init_dir.is_dir():
        raise StackError(f"{init_dir} is missing: start where the project is, or say --no-deploy")
    if deploy:
        # Here and not in the init script: LocalStack's environment knows nothing of this user's package registries.
        changes.build(settings.project_dir)
    began = time.monotonic()
    with Live(console=console.err, refresh_per_second=8, transient=True) as live:
        state = control.start(settings, os.environ, init_dir, lambda now: live.update(_progress(now)))
    seconds = time.monotonic() - began
    console.err.print(f"[green]✓[/] {', '.join(service.name for service in state.services)} healthy in {seconds:.1f} s")
    if deploy:
        _tell_deployment(settings)
    return state


def forget(settings: Settings) -> bool:
    """Remove the data of a stack that does not run; False where there is none. Raises StackError where it runs."""
    if not settings.data_dir.exists():
        return False
    with RunFolder.below(settings.state_dir).hold():
        shutil.rmtree(settings.data_dir)
    return True


def _tell_deployment(settings: Settings) -> None:
    """Repeat what the init script's ``tickstack deploy`` said: how much changed, if anything."""
    for line in files.tail(_log(settings, "localstack"), 10_000, follow=False):
        if line.startswith("✓ stack "):
            console.err.print(f"[green]✓[/]{line.removeprefix('✓')}")


def _log(settings: Settings, service: str) -> Path:
    return settings.state_dir / "logs" / f"{service}.log"


def _progress(state: StackState) -> Table:
    grid = Table.grid(padding=(0, 1))
    for service in state.services:
        mark = MARKS.get(service.state) or Spinner("dots")
        grid.add_row(mark, service.name, f"[dim]{service.detail}[/]")
    return grid


def _none_runs(settings: Settings) -> str:
    return f"no stack runs with the state folder {settings.state_dir}"


def _memory_mb(pid: int) -> int:
    """Resident memory of a service with its children, in MB; 0 where it is gone."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        return round(sum(member.memory_info().rss for member in family) / 1e6)
    except psutil.NoSuchProcess:
        return 0
