"""Dates as text by a pattern: MySQL's for ``date_format`` and ``date_parse``, Joda's for the two of ``datetime``.

A pattern that is a constant goes to DuckDB's own functions where those mean the same; everything else, and every text
that is not as the pattern has it, is read and written by ``joda``.
"""

from collections.abc import Callable, Sequence
from typing import NoReturn

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.joda import elements, mysql, native, patterns, zones
from tickstack.sql.joda.bucket import FormatError
from tickstack.sql.joda.elements import Format, Moment
from tickstack.sql.joda.mysql import PatternError
from tickstack.sql.python import python, refusal
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import BIGINT, VARCHAR, TrinoType

_mysql = rows("https://trino.io/docs/current/functions/datetime.html#mysql-date-functions")
_java = rows("https://trino.io/docs/current/functions/datetime.html#java-date-functions")
_ZONED = "timestamp with time zone"
YEARS = "TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 23:59:59.999'"  # of which strftime is the same
_READ = TrinoType("row", (), (BIGINT, VARCHAR), (None, None))

Compiled = Callable[[str], Format]


def _refused(error: Exception) -> NoReturn:
    if isinstance(error, NotImplementedError):
        raise refusal("NOT_SUPPORTED", f"tickstack does not support {error}")
    raise refusal("INVALID_FUNCTION_ARGUMENT", str(error))


def written(compiled: Compiled, micros: int, zone: str, pattern: str) -> str:
    """The moment in the pattern, rounded to milliseconds as Trino does before."""
    try:
        instant = (micros + 500) // 1000
        offset = zones.offset_at(zone, instant)
        return compiled(pattern).write(Moment(instant + offset, offset, zone))
    except (PatternError, NotImplementedError) as error:
        _refused(error)


def mysql_written(micros: int, zone: str, pattern: str) -> str:
    """``date_format``."""
    return written(mysql.elements, micros, zone, pattern)


def joda_written(micros: int, zone: str, pattern: str) -> str:
    """``format_datetime``."""
    return written(patterns.elements, micros, zone, pattern)


def read_local(compiled: Compiled, text: str, pattern: str) -> int:
    """The local time that a text says by a pattern, in milliseconds."""
    try:
        return elements.read(compiled(pattern), text).local(text)
    except (FormatError, PatternError) as error:
        _refused(error)


def mysql_read(text: str, pattern: str) -> int:
    """``date_parse``, in milliseconds."""
    return read_local(mysql.elements, text, pattern)


def joda_read(text: str, pattern: str) -> dict[str, object]:
    """``parse_datetime``: the instant in milliseconds and the zone."""
    try:
        instant, zone = elements.read(patterns.elements(pattern), text).instant(text)
    except (FormatError, PatternError, NotImplementedError) as error:
        _refused(error)
    return {"f0": instant, "f1": zone}


_WRITTEN = {mysql.elements: python(mysql_written), patterns.elements: python(joda_written)}
_MYSQL_READ, _JODA_READ = python(mysql_read), python(joda_read)


def _native(compiled: Compiled, pattern: str | None) -> str | None:
    """The constant pattern for strftime."""
    try:
        return None if pattern is None else native.strftime(compiled(pattern))
    except PatternError:
        return None


def _formatted(compiled: Compiled) -> Callable[[Sequence[Typed]], str]:
    def call(arguments: Sequence[Typed]) -> str:
        value, pattern = arguments
        zoned = value.type.base == _ZONED
        instant = f"instant_of({value.sql})" if zoned else value.sql
        zone = f"zone_in({value.sql})" if zoned else "'UTC'"
        parts = [Typed(f"epoch_us({instant})", BIGINT), Typed(zone, VARCHAR), Typed(pattern.sql, VARCHAR)]
        slow = _WRITTEN[compiled].sql(parts, VARCHAR)
        fast = _native(compiled, pattern.constant)
        if not fast:
            return slow
        local = f"zoned_to_local({value.sql})" if zoned else value.sql
        local = f"timestamp_round({local}, 3)" if value.type.numbers[0] > 3 else local
        return f"CASE WHEN {local} BETWEEN {YEARS} THEN strftime({local}, {literal_text(fast)}) ELSE {slow} END"

    return call


