"""Pages of lists, and the tokens that lead to the next one; a token expires after five minutes."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence

from tickstack.errors import AwsError

LIFE_SECONDS = 300.0


def page[T](items: Sequence[T], after: str | None, limit: int, name: Callable[[T], str]) -> tuple[list[T], bool]:
    """At most ``limit`` of the items that follow ``after``, by their names in order; whether there are more."""
    rest = [item for item in items if after is None or name(item) > after]
    return rest[:limit], len(rest) > limit


def token(now: float, *fields: str) -> str:
    """A token that gives the fields back."""
    return base64.b64encode(json.dumps([now, *fields]).encode()).decode("ascii")


def fields_of(text: str, now: float, count: int) -> list[str]:
    """The fields of a token. Raises InvalidArgumentException, ExpiredNextTokenException."""
    try:
        made, *fields = json.loads(base64.b64decode(text, validate=True))
        age = now - float(made)
        if len(fields) != count:
            raise ValueError("of another list")
    except (binascii.Error, ValueError, TypeError):
        raise AwsError("InvalidArgumentException", "Invalid NextToken.") from None
    if age > LIFE_SECONDS:
        raise AwsError("ExpiredNextTokenException", "The pagination token passed to the operation is expired.")
    return [str(field) for field in fields]
