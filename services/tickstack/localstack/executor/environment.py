"""An execution environment: the life cycle of a function's processes over many invocations.

The environment stays while processes come and go: after a time-out, an exit or a failed initialisation, the next
invocation starts a fresh process in place, as AWS does.
"""

import dataclasses
import datetime
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from tickstack.localstack.executor import payloads
from tickstack.localstack.executor.events import Event, Exit, Failure, InitFailure, Invocation, Ready, Response
from tickstack.localstack.executor.report import Report


class Generation(Protocol):
    """One process, as the environment uses it; see ``sandbox.Sandbox``."""

    def offer(self, invocation: Invocation) -> None:
        """Hand the invocation to the runtime."""

    def event(self, deadline: float) -> Event | None:
        """Return the next event, None at the deadline."""

    def output(self) -> str:
        """Return what was written since the last call."""

    def peak_memory(self) -> int:
        """Return the highest resident memory in MB."""

    def stop(self) -> None:
        """End the process, gently at first."""

    def kill(self) -> None:
        """End the process at once."""


@dataclasses.dataclass(frozen=True)
class Limits:
    """What the function's configuration allows: ``timeout`` in seconds, memory in MB, response in bytes."""

    timeout: int
    memory_size: int
    max_response: int


@dataclasses.dataclass(frozen=True)
class Result:
    """What an invocation gave. ``logs`` is its text in CloudWatch Logs."""

    payload: bytes
    is_error: bool
    logs: str


@dataclasses.dataclass
class _Process:
    """A generation and how far its initialisation came. Durations are milliseconds."""

    generation: Generation
    ready: bool = False
    failure: Event | None = None
    init_duration: float | None = None
    init_output: str = ""

    def note(self, event: Event | None, began: float) -> None:
        """Take the event with which the initialisation ended; None says that it goes on."""
        if event is None:
            return
        if isinstance(event, Ready):
            self.ready = True
            self.init_duration = (time.monotonic() - began) * 1000
            self.init_output = self.generation.output()
        else:
            self.failure = event

    def cold(self) -> tuple[str, float | None]:
        """Return what the initialisation wrote and how long it took, to the first invocation only."""
        output, duration = self.init_output, self.init_duration
        self.init_output, self.init_duration = "", None
        return output, duration


class Environment:
    """Runs the invocations of one function version, one at a time."""

    def __init__(
        self, version: str, limits: Limits, scratch: Path, spawn: Callable[[], Generation], init_timeout: float = 10.0
    ) -> None:
        """``init_timeout``: seconds that an initialisation gets of its own; later it uses up the invocation's time."""
        self._version = version
        self._limits = limits
        self._scratch = scratch
        self._spawn = spawn
        self._init_timeout = init_timeout
        self._process: _Process | None = None
        self._stopped = False
        self._lock = threading.Lock()
        self.logs = ""

    def start(self) -> bytes | None:
        """Start a process and wait for its initialisation. Returns the error payload when that failed.

        The failure is also the answer to the first invocation, as on AWS.
        """
        failure = self._begin().failure
        return None if failure is None else _outcome(failure, "", self._limits).payload

    def invoke(self, invocation: Invocation) -> Result:
        """Run the invocation and return its result, whatever happens to the process."""
        process = self._living() or self._begin()
        started = time.monotonic()
        deadline = started + self._limits.timeout
        if not process.ready and process.failure is None:
            process.note(process.generation.event(deadline), started)
        event = process.failure
        if process.ready:
            left = deadline - time.monotonic()
            process.generation.offer(dataclasses.replace(invocation, deadline_ms=int((time.time() + left) * 1000)))
            event = process.generation.event(deadline)
        duration = (time.monotonic() - started) * 1000
        outcome = _outcome(event, invocation.request_id, self._limits)
        if not isinstance(event, Response | Failure):
            self._retire(process)
        self.logs = self._log(process, invocation, outcome, duration)
        return Result(outcome.payload, outcome.is_error, self.logs)

    def stop(self) -> None:
        """End the process and remove what it wrote to its scratch folder."""
        with self._lock:
            self._stopped = True
            process, self._process = self._process, None
        if process is not None:
            process.generation.stop()
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _begin(self) -> _Process:
        began = time.monotonic()
        process = _Process(self._spawn())
        with self._lock:
            stopped = self._stopped
            self._process = process
        if stopped:
            self._retire(process)
        process.note(process.generation.event(began + self._init_timeout), began)
        return process

    def _living(self) -> _Process | None:
        process = self._process
        if process is not None and process.ready and isinstance(process.generation.event(0), Exit):
            self._retire(process)
            return None
        return process

    def _retire(self, process: _Process) -> None:
        process.generation.kill()
        with self._lock:
            if self._process is process:
                self._process = None

    def _log(self, process: _Process, invocation: Invocation, outcome: "_Outcome", duration: float) -> str:
        before, init_duration = process.cold()
        report = Report(
            request_id=invocation.request_id,
            version=self._version,
            duration=min(duration, self._limits.timeout * 1000),
            memory_size=self._limits.memory_size,
            max_memory=min(process.generation.peak_memory(), self._limits.memory_size),
            init_duration=init_duration,
            status=outcome.status,
            error=outcome.line,
        )
        return before + report.frame(process.generation.output())


@dataclasses.dataclass(frozen=True)
class _Outcome:
    """What the caller gets, and what the log says about it."""

    payload: bytes
    is_error: bool = True
    status: str = ""
    line: str = ""


def _outcome(event: Event | None, request_id: str, limits: Limits) -> _Outcome:
    match event:
        case Response(body) if len(body) <= limits.max_response:
            return _Outcome(body, is_error=False)
        case Response():
            return _Outcome(payloads.too_large(limits.max_response))
        case Failure(body):
            return _Outcome(body)
        case InitFailure(body):
            return _Outcome(body, status=f"Status: error\tError Type: {payloads.error_type(body)}")
        case Exit():
            payload = payloads.exited(request_id, event)
            status = "Status: error\tError Type: Runtime.ExitError"
            return _Outcome(payload, status=status, line=f"{payloads.error_message(payload)}\nRuntime.ExitError")
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    line = f"{now} {request_id} Task timed out after {limits.timeout:.2f} seconds"
    return _Outcome(payloads.timed_out(request_id, limits.timeout), status="Status: timeout", line=line)
