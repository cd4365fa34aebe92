"""DuckDB macros for dates, times, zones and intervals: their text, their rounding, and their arithmetic.

A value with a zone is a struct: ``timestamp with time zone`` of the UTC instant and the zone's name, ``time with time
zone`` of the UTC time and the offset in minutes.
"""

# ruff: noqa: ISC004 -- a body is one text over several lines

from tickstack.sql.macros import once
from tickstack.sql.macros.casts import attempted, or_refused, refuse

_DATE = r"[+-]?\d{4,}-\d{1,2}-\d{1,2}"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d(?:\.\d+)?)?"
_LOCAL = rf"\s*({_DATE}(?: {_CLOCK})?)\s*"
_ZONE = r"[A-Za-z+-][^ ]*"
_OFFSET = r"^([+-])(\d\d):(\d\d)$"
_TIME = rf"\s*({_CLOCK})\s*"
_SEVENTH = r"regexp_extract(x, '\.\d{6}(\d)', 1) >= '5'"  # DuckDB cuts a fraction after six digits
_MICROSECOND = f"to_microseconds(CASE WHEN p >= 6 AND {_SEVENTH} THEN 1 ELSE 0 END)"

# ICU looks a zone up for each row unless it is a constant: the usual ones are.
_ZONES = ("America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Asia/Kolkata", "Asia/Tokyo")
_CLOCKS = " ".join(f"WHEN '{zone}' THEN timezone('{zone}', t)" for zone in _ZONES)


def _cannot(kind: str) -> str:
    return f"'Value cannot be cast to {kind}: ' || x"


