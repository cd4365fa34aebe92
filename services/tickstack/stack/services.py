"""The services of the embedded stack, a row each: what is run, with which variables, and when it is ready."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx

from tickstack.settings import Settings
from tickstack.stack.localstack_environment import environment as localstack_environment
from tickstack.stack.state import StackError

ReadyCheck = Callable[[httpx.AsyncClient, str], Awaitable[str | None]]
"""Asks the service at a URL: None where it is ready, otherwise what it is at; raises StackError where it never will."""


@dataclass(frozen=True)
class Service:
    """``module`` is run as ``python -m`` with ``arguments``, and ``variables`` on top of the supervisor's own."""

    name: str
    module: str
    url: str
    ready: ReadyCheck
    variables: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()


def services(settings: Settings) -> list[Service]:
    """The services that ``settings`` ask for, LocalStack first."""
    rows = [
        Service(
            "localstack",
            "localstack.runtime.main",
            settings.endpoint_url,
            _init_scripts_done,
            localstack_environment(settings),
        ),
        Service("query", "tickstack.app", settings.query_url, answers("/health")),
    ]
    if settings.market == "synthetic":
        rows.append(Service("market", "tickstack.yahoo", settings.market_url, answers("/_market/health")))
    return rows


def answers(path: str) -> ReadyCheck:
    """Ready means that GET ``path`` succeeds."""

    async def ready(client: httpx.AsyncClient, url: str) -> str | None:
        response = await client.get(url + path)
        return None if response.is_success else f"{path} answers {response.status_code}"

    return ready


async def _init_scripts_done(client: httpx.AsyncClient, url: str) -> str | None:
    """Ready means that every init script succeeded: LocalStack's own health is good before they end."""
    stage = (await client.get(f"{url}/_localstack/init/ready")).json()
    for script in stage["scripts"]:
        if script["state"] == "ERROR":
            raise StackError(f"the init script {script['name']} failed")
        if script["state"] == "RUNNING":
            return f"running {script['name']}"
    return None if stage["completed"] else "initialising"
