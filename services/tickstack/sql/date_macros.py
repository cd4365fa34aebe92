"""DuckDB macros of dates, times and zones: where a clock is set forward or back, each does as Joda does in Trino."""

# ruff: noqa: ISC004 -- a body is one text over several lines

from tickstack.sql.macros import once

_OVERFLOW = "CAST('!INVALID_FUNCTION_ARGUMENT|integer overflow!' AS BIGINT)"
_SECONDS_IN_OFFSET = (
    "CAST(CAST('!INVALID_ARGUMENTS|Timezone with non-zero seconds offset cannot be rendered as ISO8601: ' "
    "|| hours_text(m) || ':' || lpad(CAST(abs(m) % 60 AS VARCHAR), 2, '0') || '!' AS INTEGER) AS VARCHAR)"
)

MACROS = (
    ("instant_of(v)", "CAST(struct_extract(v, 'instant') AS TIMESTAMP)"),
    ("time_of(v)", "CAST(struct_extract(v, 'instant') AS TIME)"),
    ("zone_in(v)", "struct_extract(v, 'zone')"),
    once("zoned(t, z)", "CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(instant := t, zone := z) END"),
    ("moment(t)", "CAST(t AS TIMESTAMP)"),
    # UTC.getMillisKeepLocal: the offset of the same digits in UTC, if it holds then
    once(
        "kept_local(t, z)",
        "CASE WHEN instant_to_local(moment(t) - (instant_to_local(t, z) - moment(t)), z) = t "
        "THEN moment(t) - (instant_to_local(t, z) - moment(t)) ELSE local_to_instant(t, z) END",
    ),
    ("with_local(t, z)", "zoned(kept_local(t, z), z)"),
    # DateTimeZone.convertLocalToUTC: the offset that held before a change of the local time, if it still does
    once(
        "near_instant(t, z, i)",
        "CASE WHEN instant_to_local(moment(t) - (instant_to_local(i, z) - i), z) = t "
        "THEN moment(t) - (instant_to_local(i, z) - i) ELSE kept_local(t, z) END",
    ),
    once("moved_local(v, t)", "zoned(near_instant(t, zone_in(v), instant_of(v)), zone_in(v))"),
    once(
        "truncated_clock(u, v)",
        "zoned(date_trunc(u, zoned_to_local(v)) - (zoned_to_local(v) - instant_of(v)), zone_in(v))",
    ),
    once("truncated_local(u, v)", "moved_local(v, date_trunc(u, zoned_to_local(v)))"),
    ("offset_minutes(v)", "(epoch_us(zoned_to_local(v)) - epoch_us(instant_of(v))) // 60000000"),
    (
        "hours_text(m)",
        "CASE WHEN m < 0 THEN '-' ELSE '+' END || lpad(CAST(abs(m) // 3600 AS VARCHAR), 2, '0') || ':' "
        "|| lpad(CAST(abs(m) // 60 % 60 AS VARCHAR), 2, '0')",
    ),
    (
        "offset_text(m)",
        "CASE WHEN m % 60 <> 0 THEN " + _SECONDS_IN_OFFSET + " WHEN m = 0 THEN 'Z' ELSE hours_text(m) END",
    ),
    (
        "timestamp_to_iso(t, p)",
        "strftime(t, '%Y-%m-%dT%H:%M:%S') || CASE WHEN p > 0 THEN '.' || left(strftime(t, '%f'), p) ELSE '' END",
    ),
    (
        "zoned_to_iso(v, p)",
        "timestamp_to_iso(zoned_to_local(v), p) || offset_text((epoch_us(zoned_to_local(v)) "
        "- epoch_us(instant_of(v))) // 1000000)",
    ),
    ("exact_instant()", "timezone('UTC', now())"),
    ("amount(n)", f"CASE WHEN n NOT BETWEEN -2147483648 AND 2147483647 THEN {_OVERFLOW} ELSE n END"),
    ("local_time(v)", "time_of(v) + to_minutes(zone_in(v))"),
    ("utc_micros(v)", "epoch_us(local_time(v)) - 60000000 * CAST(zone_in(v) AS BIGINT)"),
    ("time_moved(t, us)", "CAST(make_timestamp((epoch_us(t) + us) % 86400000000 + 86400000000) AS TIME)"),
    ("span_milliseconds(i)", "CAST(epoch_us(i) AS BIGINT) // 1000"),
    ("span_months(i)", "CAST(extract(year FROM i) * 12 + extract(month FROM i) AS BIGINT)"),
    (
        "unix_milliseconds(s)",
        "CASE WHEN isnan(s) THEN 0 ELSE CAST(floor(s * 1000) AS BIGINT) "
        "+ CAST(s * 1000 - floor(s * 1000) >= 0.5 AS BIGINT) END",
    ),
    ("unix_instant(s)", "make_timestamp(unix_milliseconds(s) * 1000)"),
)
