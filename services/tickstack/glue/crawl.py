"""One run of a crawler: list, sample, group, write. Stops between steps when asked."""

import json
import random
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tickstack.glue import sampling
from tickstack.glue.catalog import Catalog
from tickstack.glue.crawled_tables import Changes, Output, Writer
from tickstack.glue.grouping import Policy, group
from tickstack.glue.records import Description
from tickstack.glue.sampling import CrawlError, Source, Target


class CrawlStopped(Exception):  # noqa: N818 - it is a request that was granted, not a failure
    """StopCrawler ended the run."""


def settings_of(crawler: Description) -> tuple[Policy, dict[str, Any]]:
    """The grouping policy and the output's behaviour from a crawler's definition.

    Raises ValueError for a Configuration that is not JSON of version 1.0.
    """
    text = crawler.get("Configuration")
    given = json.loads(text) if text else {"Version": 1.0}
    if not isinstance(given, dict) or given.get("Version") != 1.0:
        raise ValueError("Version 1.0 is required")
    grouping = given.get("Grouping", {})
    policy = Policy(
        combine=grouping.get("TableGroupingPolicy") == "CombineCompatibleSchemas",
        level=int(grouping.get("TableLevelConfiguration", 0)),
    )
    written = given.get("CrawlerOutput", {})
    change = crawler["SchemaChangePolicy"]
    return policy, {
        "update": change["UpdateBehavior"] == "UPDATE_IN_DATABASE",
        "delete": change["DeleteBehavior"],
        "merge": written.get("Tables", {}).get("AddOrUpdateBehavior") == "MergeNewColumns",
        "inherit": written.get("Partitions", {}).get("AddOrUpdateBehavior") == "InheritFromTable",
    }


def crawl(
    catalog: Catalog,
    source: Source,
    crawler: Description,
    *,
    run_id: str,
    cancelled: threading.Event,
    clock: Callable[[], datetime],
    chance: random.Random,
) -> Changes:
    """Crawl every target of ``crawler``. Raises CrawlError with the reason, CrawlStopped."""
    database = crawler["DatabaseName"]
    if catalog.find_database(database) is None:
        raise CrawlError(f"Database {database} not found.")
    policy, behaviour = settings_of(crawler)
    role = crawler["Role"].rpartition("/")[2]
    targets = [Target.of(item) for item in crawler["Targets"]["S3Targets"]]
    found = []
    for target in targets:
        _stop_if(cancelled)
        found.append((target, sampling.files(source, target, chance)))
    _stop_if(cancelled)
    locations, changes = [], Changes()
    for target, files in found:
        output = Output(
            crawler=crawler["Name"],
            run_id=run_id,
            database=database,
            prefix=crawler.get("TablePrefix", ""),
            created_by=f"arn:aws:sts::{catalog.account}:assumed-role/{role}/AWS-Crawler",
            exclusions=target.exclusions,
            **behaviour,
        )
        writer = Writer(catalog, output, clock())
        writer.changes = changes
        root = f"{target.prefix}/" if target.prefix else ""
        locations += [writer.write(target.bucket, layout) for layout in group(files, root, policy)]
    if found:
        writer.retire(locations)
    return changes


def _stop_if(cancelled: threading.Event) -> None:
    if cancelled.is_set():
        raise CrawlStopped
