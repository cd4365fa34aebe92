"""The crawlers of one account in one region: definitions, states READY → RUNNING → STOPPING → READY, and history.

Runs happen on an executor. Roles are not assumed: whoever may call, may crawl. Definitions and runs are kept in
mappings; a run that they hold as RUNNING when the crawlers are made was cut off, and has failed.
"""

import logging
import random
import threading
from collections.abc import Callable, Mapping, MutableMapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from tickstack.errors import AwsError
from tickstack.glue import schedules
from tickstack.glue.catalog import Catalog
from tickstack.glue.crawl import CrawlStopped, crawl
from tickstack.glue.crawled_tables import Changes
from tickstack.glue.errors import already_exists, not_found
from tickstack.glue.records import Description
from tickstack.glue.sampling import CrawlError, Source

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

HISTORY = 1000
"""Runs that are kept of each crawler; AWS keeps twelve months of them."""

CUT_OFF = "The query service was stopped while the crawler ran. Start the crawler again."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Run:
    """One crawl. ``state`` is ListCrawls' word: RUNNING, COMPLETED, FAILED or STOPPED."""

    id: str
    started: datetime
    state: str = "RUNNING"
    ended: datetime | None = None
    error: str | None = None
    changes: Changes = field(default_factory=Changes)

    @property
    def seconds(self) -> float:
        return (self.ended - self.started).total_seconds() if self.ended else 0.0


@dataclass
class Crawler:
    """A crawler's definition in Glue's spelling, its state and its runs, newest last."""

    definition: Description
    state: str = "READY"
    runs: list[Run] = field(default_factory=list)
    cancelled: threading.Event = field(default_factory=threading.Event)
    first: int = 0
    """The number of the oldest run."""


@dataclass(frozen=True)
class CrawlerShelves:
    """What crawlers are kept in: definitions by name, runs by the crawler's name and the run's number."""

    definitions: MutableMapping[str, Description] = field(default_factory=dict)
    runs: MutableMapping[tuple[str, int], Run] = field(default_factory=dict)


