"""Moments in the texts of a table: as java.sql.Timestamp spells them, or by the patterns of ``timestamp.formats``.

As in Hive's TimestampParser, patterns of Joda, or ``millis``, are tried in their order, and then the usual spelling;
what names a zone is taken to UTC. https://docs.aws.amazon.com/athena/latest/ug/hive-json-serde.html
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from tickstack.errors import QueryError
from tickstack.glue.model import Storage
from tickstack.sql.joda import elements, patterns
from tickstack.sql.joda.bucket import FormatError
from tickstack.sql.joda.mysql import PatternError

PROPERTY = "timestamp.formats"
PLAIN = (
    r"CASE WHEN regexp_full_match({0}, '\d{{4}}-\d{{1,2}}-\d{{1,2}}( \d{{1,2}}:\d{{1,2}}(:\d{{1,2}}(\.\d+)?)?)?') "
    "THEN TRY_CAST({0} AS TIMESTAMP) END"
)
"""DuckDB SQL of the usual spelling; NULL for any other."""


@lru_cache(128)
def _split(formats: str) -> Sequence[str]:
    """The patterns; one that has a comma has it after a backslash."""
    return [re.sub(r"\\(.)", r"\1", each) for each in re.findall(r"(?:\\.|[^,\\])+", formats)]


def millis(text: str | None, formats: str) -> int | None:
    """Milliseconds since 1970 by the first pattern that fits; None without one."""
    if text is None:
        return None
    for pattern in _split(formats):
        if pattern == "millis":
            if re.fullmatch(r"-?\d+(\.\d+)?", text):
                return int(text.partition(".")[0])
            continue
        try:
            return elements.read(patterns.elements(pattern), text).instant(text)[0]
        except FormatError:
            continue
    return None


def formats_of(storage: Storage) -> str:
    """The patterns of a table, empty without any. Raises HIVE_INVALID_METADATA for what is no pattern."""
    formats = storage.serde_parameters.get(PROPERTY, "").strip()
    for pattern in _split(formats):
        try:
            patterns.elements(pattern)
        except (PatternError, NotImplementedError) as error:
            if pattern != "millis":
                raise QueryError("HIVE_INVALID_METADATA", f"Invalid value for {PROPERTY} property: {error}") from None
    return formats


def reader(formats: str, usual: str) -> str:
    """A template of DuckDB SQL that reads a text, which ``{0}`` stands for, by the patterns and else as ``usual``."""
    if not formats:
        return usual
    quoted = formats.replace("'", "''").replace("{", "{{").replace("}", "}}")
    return f"coalesce(make_timestamp(text_millis({{0}}, '{quoted}') * 1000), {usual})"
