"""PREPARE, EXECUTE and DEALLOCATE as data: https://docs.aws.amazon.com/athena/latest/ug/sql-prepare.html.

The syntax has been checked before: these only find the parts.
"""

from dataclasses import dataclass

from tickstack.sql.hive.reader import Reader


@dataclass(frozen=True)
class Prepare:
    name: str
    query: str


@dataclass(frozen=True)
class Execute:
    """``parameters``: the texts of the expressions after USING."""

    name: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deallocate:
    name: str


def parse(statement: str) -> Prepare | Execute | Deallocate:
    """The statement as data. Raises HiveSyntaxError for what no row knows."""
    reader = Reader(statement, quoted_names=True)
    if reader.skip("DEALLOCATE", "PREPARE"):
        return Deallocate(reader.identifier())
    if reader.skip("EXECUTE"):
        name = reader.identifier()
        return Execute(name, reader.listed() if reader.skip("USING") else ())
    reader.need("PREPARE")
    name = reader.identifier()
    reader.need("FROM")
    return Prepare(name, reader.rest())
