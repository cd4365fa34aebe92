"""What runs, as ``status`` tells it, whatever runs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tickstack.cli import console

NAMES = {"localstack": "AWS", "query": "Athena, Glue", "market": "market", "notebook": "JupyterLab"}


@dataclass(frozen=True)
class Report:
    """``facts`` are of the stack, ``ready`` among them; ``rows`` of its services: name, url, state, detail, memory_mb.

    ``handle`` is the key of what identifies a service's process; ``advice`` is said of each failed ``{name}``.
    """

    facts: dict[str, Any]
    heading: str
    handle: str
    rows: list[dict[str, Any]]
    advice: str

    @property
    def ready(self) -> bool:
        return bool(self.facts["ready"])

    def show(self) -> None:
        """Print it for a person."""
        console.out.print(f"{self.heading}\n", markup=False)
        keys = ("name", "state", "url", self.handle, "memory_mb", "detail")
        console.print_table(
            ["service", "state", "address", self.handle, "MB", "detail"],
            [[str(row[key]) for key in keys] for row in self.rows],
            right=frozenset({3, 4}),
        )
        for row in self.rows:
            if row["state"] == "failed":
                console.out.print("\n" + self.advice.format(name=row["name"]))


def endpoint_names(urls: Mapping[str, str]) -> dict[str, str]:
    """Where each service answers, for people: the AWS endpoint first."""
    return {name: urls[service] for service, name in NAMES.items() if urls.get(service)}
