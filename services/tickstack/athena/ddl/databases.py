"""CREATE, DROP and ALTER DATABASE, SHOW DATABASES."""

from tickstack.athena.ddl.answers import NOTHING, Answer, strings, task_error
from tickstack.athena.ddl.patterns import matching
from tickstack.athena.ddl.session import Session
from tickstack.sql.hive.statements import AlterDatabase, CreateDatabase, DropDatabase, ShowDatabases

_EXISTS, _NOT_EMPTY = 1110, 1003


def create_database(session: Session, statement: CreateDatabase) -> Answer:
    if session.catalog.find_database(statement.name) is not None:
        if statement.if_not_exists:
            return NOTHING
        raise task_error(f"Database {statement.name} already exists", type=_EXISTS)
    given = {
        "Name": statement.name,
        "Description": statement.comment,
        "LocationUri": statement.location,
        "Parameters": dict(statement.properties),
    }
    session.catalog.create_database({key: value for key, value in given.items() if value})
    return NOTHING


def drop_database(session: Session, statement: DropDatabase) -> Answer:
    """Without CASCADE only an empty one."""
    if session.catalog.find_database(statement.name) is None and statement.if_exists:
        return NOTHING
    record = session.require_database(statement.name)
    if record.tables and not statement.cascade:
        message = f"Database {statement.name} is not empty. One or more tables exist."
        raise task_error(f"InvalidOperationException(message:{message})", type=_NOT_EMPTY)
    session.catalog.delete_database(statement.name)
    return NOTHING


def alter_database(session: Session, statement: AlterDatabase) -> Answer:
    description = session.require_database(statement.name).description
    kept = {key: value for key, value in description.items() if key not in ("CreateTime", "CatalogId")}
    parameters = {**description.get("Parameters", {}), **statement.properties}
    session.catalog.update_database(statement.name, {**kept, "Parameters": parameters})
    return NOTHING


def show_databases(session: Session, statement: ShowDatabases) -> Answer:
    return strings(["database_name"], matching(statement.pattern, session.catalog.databases()))
