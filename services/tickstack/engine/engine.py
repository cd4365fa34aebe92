"""The engine: prepares a statement against a catalog and runs it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from tickstack.engine.results import Result
from tickstack.errors import QueryError
from tickstack.glue.model import CatalogReader
from tickstack.settings import Settings


@dataclass(frozen=True)
class Prepared:
    """A statement that was parsed, resolved and translated."""

    statement: str


class Engine:
    """Runs statements; made once by the composition root."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def prepare(
        self, statement: str, *, catalog: CatalogReader, database: str, parameters: Sequence[str] = ()
    ) -> Prepared:
        """Parse and translate. Raises QueryError."""
        raise QueryError("NOT_SUPPORTED", "not yet", type=1200)

    def run(self, prepared: Prepared, *, account: str, region: str, cancelled: threading.Event) -> Result:
        """Run. Raises QueryError, or Cancelled when ``cancelled`` is set before the last row."""
        raise QueryError("NOT_SUPPORTED", "not yet", type=1200)
