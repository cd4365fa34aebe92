"""The executions of one account in one region: QUEUED → RUNNING → SUCCEEDED, FAILED or CANCELLED, and no way back."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from tickstack.athena.errors import invalid_request
from tickstack.athena.outcomes import Outcome
from tickstack.sql.statements import StatementKind

FINAL = ("SUCCEEDED", "FAILED", "CANCELLED")
_YOUNG = timedelta(seconds=2)
_PATIENCE = 0.1


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be run, and where its result goes. ``output`` is where results go, ``configuration`` its other
    members in Athena's spelling; ``catalog`` and ``database`` are as sent."""

    query: str
    kind: StatementKind
    workgroup: str
    output: str
    catalog: str | None = None
    database: str | None = None
    parameters: tuple[str, ...] = ()
    configuration: Mapping[str, Any] = field(default_factory=dict)
    reuse: Mapping[str, Any] | None = None
    scan_limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Execution:
    """A snapshot of one execution. ``number`` counts them; ``object_url`` is the result object."""

    id: str
    number: int
    order: Order
    object_url: str
    submitted: datetime
    state: str = "QUEUED"
    started: datetime | None = None
    completed: datetime | None = None
    outcome: Outcome = field(default_factory=Outcome)


@dataclass
class _Entry:
    execution: Execution
    cancelled: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class _Idempotent:
    request: object
    id: str


class Executions:
    """Queues and runs executions on ``pool``.

    ``run`` takes an execution and the event that cancels it, and gives its outcome; it never raises.
    """

    def __init__(
        self,
        run: Callable[[Execution, threading.Event], Outcome],
        *,
        pool: Executor,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._run_query = run
        self._pool = pool
        self._clock = clock
        self._new_id = new_id
        self._entries: dict[str, _Entry] = {}
        self._tokens: dict[str, _Idempotent] = {}
        self._lock = threading.Lock()

    def submit(self, order: Order, *, token: str | None, request: object) -> str:
        """Queue ``order`` and give its id; a token that was used for an equal ``request`` gives the former id.

        Raises InvalidRequestException (IDEMPOTENT_PARAMETER_MISMATCH) for a token that was used for another.
        """
        with self._lock:
            former = self._tokens.get(token) if token is not None else None
            if former is not None:
                if former.request != request:
                    raise invalid_request("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
                return former.id
            identity = self._new_id()
            execution = Execution(
                id=identity,
                number=len(self._entries),
                order=order,
                object_url=_object_url(order, identity),
                submitted=self._clock(),
            )
            entry = self._entries[identity] = _Entry(execution)
            if token is not None:
                self._tokens[token] = _Idempotent(request, identity)
        self._pool.submit(self._run, entry)
        return identity

    def find(self, identity: str) -> Execution | None:
        entry = self._entries.get(identity)
        return entry.execution if entry else None

    def require(self, identity: str) -> Execution:
        """Raises InvalidRequestException (QUERY_EXECUTION_NOT_FOUND)."""
        found = self.find(identity)
        if found is None:
            raise invalid_request(f"QueryExecution {identity} was not found", "QUERY_EXECUTION_NOT_FOUND")
        return found

    def settled(self, identity: str) -> Execution:
        """As ``require``, but a young query that is not final is given a moment to become so: clients that poll once
        a second would otherwise always pay that second."""
        execution = self.require(identity)
        if execution.state not in FINAL and self._clock() - execution.submitted < _YOUNG:
            self._entries[identity].done.wait(_PATIENCE)
        return self.require(identity)

    def of(self, workgroup: str) -> list[Execution]:
        """Newest first."""
        with self._lock:
            entries = list(self._entries.values())
        found = [entry.execution for entry in entries if entry.execution.order.workgroup == workgroup]
        return sorted(found, key=lambda execution: -execution.number)

    def stop(self, identity: str) -> None:
        """Cancel a query; one that is final stays as it is."""
        self.require(identity)
        entry = self._entries[identity]
        entry.cancelled.set()
        self._finish(entry, Outcome(state="CANCELLED", reason="Query cancelled by user"))

    def close(self) -> None:
        """Cancel every query that is not final."""
        for identity in list(self._entries):
            self.stop(identity)

    def _run(self, entry: _Entry) -> None:
        with self._lock:
            if entry.execution.state in FINAL:
                return
            entry.execution = replace(entry.execution, state="RUNNING", started=self._clock())
        self._finish(entry, self._run_query(entry.execution, entry.cancelled))

    def _finish(self, entry: _Entry, outcome: Outcome) -> None:
        with self._lock:
            if entry.execution.state not in FINAL:
                entry.execution = replace(
                    entry.execution, state=outcome.state, completed=self._clock(), outcome=outcome
                )
        entry.done.set()


def _object_url(order: Order, identity: str) -> str:
    folder = "tables/" if order.kind.substatement == "CREATE_TABLE_AS_SELECT" else ""
    return f"{order.output.rstrip('/')}/{folder}{identity}{order.kind.extension}"
