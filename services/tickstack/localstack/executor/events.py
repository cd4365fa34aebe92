"""What can happen to a function's process, as the environment sees it, and the invocation that it is given."""

import dataclasses
import signal


@dataclasses.dataclass(frozen=True)
class Invocation:
    """One call of the function. ``deadline_ms`` is a time since the epoch; the environment sets it."""

    request_id: str
    function_arn: str
    payload: bytes
    trace_id: str
    deadline_ms: int = 0


@dataclasses.dataclass(frozen=True)
class Ready:
    """The runtime asked for its first invocation: its initialisation is over."""


@dataclasses.dataclass(frozen=True)
class InitFailure:
    """The runtime could not load the handler; ``body`` is its error as JSON."""

    body: bytes


@dataclasses.dataclass(frozen=True)
class Response:
    """The handler returned ``body``."""

    body: bytes


@dataclasses.dataclass(frozen=True)
class Failure:
    """The handler raised; ``body`` is the error as JSON."""

    body: bytes


@dataclasses.dataclass(frozen=True)
class Exit:
    """The process ended with ``status``: an exit status, or the negative number of the signal that killed it."""

    status: int

    @property
    def reason(self) -> str:
        """AWS's words for it, such as ``exit status 1``; empty when the process gave none."""
        if self.status < 0:
            names = {signal.SIGKILL: "killed", signal.SIGTERM: "terminated", signal.SIGSEGV: "segmentation fault"}
            number = signal.Signals(-self.status)
            return f"signal: {names.get(number, number.name)}"
        return f"exit status {self.status}" if self.status else ""


type Event = Ready | InitFailure | Response | Failure | Exit
