"""DuckDB macros that give Trino's meaning where DuckDB's function of the same purpose differs.

A row is a macro's head and body. An error is a cast that cannot succeed, of text ``!NAME|message!``: unlike DuckDB's
``error()`` such a cast is not volatile, so that ``TRY`` may stand around it.
"""

from tickstack.sql import text_macros

# ruff: noqa: ISC004 -- a body is one text over several lines

_DATE = r"\s*[+-]?\d{4,}-\d{1,2}-\d{1,2}\s*"
_TIME_OF_DAY = r"\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?"
_NUMBER = r"\s*[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|Infinity)\s*"
_LOCAL = rf"\s*([+-]?\d{{4,}}-\d{{1,2}}-\d{{1,2}}(?: {_TIME_OF_DAY})?)\s*"
_ZONE = r"[+-]\d\d(?::?\d\d)?|[A-Za-z][A-Za-z_]*(?:/[A-Za-z_+-]+\d*)*"
_OFFSET = r"^([+-])(\d\d):(\d\d)$"


def _refuse(name: str, message: str, kind: str) -> str:
    """A cast to ``kind`` that fails with ``!name|message!``; ``message`` is DuckDB SQL."""
    return f"CAST('!{name}|' || {message} || '!' AS {kind})"


def _whole(kind: str, shown: str) -> str:
    return (
        f"CASE WHEN regexp_full_match(x, '[+-]?\\d+') AND TRY_CAST(x AS {kind}) IS NOT NULL THEN TRY_CAST(x AS {kind}) "
        f"WHEN x IS NULL THEN NULL ELSE "
        + _refuse("INVALID_CAST_ARGUMENT", f"'Cannot cast ''' || x || ''' to {shown}'", kind)
        + " END"
    )


def _floating(kind: str, shown: str) -> str:
    number = f"TRY_CAST(rtrim(trim(x), 'dDfF') AS {kind})"
    refused = _refuse("INVALID_CAST_ARGUMENT", f"'Cannot cast ''' || x || ''' to {shown}'", kind)
    return (
        f"CASE WHEN trim(x) IN ('NaN', 'Infinity', '-Infinity', '+Infinity') THEN CAST(ltrim(trim(x), '+') AS {kind}) "
        f"WHEN regexp_full_match(x, '{_NUMBER}') THEN {number} WHEN x IS NULL THEN NULL ELSE {refused} END"
    )


def _rounded(kind: str, shown: str) -> str:
    refused = _refuse("INVALID_CAST_ARGUMENT", f"'Cannot cast ' || CAST(x AS VARCHAR) || ' to {shown}'", kind)
    return f"CASE WHEN isnan(x) OR isinf(x) THEN {refused} ELSE CAST(round(x) AS {kind}) END"


_ZERO = "CAST('!DIVISION_BY_ZERO|Division by zero!' AS INTEGER)"
_KINDS = (("TINYINT", "TINYINT"), ("SMALLINT", "SMALLINT"), ("INTEGER", "INT"), ("BIGINT", "BIGINT"))

