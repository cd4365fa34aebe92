"""What StartQueryExecution looks up before it queues: the statement behind EXECUTE, the relation behind DESCRIBE."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tickstack.athena.errors import entity_not_found, invalid_request
from tickstack.athena.saved import PreparedStatements
from tickstack.glue.catalog import Catalog
from tickstack.sql import hive, prepared, statements
from tickstack.sql.hive.statements import Describe, ShowColumns
from tickstack.sql.statements import StatementKind


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


def described_view(
    catalog: Catalog, query: str, kind: StatementKind, database: str, new_id: Callable[[], str]
) -> StatementKind | None:
    """DESC_VIEW for a DESCRIBE of a view. Raises InvalidRequestException for a relation that is not there."""
    if kind.substatement not in ("DESCRIBE_TABLE", "SHOW_COLUMNS"):
        return None
    statement = hive.parse(query)
    assert isinstance(statement, Describe | ShowColumns)  # by its kind
    record = catalog.find_table(statement.name.database or database, statement.name.table)
    if record is None:
        raise invalid_request(str(entity_not_found(new_id())))
    is_view = record.description.get("TableType") == "VIRTUAL_VIEW"
    return replace(kind, substatement="DESC_VIEW") if is_view and kind.substatement == "DESCRIBE_TABLE" else None
