"""CAST: one row for each pair of base types, https://trino.io/docs/current/functions/conversion.html.

``{0}`` is the value, ``{type}`` the DuckDB type of the target, ``{p}`` and ``{s}`` the target's precision and scale,
``{q}`` the source's precision. A pair without a row is one that Trino cannot cast either. What is refused, and in which
words, is as in Trino's operators of each type (DecimalCasts, VarcharOperators, DoubleOperators and so on).
"""

from collections.abc import Callable
from typing import Literal

from tickstack.sql import addresses, decimal_casts
from tickstack.sql.coercion import NUMBERS, Typed
from tickstack.sql.decimal_casts import or_refused
from tickstack.sql.json import casts as json_casts
from tickstack.sql.moments import long as long_moments
from tickstack.sql.nested import NESTED, convert
from tickstack.sql.python import python
from tickstack.sql.sketches.hyperloglog import dense
from tickstack.sql.types import SKETCHES, UNBOUNDED, UNKNOWN, VARCHAR, TrinoType, duckdb_type, is_long

TimestampCast = Literal["drop", "utc"]  # what text with a zone gives as a timestamp: its local time, or UTC

_PLAIN = "CAST({0} AS {type})"
_WHOLE = NUMBERS[:4]
_FLOATING = ("real", "double")
_ZONED, _ZONED_TIME = "timestamp with time zone", "time with time zone"


_DECIMAL = "DECIMAL({p}, {s})"
_ROUND = "TRY_CAST({0} AS {type})"

ROWS: dict[tuple[str, str], str] = {
    **{(source, target): _PLAIN for source in (*_WHOLE, "boolean") for target in (*_WHOLE, *_FLOATING, "boolean")},
    ("boolean", "decimal"): _PLAIN,
    ("decimal", "boolean"): "({0} <> 0)",
    **{(source, target): f"{source}_to_{target}({{0}})" for source in _FLOATING for target in _WHOLE},
    **{(source, "decimal"): or_refused(
        "TRY_CAST(plain_number(CAST({0} AS VARCHAR)) AS {type})",
        f"'Cannot cast {source.upper()} ''' || java_{source}({{0}}) || ''' to {_DECIMAL}'", "{type}")
       for source in _FLOATING},
    **{(source, "boolean"): "({0} <> 0)" for source in _FLOATING},
    ("real", "real"): "{0}",
    ("double", "double"): "{0}",
    ("real", "double"): _PLAIN,
    ("double", "real"): "double_to_real({0})",
    **{("varchar", target): f"varchar_to_{target}({{0}})" for target in (*_WHOLE, *_FLOATING, "boolean", "date")},
    **{(source, "varchar"): "CAST({0} AS VARCHAR)" for source in (*_WHOLE, "boolean", "varchar", "uuid")},
    ("decimal", "varchar"): "decimal_text({0})",
    ("varchar", "decimal"): "coalesce(CASE WHEN is_decimal({0}) THEN TRY_CAST(plain_number({0}) AS {type}) END, "
    "CAST(decimal_refused({0}, '" + _DECIMAL + "') AS {type}))",
    ("varchar", "timestamp"): "varchar_to_timestamp({0}, {p})",
    ("varchar", "time"): "varchar_to_time({0}, {p})",
    ("varchar", _ZONED_TIME): "varchar_to_zoned_time({0}, {p})",
    ("real", "varchar"): "real_to_varchar({0})",
    ("double", "varchar"): "double_to_varchar({0})",
    ("date", "varchar"): "date_to_varchar({0})",
    ("timestamp", "varchar"): "timestamp_to_varchar({0}, {q})",
    (_ZONED, "varchar"): "zoned_to_varchar({0}, {q})",
    ("time", "varchar"): "time_to_varchar({0}, {q})",
    (_ZONED_TIME, "varchar"): "zoned_time_to_varchar({0}, {q})",
    ("interval day to second", "varchar"): "days_to_varchar({0})",
    ("interval year to month", "varchar"): "months_to_varchar({0})",
    ("varchar", _ZONED): "varchar_to_zoned({0}, {p})",
    ("date", "timestamp"): _PLAIN,
    ("date", _ZONED): "utc_zoned(CAST({0} AS TIMESTAMP))",
    ("date", "date"): "{0}",
    ("timestamp", "date"): _PLAIN,
    ("timestamp", "time"): "time_round(CAST({0} AS TIME), {p})",
    ("timestamp", "timestamp"): "timestamp_round({0}, {p})",
    ("timestamp", _ZONED): "utc_zoned(timestamp_round({0}, {p}))",
    (_ZONED, "timestamp"): "timestamp_round(zoned_to_local({0}), {p})",
    (_ZONED, "date"): "CAST(zoned_to_local({0}) AS DATE)",
    (_ZONED, "time"): "time_round(CAST(zoned_to_local({0}) AS TIME), {p})",
    (_ZONED, _ZONED_TIME): "zoned_time_of({0}, {p})",
    (_ZONED, _ZONED): "zoned_round({0}, {p})",
    ("time", "time"): "time_round({0}, {p})",
    ("time", _ZONED_TIME): "utc_zoned_time(time_round({0}, {p}))",
    ("time", "timestamp"): "(CAST(current_instant() AS DATE) + time_round({0}, {p}))",
    ("time", _ZONED): "utc_zoned(CAST(current_instant() AS DATE) + time_round({0}, {p}))",
    ("timestamp", _ZONED_TIME): "utc_zoned_time(time_round(CAST({0} AS TIME), {p}))",
    (_ZONED_TIME, "timestamp"): "(CAST(current_instant() AS DATE) + time_round(zoned_time_to_local({0}), {p}))",
    (_ZONED_TIME, _ZONED): "zoned_time_today({0}, {p})",
    (_ZONED_TIME, "time"): "time_round(zoned_time_to_local({0}), {p})",
    (_ZONED_TIME, _ZONED_TIME): "zoned_time_round({0}, {p})",
    ("varchar", "varbinary"): "encode({0})",
    ("varchar", "uuid"): "varchar_to_uuid({0})",
    ("uuid", "varbinary"): "from_hex(replace(CAST({0} AS VARCHAR), '-', ''))",
    ("varbinary", "uuid"): "varbinary_to_uuid({0})",
    **{pair: "{0}" for sketch in SKETCHES for pair in ((sketch, "varbinary"), ("varbinary", sketch))},
    ("p4hyperloglog", "hyperloglog"): "{0}",
}  # fmt: skip

