"""up, down, status: the switch of the stack, as processes of this machine or, with ``--compose``, as containers."""

import shutil
import sys
from pathlib import Path

import typer

from tickstack.cli import console
from tickstack.cli.compose import ComposeError
from tickstack.cli.containers import Containers
from tickstack.cli.embedded import Embedded
from tickstack.settings import Settings
from tickstack.stack.state import StackError

CONTAINERS_RUN = "containers run: 'tickstack down --compose' stops them"
COMPOSE: bool = typer.Option(False, "--compose", help="The stack as containers, by docker-compose.yml.")


def up(
    deploy: bool = typer.Option(True, help="Deploy lambdas/template.yaml once the stack is ready."),
    json: bool = typer.Option(False, "--json", help="Print the endpoints as JSON."),
    compose: bool = COMPOSE,
    build: bool = typer.Option(True, help="With --compose: build the images first."),
) -> None:
    """Start the stack, wait until it is healthy, and print where it is."""
    settings = console.settings()
    if compose:
        if not deploy:
            raise ComposeError("--no-deploy: containers deploy the template whenever they start")
        endpoints = Containers.of(settings).up(build=build)
    else:
        endpoints = _embedded(settings, deploy=deploy)
    if json:
        console.print_json({"endpoints": endpoints, "environment": client_environment(settings)})
    else:
        _tell(endpoints, settings, compose=compose)


def down(
    volumes: bool = typer.Option(False, "--volumes", "-v", help="Forget the data too: objects, streams, tables."),
    compose: bool = COMPOSE,
) -> None:
    """Stop the stack cleanly: what Firehose holds is delivered first. Its data stays for the next start."""
    settings = console.settings()
    embedded = Embedded(settings)
    nothing = not (compose or embedded.runs)
    stack = Containers.of(settings) if compose else embedded
    console.out.print(stack.down(volumes=volumes), markup=False)
    if nothing and Containers.running(settings):
        console.out.print(CONTAINERS_RUN)


def status(json: bool = typer.Option(False, "--json", help="Print it as JSON."), compose: bool = COMPOSE) -> None:
    """Show what runs, where and with how much memory; exit code 1 where not all of it is healthy."""
    stack = running(console.settings(), compose=compose)
    report = stack.report()
    if json:
        facts = report.facts if report else {}
        console.print_json({"running": bool(report), **facts, "services": report.rows if report else []})
    elif report:
        report.show()
    else:
        console.out.print(stack.none_runs(), markup=False)
    if not (report and report.ready):
        raise typer.Exit(1)


def _embedded(settings: Settings, *, deploy: bool) -> dict[str, str]:
    """Start the stack as processes; where that fails beside containers, which hold its ports, say so."""
    try:
        return Embedded(settings).up(deploy=deploy)
    except StackError as error:
        if not Containers.running(settings):
            raise
        raise StackError(f"{error}\n{CONTAINERS_RUN}") from None


def running(settings: Settings, *, compose: bool) -> Embedded | Containers:
    """The stack to look at: the containers where they are asked for, or run while no embedded stack does."""
    if compose:
        return Containers.of(settings)
    embedded = Embedded(settings)
    return embedded if embedded.runs else Containers.running(settings) or embedded


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


def _tell(endpoints: dict[str, str], settings: Settings, *, compose: bool) -> None:
    console.out.print()
    for name, url in endpoints.items():
        console.out.print(f"  {name:<14}{url}")
    console.out.print("\nFor AWS clients in this shell:\n")
    for name, value in client_environment(settings).items():
        console.out.print(f"  export {name}={value}")
    if shutil.which("tickstack") is None:
        console.out.print(f"\nThe command line, into this shell:\n\n  source {Path(sys.prefix) / 'bin' / 'activate'}")
    down = "tickstack down --compose" if compose else "tickstack down"
    console.out.print(f"\nNext: tickstack collect · tickstack query · tickstack logs collector · {down}")
