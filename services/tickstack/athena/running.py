"""One execution run: prepared and run by the engine, its rows and metadata put in S3."""

import itertools
import logging
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

import sqlglot
from sqlglot import exp

from tickstack.athena import ddl, metadata, writes
from tickstack.athena.execution import DEFAULT_SCHEMA, Execution, Order
from tickstack.athena.history import History
from tickstack.athena.outcomes import EndedError, Outcome, failed
from tickstack.athena.result_objects import encryption_options, exists, put
from tickstack.athena.results import write_csv, write_text
from tickstack.athena.reuse import answers, greatest_age
from tickstack.athena.saved import PreparedStatements
from tickstack.engine import Cancelled, OutputColumn
from tickstack.errors import QueryError
from tickstack.glue.catalog import Catalog
from tickstack.glue.model import CatalogReader
from tickstack.sql.hive import HiveSyntaxError
from tickstack.sql.translate import Column
from tickstack.sql.types import BIGINT, athena_type

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CATALOG = "awsdatacatalog"
_SPOOLED = 8 * 1024 * 1024
# Measured on Athena: the objects of these, and of what has no columns, are "binary/octet-stream".
_PLAIN = frozenset(f"SHOW_{what}" for what in ("TABLES", "DATABASES", "VIEWS", "COLUMNS", "PARTITIONS")) | {
    "SHOW_TABLE_PROPERTIES",
    "SHOW_CREATE_VIEW",
}
_OF_DATABASES = frozenset({"CREATE_DATABASE", "DROP_DATABASE", "ALTER_DATABASE", "SHOW_DATABASES"})
_ROWS = (OutputColumn("rows", athena_type(BIGINT)),)
_log = logging.getLogger(__name__)


class QueryResult(Protocol):
    """What a statement gives: rows of Athena's text, read once; ``scanned_bytes`` is right after the last row."""

    @property
    def columns(self) -> tuple[OutputColumn, ...]: ...

    @property
    def rows(self) -> Iterator[Sequence[str | None]]: ...

    @property
    def scanned_bytes(self) -> int: ...


class QueryEngine(Protocol):
    """What runs statements: ``tickstack.engine.Engine``. What it prepares is its own affair."""

    def columns(self, statement: str, *, catalog: CatalogReader, database: str) -> tuple[Column, ...]: ...

    def prepare(
        self,
        statement: str,
        *,
        catalog: CatalogReader,
        database: str,
        parameters: Sequence[str] = (),
        cancelled: threading.Event | None = None,
    ) -> Any: ...

    def run(self, prepared: Any, *, account: str, region: str, cancelled: threading.Event) -> QueryResult: ...


