"""What StartQueryExecution looks up before it queues: the statement behind EXECUTE, the relation behind DESCRIBE."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tickstack.athena.errors import entity_not_found, invalid_request
from tickstack.athena.execution import schema_of
from tickstack.athena.saved import PreparedStatements
from tickstack.glue.catalog import Catalog
from tickstack.sql import hive, statements
from tickstack.sql.hive.statements import Describe, ShowColumns
from tickstack.sql.statements import StatementKind, prepared


@dataclass(frozen=True)
class Executed:
    """A prepared statement that EXECUTE runs, with the texts of its parameters."""

    text: str
    kind: StatementKind
    parameters: tuple[str, ...]


def executed_statement(
    prepared_statements: PreparedStatements, query: str, kind: StatementKind, workgroup: str
) -> Executed | None:
    """None for what is no EXECUTE. Raises InvalidRequestException where nothing was prepared under the name."""
    if kind.substatement != "EXECUTE":
        return None
    statement = prepared.parse(query)
    assert isinstance(statement, prepared.Execute)  # by its kind
    found = prepared_statements.find(workgroup, statement.name)
    if found is None:
        raise invalid_request(f"PreparedStatement {statement.name} was not found in workGroup {workgroup}")
    try:
        text = statements.split(found.query)
        statements.check(text)
        return Executed(text, statements.classify(text), statement.parameters)
    except statements.MalformedQuery as error:
        raise invalid_request(str(error), "MALFORMED_QUERY") from None


@dataclass(frozen=True)
class Described:
    """A DESCRIBE as Athena keeps it: the database before a name becomes that of the context."""

    query: str
    kind: StatementKind
    database: str | None


_PLAIN = re.compile(r"[a-z][a-z0-9_]*")


def described(
    catalog: Catalog, query: str, kind: StatementKind, given: str | None, new_id: Callable[[], str]
) -> Described | None:
    """None for what is no DESCRIBE. Of a view it is a DESC_VIEW. Raises InvalidRequestException for a relation, also
    one of SHOW COLUMNS, that is not there.
    """
    if kind.substatement not in ("DESCRIBE_TABLE", "SHOW_COLUMNS"):
        return None
    statement = hive.parse(query)
    database = schema_of(given)
    assert isinstance(statement, Describe | ShowColumns)  # by its kind
    record = catalog.find_table(statement.name.database or database, statement.name.table)
    if record is None:
        raise invalid_request(str(entity_not_found(new_id())))
    if isinstance(statement, ShowColumns):
        return None
    if record.description.get("TableType") == "VIRTUAL_VIEW":
        kind = replace(kind, substatement="DESC_VIEW")
    if statement.name.database is None:
        return Described(query, kind, given)
    table = statement.name.table if _PLAIN.fullmatch(statement.name.table) else f"`{statement.name.table}`"
    return Described(" ".join(filter(None, ("DESCRIBE", statement.detail, table))), kind, statement.name.database)
