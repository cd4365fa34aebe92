"""A relation in FROM as DuckDB text with its columns."""

# ruff: noqa: S608 -- SQL is what this module makes, out of quoted parts

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tickstack.sql.coercion import Typed
from tickstack.sql.quoting import name
from tickstack.sql.scope import Field


@dataclass(frozen=True)
class Relation:
    """A relation in FROM: its DuckDB text and its columns."""

    sql: str
    fields: tuple[Field, ...]

    def uses(self, sql: str) -> bool:
        """Whether an expression is made of its columns."""
        return any(known.sql in sql for known in self.fields)

    def apart(self, called: str, *, more: Sequence[Typed] = (), condition: str = "") -> "tuple[Relation, list[Typed]]":
        """A query of the relation by the name of ``called``, with ``more`` values of its columns, which are given as
        columns of their own, and only those rows that meet the condition."""
        columns = [f"{known.sql} AS {name(f'c{index}')}" for index, known in enumerate(self.fields)]
        columns += [f"{value.sql} AS {name(f'v{index}')}" for index, value in enumerate(more)]
        lateral = "LATERAL " if self.sql.startswith("LATERAL ") else ""
        where = condition and f" WHERE {condition}"
        sql = f"{lateral}(SELECT {', '.join(columns)} FROM {self.sql}{where}) AS {name(called)}"
        fields = (replace(known, sql=f"{name(called)}.{name(f'c{i}')}") for i, known in enumerate(self.fields))
        values = [Typed(f"{name(called)}.{name(f'v{index}')}", value.type) for index, value in enumerate(more)]
        return Relation(sql, tuple(fields)), values
