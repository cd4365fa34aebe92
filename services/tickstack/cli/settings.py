"""settings: every setting with its value, and the README's table of them, both made of the rows of ``Settings``."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import typer

from tickstack.cli import console
from tickstack.settings import PREFIX, Scope, Settings

ORDER: tuple[Scope, ...] = ("both", "embedded", "compose")
WHERE: dict[Scope, str] = {"both": "", "embedded": "without Docker", "compose": "with Docker"}


@dataclass(frozen=True)
class Row:
    """One setting as it is told; ``where`` is empty where it counts with and without Docker."""

    variable: str
    value: str
    default: str
    where: str
    meaning: str


def settings(
    json: bool = typer.Option(False, "--json", help="Print them as JSON."),
    markdown: bool = typer.Option(False, "--markdown", help="Print the README's table."),
) -> None:
    """Show the settings: TICKSTACK_* variables, their values here, what they mean."""
    if markdown:
        console.print_plain(table())
        return
    told = list(rows(console.settings()))
    if json:
        console.print_json([vars(row) for row in told])
        return
    console.print_table(
        ["setting", "value", "where", "meaning"], [[row.variable, row.value, row.where, row.meaning] for row in told]
    )


def rows(current: Settings) -> Iterator[Row]:
    """The settings, those first that count everywhere."""
    environment = current.to_environment()
    fields = {scope: [row for row in dataclasses.fields(Settings) if row.metadata["scope"] == scope] for scope in ORDER}
    for scope, members in fields.items():
        for field in members:
            variable = PREFIX + field.name.upper()
            meta = field.metadata
            yield Row(variable, environment[variable], meta["default"], WHERE[scope], meta["meaning"])


def table() -> str:
    """The rows in Markdown."""
    lines = ["| Setting | Default | Meaning |", "|---|---|---|"]
    for row in rows(Settings()):
        default = f"`{row.default}`" if row.default else ""
        where = f"*{row.where}:* " if row.where else ""
        lines.append(f"| `{row.variable}` | {default} | {where}{row.meaning} |")
    return "\n".join(lines)
