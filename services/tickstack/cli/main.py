"""The commands, a row each."""

from collections.abc import Callable

import typer

from tickstack import __version__
from tickstack.cli import collect, console, demo, deploy, logs, monitor, promote, query, settings, stack

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="AWS's streaming-analytics path on your own machine.",
)
COMMANDS: dict[str, Callable[..., None]] = {
    "up": stack.up,
    "down": stack.down,
    "status": stack.status,
    "logs": logs.logs,
    "package": deploy.package,
    "deploy": deploy.deploy,
    "collect": collect.collect,
    "query": query.query,
    "monitor": monitor.monitor,
    "promote": promote.promote,
    "demo": demo.demo,
    "settings": settings.settings,
}
for name, command in COMMANDS.items():
    app.command(name)(command)


def _version(wanted: bool) -> None:
    if wanted:
        console.out.print(f"tickstack {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """AWS's streaming-analytics path on your own machine."""
    del version


def main() -> None:
    """Run the command line."""
    with console.errors_explained():
        app(standalone_mode=True)
