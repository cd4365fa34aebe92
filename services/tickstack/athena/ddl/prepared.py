"""PREPARE and DEALLOCATE PREPARE: the same statements that the API's prepared statements are."""

from tickstack.athena.ddl.answers import NOTHING, Answer
from tickstack.athena.ddl.session import Session
from tickstack.athena.saved import PreparedStatement
from tickstack.errors import QueryError
from tickstack.sql.statements.prepared import Deallocate, Prepare


def prepare(session: Session, statement: Prepare) -> Answer:
    """A statement of the same name is replaced, as in Trino."""
    made = PreparedStatement(
        name=statement.name, workgroup=session.workgroup, query=statement.query, modified=session.clock()
    )
    if session.prepared_statements.find(session.workgroup, statement.name) is None:
        session.prepared_statements.create(made)
    else:
        session.prepared_statements.update(made)
    return NOTHING


def deallocate(session: Session, statement: Deallocate) -> Answer:
    if session.prepared_statements.find(session.workgroup, statement.name) is None:
        raise QueryError("NOT_FOUND", f"Prepared statement not found: {statement.name}", type=1300)
    session.prepared_statements.delete(session.workgroup, statement.name)
    return NOTHING
