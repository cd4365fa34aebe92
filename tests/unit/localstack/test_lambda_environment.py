import json
from collections import deque
from pathlib import Path

import pytest

from tickstack.localstack.executor.environment import Environment, Limits
from tickstack.localstack.executor.events import Event, Exit, Failure, InitFailure, Invocation, Ready, Response

LIMITS = Limits(timeout=3, memory_size=128, max_response=20)
CALL = Invocation("id-1", "arn:aws:lambda:us-east-1:000000000000:function:f", b"{}", "Root=1")
IMPORT_ERROR = InitFailure(b'{"errorType":"Runtime.ImportModuleError","errorMessage":"no"}')


class ScriptedGeneration:
    """A process that does what its script says: an event per wait, None for a deadline that passes.

    ``idle`` is the event that is there when nobody waits.
    """

    def __init__(self, *script: Event | None, idle: Event | None = None) -> None:
        self.script = deque(script)
        self.idle = idle
        self.offered: list[Invocation] = []
        self.killed = self.stopped = False

    def offer(self, invocation: Invocation) -> None:
        self.offered.append(invocation)

    def event(self, deadline: float) -> Event | None:
        if deadline == 0:
            return self.idle if not self.script else None
        return self.script.popleft()

    def output(self) -> str:
        return "said\n" if self.offered else "loaded\n"

    def peak_memory(self) -> int:
        return 40

    def stop(self) -> None:
        self.stopped = True

    def kill(self) -> None:
        self.killed = True


def environment(tmp_path: Path, *generations: ScriptedGeneration) -> Environment:
    spawned = iter(generations)
    return Environment("$LATEST", LIMITS, tmp_path / "scratch", lambda: next(spawned))


def test_a_warm_process_serves_many_invocations(tmp_path: Path) -> None:
    process = ScriptedGeneration(Ready(), Response(b"1"), Response(b"2"))
    subject = environment(tmp_path, process)
    assert subject.start() is None
    first, second = subject.invoke(CALL), subject.invoke(CALL)
    assert (first.payload, second.payload) == (b"1", b"2")
    assert not first.is_error
    assert first.logs.startswith("loaded\nSTART RequestId: id-1 Version: $LATEST\nsaid\nEND RequestId: id-1\nREPORT")
    assert "Init Duration" in first.logs
    assert "Init Duration" not in second.logs
    assert process.offered[0].deadline_ms > 0
    assert not process.killed


@pytest.mark.parametrize(
    ("event", "error_type", "message", "line"),
    [
        (None, "Sandbox.Timedout", "Task timed out after 3.00 seconds", "Status: timeout"),
        (
            Exit(0),
            "Runtime.ExitError",
            "Runtime exited without providing a reason",
            "Runtime.ExitError",
        ),
        (
            Exit(7),
            "Runtime.ExitError",
            "Runtime exited with error: exit status 7",
            "Status: error",
        ),
        (
            Exit(-9),
            "Runtime.ExitError",
            "Runtime exited with error: signal: killed",
            "Status: error",
        ),
    ],
)
def test_a_process_that_fails_is_replaced_at_the_next_invocation(
    tmp_path: Path, event: Event | None, error_type: str, message: str, line: str
) -> None:
    broken, fresh = ScriptedGeneration(Ready(), event), ScriptedGeneration(Ready(), Response(b"ok"))
    subject = environment(tmp_path, broken, fresh)
    subject.start()
    result = subject.invoke(CALL)
    assert json.loads(result.payload) == {"errorType": error_type, "errorMessage": f"RequestId: id-1 Error: {message}"}
    assert result.is_error
    assert line in result.logs
    assert broken.killed
    assert subject.invoke(CALL).payload == b"ok"


def test_a_handler_that_raises_keeps_its_process(tmp_path: Path) -> None:
    process = ScriptedGeneration(Ready(), Failure(b'{"errorType":"ValueError"}'), Response(b"ok"))
    subject = environment(tmp_path, process)
    subject.start()
    assert subject.invoke(CALL).is_error
    assert subject.invoke(CALL).payload == b"ok"


def test_a_response_over_the_limit_is_an_error_and_keeps_the_process(tmp_path: Path) -> None:
    process = ScriptedGeneration(Ready(), Response(b"x" * 21), Response(b"x" * 20))
    subject = environment(tmp_path, process)
    subject.start()
    result = subject.invoke(CALL)
    assert json.loads(result.payload)["errorType"] == "Function.ResponseSizeTooLarge"
    assert not subject.invoke(CALL).is_error


@pytest.mark.parametrize(
    ("event", "error_type"), [(IMPORT_ERROR, "Runtime.ImportModuleError"), (Exit(1), "Runtime.ExitError")]
)
def test_a_failed_initialisation_answers_the_invocation_with_its_logs(
    tmp_path: Path, event: Event, error_type: str
) -> None:
    broken, fresh = ScriptedGeneration(event), ScriptedGeneration(Ready(), Response(b"ok"))
    subject = environment(tmp_path, broken, fresh)
    assert json.loads(subject.start() or b"")["errorType"] == error_type
    result = subject.invoke(CALL)
    assert json.loads(result.payload)["errorType"] == error_type
    assert "loaded\n" in result.logs
    assert not broken.offered
    assert subject.invoke(CALL).payload == b"ok"


def test_an_initialisation_over_its_time_goes_on_in_the_invocation(tmp_path: Path) -> None:
    subject = environment(tmp_path, ScriptedGeneration(None, Ready(), Response(b"ok")))
    assert subject.start() is None
    assert subject.invoke(CALL).payload == b"ok"


def test_a_process_that_died_idle_is_replaced_unseen(tmp_path: Path) -> None:
    died, fresh = ScriptedGeneration(Ready(), Response(b"1"), idle=Exit(0)), ScriptedGeneration(Ready(), Response(b"2"))
    subject = environment(tmp_path, died, fresh)
    subject.start()
    subject.invoke(CALL)
    assert subject.invoke(CALL).payload == b"2"


def test_stopping_ends_the_process_and_removes_its_files(tmp_path: Path) -> None:
    process = ScriptedGeneration(Ready())
    subject = environment(tmp_path, process)
    subject.start()
    (tmp_path / "scratch").mkdir()
    subject.stop()
    assert process.stopped
    assert not (tmp_path / "scratch").exists()
