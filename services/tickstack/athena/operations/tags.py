"""Tags by ARN: workgroups carry them."""

import re
from collections.abc import Iterable, Mapping

from tickstack.athena.errors import invalid_request, resource_not_found
from tickstack.athena.operations.listing import Reply, Request, listed
from tickstack.athena.workgroups import WorkGroups
from tickstack.glue.catalog import Catalog
from tickstack.glue.tags import Tags

_ARN = re.compile(r"arn:aws[a-z-]*:athena:([a-z0-9-]+):(\d{12}):(workgroup|datacatalog|capacity-reservation)/(.+)")


def tag_resource(catalog: Catalog, work_groups: WorkGroups, tags: Tags, request: Request) -> Reply:
    tags.add(_resource(catalog, work_groups, request["ResourceARN"]), pairs(request["Tags"]))
    return {}


def untag_resource(catalog: Catalog, work_groups: WorkGroups, tags: Tags, request: Request) -> Reply:
    tags.remove(_resource(catalog, work_groups, request["ResourceARN"]), request["TagKeys"])
    return {}


def list_tags_for_resource(catalog: Catalog, work_groups: WorkGroups, tags: Tags, request: Request) -> Reply:
    kept = sorted(tags.of(_resource(catalog, work_groups, request["ResourceARN"])).items())
    found, token = listed(kept, request, key=lambda tag: tag[0])
    return {"Tags": [{"Key": key, "Value": value} for key, value in found], "NextToken": token}


def pairs(tags: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Athena's list of tags as a map."""
    return {tag["Key"]: tag.get("Value", "") for tag in tags}


def _resource(catalog: Catalog, work_groups: WorkGroups, arn: str) -> str:
    found = _ARN.fullmatch(arn)
    if not found:
        raise invalid_request(f"Invalid resource ARN: {arn}")
    region, account, kind, name = found.groups()
    here = (region, account) == (catalog.region, catalog.account)
    if not here or kind != "workgroup" or work_groups.find(name) is None:
        raise resource_not_found(f"Resource {arn} was not found", arn)
    return f"{kind}/{name}"
