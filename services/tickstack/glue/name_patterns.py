"""Patterns of tables' names: regular expressions on the whole name, in which ``*`` may stand for any text.

The API names them regular expressions, and ``ticks_.*`` works as one. Yet Glue takes ``ticks*`` and ``*_raw`` too, as
names with a wildcard, and awswrangler sends those: a ``*`` that follows what a name is made of, or nothing, is one.
"""

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_NAME = re.compile(r"[\w$|(^-]")


def matcher(expression: str) -> Callable[[str], bool]:
    """Whether a table's name matches, whatever the case of its letters. Raises ValueError."""
    before, parts = "|", []
    for part in _TOKEN.findall(expression):
        parts.append(".*" if part == "*" and _NAME.fullmatch(before) else part)
        before = part
    try:
        accepted = re.compile("".join(parts), re.IGNORECASE)
    except re.error as error:
        raise ValueError(str(error)) from None
    return lambda name: accepted.fullmatch(name) is not None
