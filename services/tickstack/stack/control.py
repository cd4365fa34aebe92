"""Start and stop the embedded stack from another process: what ``tickstack up`` and ``tickstack down`` do."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

from tickstack.settings import Settings
from tickstack.stack.ports import require_free
from tickstack.stack.state import RunFolder, StackError, StackState

START_TIMEOUT = 200.0
STOP_TIMEOUT = 60.0
POLL = 0.05

INHERITED = ("PATH", "LD_LIBRARY_PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "PYTHONWARNINGS")
"""The caller's variables that the services see: no credentials, no proxies, no certificate bundles.

A Python that is built shared may find its library by LD_LIBRARY_PATH alone."""


def start(
    settings: Settings,
    environ: Mapping[str, str],
    init_dir: Path | None,
    on_change: Callable[[StackState], None] = lambda _state: None,
) -> StackState:
    """Start a stack and wait until every service is ready; ``on_change`` sees each new state.

    Raises StackError where a stack already runs, a port is taken, or a service fails (the others are stopped then).
    """
    folder = RunFolder.below(settings.state_dir)
    running = folder.read()
    if running and running.stopping:
        raise StackError(f"the former stack (process {running.pid}) is still stopping: try again in a moment")
    if running:
        raise StackError(
            f"a stack already runs (process {running.pid}, state folder {settings.state_dir}); "
            "'tickstack status' shows it, 'tickstack down' stops it"
        )
    require_free(settings)
    process = _spawn(settings, environ, init_dir)
    try:
        state = _until_ready(folder, process, settings, on_change)
    except BaseException:
        process.terminate()
        process.wait(STOP_TIMEOUT)
        raise
    # Whoever stays must take the supervisor's end from the kernel, or it stays as a zombie.
    threading.Thread(target=process.wait, daemon=True, name="supervisor").start()
    return state


def stop(settings: Settings) -> bool:
    """Stop the stack cleanly and wait until it is gone; False where none ran."""
    folder = RunFolder.below(settings.state_dir)
    state = folder.read()
    if state is None:
        return False
    try:
        supervisor = psutil.Process(state.pid)
        supervisor.send_signal(signal.SIGTERM)
        supervisor.wait(STOP_TIMEOUT)
    except psutil.NoSuchProcess:
        pass
    except psutil.TimeoutExpired:
        raise StackError(f"the stack's process {state.pid} does not stop; its log says why") from None
    return True


def _spawn(settings: Settings, environ: Mapping[str, str], init_dir: Path | None) -> subprocess.Popen[bytes]:
    settings.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)  # logs and data are this user's alone
    logs = settings.state_dir / "logs"
    logs.mkdir(exist_ok=True)
    inherited = {name: environ[name] for name in INHERITED if name in environ}
    inherited["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), inherited.get("PATH", os.defpath)])
    with (logs / "supervisor.log").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "tickstack.stack", *([str(init_dir)] if init_dir else [])],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=inherited | settings.to_environment(),
            start_new_session=True,
        )


def _until_ready(
    folder: RunFolder,
    process: subprocess.Popen[bytes],
    settings: Settings,
    on_change: Callable[[StackState], None],
) -> StackState:
    deadline = time.monotonic() + START_TIMEOUT
    seen: StackState | None = None
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise StackError(f"the supervisor ended at once: {_tail(settings.state_dir / 'logs' / 'supervisor.log')}")
        state = folder.read_last()
        if state and state.pid == process.pid and state != seen:
            seen = state
            on_change(state)
            if state.failed:
                service = state.failed[0]
                raise StackError(f"{service.name} did not start: {service.detail}\n{_tail(Path(service.log))}")
            if state.ready:
                return state
        time.sleep(POLL)
    raise StackError(f"the stack is not ready after {START_TIMEOUT:.0f} s; its logs are in {settings.state_dir}/logs")


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