_TEXT = (
    *attempted(
        "varchar_to_date(x)",
        rf"CASE WHEN regexp_full_match(trim(x), '{_DATE}') THEN TRY_CAST(trim(x) AS DATE) END",
        _cannot("date"),
        "DATE",
    ),
    (
        "local_of(x, p)",
        f"timestamp_round(TRY_CAST(regexp_extract(x, '^{_LOCAL}', 1) AS TIMESTAMP) + {_MICROSECOND}, p)",
    ),
    *attempted(
        "varchar_to_timestamp(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}(?:[+-]\\d\\d(?::?\\d\\d)?|Z|UTC|[A-Za-z]+/[A-Za-z_]+)?\\s*') "
        "THEN local_of(x, p) END",
        _cannot("timestamp"),
        "TIMESTAMP",
    ),
    (
        "zone_written(x)",
        f"zone_or_null(regexp_extract(x, '^{_LOCAL}({_ZONE})?\\s*$', 2))",
    ),
    (
        "varchar_to_zoned(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}') THEN utc_zoned(local_of(x, p)) "
        f"WHEN regexp_full_match(x, '{_LOCAL}{_ZONE}\\s*') AND zone_written(x) IS NOT NULL "
        "AND local_of(x, p) IS NOT NULL "
        "THEN local_to_zoned(local_of(x, p), zone_written(x)) WHEN x IS NULL THEN NULL ELSE struct_pack(instant := "
        + refuse("INVALID_CAST_ARGUMENT", _cannot("timestamp with time zone"), "TIMESTAMP")
        + ", zone := '') END",
    ),
    (
        "varchar_to_utc(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}\\s*') THEN varchar_to_timestamp(x, p) "
        "ELSE struct_extract(varchar_to_zoned(x, p), 'instant') END",
    ),
    (
        "varchar_to_time(x, p)",
        or_refused(
            f"CASE WHEN regexp_full_match(x, '{_TIME}') THEN "
            f"time_round(TRY_CAST(regexp_replace(trim(x), '^(\\d+:\\d+)$', '\\1:00') AS TIME) + {_MICROSECOND}, p) END",
            _cannot("time"),
            "TIME",
        ),
    ),
    (
        "varchar_to_zoned_time(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_TIME}[+-]\\d\\d:\\d\\d\\s*') THEN zoned_time("
        f"varchar_to_time(regexp_extract(x, '{_TIME}', 1), p), "
        r"minutes_of(regexp_extract(x, '([+-]\d\d:\d\d)\s*$', 1))) "
        "WHEN x IS NULL THEN NULL ELSE struct_pack(instant := "
        + refuse("INVALID_CAST_ARGUMENT", _cannot("time with time zone"), "TIME")
        + ", zone := 0) END",
    ),
    ("signed_year(t)", "CASE WHEN year(t) > 9999 THEN '+' ELSE '' END"),
    ("date_to_varchar(d)", "signed_year(d) || strftime(d, '%Y-%m-%d')"),
    (
        "timestamp_to_varchar(t, p)",
        "signed_year(t) || strftime(t, '%Y-%m-%d %H:%M:%S') "
        "|| CASE WHEN p > 0 THEN '.' || left(strftime(t, '%f'), p) ELSE '' END",
    ),
    ("zoned_to_varchar(v, p)", "timestamp_to_varchar(zoned_to_local(v), p) || ' ' || struct_extract(v, 'zone')"),
    ("time_to_varchar(t, p)", "substring(timestamp_to_varchar(DATE '1970-01-01' + t, p), 12)"),
    (
        "zoned_time_to_varchar(v, p)",
        "time_to_varchar(zoned_time_to_local(v), p) || minutes_text(struct_extract(v, 'zone'))",
    ),
    ("two_digits(n)", "right('0' || CAST(n AS VARCHAR), 2)"),
    (
        "minutes_text(m)",
        "CASE WHEN m < 0 THEN '-' ELSE '+' END || two_digits(abs(m) // 60) || ':' || two_digits(abs(m) % 60)",
    ),
    ("minutes_of(z)", "CAST(epoch(zone_offset(z)) // 60 AS INTEGER)"),
    ("days_to_varchar(i)", "days_text(epoch_us(i) // 1000)"),
    (
        "days_text(n)",
        "CASE WHEN n < 0 THEN '-' ELSE '' END || CAST(abs(n) // 86400000 AS VARCHAR) || ' ' "
        "|| left(strftime(make_timestamp(abs(n) % 86400000 * 1000), '%H:%M:%S.%f'), 12)",
    ),
    ("months_to_varchar(i)", "months_text(months_in(i))"),
    (
        "months_text(n)",
        "CASE WHEN n < 0 THEN '-' ELSE '' END || CAST(abs(n) // 12 AS VARCHAR) || '-' || CAST(abs(n) % 12 AS VARCHAR)",
    ),
)

_ROUNDED = (
    ("floored(a, b)", "(a - ((a % b) + b) % b)"),
    ("micros_round(n, f)", "floored(n + f // 2, f)"),
    ("unit_of(p)", "CAST(pow(10, 6 - p) AS BIGINT)"),
    ("timestamp_round(t, p)", "CASE WHEN p >= 6 THEN t ELSE make_timestamp(micros_round(epoch_us(t), unit_of(p))) END"),
    (
        "time_round(t, p)",
        "CASE WHEN p >= 6 THEN t "
        "ELSE CAST(make_timestamp(micros_round(epoch_us(t), unit_of(p)) % 86400000000) AS TIME) END",
    ),
    (
        "zoned_round(v, p)",
        "CASE WHEN v IS NOT NULL THEN struct_pack("
        "instant := coalesce(timestamp_round(struct_extract(v, 'instant'), p)), "
        "zone := struct_extract(v, 'zone')) END",
    ),
    (
        "zoned_time_round(v, p)",
        "CASE WHEN v IS NOT NULL THEN struct_pack(instant := coalesce(time_round(struct_extract(v, 'instant'), p)), "
        "zone := struct_extract(v, 'zone')) END",
    ),
)

