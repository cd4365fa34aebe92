"""Schedules of crawlers: those that are SCHEDULED start them."""

from tickstack.errors import AwsError
from tickstack.glue import schedules
from tickstack.glue.crawlers import Crawlers
from tickstack.glue.errors import invalid_input
from tickstack.glue.operations.listing import Reply, Request
from tickstack.glue.records import Description


def start_crawler_schedule(crawlers: Crawlers, request: Request) -> Reply:
    name = request["CrawlerName"]

    def started(before: Description) -> Description:
        if not before:
            raise AwsError("NoScheduleException", f"Crawler with name {name} has no schedule")
        if before["State"] == "SCHEDULED":
            raise AwsError("SchedulerRunningException", f"The schedule of crawler {name} is running already")
        return {**before, "State": "SCHEDULED"}

    crawlers.reschedule(name, started)
    return {}


def stop_crawler_schedule(crawlers: Crawlers, request: Request) -> Reply:
    name = request["CrawlerName"]

    def stopped(before: Description) -> Description:
        if before.get("State") != "SCHEDULED":
            raise AwsError("SchedulerNotRunningException", f"The schedule of crawler {name} is not running")
        return {**before, "State": "NOT_SCHEDULED"}

    crawlers.reschedule(name, stopped)
    return {}


def update_crawler_schedule(crawlers: Crawlers, request: Request) -> Reply:
    """Without a Schedule there is none any more."""
    made = schedule_of(request.get("Schedule", ""))
    crawlers.reschedule(request["CrawlerName"], lambda _: made)
    return {}


def schedule_of(expression: str) -> Description:
    """The schedule as GetCrawler shows it; {} for no expression. Raises InvalidInputException."""
    if not expression:
        return {}
    try:
        schedules.parse(expression)
    except ValueError:
        raise invalid_input(f"The schedule expression is not valid: {expression}") from None
    return {"ScheduleExpression": expression, "State": "SCHEDULED"}
