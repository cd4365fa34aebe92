"""Times of more than six digits of a second: DuckDB's microseconds, and the picoseconds beyond them.

As in Trino, where such a timestamp is a LongTimestamp of the two. A value is taken apart, what is done is done to its
microseconds, and the result gets its picoseconds again.
"""

from collections.abc import Callable

from tickstack.sql.nested import bound
from tickstack.sql.types import MICROSECONDS, VARCHAR, TrinoType, duckdb_type, is_long

Convert = Callable[[str, TrinoType, TrinoType], str | None]

_ZONED = ("timestamp with time zone", "time with time zone")
_KEEPING = ("date_add", "at_timezone", "with_timezone")
_IN_MILLISECONDS = ("date_format", "format_datetime")  # whatever is beyond microseconds does not round them
_WITHOUT_FRACTION = ("bigint", "boolean", "date")
_DIGITS = 12


def short(kind: TrinoType) -> TrinoType:
    """The type with no more than microseconds."""
    return TrinoType(kind.base, (MICROSECONDS,)) if is_long(kind) else kind


def low(sql: str, kind: TrinoType) -> str:
    """The value without what is beyond microseconds."""
    if not is_long(kind):
        return sql
    made = f"zoned_low({sql})" if kind.base in _ZONED else f"struct_extract({sql}, 'micros')"
    return f"CAST({made} AS {duckdb_type(short(kind))})"  # to DuckDB, a part of a constant NULL has no type


def picos(sql: str, kind: TrinoType) -> str:
    """The picoseconds beyond microseconds."""
    if not is_long(kind):
        return "0"
    moment = f"struct_extract({sql}, 'instant')" if kind.base in _ZONED else sql
    return f"CAST(struct_extract({moment}, 'picos') AS INTEGER)"


def joined(sql: str, beyond: str, kind: TrinoType) -> str:
    """A value of microseconds with its picoseconds."""
    return f"{'zoned_long' if kind.base in _ZONED else 'long_moment'}({sql}, {beyond})"


def moved(sql: str, micros: str, base: str) -> str:
    """A value of microseconds some microseconds later."""
    span = f"to_microseconds({micros})"
    named = {"timestamp with time zone": "zoned_moved", "time with time zone": "zoned_time_moved"}.get(base)
    return f"{named}({sql}, {span})" if named else f"({sql} + {span})"


def _rounded(sql: str, beyond: str, kind: TrinoType) -> str:
    """The value with its picoseconds rounded to the digits of ``kind``."""
    unit = 10 ** (_DIGITS - kind.numbers[0])
    whole = f"picos_round({beyond}, {unit})"
    return joined(moved(sql, f"{whole} // 1000000", kind.base), f"{whole} % 1000000", kind)


def cast(sql: str, source: TrinoType, target: TrinoType, convert: Convert) -> str | None:
    """The cast of a value where one of the types is long; ``convert`` casts those that are not."""
    if convert("x", short(source), short(target)) is None:
        return None
    return bound(sql, "long", lambda value: _cast(value, source, target, convert) or "")


def _cast(value: str, source: TrinoType, target: TrinoType, convert: Convert) -> str | None:
    if source.base in ("varchar", "char") and is_long(target):
        made = convert(f"cut_to_micros({value})", source, short(target))
        return made and _rounded(made, f"picos_in({value})", target)
    plain, beyond = low(value, source), picos(value, source)
    if target.base == "varchar":
        made = convert(plain, short(source), VARCHAR)
        text = made and f"with_picos({made}, {beyond}, {source.numbers[0] - MICROSECONDS})"
        return f"fitting({text}, {target.numbers[0]}, {text})" if text and target.numbers else text
    if target.numbers == (MICROSECONDS,):
        plain = moved(plain, f"picos_round({beyond}, 1000000) // 1000000", source.base)
    made = convert(plain, short(source), short(target))
    if not is_long(target) or made is None:
        return made
    if is_long(source) and source.numbers[0] > target.numbers[0]:
        return _rounded(made, beyond, target)
    return joined(made, beyond, target)


def called(name: str, made: str, result: TrinoType, argument: str, kind: TrinoType) -> tuple[str, TrinoType]:
    """The result of a function that was given the microseconds of ``argument``, which is of the long type ``kind``."""
    if result.base in _WITHOUT_FRACTION or name in _IN_MILLISECONDS:
        return made, result
    if name == "to_unixtime" and kind.base in _ZONED:
        return f"zoned_unixtime({low(argument, kind)}, {picos(argument, kind)})", result
    if name == "to_unixtime":
        return f"({made} + CAST({picos(argument, kind)} AS DOUBLE) / 1000000000000)", result
    if name == "to_iso8601":
        return f"with_picos({made}, {picos(argument, kind)}, {kind.numbers[0] - MICROSECONDS})", result
    whole = TrinoType(result.base, kind.numbers)
    if name == "date_trunc":
        return joined(made, "0", whole), whole
    if name in _KEEPING:
        return joined(made, picos(argument, kind), whole), whole
    raise NotImplementedError(f"{name} of {kind}")