class Runner:
    """Runs executions for one account in one region."""

    def __init__(
        self,
        engine: QueryEngine,
        catalog: Catalog,
        prepared_statements: PreparedStatements,
        history: History,
        *,
        s3: Callable[[], "S3Client"],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._catalog = catalog
        self._prepared_statements = prepared_statements
        self._history = history
        self._s3 = s3
        self._clock = clock
        self._numbers = itertools.count()

    def __call__(self, execution: Execution, cancelled: threading.Event) -> Outcome:
        """The outcome of ``execution``, whatever happens."""
        try:
            return self._run(execution, cancelled)
        except Cancelled:
            return Outcome(state="CANCELLED", reason="Query cancelled by user")
        except EndedError as end:
            return end.outcome
        except QueryError as error:
            return failed(str(error), error.category, error.type)
        except HiveSyntaxError as error:
            return failed(f"SYNTAX_ERROR: {error}", 2, 1006)
        except Exception as error:  # noqa: BLE001 - a defect must end the execution too, or clients would wait for ever
            _log.exception("Execution %s failed", execution.id)
            return failed(f"GENERIC_INTERNAL_ERROR: {error}", 1, 200)

    def _run(self, execution: Execution, cancelled: threading.Event) -> Outcome:
        order = execution.order
        if ddl.runs(order.kind):
            return self._run_about_catalog(execution)
        if writes.runs(order.kind):
            return self._run_writing(execution, cancelled)
        if order.catalog is not None and order.catalog.lower() != CATALOG:
            raise QueryError("CATALOG_NOT_FOUND", f"Catalog '{order.catalog}' does not exist", type=1006)
        return self._run_query(execution, cancelled)

    def _run_query(self, execution: Execution, cancelled: threading.Event) -> Outcome:
        order = execution.order
        begun = self._clock()
        former = self._former(order, begun)
        if former is not None:
            return replace(
                former.outcome, scanned_bytes=0, planning=None, engine=0, service=0, reused=former.object_url
            )
        prepared = self._engine.prepare(
            order.text,
            catalog=self._catalog,
            database=order.schema,
            parameters=order.parameters,
            cancelled=cancelled,
        )
        planned = self._clock()
        account, region = self._catalog.account, self._catalog.region
        result = self._engine.run(prepared, account=account, region=region, cancelled=cancelled)
        literal_only = is_literal_only(order.text)
        with tempfile.SpooledTemporaryFile(_SPOOLED) as body:
            names = [column.name for column in result.columns]
            if order.kind.extension == ".csv":
                rows = write_csv(body, names, result.rows)
            else:
                rows = write_text(body, names if order.kind.substatement == "EXPLAIN" else (), result.rows)
            ran = self._clock()
            if cancelled.is_set():
                raise Cancelled
            if order.scan_limit is not None and result.scanned_bytes > order.scan_limit:
                raise EndedError(Outcome(state="CANCELLED", reason="Bytes scanned limit was exceeded"))
            size = body.tell()
            body.seek(0)
            put(self._s3, execution, "", body, plain=literal_only)
        query_id = execution.id if literal_only else self._engine_id(execution)
        message = metadata.encode(query_id, result.columns, literal_only=literal_only)
        put(self._s3, execution, ".metadata", message, plain=literal_only)
        return Outcome(
            state="SUCCEEDED",
            columns=result.columns,
            rows=rows,
            output_bytes=size,
            scanned_bytes=result.scanned_bytes,
            planning=None if literal_only else milliseconds(planned - begun),
            engine=milliseconds(ran - begun),
            service=milliseconds(self._clock() - ran),
        )

    def _former(self, order: Order, now: datetime) -> Execution | None:
        """The execution whose result is given again, if that is wanted and its object still there."""
        age = greatest_age(order)
        if age is None:
            return None
        for former in self._history.like(order, now - age):
            if answers(former, order) and former.completed is not None and now - former.completed <= age:
                return former if exists(self._s3, former.object_url) else None
        return None

    def _run_about_catalog(self, execution: Execution) -> Outcome:
        """A statement about the catalog: it needs no engine, and knows no other catalog than the default one."""
        order, begun = execution.order, self._clock()
        if order.kind.substatement not in _OF_DATABASES:
            self._make_default(order)

        def analysed(query: str, database: str) -> tuple[Column, ...]:
            return self._engine.columns(query, catalog=self._catalog, database=database)

        session = ddl.Session(
            catalog=self._catalog,
            prepared_statements=self._prepared_statements,
            workgroup=order.workgroup,
            database=order.schema,
            s3=self._s3,
            clock=self._clock,
            analysed=analysed,
        )
        try:
            answer = ddl.run(session, order.query, order.kind)
        except ddl.HiveError as error:
            put(self._s3, execution, "", str(error).encode(), plain=False)
            return failed(str(error), error.category, error.type)
        ran = self._clock()
        body = "\n".join(answer.lines).encode()
        plain = not answer.columns or order.kind.substatement in _PLAIN
        put(self._s3, execution, "", body, plain=plain)
        if answer.described:
            message = metadata.encode(execution.id, answer.columns, literal_only=False)
            put(self._s3, execution, ".metadata", message, plain=plain)
        return Outcome(
            state="SUCCEEDED",
            columns=answer.columns,
            rows=len(answer.lines),
            output_bytes=len(body),
            engine=milliseconds(ran - begun),
            service=milliseconds(self._clock() - ran),
        )

    def _run_writing(self, execution: Execution, cancelled: threading.Event) -> Outcome:
        """A statement that writes: its result is how many rows, and a list of the objects."""
        order, begun, query_id = execution.order, self._clock(), self._engine_id(execution)
        self._make_default(order)
        work = writes.Work(
            engine=self._engine,
            catalog=self._catalog,
            s3=self._s3,
            clock=self._clock,
            cancelled=cancelled,
            database=order.schema,
            parameters=order.parameters,
            query_id=query_id,
            tables=execution.object_url,
            enforced=order.enforced,
            put_options=encryption_options(order.configuration),
        )
        try:
            made = writes.run(work, order.text)
        except QueryError as error:
            raise EndedError(failed(f"{error}{_left(execution)}", error.category, error.type)) from None
        ran = self._clock()
        manifest = "-manifest.csv" if made.listed else None
        if manifest is not None:
            put(self._s3, execution, manifest, "".join(f"{each}\n" for each in made.objects).encode(), plain=False)
        kind = writes.update_type(order.kind)
        message = metadata.encode(query_id, _ROWS, literal_only=False, update_type=kind, update_count=made.rows)
        put(self._s3, execution, ".metadata", message, plain=False)
        return Outcome(
            state="SUCCEEDED",
            columns=_ROWS,
            scanned_bytes=made.scanned_bytes,
            engine=milliseconds(ran - begun),
            service=milliseconds(self._clock() - ran),
            updated=made.rows,
            manifest=None if manifest is None else execution.object_url + manifest,
        )

    def _make_default(self, order: Order) -> None:
        """The database of statements that name none, which Hive's client of the catalog makes when it is missed."""
        if order.schema == DEFAULT_SCHEMA and self._catalog.find_database(DEFAULT_SCHEMA) is None:
            self._catalog.create_database({"Name": DEFAULT_SCHEMA, "Description": "Default Hive database"})

    def _engine_id(self, execution: Execution) -> str:
        """An id in the engine's own form: when, which of the day, and five letters."""
        letters = "".join(chr(ord("a") + ord(char) % 26) for char in execution.id[-5:])
        return f"{execution.submitted:%Y%m%d_%H%M%S}_{next(self._numbers) % 100000:05d}_{letters}"


def _left(execution: Execution) -> str:
    """What Athena says of objects that a failed statement may have left."""
    if execution.order.kind.substatement == "CREATE_TABLE_AS_SELECT":
        return (
            f" You may need to manually clean the data at location '{execution.object_url}' before retrying. Athena "
            "will not delete data in your account."
        )
    return (
        f" If a data manifest file was generated at '{execution.object_url}-manifest.csv', you may need to manually "
        "clean the data from locations specified in the manifest. Athena will not delete data in your account."
    )


def is_literal_only(query: str) -> bool:
    """Whether a query reads from nothing, such as ``SELECT 1``; Athena answers those without its engine."""
    try:
        return sqlglot.parse_one(query, dialect="athena").find(exp.From) is None
    except (sqlglot.errors.SqlglotError, RecursionError):
        return False


def milliseconds(span: timedelta) -> int:
    return max(round(span.total_seconds() * 1000), 0)
