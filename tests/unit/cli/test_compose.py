"""The stack as containers, with a docker that is a script: what it is asked for, what is made of its answers."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from own_stack import until
from tickstack.cli import compose
from tickstack.cli.compose import Compose, Container
from tickstack.settings import Settings
from tickstack.stack.ports import free_port

SCRIPT = Path(__file__).parent / "fake-docker"


def row(service: str, state: str = "running", health: str = "healthy", port: int = 0, host: str = "127.0.0.1") -> Any:
    """A row of ``docker compose ps --format json``."""
    return {
        "Service": service,
        "ID": f"{service:0<12}and so on",
        "State": state,
        "Health": health,
        "Status": f"{state} ({health})",
        "Publishers": [{"URL": host, "TargetPort": port, "PublishedPort": port}] if port else None,
    }


@dataclass
class Docker:
    """A fake docker on the PATH of commands that are run in ``project``."""

    folder: Path
    project: Path
    variables: dict[str, str] = field(default_factory=dict)

    def says(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / name.replace("_", "-")).write_text(text)

    def fails(self, name: str, code: int = 1) -> None:
        (self.folder / f"{name}.code").write_text(str(code))

    def has(self, *rows: Any, after_up: bool = False) -> None:
        self.says(**{"ps_after" if after_up else "ps": "".join(json.dumps(one) + "\n" for one in rows)})

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().splitlines()

    @property
    def environ(self) -> dict[str, str]:
        path = os.pathsep.join((str(self.folder / "bin"), os.environ["PATH"]))
        return {"PATH": path, "FAKE": str(self.folder), "TICKSTACK_STATE_DIR": str(self.folder)} | self.variables

    def tickstack(self, *arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tickstack.cli", *arguments],
            env=self.environ,
            cwd=self.project,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        process = self.tickstack(*arguments)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def compose(self) -> Compose:
        return Compose(self.project, self.environ)


@pytest.fixture
def docker(tmp_path: Path) -> Docker:
    project, folder = tmp_path / "project", tmp_path / "docker"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "docker").symlink_to(SCRIPT)
    project.mkdir()
    (project / "docker-compose.yml").write_text("services: {}\n")
    ports = {f"TICKSTACK_{name}PORT": str(free_port()) for name in ("", "QUERY_", "MARKET_")}
    fake = Docker(folder, project, ports)
    fake.says(compose_version="2.26.1-4\n")
    return fake


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield door.getsockname()[1]


def test_up_builds_waits_and_tells_the_endpoints(docker: Docker) -> None:
    docker.has(row("localstack", port=4566), row("query", port=4567, host="0.0.0.0"), row("market"), after_up=True)
    code, out, err = docker.run("up", "--compose", "--json")
    assert code == 0, err
    assert "compose up --build --wait --wait-timeout 240" in docker.calls
    assert "docker at work" in err
    assert "localstack, query, market healthy in" in err
    told = json.loads(out)
    assert told["endpoints"] == {"AWS": "http://127.0.0.1:4566", "Athena, Glue": "http://127.0.0.1:4567"}
    assert told["environment"]["AWS_ENDPOINT_URL"] == f"http://localhost:{docker.variables['TICKSTACK_PORT']}"


def test_no_build_builds_nothing_and_the_shell_is_told_its_variables(docker: Docker) -> None:
    docker.has(row("localstack", port=4566), after_up=True)
    _, out, _ = docker.run("up", "--compose", "--no-build")
    assert "compose up --no-build --wait --wait-timeout 240" in docker.calls
    assert "  export AWS_ACCESS_KEY_ID=test" in out
    assert "tickstack down --compose" in out


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda docker: docker.fails("compose-version"), "docker has no compose plugin of version 2"),
        (lambda docker: docker.says(compose_version="1.29.2\n"), "docker has no compose plugin of version 2"),
        (
            lambda docker: (docker.fails("engine"), docker.says(engine="Cannot connect to the daemon")),
            "no Docker engine answers: Cannot connect to the daemon\nStart it",
        ),
        (lambda docker: docker.variables.update(PATH="/nowhere"), "docker is not installed, see https://docs.docker"),
        (lambda docker: (docker.project / "docker-compose.yml").unlink(), "docker-compose.yml is missing"),
        (lambda docker: docker.variables.update(TICKSTACK_PORTS="1"), "TICKSTACK_PORTS is not a setting"),
        (lambda docker: docker.variables.update(TICKSTACK_QUERY_MEMORY="2GB"), "TICKSTACK_QUERY_MEMORY=2GB: it takes"),
        (lambda docker: (docker.project / ".env").write_text("TICKSTACK_PROT=1"), "TICKSTACK_PROT is not a setting"),
        (lambda docker: (docker.fails("ps"), docker.says(ps="")), "'docker compose ps' failed"),
    ],
)
def test_what_is_missing_is_named_before_anything_starts(
    prepare: Callable[[Docker], Any], said: str, docker: Docker
) -> None:
    prepare(docker)
    code, _, err = docker.run("up", "--compose")
    assert (code, "Traceback" in err) == (1, False)
    assert said in err
    calls = docker.calls if (docker.folder / "calls").exists() else []
    assert not [call for call in calls if " up " in call]


def test_a_service_that_does_not_get_well_is_named_with_its_last_words(docker: Docker) -> None:
    docker.has(row("query"), row("market", health="starting"), row("localstack", health="unhealthy"), after_up=True)
    docker.says(logs="\x1b[2Kdeploying\nthe template is not YAML\n")
    docker.fails("up", 1)
    code, _, err = docker.run("up", "--compose")
    assert code == 1
    assert "localstack is not healthy (running (unhealthy))\ndeploying\nthe template is not YAML\n" in err
    assert "'tickstack logs localstack --compose' has the rest" in err


def test_a_build_that_fails_has_said_why(docker: Docker) -> None:
    docker.fails("up", 17)
    code, _, err = docker.run("up", "--compose")
    assert (code, "'docker compose up' ended with 17: its words are above" in err) == (1, True)


def test_a_taken_port_is_named_with_its_setting(docker: Docker, taken: int) -> None:
    docker.variables["TICKSTACK_PORT"] = str(taken)
    code, _, err = docker.run("up", "--compose")
    assert (code, f"port {taken} of 127.0.0.1 cannot be used" in err) == (1, True)


def test_up_without_the_option_says_that_containers_hold_the_port(docker: Docker, taken: int) -> None:
    docker.variables["TICKSTACK_PORT"] = str(taken)
    docker.has(row("localstack", port=taken))
    code, _, err = docker.run("up", "--no-deploy")
    assert (code, f"port {taken} of 127.0.0.1 cannot be used" in err) == (1, True)
    assert "containers run: 'tickstack down --compose' stops them" in err


def test_no_deploy_is_refused(docker: Docker) -> None:
    code, _, err = docker.run("up", "--compose", "--no-deploy")
    assert (code, "containers deploy the template whenever they start" in err) == (1, True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_removes_what_was_started(number: signal.Signals, docker: Docker) -> None:
    docker.says(hang="")
    docker.has(row("localstack", health="starting"), after_up=True)
    process = docker.tickstack("up", "--compose")
    until((docker.folder / "working").exists, "docker at work")
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (1, 130)
    assert docker.calls[-3] == "interrupted"
    assert docker.calls[-1] == "compose --profile * down"
    assert "interrupted: nothing stays running" in err


def test_an_interruption_leaves_what_ran_before(docker: Docker) -> None:
    docker.says(hang="")
    docker.has(row("localstack"))
    process = docker.tickstack("up", "--compose")
    until((docker.folder / "working").exists, "docker at work")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert docker.calls[-1] == "interrupted"
    assert "interrupted: the containers stay as they are" in err


@pytest.mark.parametrize(
    ("options", "call", "said"),
    [
        ([], "compose --profile * down", "stopped\n"),
        (["--volumes"], "compose --profile * down --volumes", "stopped; the data is forgotten\n"),
    ],
)
def test_down(options: list[str], call: str, said: str, docker: Docker) -> None:
    docker.has(row("localstack"))
    assert docker.run("down", "--compose", *options)[:2] == (0, said)
    assert docker.calls[-1] == call


def test_down_where_nothing_runs(docker: Docker) -> None:
    said = f"no containers of {docker.project} run"
    assert docker.run("down", "--compose")[:2] == (0, said + "\n")
    assert docker.run("down", "--compose", "-v")[:2] == (0, said + "; the data is forgotten\n")
    assert [call for call in docker.calls if " down" in call] == ["compose --profile * down --volumes"]


def test_down_without_the_option_says_that_containers_run(docker: Docker) -> None:
    docker.has(row("localstack"))
    code, out, _ = docker.run("down")
    assert (code, "'tickstack down --compose' stops them" in out) == (0, True)


def test_status_finds_containers_by_itself(docker: Docker) -> None:
    docker.has(row("localstack", port=4566), row("query"))
    docker.says(stats='{"ID":"localstack00","MemUsage":"95.3MiB / 2GiB"}\n{"ID":"query0000000","MemUsage":"-- / --"}\n')
    code, out, _ = docker.run("status", "--json")
    told = json.loads(out)
    assert (code, told["running"], told["ready"]) == (0, True, True)
    assert [(one["name"], one["memory_mb"], one["url"]) for one in told["services"]] == [
        ("localstack", 100, "http://127.0.0.1:4566"),
        ("query", 0, ""),
    ]


def test_status_of_a_failed_service_says_how_to_learn_why(docker: Docker) -> None:
    docker.has(row("localstack"), row("query", state="exited", health=""))
    code, out, _ = docker.run("status")
    assert code == 1
    assert "'tickstack logs query --compose' says why" in out


def test_logs(docker: Docker) -> None:
    docker.has(row("query"))
    docker.says(logs="\x1b[2Ka [line]\nanother\n")
    assert docker.run("logs", "query", "-n", "2", "-f")[:2] == (0, "a [line]\nanother\n")
    assert docker.calls[-1] == ("compose --ansi never --profile * logs --no-log-prefix --tail 2 --follow query")
    assert "no container is a supervisor; there are localstack," in docker.run("logs", "supervisor")[2]


@pytest.mark.parametrize(
    ("state", "health", "read"),
    [
        ("running", "healthy", "ready"),
        ("running", "", "ready"),
        ("running", "starting", "starting"),
        ("created", "", "starting"),
        ("running", "unhealthy", "failed"),
        ("restarting", "starting", "failed"),
        ("exited", "", "failed"),
    ],
)
def test_states(state: str, health: str, read: str) -> None:
    assert Container.read(row("query", state, health)).state == read


@pytest.mark.parametrize("text", ['{"a": 1}\n{"a": 2}\n', '[{"a": 1}, {"a": 2}]', "\n"])
def test_both_forms_of_ps_are_read(text: str) -> None:
    assert compose._documents(text) == ([{"a": 1}, {"a": 2}] if text.strip() else [])


@pytest.mark.parametrize(
    ("usage", "read"), [("95.3MiB / 2GiB", 99_929_292), ("748KiB / 2GiB", 765_952), ("-- / --", 0), ("", 0)]
)
def test_memory(usage: str, read: int) -> None:
    assert int(compose._bytes(usage)) == read


def test_the_functions_may_be_elsewhere(docker: Docker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(docker.project)
    settings = Settings.from_environment({"TICKSTACK_PROJECT_DIR": str(tmp_path)})
    found = Compose.of(settings, docker.environ)
    assert found.folder == docker.project
    assert found.environ["TICKSTACK_PROJECT_DIR"] == str(tmp_path)


def test_an_engine_that_does_not_answer_is_not_waited_for(docker: Docker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "ASK_TIMEOUT", 0.1)
    docker.says(lasting="")
    with pytest.raises(compose.ComposeError, match="'docker compose version' does not answer within"):
        docker.compose().require()
