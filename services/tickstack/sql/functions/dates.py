"""Functions on dates and times.

A ``timestamp with time zone`` is asked for its fields in its own zone: each such row is made twice.
"""

from collections.abc import Callable, Sequence

from tickstack.sql.coercion import Typed, literal_text
from tickstack.sql.failures import failure
from tickstack.sql.functions.row import Function, refusals, rows

_SOURCE = "https://trino.io/docs/current/functions/datetime.html"
_row = rows(_SOURCE)

# Field of Trino, and DuckDB's expression for it. Weeks and days of the week are ISO's; milliseconds within the second.
FIELDS = {
    "year": "extract(year FROM {0})",
    "quarter": "extract(quarter FROM {0})",
    "month": "extract(month FROM {0})",
    "week": "extract(week FROM {0})",
    "week_of_year": "extract(week FROM {0})",
    "day": "extract(day FROM {0})",
    "day_of_month": "extract(day FROM {0})",
    "day_of_week": "extract(isodow FROM {0})",
    "dow": "extract(isodow FROM {0})",
    "day_of_year": "extract(doy FROM {0})",
    "doy": "extract(doy FROM {0})",
    "year_of_week": "extract(isoyear FROM {0})",
    "yow": "extract(isoyear FROM {0})",
}
TIME_FIELDS = {
    "hour": "extract(hour FROM {0})",
    "minute": "extract(minute FROM {0})",
    "second": "extract(second FROM {0})",
    "millisecond": "(extract(millisecond FROM {0}) % 1000)",
}
UNITS = {
    "millisecond": "to_milliseconds({0})",
    "second": "to_seconds({0})",
    "minute": "to_minutes({0})",
    "hour": "to_hours({0})",
    "day": "to_days(CAST({0} AS INTEGER))",
    "week": "to_weeks(CAST({0} AS INTEGER))",
    "month": "to_months(CAST({0} AS INTEGER))",
    "quarter": "to_months(CAST(3 * {0} AS INTEGER))",
    "year": "to_years(CAST({0} AS INTEGER))",
}
DATE_UNITS = ("day", "week", "month", "quarter", "year")

# MySQL's specifiers, as date_format and date_parse take them, in strftime's. None: Trino refuses it.
SPECIFIERS: dict[str, str | None] = {
    "a": "%a", "b": "%b", "c": "%-m", "d": "%d", "e": "%-d", "f": "%f", "H": "%H", "h": "%I", "I": "%I", "i": "%M",
    "j": "%j", "k": "%-H", "l": "%-I", "M": "%B", "m": "%m", "p": "%p", "r": "%I:%M:%S %p", "S": "%S", "s": "%S",
    "T": "%H:%M:%S", "v": "%V", "W": "%A", "x": "%G", "Y": "%Y", "y": "%y", "%": "%%",
    "D": None, "U": None, "u": None, "V": None, "w": None, "X": None,
}  # fmt: skip


def strftime(argument: Typed) -> str:
    """A MySQL format, which must be a constant, as a literal in strftime's language."""
    if argument.constant is None:
        raise NotImplementedError("a date format that is not a constant")
    made, characters = "", iter(argument.constant)
    for character in characters:
        if character != "%":
            made += character
            continue
        letter = next(characters, "")
        specifier = SPECIFIERS.get(letter, letter)
        if specifier is None:
            raise failure("INVALID_FUNCTION_ARGUMENT", f"%{letter} not supported in date format string")
        made += specifier
    return literal_text(made)


def unit(argument: Typed, units: Sequence[str], what: str) -> str:
    """The unit that a constant names, one of ``units``."""
    if argument.constant is None:
        raise NotImplementedError("a unit of time that is not a constant")
    name = argument.constant.lower()
    if name not in units:
        raise failure("INVALID_FUNCTION_ARGUMENT", f"'{argument.constant}' is not a valid {what} field")
    return name


def _truncated(units: Sequence[str], what: str, kind: str) -> Callable[[Sequence[Typed]], str]:
    def call(arguments: Sequence[Typed]) -> str:
        name = unit(arguments[0], units, what)
        return f"CAST(date_trunc('{name}', {arguments[1].sql}) AS {kind})"

    return call


def _moved(units: Sequence[str], what: str, kind: str) -> Callable[[Sequence[Typed]], str]:
    def call(arguments: Sequence[Typed]) -> str:
        step = UNITS[unit(arguments[0], units, what)].format(arguments[1].sql)
        return f"CAST({arguments[2].sql} + {step} AS {kind})"

    return call


