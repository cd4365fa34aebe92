"""A stack of one's own: what is left when it is stopped, and when its supervisor is killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from killing import family, gone
from own_stack import client, echo_function, embedded_settings, until
from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder, StackError, StackState

pytestmark = pytest.mark.stack


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Settings, StackState]]:
    settings = embedded_settings(tmp_path)
    state = control.start(settings, os.environ, None)
    yield settings, state
    control.stop(settings)


def warm_function(settings: Settings) -> None:
    """Leave a function's process behind, waiting for its next invocation."""
    echo_function(settings)
    functions = client(settings, "lambda")
    assert functions.invoke(FunctionName="echo", Payload=b"{}")["StatusCode"] == 200


def test_a_killed_supervisor_leaves_no_process(own: tuple[Settings, StackState]) -> None:
    settings, state = own
    warm_function(settings)
    processes = family(state)
    assert len(processes) >= 5  # the supervisor, three services, the function
    os.kill(state.pid, signal.SIGKILL)
    until(lambda: gone(processes), "the end of every process")
    assert RunFolder.below(settings.state_dir).read() is None


def test_a_stopped_stack_leaves_no_process_and_frees_its_ports(own: tuple[Settings, StackState]) -> None:
    settings, state = own
    processes = family(state)
    with pytest.raises(StackError, match="a stack already runs"):
        control.start(settings, os.environ, None)
    assert control.stop(settings)
    assert gone(processes)
    assert not control.stop(settings)
    control.start(settings, os.environ, None)


def test_every_port_is_on_the_loopback_address(own: tuple[Settings, StackState]) -> None:
    _settings, state = own
    listening = {
        connection.laddr.ip
        for process in family(state)
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}
