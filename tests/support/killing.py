"""A stack's processes, ended with no chance to do anything about it."""

import contextlib
import signal

import psutil

from own_stack import until
from tickstack.settings import Settings
from tickstack.stack.ports import require_free
from tickstack.stack.state import RunFolder, StackError, StackState


def family(state: StackState) -> list[psutil.Process]:
    """The supervisor, the services and the functions."""
    supervisor = psutil.Process(state.pid)
    return [supervisor, *supervisor.children(recursive=True)]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


def kill(settings: Settings) -> None:
    """Kill every process of the stack; its ports are free when this returns."""
    state = RunFolder.below(settings.state_dir).read()
    assert state
    processes = family(state)
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):  # it has followed its parent
            process.send_signal(signal.SIGKILL)
    until(lambda: gone(processes), "the end of every process")
    until(lambda: _ports_are_free(settings), "the end of every socket")


def _ports_are_free(settings: Settings) -> bool:
    # a zombie's last thread may still be on its way out
    try:
        require_free(settings)
    except StackError:
        return False
    return True
