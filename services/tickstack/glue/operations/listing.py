"""What every operation shares: whose catalog it is, pages, and members of a request that are not supported."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tickstack.errors import AwsError, NotSupportedError
from tickstack.glue.catalog import Catalog
from tickstack.glue.errors import invalid_input
from tickstack.glue.paging import MalformedTokenError, page

type Request = Mapping[str, Any]
type Reply = dict[str, Any]


def own(catalog: Catalog, request: Request, operation: str) -> Catalog:
    """``catalog``, if the request's CatalogId is its account. Raises AccessDeniedException."""
    asked = request.get("CatalogId", catalog.account)
    if asked != catalog.account:
        raise AwsError(
            "AccessDeniedException",
            f"User: {caller(catalog)} is not authorized to perform: glue:{operation} on resource: "
            f"arn:aws:glue:{catalog.region}:{asked}:catalog because no resource-based policy allows the "
            f"glue:{operation} action",
        )
    return catalog


def caller(catalog: Catalog) -> str:
    """The ARN of who calls: accounts have one identity here."""
    return f"arn:aws:iam::{catalog.account}:root"


def refuse(request: Request, what: str, *members: str) -> None:
    """Raise NotSupportedError if ``request`` has one of ``members``."""
    for member in members:
        if member in request:
            raise NotSupportedError(f"Glue {what} with {member}")


def listed[T](
    items: Sequence[T], request: Request, *, key: Callable[[T], Any], default: int
) -> tuple[Sequence[T], str | None]:
    """The page that ``request`` asks for by MaxResults and NextToken. Raises InvalidInputException."""
    try:
        return page(items, key, limit=request.get("MaxResults", default), token=request.get("NextToken"))
    except MalformedTokenError:
        raise invalid_input("Invalid token provided") from None
