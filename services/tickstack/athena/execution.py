"""One execution: what was ordered, and a snapshot of how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tickstack.athena.outcomes import Outcome
from tickstack.sql.statements import StatementKind

FINAL = ("SUCCEEDED", "FAILED", "CANCELLED")
DEFAULT_SCHEMA = "default"


def schema_of(database: str | None) -> str:
    """The schema that a context's database names: awswrangler sends one in backquotes for statements of Hive's."""
    return (database or DEFAULT_SCHEMA).strip("`").lower()


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be run, and where its result goes. ``output`` is where results go, ``configuration`` its other
    members in Athena's spelling; ``catalog`` and ``database`` are as sent; ``executed`` is the prepared statement that
    an EXECUTE runs, ``enforced`` whether the workgroup says where results go."""

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
    executed: str | None = None
    enforced: bool = False

    @property
    def schema(self) -> str:
        """The schema of names without one."""
        return schema_of(self.database)

    @property
    def text(self) -> str:
        """The statement that is run."""
        return self.executed or self.query


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
