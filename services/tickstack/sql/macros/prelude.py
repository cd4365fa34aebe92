"""DuckDB macros that give Trino's meaning where DuckDB's function of the same purpose differs.

A row is a macro's head and body. An error is a cast that cannot succeed, of text ``!NAME|message!``: unlike DuckDB's
``error()`` such a cast is not volatile, so that ``TRY`` may stand around it.
"""

# ruff: noqa: ISC004 -- a body is one text over several lines

from tickstack.sql.macros import casts as cast_macros
from tickstack.sql.macros import moments as moment_macros
from tickstack.sql.macros import text as text_macros
from tickstack.sql.macros.casts import refuse as _refuse

_ZERO = "CAST('!DIVISION_BY_ZERO|Division by zero!' AS INTEGER)"
MACROS = (
    *cast_macros.MACROS,
    *moment_macros.MACROS,
    *text_macros.MACROS,
    ("divide(a, b)", f"a // CASE WHEN b = 0 THEN {_ZERO} ELSE b END"),
    ("modulo(a, b)", f"a % CASE WHEN b = 0 THEN {_ZERO} WHEN b = -1 THEN 1 ELSE b END"),
    (
        "escape_of(e)",
        "CASE WHEN length(e) <> 1 THEN CAST(CAST('!INVALID_FUNCTION_ARGUMENT|Escape string must be a single "
        "character!' AS INTEGER) AS VARCHAR) ELSE e END",
    ),
    (
        "pattern_of(p, e)",
        "CASE WHEN contains(replace(replace(replace(p, e || e, chr(1)), e || '%', chr(1)), e || '_', chr(1)), e) "
        "AND length(e) = 1 THEN CAST(CAST('!INVALID_FUNCTION_ARGUMENT|Escape character must be followed by ''%'', "
        "''_'' or the escape character itself!' AS INTEGER) AS VARCHAR) ELSE p END",
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
