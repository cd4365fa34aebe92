"""From a JSON value to a column's type, as DuckDB SQL: one row for each base type.

``{text}`` is the value as text and ``{json}`` as JSON; both are NULL where the key is missing or null. A bare ``NaN``
is NULL, so that ``max()`` passes over it as it does on Athena.
"""

# ruff: noqa: ARG001, ARG005 -- the handlers of one table share a signature; SQL is what this module makes, out of quoted parts

from collections.abc import Callable
from dataclasses import dataclass

from tickstack.errors import QueryError
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables import moment_texts


@dataclass(frozen=True)
class How:
    """How values are read: ``lenient`` gives NULL for bad data, ``formats`` are patterns of moments."""

    lenient: bool = False
    formats: str = ""


def pointer(key: str) -> str:
    """A DuckDB literal of the JSON pointer to ``key``."""
    return "'/" + key.replace("~", "~0").replace("/", "~1").replace("'", "''") + "'"


def _checked(value: str) -> Callable[[str, str, TrinoType, int, How], str]:
    """A scalar whose text must read as ``value`` says, or the row is bad data (or NULL, if the SerDe is told so)."""

    def decode(text: str, json: str, kind: TrinoType, field: int, how: How) -> str:
        read = value.replace("{text}", "{0}").replace("{type}", "{1}")
        if kind.base == "timestamp":
            read = moment_texts.reader(how.formats, read)
        made = read.format(text, duckdb_type(kind))
        if how.lenient:
            return made
        message = f"'!HIVE_BAD_DATA|Error parsing field value ''' || {text} || ''' for field {field}!'"
        refused = f"CAST(CAST({message} AS INTEGER) AS {duckdb_type(kind)})"
        if kind.base in ("date", "timestamp"):
            refused = f"CAST({message} AS {duckdb_type(kind)})"
        absent = f"{text} IS NULL OR {text} = 'NaN'" if kind.base in ("double", "real") else f"{text} IS NULL"
        return f"CASE WHEN {absent} THEN NULL WHEN ({made}) IS NOT NULL THEN {made} ELSE {refused} END"

    return decode


def _array(text: str, json: str, kind: TrinoType, field: int, how: How) -> str:
    element = decode("json_extract_string(\"e\", '$')", '"e"', kind.inner[0], field, how)
    several = f'list_transform(CAST({json} AS JSON[]), lambda "e": {element})'
    single = f"[{decode(text, json, kind.inner[0], field, how)}]"
    absent = f"{text} IS NULL OR trim({text}) = ''"
    return f"CASE WHEN {absent} THEN NULL WHEN json_type({json}) = 'ARRAY' THEN {several} ELSE {single} END"


def _map(text: str, json: str, kind: TrinoType, field: int, how: How) -> str:
    at = """'/' || replace(replace("k", '~', '~0'), '/', '~1')"""
    key = decode('"k"', 'to_json("k")', kind.inner[0], field, how)
    value = decode(f"json_extract_string({json}, {at})", f"json_extract({json}, {at})", kind.inner[1], field, how)
    keys = f'list_transform(json_keys({json}), lambda "k": {key})'
    values = f'list_transform(json_keys({json}), lambda "k": {value})'
    return f"CASE WHEN json_type({json}) = 'OBJECT' THEN map({keys}, {values}) END"


def _row(text: str, json: str, kind: TrinoType, field: int, how: How) -> str:
    parts = []
    for index, (name, inner) in enumerate(zip(kind.names, kind.inner, strict=True)):
        wanted = (name or "").replace("'", "''")
        at = f"""'/' || list_filter(json_keys({json}), lambda "n": lower("n") = '{wanted}')[1]"""
        value = decode(f"json_extract_string({json}, {at})", f"json_extract({json}, {at})", inner, field, how)
        parts.append(f"f{index} := {value}")
    return f"CASE WHEN json_type({json}) = 'OBJECT' THEN struct_pack({', '.join(parts)}) END"


_WHOLE = "CASE WHEN regexp_full_match({text}, '[+-]?\\d+') THEN TRY_CAST({text} AS {type}) END"
_FLOATING = "CASE WHEN {text} <> 'NaN' THEN TRY_CAST({text} AS {type}) END"
_MOMENT = (
    "CASE WHEN regexp_full_match({text}, '\\d+(\\.\\d+)?') THEN "
    "make_timestamp(CAST(CAST({text} AS DOUBLE) * CASE WHEN length(split_part({text}, '.', 1)) > 10 THEN 1000 "
    "ELSE 1000000 END AS BIGINT)) WHEN regexp_matches({text}, '[+-]\\d\\d:?\\d\\d$|Z$') "
    "THEN timezone('UTC', TRY_CAST({text} AS TIMESTAMPTZ)) ELSE TRY_CAST({text} AS TIMESTAMP) END"
)

ROWS: dict[str, Callable[[str, str, TrinoType, int, How], str]] = {
    "varchar": lambda text, json, kind, field, how: f"left({text}, {kind.numbers[0]})" if kind.numbers else text,
    "char": lambda text, json, kind, field, how: f"rtrim(left({text}, {kind.numbers[0]}), ' ')",
    "boolean": lambda text, json, kind, field, how: f"(lower({text}) = 'true')",
    "varbinary": lambda text, json, kind, field, how: f"from_base64({text})",
    "double": _checked(_FLOATING),
    "real": _checked(_FLOATING),
    **{base: _checked(_WHOLE) for base in ("tinyint", "smallint", "integer", "bigint")},
    "decimal": _checked("TRY_CAST({text} AS {type})"),
    "date": _checked("TRY_CAST(left({text}, 10) AS DATE)"),
    "timestamp": _checked(_MOMENT),
    "array": _array,
    "map": _map,
    "row": _row,
}


def decode(text: str, json: str, kind: TrinoType, field: int, how: How) -> str:
    """The SQL of a value of column ``field``; ``how`` says what to do with what does not read as its type."""
    if kind.base not in ROWS:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not support JSON columns of type {kind}", type=1200)
    return ROWS[kind.base](text, json, kind, field, how)
