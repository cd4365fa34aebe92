"""up, down, status: the embedded stack."""

import os
import shutil
import sys
import time
from pathlib import Path

import psutil
import typer
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table

from tickstack.cli import changes, console
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder, StackError, StackState

MARKS = {"ready": "[green]✓[/]", "failed": "[red]✗[/]"}


def up(
    deploy: bool = typer.Option(True, help="Deploy lambdas/template.yaml once the stack is ready."),
    json: bool = typer.Option(False, "--json", help="Print the endpoints as JSON."),
) -> None:
    """Start the embedded stack, wait until it is healthy, and print where it is."""
    settings = console.settings()
    with console.interruption_told():
        state = start(settings, deploy=deploy)
    if json:
        console.print_json({"endpoints": endpoints(state), "environment": client_environment(settings)})
        return
    console.out.print()
    for name, url in endpoints(state).items():
        console.out.print(f"  {name:<14}{url}")
    console.out.print("\nFor AWS clients in this shell:\n")
    for name, value in client_environment(settings).items():
        console.out.print(f"  export {name}={value}")
    if shutil.which("tickstack") is None:
        console.out.print(f"\nThe command line, into this shell:\n\n  source {Path(sys.prefix) / 'bin' / 'activate'}")
    console.out.print("\nNext: tickstack collect · tickstack query · tickstack logs collector · tickstack down")


def down() -> None:
    """Stop the embedded stack cleanly: what Firehose holds is delivered first."""
    settings = console.settings()
    with console.err.status("stopping"):
        stopped = control.stop(settings)
    console.out.print("stopped" if stopped else _none_runs(settings), markup=False)


def status(json: bool = typer.Option(False, "--json", help="Print it as JSON.")) -> None:
    """Show what runs, where and with how much memory; exit code 1 where not all of it is healthy."""
    settings = console.settings()
    state = RunFolder.below(settings.state_dir).read()
    if state is None:
        if json:
            console.print_json({"running": False, "services": []})
        else:
            console.out.print(f"{_none_runs(settings)}; 'tickstack up' starts one", markup=False)
        raise typer.Exit(1)
    rows = [
        {**vars(service), "memory_mb": _memory_mb(service.pid), "started": state.started} for service in state.services
    ]
    if json:
        console.print_json(
            {"running": True, "ready": state.ready, "stopping": state.stopping, "pid": state.pid, "services": rows}
        )
    else:
        _print_status(state, rows)
    if not state.ready:
        raise typer.Exit(1)


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
    return state


def endpoints(state: StackState) -> dict[str, str]:
    """Where each service answers, for people: the AWS endpoint first."""
    names = {"localstack": "AWS", "query": "Athena, Glue", "market": "market"}
    return {names[service.name]: service.url for service in state.services}


def client_environment(settings: Settings) -> dict[str, str]:
    """The variables with which every AWS client reaches the stack."""
    return {
        "AWS_ENDPOINT_URL": f"http://localhost:{settings.port}"
        if settings.host == "127.0.0.1"
        else settings.endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",  # LocalStack asks for any
        "AWS_DEFAULT_REGION": settings.region,
    }


def _progress(state: StackState) -> Table:
    grid = Table.grid(padding=(0, 1))
    for service in state.services:
        mark = MARKS.get(service.state) or Spinner("dots")
        grid.add_row(mark, service.name, f"[dim]{service.detail}[/]")
    return grid


def _print_status(state: StackState, rows: list[dict[str, object]]) -> None:
    age = time.time() - state.started
    doing = "stopping" if state.stopping else f"up {age / 60:.0f} min"
    console.out.print(f"supervisor {state.pid}, {doing}, logs in {Path(state.services[0].log).parent}\n", markup=False)
    console.print_table(
        ["service", "state", "address", "pid", "MB", "detail"],
        [[str(row[key]) for key in ("name", "state", "url", "pid", "memory_mb", "detail")] for row in rows],
        right=frozenset({3, 4}),
    )
    for service in state.failed:
        console.out.print(f"\n'tickstack logs {service.name}' says why; 'tickstack down' and 'tickstack up' start anew")


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
