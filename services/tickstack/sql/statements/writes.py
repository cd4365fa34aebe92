"""INSERT, CREATE TABLE AS and UNLOAD as data: which query, into which table or place, with which properties.

The syntax of the first two has been checked before: these only find the parts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tickstack.sql.hive.reader import Reader
from tickstack.sql.hive.statements import TableName

type Value = str | int | bool | tuple[str, ...]
type Properties = Mapping[str, Value]


@dataclass(frozen=True)
class Insert:
    """``columns`` are those that the statement names, None for all."""

    name: TableName
    query: str
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True)
class CreateTableAs:
    name: TableName
    query: str
    properties: Properties = field(default_factory=dict)
    if_not_exists: bool = False
    with_data: bool = True


@dataclass(frozen=True)
class Unload:
    query: str
    location: str
    properties: Properties = field(default_factory=dict)


def parse(statement: str) -> Insert | CreateTableAs | Unload:
    """The statement as data. Raises HiveSyntaxError for what no row knows."""
    reader = Reader(statement, quoted_names=True)
    if reader.skip("UNLOAD"):
        query = reader.parenthesised()
        reader.need("TO")
        made = Unload(query, reader.text(), _properties(reader) if reader.skip("WITH") else {})
        reader.end()
        return made
    if reader.skip("INSERT", "INTO"):
        name = reader.table()
        columns = reader.several(reader.identifier) if reader.begins_list_of_names() else None
        return Insert(name, reader.rest(), columns)
    reader.need("CREATE", "TABLE")
    if_not_exists = reader.skip("IF", "NOT", "EXISTS")
    name = reader.table()
    if reader.skip("COMMENT"):
        reader.text()
    properties = _properties(reader) if reader.skip("WITH") else {}
    reader.need("AS")
    with_data = not reader.drop("WITH", "NO", "DATA")
    reader.drop("WITH", "DATA")
    return CreateTableAs(name, reader.rest(), properties, if_not_exists, with_data)


def _properties(reader: Reader) -> dict[str, Value]:
    """``(key = value, ...)``; a value is a text, a number, true or false, or ``ARRAY['a', 'b']``."""

    def one() -> tuple[str, Value]:
        key = reader.identifier()
        reader.need("=")
        return key, _value(reader)

    return dict(reader.several(one))


def _value(reader: Reader) -> Value:
    for word in ("TRUE", "FALSE"):
        if reader.skip(word):
            return word == "TRUE"
    if reader.skip("ARRAY", "["):
        found = [reader.text()]
        while reader.skip(","):
            found.append(reader.text())
        reader.need("]")
        return tuple(found)
    return reader.text() if reader.is_text() else reader.number()