_ZONED = (
    ("utc_zoned(t)", "CASE WHEN t IS NOT NULL THEN struct_pack(instant := coalesce(t), zone := 'UTC') END"),
    (
        "zone_offset(z)",
        f"to_minutes(CAST(regexp_replace(z, '{_OFFSET}', '\\1\\2') AS BIGINT) * 60 "
        f"+ CAST(regexp_replace(z, '{_OFFSET}', '\\1\\3') AS BIGINT))",
    ),
    (
        "instant_to_local(t, z)",
        "CASE WHEN z = 'UTC' THEN CAST(t AS TIMESTAMP) WHEN left(z, 1) IN ('+', '-') "
        "THEN CAST(t AS TIMESTAMP) + zone_offset(z) "
        "ELSE clock_in(timezone('UTC', CAST(t AS TIMESTAMP)), z) END",
    ),
    once("clock_in(t, z)", f"CASE z {_CLOCKS} ELSE timezone(z, t) END"),
    once(
        "local_to_instant(t, z)",
        "CASE WHEN z = 'UTC' THEN CAST(t AS TIMESTAMP) WHEN left(z, 1) IN ('+', '-') "
        "THEN CAST(t AS TIMESTAMP) - zone_offset(z) "
        "WHEN instant_to_local(earlier_instant(t, z), z) = t THEN earlier_instant(t, z) "
        "ELSE timezone('UTC', timezone(z, CAST(t AS TIMESTAMP))) END",
    ),
    # Where clocks show a time twice ICU takes the second, Java the first: the offset of the day before tells.
    (
        "earlier_instant(t, z)",
        "t - (clock_in(timezone('UTC', CAST(t AS TIMESTAMP) - INTERVAL 1 DAY), z) - (CAST(t AS TIMESTAMP) "
        "- INTERVAL 1 DAY))",
    ),
    once("zoned_to_local(v)", "instant_to_local(struct_extract(v, 'instant'), struct_extract(v, 'zone'))"),
    once(
        "local_to_zoned(t, z)",
        "CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(instant := local_to_instant(t, z), zone := z) END",
    ),
    ("current_instant()", "date_trunc('millisecond', timezone('UTC', now()))"),
    ("zoned_time(t, m)", "struct_pack(instant := t - to_minutes(m), zone := coalesce(m))"),
    (
        "utc_zoned_time(t)",
        "CASE WHEN t IS NOT NULL THEN struct_pack(instant := coalesce(t), zone := CAST(0 AS INTEGER)) END",
    ),
    (
        "zoned_time_to_local(v)",
        "(CAST(struct_extract(v, 'instant') AS TIME) + to_minutes(CAST(struct_extract(v, 'zone') AS INTEGER)))",
    ),
    (
        "zoned_time_today(v, p)",
        "CASE WHEN v IS NOT NULL THEN struct_pack("
        "instant := CAST(current_instant() AS DATE) + time_round(CAST(struct_extract(v, 'instant') AS TIME), p), "
        "zone := CASE struct_extract(v, 'zone') WHEN 0 THEN 'UTC' ELSE minutes_text(struct_extract(v, 'zone')) END) "
        "END",
    ),
    (
        "zoned_time_of(v, p)",
        "CASE WHEN v IS NOT NULL THEN struct_pack("
        "instant := coalesce(time_round(CAST(struct_extract(v, 'instant') AS TIME), p)), "
        "zone := CAST(epoch_us(zoned_to_local(v) - CAST(struct_extract(v, 'instant') AS TIMESTAMP)) // 60000000 "
        "AS INTEGER)) "
        "END",
    ),
)


def _by_number(unit: str, operator: str, refused: str, said: str) -> str:
    """An interval times or divided by a double, cut to whole milliseconds or months."""
    amount, kind, to = (
        ("epoch_us(i) // 1000", "BIGINT", "to_milliseconds")
        if unit == "days"
        else ("months_in(i)", "INTEGER", "to_months")
    )
    error = refuse("INVALID_FUNCTION_ARGUMENT", f"'{said} ' || java_double(x)", kind)
    made = f"CAST(trunc(CAST({amount} AS DOUBLE) {operator} x) AS {kind})"
    return f"{to}(CASE WHEN i IS NOT NULL AND ({refused}) THEN {error} ELSE {made} END)"


