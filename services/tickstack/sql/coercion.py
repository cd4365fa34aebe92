"""Which types Trino converts by itself: the common type of two, and the SQL that brings a value to it.

The rows are Trino's (https://trino.io/docs/current/language/types.html, TypeCoercion in its source): numbers widen,
dates become timestamps, NULL fits everywhere, and text never becomes a number.
"""

from dataclasses import dataclass

from tickstack.sql.types import DOUBLE, REAL, UNKNOWN, TrinoType, decimal, duckdb_type, varchar

INTEGERS = {"tinyint": 3, "smallint": 5, "integer": 10, "bigint": 19}  # digits as a decimal
NUMBERS = ("tinyint", "smallint", "integer", "bigint", "decimal", "real", "double")
TEMPORAL = ("date", "timestamp", "timestamp with time zone")


@dataclass(frozen=True)
class Typed:
    """A DuckDB expression and its Trino type; ``constant`` is the value of a literal."""

    sql: str
    type: TrinoType
    constant: str | None = None


def as_decimal(kind: TrinoType) -> TrinoType:
    """An exact number as a decimal: integer is decimal(10,0)."""
    return kind if kind.base == "decimal" else decimal(INTEGERS[kind.base], 0)


def _common_number(a: TrinoType, b: TrinoType) -> TrinoType:
    bases = (a.base, b.base)
    if "double" in bases:
        return DOUBLE
    if "real" in bases:
        return REAL
    if "decimal" in bases:
        left, right = as_decimal(a), as_decimal(b)
        scale = max(left.numbers[1], right.numbers[1])
        whole = max(left.numbers[0] - left.numbers[1], right.numbers[0] - right.numbers[1])
        return decimal(whole + scale, scale)
    return max(a, b, key=lambda kind: NUMBERS.index(kind.base))


def _common_text(a: TrinoType, b: TrinoType) -> TrinoType:
    if a.base == b.base:
        return a if not a.numbers or (b.numbers and a.numbers >= b.numbers) else b
    char, other = (a, b) if a.base == "char" else (b, a)
    return TrinoType("char", (max(char.numbers[0], *other.numbers),)) if other.numbers else char


def _common_nested(a: TrinoType, b: TrinoType) -> TrinoType | None:
    if a.base != b.base or len(a.inner) != len(b.inner):
        return None
    inner = [common(x, y) for x, y in zip(a.inner, b.inner, strict=True)]
    if any(kind is None for kind in inner):
        return None
    names = tuple(x if x == y else None for x, y in zip(a.names, b.names, strict=True))
    return TrinoType(a.base, (), tuple(kind for kind in inner if kind is not None), names)


def common(a: TrinoType, b: TrinoType) -> TrinoType | None:  # noqa: PLR0911  one return for each family of types
    """The type to which both convert, or None."""
    if b in (a, UNKNOWN):
        return a
    if a == UNKNOWN:
        return b
    if a.base in NUMBERS and b.base in NUMBERS:
        return _common_number(a, b)
    if a.base in ("varchar", "char") and b.base in ("varchar", "char"):
        return _common_text(a, b)
    if a.base in TEMPORAL and b.base in TEMPORAL:
        base = max(a.base, b.base, key=TEMPORAL.index)
        return TrinoType(base, (max((*a.numbers, *b.numbers, 0)),))
    if a.base == b.base and a.base == "time":
        return max(a, b, key=lambda kind: kind.numbers)
    return _common_nested(a, b) if a.inner and b.inner else None


def coerces(source: TrinoType, target: TrinoType) -> bool:
    """Whether Trino converts ``source`` to ``target`` by itself."""
    return common(source, target) == target


def coerce(value: Typed, target: TrinoType) -> Typed:
    """``value`` as ``target``, to which it must convert."""
    source = value.type
    if source == target:
        return value
    if target.base == "timestamp with time zone" and source.base in TEMPORAL[:2]:
        return Typed(f"utc_zoned(CAST({value.sql} AS TIMESTAMP))", target)
    if target.base == "char":
        return Typed(f"rpad({value.sql}, {target.numbers[0]}, ' ')", target)
    if duckdb_type(source) == duckdb_type(target) and source != UNKNOWN:
        return Typed(value.sql, target, value.constant)
    return Typed(f"CAST({value.sql} AS {duckdb_type(target)})", target)


def literal_text(value: str) -> str:
    """A DuckDB string literal."""
    return "'" + value.replace("'", "''") + "'"


def text(value: str) -> Typed:
    """A literal of type varchar(n)."""
    return Typed(literal_text(value), varchar(len(value)), value)
