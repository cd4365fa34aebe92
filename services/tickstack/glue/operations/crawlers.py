"""Crawlers. Targets in S3 only; custom classifiers are refused by name."""

import json
import re
import statistics
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from tickstack.errors import NotSupportedError
from tickstack.glue.crawl import settings_of
from tickstack.glue.crawlers import Crawler, Crawlers, Run
from tickstack.glue.errors import already_exists, invalid_input
from tickstack.glue.globs import compile_glob
from tickstack.glue.operations.crawler_schedules import schedule_of
from tickstack.glue.operations.listing import Reply, Request, listed, refuse
from tickstack.glue.sampling import Target
from tickstack.glue.tags import Tags

_TARGETS = (
    "S3Targets",
    "JdbcTargets",
    "MongoDBTargets",
    "DynamoDBTargets",
    "CatalogTargets",
    "DeltaTargets",
    "IcebergTargets",
    "HudiTargets",
)
_DEFAULTS: Mapping[str, Any] = {
    "Classifiers": [],
    "RecrawlPolicy": {"RecrawlBehavior": "CRAWL_EVERYTHING"},
    "SchemaChangePolicy": {"UpdateBehavior": "UPDATE_IN_DATABASE", "DeleteBehavior": "DEPRECATE_IN_DATABASE"},
    "LineageConfiguration": {"CrawlerLineageSettings": "DISABLE"},
    "LakeFormationConfiguration": {"UseLakeFormationCredentials": False, "AccountId": ""},
}
_LAST_CRAWL = {"COMPLETED": "SUCCEEDED", "FAILED": "FAILED", "STOPPED": "CANCELLED"}
_LOG_GROUP = "/aws-glue/crawlers"
_NEW_FOLDERS = (
    'The SchemaChangePolicy for "Crawl new folders only" Amazon S3 target can have only LOG DeleteBehavior value '
    "and LOG UpdateBehavior value."
)


