"""What becomes of one record: the lines to deliver, or that it is dropped, or that it is wrong.

A record holds one JSON object, or several with or without line ends between them; each leaves as a line of its own.
The text of an object is kept as it came, unless it spans lines or holds a bare ``NaN`` or ``Infinity``, which become
null. A record of nothing but white space and control characters carries no data and is dropped.
"""

import enum
import json
import math
from collections.abc import Callable, Iterator
from typing import Any

_BLANK = bytes(range(0x21)) + b"\x7f"


class Result(enum.StrEnum):
    """A record's result as Firehose spells it."""

    OK = "Ok"
    DROPPED = "Dropped"
    FAILED = "ProcessingFailed"


def transform(data: bytes) -> tuple[Result, bytes]:
    """The result of one record and its data: the lines when Ok, else ``data`` as it came."""
    if not data.strip(_BLANK):
        return Result.DROPPED, data
    try:
        lines = "".join(line + "\n" for line in _lines(data.decode()))
    except (ValueError, RecursionError):  # RecursionError: brackets nested thousands deep
        return Result.FAILED, data
    return Result.OK, lines.encode()


def _lines(text: str) -> Iterator[str]:
    constants: list[str] = []
    decoder = json.JSONDecoder(parse_constant=constants.append)  # append returns None, which is the value
    position = _next(text, 0)
    while position < len(text):
        value, end = decoder.raw_decode(text, position)
        if not is_tick(value):
            raise ValueError("not a tick")
        as_it_came = text[position:end]
        keep = not constants and as_it_came.isprintable()
        yield as_it_came if keep else json.dumps(value, allow_nan=False, ensure_ascii=False)
        constants.clear()
        position = _next(text, end)


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position] in " \t\r\n":
        position += 1
    return position


def is_tick(value: Any) -> bool:
    """Whether ``value`` is an object with a name, a time, and a high and a low that are numbers or null."""
    return isinstance(value, dict) and all(name in value and valid(value[name]) for name, valid in _MEMBERS.items())


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value.strip() != ""


def _is_price(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value))


_MEMBERS: dict[str, Callable[[Any], bool]] = {"name": _is_text, "ts": _is_text, "high": _is_price, "low": _is_price}
