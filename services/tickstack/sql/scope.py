"""What names mean at a place in a query: the columns of the relations in FROM, and those of the queries around it."""

# ruff: noqa: RET503 -- fail() never returns

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlglot import exp

from tickstack.glue.model import CatalogReader, Table
from tickstack.sql.casts import TimestampCast
from tickstack.sql.coercion import Typed
from tickstack.sql.failures import Source
from tickstack.sql.row_patterns.matching.stage import Source as Rows
from tickstack.sql.row_patterns.matching.stage import Stage
from tickstack.sql.types import TrinoType

CATALOG = "awsdatacatalog"
HELD = '"held"'  # what is outside of a lambda, inside of it


@dataclass(frozen=True)
class Field:
    """A column of a relation: its name as spelt, its DuckDB expression, and the name parts that may stand before it.

    ``*`` leaves a ``hidden`` one out.
    """

    name: str | None
    sql: str
    type: TrinoType
    qualifier: tuple[str, ...] = ()
    hidden: bool = False

    def answers(self, parts: Sequence[str]) -> bool:
        """Whether ``a.b.c`` in lower case means this column."""
        if self.name is None or self.name.lower() != parts[-1]:
            return False
        before = tuple(parts[:-1])
        return not before or self.qualifier[-len(before) :] == before


@dataclass(frozen=True)
class Scope:
    """Columns in order, and the scope around. A lambda's are its parameters, and it notes in ``captured`` which columns
    of a subquery it uses, with the name that it has for each.
    """

    fields: tuple[Field, ...] = ()
    parent: "Scope | None" = None
    captured: dict[str, str] | None = field(default=None, compare=False)

    def around(self) -> Iterator["Scope"]:
        """This scope and those around it, inside out."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


@dataclass(frozen=True)
class Output:
    """A column of a query: its name, or None, and its type."""

    name: str | None
    type: TrinoType


@dataclass(frozen=True)
class Query:
    """A translated query: its columns are called ``c0``, ``c1``, ... in ``sql``."""

    sql: str
    columns: tuple[Output, ...]


@dataclass(frozen=True)
class Shared:
    """A query named by WITH: under which name DuckDB knows it, its columns, and what one use of it scans."""

    sql_name: str
    columns: tuple[Output, ...]
    scans: Counter[str]


@dataclass
class Work:
    """What the translation of one statement gathers: tables by scan name, how often each is scanned, fresh names.

    ``definitions`` are the queries named by WITH around the place, ``stages`` what is to be done before the statement,
    ``measures`` what windows with row patterns have and ``aggregates`` are over them, by their nodes.
    """

    source: Source
    catalog: CatalogReader
    database: str
    tables: dict[str, Table] = field(default_factory=dict)
    scans: Counter[str] = field(default_factory=Counter)
    timestamp_cast: TimestampCast = "drop"
    parameters: Sequence[Typed] = ()
    placeholders: dict[int, int] = field(default_factory=dict)
    references: list[tuple[Scope, Field, exp.Expr]] = field(default_factory=list)
    names: int = 0
    definitions: tuple[str, ...] = ()
    stages: list[Stage | Rows] = field(default_factory=list)
    aggregates: dict[int, Typed] = field(default_factory=dict)
    measures: dict[tuple[int, ...], Mapping[str, Sequence[Typed]]] = field(default_factory=dict)
    prunes: dict[str, list[str]] = field(default_factory=dict)

    def fresh(self, prefix: str) -> str:
        """A name that nothing else in the statement has."""
        self.names += 1
        return f"{prefix}{self.names}"

    def next_stage(self) -> str:
        """The name of a stage that is added at once: of all views, too, no other has it."""
        return f"match{len(self.stages)}"

    def scan(self, table: Table) -> str:
        """The name under which the rows of ``table`` are found."""
        name = next((name for name, known in self.tables.items() if known is table or known == table), None)
        if name is None:
            name = f"scan{len(self.tables)}"
            self.tables[name] = table
        self.scans[name] += 1
        return name


def _seen(scope: Scope, level: Scope, found: Field) -> Field:
    """A column of ``level`` as ``scope`` has it: in a lambda of a subquery, DuckDB finds none of its columns."""
    captured: dict[str, str] | None = None
    query = scope
    for each in scope.around():
        query = each
        if each.captured is None or each is level:
            break
        captured = each.captured
    if captured is None or query.captured is not None or query.parent is None:
        return found
    name = f"struct_extract({HELD}, 'c{len(captured)}')"
    return replace(found, sql=captured.setdefault(found.sql, name))


@dataclass(frozen=True)
class Found:
    """A column that a name means, how many parts of the name it takes, and the scope it belongs to.

    ``field`` is the column as the place of the name has it, ``origin`` as its scope has it.
    """

    field: Field
    origin: Field
    used: int
    level: Scope


def find(scope: Scope, parts: Sequence[str], node: exp.Expr, source: Source) -> Found | None:
    """The column that ``parts`` name in the innermost scope that has one. Raises AMBIGUOUS_NAME."""
    lowered = [part.lower() for part in parts]
    for level in scope.around():
        for used in range(len(lowered), 0, -1):
            found = [known for known in level.fields if known.answers(lowered[:used])]
            if len(found) > 1:
                source.fail("AMBIGUOUS_NAME", f"Column '{'.'.join(parts)}' is ambiguous", node)
            if found and (used == len(lowered) or found[0].type.base == "row"):
                return Found(found[0], found[0], used, level)
    return None


def resolve(scope: Scope, parts: Sequence[str], node: exp.Expr, source: Source) -> Found:
    """The column that ``parts`` name; those that it does not take are fields of a row.

    Raises COLUMN_NOT_FOUND or AMBIGUOUS_NAME.
    """
    found = find(scope, parts, node, source)
    if found is not None:
        return replace(found, field=_seen(scope, found.level, found.origin))
    message = (
        f"Column '{'.'.join(parts)}' cannot be resolved or requester is not authorized to access requested resources"
    )
    source.fail("COLUMN_NOT_FOUND", message, node)
