"""The query service as a process of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(port: int, state_dir: Path, **variables: str) -> "subprocess.Popen[str]":
    own = {"TICKSTACK_QUERY_PORT": str(port), "TICKSTACK_STATE_DIR": str(state_dir)}
    return subprocess.Popen(
        [sys.executable, "-m", "tickstack.app"],
        env={**os.environ, **own, **variables},
        stderr=subprocess.PIPE,
        text=True,
    )


def answered(url: str, process: "subprocess.Popen[str]", host: str) -> httpx.Response:
    headers = {"X-Amz-Target": "AmazonAthena.ListWorkGroups", "Host": host}
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.post(url, headers=headers, content=b"{}", trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"the service did not answer; status {process.poll()}")


def test_the_process_answers_and_sigterm_ends_it_with_status_0(tmp_path: Path) -> None:
    """On every address and by a container's name, as compose has it."""
    port = free_port()
    with command(port, tmp_path, TICKSTACK_HOST="0.0.0.0") as process:
        try:
            answer = answered(f"http://127.0.0.1:{port}/", process, f"query:{port}")
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                process.kill()
    assert [group["Name"] for group in answer.json()["WorkGroups"]] == ["primary"]
    assert process.returncode == 0
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"TICKSTACK_QUERRY_PORT": "1"}, "TICKSTACK_QUERRY_PORT is not a setting of tickstack"),
        ({}, "was written by another version of tickstack: its format is 99"),
    ],
)
def test_a_start_that_fails_says_why_in_a_line(tmp_path: Path, variables: dict[str, str], said: str) -> None:
    (tmp_path / "data" / "query").mkdir(parents=True)
    database = sqlite3.connect(tmp_path / "data" / "query" / "state.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with command(free_port(), tmp_path, **variables) as process:
        _, log = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said in log
    assert "Traceback" not in log