def _elapsed(units: Sequence[str], what: str) -> Callable[[Sequence[Typed]], str]:
    def call(arguments: Sequence[Typed]) -> str:
        name = unit(arguments[0], units, what)
        return f"date_sub('{name}', {arguments[1].sql}, {arguments[2].sql})"

    return call


def _in_zone(call: Callable[[Sequence[Typed]], str], at: int) -> Callable[[Sequence[Typed]], str]:
    """The same on the local time of a zoned argument, put back into its zone."""

    def zoned(arguments: Sequence[Typed]) -> str:
        value = arguments[at]
        local = [*arguments]
        local[at] = Typed(f"zoned_to_local({value.sql})", value.type)
        return f"local_to_zoned({call(local)}, struct_extract({value.sql}, 'zone'))"

    return zoned


def _instants(call: Callable[[Sequence[Typed]], str]) -> Callable[[Sequence[Typed]], str]:
    def between(arguments: Sequence[Typed]) -> str:
        points = [Typed(f"struct_extract({point.sql}, 'instant')", point.type) for point in arguments[1:]]
        return call([arguments[0], *points])

    return between


def _fields() -> list[Function]:
    made = []
    for name, call in FIELDS.items():
        example = f"{name}(DATE '2020-05-14')"
        made += [
            _row(name, "date -> bigint", call, example, _FIELD_VALUES[name]),
            _row(name, "timestamp -> bigint", call, f"{name}(TIMESTAMP '2020-05-14 09:31:02')", _FIELD_VALUES[name]),
        ]
    for name, call in TIME_FIELDS.items():
        example = f"{name}(TIMESTAMP '2020-05-14 09:31:02.345')"
        made.append(_row(name, "timestamp -> bigint", call, example, _FIELD_VALUES[name]))
    for name, call in (FIELDS | TIME_FIELDS).items():
        zoned = call.replace("{0}", "zoned_to_local({0})")
        example = f"{name}(TIMESTAMP '2020-05-14 09:31:02.345 America/New_York')"
        made.append(_row(name, "timestamp with time zone -> bigint", zoned, example, _FIELD_VALUES[name]))
    return made


_FIELD_VALUES = {
    "year": "2020", "quarter": "2", "month": "5", "week": "20", "week_of_year": "20", "day": "14",
    "day_of_month": "14", "day_of_week": "4", "dow": "4", "day_of_year": "135", "doy": "135", "year_of_week": "2020",
    "yow": "2020", "hour": "9", "minute": "31", "second": "2", "millisecond": "345",
}  # fmt: skip

REFUSED = refusals(
    *(f"{name}(time)" for name in TIME_FIELDS),
    *(f"{name}(interval day to second)" for name in ("day", "day_of_month", *TIME_FIELDS)),
    *(f"{name}(interval year to month)" for name in ("year", "month")),
    "date_trunc(varchar, time)",
    "date_add(varchar, bigint, time)",
    "date_diff(varchar, time, time)",
    "from_unixtime(double, bigint, bigint)",
)

_ZONED = "timestamp with time zone"
_trunc = _truncated(tuple(UNITS), "Timestamp", "TIMESTAMP")
_move = _moved(tuple(UNITS), "Timestamp", "TIMESTAMP")
_elapse = _elapsed(tuple(UNITS), "Timestamp")

