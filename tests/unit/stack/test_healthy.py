"""The containers' health check, asked for answers as the services give them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tickstack.stack import healthy
from tickstack.stack.ports import free_port


def stage(completed: bool, *states: str) -> bytes:
    scripts = [{"name": f"{number}.sh", "state": state} for number, state in enumerate(states)]
    return json.dumps({"completed": completed, "scripts": scripts}).encode()


@contextmanager
def answering(*answers: tuple[int, bytes]) -> Iterator[str]:
    """A server that gives the answers in turn, the last one for ever; its URL."""
    left = list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/health"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("body", [b"{}", b"anything", stage(True), stage(True, "SUCCESSFUL", "SUCCESSFUL")])
def test_a_good_answer(body: bytes) -> None:
    assert healthy.verdict(body) == ""


@pytest.mark.parametrize("body", [stage(False), stage(False, "RUNNING"), stage(True, "SUCCESSFUL", "UNKNOWN")])
def test_scripts_are_waited_for(body: bytes) -> None:
    assert healthy.verdict(body).startswith("waiting for")


def test_a_failed_script_is_named() -> None:
    with pytest.raises(healthy.FailedError, match=r"1\.sh failed"):
        healthy.verdict(stage(False, "SUCCESSFUL", "ERROR", "UNKNOWN"))


def test_a_start_is_waited_for() -> None:
    answers = [(503, b"starting"), (200, stage(False, "RUNNING")), (200, stage(True, "SUCCESSFUL"))]
    with answering(*answers) as url:
        assert healthy.wait(url, 60) == ""


def test_a_failure_is_told_at_once() -> None:
    with answering((200, stage(True, "ERROR"))) as url:
        assert "0.sh failed" in healthy.wait(url, 600)


def test_what_is_wrong_at_the_end_is_told() -> None:
    with answering((503, b"")) as url:
        assert healthy.wait(url, 0) == f"{url} answers HTTP/1.0 503 Service Unavailable"


def test_it_runs_as_a_file_without_packages() -> None:
    command = [sys.executable, "-I", "-S", healthy.__file__, f"http://127.0.0.1:{free_port()}/health", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "refused" in done.stderr
