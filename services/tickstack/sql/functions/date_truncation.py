"""``date_trunc``: a date stays a date, and a value with a zone is cut on its own clock."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.functions.units import CALENDAR, CLOCK, MICROSECONDS, Call, by_unit
from tickstack.sql.types import ZONED, ZONED_TIME

_row = rows("https://trino.io/docs/current/functions/datetime.html#truncation-function")
_ZONE = "timestamp with time zone"


def _template(template: str) -> Call:
    return lambda arguments: template.format(arguments[0].sql)


def _cut(unit: str) -> Call:
    """A time of day without what is smaller than the unit."""
    size = MICROSECONDS[unit]

    def call(arguments: Sequence[Typed]) -> str:
        micros = f"epoch_us({arguments[0].sql})"
        return f"time_moved({arguments[0].sql}, -({micros} % {size}))"

    return call


def _cut_zoned(unit: str) -> Call:
    size = MICROSECONDS[unit]

    def call(arguments: Sequence[Typed]) -> str:
        value = arguments[0].sql
        moved = f"time_moved(time_of({value}), -(epoch_us(local_time({value})) % {size}))"
        return f"zoned_time_with({moved}, zone_in({value}))"

    return call


_DATE = by_unit({unit: _template(f"CAST(date_trunc('{unit}', {{0}}) AS DATE)") for unit in CALENDAR}, "DATE", "DATE")
_TIMESTAMP = by_unit(
    {unit: _template(f"date_trunc('{unit}', {{0}})") for unit in (*CLOCK, *CALENDAR)}, "Timestamp", "TIMESTAMP"
)
_ZONED = by_unit(
    {
        **{unit: _template(f"truncated_clock('{unit}', {{0}})") for unit in CLOCK},
        **{unit: _template(f"truncated_local('{unit}', {{0}})") for unit in CALENDAR},
    },
    "Timestamp",
    ZONED,
)
_TIME = by_unit({unit: _cut(unit) for unit in CLOCK}, "Time", "TIME")
_ZONED_TIME = by_unit({unit: _cut_zoned(unit) for unit in CLOCK}, "Time", ZONED_TIME)

ROWS = (
    _row("date_trunc", "varchar, date -> date", _DATE, "date_trunc('month', DATE '2020-05-14')", "2020-05-01"),
    _row("date_trunc", "varchar, timestamp -> $2", _TIMESTAMP,
         "date_trunc('hour', TIMESTAMP '2020-05-14 09:31:02.345')", "2020-05-14 09:00:00.000"),
    _row("date_trunc", f"varchar, {_ZONE} -> $2", _ZONED,
         "date_trunc('day', TIMESTAMP '2020-05-14 22:31:02 America/New_York')", "2020-05-14 00:00:00 America/New_York"),
    _row("date_trunc", "varchar, time -> $2", _TIME, "date_trunc('minute', TIME '09:31:02')", "09:31:00"),
    _row("date_trunc", "varchar, time with time zone -> $2", _ZONED_TIME,
         "date_trunc('hour', TIME '09:31:02 +05:30')", "09:00:00+05:30"),
)  # fmt: skip
