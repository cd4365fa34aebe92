"""The query service: wires engine, Athena and Glue for every account, and serves them until it is told to end.

``python -m tickstack.app`` reads its settings from the environment.
"""

import importlib.metadata
import logging
import os
import random
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn
from starlette.applications import Starlette

import tickstack
from tickstack.athena import operations as athena_operations
from tickstack.athena.errors import invalid_request
from tickstack.athena.executions import Executions
from tickstack.athena.history import History
from tickstack.athena.running import QueryEngine, Runner
from tickstack.athena.saved import NamedQueries, NamedQuery, PreparedStatement, PreparedStatements
from tickstack.athena.workgroups import WorkGroup, WorkGroups
from tickstack.clock import repeated
from tickstack.constraints import Framework
from tickstack.durable.mapping import DurableMapping, spaces
from tickstack.durable.store import Store
from tickstack.durable.values import Codec
from tickstack.engine import Engine
from tickstack.engine.database import AT_ONCE
from tickstack.engine.s3 import S3Clients, S3Store
from tickstack.errors import TickstackError
from tickstack.glue import operations as glue_operations
from tickstack.glue.catalog import Catalog
from tickstack.glue.crawled_tables import Changes
from tickstack.glue.crawlers import Crawlers, CrawlerShelves, Run
from tickstack.glue.durable_databases import DurableDatabases
from tickstack.glue.errors import validation
from tickstack.glue.sampling import Source
from tickstack.glue.tags import Tags
from tickstack.settings import Settings
from tickstack.sql import statements
from tickstack.tables.file_schemas import READERS
from tickstack.wire.door import application
from tickstack.wire.identity import Identity
from tickstack.wire.service import Dialect, Service

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_log = logging.getLogger(__name__)
_AHEAD = 2
_CRAWLS = 2
_CRAWLERS = "glue/crawlers"
_LOOKED_FOR_DUE = 1.0
_PATIENCE = 3.0
_REQUESTS_PATIENCE = 2
_VERSIONED = ("duckdb", "sqlglot")

ATHENA = Dialect(
    title="Athena",
    invalid=invalid_request,
    defect="InternalServerException",
    framework=Framework(
        shows_values=False,
        maxima={("GetQueryResults", "MaxResults"): 100_000},
        counts_bytes=frozenset({"QueryString"}),
    ),
)
GLUE = Dialect(title="Glue", invalid=validation, defect="InternalServiceException")


@dataclass(frozen=True, kw_only=True)
class AthenaParts:
    """What Athena's operations act on; each takes the members that its parameters name."""

    executions: Executions
    work_groups: WorkGroups
    named_queries: NamedQueries
    prepared_statements: PreparedStatements
    catalog: Catalog
    tags: Tags
    s3: "Callable[[], S3Client]"
    new_id: Callable[[], str]
    clock: Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class GlueParts:
    """What Glue's operations act on."""

    catalog: Catalog
    crawlers: Crawlers
    tags: Tags


@dataclass(frozen=True)
class _Account:
    athena: AthenaParts
    glue: GlueParts


