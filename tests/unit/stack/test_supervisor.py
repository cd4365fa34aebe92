"""The supervisor, for real, over two small web servers."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from own_stack import until
from tickstack.stack.ports import free_port
from tickstack.stack.state import RunFolder, ServiceState, StackError, StackState

SCRIPT = Path(__file__).parents[2] / "support" / "small_stack.py"
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def run(*more: str) -> subprocess.Popen[bytes]:
        ports = (str(free_port()), str(free_port()))
        environment = {**os.environ, "TICKSTACK_STATE_DIR": str(tmp_path)}
        process = subprocess.Popen([sys.executable, str(SCRIPT), *ports, *more], env=environment)
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def ready(folder: RunFolder) -> StackState | None:
    state = folder.read()
    return state if state and state.ready else None


def failures(folder: RunFolder) -> tuple[ServiceState, ...]:
    state = folder.read()
    return state.failed if state else ()


def gone(pids: list[int]) -> bool:
    return not any(_alive(pid) for pid in pids)


def _alive(pid: int) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    return False


def test_services_start_side_by_side_and_stop_with_sigterm(start: Start, tmp_path: Path) -> None:
    folder = RunFolder.below(tmp_path)
    process = start()
    state = until(lambda: ready(folder), "readiness")
    pids = [service.pid for service in state.services]
    assert all(_alive(pid) for pid in pids)
    assert state.pid == process.pid
    assert all(Path(service.log).is_file() for service in state.services)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert gone(pids)
    assert folder.read() is None


def test_nothing_outlives_a_killed_supervisor(start: Start, tmp_path: Path) -> None:
    process = start()
    state = until(lambda: ready(RunFolder.below(tmp_path)), "readiness")
    process.kill()
    process.wait(30)
    until(lambda: gone([service.pid for service in state.services]), "the services' end")
    assert RunFolder.below(tmp_path).read() is None


def test_a_service_that_dies_is_reported_and_the_others_stay(start: Start, tmp_path: Path) -> None:
    folder = RunFolder.below(tmp_path)
    start()
    state = until(lambda: ready(folder), "readiness")
    first, second = state.services
    os.kill(first.pid, signal.SIGKILL)
    failed = until(lambda: failures(folder), "the report")
    assert failed[0].name == "web0"
    assert failed[0].detail == "its process exited with -9"
    assert _alive(second.pid)


def test_a_service_that_cannot_start_says_so(start: Start, tmp_path: Path) -> None:
    start("no.such.module")
    folder = RunFolder.below(tmp_path)
    (failed,) = until(lambda: failures(folder), "the failure")
    assert failed.name == "missing"
    assert "No module named 'no'" in Path(failed.log).read_text()


def test_one_state_folder_holds_one_stack(tmp_path: Path) -> None:
    folder = RunFolder.below(tmp_path)
    with folder.hold():
        assert folder.locked()
        with pytest.raises(StackError, match="already runs"), folder.hold():
            pass
    assert not folder.locked()
