"""An engine over objects held in memory, and a catalog of tables that a test declares: what the tests here run on."""

import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tickstack.engine import Engine, Result
from tickstack.glue.model import Column, Partition, Storage, Table
from tickstack.settings import Settings
from tickstack.tables.files import StoredObject

OPENX = "org.openx.data.jsonserde.JsonSerDe"


@dataclass
class MemoryStore:
    """Objects by key; every bucket holds the same."""

    objects: dict[str, bytes] = field(default_factory=dict)
    _versions: dict[str, tuple[bytes, str]] = field(default_factory=dict)

    def _version(self, key: str, data: bytes) -> str:
        known = self._versions.get(key)
        if known is None or known[0] is not data:
            known = self._versions[key] = data, uuid.uuid4().hex
        return known[1]

    def list(self, bucket: str, prefix: str) -> Iterator[StoredObject]:
        for key, data in sorted(self.objects.items()):
            if key.startswith(prefix):
                yield StoredObject(bucket, key, len(data), self._version(key, data))

    def read(self, item: StoredObject, stop: Callable[[], bool]) -> bytes:
        return self.objects[item.key]


@dataclass
class MemoryCatalog:
    """Tables by name, all in ``default``."""

    known: dict[str, Table] = field(default_factory=dict)
    parts: dict[str, list[Partition]] = field(default_factory=dict)

    def databases(self) -> Sequence[str]:
        return ["default"]

    def tables(self, database: str) -> Sequence[str]:
        return sorted(self.known)

    def table(self, database: str, name: str) -> Table | None:
        return self.known.get(name) if database == "default" else None

    def partitions(self, database: str, table: str) -> Sequence[Partition]:
        return self.parts.get(table, [])


@dataclass
class Bench:
    """An engine with what it reads."""

    engine: Engine
    store: MemoryStore
    catalog: MemoryCatalog
    account: str = "000000000000"

    def declare(
        self,
        name: str,
        columns: Mapping[str, str],
        *objects: str | bytes,
        serde: str = OPENX,
        serde_parameters: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """A table with objects below its location."""
        made = tuple(Column(column, kind) for column, kind in columns.items())
        storage = Storage(f"s3://data/{name}", made, serde=serde, serde_parameters=serde_parameters or {})
        self.catalog.known[name] = Table("default", name, storage, parameters=parameters or {})
        for number, data in enumerate(objects):
            self.store.objects[f"{name}/{number}"] = data.encode() if isinstance(data, str) else data

    def run(self, statement: str, *parameters: str, cancelled: threading.Event | None = None) -> Result:
        stop = cancelled or threading.Event()
        prepared = self.engine.prepare(
            statement, catalog=self.catalog, database="default", parameters=parameters, cancelled=stop
        )
        return self.engine.run(prepared, account=self.account, region="us-east-1", cancelled=stop)

    def rows(
        self, statement: str, *parameters: str, cancelled: threading.Event | None = None
    ) -> list[tuple[str | None, ...]]:
        """The rows of a statement as Athena's text."""
        return [tuple(row) for row in self.run(statement, *parameters, cancelled=cancelled).rows]


class Benches:
    """Benches that share one engine, whose databases are made ahead; each has objects and tables of its own."""

    def __init__(self, folder: Path) -> None:
        self._stores: dict[str, MemoryStore] = {}
        self._engine = Engine(Settings(state_dir=folder), lambda account, region: self._stores[account], ahead=2)

    def new(self) -> Bench:
        account = f"{len(self._stores):012d}"
        self._stores[account] = MemoryStore()
        return Bench(self._engine, self._stores[account], MemoryCatalog(), account)


def bench(folder: Path, timestamp_cast: str = "drop", store: MemoryStore | None = None) -> Bench:
    """A bench whose engine keeps its files in ``folder``."""
    store = store or MemoryStore()
    return Bench(
        Engine(Settings(state_dir=folder, timestamp_cast=timestamp_cast), lambda account, region: store),
        store,
        MemoryCatalog(),
    )
