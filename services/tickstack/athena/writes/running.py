"""Which function runs which statement that writes."""

from collections.abc import Callable
from typing import Any

from tickstack.athena.writes.create_table_as import create_table_as
from tickstack.athena.writes.insert import insert
from tickstack.athena.writes.unload import unload
from tickstack.athena.writes.work import Made, Work
from tickstack.errors import QueryError
from tickstack.sql.statements import StatementKind, writes

_ROWS: dict[type, Callable[[Work, Any], Made]] = {
    writes.CreateTableAs: create_table_as,
    writes.Insert: insert,
    writes.Unload: unload,
}
_UPDATES = {"CREATE_TABLE_AS_SELECT": "CREATE TABLE", "INSERT": "INSERT", "UNLOAD": "UNLOAD"}


def runs(kind: StatementKind) -> bool:
    """Whether a statement of this kind writes."""
    return kind.substatement in _UPDATES


def update_type(kind: StatementKind) -> str:
    """The statement as the metadata object names it."""
    return _UPDATES[kind.substatement]


def run(work: Work, text: str) -> Made:
    """Run a statement. Raises QueryError, HiveSyntaxError."""
    if text.upper().startswith("OPTIMIZE"):  # counts as CREATE TABLE AS
        raise QueryError("NOT_SUPPORTED", "tickstack does not support OPTIMIZE yet", type=1200)
    statement = writes.parse(text)
    return _ROWS[type(statement)](work, statement)
