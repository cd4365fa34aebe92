"""Lengths of time: ``parse_duration`` (Airlift's Duration), ``human_readable_seconds``, ``to_milliseconds``."""

import math
import re
from collections.abc import Sequence
from decimal import Decimal

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.java_numbers import double
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, VARCHAR

_row = rows("https://trino.io/docs/current/functions/datetime.html#duration-function")
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*", re.ASCII)
_UNITS = {"ns": "0.000001", "us": "0.001", "ms": "1", "s": "1000", "m": "60000", "h": "3600000", "d": "86400000"}
_PERIODS = (("week", 604_800), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def duration(text: str) -> int:
    """The milliseconds of ``42.5 ms`` or ``2 d``."""
    if not text:
        raise refusal("INVALID_FUNCTION_ARGUMENT", "duration is empty")
    match = _DURATION.fullmatch(text)
    if match is None:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"duration is not a valid data duration string: {text}")
    if match[2] not in _UNITS:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Unknown time unit: {match[2]}")
    return math.floor(Decimal(match[1]) * Decimal(_UNITS[match[2]]) + Decimal("0.5"))


def in_words(seconds: float) -> str:
    """``1 week, 2 days``."""
    if not math.isfinite(seconds):
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Invalid argument found: {double(seconds)}")
    rest, parts = math.floor(abs(seconds) + 0.5), []
    for name, length in _PERIODS:
        count, rest = divmod(rest, length)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return ", ".join(parts) or "0 seconds"


_DURATION_READ = python(duration)


def _parsed(arguments: Sequence[Typed]) -> str:
    return f"to_milliseconds({_DURATION_READ.sql([Typed(arguments[0].sql, VARCHAR)], BIGINT)})"


ROWS = (
    _row("parse_duration", "varchar -> interval day to second", _parsed, "parse_duration('3.81 d')", "3 19:26:24.000"),
    _row("human_readable_seconds", "double -> varchar", python(in_words), "human_readable_seconds(56363463)",
         "93 weeks, 1 day, 8 hours, 31 minutes, 3 seconds"),
    _row("to_milliseconds", "interval day to second -> bigint", "span_milliseconds({0})",
         "to_milliseconds(parse_duration('1.5 s'))", "1500"),
)  # fmt: skip
