"""A thin client of ``docker compose``: the stack as containers, asked for through Docker's own command.

A command and not a library: what happens here is what happens when a user types it, and docker's progress is docker's.
Nothing prompts, for there is no standard input, and what only asks is bounded by a timeout.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tickstack.errors import TickstackError
from tickstack.settings import PREFIX, Settings

FILES = ("docker-compose.yml", "docker-compose.yaml", "compose.yml", "compose.yaml")
ASK_TIMEOUT = 20.0
READY_TIMEOUT = 240
STOP_TIMEOUT = 120.0
EVERY_PROFILE = ("--profile", "*")
CLEAR_LINE = "\x1b[2K"
"""Compose writes it before a line without prefix, whatever it is told about a terminal."""
UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "kB": 10**3, "MB": 10**6, "GB": 10**9}

WITHOUT = "without Docker, 'tickstack up' starts the same stack as processes of this machine"


class ComposeError(TickstackError):
    """Docker cannot be used, or did not do what it was asked for; the message says why and what to do."""


@dataclass(frozen=True)
class Container:
    """One service's container: ``state`` is starting, ready or failed, ``detail`` Docker's own words for it.

    ``container`` is its id, ``url`` is where its first published port answers, empty where it has none.
    """

    name: str
    container: str
    url: str
    state: str
    detail: str

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """From a row of ``docker compose ps --format json``."""
        running, health = row["State"] == "running", row.get("Health", "")
        ready = running and health in ("", "healthy")
        waiting = row["State"] == "created" or (running and health == "starting")
        ports = [port for port in row.get("Publishers") or () if port["PublishedPort"]]
        return cls(
            row["Service"],
            row["ID"][:12],
            f"http://{_local(ports[0]['URL'])}:{ports[0]['PublishedPort']}" if ports else "",
            "ready" if ready else "starting" if waiting else "failed",
            row.get("Status") or row["State"],
        )


@dataclass(frozen=True)
class Compose:
    """The project whose ``docker-compose.yml`` is in ``folder``; ``environ`` is all that docker sees."""

    folder: Path
    environ: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings, environ: Mapping[str, str]) -> Self:
        """The project of ``settings``, which docker reads from ``environ`` and ``.env`` as they were read from there.

        The functions may be elsewhere than ``docker-compose.yml``: it is looked for beside them, then here.
        """
        beside = any((settings.project_dir / name).is_file() for name in FILES)
        folder = settings.project_dir if beside else Path.cwd()
        return cls(folder, dict(environ) | {f"{PREFIX}PROJECT_DIR": str(settings.project_dir)})

    def require(self) -> None:
        """Raise ComposeError unless the project is here and an engine answers."""
        if "COMPOSE_FILE" not in self.environ and not any((self.folder / name).is_file() for name in FILES):
            raise ComposeError(f"{self.folder / FILES[0]} is missing: start where the project is")
        if not self._docker:
            raise ComposeError(f"docker is not installed, see https://docs.docker.com/engine/install/; {WITHOUT}")
        version = self._asked("compose", "version", "--short")
        if version.returncode or not re.match(r"v?([2-9]|\d\d)", version.stdout):
            raise ComposeError(
                f"docker has no compose plugin of version 2, see https://docs.docker.com/compose/install/; {WITHOUT}"
            )
        engine = self._asked("version", "--format", "{{.Server.Version}}")
        if engine.returncode:
            raise ComposeError(
                f"no Docker engine answers: {engine.stderr.strip()}\n"
                "Start it (Docker Desktop, or 'systemctl start docker'), let DOCKER_HOST name one, or join the group "
                f"docker; {WITHOUT}"
            )

    def up(self, *, build: bool) -> None:
        """Build, start, and return when every service is healthy; docker shows how far it is. Raises ComposeError."""
        how = ("--build",) if build else ("--no-build",)
        code = self._shown("compose", "up", *how, "--wait", "--wait-timeout", str(READY_TIMEOUT))
        if code:
            raise ComposeError(self._explained(f"'docker compose up' ended with {code}"))

    def down(self, *, volumes: bool) -> bool:
        """Stop and remove the containers, those of profiles too; ``volumes`` forgets their data. False: none were."""
        found = bool(self.containers())
        if found or volumes:
            code = self._shown("compose", *EVERY_PROFILE, "down", *(("--volumes",) if volumes else ()))
            if code:
                raise ComposeError(f"'docker compose down' ended with {code}: its words are above")
        return found

    def containers(self) -> list[Container]:
        """The containers that exist, running or not."""
        listed = self._asked("compose", *EVERY_PROFILE, "ps", "--all", "--format", "json")
        if listed.returncode:
            raise ComposeError(f"'docker compose ps' failed: {listed.stderr.strip()}")
        return [Container.read(row) for row in _documents(listed.stdout)]

    def memory_mb(self, containers: Iterable[Container]) -> dict[str, int]:
        """What each container has resident, in MB by its id; empty where the engine does not say."""
        wanted = [container.container for container in containers]
        rows = _documents(self._asked("stats", "--no-stream", "--format", "{{json .}}", *wanted).stdout)
        return {row["ID"][:12]: round(_bytes(row["MemUsage"]) / 1e6) for row in rows}

    def log(self, service: str, lines: int, *, follow: bool = False) -> Iterator[str]:
        """The last lines that a service wrote, and then those that come."""
        command = ["logs", "--no-log-prefix", "--tail", str(lines), *(["--follow"] if follow else []), service]
        with subprocess.Popen(
            [self._docker, "compose", "--ansi", "never", *EVERY_PROFILE, *command],
            **self._common(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    yield line.removeprefix(CLEAR_LINE).rstrip("\n")
            finally:
                process.terminate()

    @property
    def _docker(self) -> str:
        """The command's path, empty where it is not installed."""
        return shutil.which("docker", path=self.environ.get("PATH")) or ""

    def _explained(self, what: str) -> str:
        """``what`` failed, with the last words of the service that is to blame, and the next step."""
        found = self.containers()
        blamed = sorted((row for row in found if row.state != "ready"), key=lambda row: row.state != "failed")
        if not blamed:
            return f"{what}: its words are above"
        first = blamed[0]
        log = "\n".join(self.log(first.name, 15))
        return (
            f"{what}: {first.name} is not healthy ({first.detail})\n{log}\n"
            f"'tickstack logs {first.name} --compose' has the rest, 'tickstack down --compose' removes the containers"
        )

    def _asked(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        try:
            return subprocess.run(
                [self._docker, *arguments],
                **self._common(),
                capture_output=True,
                text=True,
                check=False,
                timeout=ASK_TIMEOUT,
            )
        except subprocess.TimeoutExpired:
            asked = " ".join(("docker", *arguments[:2]))
            raise ComposeError(f"'{asked}' does not answer within {ASK_TIMEOUT:.0f} s: is the engine well?") from None

    def _shown(self, *arguments: str) -> int:
        """Run with docker's output on standard error; an interruption interrupts docker too and waits for its end."""
        sys.stderr.flush()
        process = subprocess.Popen([self._docker, *arguments], **self._common(), stdout=2)
        try:
            return process.wait()
        except BaseException:
            _interrupt(process)
            raise

    def _common(self) -> dict[str, Any]:
        """A session of its own: the terminal's Ctrl-C reaches docker through ``_interrupt`` only, and once."""
        return {
            "cwd": self.folder,
            "env": dict(self.environ),
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }


def _interrupt(process: "subprocess.Popen[bytes]") -> None:
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(STOP_TIMEOUT)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def _local(address: str) -> str:
    """The address by which this machine reaches what listens on ``address``."""
    return "127.0.0.1" if address in ("", "0.0.0.0", "::") else address  # noqa: S104 - compared


def _documents(text: str) -> list[dict[str, Any]]:
    """JSON documents, a line each; older versions of Compose write one array."""
    documents: list[dict[str, Any]] = []
    for line in text.splitlines():
        value = json.loads(line) if line.strip() else []
        documents += value if isinstance(value, list) else [value]
    return documents


def _bytes(usage: str) -> float:
    """``95.3MiB / 2GiB`` as the bytes before the stroke; 0 for ``-- / --``."""
    found = re.match(r"([\d.]+)([A-Za-z]+)", usage)
    return float(found[1]) * UNITS.get(found[2], 0) if found else 0.0
