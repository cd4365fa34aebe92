"""Pages of a sorted listing: a token names the last key that was given, so that changes between pages lose nothing."""

import base64
import binascii
import bisect
import json
from collections.abc import Callable, Sequence
from typing import Any


class MalformedTokenError(ValueError):
    """A token that this service never gave."""


def page[T](
    items: Sequence[T], key: Callable[[T], Any], *, limit: int, token: str | None
) -> tuple[Sequence[T], str | None]:
    """At most ``limit`` of ``items``, which are sorted by ``key`` (a JSON value), and the next page's token.

    Raises MalformedTokenError.
    """
    try:
        start = bisect.bisect_right(items, decode(token), key=key) if token else 0
    except TypeError:  # a token of another listing, whose keys are of another type
        raise MalformedTokenError(token) from None
    chosen = items[start : start + limit]
    more = chosen and start + limit < len(items)
    return chosen, encode(key(chosen[-1])) if more else None


def encode(position: Any) -> str:
    """A token for ``position``."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def decode(token: str) -> Any:
    """The position in ``token``. Raises MalformedTokenError."""
    try:
        return json.loads(base64.b64decode(token, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error):
        raise MalformedTokenError(token) from None
