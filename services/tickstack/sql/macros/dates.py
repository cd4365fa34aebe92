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
    once(
        "zoned_time_with(t, z)",
        "CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(instant := t, zone := CAST(z AS INTEGER)) END",
    ),
    # The instant at which a zone that is as far from UTC as at another instant shows a local time, if it does.
    (
        "same_offset(t, z, i)",
        "CASE WHEN instant_to_local(t - (instant_to_local(i, z) - i), z) = t THEN t - (instant_to_local(i, z) - i) END",
    ),
    # UTC.getMillisKeepLocal: the offset of the same digits in UTC, if it holds then
    once("kept_local(t, z)", "coalesce(same_offset(t, z, t), local_to_instant(t, z))"),
    # What a function in Python read: milliseconds and a zone. Once, or DuckDB would compute the common part of the two
    # for every row, also where a quicker way has read it.
    once("moment_read(r)", "zoned(make_timestamp(1000 * struct_extract(r, 'f0')), struct_extract(r, 'f1'))"),
    once(
        "nanos_read_moment(r)",
        "zoned_long(zoned(make_timestamp(struct_extract(r, 'f0')), struct_extract(r, 'f2')), struct_extract(r, 'f1'))",
    ),
    once(
        "nanos_moment(n)",
        "zoned_long(zoned(make_timestamp((n - (n % 1000 + 1000) % 1000) // 1000), 'UTC'), "
        "(n % 1000 + 1000) % 1000 * 1000)",
    ),
    ("to_millisecond(t)", "date_trunc('millisecond', t)"),
    once(
        "iso_moment(x)",
        """CASE WHEN right(x, 1) = 'Z' THEN zoned(to_millisecond(TRY_CAST(left(x, -1) AS TIMESTAMP)), 'UTC') """
        """WHEN x[-6] IN ('+', '-') THEN zoned(to_millisecond(TRY_CAST(left(x, -6) AS TIMESTAMP)) """
        """- zone_offset(right(x, 6)), CASE WHEN right(x, 5) = '00:00' THEN 'UTC' ELSE right(x, 6) END) """
        """ELSE zoned(to_millisecond(TRY_CAST(x AS TIMESTAMP)), 'UTC') END""",
    ),
    once("with_local(t, z)", "zoned(kept_local(CAST(t AS TIMESTAMP), z), z)"),
    # DateTimeZone.convertLocalToUTC: the offset that held before a change of the local time, if it still does
    once("near_instant(t, z, i)", "coalesce(same_offset(t, z, i), kept_local(t, z))"),
    once(
        "moved_local(v, t)",
        "zoned(near_instant(CAST(t AS TIMESTAMP), zone_in(v), instant_of(v)), zone_in(v))",
    ),
    # The unit stays a constant: with it date_trunc is much faster.
    (
        "truncated_clock(u, v)",
        """list_transform([v], lambda "it": zoned(date_trunc(u, zoned_to_local("it")) """
        """- (zoned_to_local("it") - instant_of("it")), zone_in("it")))[1]""",
    ),
    (
        "truncated_local(u, v)",
        """list_transform([v], lambda "it": moved_local("it", date_trunc(u, zoned_to_local("it"))))[1]""",
    ),
    once("offset_minutes(v)", "(epoch_us(zoned_to_local(v)) - epoch_us(instant_of(v))) // 60000000"),
    once(
        "hours_text(m)",
        "CASE WHEN m < 0 THEN '-' ELSE '+' END || lpad(CAST(abs(m) // 3600 AS VARCHAR), 2, '0') || ':' "
        "|| lpad(CAST(abs(m) // 60 % 60 AS VARCHAR), 2, '0')",
    ),
    once(
        "offset_text(m)",
        "CASE WHEN m % 60 <> 0 THEN " + _SECONDS_IN_OFFSET + " WHEN m = 0 THEN 'Z' ELSE hours_text(m) END",
    ),
    (
        "timestamp_to_iso(t, p)",
        "strftime(t, '%Y-%m-%dT%H:%M:%S') || CASE WHEN p > 0 THEN '.' || left(strftime(t, '%f'), p) ELSE '' END",
    ),
    once(
        "iso_offset(v)",
        "offset_text((epoch_us(zoned_to_local(v)) - epoch_us(instant_of(v))) // 1000000)",
    ),
    ("exact_instant()", "timezone('UTC', now())"),
    once("amount(n)", f"CASE WHEN n NOT BETWEEN -2147483648 AND 2147483647 THEN {_OVERFLOW} ELSE n END"),
    once("local_time(v)", "time_of(v) + to_minutes(zone_in(v))"),
    once("utc_micros(v)", "epoch_us(local_time(v)) - 60000000 * CAST(zone_in(v) AS BIGINT)"),
    ("time_moved(t, us)", "CAST(make_timestamp((epoch_us(t) + us) % 86400000000 + 86400000000) AS TIME)"),
    ("span_milliseconds(i)", "CAST(epoch_us(i) AS BIGINT) // 1000"),
    once("span_months(i)", "CAST(extract(year FROM i) * 12 + extract(month FROM i) AS BIGINT)"),
    once(
        "unix_milliseconds(s)",
        "CASE WHEN isnan(s) THEN 0 ELSE CAST(floor(s * 1000) AS BIGINT) "
        "+ CAST(s * 1000 - floor(s * 1000) >= 0.5 AS BIGINT) END",
    ),
    ("unix_instant(s)", "make_timestamp(unix_milliseconds(s) * 1000)"),
)
