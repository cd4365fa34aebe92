"""Tags by ARN: databases and crawlers can carry them, tables and partitions cannot."""

import re

from tickstack.glue.catalog import Catalog
from tickstack.glue.crawlers import Crawlers
from tickstack.glue.errors import invalid_input, not_found
from tickstack.glue.operations.listing import Reply, Request
from tickstack.glue.tags import Tags

_ARN = re.compile(r"arn:aws[a-z-]*:glue:([a-z0-9-]+):(\d{12}):((?:database|crawler)/.+)")


def tag_resource(catalog: Catalog, crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    resource = _resource(catalog, crawlers, request["ResourceArn"])
    if resource:
        tags.add(resource, request["TagsToAdd"])
    return {}


def untag_resource(catalog: Catalog, crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    resource = _resource(catalog, crawlers, request["ResourceArn"])
    if resource:
        tags.remove(resource, request["TagsToRemove"])
    return {}


def get_tags(catalog: Catalog, crawlers: Crawlers, tags: Tags, request: Request) -> Reply:
    resource = _resource(catalog, crawlers, request["ResourceArn"])
    return {"Tags": tags.of(resource)} if resource else {}


def _resource(catalog: Catalog, crawlers: Crawlers, arn: str) -> str | None:
    """The resource's part of ``arn``; None for another region, which AWS answers with success and nothing."""
    found = _ARN.fullmatch(arn)
    if not found:
        raise invalid_input("")
    region, account, resource = found.groups()
    if region != catalog.region:
        return None
    kind, _, name = resource.partition("/")
    exists = catalog.find_database(name) if kind == "database" else crawlers.find(name)
    if account != catalog.account or exists is None:
        raise not_found("Entity not found")
    return f"{kind}/{name.lower()}" if kind == "database" else str(resource)
