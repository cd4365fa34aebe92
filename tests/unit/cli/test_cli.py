"""The command line without a stack: messages that say what to do, exit codes, the picture."""

import importlib.abc
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tickstack.cli import __main__, embedded, highs
from tickstack.cli.demo import TIME_SCALE, demo_settings
from tickstack.cli.embedded import Embedded
from tickstack.cli.files import UnknownLogError
from tickstack.settings import Settings
from tickstack.stack.ports import free_port, on_free_ports
from tickstack.stack.state import RunFolder, StackError


def run(tmp_path: Path, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    environment = {"PATH": os.environ["PATH"], "TICKSTACK_STATE_DIR": str(tmp_path), "TICKSTACK_PORT": str(free_port())}
    return subprocess.run(
        [sys.executable, "-m", "tickstack.cli", *arguments],
        env=environment | variables,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["status"], {"TICKSTACK_PROT": "1"}, "error: TICKSTACK_PROT is not a setting of tickstack"),
        (["query", "SELECT 1"], {}, "'tickstack up' starts the stack"),
        (["logs", "nothing"], {}, "error: nothing has no log; there are localstack, query, market,"),
        (["logs", "query"], {}, "no stack has run with this state folder"),
        (["package"], {}, "holds no function"),
        (["up"], {}, "localstack-init is missing"),
        (["promote", "--parameter", "x"], {}, "error: --parameter x: it takes NAME=VALUE"),
    ],
)
def test_what_fails_says_why_without_a_traceback(
    arguments: list[str], variables: dict[str, str], said: str, tmp_path: Path
) -> None:
    ran = run(tmp_path, *arguments, **variables)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_ctrl_c_while_the_modules_load_leaves_no_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Interrupted(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, *_path: object) -> None:
            if name == "tickstack.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "tickstack.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    assert end.value.code == 130


def test_status_without_a_stack(tmp_path: Path) -> None:
    ran = run(tmp_path, "status", "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout) == {"running": False, "services": []}


def test_down_without_a_stack_is_no_failure(tmp_path: Path) -> None:
    ran = run(tmp_path, "down")
    assert (ran.returncode, ran.stdout) == (0, f"no stack runs with the state folder {tmp_path}\n")


def test_the_demo_moves_where_a_port_is_taken() -> None:
    settings = on_free_ports(Settings.from_environment({}))
    assert demo_settings(settings).port == settings.port
    assert demo_settings(settings).time_scale == TIME_SCALE
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", settings.query_port))
        taken.listen()
        moved = demo_settings(settings)
    assert moved.query_port != settings.query_port
    assert moved.state_dir == settings.state_dir / "demo"


def test_the_picture_has_a_line_per_company(tmp_path: Path) -> None:
    rows = [
        [company, str(10.5 + hour), f"2020-05-14 {hour}:30", str(hour)] for company in "ABC" for hour in (9, 10, 11)
    ]
    path = tmp_path / "highs.png"
    highs.draw([*rows, ["D", None, None, None]], path, "a title")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_down_volumes_forgets_the_data_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "data" / "s3").mkdir(parents=True)
    (tmp_path / "market").mkdir()
    ran = run(tmp_path, "down", "--volumes")
    assert (ran.returncode, ran.stdout) == (
        0,
        f"no stack runs with the state folder {tmp_path}; the data is forgotten\n",
    )
    assert not (tmp_path / "data").exists()
    assert (tmp_path / "market").exists()
    assert run(tmp_path, "down", "-v").stdout == f"no stack runs with the state folder {tmp_path}\n"


def test_the_data_of_a_running_stack_is_not_forgotten(tmp_path: Path) -> None:
    settings = Settings(state_dir=tmp_path)
    settings.data_dir.mkdir()
    with RunFolder.below(tmp_path).hold(), pytest.raises(StackError, match="a stack already runs"):
        embedded.forget(settings)
    assert settings.data_dir.exists()


def test_settings_of_a_file_count_below_those_of_the_environment(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TICKSTACK_REGION=eu-west-1\nTICKSTACK_ACCOUNT=123456789012\nOTHER=1\n")
    told = json.loads(run(tmp_path, "settings", "--json", TICKSTACK_REGION="eu-north-1").stdout)
    values = {row["variable"]: row["value"] for row in told}
    assert values["TICKSTACK_REGION"] == "eu-north-1"
    assert values["TICKSTACK_ACCOUNT"] == "123456789012"


def test_the_end_of_a_log_and_what_the_deployment_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(state_dir=tmp_path)
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "localstack.log").write_text("a\n✓ stack tickstack deployed, no changes\nb\n")
    assert list(Embedded(settings).log("localstack", 2, follow=False)) == [
        "✓ stack tickstack deployed, no changes",
        "b",
    ]
    embedded._tell_deployment(settings)
    assert capsys.readouterr().err == "✓ stack tickstack deployed, no changes\n"


def test_a_log_that_only_containers_have_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnknownLogError, match="no process is a notebook; there are supervisor"):
        Embedded(Settings(state_dir=tmp_path)).log("notebook", 2, follow=False)
