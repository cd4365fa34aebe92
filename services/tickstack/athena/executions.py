"""The executions of one account in one region: QUEUED → RUNNING → SUCCEEDED, FAILED or CANCELLED, and no way back.

Those that are not final are held in memory; all are in the history, where a state is written before anyone is told.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tickstack.athena.errors import invalid_request
from tickstack.athena.execution import FINAL, Execution, Order
from tickstack.athena.history import History, Idempotent, Listed
from tickstack.athena.outcomes import CUT_OFF, Failure, Outcome
from tickstack.durable.store import Store

_log = logging.getLogger(__name__)
_YOUNG = timedelta(seconds=2)
_PATIENCE = 0.1
_PRUNED = timedelta(hours=1)


@dataclass
class _Entry:
    execution: Execution
    cancelled: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


class Executions:
    """Queues and runs executions on ``pool``, and keeps them in ``history``; those that it holds open were cut off.

    ``run`` takes an execution and the event that cancels it, and gives its outcome; it never raises.
    """

    def __init__(
        self,
        run: Callable[[Execution, threading.Event], Outcome],
        *,
        pool: Executor,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        history: History | None = None,
    ) -> None:
        self._run_query = run
        self._pool = pool
        self._clock = clock
        self._new_id = new_id
        self._history = history or History(Store(), "")
        self._open: dict[str, _Entry] = {}
        self._closing = False
        self._lock = threading.Lock()
        self._pruned = clock()
        self._history.end_open(CUT_OFF, self._pruned)
        self._history.forget_old(self._pruned)
        self._number = self._history.next_number()

    def submit(self, order: Order, *, token: str | None, request: Idempotent) -> str:
        """Queue ``order`` and give its id; a token that was used for an equal ``request`` gives the former id.

        Raises InvalidRequestException (IDEMPOTENT_PARAMETER_MISMATCH) for a token that was used for another.
        """
        with self._lock:
            former = self._history.of_token(token) if token is not None else None
            if former is not None:
                before, identity = former
                if before != request:
                    raise invalid_request("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
                return identity
            entry = self._add(order, token, request)
        self._pool.submit(self._run, entry)
        return entry.execution.id

    def _add(self, order: Order, token: str | None, request: Idempotent) -> _Entry:
        identity, now = self._new_id(), self._clock()
        execution = Execution(
            id=identity, number=self._number, order=order, object_url=_object_url(order, identity), submitted=now
        )
        self._history.add(execution, token, request)
        self._number += 1
        if now - self._pruned > _PRUNED:
            self._pruned = now
            self._history.forget_old(now)
        entry = self._open[identity] = _Entry(execution)
        return entry

    def find(self, identity: str) -> Execution | None:
        entry = self._open.get(identity)
        return entry.execution if entry else self._history.find(identity)

    def require(self, identity: str) -> Execution:
        """Raises InvalidRequestException (QUERY_EXECUTION_NOT_FOUND)."""
        found = self.find(identity)
        if found is None:
            raise invalid_request(f"QueryExecution {identity} was not found", "QUERY_EXECUTION_NOT_FOUND")
        return found

    def settled(self, identity: str) -> Execution:
        """As ``require``, but a young query that is not final is given a moment to become so: clients that poll once
        a second would otherwise always pay that second."""
        entry = self._open.get(identity)
        if entry is not None and self._clock() - entry.execution.submitted < _YOUNG:
            entry.done.wait(_PATIENCE)
        return self.require(identity)

    def of(self, workgroup: str) -> list[Listed]:
        """Newest first."""
        return self._history.of(workgroup)

    def stop(self, identity: str) -> None:
        """Cancel a query; one that is final stays as it is."""
        self.require(identity)
        entry = self._open.get(identity)
        if entry is not None:
            entry.cancelled.set()
            self._finish(entry, Outcome(state="CANCELLED", reason="Query cancelled by user"))

    def close(self, patience: float = 0) -> None:
        """Begin nothing more, give what runs ``patience`` seconds to end, and fail what is left as cut off."""
        with self._lock:
            self._closing = True
            entries = list(self._open.values())
        deadline = time.monotonic() + patience
        for entry in entries:
            if entry.execution.state == "RUNNING":
                entry.done.wait(max(deadline - time.monotonic(), 0))
        for entry in entries:
            self._finish(entry, CUT_OFF)
            entry.cancelled.set()

    def _run(self, entry: _Entry) -> None:
        with self._lock:
            if self._closing or entry.execution.state in FINAL:
                return
            entry.execution = replace(entry.execution, state="RUNNING", started=self._clock())
        self._finish(entry, self._run_query(entry.execution, entry.cancelled))

    def _finish(self, entry: _Entry, outcome: Outcome) -> None:
        with self._lock:
            if entry.execution.state not in FINAL:
                ended = replace(
                    entry.execution,
                    state=outcome.state,
                    completed=self._clock(),
                    outcome=outcome,
                    object_url=outcome.reused or entry.execution.object_url,
                )
                entry.execution = self._saved(ended)
        entry.done.set()

    def _saved(self, ended: Execution) -> Execution:
        """``ended`` in the history and no longer open; as failed and still in memory if it cannot be written."""
        try:
            self._history.save(ended)
        except sqlite3.Error as error:
            _log.exception("Execution %s could not be kept", ended.id)
            reason = f"The query service could not write its state: {error}"
            failure = Failure(category=1, type=100, message=reason)
            outcome = Outcome(state="FAILED", reason=reason, failure=failure)
            return replace(ended, state="FAILED", outcome=outcome)
        del self._open[ended.id]
        return ended


def _object_url(order: Order, identity: str) -> str:
    folder = "tables/" if order.kind.substatement == "CREATE_TABLE_AS_SELECT" else ""
    return f"{order.output.rstrip('/')}/{folder}{identity}{order.kind.extension}"
