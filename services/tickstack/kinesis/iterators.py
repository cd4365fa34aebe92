"""Shard iterators: where to read next, in a text that is opaque to clients and expires after five minutes."""

import base64
import binascii
import time
from typing import NamedTuple

from tickstack.errors import AwsError

LIFE_MS = 300_000

_VERSION = bytes(7) + b"\x01"
_FIELDS = 7


class Iterator(NamedTuple):
    """The ``position`` to read from, in a shard of the stream that had this ``number``. ``made_ms`` is epoch time."""

    made_ms: int
    account: str
    region: str
    stream: str
    number: int
    shard: int
    position: int

    def __str__(self) -> str:
        return base64.b64encode(_VERSION + "/".join(map(str, self)).encode()).decode("ascii")


def parse(text: str, now_ms: int) -> Iterator:
    """Read an iterator, also one in the quotation marks of a JSON answer.

    Raises InvalidArgumentException, ExpiredIteratorException.
    """
    try:
        content = base64.b64decode(text.strip('"'), validate=True)
        fields = content.removeprefix(_VERSION).decode().split("/")
        if not content.startswith(_VERSION) or len(fields) != _FIELDS:
            raise ValueError("not an iterator")
        made, account, region, stream, number, shard, position = fields
        iterator = Iterator(int(made), account, region, stream, int(number), int(shard), int(position))
    except (binascii.Error, ValueError):
        raise AwsError("InvalidArgumentException", "Invalid ShardIterator.") from None
    if now_ms - iterator.made_ms > LIFE_MS:
        raise AwsError(
            "ExpiredIteratorException",
            f"Iterator expired. The iterator was created at time {_date(iterator.made_ms)} while right now it is "
            f"{_date(now_ms)} which is further in the future than the tolerated delay of {LIFE_MS} milliseconds.",
        )
    return iterator


def _date(epoch_ms: int) -> str:
    return time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(epoch_ms // 1000))
