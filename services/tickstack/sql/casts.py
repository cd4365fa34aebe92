"""CAST: one row for each pair of base types, https://trino.io/docs/current/functions/conversion.html.

``{0}`` is the value, ``{type}`` the DuckDB type of the target, ``{p}`` the target's precision and ``{q}`` the source's.
A pair without a row is in ``MISSING``, or Trino cannot cast it either.
"""

from typing import Literal

from tickstack.sql.coercion import NUMBERS, Typed
from tickstack.sql.types import UNKNOWN, TrinoType, duckdb_type

TimestampCast = Literal["drop", "utc"]  # what text with a zone gives as a timestamp: its local time, or UTC

_PLAIN = "CAST({0} AS {type})"
_WHOLE = NUMBERS[:4]
_FLOATING = ("real", "double")
_ZONED = "timestamp with time zone"

ROWS: dict[tuple[str, str], str] = {
    **{(source, target): _PLAIN for source in (*_WHOLE, "decimal", "boolean") for target in (*NUMBERS, "boolean")},
    **{(source, target): f"float_to_{target}(CAST({{0}} AS DOUBLE))" for source in _FLOATING for target in _WHOLE},
    **{(source, target): _PLAIN for source in _FLOATING for target in (*_FLOATING, "decimal", "boolean")},
    **{("varchar", target): f"varchar_to_{target}({{0}})" for target in (*_WHOLE, "double", "boolean", "date")},
    **{(source, "varchar"): "CAST({0} AS VARCHAR)" for source in (*_WHOLE, "decimal", "boolean", "date", "varchar")},
    ("varchar", "real"): "varchar_to_float({0})",
    ("varchar", "decimal"): "CAST(trim({0}) AS {type})",
    ("varchar", "timestamp"): "varchar_to_timestamp({0}, {p})",
    ("real", "varchar"): "real_to_varchar({0})",
    ("double", "varchar"): "double_to_varchar({0})",
    ("timestamp", "varchar"): "timestamp_to_varchar({0}, {q})",
    (_ZONED, "varchar"): "zoned_to_varchar({0}, {q})",
    ("varchar", _ZONED): "varchar_to_zoned({0}, {p})",
    ("date", "timestamp"): _PLAIN,
    ("date", _ZONED): "utc_zoned(CAST({0} AS TIMESTAMP))",
    ("date", "date"): "{0}",
    ("timestamp", "date"): _PLAIN,
    ("timestamp", "timestamp"): "timestamp_round({0}, {p})",
    ("timestamp", _ZONED): "utc_zoned(timestamp_round({0}, {p}))",
    (_ZONED, "timestamp"): "timestamp_round(zoned_to_local({0}), {p})",
    (_ZONED, "date"): "CAST(zoned_to_local({0}) AS DATE)",
    (_ZONED, _ZONED): "{0}",
    ("char", "varchar"): "rtrim({0}, ' ')",
    ("varchar", "varbinary"): "encode({0})",
}


UTC_ROWS = ROWS | {("varchar", "timestamp"): "varchar_to_utc({0}, {p})"}

_NESTED = ("array", "map", "row")
_SPANS = ("interval day to second", "interval year to month")

MISSING: frozenset[tuple[str, str]] = frozenset(
    {
        *((source, "json") for source in (*NUMBERS, *_NESTED, "boolean", "varchar", "date", "timestamp", "json")),
        *(("json", target) for target in (*NUMBERS, *_NESTED, "boolean", "varchar")),
        *((source, "time") for source in ("varchar", "time", "timestamp", _ZONED)),
        *(("time", target) for target in ("varchar", "timestamp", _ZONED)),
        *((span, "varchar") for span in _SPANS),
        ("varchar", "uuid"),
        ("uuid", "varchar"),
        ("varbinary", "uuid"),
        ("uuid", "varbinary"),
        ("map", "map"),
        ("row", "row"),
    }
)


def missing(source: TrinoType, target: TrinoType) -> bool:
    """Whether Trino casts what is not a row here yet."""
    if source.base == target.base == "array":
        return cast(Typed("", source.inner[0]), target.inner[0]) is None and missing(source.inner[0], target.inner[0])
    return (source.base, target.base) in MISSING


def _row(source: TrinoType, target: TrinoType, timestamps: TimestampCast) -> str | None:
    if source == UNKNOWN:
        return _PLAIN
    if source.base == "array" and target.base == "array":
        element = cast(Typed('"e"', source.inner[0]), target.inner[0], timestamps)
        if element is None:
            return None
        return 'list_transform({0}, lambda "e": ' + element.replace("{", "{{").replace("}", "}}") + ")"
    if source == target:
        return "{0}"
    if target.base == "char":
        return "rpad(" + (ROWS.get((source.base, "varchar")) or "{0}") + ", {p}, ' ')"
    rows = UTC_ROWS if timestamps == "utc" else ROWS
    return rows.get((source.base, target.base))


def cast(value: Typed, target: TrinoType, timestamps: TimestampCast = "drop") -> str | None:
    """The SQL of ``CAST(value AS target)``, or None when there is no row for it."""
    row = _row(value.type, target, timestamps)
    if row is None:
        return None
    precision, scale = (target.numbers or (0,))[0], (value.type.numbers or (0,))[0]
    made = row.format(value.sql, type=duckdb_type(target), p=precision, q=scale)
    if target.base != "varchar" or not target.numbers:
        return made
    return f"{'left' if value.type.base in ('varchar', 'char', 'unknown') else 'fitting'}({made}, {target.numbers[0]})"
