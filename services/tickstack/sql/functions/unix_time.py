"""Seconds since 1970: ``from_unixtime`` and ``to_unixtime``."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.functions.zones import OFFSET_ZONE, zone_of
from tickstack.sql.types import BIGINT, MILLISECONDS, VARCHAR

_row = rows("https://trino.io/docs/current/functions/datetime.html#date-and-time-functions")
_ZONED = "timestamp with time zone"


def _in_zone(arguments: Sequence[Typed]) -> str:
    return f"zoned(unix_instant({arguments[0].sql}), {zone_of(arguments[1], plain=False)})"


def _at_offset(arguments: Sequence[Typed]) -> str:
    minutes = Typed(f"({arguments[1].sql} * 60 + {arguments[2].sql})", BIGINT)
    return f"zoned(unix_instant({arguments[0].sql}), {OFFSET_ZONE.sql([minutes], VARCHAR)})"


def _seconds(arguments: Sequence[Typed]) -> str:
    """Of milliseconds, and of what is beyond them by itself."""
    value, (precision,) = arguments[0].sql, arguments[0].type.numbers
    if precision <= MILLISECONDS:
        return f"CAST(epoch_us(instant_of({value})) AS DOUBLE) / 1000000"
    return f"zoned_unixtime({value}, 0)"


ROWS = (
    _row("from_unixtime", f"double -> {_ZONED}(3)", "zoned(unix_instant({0}), 'UTC')", "from_unixtime(1589448662)",
         "2020-05-14 09:31:02.000 UTC"),
    _row("from_unixtime", f"double, varchar -> {_ZONED}(3)", _in_zone,
         "from_unixtime(1589448662, 'America/New_York')", "2020-05-14 05:31:02.000 America/New_York"),
    _row("from_unixtime", f"double, bigint, bigint -> {_ZONED}(3)", _at_offset,
         "from_unixtime(1589448662.345, 5, 30)", "2020-05-14 15:01:02.345 +05:30"),
    _row("from_unixtime_nanos", f"bigint -> {_ZONED}(9)", "nanos_moment({0})",
         "from_unixtime_nanos(1589448662123456789)", "2020-05-14 09:31:02.123456789 UTC"),
    _row("from_unixtime_nanos", f"decimal -> {_ZONED}(9)", "nanos_moment(CAST(round({0}, 0) AS BIGINT))",
         "from_unixtime_nanos(DECIMAL '1589448662123456789.5')", "2020-05-14 09:31:02.123456790 UTC"),
    _row("to_unixtime", "timestamp -> double", "CAST(epoch_us({0}) AS DOUBLE) / 1000000",
         "to_unixtime(TIMESTAMP '2020-05-14 09:31:02.500')", "1.5894486625E9"),
    _row("to_unixtime", f"{_ZONED} -> double", _seconds,
         "to_unixtime(TIMESTAMP '2020-05-14 09:31:02 UTC')", "1.589448662E9"),
)  # fmt: skip
