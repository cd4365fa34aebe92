"""DuckDB macros behind casts between text, numbers and other plain values.

Each gives Trino's error where DuckDB would have its own; ``coalesce`` reads its second part only when the first is
NULL, and a message about NULL is NULL, so NULL stays NULL. Those that begin with ``try_`` give NULL instead.
"""

# ruff: noqa: ISC004 -- a body is one text over several lines

_NUMBER = r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?|NaN|Infinity)"
_UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


def refuse(name: str, message: str, kind: str) -> str:
    """A cast to ``kind`` that fails with ``!name|message!``; ``message`` is DuckDB SQL."""
    return f"CAST('!{name}|' || {message} || '!' AS {kind})"


def or_refused(made: str, message: str, kind: str, name: str = "INVALID_CAST_ARGUMENT") -> str:
    """``made``, or the error when it is NULL and the message is not."""
    return f"coalesce({made}, {refuse(name, message, kind)})"


def attempted(signature: str, made: str, message: str, kind: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Two macros: one that gives NULL for what it cannot make, and one that refuses it."""
    return (f"try_{signature}", made), (signature, or_refused(f"try_{signature}", message, kind))


def _whole(kind: str, shown: str) -> tuple[tuple[str, str], ...]:
    made = f"CASE WHEN regexp_full_match(x, '[+-]?\\d+') THEN TRY_CAST(x AS {kind}) END"
    return attempted(f"varchar_to_{kind.lower()}(x)", made, f"'Cannot cast ''' || x || ''' to {shown}'", kind)


def _floating(kind: str, shown: str) -> tuple[tuple[str, str], ...]:
    text = r"trim(x, ' \t\r\n')".replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n")
    made = (
        f"CASE WHEN regexp_full_match({text}, '{_NUMBER}') "
        f"THEN TRY_CAST(regexp_replace({text}, '(\\d\\.?)[dDfF]$', '\\1') AS {kind}) END"
    )
    return attempted(f"varchar_to_{shown.lower()}(x)", made, f"'Cannot cast ''' || x || ''' to {shown}'", kind)


def _from_floating(source: str, kind: str) -> tuple[str, str]:
    nan = refuse("INVALID_CAST_ARGUMENT", f"'Cannot cast {source} NaN to {kind}'", kind)
    beyond = or_refused(
        f"TRY_CAST(round(x) AS {kind})",
        f"'Out of range for {kind}: ' || java_{source}(x)",
        kind,
        "NUMERIC_VALUE_OUT_OF_RANGE",
    )
    return f"{source}_to_{kind}(x)", f"CASE WHEN isnan(x) THEN {nan} ELSE {beyond} END"


_KINDS = (("TINYINT", "TINYINT"), ("SMALLINT", "SMALLINT"), ("INTEGER", "INT"), ("BIGINT", "BIGINT"))


def _negated(kind: str, bits: int) -> tuple[str, str]:
    least = f"CAST({1 - (1 << bits)} AS {kind.upper()}) - CAST(1 AS {kind.upper()})"
    refused = refuse("NUMERIC_VALUE_OUT_OF_RANGE", f"'{kind} negation overflow: ' || x", kind.upper())
    return f"negated_{kind}(x)", f"CASE WHEN x = {least} THEN {refused} ELSE -x END"


MACROS = (
    *(_negated(kind, bits) for kind, bits in (("tinyint", 7), ("smallint", 15), ("integer", 31), ("bigint", 63))),
    *(macro for kind, shown in _KINDS for macro in _whole(kind, shown)),
    *_floating("DOUBLE", "DOUBLE"),
    *_floating("FLOAT", "REAL"),
    *(_from_floating(source, kind) for source in ("real", "double") for kind in ("tinyint", "smallint", "integer")),
    (
        "double_to_bigint(x)",
        or_refused("TRY_CAST(round(x) AS BIGINT)", "'Unable to cast ' || java_double(x) || ' to bigint'", "BIGINT"),
    ),
    (
        "real_to_bigint(x)",
        "CASE WHEN isnan(x) THEN "
        + refuse("INVALID_CAST_ARGUMENT", "'Cannot cast real NaN to bigint'", "BIGINT")
        + " WHEN x >= 9.223372e18 THEN 9223372036854775807 WHEN x <= -9.223372e18 THEN -9223372036854775807 - 1 "
        "ELSE CAST(round(x) AS BIGINT) END",
    ),
    (
        "double_to_real(x)",
        "CASE WHEN abs(x) >= 3.4028235677973366e38 AND NOT isnan(x) "
        "THEN CAST(CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END AS FLOAT) ELSE CAST(x AS FLOAT) END",
    ),
    *attempted(
        "varchar_to_boolean(x)",
        "CASE WHEN lower(x) IN ('t', 'true', '1') THEN true WHEN lower(x) IN ('f', 'false', '0') THEN false END",
        "'Cannot cast ''' || x || ''' to BOOLEAN'",
        "BOOLEAN",
    ),
    # DuckDB leaves out the zero of a decimal that has only a fraction
    ("decimal_text(x)", r"regexp_replace(CAST(x AS VARCHAR), '^(-?)\.', '\10.')"),
    # DuckDB rounds a number with a negative exponent to 1 that is next to nothing
    ("plain_number(x)", "CASE WHEN contains(lower(x), 'e') THEN positional(x) ELSE x END"),
    ("is_decimal(x)", r"regexp_full_match(x, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?')"),
    (
        "decimal_refused(x, kind)",
        "'!INVALID_CAST_ARGUMENT|Cannot cast VARCHAR ''' || x || ''' to ' || kind || "
        "CASE WHEN is_decimal(x) THEN '. Value too large.' ELSE '. Value is not a number.' END || '!'",
    ),
    (
        "varchar_to_uuid(x)",
        or_refused(
            f"CASE WHEN regexp_full_match(x, '{_UUID}') THEN TRY_CAST(x AS UUID) END",
            "'Cannot cast value to UUID: ' || x",
            "UUID",
        ),
    ),
    (
        "varbinary_to_uuid(x)",
        or_refused(
            "CASE WHEN octet_length(x) = 16 THEN TRY_CAST(lower(hex(x)) AS UUID) END",
            "'Invalid UUID binary length: ' || octet_length(x)",
            "UUID",
        ),
    ),
    (
        "fitting(x, n, shown)",
        "CASE WHEN length(x) <= n THEN x WHEN x IS NULL THEN NULL ELSE CAST("
        + refuse(
            "INVALID_CAST_ARGUMENT",
            "'Value ' || shown || ' cannot be represented as varchar(' || CAST(n AS VARCHAR) || ')'",
            "INTEGER",
        )
        + " AS VARCHAR) END",
    ),
)
