"""The emulators that are measured side by side, each started on a free port with a state of its own.

Stock LocalStack is the pinned release with its own Firehose and S3; since its Lambda needs Docker, it is lent the
process executor. MiniStack is the release pinned in requirements/alternatives.txt, in a virtual environment of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from tickstack.settings import Settings
from tickstack.stack import control, localstack_environment
from tickstack.stack.ports import free_port, on_free_ports

ROOT = Path(__file__).parent.parent
MINISTACK = ROOT / "build" / "alternatives" / "bin" / "ministack"
PATIENCE = 60.0


@dataclass(frozen=True)
class Emulator:
    """A running emulator: where it answers, and the process that all its others are below."""

    name: str
    endpoint: str
    pid: int
    buffers: bool = False
    """Whether objects wait for the stream's hints, as on AWS."""

    def resident_mb(self) -> float:
        root = psutil.Process(self.pid)
        return sum(process.memory_info().rss for process in [root, *root.children(recursive=True)]) / 1e6


def _settings(folder: str) -> Settings:
    own = {"TICKSTACK_STATE_DIR": folder, "TICKSTACK_PROJECT_DIR": str(ROOT), "TICKSTACK_TIME_SCALE": "600"}
    runtime = {"TICKSTACK_LAMBDA_RUNTIME_DIR": str(ROOT / "build" / "lambda-runtime")}
    return on_free_ports(Settings.from_environment(own | runtime))


@contextmanager
def tickstack(folder: str) -> Iterator[Emulator]:
    settings = _settings(folder)
    state = control.start(settings, os.environ, None)
    try:
        yield Emulator("tickstack", settings.endpoint_url, state.pid, buffers=True)
    finally:
        control.stop(settings)


@contextmanager
def stock_localstack(folder: str) -> Iterator[Emulator]:
    settings = _settings(folder)
    localstack_environment.prepare(settings)
    environment = localstack_environment.environment(settings)
    for name in [each for each in environment if each.startswith("PROVIDER_OVERRIDE_")]:
        del environment[name]
    command = [sys.executable, "-m", "localstack.runtime.main"]
    with _process(command, environment, Path(folder)) as process:
        _answers(f"{settings.endpoint_url}/_localstack/health", process)
        yield Emulator("stock LocalStack", settings.endpoint_url, process.pid)


@contextmanager
def ministack(folder: str) -> Iterator[Emulator]:
    port = free_port()
    environment = {
        "PATH": f"{MINISTACK.parent}:/usr/bin:/bin",
        "HOME": folder,
        "TMPDIR": folder,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
    }
    with _process([str(MINISTACK)], environment, Path(folder)) as process:
        _answers(f"http://127.0.0.1:{port}/_localstack/health", process)
        yield Emulator("MiniStack", f"http://127.0.0.1:{port}", process.pid)


PRODUCTS = {"tickstack": tickstack, "localstack": stock_localstack, "ministack": ministack}


@contextmanager
def running(product: str) -> Iterator[Emulator]:
    """One of ``PRODUCTS`` in a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder,
        PRODUCTS[product](folder) as emulator,
    ):
        yield emulator


@contextmanager
def _process(command: list[str], environment: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=dict(environment), cwd=folder, stdout=log, stderr=log)
        try:
            yield process
        finally:
            below = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            for child in below:
                if child.is_running():
                    child.kill()


def _answers(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} does not answer")
