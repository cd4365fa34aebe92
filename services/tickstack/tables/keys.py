"""What the rows of a file have in common: the partition's values and, where they are asked for, the hidden columns."""

from collections.abc import Iterator, Sequence

from tickstack.errors import QueryError
from tickstack.glue.model import Table
from tickstack.sql.casts import cast
from tickstack.sql.coercion import text
from tickstack.sql.queries.hidden_columns import HIDDEN
from tickstack.sql.quoting import literal_text, name
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TIMESTAMP_TZ, duckdb_type
from tickstack.tables.files import Part, StoredObject, Values

# No column of a table has these names.
NUMBER, PATH = '"#number"', '"#path"'
PART = f"CAST(regexp_extract({{path}}, '-(\\d+)\\.\\w+$', 1) AS INTEGER) AS {NUMBER}"
FILE = f"CAST(regexp_extract({{path}}, '(\\d+)-\\d+\\.\\w+$', 1) AS INTEGER) AS {NUMBER}"

NONE = f"0 AS {NUMBER}"
"""What goes first where no number is wanted: DuckDB reads the first column where a statement uses none."""


def of_values(table: Table, values: Sequence[Values], relation: str = "k") -> str:
    """A relation of the numbers of partitions and their typed values."""
    rows = [[str(number), *_values(table, each)] for number, each in enumerate(values)]
    return _relation([key.name for key in table.partition_keys], rows, relation)


def of_files(table: Table, parts: Sequence[Part], sources: Sequence[tuple[int, StoredObject]]) -> str:
    """A relation ``k`` of the numbers of files, typed partition values and hidden columns."""
    rows = [
        [str(number), *_values(table, parts[part].values), *_hidden(item)]
        for number, (part, item) in enumerate(sources)
    ]
    return _relation([*(key.name for key in table.partition_keys), *HIDDEN], rows)


def _relation(columns: Sequence[str], rows: Sequence[Sequence[str]], relation: str = "k") -> str:
    listed = ", ".join(f"({', '.join(row)})" for row in rows)
    return f"(VALUES {listed}) AS {name(relation)}({', '.join([NUMBER, *map(name, columns)])})"


def _values(table: Table, values: Values) -> Iterator[str]:
    for key, value in zip(table.partition_keys, values, strict=True):
        kind = hive_type(key.type)
        made = "NULL" if value is None else cast(text(value), kind)
        if made is None:
            raise QueryError("NOT_SUPPORTED", f"tickstack does not support partition keys of type {kind}", type=1200)
        yield f"CAST({made} AS {duckdb_type(kind)})"


def _hidden(item: StoredObject) -> tuple[str, ...]:
    moment = f"TIMESTAMP '{item.modified:%Y-%m-%d %H:%M:%S.%f}'" if item.modified is not None else ""
    made = f"struct_pack(instant := {moment}, zone := 'UTC')" if moment else "NULL"
    return (
        literal_text(item.url),
        f"CAST({item.size} AS BIGINT)",
        f"CAST({made} AS {duckdb_type(TIMESTAMP_TZ)})",
    )
