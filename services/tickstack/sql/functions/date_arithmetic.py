"""``date_add`` and ``date_diff``: months end on their last day, and what lies between is counted in whole units."""

# ruff: noqa: ARG005 -- the makers of one table share a signature

import re
from collections.abc import Callable, Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.functions.units import CALENDAR, CLOCK, MICROSECONDS, Call, by_unit
from tickstack.sql.types import ZONED, ZONED_TIME, TrinoType

_row = rows("https://trino.io/docs/current/functions/datetime.html#interval-functions")
_ZONE = "timestamp with time zone"
_DAY = 86_400_000_000  # microseconds

_STEPS = {
    "millisecond": "to_milliseconds({0})",
    "second": "to_seconds({0})",
    "minute": "to_minutes({0})",
    "hour": "to_hours({0})",
    "day": "to_days(CAST({0} AS INTEGER))",
    "week": "to_days(CAST(7 * {0} AS INTEGER))",
    "month": "to_months(CAST({0} AS INTEGER))",
    "quarter": "to_months(CAST(3 * {0} AS INTEGER))",
    "year": "to_months(CAST(12 * {0} AS INTEGER))",
}


def _amount(value: Typed) -> str:
    """The number of units, which Trino takes as an integer."""
    constant = re.fullmatch(r"-?\d{1,9}", value.constant or "") is not None
    return value.sql if constant else f"amount({value.sql})"


def _step(unit: str, value: Typed) -> str:
    return _STEPS[unit].format(_amount(value))


def _date_plus(unit: str) -> Call:
    return lambda arguments: f"CAST({arguments[1].sql} + {_step(unit, arguments[0])} AS DATE)"


def _timestamp_plus(unit: str) -> Call:
    def call(arguments: Sequence[Typed]) -> str:
        moved = f"{arguments[1].sql} + {_step(unit, arguments[0])}"
        precision = arguments[1].type.numbers[0]
        rounded = unit == "millisecond" and precision < 3
        return f"timestamp_round({moved}, {precision})" if rounded else f"({moved})"

    return call


def _zoned_plus(unit: str) -> Call:
    def call(arguments: Sequence[Typed]) -> str:
        value, step = arguments[1].sql, _step(unit, arguments[0])
        if unit in CALENDAR:
            return f"moved_local({value}, zoned_to_local({value}) + {step})"
        instant = Typed(f"instant_of({value})", arguments[1].type)
        return f"zoned({_timestamp_plus(unit)([arguments[0], instant])}, zone_in({value}))"

    return call


def _time_plus(unit: str, time: Callable[[str], str], made: Callable[[str, str], str]) -> Call:
    size = MICROSECONDS[unit]

    def call(arguments: Sequence[Typed]) -> str:
        value = arguments[1].sql
        by = f"CAST({arguments[0].sql} % {_DAY // size} AS BIGINT) * {size}"
        moved, precision = f"time_moved({time(value)}, {by})", arguments[1].type.numbers[0]
        rounded = unit == "millisecond" and precision < 3
        return made(f"time_round({moved}, {precision})" if rounded else moved, value)

    return call


def _zoned_time(time: str, value: str) -> str:
    return f"zoned_time_with({time}, zone_in({value}))"


def _between(unit: str) -> Call:
    """DuckDB's date_sub counts whole units, as Joda does; the smallest unit is a millisecond."""

    def call(arguments: Sequence[Typed]) -> str:
        finest = max((arguments[0].type.numbers or (0,))[0], (arguments[1].type.numbers or (0,))[0])
        sides = (side.sql if finest <= 3 else f"date_trunc('millisecond', {side.sql})" for side in arguments)
        return f"date_sub('{unit}', {', '.join(sides)})"

    return call


def _zoned_between(unit: str) -> Call:
    def call(arguments: Sequence[Typed]) -> str:
        first, last = arguments
        finest = max(first.type.numbers[0], last.type.numbers[0])
        if unit in CALENDAR and finest <= 3:
            zone = f"zone_in({first.sql})"
            sides = [f"instant_to_local(instant_of({side.sql}), {zone})" for side in arguments]
        else:
            sides = [f"instant_of({side.sql})" for side in arguments]
        kind = TrinoType("timestamp", (finest,))
        return _between(unit)([Typed(side, kind) for side in sides])

    return call


def _times_between(unit: str, micros: str) -> Call:
    size = MICROSECONDS[unit]
    return lambda a: f"(({micros.format(a[1].sql)} - {micros.format(a[0].sql)}) // {size})"


def _same(value: str) -> str:
    return value


def _time_of(value: str) -> str:
    return f"time_of({value})"


_ADDED = {
    "date": by_unit({unit: _date_plus(unit) for unit in CALENDAR}, "DATE", "DATE"),
    "timestamp": by_unit({unit: _timestamp_plus(unit) for unit in _STEPS}, "Timestamp", "TIMESTAMP"),
    _ZONE: by_unit({unit: _zoned_plus(unit) for unit in _STEPS}, "Timestamp", ZONED),
    "time": by_unit({unit: _time_plus(unit, _same, lambda time, value: time) for unit in CLOCK}, "Time", "TIME"),
    "time with time zone": by_unit(
        {unit: _time_plus(unit, _time_of, _zoned_time) for unit in CLOCK}, "Time", ZONED_TIME
    ),
}
_COUNTED = {
    "date": by_unit({unit: _between(unit) for unit in CALENDAR}, "DATE", "BIGINT"),
    "timestamp": by_unit({unit: _between(unit) for unit in _STEPS}, "Timestamp", "BIGINT"),
    _ZONE: by_unit({unit: _zoned_between(unit) for unit in _STEPS}, "Timestamp", "BIGINT"),
    "time": by_unit({unit: _times_between(unit, "epoch_us({})") for unit in CLOCK}, "Time", "BIGINT"),
    "time with time zone": by_unit({unit: _times_between(unit, "utc_micros({})") for unit in CLOCK}, "Time", "BIGINT"),
}

_EXAMPLES = {
    "date": ("date_add('month', 1, DATE '2020-01-31')", "2020-02-29",
             "date_diff('month', DATE '2020-01-31', DATE '2020-02-28')", "0"),
    "timestamp": ("date_add('hour', -4, TIMESTAMP '2020-05-14 02:00:00')", "2020-05-13 22:00:00",
                  "date_diff('hour', TIMESTAMP '2020-01-01 00:59:00', TIMESTAMP '2020-01-01 02:00:00')", "1"),
    _ZONE: ("date_add('day', 1, TIMESTAMP '2020-03-07 12:00:00 America/New_York')",
            "2020-03-08 12:00:00 America/New_York",
            "date_diff('hour', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 America/New_York')",
            "5"),
    "time": ("date_add('minute', -90, TIME '01:00:00')", "23:30:00",
             "date_diff('minute', TIME '01:00:00', TIME '23:30:30')", "1350"),
    "time with time zone": ("date_add('hour', 2, TIME '23:00:00 +01:00')", "01:00:00+01:00",
                            "date_diff('hour', TIME '10:00:00 +02:00', TIME '10:00:00 +00:00')", "2"),
}  # fmt: skip

ROWS = (
    *(_row("date_add", f"varchar, bigint, {kind} -> $3", _ADDED[kind], *_EXAMPLES[kind][:2]) for kind in _ADDED),
    *(_row("date_diff", f"varchar, {kind}, {kind} -> bigint", _COUNTED[kind], *_EXAMPLES[kind][2:]) for kind in _ADDED),
)
