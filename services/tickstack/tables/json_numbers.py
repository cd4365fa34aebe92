"""Numbers of JSON as they are written: DuckDB makes doubles of fractions, which decimals and texts must not become."""

from typing import Any

from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType
from tickstack.tables.openx import Number, first, written

_TEXTS = ("varchar", "char")


def exact(kind: TrinoType) -> bool:
    """Whether a value of ``kind`` has a place for a number as it is written."""
    return kind.base in (*_TEXTS, "decimal") or any(map(exact, kind.inner))


def fractions(value: str) -> str:
    """The condition that the JSON ``value`` has a number with a fraction or an exponent, or a text that looks alike."""
    return (
        f"json_type({value}) = 'DOUBLE' OR (json_type({value}) IN ('ARRAY', 'OBJECT') "
        f"AND regexp_matches(CAST({value} AS VARCHAR), '[:,\\[]-?\\d+[.eE]'))"
    )


def json_spelt(document: str, key: str, kind: str) -> str:
    """A member of a document as JSON, in which texts stand for the numbers that are texts or decimals in ``kind``, a
    type of Hive's: the Python function behind the SQL function of this name."""
    return written(_spelt(first(document).get(key), hive_type(kind)))


def _spelt(value: Any, kind: TrinoType) -> Any:
    if kind.base in _TEXTS:
        return str(value) if isinstance(value, str) else None if value is None else written(value)
    if kind.base == "array":
        held = kind.inner[0]
        return [_spelt(each, held) for each in value] if isinstance(value, list) else _spelt(value, held)
    if isinstance(value, Number):
        return str(value) if kind.base == "decimal" else value
    if isinstance(value, dict) and kind.base == "map":
        return {key: _spelt(each, kind.inner[1]) for key, each in value.items()}
    if isinstance(value, dict) and kind.base == "row":
        fields = {(name or "").lower(): inner for name, inner in zip(kind.names, kind.inner, strict=True)}
        return {key: _spelt(each, fields[key.lower()]) for key, each in value.items() if key.lower() in fields}
    return value
