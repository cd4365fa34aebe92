"""The stack as containers: the one that runs on the ports of the settings, or one brought up for the tests."""

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from own_stack import ROOT
from tickstack.settings import PREFIX, Settings
from tickstack.stack.ports import on_free_ports
from tickstack.testing.endpoint import answers

UP_TIMEOUT = 900
"""Seconds; images are built where they are missing."""
DOWN_TIMEOUT = 120
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
    try:
        up = compose(variables, "up", "--build", "--wait", timeout=UP_TIMEOUT)
        if up.returncode:
            logs = compose(variables, "logs", "--tail", "30").stdout
            raise RuntimeError(f"docker compose up --wait ended {up.returncode}:\n{up.stdout[-3000:]}\n{logs}")
        yield ComposeStack(own, shell)
    finally:
        compose(variables, "down", "--volumes")


def compose(
    variables: Mapping[str, str], *arguments: str, timeout: float = DOWN_TIMEOUT
) -> "subprocess.CompletedProcess[str]":
    """Run ``docker compose`` on the project's file; standard error is among the output."""
    return subprocess.run(
        ["docker", "compose", *arguments],
        cwd=ROOT,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=timeout,
    )


def _healthy(settings: Settings) -> bool:
    """Whether a stack answers whose init scripts have all succeeded."""
    if answers(settings.endpoint_url):
        return False
    try:
        with urllib.request.urlopen(f"{settings.endpoint_url}/_localstack/init/ready", timeout=5) as answer:
            stage = json.load(answer)
    except (urllib.error.URLError, ValueError):
        return False
    return bool(stage["completed"]) and all(script["state"] == "SUCCESSFUL" for script in stage["scripts"])
