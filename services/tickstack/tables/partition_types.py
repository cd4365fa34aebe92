"""Columns of a partition that have other types than those of the table: converted to the table's, or refused.

A partition keeps the columns that the table had when it was added. They are compared by name in Parquet, Avro and JSON,
and in ORC where it goes by names; by place in all else. That is what engine version 3's Trino does; of JSON and Avro
the guide says that they go by place: https://docs.aws.amazon.com/athena/latest/ug/updates-and-partitions.html.
What may differ is the HiveCoercionPolicy of https://github.com/trinodb/trino/blob/422/plugin/trino-hive.
"""

from collections.abc import Iterator, Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Column, Storage, Table
from tickstack.sql.nested import convert
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables.files import Part
from tickstack.tables.forms import FORMS
from tickstack.tables.serdes import SERDES

_WHOLE = ("tinyint", "smallint", "integer", "bigint")
_INTO = {
    "varchar": frozenset(("varchar", *_WHOLE)),
    "char": frozenset(("char",)),
    "tinyint": frozenset(("smallint", "integer", "bigint", "varchar")),
    "smallint": frozenset(("integer", "bigint", "varchar")),
    "integer": frozenset(("bigint", "varchar")),
    "bigint": frozenset(("varchar",)),
    "real": frozenset(("double", "decimal")),
    "double": frozenset(("real", "decimal")),
    "decimal": frozenset(("decimal", "real", "double", "varchar")),
}


def check(table: Table, parts: Sequence[Part]) -> None:
    """Raise HIVE_PARTITION_SCHEMA_MISMATCH for a partition that has a column of a type that does not go into ours."""
    if not table.partition_keys:
        return
    seen = {table.storage.columns}
    for part in parts:
        if part.storage.columns not in seen:
            seen.add(part.storage.columns)
            for ours, theirs in _pairs(table.storage, part.storage):
                if not goes_into(hive_type(theirs.type), hive_type(ours.type)):
                    raise _mismatch(table, part, ours, theirs)


def _pairs(ours: Storage, theirs: Storage) -> Iterator[tuple[Column, Column]]:
    if _by_place(theirs):
        return zip(ours.columns, theirs.columns, strict=False)
    there = {column.name.lower(): column for column in theirs.columns}
    return ((column, there[column.name.lower()]) for column in ours.columns if column.name.lower() in there)


def _by_place(storage: Storage) -> bool:
    form, serde = FORMS.get(storage.serde), SERDES.get(storage.serde)
    return form.goes_by_index(storage) if form is not None else serde is None or serde.name == "text"


def _mismatch(table: Table, part: Part, ours: Column, theirs: Column) -> QueryError:
    values = ("__HIVE_DEFAULT_PARTITION__" if value is None else value for value in part.values)
    name = "/".join(f"{key.name}={value}" for key, value in zip(table.partition_keys, values, strict=True))
    message = (
        "There is a mismatch between the table and partition schemas. The types are incompatible and cannot be coerced."
        f" The column '{ours.name}' in table '{table.database}.{table.name}' is declared as type '{ours.type}', "
        f"but partition '{name}' declared column '{theirs.name}' as type '{theirs.type}'."
    )
    return QueryError("HIVE_PARTITION_SCHEMA_MISMATCH", message)


def goes_into(theirs: TrinoType, ours: TrinoType) -> bool:
    """Whether values of a type are converted to another."""
    if theirs == ours:
        return True
    if theirs.base != ours.base or not theirs.inner:
        return ours.base in _INTO.get(theirs.base, ())
    fields = zip(theirs.names, ours.names, strict=False)
    if any((one or "").lower() != (other or "").lower() for one, other in fields):
        return False
    return all(goes_into(*pair) for pair in zip(theirs.inner, ours.inner, strict=False))


def own_type(storage: Storage, name: str, index: int, kind: TrinoType, *, by_index: bool) -> TrinoType:
    """The type that a column has in the partition: that of the table where it has none, or one that cannot be known."""
    if by_index:
        found = storage.columns[index] if index < len(storage.columns) else None
    else:
        found = next((column for column in storage.columns if column.name.lower() == name.lower()), None)
    theirs = kind if found is None else hive_type(found.type)
    return theirs if converted("x", theirs, kind) is not None else kind


def converted(sql: str, theirs: TrinoType, ours: TrinoType) -> str | None:
    """A value of the partition's type as one of the table's; None where it does not go into it as it is."""
    if theirs == ours:
        return sql
    if theirs.inner:
        return convert(sql, theirs, ours, converted) if theirs.names == ours.names else None
    if ours.base not in _INTO.get(theirs.base, ()):
        return None
    if theirs.base == "varchar" and ours.base in _WHOLE:
        return f"CASE WHEN regexp_full_match({sql}, '[+-]?\\d+') THEN TRY_CAST({sql} AS {duckdb_type(ours)}) END"
    made = sql if theirs.base == ours.base == "varchar" else f"CAST({sql} AS {duckdb_type(ours)})"
    return f"left({made}, {ours.numbers[0]})" if ours.base in ("varchar", "char") and ours.numbers else made
