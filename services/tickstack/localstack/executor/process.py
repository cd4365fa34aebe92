"""One process of a function: started, watched and stopped as a group.

A thread of its own starts the process and watches it until it ends: the kernel's parent-death signal, by which no
function outlives the stack, is tied to the thread that started the process.
"""

import contextlib
import dataclasses
import os
import select
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tickstack.localstack.executor import memory
from tickstack.localstack.executor.events import Exit
from tickstack.localstack.executor.output import Output

WATCH_BUSY, WATCH_IDLE = 50, 500  # milliseconds between two looks at the memory
GRACE = 0.3  # seconds between SIGTERM and SIGKILL


@dataclasses.dataclass(frozen=True)
class Command:
    """What to start: the command line, the environment, the working folder, and the memory limit in MB."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    memory_size: int


class FunctionProcess:
    """A running function. ``ended`` is called once, on the watching thread, with the way it ended."""

    def __init__(self, command: Command, ended: Callable[[Exit], None]) -> None:
        self.output = Output()
        self.peak_memory = 0
        self.busy = True
        self._command = command
        self._ended = ended
        self._pid: int | None = None
        self._started = threading.Event()
        self._gone = threading.Event()
        self._thread = threading.Thread(target=self._run, name="function-process", daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def pid(self) -> int | None:
        """The process id, which is also the id of its group; None when it could not be started."""
        return self._pid

    def measure(self) -> int:
        """Return the resident memory in bytes, and remember the highest."""
        used = memory.resident(self._pid) if self._pid and not self._gone.is_set() else 0
        self.peak_memory = max(self.peak_memory, used)
        return used

    def stop(self) -> None:
        """Ask the process to end, and kill it with all that it started when it does not."""
        if not self._gone.is_set():
            self._signal(signal.SIGTERM)
            if not self._gone.wait(GRACE):
                self.kill()
        self._thread.join()

    def kill(self) -> None:
        """Kill the process and all that it started."""
        self._signal(signal.SIGKILL)

    def _run(self) -> None:
        status = -signal.SIGKILL
        try:
            process = self._start()
            self._started.set()
            status = self._watch(process)
        except OSError as error:
            self._started.set()
            self.output.add(f"cannot start {self._command.arguments[0]}: {error}\n")
        finally:
            self.output.close()
            self._gone.set()
            self._ended(Exit(status))

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(
                list(self._command.arguments),
                stdin=subprocess.DEVNULL,
                stdout=self.output.write_end,
                stderr=self.output.write_end,
                env=dict(self._command.environment),
                cwd=self._command.folder,
                start_new_session=True,
            )
        finally:
            self.output.close_write_end()
        self._pid = process.pid
        return process

    def _watch(self, process: subprocess.Popen[bytes]) -> int:
        ended = os.pidfd_open(process.pid)
        try:
            poll = select.poll()
            poll.register(ended, select.POLLIN)
            poll.register(self.output.read_end, select.POLLIN)
            reading = True
            while not any(descriptor == ended for descriptor, _ in poll.poll(WATCH_BUSY if self.busy else WATCH_IDLE)):
                if reading and not self.output.drain():
                    reading = False
                    poll.unregister(self.output.read_end)
                if self.measure() > self._command.memory_size * memory.MIB:
                    self.kill()
        finally:
            os.close(ended)
        # before the process is reaped, so that its id cannot be another's
        self.kill()
        return process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._pid is not None and not self._gone.is_set():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._pid, number)
