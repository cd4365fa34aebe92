"""Databases made ahead of their statements: making one takes longer than most statements run.

Each is given out once and thrown away afterwards, so that nothing of a statement reaches another.
"""

import threading
import uuid
from collections import deque
from pathlib import Path

import duckdb

from tickstack.engine.database import connect

# DuckDB looks a function up in its catalog when it is first used, and takes a while to start.
WARMING = (
    "SELECT count(*), sum(x), max(x), avg(x) FROM range(10) AS r (x) WHERE x < 5 AND CAST(x AS VARCHAR) LIKE '1%' "
    "GROUP BY x % 2 ORDER BY 1"
)

type Database = tuple[Path, duckdb.DuckDBPyConnection]


class Stock:
    """Up to ``size`` locked databases, each with the name of a folder of its own below ``folder`` and ``memory``."""

    def __init__(self, folder: Path, size: int, memory: str) -> None:
        self._folder = folder
        self._memory = memory
        self._size = size
        self._ready: deque[Database] = deque()
        self._filling = threading.Lock()

    def take(self) -> Database:
        """A database that nobody had, and its folder, which is not made yet."""
        try:
            return self._ready.popleft()
        except IndexError:
            return self._make()

    def refill(self) -> None:
        """Make what is missing in a thread, once a statement has ended: it takes a processor from those that run.

        Not by a daemon: Python ends one at exit inside of DuckDB, which then ends the process.
        """
        if self._size:
            threading.Thread(target=self.fill, name="stock").start()

    def fill(self) -> None:
        """Make what is missing."""
        with self._filling:
            while len(self._ready) < self._size:
                folder, connection = self._make()
                connection.execute(WARMING).fetchall()
                self._ready.append((folder, connection))

    def _make(self) -> Database:
        folder = self._folder / uuid.uuid4().hex
        return folder, connect(folder, self._memory)
