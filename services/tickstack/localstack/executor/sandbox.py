"""A function's process together with the Runtime API that drives it: from its start to its end, one generation."""

import dataclasses
import os
import queue
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tickstack.localstack.executor import memory
from tickstack.localstack.executor.events import Event, Exit, Invocation
from tickstack.localstack.executor.process import Command, FunctionProcess
from tickstack.localstack.executor.runtime_api import RuntimeApi

GIB = 1024**3


@dataclasses.dataclass(frozen=True)
class Blueprint:
    """What every process of an environment is made from. Memory is MB."""

    interpreter: str
    handler: str
    environment: Mapping[str, str]
    package: Path
    scratch: Path
    compiled: Path
    memory_size: int

    def arguments(self) -> Sequence[str]:
        """Return the command line."""
        # generous: a program may reserve much more than it uses; what it uses is watched
        address_space = 4 * self.memory_size * memory.MIB + 2 * GIB
        script = str(Path(__file__).with_name("bootstrap.py"))
        options = ("-S", "-P", script)  # no site-packages of the machine, no folder of ours on the search path
        return (self.interpreter, *options, str(os.getpid()), str(address_space), str(self.compiled), self.handler)


class Sandbox:
    """One process of the function. Used by one invocation at a time."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._api = RuntimeApi(self._events.put)
        blueprint.scratch.mkdir(parents=True, exist_ok=True)
        environment = {**blueprint.environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._api.port}"}
        command = Command(blueprint.arguments(), environment, blueprint.package, blueprint.memory_size)
        self._process = FunctionProcess(command, self._end)

    def offer(self, invocation: Invocation) -> None:
        """Hand the invocation to the runtime."""
        self._process.busy = True
        self._api.offer(invocation)

    def event(self, deadline: float) -> Event | None:
        """Return the next event; None when there is none until ``deadline``, a monotonic time."""
        try:
            event = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        self._process.busy = False
        return event

    def output(self) -> str:
        """Return what the process wrote since the last call."""
        return self._process.output.take()

    def peak_memory(self) -> int:
        """Return the highest resident memory so far, in MB."""
        self._process.measure()
        return -(-self._process.peak_memory // memory.MIB)

    def stop(self) -> None:
        """End the process, gently at first."""
        self._process.stop()

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.stop()

    def _end(self, how: Exit) -> None:
        self._events.put(how)
        self._api.close()
