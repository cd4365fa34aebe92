"""Which types Trino converts by itself: the common type of two, and the SQL that brings a value to it.

The rows are Trino's (https://trino.io/docs/current/language/types.html, TypeCoercion in its source): numbers widen,
dates become timestamps, NULL fits everywhere, and text never becomes a number.
"""

from dataclasses import dataclass

from tickstack.sql.decimal_casts import INTEGERS, as_decimal, from_exact, to_floating
from tickstack.sql.moments.long import joined, low, picos, short
from tickstack.sql.nested import NESTED, convert
from tickstack.sql.quoting import literal_text
from tickstack.sql.types import DOUBLE, LONGEST_CHAR, REAL, UNKNOWN, TrinoType, decimal, duckdb_type, is_long, varchar

NUMBERS = ("tinyint", "smallint", "integer", "bigint", "decimal", "real", "double")
TEMPORAL = ("date", "timestamp", "timestamp with time zone")
TIMES = ("time", "time with time zone")


@dataclass(frozen=True)
class Typed:
    """A DuckDB expression and its Trino type; ``constant`` is the value of a literal, ``parts`` are a row's fields."""

    sql: str
    type: TrinoType
    constant: str | None = None
    parts: tuple["Typed", ...] = ()


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
    """Text as char when one of two is char: the shorter is held to be padded."""
    if a.base == b.base:
        return a if not a.numbers or (b.numbers and a.numbers >= b.numbers) else b
    lengths = [min(kind.numbers[0] if kind.numbers else LONGEST_CHAR, LONGEST_CHAR) for kind in (a, b)]
    return TrinoType("char", (max(lengths),))


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
    if a.base in TIMES and b.base in TIMES:
        return TrinoType(max(a.base, b.base, key=TIMES.index), (max(*a.numbers, *b.numbers),))
    return _common_nested(a, b) if a.inner and b.inner else None


def coerces(source: TrinoType, target: TrinoType) -> bool:
    """Whether Trino converts ``source`` to ``target`` by itself."""
    made = common(source, target)
    return made is not None and _nameless(made) == _nameless(target)


def _nameless(kind: TrinoType) -> TrinoType:
    """The type without its rows' field names, which do not count for conversion."""
    if not kind.inner:
        return kind
    return TrinoType(kind.base, (), tuple(_nameless(inner) for inner in kind.inner))


def coerced(sql: str, source: TrinoType, target: TrinoType) -> str:  # noqa: PLR0911  one for each family
    """The SQL of a value as ``target``, to which its type must convert."""
    if source == target or (duckdb_type(source) == duckdb_type(target) and is_long(source)):
        return sql
    if is_long(source) or (is_long(target) and source != UNKNOWN):
        made = coerced(low(sql, source), short(source), short(target))
        return joined(made, picos(sql, source), target) if is_long(target) else made
    if target.base in ("timestamp with time zone", "time with time zone") and source.base in (*TEMPORAL[:2], "time"):
        return f"utc_zoned(CAST({sql} AS TIMESTAMP))" if source.base in TEMPORAL else f"utc_zoned_time({sql})"
    if target.base == "char" and source.base == "varchar":
        return f"rtrim({sql}, ' ')"
    if source.base == "char" and target.base == "varchar":
        return f"rpad({sql}, {source.numbers[0]}, ' ')"
    if source == target or (duckdb_type(source) == duckdb_type(target) and source != UNKNOWN and not source.inner):
        return sql
    if target.base == "decimal" and source.base in (*INTEGERS, "decimal"):
        return from_exact(sql, source, target)
    if source.base == "decimal" and target.base in ("real", "double"):
        return to_floating(sql, source, target)
    if source.base in NESTED and not _plainly(source, target):
        return convert(sql, source, target, coerced) or sql
    return sql if duckdb_type(source) == duckdb_type(target) else f"CAST({sql} AS {duckdb_type(target)})"


def _plainly(source: TrinoType, target: TrinoType) -> bool:
    """Whether DuckDB's own CAST brings what is within to the other type."""
    if source.inner and len(source.inner) == len(target.inner):
        return all(_plainly(one, other) for one, other in zip(source.inner, target.inner, strict=True))
    return coerced("x", source, target) in ("x", f"CAST(x AS {duckdb_type(target)})")


def coerce(value: Typed, target: TrinoType) -> Typed:
    """``value`` as ``target``, to which it must convert."""
    if value.type == target:
        return value
    made = coerced(value.sql, value.type, target)
    return Typed(made, target, value.constant if made == value.sql else None)


def text(value: str) -> Typed:
    """A literal of type varchar(n)."""
    return Typed(literal_text(value), varchar(len(value)), value)