_UTC_ROWS = ROWS | {("varchar", "timestamp"): "varchar_to_utc({0}, {p})"}
_ATTEMPTS: dict[tuple[str, str], str] = {
    **{("varchar", target): f"try_varchar_to_{target}({{0}})" for target in (*_WHOLE, *_FLOATING, "boolean", "date")},
    ("varchar", "timestamp"): "try_varchar_to_timestamp({0}, {p})",
    ("varchar", "decimal"): "CASE WHEN is_decimal({0}) THEN TRY_CAST(plain_number({0}) AS {type}) END",
    **{(source, "decimal"): _ROUND for source in (*_WHOLE, "decimal")},
    **{("decimal", target): _ROUND for target in _WHOLE},
}
_DENSE = python(dense)
_SHOWABLE = (*_WHOLE, *_FLOATING, "decimal", "boolean", "date", "timestamp", _ZONED, "varchar")


def _text(value: str, source: TrinoType, target: TrinoType) -> str | None:
    """A cast to varchar(n) or char(n), which cuts text and refuses what else is too long."""
    if source.base == "char":
        value, source = f"rpad({value}, {source.numbers[0]}, ' ')", VARCHAR
    if target.base == "char":
        if source.base != "varchar":
            return None
        return f"rtrim(left({value}, {target.numbers[0]}), ' ')"
    length = target.numbers[0] if target.numbers else UNBOUNDED
    if source.base == "varchar":
        within = source.numbers and source.numbers[0] <= length
        return value if within or length == UNBOUNDED else f"left({value}, {length})"
    template = ROWS.get((source.base, "varchar"))
    if template is None:
        return None
    made = template.format(value, q=(source.numbers or (0,))[0])
    if length == UNBOUNDED:
        return made
    shown = f"java_{source.base}({value}) || ' (' || {made} || ')'" if source.base in _FLOATING else made
    return f"fitting({made}, {length}, {shown})"


def _computed(value: str, source: TrinoType, target: TrinoType) -> str | None:
    """A cast that depends on more than the base types: between decimals and other numbers, and of sketches."""
    if target.base == "decimal" and source.base in (*_WHOLE, "decimal"):
        return decimal_casts.from_exact(value, source, target)
    if source.base == "decimal" and target.base in _WHOLE:
        return decimal_casts.to_whole(value, source, target)
    if source.base == "decimal" and target.base in _FLOATING:
        return decimal_casts.to_floating(value, source, target)
    if (source.base, target.base) == ("hyperloglog", "p4hyperloglog"):
        return _DENSE.sql([Typed(value, source)], target)
    if source.base == "boolean" and target.base == "decimal" and len(set(target.numbers)) == 1:
        raise NotImplementedError(f"a boolean as {target}, in which 1 has no place")
    return None


def _converter(timestamps: TimestampCast) -> Callable[[str, TrinoType, TrinoType], str | None]:
    rows = _UTC_ROWS if timestamps == "utc" else ROWS

    def made(value: str, source: TrinoType, target: TrinoType) -> str | None:  # noqa: PLR0911  one for each family
        if source in (UNKNOWN, target):
            return f"CAST({value} AS {duckdb_type(target)})" if source == UNKNOWN else value
        if "json" in (source.base, target.base):
            return json_casts.cast(value, source, target)
        if "ipaddress" in (source.base, target.base):
            return addresses.cast(value, source, target)
        if is_long(source) or is_long(target):
            return long_moments.cast(value, source, target, made)
        if source.base in NESTED:
            return convert(value, source, target, made)
        if target.base in ("varchar", "char"):
            return _text(value, source, target)
        computed = _computed(value, source, target)
        if computed is not None:
            return computed
        template = rows.get((source.base, target.base))
        if template is None:
            return None
        (p, s), (q, r) = ((*kind.numbers, 0, 0)[:2] for kind in (target, source))
        return template.format(value, type=duckdb_type(target), p=p, s=s, q=q, r=r)

    return made


def cast(value: Typed, target: TrinoType, timestamps: TimestampCast = "drop") -> str | None:
    """The SQL of ``CAST(value AS target)``, or None when there is no such cast."""
    return _converter(timestamps)(value.sql, value.type, target)


def attempt(value: Typed, target: TrinoType, timestamps: TimestampCast = "drop") -> str | None:
    """The SQL of ``TRY_CAST(value AS target)`` where it needs no TRY: NULL is cheaper than an error that is caught."""
    source = value.type
    if source == target or (source.base in _SHOWABLE and target == VARCHAR):
        return cast(value, target, timestamps)
    if source.base == "json":
        return json_casts.attempt(value.sql, source, target)
    template = _ATTEMPTS.get((source.base, target.base))
    if template is None or is_long(target) or (target.base == "timestamp" and timestamps == "utc"):
        return None
    p, s = (*target.numbers, 0, 0)[:2]
    return template.format(value.sql, type=duckdb_type(target), p=p, s=s)