def create_crawler(crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    name = request["Name"]
    if crawlers.find(name):
        raise already_exists(f"{crawlers.account}:{name} already exists")
    given = {key: value for key, value in request.items() if key != "Tags"}
    crawlers.create(_checked(crawlers, {**_DEFAULTS, **given}))
    if request.get("Tags"):
        tags.add(f"crawler/{name}", request["Tags"])
    return {}


def get_crawler(crawlers: Crawlers, request: Request) -> Reply:
    return {"Crawler": _described(crawlers, crawlers.require(request["Name"]))}


def get_crawlers(crawlers: Crawlers, request: Request) -> Reply:
    found, token = listed(crawlers.names(), request, key=str, default=1000)
    return {"Crawlers": [_described(crawlers, crawlers.require(name)) for name in found], "NextToken": token}


def batch_get_crawlers(crawlers: Crawlers, request: Request) -> Reply:
    found = [crawler for name in request["CrawlerNames"] if (crawler := crawlers.find(name))]
    missing = [name for name in request["CrawlerNames"] if crawlers.find(name) is None]
    return {"Crawlers": [_described(crawlers, crawler) for crawler in found], "CrawlersNotFound": missing}


def list_crawlers(crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    wanted = request.get("Tags", {}).items()
    names = [name for name in crawlers.names() if wanted <= tags.of(f"crawler/{name}").items()]
    found, token = listed(names, request, key=str, default=1000)
    return {"CrawlerNames": found, "NextToken": token}


def update_crawler(crawlers: Crawlers, request: Request) -> Reply:
    """Members that are not sent stay."""
    crawlers.update(request["Name"], lambda before: _checked(crawlers, {**before, **request}))
    return {}


def delete_crawler(crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    crawlers.delete(request["Name"])
    tags.forget(f"crawler/{request['Name']}")
    return {}


def start_crawler(crawlers: Crawlers, request: Request) -> Reply:
    crawlers.start(request["Name"])
    return {}


def stop_crawler(crawlers: Crawlers, request: Request) -> Reply:
    crawlers.stop(request["Name"])
    return {}


def get_crawler_metrics(crawlers: Crawlers, request: Request) -> Reply:
    """Counts of the last run."""
    names = sorted(request.get("CrawlerNameList") or crawlers.names())
    found, token = listed(names, request, key=str, default=100)
    return {"CrawlerMetricsList": [_metrics(crawlers.require(name)) for name in found], "NextToken": token}


def list_crawls(crawlers: Crawlers, request: Request) -> Reply:
    """Newest first; filters on the crawl's id and state."""
    crawler = crawlers.require(request["CrawlerName"])
    runs = list(enumerate(crawler.runs))
    for wanted in request.get("Filters", []):
        runs = [(number, run) for number, run in runs if _passes(run, wanted)]
    found, token = listed(runs[::-1], request, key=lambda item: -item[0], default=20)
    return {"Crawls": [_crawl(request["CrawlerName"], run) for _, run in found], "NextToken": token}


def _checked(crawlers: Crawlers, definition: Mapping[str, Any]) -> dict[str, Any]:
    """``definition`` in the form that is kept. Raises AwsError for what AWS refuses and what is not supported."""
    refuse({key: value for key, value in definition.items() if value}, "crawlers", "Classifiers")
    refuse({key: value for key, value in definition.items() if value}, "crawlers", "CrawlerSecurityConfiguration")
    targets = {key: value for key, value in definition["Targets"].items() if value}
    if not targets:
        raise invalid_input("Targets are not defined")
    refuse(targets, "crawlers", *(kind for kind in _TARGETS if kind != "S3Targets"))
    if not definition.get("DatabaseName"):
        raise invalid_input("DatabaseName must be provided for S3 targets")
    s3_targets = [_target(crawlers, item) for item in targets["S3Targets"]]
    checked = {**definition, "Role": _role(definition["Role"]), "Targets": {"S3Targets": s3_targets}}
    if isinstance(definition.get("Schedule"), str):
        checked["Schedule"] = schedule_of(definition["Schedule"])
    checked["SchemaChangePolicy"] = {**_DEFAULTS["SchemaChangePolicy"], **definition["SchemaChangePolicy"]}
    _check_recrawl(checked)
    try:
        settings_of(checked)
    except (ValueError, AttributeError) as error:
        raise invalid_input(f"Invalid crawler configuration: {error}") from None
    return checked


def _check_recrawl(definition: Mapping[str, Any]) -> None:
    behavior = definition["RecrawlPolicy"].get("RecrawlBehavior", "CRAWL_EVERYTHING")
    if behavior == "CRAWL_EVENT_MODE":
        raise NotSupportedError("Glue crawlers with RecrawlBehavior CRAWL_EVENT_MODE")
    if behavior == "CRAWL_NEW_FOLDERS_ONLY" and set(definition["SchemaChangePolicy"].values()) != {"LOG"}:
        raise invalid_input(_NEW_FOLDERS)


def _target(crawlers: Crawlers, given: Mapping[str, Any]) -> dict[str, Any]:
    """The target with its defaults. Raises InvalidInputException for a bucket that is not there."""
    refuse(given, "crawlers", "ConnectionName", "EventQueueArn", "DlqEventQueueArn")
    try:
        target = Target.of({"Path": "", **given})
        for pattern in target.exclusions:
            compile_glob(pattern)
    except (ValueError, re.error) as error:
        raise invalid_input(str(error)) from None
    try:
        crawlers.s3().head_bucket(Bucket=target.bucket)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        reason = {403: "Forbidden", 404: "Not Found"}.get(status, error.response["Error"]["Code"])
        raise invalid_input(
            f"Unable to validate s3 target {given['Path']} because: {reason} (Service: Amazon S3; "
            f"Status Code: {status}; Error Code: {status} {reason}; Proxy: null)"
        ) from None
    return {"Exclusions": [], **given}


def _role(role: str) -> str:
    """The role's name with its path, of an ARN too."""
    return re.sub(r"^arn:aws[a-z-]*:iam::\d{12}:role/", "", role)


def _described(crawlers: Crawlers, crawler: Crawler) -> Reply:
    running = crawler.state != "READY"
    elapsed = int((crawlers.now() - crawler.runs[-1].started).total_seconds() * 1000) if running else 0
    last = next((run for run in reversed(crawler.runs) if run.state != "RUNNING"), None)
    return {
        **crawler.definition,
        "Schedule": crawler.definition.get("Schedule") or None,
        "Targets": {kind: crawler.definition["Targets"].get(kind, []) for kind in _TARGETS},
        "State": crawler.state,
        "CrawlElapsedTime": elapsed,
        "LastCrawl": _last_crawl(crawler.definition["Name"], last) if last else None,
    }


def _last_crawl(name: str, run: Run) -> Reply:
    return {
        "Status": _LAST_CRAWL[run.state],
        "ErrorMessage": run.error,
        "LogGroup": _LOG_GROUP,
        "LogStream": name,
        "MessagePrefix": run.id,
        "StartTime": run.started,
    }


def _crawl(name: str, run: Run) -> Reply:
    return {
        "CrawlId": run.id,
        "State": run.state,
        "StartTime": run.started,
        "EndTime": run.ended,
        "Summary": _summary(run) if run.ended else None,
        "ErrorMessage": run.error,
        "LogGroup": _LOG_GROUP,
        "LogStream": name,
        "MessagePrefix": run.id,
        "DPUHour": 2 * run.seconds / 3600,
    }


def _summary(run: Run) -> str:
    """JSON whose leaves are JSON texts again, as AWS gives it."""
    summary: dict[str, dict[str, str]] = {}
    for action, names in run.changes.tables.items():
        leaf = {"Details": {"names": names}, "Count": len(names)}
        summary.setdefault("TABLE", {})[action] = json.dumps(leaf)
    for action, tables in run.changes.partitions.items():
        leaf = {"Details": tables, "Count": sum(map(len, tables.values()))}
        summary.setdefault("PARTITION", {})[action] = json.dumps(leaf)
    return json.dumps(summary)


def _metrics(crawler: Crawler) -> Reply:
    finished = [run for run in crawler.runs if run.ended]
    last = finished[-1] if finished else None
    return {
        "CrawlerName": crawler.definition["Name"],
        "TimeLeftSeconds": 0.0,
        "StillEstimating": crawler.state != "READY",
        "LastRuntimeSeconds": last.seconds if last else 0.0,
        "MedianRuntimeSeconds": statistics.median(run.seconds for run in finished) if finished else 0.0,
        "TablesCreated": last.changes.count("ADD") if last else 0,
        "TablesUpdated": last.changes.count("UPDATE") if last else 0,
        "TablesDeleted": last.changes.count("DELETE") if last else 0,
    }


def _passes(run: Run, wanted: Mapping[str, Any]) -> bool:
    values: Mapping[str, str] = {"CRAWL_ID": run.id, "STATE": run.state}
    name, operator = wanted.get("FieldName", ""), wanted.get("FilterOperator", "EQ")
    if name not in values or operator not in ("EQ", "NE"):
        raise NotSupportedError(f"Glue ListCrawls with a filter {name} {operator}")
    equal = values[name] == wanted.get("FieldValue")
    return equal if operator == "EQ" else not equal
