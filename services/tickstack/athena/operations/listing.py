"""What every operation shares: the types of requests and replies, and pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tickstack.athena.errors import invalid_request
from tickstack.glue.paging import MalformedTokenError, page

type Request = Mapping[str, Any]
type Reply = dict[str, Any]

_PAGE = 50


def listed[T](items: Sequence[T], request: Request, *, key: Callable[[T], Any]) -> tuple[Sequence[T], str | None]:
    """The page that ``request`` asks for. Raises InvalidRequestException for a token that was never given."""
    token = request.get("NextToken")
    try:
        return page(items, key, limit=request.get("MaxResults") or _PAGE, token=token)
    except MalformedTokenError:
        raise invalid_request(f"The nextPageToken is malformed: {token}") from None