def _without_zone(arguments: Sequence[Typed]) -> str:
    """``format_datetime`` of a timestamp, which has no zone to show."""
    value, pattern = arguments
    refused = python(zoneless).sql([Typed(pattern.sql, VARCHAR)], VARCHAR)
    if pattern.constant is None:
        checked = [value, Typed(refused, VARCHAR)]
    elif patterns.names_zone(pattern.constant):
        return f"CASE WHEN {value.sql} IS NOT NULL THEN {refused} END"
    else:
        checked = [value, pattern]
    return _formatted(patterns.elements)(checked)


def zoneless(pattern: str) -> str:
    """The pattern, unless it asks for a zone."""
    if patterns.names_zone(pattern):
        raise refusal(
            "INVALID_FUNCTION_ARGUMENT",
            "format_datetime for TIMESTAMP type, cannot use 'Z' nor 'z' in format, as this type does not contain TZ "
            "information",
        )
    return pattern


def _quick(compiled: Compiled, text: Typed, pattern: Typed) -> str | None:
    """The constant pattern for strptime, which gives NULL where the slow way has to look."""
    try:
        fast = None if pattern.constant is None else native.strptime(compiled(pattern.constant))
    except PatternError:
        return None
    if fast is None:
        return None
    match, made = map(literal_text, fast)
    read = f"try_strptime({text.sql}, {made})"
    read = f"date_trunc('millisecond', {read})" if "%f" in made else read
    return f"CASE WHEN regexp_full_match({text.sql}, {match}) THEN {read} END"


def _parsed(arguments: Sequence[Typed]) -> str:
    text, pattern = (Typed(each.sql, VARCHAR, each.constant) for each in arguments)
    slow = f"make_timestamp(1000 * {_MYSQL_READ.sql([text, pattern], BIGINT)})"
    quick = _quick(mysql.elements, text, pattern)
    return f"coalesce({quick}, {slow})" if quick else slow


def _parsed_zoned(arguments: Sequence[Typed]) -> str:
    text, pattern = (Typed(each.sql, VARCHAR, each.constant) for each in arguments)
    slow = f"moment_read({_JODA_READ.sql([text, pattern], _READ)})"
    quick = _quick(patterns.elements, text, pattern)
    return f"coalesce(zoned({quick}, 'UTC'), {slow})" if quick else slow


ROWS = (
    _mysql("date_format", "timestamp, varchar -> varchar", _formatted(mysql.elements),
           "date_format(TIMESTAMP '2020-05-14 09:31:02', '%Y-%m-%d %H:%i:%s')", "2020-05-14 09:31:02"),
    _mysql("date_format", f"{_ZONED}, varchar -> varchar", _formatted(mysql.elements),
           "date_format(TIMESTAMP '2020-05-14 09:31:02 America/New_York', '%k:%i')", "9:31"),
    _mysql("date_parse", "varchar, varchar -> timestamp(3)", _parsed,
           "date_parse('2020-05-14 09:31:02', '%Y-%m-%d %H:%i:%s')", "2020-05-14 09:31:02.000"),
    _java("format_datetime", "timestamp, varchar -> varchar", _without_zone,
          "format_datetime(TIMESTAMP '2020-05-14 09:31:02', 'EEE, d MMM yyyy')", "Thu, 14 May 2020"),
    _java("format_datetime", f"{_ZONED}, varchar -> varchar", _formatted(patterns.elements),
          "format_datetime(TIMESTAMP '2020-05-14 09:31:02 America/New_York', 'HH:mm ZZ z')", "09:31 -04:00 EDT"),
    _java("parse_datetime", f"varchar, varchar -> {_ZONED}(3)", _parsed_zoned,
          "parse_datetime('2020-05-14 09:31 +0530', 'yyyy-MM-dd HH:mm Z')", "2020-05-14 09:31:00.000 +05:30"),
)  # fmt: skip
