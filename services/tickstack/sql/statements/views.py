"""CREATE, DROP and SHOW CREATE VIEW as data, and the text in which Glue keeps a view.

The syntax has been checked before: these only find the parts.
https://docs.aws.amazon.com/athena/latest/ug/create-view.html
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass

from tickstack.sql.hive.reader import Reader
from tickstack.sql.hive.statements import TableName
from tickstack.sql.types import TrinoType

PREFIX, SUFFIX = "/* Presto View: ", " */"
EXPANDED = "/* Presto View */"


@dataclass(frozen=True)
class CreateView:
    """``query`` is the text after AS."""

    name: TableName
    query: str
    replace: bool = False


@dataclass(frozen=True)
class DropView:
    name: TableName
    if_exists: bool = False


@dataclass(frozen=True)
class ShowCreateView:
    name: TableName


type ViewStatement = CreateView | DropView | ShowCreateView


def parse(statement: str) -> ViewStatement:
    """The statement as data. Raises HiveSyntaxError for what no row knows."""
    reader = Reader(statement, quoted_names=True)
    if reader.skip("DROP", "VIEW"):
        if_exists = reader.skip("IF", "EXISTS")
        return DropView(reader.table(), if_exists)
    if reader.skip("SHOW", "CREATE", "VIEW"):
        return ShowCreateView(reader.table())
    reader.need("CREATE")
    replace = reader.skip("OR", "REPLACE")
    reader.need("VIEW")
    name = reader.table()
    if reader.skip("COMMENT"):
        reader.text()
    if reader.skip("SECURITY"):
        reader.word()
    reader.need("AS")
    return CreateView(name, reader.rest(), replace)


def original_text(query: str, database: str, columns: Iterable[tuple[str, TrinoType]]) -> str:
    """ViewOriginalText: what Presto and Trino keep of a view, in base64."""
    view = {
        "originalSql": query,
        "catalog": "awsdatacatalog",
        "schema": database,
        "columns": [{"name": name, "type": str(kind)} for name, kind in columns],
    }
    return PREFIX + base64.b64encode(json.dumps(view).encode()).decode() + SUFFIX


def read_original(text: str) -> dict[str, object]:
    """What ``original_text`` wrote. Raises ValueError."""
    if not text.startswith(PREFIX):
        raise ValueError("not a Presto view")
    found: dict[str, object] = json.loads(base64.b64decode(text.removeprefix(PREFIX).removesuffix("*/").strip()))
    return found


_SPELLED = {"integer": "int", "real": "float", "varchar": "string", "varbinary": "binary"}
_SAME = ("boolean", "tinyint", "smallint", "bigint", "double", "date", "timestamp")


def hive_type(kind: TrinoType) -> str:
    """A column's type in the catalog; what Hive has no type for is a string there."""
    if kind.base in ("varchar", "char", "decimal") and kind.numbers:
        return f"{kind.base}({','.join(map(str, kind.numbers))})"
    if kind.base in _SAME:
        return kind.base
    if kind.base == "array":
        return f"array<{hive_type(kind.inner[0])}>"
    if kind.base == "map":
        return f"map<{hive_type(kind.inner[0])},{hive_type(kind.inner[1])}>"
    if kind.base == "row" and all(kind.names):
        fields = zip(kind.names, kind.inner, strict=True)
        return f"struct<{','.join(f'{name}:{hive_type(inner)}' for name, inner in fields)}>"
    return _SPELLED.get(kind.base, "string")
