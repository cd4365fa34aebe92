"""Lines that a Grok expression takes apart: the SerDe com.amazonaws.glue.serde.GrokSerDe.

``%{NAME:field}`` matches what NAME stands for, and is the column ``field``; without a field it is the column NAME. A
line in which the expression is not found is NULL in every column, and so is what does not read as its type.
https://docs.aws.amazon.com/athena/latest/ug/grok-serde.html
"""

import re
from collections.abc import Mapping, Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage
from tickstack.sql.quoting import literal_text
from tickstack.sql.regexp.java import search
from tickstack.tables import regex_lines
from tickstack.tables.grok_patterns import PATTERNS

_PART = re.compile(r"%\{(\w+)(?::([\w.@-]+))?(?::\w+)?\}")
_MOST = 1000  # parts of an expression, one within the other


def fields(line: str | None, pattern: str, count: int) -> list[str | None] | None:
    """The columns' groups of a line; None where the expression is not found in it."""
    found = None if line is None else search(pattern, line)
    if found is None:
        return None
    there = found.groupdict()
    return [there.get(f"c{index}") for index in range(count)]


def custom(text: str) -> dict[str, str]:
    """Patterns of the table's own: a name and what it stands for on each line."""
    pairs = (line.strip().partition(" ") for line in text.replace("\\n", "\n").splitlines())
    return {name: pattern.strip() for name, _, pattern in pairs if name and not name.startswith("#")}


def expanded(expression: str, columns: Sequence[str], own: Mapping[str, str]) -> str:
    """A Java expression whose groups ``c0``, ``c1`` ... are the columns. Raises QueryError for an unknown name."""
    places = {column.lower(): index for index, column in enumerate(columns)}
    known = {**PATTERNS, **own}

    def part(match: re.Match[str], within: tuple[str, ...]) -> str:
        name, field = match[1], match[2] or match[1]
        if name not in known:
            raise QueryError("HIVE_INVALID_METADATA", f"No definition for key '{name}' found, aborting")
        if name in within or len(within) > _MOST:
            raise QueryError("HIVE_INVALID_METADATA", f"Deep recursion pattern compilation of {expression}")
        inner = _PART.sub(lambda each: part(each, (*within, name)), known[name])
        place = places.get(field.lower())
        return f"(?:{inner})" if place is None else f"(?<c{place}>{inner})"

    return _PART.sub(lambda match: part(match, ()), expression)


def document(storage: Storage, columns: Sequence[Column]) -> str:
    """The groups of ``line``. Raises GENERIC_INTERNAL_ERROR for a table without the expression."""
    expression = storage.serde_parameters.get("input.format")
    if expression is None:
        raise QueryError("GENERIC_INTERNAL_ERROR", "Schema does not have required 'input.format' property")
    own = custom(storage.serde_parameters.get("input.grokCustomPatterns", ""))
    pattern = expanded(expression, [column.name for column in columns], own)
    return f"grok_fields(line, {literal_text(pattern)}, {len(columns)})"


column, inputs = regex_lines.column, regex_lines.inputs
