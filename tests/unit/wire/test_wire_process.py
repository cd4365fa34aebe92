"""The query service as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answered(url: str, process: "subprocess.Popen[str]") -> httpx.Response:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return httpx.post(
                url, headers={"X-Amz-Target": "AmazonAthena.ListWorkGroups"}, content=b"{}", trust_env=False
            )
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"the service did not answer; status {process.poll()}")


def test_the_process_answers_and_sigterm_ends_it_with_status_0(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "TICKSTACK_QUERY_PORT": str(port), "TICKSTACK_STATE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "tickstack.app"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            answer = answered(f"http://127.0.0.1:{port}/", process)
            process.send_signal(signal.SIGTERM)
            _, log = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                process.kill()
    assert [group["Name"] for group in answer.json()["WorkGroups"]] == ["primary"]
    assert process.returncode == 0
    assert "Traceback" not in log
