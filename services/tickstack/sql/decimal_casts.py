"""Casts to and from decimals, exact or refused as in Trino's DecimalCasts and DecimalConversions.

What Trino holds in a long, a decimal of at most 18 digits, it casts by other arithmetic than a longer one.
"""

from tickstack.sql.types import TrinoType, decimal, duckdb_type

INTEGERS = {"tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19}  # digits as a decimal
SHORT = 18
_EXACT_IN_A_DOUBLE = 15


def as_decimal(kind: TrinoType) -> TrinoType:
    """An exact number as a decimal: integer is decimal(10,0)."""
    return kind if kind.base == "decimal" else decimal(INTEGERS[kind.base], 0)


def or_refused(made: str, message: str, kind: str) -> str:
    """``made`` unless it is NULL of a value that is not; a message about NULL is NULL itself."""
    return f"coalesce({made}, CAST('!INVALID_CAST_ARGUMENT|' || {message} || '!' AS {kind}))"


def _widens(source: TrinoType, target: TrinoType) -> bool:
    (p, s), (q, r) = target.numbers, as_decimal(source).numbers
    return s >= r and p - s >= q - r


def from_exact(value: str, source: TrinoType, target: TrinoType) -> str:
    """An integer or decimal as a decimal; ``DECIMAL(5, 2) '123.45'`` is how Trino says what does not fit."""
    kind = duckdb_type(target)
    if _widens(source, target):
        return f"CAST({value} AS {kind})"
    whole = source.base != "decimal"
    shown, said = (value, source.base.upper()) if whole else (f"decimal_text({value})", duckdb_type(source))
    return or_refused(f"TRY_CAST({value} AS {kind})", f"'Cannot cast {said} ''' || {shown} || ''' to {kind}'", kind)


def to_whole(value: str, source: TrinoType, target: TrinoType) -> str:
    """A decimal as an integer, rounded half up; a short one is shown as it is rounded when it does not fit."""
    kind, (precision, scale) = duckdb_type(target), source.numbers
    rounded = f"CAST({value} AS DECIMAL({precision + 1}, 0))" if scale and precision <= SHORT else value
    return or_refused(
        f"TRY_CAST({value} AS {kind})", f"'Cannot cast ''' || decimal_text({rounded}) || ''' to {kind}'", kind
    )


def to_floating(value: str, source: TrinoType, target: TrinoType) -> str:
    """A decimal as a double or real: a short one's digits divided by a power of ten, a long one rounded once.

    DuckDB's own cast adds up two parts, whose sum may be the next number.
    """
    kind, (precision, scale) = duckdb_type(target), source.numbers
    if precision > SHORT:
        return f"CAST(CAST({value} AS VARCHAR) AS {kind})"
    if target.base == "double" and precision <= _EXACT_IN_A_DOUBLE:
        return f"CAST({value} AS DOUBLE)"
    digits = f"CAST(replace(CAST({value} AS VARCHAR), '.', '') AS BIGINT)" if scale else value
    return f"(CAST({digits} AS {kind}) / CAST(1e{scale} AS {kind}))"
