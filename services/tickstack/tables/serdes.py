"""SerDes: how the lines of a table's files become columns, as DuckDB SQL over a relation ``lines("#number", line)``.

A SerDe is a row of ``SERDES`` by its Java class. Well-formed JSON lines stay inside DuckDB; only lines that need
OpenX's leniency, or have keys in another case, go through Python.
"""

# ruff: noqa: S608 -- the handlers of one table share a signature; SQL is what this module makes, out of quoted parts

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage
from tickstack.sql.quoting import literal_text, name
from tickstack.sql.type_text import hive_type
from tickstack.tables import delimited, grok, json_numbers, json_values, moment_texts, opencsv, regex_lines
from tickstack.tables.keys import NUMBER
from tickstack.tables.openx import InvalidJson, normalised, strict, written


@dataclass(frozen=True)
class Serde:
    """A SerDe: ``document`` turns a line into what ``inputs`` takes raw values from, and ``column`` types those."""

    name: str
    document: Callable[[Storage, Sequence[Column]], str]
    inputs: Callable[[Storage, Column, int], Sequence[str]]
    column: Callable[[Storage, Column, int], str]


def _flag(parameters: Mapping[str, str], name: str, default: str) -> bool:
    return parameters.get(name, default).strip().lower() == "true"


def _json_options(storage: Storage, columns: Sequence[Column], *, strict: bool) -> str:
    parameters = storage.serde_parameters
    return json.dumps(
        {
            "columns": [_json_key(storage, column) for column in columns],
            "lower": strict or _flag(parameters, "case.insensitive", "true"),
            "dots": not strict and _flag(parameters, "dots.in.keys", "false"),
            "ignore": _flag(parameters, "ignore.malformed.json", "false"),
            "strict": strict,
        }
    )


def _json_document(*, strict: bool) -> Callable[[Storage, Sequence[Column]], str]:
    def document(storage: Storage, columns: Sequence[Column]) -> str:
        options = _json_options(storage, columns, strict=strict)
        plain = "CASE WHEN json_valid(line) THEN plain_keys(json_keys(line)) ELSE false END"
        if _flag(storage.serde_parameters, "dots.in.keys", "false"):
            plain = "false"
        first = "" if strict else "WHEN left(line, 1) NOT IN ('{', '[') THEN NULL "
        other = f"json_line(line, {literal_text(options)})"
        return f"CASE {first}WHEN left(line, 1) = '{{' AND {plain} THEN line ELSE {other} END"

    return document


def _json_key(storage: Storage, column: Column) -> str:
    mapped = storage.serde_parameters.get(f"mapping.{column.name}", column.name)
    return mapped.lower() if _flag(storage.serde_parameters, "case.insensitive", "true") else mapped


def _json_inputs(storage: Storage, column: Column, index: int) -> Sequence[str]:
    """A value as text and as JSON, in which numbers stand as they are written where the type has a place for that."""
    key = _json_key(storage, column)
    at = json_values.pointer(key)
    text, value = f"json_extract_string(document, {at})", f"json_extract(document, {at})"
    if json_numbers.exact(hive_type(column.type)):
        spelt = f"CAST(json_spelt(document, {literal_text(key)}, {literal_text(column.type)}) AS JSON)"
        value = f"CASE WHEN {json_numbers.fractions(value)} THEN {spelt} ELSE {value} END"
        text = f"json_extract_string({value}, '$')"
    return f'{text} AS "t{index}"', f'{value} AS "j{index}"'


def _json_column(storage: Storage, column: Column, index: int) -> str:
    lenient = _flag(storage.serde_parameters, "use.null.for.invalid.data", "false")
    how = json_values.How(lenient, moment_texts.formats_of(storage))
    return json_values.decode(f'"t{index}"', f'"j{index}"', hive_type(column.type), index, how)


def json_line(line: str | None, options: str) -> str | None:
    """A line as a JSON object with canonical keys: the Python function behind the SQL function of this name.

    Raises ValueError of text ``!HIVE_CURSOR_ERROR|message!`` for a malformed line that is not to be ignored.
    """
    if line is None:
        return None
    chosen = json.loads(options)
    try:
        if chosen["strict"]:
            return _strict_line(line)
        return normalised(line, chosen["columns"], lower=chosen["lower"], dots=chosen["dots"])
    except (InvalidJson, RecursionError) as error:
        if chosen["ignore"]:
            return None
        raise ValueError(f"!HIVE_CURSOR_ERROR|Row is not a valid JSON Object - JSONException: {error}!") from None


def _strict_line(line: str) -> str:
    """Hive's own JSON: one object, keys of columns in any case, none twice. Within a column keys stay as they are."""
    value = strict(line)
    if not isinstance(value, dict):
        raise InvalidJson("A JSONObject text must begin with '{' at 1 [character 2 line 1]")
    made = {key.lower(): each for key, each in value.items()}
    if len(made) != len(value):
        raise InvalidJson("Duplicate field")
    return written(made)


def _unsupported(what: str) -> QueryError:
    return QueryError("NOT_SUPPORTED", f"tickstack does not support {what}", type=1200)


SERDES = {
    "org.openx.data.jsonserde.JsonSerDe": Serde("OpenX JSON", _json_document(strict=False), _json_inputs, _json_column),
    "org.apache.hive.hcatalog.data.JsonSerDe": Serde(
        "Hive JSON", _json_document(strict=True), _json_inputs, _json_column
    ),
    "org.apache.hadoop.hive.serde2.JsonSerDe": Serde(
        "Hive JSON", _json_document(strict=True), _json_inputs, _json_column
    ),
    "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe": Serde(
        "text", delimited.document, delimited.inputs, delimited.column
    ),
    "org.apache.hadoop.hive.serde2.OpenCSVSerde": Serde("text", opencsv.document, opencsv.inputs, opencsv.column),
    "com.amazon.emr.hive.serde.CloudTrailSerde": Serde(
        "OpenX JSON", _json_document(strict=False), _json_inputs, _json_column
    ),
    "com.amazonaws.glue.serde.GrokSerDe": Serde("text", grok.document, grok.inputs, grok.column),
    "org.apache.hadoop.hive.serde2.RegexSerDe": Serde(
        "text", regex_lines.document, regex_lines.inputs, regex_lines.column
    ),
}

MACROS = (
    (
        "plain_keys(k)",
        "len(k) = len(list_distinct(k)) AND coalesce(array_to_string(k, '') = lower(array_to_string(k, '')), true)",
    ),
)


def select(storage: Storage, columns: Sequence[Column], lines: str) -> str:
    """``SELECT "#number", columns`` over the relation ``lines``. Raises NOT_SUPPORTED for a SerDe that is not a row."""
    serde = SERDES.get(storage.serde)
    if serde is None:
        raise _unsupported(f"tables of SerDe {storage.serde or '(none)'}")
    values = [f"{serde.column(storage, column, index)} AS {name(column.name)}" for index, column in enumerate(columns)]
    document = serde.document(storage, columns)
    inputs = [each for index, column in enumerate(columns) for each in serde.inputs(storage, column, index)]
    documents = f"SELECT {NUMBER}, {document} AS document FROM ({lines})"
    raw = f"SELECT {', '.join([NUMBER, *inputs])} FROM ({documents})"
    return f"SELECT {', '.join([NUMBER, *values])} FROM ({raw})"


__all__ = ["MACROS", "SERDES", "json_line", "select"]