MACROS = (
    *text_macros.MACROS,
    ("divide(a, b)", f"a // CASE WHEN b = 0 THEN {_ZERO} ELSE b END"),
    ("modulo(a, b)", f"a % CASE WHEN b = 0 THEN {_ZERO} ELSE b END"),
    *((f"varchar_to_{kind.lower()}(x)", _whole(kind, shown)) for kind, shown in _KINDS),
    *((f"float_to_{kind.lower()}(x)", _rounded(kind, shown.lower())) for kind, shown in _KINDS),
    ("varchar_to_double(x)", _floating("DOUBLE", "DOUBLE")),
    ("varchar_to_float(x)", _floating("FLOAT", "REAL")),
    (
        "varchar_to_boolean(x)",
        "CASE WHEN lower(x) IN ('t', 'true', '1') THEN true WHEN lower(x) IN ('f', 'false', '0') THEN false "
        "WHEN x IS NULL THEN NULL ELSE "
        + _refuse("INVALID_CAST_ARGUMENT", "'Cannot cast ''' || x || ''' to BOOLEAN'", "BOOLEAN")
        + " END",
    ),
    (
        "varchar_to_date(x)",
        f"CASE WHEN regexp_full_match(x, '{_DATE}') AND TRY_CAST(trim(x) AS DATE) IS NOT NULL "
        "THEN TRY_CAST(trim(x) AS DATE) WHEN x IS NULL THEN NULL ELSE "
        + _refuse("INVALID_CAST_ARGUMENT", "'Value cannot be cast to date: ' || x", "DATE")
        + " END",
    ),
    (
        "varchar_to_timestamp(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}(?:[+-]\\d\\d(?::?\\d\\d)?|Z|UTC|[A-Za-z]+/[A-Za-z_]+)?\\s*') "
        f"AND TRY_CAST(regexp_extract(x, '^{_LOCAL}', 1) AS TIMESTAMP) IS NOT NULL "
        f"THEN timestamp_round(TRY_CAST(regexp_extract(x, '^{_LOCAL}', 1) AS TIMESTAMP), p) "
        "WHEN x IS NULL THEN NULL ELSE "
        + _refuse("INVALID_CAST_ARGUMENT", "'Value cannot be cast to timestamp: ' || x", "TIMESTAMP")
        + " END",
    ),
    (
        "timestamp_round(t, p)",
        "CASE WHEN p >= 6 THEN t ELSE make_timestamp(CAST(round(epoch_us(t) / pow(10, 6 - p)) AS BIGINT) "
        "* CAST(pow(10, 6 - p) AS BIGINT)) END",
    ),
    (
        "timestamp_to_varchar(t, p)",
        "strftime(t, '%Y-%m-%d %H:%M:%S') || CASE WHEN p > 0 THEN '.' || left(strftime(t, '%f'), p) ELSE '' END",
    ),
    ("epoch_to_timestamp(s)", "make_timestamp(CAST(round(s * 1000) AS BIGINT) * 1000)"),
    ("utc_zoned(t)", "CASE WHEN t IS NOT NULL THEN struct_pack(instant := t, zone := 'UTC') END"),
    (
        "zone_offset(z)",
        f"to_minutes(CAST(regexp_replace(z, '{_OFFSET}', '\\1\\2') AS BIGINT) * 60 "
        f"+ CAST(regexp_replace(z, '{_OFFSET}', '\\1\\3') AS BIGINT))",
    ),
    (
        "instant_to_local(t, z)",
        f"CASE WHEN z = 'UTC' THEN CAST(t AS TIMESTAMP) WHEN regexp_matches(z, '{_OFFSET}') "
        f"THEN CAST(t AS TIMESTAMP) + zone_offset(z) "
        "ELSE timezone(z, timezone('UTC', CAST(t AS TIMESTAMP))) END",
    ),
    (
        "local_to_instant(t, z)",
        f"CASE WHEN z = 'UTC' THEN CAST(t AS TIMESTAMP) WHEN regexp_matches(z, '{_OFFSET}') "
        f"THEN CAST(t AS TIMESTAMP) - zone_offset(z) "
        "WHEN instant_to_local(earlier_instant(t, z), z) = t THEN earlier_instant(t, z) "
        "ELSE timezone('UTC', timezone(z, CAST(t AS TIMESTAMP))) END",
    ),
    # Where clocks show a time twice ICU takes the second, Java the first: the offset of the day before tells.
    (
        "earlier_instant(t, z)",
        "t - (timezone(z, timezone('UTC', CAST(t AS TIMESTAMP) - INTERVAL 1 DAY)) - (CAST(t AS TIMESTAMP) "
        "- INTERVAL 1 DAY))",
    ),
    ("zoned_to_local(v)", "instant_to_local(struct_extract(v, 'instant'), struct_extract(v, 'zone'))"),
    (
        "local_to_zoned(t, z)",
        "CASE WHEN t IS NOT NULL AND z IS NOT NULL THEN struct_pack(instant := local_to_instant(t, z), zone := z) END",
    ),
    (
        "zone_of(z)",
        "CASE WHEN upper(z) IN ('', 'Z', 'UTC', 'GMT', 'UT', 'UCT', 'ZULU', '+00', '+00:00', '-00:00') THEN 'UTC' "
        "WHEN regexp_matches(z, '^[+-]\\d\\d$') THEN z || ':00' "
        "WHEN regexp_matches(z, '^[+-]\\d{4}$') THEN left(z, 3) || ':' || right(z, 2) ELSE z END",
    ),
    (
        "varchar_to_zoned(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}\\s*(?:{_ZONE})?\\s*') "
        f"AND TRY_CAST(regexp_extract(x, '^{_LOCAL}', 1) AS TIMESTAMP) IS NOT NULL "
        f"THEN local_to_zoned(timestamp_round(TRY_CAST(regexp_extract(x, '^{_LOCAL}', 1) AS TIMESTAMP), p), "
        f"zone_of(regexp_extract(x, '^{_LOCAL}\\s*({_ZONE})\\s*$', 2))) "
        "WHEN x IS NULL THEN NULL ELSE struct_pack(instant := "
        + _refuse("INVALID_CAST_ARGUMENT", "'Value cannot be cast to timestamp with time zone: ' || x", "TIMESTAMP")
        + ", zone := '') END",
    ),
    (
        "varchar_to_utc(x, p)",
        f"CASE WHEN regexp_full_match(x, '{_LOCAL}\\s*') THEN varchar_to_timestamp(x, p) "
        "ELSE struct_extract(varchar_to_zoned(x, p), 'instant') END",
    ),
    (
        "zoned_to_varchar(v, p)",
        "timestamp_to_varchar(zoned_to_local(v), p) || ' ' || struct_extract(v, 'zone')",
    ),
    ("current_instant()", "date_trunc('millisecond', timezone('UTC', now()))"),
    (
        "fitting(x, n)",
        "CASE WHEN length(x) <= n THEN x WHEN x IS NULL THEN NULL ELSE CAST("
        + _refuse(
            "INVALID_CAST_ARGUMENT",
            "'Value ' || x || ' cannot be represented as varchar(' || CAST(n AS VARCHAR) || ')'",
            "INTEGER",
        )
        + " AS VARCHAR) END",
    ),
    (
        "sequence_of(a, b)",
        "generate_series(a, CASE WHEN abs(CAST(b AS HUGEINT) - a) >= 10000 THEN "
        + _refuse(
            "INVALID_FUNCTION_ARGUMENT",
            "'result of sequence function must not have more than 10000 entries'",
            "BIGINT",
        )
        + " ELSE b END, CASE WHEN a <= b THEN 1 ELSE -1 END)",
    ),
    ("unequal_nan(x)", "NOT isnan(x)"),
    (
        "element_of(a, i)",
        "CASE WHEN i = 0 THEN "
        "a[CAST('!INVALID_FUNCTION_ARGUMENT|SQL array indices start at 1!' AS INTEGER)] ELSE a[i] END",
    ),
    (
        "subscript(a, i)",
        "a[CASE WHEN i = 0 THEN CAST('!INVALID_FUNCTION_ARGUMENT|SQL array indices start at 1!' AS INTEGER) "
        "WHEN i < 0 THEN CAST('!INVALID_FUNCTION_ARGUMENT|Array subscript is negative: ' || CAST(i AS VARCHAR) || '!' "
        "AS INTEGER) WHEN i > len(a) THEN CAST('!INVALID_FUNCTION_ARGUMENT|Array subscript must be less than or equal "
        "to array length: ' || CAST(i AS VARCHAR) || ' > ' || CAST(len(a) AS VARCHAR) || '!' AS INTEGER) ELSE i END]",
    ),
)
