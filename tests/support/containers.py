"""A compose project that a test has for itself: brought up, looked into, interrupted, taken down."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from compose_stack import SHELL
from own_stack import ROOT
from tickstack.settings import PREFIX, Settings
from tickstack.stack.ports import free_port, on_free_ports
from tickstack.testing.clients import Clients
from tickstack.testing.pipeline import Pipeline

SERVICES = ("localstack", "query", "market")
"""Those that run without a profile."""
TIMEOUT = 900
"""Seconds that a command may take; images are built where they are missing."""
PORTS = ("port", "query_port", "market_port", "notebook_port")


@dataclass(frozen=True)
class Project:
    """``folder`` holds the docker-compose.yml, ``variables`` are those that docker compose sees; ``settings`` are the
    stack's as this machine sees it."""

    settings: Settings
    variables: Mapping[str, str]
    folder: Path = ROOT

    @property
    def name(self) -> str:
        return self.variables["COMPOSE_PROJECT_NAME"]

    @cached_property
    def clients(self) -> Clients:
        return Clients(self.settings.endpoint_url)

    def pipeline(self) -> Pipeline:
        """The deployed pipeline; it sees what is delivered from now on."""
        return Pipeline(self.clients)

    def given(self, **variables: str) -> "Project":
        """The same project with further variables."""
        return replace(self, variables={**self.variables, **variables})

    def compose(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run ``docker compose``, whatever it ends with; standard error is among its output."""
        return subprocess.run(
            ["docker", "compose", *arguments],
            cwd=self.folder,
            env=dict(self.variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )

    def run(self, *arguments: str) -> str:
        """The output of ``docker compose``, which must succeed."""
        ran = self.compose(*arguments)
        if ran.returncode:
            logs = self.compose("logs", "--tail", "40").stdout
            raise AssertionError(f"docker compose {' '.join(arguments)} ended {ran.returncode}:\n{ran.stdout}\n{logs}")
        return ran.stdout

    def up(self, *arguments: str) -> None:
        """Bring everything, or the services that are named, up and wait until they are healthy."""
        self.run("up", "--wait", "--no-build", *arguments)

    def inside(self, service: str, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command in a service's container."""
        return self.compose("exec", "-T", service, *command)

    def logs(self, service: str) -> str:
        return self.run("logs", "--no-color", "--no-log-prefix", service)

    def container(self, service: str) -> Any:
        """What ``docker inspect`` tells of a service's container."""
        return self._docker("inspect", self.run("ps", "--all", "--quiet", service).strip())[0]

    def health(self, service: str) -> str:
        """``starting``, ``healthy`` or ``unhealthy`` of a running container, else its state."""
        state = self.container(service)["State"]
        return str(state["Health"]["Status"] if state["Status"] == "running" else state["Status"])

    def left(self, kind: str) -> list[str]:
        """The names of the project's containers (``container``), networks or volumes."""
        label = f"label=com.docker.compose.project={self.name}"
        everything = ("--all",) if kind == "container" else ()
        listed = self._run_docker(kind, "ls", *everything, "--filter", label, "--quiet").split()
        return [item["Name"].removeprefix("/") for item in (self._docker(kind, "inspect", *listed) if listed else [])]

    def forget(self) -> None:
        """Take down whatever there is of it."""
        self.run("--profile", "*", "down", "--volumes", "--remove-orphans")

    def _docker(self, *arguments: str) -> Any:
        return json.loads(self._run_docker(*arguments))

    def _run_docker(self, *arguments: str) -> str:
        ran = subprocess.run(
            ["docker", *arguments],
            env=dict(self.variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return ran.stdout


@contextmanager
def own_project(purpose: str, environ: Mapping[str, str], folder: Path = ROOT, **variables: str) -> Iterator[Project]:
    """A project on free ports where a minute of buffering takes a second; nothing of it is left in the end."""
    shell = {name: environ[name] for name in SHELL if name in environ}
    given = {name: text for name, text in environ.items() if name == f"{PREFIX}BASE_IMAGE"}
    settings = on_free_ports(Settings.from_environment({f"{PREFIX}TIME_SCALE": "60"}))
    settings = replace(settings, notebook_port=free_port())
    ports = {f"{PREFIX}{name.upper()}": str(getattr(settings, name)) for name in PORTS}
    named = {"COMPOSE_PROJECT_NAME": f"tickstack-test-{purpose}-{os.getpid()}", f"{PREFIX}TIME_SCALE": "60"}
    project = Project(settings, shell | given | ports | named | variables, folder)
    try:
        yield project
    finally:
        project.forget()
