"""The types of destinations, a row for each: the members of requests that carry one, and what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tickstack.errors import AwsError, NotSupportedError
from tickstack.firehose import destination, http_destination
from tickstack.firehose.destination import Description
from tickstack.firehose.destination_rules import (
    check_description,
    check_endpoint,
    check_processors,
)

CONFIGURATION = "DestinationConfiguration"
UPDATE = "DestinationUpdate"

ONE_DESTINATION = "Exactly one destination configuration is supported for a Firehose"
NO_UPDATE = "At least one destination or source configuration update must be provided"

type Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class DestinationType:
    """``members`` are the beginnings of the requests' members that carry it; ``name`` is the one that is kept.

    ``required`` are the members that an update needs that changes a stream's destination to this type, and ``renamed``
    those whose name in an update is another one than at creation.
    """

    name: str
    members: Sequence[str]
    described: Callable[[Given], Description]
    updated: Callable[[Description, Given], Description]
    check: Callable[[Description], None]
    shown: Callable[[Description], dict[str, Any]]
    required: Sequence[str]
    renamed: Mapping[str, str]

    def created(self, given: Given) -> Description:
        """The stored description. Raises InvalidArgumentException or NotSupportedError."""
        check_processors(given)
        description = self.described(given)
        self.check(description)
        return description

    def changed(self, description: Description, update: Given) -> Description:
        """The description after an update of the same type. Raises as ``created``."""
        check_processors(update)
        after = self.updated(description, update)
        self.check(after)
        return after

    def replaced(self, update: Given) -> Description:
        """The description after an update that makes the destination one of this type: nothing is merged.

        Raises as ``created``.
        """
        given = {self.renamed.get(name, name): value for name, value in update.items()}
        for path in self.required:
            value: Any = given
            for step in path.split("."):
                value = (value or {}).get(step)
            if value is None:
                raise AwsError(
                    "InvalidArgumentException", f"{path} must be specified when the type of the destination changes"
                )
        return self.created(given)


EXTENDED_S3 = DestinationType(
    name="ExtendedS3",
    members=("ExtendedS3", "S3"),
    described=destination.described,
    updated=destination.updated,
    check=check_description,
    shown=destination.destination_description,
    required=("RoleARN", "BucketARN"),
    renamed={"S3BackupUpdate": "S3BackupConfiguration"},
)
HTTP_ENDPOINT = DestinationType(
    name="HttpEndpoint",
    members=("HttpEndpoint",),
    described=http_destination.described,
    updated=http_destination.updated,
    check=check_endpoint,
    shown=http_destination.destination_description,
    required=("EndpointConfiguration.Url", "S3Configuration.RoleARN", "S3Configuration.BucketARN"),
    renamed={"S3Update": "S3Configuration"},
)
DESTINATION_TYPES = {row.name: row for row in (EXTENDED_S3, HTTP_ENDPOINT)}

_BY_MEMBER = {member: row for row in DESTINATION_TYPES.values() for member in row.members}
_SEARCH = {"Amazonopensearchservice", "AmazonOpenSearchServerless", "Elasticsearch"}


def given_destination(request: Given, suffix: str) -> tuple[DestinationType, Given] | None:
    """The type and the value of the request's one destination, None without any.

    Raises InvalidArgumentException for more than one, NotSupportedError for one that is not supported.
    """
    given = [name for name, value in request.items() if name.endswith(suffix) and value is not None]
    if len(given) > 1:
        raise AwsError("InvalidArgumentException", ONE_DESTINATION)
    if not given:
        return None
    member = given[0].removesuffix(suffix)
    if suffix == UPDATE and member in _SEARCH:
        raise AwsError(
            "InvalidArgumentException",
            "Switching between an Amazon OpenSearch Service destination and other destinations is not supported",
        )
    if member not in _BY_MEMBER:
        raise NotSupportedError(f"the destination {member}")
    return _BY_MEMBER[member], request[given[0]]