class QueryService:
    """Athena and Glue for every account and region, each made, or read from ``store``, when it is first asked for."""

    def __init__(
        self,
        settings: Settings,
        engine: QueryEngine,
        s3_for: "Callable[[Identity], S3Client]",
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        chance: random.Random,
        store: Store | None = None,
    ) -> None:
        self.default = Identity(settings.account, settings.region)
        self._engine = engine
        self._s3_for = s3_for
        self._clock = clock
        self._new_id = new_id
        self._chance = chance
        self._store = store or Store()
        self._queries: Executor = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="query")
        self._crawls: Executor = ThreadPoolExecutor(_CRAWLS, thread_name_prefix="crawl")
        self._accounts: dict[Identity, _Account] = {}
        self._lock = threading.Lock()

    def application(self) -> Starlette:
        """The ASGI application."""
        services = (
            Service("athena", ATHENA, athena_operations.MODULES, lambda identity: self._account(identity).athena),
            Service("glue", GLUE, glue_operations.MODULES, lambda identity: self._account(identity).glue),
        )
        return application(services, default=self.default, health=self.health, request_id=self._new_id)

    def health(self) -> Mapping[str, object]:
        """Versions, once the engine has answered a query that reads nothing. Raises what the engine raises."""
        prepared = self._engine.prepare("SELECT 1", catalog=self.catalog(self.default), database="default")
        account, region = self.default.account, self.default.region
        result = self._engine.run(prepared, account=account, region=region, cancelled=threading.Event())
        rows = [list(row) for row in result.rows]
        if rows != [["1"]]:
            raise RuntimeError(f"the engine answers SELECT 1 with {rows}")
        versions = {name: importlib.metadata.version(name) for name in _VERSIONED}
        services = dict.fromkeys(("athena", "glue"), "available")
        return {"status": "running", "services": services, "versions": {"tickstack": tickstack.__version__, **versions}}

    def warm_up(self) -> None:
        """Load aside what the first query would otherwise wait for: the grammar, and a client of S3."""
        self._queries.submit(statements.check, "SELECT 1")
        self._queries.submit(self._s3_for, self.default)

    def catalog(self, identity: Identity) -> Catalog:
        """The catalog of an account in a region."""
        return self._account(identity).glue.catalog

    def resume(self) -> None:
        """Read the accounts whose crawlers may have schedules, which nobody else would ask for after a start."""
        for owner in spaces(self._store, f"/{_CRAWLERS}"):
            account, _, region = owner.partition("/")
            self._account(Identity(account, region))

    def start_due_crawlers(self) -> None:
        """Begin the runs of crawlers whose time has come."""
        with self._lock:
            accounts = list(self._accounts.values())
        for account in accounts:
            account.glue.crawlers.start_due()

    def close(self, patience: float = 0) -> None:
        """Give running queries ``patience`` seconds to end; what is left has failed, and its threads are not waited
        for."""
        with self._lock:
            accounts = list(self._accounts.values())
        deadline = time.monotonic() + patience
        for account in accounts:
            account.glue.crawlers.close()
            account.athena.executions.close(max(deadline - time.monotonic(), 0))
        for pool in (self._queries, self._crawls):
            pool.shutdown(wait=False, cancel_futures=True)
        self._store.close()

    def _account(self, identity: Identity) -> _Account:
        with self._lock:
            if identity not in self._accounts:
                self._accounts[identity] = self._make_account(identity)
            return self._accounts[identity]

    def _make_account(self, identity: Identity) -> _Account:
        def s3() -> "S3Client":
            return self._s3_for(identity)

        owner = f"{identity.account}/{identity.region}"

        def kept(what: str, *classes: type) -> DurableMapping[Any, Any]:
            return DurableMapping(self._store, f"{owner}/{what}", Codec(*classes))

        databases = DurableDatabases(self._store, owner)
        catalog = Catalog(identity.account, identity.region, clock=self._clock, databases=databases)
        crawlers = Crawlers(
            catalog,
            source=lambda: Source(s3(), READERS),
            clock=self._clock,
            new_id=self._new_id,
            pool=self._crawls,
            chance=self._chance,
            shelves=CrawlerShelves(kept(_CRAWLERS), kept("glue/crawls", Run, Changes)),
        )
        prepared = PreparedStatements(kept("athena/prepared_statements", PreparedStatement))
        history = History(self._store, owner)
        executions = Executions(
            Runner(self._engine, catalog, prepared, history, s3=s3, clock=self._clock),
            pool=self._queries,
            clock=self._clock,
            new_id=self._new_id,
            history=history,
        )
        athena = AthenaParts(
            executions=executions,
            work_groups=WorkGroups(self._clock, kept("athena/workgroups", WorkGroup)),
            named_queries=NamedQueries(self._new_id, kept("athena/named_queries", NamedQuery)),
            prepared_statements=prepared,
            catalog=catalog,
            tags=Tags(kept("athena/tags")),
            s3=s3,
            new_id=self._new_id,
            clock=self._clock,
        )
        return _Account(athena, GlueParts(catalog=catalog, crawlers=crawlers, tags=Tags(kept("glue/tags"))))


def query_service(settings: Settings) -> QueryService:
    """The service on the real engine, the real clock and the stack's S3. Raises StateError."""
    clients = S3Clients(settings.endpoint_url)
    return QueryService(
        settings,
        Engine(settings, lambda account, region: S3Store(clients.of(account, region)), ahead=_AHEAD),
        lambda identity: clients.of(identity.account, identity.region),
        clock=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid.uuid4()),
        chance=random.Random(),  # noqa: S311 - it chooses which files a crawler samples
        store=Store(settings.state_dir / "data" / "query" / "state.sqlite"),
    )


def main() -> NoReturn:
    """Serve until SIGTERM or SIGINT, both of which end it with status 0. A start that fails says why: status 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    status = 0
    try:
        _serve(Settings.from_environment(os.environ))
    except KeyboardInterrupt:
        pass
    except TickstackError as error:
        _log.error("%s", error)
        status = 1
    logging.shutdown()
    os._exit(status)  # threads that wait for S3 do not hold the end up


def _serve(settings: Settings) -> None:
    service = query_service(settings)
    service.warm_up()
    service.resume()
    try:
        with repeated(service.start_due_crawlers, seconds=_LOOKED_FOR_DUE):
            uvicorn.run(
                service.application(),
                host=settings.host,
                port=settings.query_port,
                log_config=None,
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=_REQUESTS_PATIENCE,
            )
    finally:
        service.close(_PATIENCE)


if __name__ == "__main__":
    main()
