"""The columns of a table out of Parquet files on disk, by the rules of the formats that the files were of."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tickstack.errors import QueryError
from tickstack.glue.model import Storage, Table
from tickstack.sql.quoting import literal_text
from tickstack.sql.quoting import name as quoted
from tickstack.sql.type_text import hive_type
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables import keys, partition_types
from tickstack.tables.columnar import Column, Footer, Form, Mismatch, MismatchError
from tickstack.tables.columnar_values import Conversion
from tickstack.tables.files import StoredObject


@dataclass(frozen=True)
class Reader:
    """The columns of a table from files on disk; ``objects`` says which each came from."""

    table: Table
    footers: Mapping[str, Footer]
    objects: Mapping[str, StoredObject]

    def selects(self, form: Form, storage: Storage, paths: Sequence[Path], part: str) -> list[str]:
        """A SELECT for each schema of ``paths``; ``part`` goes before the columns."""
        groups: dict[tuple[Column, ...], list[str]] = {}
        for path in map(str, paths):
            groups.setdefault(self.footers[path].columns, []).append(path)
        made = []
        for columns, files in groups.items():
            values = self._values(form, storage, columns, self.objects[files[0]])
            listed = ", ".join(map(literal_text, files))
            named = f", filename = {literal_text(keys.PATH[1:-1])}" if "{path}" in part else ""
            columns_of = ", ".join([part.format(path=keys.PATH), *values])
            made.append(f"SELECT {columns_of} FROM read_parquet([{listed}]{named})")
        return made

    def _values(self, form: Form, storage: Storage, columns: Sequence[Column], item: StoredObject) -> Iterable[str]:
        by_index = form.goes_by_index(storage)
        there = {column.name.lower(): column for column in columns}
        conversion = Conversion(form.fitting)
        for index, declared in enumerate(self.table.storage.columns):
            kind = hive_type(declared.type)
            column = there.get(declared.name.lower())
            if by_index:
                column = columns[index] if index < len(columns) else None
            if column is None:
                value = f"CAST(NULL AS {duckdb_type(kind)})"
            else:
                own = partition_types.own_type(storage, declared.name, index, kind, by_index=by_index)
                try:
                    read = conversion.of(quoted(column.place or column.name), column.type, own)
                    value = partition_types.converted(read, own, kind) or read
                except MismatchError as error:
                    value = _refused(form.mismatch(Mismatch(column, declared.name, kind, error, item)), kind)
            yield f"{value} AS {quoted(declared.name)}"


def _refused(error: QueryError, kind: TrinoType) -> str:
    """A value that is an error once it is read: a statement that does not use the column does not mind."""
    message = f"!{error.name}|{error.message}!"
    return f"CAST(CAST(CAST({literal_text(message)} AS INTEGER) AS VARCHAR) AS {duckdb_type(kind)})"
