"""Time zones: a value shown in another, and how far a zone is from UTC."""

from collections.abc import Callable, Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import rows
from tickstack.sql.functions.units import refuse
from tickstack.sql.joda import zones
from tickstack.sql.python import python, refusal
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import BIGINT, VARCHAR, TrinoType

_row = rows("https://trino.io/docs/current/functions/datetime.html#time-zone-conversion")
_ZONED = "timestamp with time zone"
_TIME = "time with time zone"


def named(name: str) -> str:
    """The zone of a name."""
    zone = zones.canonical(name)
    if zone is None:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"'{name}' is not a valid time zone")
    return zone


def supported(name: str) -> str:
    """The zone of a name, in the words of ``from_unixtime``."""
    zone = zones.canonical(name)
    if zone is None:
        raise refusal("NOT_SUPPORTED", f"Time zone not supported: {name}")
    return zone


_NAMED, _SUPPORTED = python(named), python(supported)


def zone_of(name: Typed, *, plain: bool = True) -> str:
    """The zone that an argument names; ``plain`` is the message of ``at_timezone``, otherwise ``from_unixtime``'s."""
    known = zones.canonical(name.constant) if name.constant is not None else None
    if known is not None:
        return literal_text(known)
    return (_NAMED if plain else _SUPPORTED).sql([Typed(name.sql, VARCHAR)], VARCHAR)


def _at_zone(arguments: Sequence[Typed]) -> str:
    return f"zoned(instant_of({arguments[0].sql}), {zone_of(arguments[1])})"


def _with_zone(arguments: Sequence[Typed]) -> str:
    return f"with_local({arguments[0].sql}, {zone_of(arguments[1])})"


def _zoned_like(kinds: Sequence[TrinoType]) -> TrinoType:
    return TrinoType(_ZONED, kinds[0].numbers)


def _minutes_of(span: str) -> str:
    seconds = "'Invalid time zone offset interval: interval contains seconds'"
    refused = refuse(seconds, "BIGINT")
    return (
        f"CASE WHEN span_milliseconds({span}) % 60000 <> 0 THEN {refused} ELSE span_milliseconds({span}) // 60000 END"
    )


def offset_zone(minutes: int) -> str:
    """``+05:30``."""
    if abs(minutes) > 14 * 60:
        raise refusal("INVALID_FUNCTION_ARGUMENT", f"Invalid offset minutes {minutes}")
    return zones.offset_name(minutes)


OFFSET_ZONE = python(offset_zone)


def _at_offset(arguments: Sequence[Typed]) -> str:
    zone = OFFSET_ZONE.sql([Typed(_minutes_of(arguments[1].sql), BIGINT)], VARCHAR)
    return f"zoned(instant_of({arguments[0].sql}), {zone})"


def _time_at_zone(arguments: Sequence[Typed]) -> str:
    value, zone = arguments[0].sql, zone_of(arguments[1])
    minutes = f"CAST(offset_minutes(zoned(current_instant(), {zone})) AS INTEGER)"
    return f"zoned_time_with(time_of({value}), {minutes})"


def _time_at_offset(arguments: Sequence[Typed]) -> str:
    value, minutes = arguments[0].sql, f"CAST({_minutes_of(arguments[1].sql)} AS INTEGER)"
    return f"zoned_time_with(time_of({value}), {minutes})"


def _part(minutes: str, operation: str) -> Callable[[Sequence[Typed]], str]:
    return lambda arguments: f"({minutes.format(arguments[0].sql)} {operation} 60)"


_OF_MOMENT, _OF_TIME = "offset_minutes({})", "CAST(zone_in({}) AS BIGINT)"
_KOLKATA = "TIMESTAMP '2020-05-14 09:31:02 Asia/Kolkata'"

ROWS = (
    _row("at_timezone", f"{_ZONED}, varchar -> $1", _at_zone,
         "at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', 'America/New_York')",
         "2020-05-14 05:31:02 America/New_York"),
    _row("at_timezone", f"{_ZONED}, interval day to second -> $1", _at_offset,
         "at_timezone(TIMESTAMP '2020-05-14 09:31:02 UTC', INTERVAL '-90' MINUTE)", "2020-05-14 08:01:02 -01:30"),
    _row("at_timezone", f"{_TIME}, varchar -> $1", _time_at_zone,
         "at_timezone(TIME '09:31:02 +00:00', '+05:30')", "15:01:02+05:30"),
    _row("at_timezone", f"{_TIME}, interval day to second -> $1", _time_at_offset,
         "at_timezone(TIME '09:31:02 +00:00', INTERVAL '2' HOUR)", "11:31:02+02:00"),
    _row("with_timezone", f"timestamp, varchar -> {_ZONED}", _with_zone,
         "with_timezone(TIMESTAMP '2020-05-14 09:31:02.000', 'America/New_York')",
         "2020-05-14 09:31:02.000 America/New_York",
         result=_zoned_like),
    _row("current_timezone", " -> varchar", "'UTC'", "current_timezone()", "UTC"),
    _row("timezone_hour", f"{_ZONED} -> bigint", _part(_OF_MOMENT, "//"), f"timezone_hour({_KOLKATA})", "5"),
    _row("timezone_minute", f"{_ZONED} -> bigint", _part(_OF_MOMENT, "%"), f"timezone_minute({_KOLKATA})", "30"),
    _row("timezone_hour", f"{_TIME} -> bigint", _part(_OF_TIME, "//"), "timezone_hour(TIME '09:31:02 -03:30')", "-3"),
    _row("timezone_minute", f"{_TIME} -> bigint", _part(_OF_TIME, "%"), "timezone_minute(TIME '09:31:02 -03:30')",
         "-30"),
)  # fmt: skip
