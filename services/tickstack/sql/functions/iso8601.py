"""ISO 8601: ``from_iso8601_date``, ``from_iso8601_timestamp``, ``to_iso8601``."""

from collections.abc import Sequence
from typing import NoReturn

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.date_patterns import YEARS
from tickstack.sql.functions.row import rows
from tickstack.sql.joda import calendar, distant, elements, iso8601
from tickstack.sql.joda.bucket import FormatError
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, INTEGER, VARCHAR, TrinoType, varchar

_row = rows("https://trino.io/docs/current/functions/datetime.html#date-and-time-functions")
_ZONED = "timestamp with time zone"
_READ = TrinoType("row", (), (BIGINT, VARCHAR), (None, None))

# The form that most texts have is read by DuckDB.
_PLAIN = r"[1-9]\d{3}-\d\d-\d\d"
_MOMENT = r"[1-9]\d{3}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?"


def _refused(error: FormatError) -> NoReturn:
    raise refusal("INVALID_FUNCTION_ARGUMENT", str(error))


def date_read(text: str) -> int:
    """The day, counted from 1970-01-01."""
    try:
        return elements.read(iso8601.DATE, text).local(text) // calendar.DAY
    except FormatError as error:
        _refused(error)


def moment_read(text: str) -> dict[str, object]:
    """The instant in milliseconds and the zone."""
    try:
        instant, zone = elements.read(iso8601.DATE_TIME, text).instant(text)
    except FormatError as error:
        _refused(error)
    return {"f0": instant, "f1": zone}


_DATE_READ, _MOMENT_READ = python(date_read), python(moment_read)


def _date(arguments: Sequence[Typed]) -> str:
    text = arguments[0].sql
    read = _DATE_READ.sql([Typed(text, VARCHAR)], BIGINT)
    slow = f"CAST(make_timestamp({read} * {calendar.DAY * 1000}) AS DATE)"
    return f"coalesce(CASE WHEN regexp_full_match({text}, '{_PLAIN}') THEN TRY_CAST({text} AS DATE) END, {slow})"


def _moment(arguments: Sequence[Typed]) -> str:
    text = arguments[0].sql
    read = _MOMENT_READ.sql([Typed(text, VARCHAR)], _READ)
    plain = f"CASE WHEN regexp_full_match({text}, '{_MOMENT}') THEN iso_moment({text}) END"
    return f"coalesce({plain}, moment_read({read}))"


def _length(kinds: Sequence[TrinoType]) -> TrinoType:
    """As long as the longest text of the type may be, which Trino reckons with years of six digits."""
    digits = kinds[0].numbers[0]
    return varchar(22 + min(digits, 1) + digits + (6 if kinds[0].base == _ZONED else 0))


def date_written(micros: int) -> str:
    """A date of any year."""
    return distant.date(micros).removeprefix("+")


def local_written(micros: int, precision: int) -> str:
    """A timestamp of any year."""
    return distant.timestamp(micros, precision).replace(" ", "T")


_DATE_WRITTEN, _LOCAL_WRITTEN = python(date_written), python(local_written)


def _date_text(arguments: Sequence[Typed]) -> str:
    date = arguments[0].sql
    slow = _DATE_WRITTEN.sql([Typed(f"epoch_us(CAST({date} AS TIMESTAMP))", BIGINT)], VARCHAR)
    plain = f"{date} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
    return f"CASE WHEN {plain} THEN strftime({date}, '%Y-%m-%d') ELSE {slow} END"


def _local_text(local: str, precision: int) -> str:
    slow = _LOCAL_WRITTEN.sql([Typed(f"epoch_us({local})", BIGINT), Typed(str(precision), INTEGER)], VARCHAR)
    return f"CASE WHEN {local} BETWEEN {YEARS} THEN timestamp_to_iso({local}, {precision}) ELSE {slow} END"


def _timestamp_text(arguments: Sequence[Typed]) -> str:
    return _local_text(arguments[0].sql, arguments[0].type.numbers[0])


def _zoned_text(arguments: Sequence[Typed]) -> str:
    value = arguments[0].sql
    local = _local_text(f"zoned_to_local({value})", arguments[0].type.numbers[0])
    return f"(({local}) || iso_offset({value}))"


ROWS = (
    _row("from_iso8601_date", "varchar -> date", _date, "from_iso8601_date('2020-W20-4')", "2020-05-14"),
    _row("from_iso8601_timestamp", f"varchar -> {_ZONED}(3)", _moment,
         "from_iso8601_timestamp('2020-05-14T09:31:02.345+05:30')", "2020-05-14 09:31:02.345 +05:30"),
    _row("to_iso8601", "date -> varchar(16)", _date_text, "to_iso8601(DATE '2020-05-14')",
         "2020-05-14"),
    _row("to_iso8601", "timestamp -> varchar", _timestamp_text,
         "to_iso8601(TIMESTAMP '2020-05-14 09:31:02.345')", "2020-05-14T09:31:02.345", result=_length),
    _row("to_iso8601", f"{_ZONED} -> varchar", _zoned_text,
         "to_iso8601(TIMESTAMP '2020-05-14 09:31:02 America/New_York')", "2020-05-14T09:31:02-04:00", result=_length),
)  # fmt: skip
