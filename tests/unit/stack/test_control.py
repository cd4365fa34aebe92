"""Starting a stack where another one is still there."""

import dataclasses
from pathlib import Path

import pytest

from tickstack.settings import Settings
from tickstack.stack import control
from tickstack.stack.state import RunFolder, ServiceState, StackError, StackState

STATE = StackState(4711, 0.0, {}, (ServiceState("query", "http://127.0.0.1:1", "query.log", state="ready"),))


@pytest.mark.parametrize(
    ("stopping", "said"), [(False, "a stack already runs .process 4711"), (True, "4711. is still stopping")]
)
def test_a_start_beside_a_stack_says_what_it_is_at(stopping: bool, said: str, tmp_path: Path) -> None:
    folder = RunFolder.below(tmp_path)
    with folder.hold():
        folder.write(dataclasses.replace(STATE, stopping=stopping))
        with pytest.raises(StackError, match=said):
            control.start(Settings(state_dir=tmp_path), {}, None)


def test_a_stack_that_stops_is_not_ready() -> None:
    assert STATE.ready
    assert not dataclasses.replace(STATE, stopping=True).ready
