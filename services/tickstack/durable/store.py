"""One SQLite database: who opens it, its format, transactions, and rows of text by space and key.

A write-ahead log without a sync per commit: a commit is one write(2), which a killed process has done, and a loss of
power may cost the last commits but not the database. The lock on the file is held as long as the store is open, so
that two processes never share a state.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from tickstack.errors import StateError

FORMAT = 1
"""Counts up with every change after which an older state is no longer read; ``PRAGMA user_version`` holds it."""

_PATIENCE = 10.0
_REMEDY = (
    "`tickstack down --volumes` forgets the state (in compose: `docker compose down -v`); removing the folder {folder} "
    "forgets this part of it"
)

type Change = tuple[str, tuple[object, ...]]
"""A statement of SQL and its parameters."""


class Store:
    """An open database; safe to use from several threads. Without a ``path`` it is in memory, and gone when closed.

    ``patience`` is how many seconds another process is given to let go of it. Raises StateError.
    """

    def __init__(self, path: Path | None = None, *, patience: float = _PATIENCE) -> None:
        self._lock = threading.RLock()
        self._connection = _opened(path, patience) if path else _connected(":memory:", patience)
        with self.transaction() as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS records"
                " (space TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (space, key)) WITHOUT ROWID"
            )

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything that is executed in the block, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def apply(self, changes: Iterable[Change]) -> None:
        """Make ``changes`` at once."""
        with self.transaction() as connection:
            for statement, parameters in changes:
                connection.execute(statement, parameters)

    def select(self, statement: str, parameters: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with self._lock:
            return self._connection.execute(statement, parameters).fetchall()

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def _opened(path: Path, patience: float) -> sqlite3.Connection:
    """The database at ``path``, made if it is not there. Raises StateError."""
    try:
        for folder in reversed([item for item in path.parents if not item.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
        connection = _connected(str(path), patience)
        _check_format(connection, path)
    except (OSError, sqlite3.OperationalError) as error:
        reason = "another process uses it" if "locked" in str(error) else str(error)
        raise StateError(f"{path} cannot be opened: {reason}. TICKSTACK_STATE_DIR names the folder of state") from None
    except sqlite3.DatabaseError as error:
        raise StateError(f"{path} is damaged: {error}. {_REMEDY.format(folder=path.parent)}") from None
    return connection


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Mark a new database with this version's format. Raises StateError for another."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    if found != FORMAT and not (found == 0 and empty):
        connection.close()
        raise StateError(
            f"{path} was written by another version of tickstack: its format is {found}, this version's is {FORMAT}. "
            f"Run the version that wrote it, or start anew: {_REMEDY.format(folder=path.parent)}"
        )
    connection.execute(f"PRAGMA user_version = {FORMAT}")


def _connected(name: str, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        for setting in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection
