"""Teradata's patterns in Trino: https://trino.io/docs/422/functions/teradata.html. All letters are small.

Between the parts stand marks, which are read and written as they are.
"""

import re
from functools import lru_cache

from tickstack.sql.joda import fields
from tickstack.sql.joda.elements import Element, Format, Literal, Number, TwoDigits
from tickstack.sql.joda.mysql import PatternError

_PARTS: dict[str, Element] = {
    "dd": Number(fields.DAY_OF_MONTH, 2, 2),
    "hh24": Number(fields.HOUR_OF_DAY, 2, 2),
    "hh": Number(fields.HOUR_OF_HALFDAY, 2, 2),
    "mi": Number(fields.MINUTE_OF_HOUR, 2, 2),
    "mm": Number(fields.MONTH, 2, 2),
    "ss": Number(fields.SECOND_OF_MINUTE, 2, 2),
    "yyyy": Number(fields.YEAR, 4, 4, signed=True),
    "yy": TwoDigits(fields.YEAR, 2050),
}
_TOKEN = re.compile(r"hh24|hh|dd|mi|mm|ss|yyyy|yy|[-/,.;:\s]")


@lru_cache(256)
def elements(pattern: str) -> Format:
    """The elements of a pattern. Raises PatternError."""
    found: list[Element] = []
    at = 0
    while at < len(pattern):
        match = _TOKEN.match(pattern, at)
        if match is None:
            raise PatternError(f"Failed to tokenize string [{pattern[at]}] at offset [{at}]")
        found.append(_PARTS.get(match[0]) or Literal(match[0]))
        at = match.end()
    return Format(tuple(found))
