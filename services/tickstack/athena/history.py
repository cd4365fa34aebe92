"""Every execution of one account in one region, in a store: finished ones are read from there and not held in memory.

Bounded by age, as in AWS, and by number, so that a disk cannot fill up unnoticed.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from tickstack.athena.execution import FINAL, Execution, Order
from tickstack.athena.outcomes import Failure, Outcome
from tickstack.durable.store import Store
from tickstack.durable.values import Codec
from tickstack.engine import OutputColumn
from tickstack.sql.statements import StatementKind
from tickstack.sql.types import AthenaType

KEPT_FOR = timedelta(days=45)
KEPT = 100_000

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS executions (
        owner TEXT, number INTEGER, id TEXT NOT NULL, workgroup TEXT NOT NULL, submitted REAL NOT NULL,
        final INTEGER NOT NULL, token TEXT, request TEXT, value TEXT NOT NULL, PRIMARY KEY (owner, number)
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX IF NOT EXISTS executions_id ON executions (owner, id)",
    "CREATE UNIQUE INDEX IF NOT EXISTS executions_token ON executions (owner, token) WHERE token IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS executions_listed ON executions (owner, workgroup, number, id)",
    "CREATE INDEX IF NOT EXISTS executions_submitted ON executions (owner, submitted)",
    "CREATE INDEX IF NOT EXISTS executions_open ON executions (owner) WHERE NOT final",
)
_CODEC = Codec(Execution, Order, StatementKind, Outcome, Failure, OutputColumn, AthenaType)

type Idempotent = tuple[str | None, ...]
"""What must be equal in two requests of one token."""


class Listed(NamedTuple):
    """An execution in a list."""

    number: int
    id: str


class History:
    """The executions of ``owner``, whose text no other history in ``store`` has."""

    def __init__(self, store: Store, owner: str) -> None:
        self._store = store
        self._owner = owner
        store.apply([(statement, ()) for statement in _SCHEMA])

    def next_number(self) -> int:
        """The number after the highest that was given to an execution."""
        ((last,),) = self._store.select("SELECT max(number) FROM executions WHERE owner = ?", (self._owner,))
        return 0 if last is None else cast("int", last) + 1

    def add(self, execution: Execution, token: str | None, request: Idempotent) -> None:
        row = (
            self._owner,
            execution.number,
            execution.id,
            execution.order.workgroup,
            execution.submitted.timestamp(),
            False,
            None if token is None else _CODEC.write(token),
            None if token is None else _CODEC.write(request),
            _CODEC.write(execution),
        )
        self._store.apply([("INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)])

    def save(self, execution: Execution) -> None:
        """Replace what was added."""
        row = (execution.state in FINAL, _CODEC.write(execution), self._owner, execution.number)
        self._store.apply([("UPDATE executions SET final = ?, value = ? WHERE owner = ? AND number = ?", row)])

    def find(self, identity: str) -> Execution | None:
        query = "SELECT value FROM executions WHERE owner = ? AND id = ?"
        return next(iter(self._read(query, identity)), None)

    def of_token(self, token: str) -> tuple[Idempotent, str] | None:
        """The request that used ``token``, and the id of its execution."""
        query = "SELECT request, id FROM executions WHERE owner = ? AND token = ?"
        rows = self._store.select(query, (self._owner, _CODEC.write(token)))
        return next(((_CODEC.read(cast("str", request)), cast("str", identity)) for request, identity in rows), None)

    def of(self, workgroup: str) -> list[Listed]:
        """Newest first."""
        query = "SELECT number, id FROM executions WHERE owner = ? AND workgroup = ? ORDER BY number DESC"
        rows = self._store.select(query, (self._owner, workgroup))
        return [Listed(cast("int", number), cast("str", identity)) for number, identity in rows]

    def like(self, order: Order, since: datetime) -> list[Execution]:
        """Finished executions in the workgroup of ``order`` whose value holds its query, newest first."""
        query = (
            "SELECT value FROM executions WHERE owner = ? AND workgroup = ? AND submitted >= ? AND final "
            "AND instr(value, ?) ORDER BY number DESC"
        )
        return self._read(query, order.workgroup, since.timestamp(), _CODEC.write(order.query))

    def end_open(self, outcome: Outcome, now: datetime) -> None:
        """Give ``outcome`` to every execution that is not final."""
        for execution in self._read("SELECT value FROM executions WHERE owner = ? AND NOT final"):
            self.save(replace(execution, state=outcome.state, completed=now, outcome=outcome))

    def forget_old(self, now: datetime) -> None:
        """Delete what is past its age or its number."""
        oldest, lowest = (now - KEPT_FOR).timestamp(), self.next_number() - KEPT
        self._store.apply(
            [
                ("DELETE FROM executions WHERE owner = ? AND final AND submitted < ?", (self._owner, oldest)),
                ("DELETE FROM executions WHERE owner = ? AND final AND number < ?", (self._owner, lowest)),
            ]
        )

    def _read(self, query: str, *parameters: object) -> list[Execution]:
        rows = self._store.select(query, (self._owner, *parameters))
        return [_CODEC.read(cast("str", value)) for (value,) in rows]
