"""The stack as containers: the one that runs on the ports of the settings, or one brought up for the tests."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx

from own_stack import ROOT
from tickstack.cli.compose import Compose
from tickstack.settings import PREFIX, Settings
from tickstack.stack.ports import on_free_ports
from tickstack.testing.endpoint import answers

SHELL = ("PATH", "HOME", "DOCKER_HOST", "DOCKER_CONFIG", "DOCKER_CONTEXT", "BUILD_CA_BUNDLE", "COMPOSE_PROJECT_NAME")
"""The caller's variables that docker sees beside the settings."""


@dataclass(frozen=True)
class ComposeStack:
    """``settings`` as this machine sees the stack; ``shell`` are the variables with which docker finds it."""

    settings: Settings
    shell: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def running_containers(environ: Mapping[str, str]) -> Iterator[ComposeStack]:
    """The healthy stack on the ports that ``environ`` sets, left as it is; else one of the tests' own, removed at the
    end with its volumes."""
    given = {name: text for name, text in environ.items() if name.startswith(PREFIX)}
    shell = {name: environ[name] for name in SHELL if name in environ}
    settings = Settings.from_environment(given)
    if _healthy(settings):
        yield ComposeStack(settings, shell)
        return
    own = on_free_ports(Settings.from_environment({"TICKSTACK_TIME_SCALE": "60"} | given))
    ports = {name: str(getattr(own, name)) for name in ("port", "query_port", "market_port")}
    moved = {f"{PREFIX}{name.upper()}": text for name, text in ports.items()}
    shell |= {"COMPOSE_PROJECT_NAME": f"tickstack-test-{os.getpid()}"}
    variables = shell | given | moved | {"TICKSTACK_TIME_SCALE": f"{own.time_scale:g}"}
    containers = Compose(ROOT, variables)
    containers.require()
    try:
        containers.up(build=True)
        yield ComposeStack(own, shell)
    finally:
        containers.down(volumes=True)


def _healthy(settings: Settings) -> bool:
    """Whether a stack answers whose init scripts have all succeeded."""
    if answers(settings.endpoint_url):
        return False
    stage = httpx.get(f"{settings.endpoint_url}/_localstack/init/ready", timeout=5, trust_env=False)
    if not stage.is_success:
        return False
    scripts = stage.json()["scripts"]
    return bool(stage.json()["completed"]) and all(script["state"] == "SUCCESSFUL" for script in scripts)
