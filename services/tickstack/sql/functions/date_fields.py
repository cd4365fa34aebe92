"""The fields of dates, times and intervals: ``year(x)`` and ``EXTRACT(YEAR FROM x)``.

Weeks and days of the week are ISO's, milliseconds those within the second. A value with a zone is asked in its own.
"""

from tickstack.sql.functions.row import rows

_SOURCE = "https://trino.io/docs/current/functions/datetime.html#extraction-function"
_row = rows(_SOURCE)

# DuckDB's expression, and the value of 2020-05-14 09:31:02.345.
CALENDAR = {
    "year": ("extract(year FROM {0})", "2020"),
    "quarter": ("extract(quarter FROM {0})", "2"),
    "month": ("extract(month FROM {0})", "5"),
    "week": ("extract(week FROM {0})", "20"),
    "week_of_year": ("extract(week FROM {0})", "20"),
    "day": ("extract(day FROM {0})", "14"),
    "day_of_month": ("extract(day FROM {0})", "14"),
    "day_of_week": ("extract(isodow FROM {0})", "4"),
    "dow": ("extract(isodow FROM {0})", "4"),
    "day_of_year": ("extract(doy FROM {0})", "135"),
    "doy": ("extract(doy FROM {0})", "135"),
    "year_of_week": ("extract(isoyear FROM {0})", "2020"),
    "yow": ("extract(isoyear FROM {0})", "2020"),
}
CLOCK = {
    "hour": ("extract(hour FROM {0})", "9"),
    "minute": ("extract(minute FROM {0})", "31"),
    "second": ("CAST(floor(extract(second FROM {0})) AS BIGINT)", "2"),
    "millisecond": ("(extract(millisecond FROM {0}) % 1000)", "345"),
}
# Of an interval whose days and time are 2 03:04:05.678.
SPAN = {
    "day": ("(span_milliseconds({0}) // 86400000)", "2"),
    "day_of_month": ("(span_milliseconds({0}) // 86400000)", "2"),
    "hour": ("(span_milliseconds({0}) % 86400000 // 3600000)", "3"),
    "minute": ("(span_milliseconds({0}) % 3600000 // 60000)", "4"),
    "second": ("(span_milliseconds({0}) % 60000 // 1000)", "5"),
    "millisecond": ("(span_milliseconds({0}) % 1000)", "678"),
}
MONTHS = {"year": ("(span_months({0}) // 12)", "3"), "month": ("(span_months({0}) % 12)", "2")}

# What EXTRACT takes, and the types of which (ExpressionAnalyzer.visitExtract); the functions take more.
_MOMENTS = frozenset({"date", "timestamp", "timestamp with time zone"})
_CLOCKS = frozenset({"time", "time with time zone", "timestamp", "timestamp with time zone", "interval day to second"})
EXTRACTED: dict[str, frozenset[str]] = {
    **{name: _MOMENTS for name in CALENDAR if name != "week_of_year"},
    "year": _MOMENTS | {"interval year to month"},
    "month": _MOMENTS | {"interval year to month"},
    "day": _MOMENTS | {"interval day to second"},
    **dict.fromkeys(("hour", "minute", "second"), _CLOCKS),
    **dict.fromkeys(
        ("timezone_hour", "timezone_minute"), frozenset({"timestamp with time zone", "time with time zone"})
    ),
}


_MOMENT = "2020-05-14 09:31:02.345"

# Of which type which fields are taken, from what of a value, and an example.
_TAKEN = (
    (CALENDAR, "date", "{0}", "DATE '2020-05-14'"),
    (CALENDAR | CLOCK, "timestamp", "{0}", f"TIMESTAMP '{_MOMENT}'"),
    (CALENDAR | CLOCK, "timestamp with time zone", "zoned_to_local({0})", f"TIMESTAMP '{_MOMENT} America/New_York'"),
    (CLOCK, "time", "{0}", "TIME '09:31:02.345'"),
    (CLOCK, "time with time zone", "local_time({0})", "TIME '09:31:02.345 +05:30'"),
    (SPAN, "interval day to second", "{0}", "parse_duration('183845678 ms')"),
    (MONTHS, "interval year to month", "{0}", "INTERVAL '38' MONTH"),
)

ROWS = tuple(
    _row(name, f"{kind} -> bigint", call.replace("{0}", taken), f"{name}({example})", value)
    for fields, kind, taken, example in _TAKEN
    for name, (call, value) in fields.items()
)