_ARITHMETIC = (
    (
        "whole_days(i, message)",
        "CASE WHEN epoch_us(i) % 86400000000 <> 0 "
        "THEN to_days(CAST('!INVALID_FUNCTION_ARGUMENT|' || message || '!' AS INTEGER)) ELSE i END",
    ),
    (
        "zoned_moved(v, i)",
        "CASE WHEN v IS NOT NULL AND i IS NOT NULL THEN struct_pack("
        "instant := instant_of(v) + i, zone := CAST(struct_extract(v, 'zone') AS VARCHAR)) END",
    ),
    once("zoned_months(v, i)", "local_to_zoned(zoned_to_local(v) + i, struct_extract(v, 'zone'))"),
    (
        "zoned_time_moved(v, i)",
        "CASE WHEN v IS NOT NULL AND i IS NOT NULL THEN struct_pack("
        "instant := time_of(v) + i, zone := CAST(struct_extract(v, 'zone') AS INTEGER)) END",
    ),
    ("milliseconds_of(n)", "to_milliseconds(micros_round(n, 1000) // 1000)"),
    (
        "moments_between(a, b)",
        "milliseconds_of(epoch_us(CAST(a AS TIMESTAMP)) - epoch_us(CAST(b AS TIMESTAMP)))",
    ),
    ("time_between(a, b)", "milliseconds_of(epoch_us(a) - epoch_us(b))"),
    *(
        (f"{unit}_{name}(i, x)", _by_number(unit, operator, refused, said))
        for unit in ("days", "months")
        for name, operator, refused, said in (
            ("scaled", "*", "isnan(x)", "Cannot multiply by double"),
            ("divided", "/", "isnan(x) OR x = 0", "Cannot divide by double"),
        )
    ),
    ("months_in(i)", "(year(i) * 12 + month(i))"),
)

_LONG = (
    (
        "long_moment(t, n)",
        "CASE WHEN t IS NOT NULL THEN struct_pack(micros := coalesce(t), picos := CAST(n AS INTEGER)) END",
    ),
    (
        "zoned_long(v, n)",
        "CASE WHEN v IS NOT NULL THEN struct_pack(instant := struct_pack("
        "micros := struct_extract(v, 'instant'), picos := CAST(n AS INTEGER)), zone := struct_extract(v, 'zone')) END",
    ),
    (
        "zoned_low(v)",
        "CASE WHEN v IS NOT NULL THEN struct_pack(instant := struct_extract(struct_extract(v, 'instant'), 'micros'), "
        "zone := struct_extract(v, 'zone')) END",
    ),
    # As in Trino, the seconds of whole milliseconds and of the picoseconds beyond them are added up.
    once(
        "unixtime_of(us, n)",
        "CAST(floored(us, 1000) // 1000 AS DOUBLE) / 1000 "
        "+ CAST((us - floored(us, 1000)) * 1000000 + n AS DOUBLE) / 1e12",
    ),
    ("zoned_unixtime(v, n)", "unixtime_of(epoch_us(instant_of(v)), CAST(n AS BIGINT))"),
    ("picos_round(n, f)", "(CAST(n AS BIGINT) + f // 2) // f * f"),
    ("cut_to_micros(x)", r"regexp_replace(x, '(\.\d{6})\d+', '\1')"),
    ("picos_in(x)", r"CAST(left(rpad(regexp_extract(x, '\.\d{6}(\d+)', 1), 6, '0'), 6) AS BIGINT)"),
    (
        "with_picos(x, n, d)",
        r"regexp_replace(x, '(\.\d{6})', '\1' || left(lpad(CAST(n AS VARCHAR), 6, '0'), d))",
    ),
    (
        "long_between(a, m, b, n)",
        "to_milliseconds(CAST(floored((CAST(epoch_us(a) - epoch_us(b) AS HUGEINT) * 1000000 + m - n + 500000000), "
        "1000000000) // 1000000000 AS BIGINT))",
    ),
)

MACROS = (*_TEXT, *_LONG, *_ROUNDED, *_ZONED, *_ARITHMETIC)