ROWS = (
    *_fields(),
    _row("date", "date -> date", "{0}", "date(DATE '2020-05-14')", "2020-05-14"),
    _row("date", "timestamp -> date", "CAST({0} AS DATE)", "date(TIMESTAMP '2020-05-14 09:31:00')", "2020-05-14"),
    _row("date", f"{_ZONED} -> date", "CAST(zoned_to_local({0}) AS DATE)",
         "date(TIMESTAMP '2020-05-14 22:00:00 America/New_York')", "2020-05-14"),
    _row("date", "varchar -> date", "varchar_to_date({0})", "date('2020-05-14')", "2020-05-14"),
    _row("now", f" -> {_ZONED}(3)", "utc_zoned(current_instant())", "now() > TIMESTAMP '2020-01-01 00:00:00 UTC'",
         "true"),
    _row("date_trunc", "varchar, date -> date", _truncated(DATE_UNITS, "DATE", "DATE"),
         "date_trunc('month', DATE '2020-05-14')", "2020-05-01"),
    _row("date_trunc", "varchar, timestamp -> $2", _trunc,
         "date_trunc('hour', TIMESTAMP '2020-05-14 09:31:02.345')", "2020-05-14 09:00:00.000"),
    _row("date_trunc", f"varchar, {_ZONED} -> $2", _in_zone(_trunc, 1),
         "date_trunc('day', TIMESTAMP '2020-05-14 22:31:02 America/New_York')", "2020-05-14 00:00:00 America/New_York"),
    _row("date_add", "varchar, bigint, date -> date", _moved(DATE_UNITS, "DATE", "DATE"),
         "date_add('month', 1, DATE '2020-01-31')", "2020-02-29"),
    _row("date_add", "varchar, bigint, timestamp -> $3", _move,
         "date_add('hour', -4, TIMESTAMP '2020-05-14 02:00:00')", "2020-05-13 22:00:00"),
    _row("date_add", f"varchar, bigint, {_ZONED} -> $3", _in_zone(_move, 2),
         "date_add('day', 1, TIMESTAMP '2020-05-14 02:00:00 UTC')", "2020-05-15 02:00:00 UTC"),
    _row("date_diff", "varchar, date, date -> bigint", _elapsed(DATE_UNITS, "DATE"),
         "date_diff('month', DATE '2020-01-31', DATE '2020-02-28')", "0"),
    _row("date_diff", "varchar, timestamp, timestamp -> bigint", _elapse,
         "date_diff('hour', TIMESTAMP '2020-01-01 00:59:00', TIMESTAMP '2020-01-01 02:00:00')", "1"),
    _row("date_diff", f"varchar, {_ZONED}, {_ZONED} -> bigint", _instants(_elapse),
         "date_diff('hour', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 00:00:00 America/New_York')",
         "5"),
    _row("date_format", "timestamp, varchar -> varchar", lambda a: f"strftime({a[0].sql}, {strftime(a[1])})",
         "date_format(TIMESTAMP '2020-05-14 09:31:02', '%Y-%m-%d %H:%i:%s')", "2020-05-14 09:31:02"),
    _row("date_format", f"{_ZONED}, varchar -> varchar",
         lambda a: f"strftime(zoned_to_local({a[0].sql}), {strftime(a[1])})",
         "date_format(TIMESTAMP '2020-05-14 09:31:02 America/New_York', '%k:%i')", "9:31"),
    _row("date_parse", "varchar, varchar -> timestamp(3)", lambda a: f"strptime({a[0].sql}, {strftime(a[1])})",
         "date_parse('2020-05-14 09:31:02', '%Y-%m-%d %H:%i:%s')", "2020-05-14 09:31:02.000"),
    _row("from_unixtime", f"double -> {_ZONED}(3)", "utc_zoned(epoch_to_timestamp({0}))", "from_unixtime(1589448662)",
         "2020-05-14 09:31:02.000 UTC"),
    _row("from_unixtime", f"double, varchar -> {_ZONED}(3)", "with_zone(utc_zoned(epoch_to_timestamp({0})), {1})",
         "from_unixtime(1589448662, 'America/New_York')", "2020-05-14 05:31:02.000 America/New_York"),
    _row("to_unixtime", "timestamp -> double", "epoch({0})", "to_unixtime(TIMESTAMP '2020-05-14 09:31:02.500')",
         "1.5894486625E9"),
    _row("to_unixtime", f"{_ZONED} -> double", "epoch(struct_extract({0}, 'instant'))",
         "to_unixtime(TIMESTAMP '2020-05-14 09:31:02 UTC')", "1.589448662E9"),
    _row("at_timezone", f"{_ZONED}, varchar -> $1", "with_zone({0}, {1})",
         "at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', 'America/New_York')",
         "2020-05-14 05:31:02 America/New_York"),
    _row("with_timezone", f"timestamp, varchar -> {_ZONED}(3)", "local_to_zoned({0}, {1})",
         "with_timezone(TIMESTAMP '2020-05-14 09:31:02.000', 'America/New_York')",
         "2020-05-14 09:31:02.000 America/New_York"),
    _row("last_day_of_month", "date -> date", "last_day({0})", "last_day_of_month(DATE '2020-02-01')", "2020-02-29"),
    _row("last_day_of_month", "timestamp -> date", "last_day({0})",
         "last_day_of_month(TIMESTAMP '2020-02-01 00:00:00')", "2020-02-29"),
)  # fmt: skip
