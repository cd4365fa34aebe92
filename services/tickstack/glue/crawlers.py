"""The crawlers of one account in one region: definitions, states READY → RUNNING → STOPPING → READY, and history.

Runs happen on an executor. Roles are not assumed: whoever may call, may crawl.
"""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from tickstack.errors import AwsError
from tickstack.glue.catalog import Catalog
from tickstack.glue.crawl import CrawlStopped, crawl
from tickstack.glue.crawled_tables import Changes
from tickstack.glue.errors import already_exists, not_found
from tickstack.glue.records import Description
from tickstack.glue.sampling import CrawlError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

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


class Crawlers:
    """Keeps crawlers and runs them on ``pool``."""

    def __init__(
        self,
        catalog: Catalog,
        *,
        s3: Callable[[], "S3Client"],
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        pool: Executor,
        chance: random.Random,
    ) -> None:
        self._catalog = catalog
        self._s3 = s3
        self._clock = clock
        self._new_id = new_id
        self._pool = pool
        self._chance = chance
        self._crawlers: dict[str, Crawler] = {}
        self._lock = threading.RLock()

    @property
    def account(self) -> str:
        return self._catalog.account

    def now(self) -> datetime:
        return self._clock()

    def s3(self) -> "S3Client":
        return self._s3()

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
            self._crawlers[name] = Crawler({**definition, "CreationTime": now, "LastUpdated": now, "Version": 1})

    def update(self, name: str, change: Callable[[Description], Mapping[str, Any]]) -> None:
        """Replace the definition by ``change`` of it and count its version up. Raises CrawlerRunningException."""
        with self._lock:
            crawler = self._idle(name)
            before = crawler.definition
            own = {"LastUpdated": self._clock(), "Version": before["Version"] + 1}
            crawler.definition = {**change(before), **own}

    def delete(self, name: str) -> None:
        with self._lock:
            self._idle(name)
            del self._crawlers[name]

    def start(self, name: str) -> None:
        """Begin a run. Raises CrawlerRunningException."""
        with self._lock:
            crawler = self._idle(name)
            run = Run(self._new_id(), self._clock())
            crawler.state, crawler.cancelled = "RUNNING", threading.Event()
            crawler.runs.append(run)
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
        """Ask every run to end."""
        with self._lock:
            for crawler in self._crawlers.values():
                crawler.cancelled.set()

    def _idle(self, name: str) -> Crawler:
        self.require(name)
        crawler = self._crawlers[name]
        if crawler.state != "READY":
            raise AwsError("CrawlerRunningException", f"Crawler with name {name} has already started")
        return crawler

    def _run(self, crawler: Crawler, run: Run) -> None:
        ended = self._crawl(crawler, run)
        with self._lock:
            crawler.state = "STOPPING"
            crawler.runs[-1] = replace(ended, ended=self._clock())
            crawler.state = "READY"

    def _crawl(self, crawler: Crawler, run: Run) -> Run:
        try:
            changes = crawl(
                self._catalog,
                self._s3(),
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
