"""Functions on dates and times, by what they do: the rows of all of them, and those of now and of whole days."""

from tickstack.sql.functions import (
    date_arithmetic,
    date_fields,
    date_patterns,
    date_truncation,
    durations,
    iso8601,
    iso8601_nanos,
    unix_time,
    zones,
)
from tickstack.sql.functions.row import rows

_row = rows("https://trino.io/docs/current/functions/datetime.html")
_ZONED = "timestamp with time zone"

_DAYS = (
    _row("date", "date -> date", "{0}", "date(DATE '2020-05-14')", "2020-05-14"),
    _row("date", "timestamp -> date", "CAST({0} AS DATE)", "date(TIMESTAMP '2020-05-14 09:31:00')", "2020-05-14"),
    _row("date", f"{_ZONED} -> date", "CAST(zoned_to_local({0}) AS DATE)",
         "date(TIMESTAMP '2020-05-14 22:00:00 America/New_York')", "2020-05-14"),
    _row("date", "varchar -> date", "varchar_to_date({0})", "date('2020-05-14')", "2020-05-14"),
    _row("now", f" -> {_ZONED}(3)", "zoned(current_instant(), 'UTC')", "now() > TIMESTAMP '2020-01-01 00:00:00 UTC'",
         "true"),
    _row("last_day_of_month", "date -> date", "last_day({0})", "last_day_of_month(DATE '2020-02-01')", "2020-02-29"),
    _row("last_day_of_month", "timestamp -> date", "last_day({0})",
         "last_day_of_month(TIMESTAMP '2020-02-01 00:00:00')", "2020-02-29"),
    _row("last_day_of_month", f"{_ZONED} -> date", "last_day(zoned_to_local({0}))",
         "last_day_of_month(TIMESTAMP '2020-01-31 20:00:00 America/New_York')", "2020-01-31"),
)  # fmt: skip

ROWS = (
    *_DAYS,
    *date_fields.ROWS,
    *date_truncation.ROWS,
    *date_arithmetic.ROWS,
    *date_patterns.ROWS,
    *iso8601.ROWS,
    *iso8601_nanos.ROWS,
    *unix_time.ROWS,
    *zones.ROWS,
    *durations.ROWS,
)