class Crawlers:
    """Runs crawlers on ``pool``, and keeps them on ``shelves``."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        source: Callable[[], Source],
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        pool: Executor,
        chance: random.Random,
        shelves: CrawlerShelves | None = None,
    ) -> None:
        self._catalog = catalog
        self._source = source
        self._clock = clock
        self._new_id = new_id
        self._pool = pool
        self._chance = chance
        kept = shelves or CrawlerShelves()
        self._definitions, self._history = kept.definitions, kept.runs
        self._lock = threading.RLock()
        self._crawlers = {name: Crawler(definition) for name, definition in self._definitions.items()}
        for (name, number), run in sorted(self._history.items(), key=lambda item: item[0]):
            crawler = self._crawlers[name]
            crawler.first = crawler.first if crawler.runs else number
            crawler.runs.append(run)
        self._cut_off()
        self._due: dict[str, datetime] = {}
        for name, crawler in self._crawlers.items():
            self._plan(name, crawler.definition)

    @property
    def account(self) -> str:
        return self._catalog.account

    def now(self) -> datetime:
        return self._clock()

    def s3(self) -> "S3Client":
        return self._source().s3

    def names(self) -> list[str]:
        with self._lock:
            return sorted(self._crawlers)

    def find(self, name: str) -> Crawler | None:
        """A snapshot of the crawler."""
        with self._lock:
            found = self._crawlers.get(name)
            return replace(found, runs=list(found.runs)) if found else None

    def require(self, name: str) -> Crawler:
        """Raises EntityNotFoundException."""
        found = self.find(name)
        if found is None:
            raise not_found(f"Crawler entry with name {name} does not exist")
        return found

    def create(self, definition: Description) -> None:
        with self._lock:
            name = definition["Name"]
            if name in self._crawlers:
                raise already_exists(f"{self.account}:{name} already exists")
            now = self._clock()
            described = {**definition, "CreationTime": now, "LastUpdated": now, "Version": 1}
            self._definitions[name] = described
            self._crawlers[name] = Crawler(described)
            self._plan(name, described)

    def update(self, name: str, change: Callable[[Description], Mapping[str, Any]]) -> None:
        """Replace the definition by ``change`` of it and count its version up. Raises CrawlerRunningException."""
        with self._lock:
            crawler = self._idle(name)
            before = crawler.definition
            own = {"LastUpdated": self._clock(), "Version": before["Version"] + 1}
            self._define(name, crawler, {**change(before), **own})

    def reschedule(self, name: str, change: Callable[[Description], Description]) -> None:
        """Replace the schedule by ``change`` of it, while the crawler runs, too; {} is none."""
        with self._lock:
            self.require(name)
            crawler = self._crawlers[name]
            schedule = change(crawler.definition.get("Schedule", {}))
            self._define(name, crawler, {**crawler.definition, "Schedule": schedule})

    def start_due(self) -> None:
        """Begin the runs whose time has come; that of a crawler that still runs is left out."""
        with self._lock:
            now = self._clock()
            for name in [name for name, moment in self._due.items() if moment <= now]:
                crawler = self._crawlers[name]
                self._plan(name, crawler.definition)
                if crawler.state == "READY":
                    self.start(name)

    def delete(self, name: str) -> None:
        with self._lock:
            crawler = self._idle(name)
            for number in range(len(crawler.runs)):
                del self._history[name, crawler.first + number]
            del self._definitions[name]
            del self._crawlers[name]
            self._due.pop(name, None)

    def start(self, name: str) -> None:
        """Begin a run. Raises CrawlerRunningException."""
        with self._lock:
            crawler = self._idle(name)
            run = Run(self._new_id(), self._clock())
            self._history[name, crawler.first + len(crawler.runs)] = run
            crawler.state, crawler.cancelled = "RUNNING", threading.Event()
            crawler.runs.append(run)
            self._forget_old(name, crawler)
            self._pool.submit(self._run, crawler, run)

    def stop(self, name: str) -> None:
        """Ask a run to end."""
        with self._lock:
            self.require(name)
            crawler = self._crawlers[name]
            if crawler.state == "READY":
                raise AwsError("CrawlerNotRunningException", f"Crawler with name {name} is not running")
            if crawler.state == "STOPPING":
                raise AwsError("CrawlerStoppingException", f"Crawler with name {name} is stopping")
            crawler.state = "STOPPING"
            crawler.cancelled.set()

    def close(self) -> None:
        """Ask every run to end, and count it as failed."""
        with self._lock:
            for crawler in self._crawlers.values():
                crawler.cancelled.set()
            self._cut_off()

    def _define(self, name: str, crawler: Crawler, described: Description) -> None:
        self._definitions[name] = described
        crawler.definition = described
        self._plan(name, described)

    def _plan(self, name: str, definition: Description) -> None:
        """Note when the crawler is due next."""
        schedule = definition.get("Schedule") or {}
        scheduled = schedule.get("State") == "SCHEDULED"
        moment = schedules.parse(schedule["ScheduleExpression"]).next_after(self._clock()) if scheduled else None
        if moment is None:
            self._due.pop(name, None)
        else:
            self._due[name] = moment

    def _cut_off(self) -> None:
        """End the runs that nobody will end."""
        for name, crawler in self._crawlers.items():
            if crawler.runs and crawler.runs[-1].state == "RUNNING":
                self._end(name, crawler, replace(crawler.runs[-1], state="FAILED", error=CUT_OFF))

    def _end(self, name: str, crawler: Crawler, ended: Run) -> None:
        run = replace(ended, ended=self._clock())
        self._history[name, crawler.first + len(crawler.runs) - 1] = run
        crawler.runs[-1] = run
        crawler.state = "READY"

    def _forget_old(self, name: str, crawler: Crawler) -> None:
        while len(crawler.runs) > HISTORY:
            del self._history[name, crawler.first]
            del crawler.runs[0]
            crawler.first += 1

    def _idle(self, name: str) -> Crawler:
        self.require(name)
        crawler = self._crawlers[name]
        if crawler.state != "READY":
            raise AwsError("CrawlerRunningException", f"Crawler with name {name} has already started")
        return crawler

    def _run(self, crawler: Crawler, run: Run) -> None:
        ended = self._crawl(crawler, run)
        with self._lock:
            if crawler.state != "READY":  # it may have been cut off
                self._end(crawler.definition["Name"], crawler, ended)

    def _crawl(self, crawler: Crawler, run: Run) -> Run:
        try:
            changes = crawl(
                self._catalog,
                self._source(),
                crawler.definition,
                run_id=run.id,
                cancelled=crawler.cancelled,
                clock=self._clock,
                chance=self._chance,
            )
        except CrawlStopped:
            return replace(run, state="STOPPED")
        except (CrawlError, AwsError, ClientError, BotoCoreError) as error:
            return replace(run, state="FAILED", error=str(error))
        except Exception as error:  # noqa: BLE001 - a defect must end the run too, or the crawler would stay RUNNING
            _log.exception("Crawler %s failed", crawler.definition["Name"])
            return replace(run, state="FAILED", error=f"Internal Service Exception: {error}")
        return replace(run, state="COMPLETED", changes=changes)
