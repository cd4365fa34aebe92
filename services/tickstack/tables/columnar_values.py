"""A column of a file converted to its type in the table, as DuckDB SQL."""

from dataclasses import dataclass

from tickstack.sql.quoting import literal_text
from tickstack.sql.types import TrinoType, duckdb_type
from tickstack.tables.columnar import FileType, Fitting, MismatchError

type _Path = tuple[str, ...]
"""The names that lead to a value within a column: a field's, or ``item``, ``key`` and ``value``."""


@dataclass(frozen=True)
class Conversion:
    """What goes into which type is said by ``fitting``."""

    fitting: Fitting

    def of(self, sql: str, found: FileType | None, kind: TrinoType, path: _Path = ()) -> str:
        """``sql``, which DuckDB reads as ``found``, as the carrier of ``kind``. Raises MismatchError."""
        if found is None or kind.base not in self.fitting.get(found.base, frozenset()):
            raise MismatchError(path, found, kind)
        nested = {"array": self._array, "map": self._map, "row": self._row}.get(kind.base)
        return _scalar(sql, found, kind) if nested is None else nested(sql, found, kind, path)

    def _array(self, sql: str, found: FileType, kind: TrinoType, path: _Path) -> str:
        element = f'"e{len(path)}"'
        made = self.of(element, found.inner[0], kind.inner[0], (*path, "item"))
        return sql if made == element else f"list_transform({sql}, lambda {element}: {made})"

    def _map(self, sql: str, found: FileType, kind: TrinoType, path: _Path) -> str:
        key, value = f'"k{len(path)}"', f'"v{len(path)}"'
        keys = self.of(key, found.inner[0], kind.inner[0], (*path, "key"))
        values = self.of(value, found.inner[1], kind.inner[1], (*path, "value"))
        if keys == key and values == value:
            return sql
        made = (
            f"map(list_transform(map_keys({sql}), lambda {key}: {keys}), "
            f"list_transform(map_values({sql}), lambda {value}: {values}))"
        )
        return f"CASE WHEN {sql} IS NOT NULL THEN {made} END"

    def _row(self, sql: str, found: FileType, kind: TrinoType, path: _Path) -> str:
        there = {name.lower(): (name, inner) for name, inner in zip(found.names, found.inner, strict=True)}
        fields = []
        for index, (name, inner) in enumerate(zip(kind.names, kind.inner, strict=True)):
            spelt, held = there.get((name or "").lower(), (None, None))
            if spelt is None:
                made = f"CAST(NULL AS {duckdb_type(inner)})"
            else:
                made = self.of(f"struct_extract({sql}, {literal_text(spelt)})", held, inner, (*path, spelt))
            fields.append(f"f{index} := {made}")
        return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(fields)}) END"


def _scalar(sql: str, found: FileType, kind: TrinoType) -> str:
    if kind.base == "timestamp":
        local = f"timezone('UTC', {sql})" if found.base == "timestamp with time zone" else sql
        return f"timestamp_round(CAST({local} AS TIMESTAMP), {(kind.numbers or (3,))[0]})"
    if kind.base in ("varchar", "char"):
        text = f"decode({sql})" if found.base == "blob" else sql
        if kind.base == "char":
            return f"rtrim(left({text}, {kind.numbers[0]}), ' ')"
        return f"left({text}, {kind.numbers[0]})" if kind.numbers else text
    if kind.base == "varbinary":
        return f"encode({sql})" if found.base == "varchar" else sql
    return sql if found.base == duckdb_type(kind).lower() else f"CAST({sql} AS {duckdb_type(kind)})"
