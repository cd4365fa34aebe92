"""Crawlers made anew from what a killed service kept; how much is kept."""

import random
from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime, timedelta
from typing import Any

from tickstack.glue.catalog import Catalog
from tickstack.glue.crawlers import CUT_OFF, HISTORY, Crawlers, CrawlerShelves
from tickstack.glue.sampling import Source

NOW = datetime(2020, 5, 14, tzinfo=UTC)
DEFINITION: dict[str, Any] = {
    "Name": "ticks",
    "Role": "role",
    "DatabaseName": "none",
    "Targets": {"S3Targets": [{"Path": "s3://lake/"}]},
    "SchemaChangePolicy": {"UpdateBehavior": "LOG", "DeleteBehavior": "LOG"},
}


class Never(Executor):
    """Runs nothing, as a service that is killed first."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


class AtOnce(Executor):
    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        fn(*args, **kwargs)
        return Future()


def crawlers(shelves: CrawlerShelves, pool: Executor, clock: Callable[[], datetime] = lambda: NOW) -> Crawlers:
    catalog = Catalog("123456789012", "us-east-1", clock=clock)
    numbers = iter(range(10**6))
    return Crawlers(
        catalog,
        source=lambda: Source(None),  # type: ignore[arg-type]  # the database is missing, so that S3 is not asked
        clock=clock,
        new_id=lambda: str(next(numbers)),
        pool=pool,
        chance=random.Random(7),
        shelves=shelves,
    )


def test_a_run_that_was_cut_off_has_failed_and_the_crawler_is_ready() -> None:
    shelves = CrawlerShelves()
    before = crawlers(shelves, Never())
    before.create(DEFINITION)
    before.start("ticks")
    again = crawlers(shelves, AtOnce()).require("ticks")
    (run,) = again.runs
    assert (again.state, run.state, run.error, run.ended) == ("READY", "FAILED", CUT_OFF, NOW)
    assert list(shelves.runs.values()) == [run]


def test_a_stop_fails_what_runs() -> None:
    shelves = CrawlerShelves()
    made = crawlers(shelves, Never())
    made.create(DEFINITION)
    made.start("ticks")
    made.close()
    assert [run.state for run in shelves.runs.values()] == ["FAILED"]


def test_the_history_is_bounded_and_goes_with_its_crawler() -> None:
    shelves = CrawlerShelves()
    made = crawlers(shelves, AtOnce())
    made.create(DEFINITION)
    for _ in range(HISTORY + 5):
        made.start("ticks")
    assert [run.id for run in made.require("ticks").runs] == [str(number) for number in range(5, HISTORY + 5)]
    again = crawlers(shelves, AtOnce())
    assert again.require("ticks").runs == made.require("ticks").runs
    again.start("ticks")
    assert len(shelves.runs) == HISTORY
    again.delete("ticks")
    assert not shelves.runs
    assert not shelves.definitions


def test_a_scheduled_crawler_runs_when_it_is_due_also_after_a_restart() -> None:
    shelves, now = CrawlerShelves(), [NOW]

    def runs(made: Crawlers, hours: float) -> int:
        now[0] = NOW + timedelta(hours=hours)
        made.start_due()
        return len(made.require("ticks").runs)

    before = crawlers(shelves, AtOnce(), lambda: now[0])
    before.create({**DEFINITION, "Schedule": {"ScheduleExpression": "cron(30 * * * ? *)", "State": "SCHEDULED"}})
    assert [runs(before, hours) for hours in (0, 0.4, 0.5, 0.6, 1.4, 4)] == [0, 0, 1, 1, 1, 2]
    again = crawlers(shelves, Never(), lambda: now[0])
    assert [runs(again, hours) for hours in (4.4, 4.5, 5.5)] == [2, 3, 3]  # the one of 5:30 finds it running
    again.close()
    again.reschedule("ticks", lambda schedule: {**schedule, "State": "NOT_SCHEDULED"})
    assert runs(again, 7) == 3
    again.delete("ticks")
    again.start_due()
