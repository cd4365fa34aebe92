"""SHOW TABLES, VIEWS, COLUMNS and TBLPROPERTIES."""

from collections.abc import Callable

from tickstack.athena.ddl.answers import Answer, strings, varchars
from tickstack.athena.ddl.patterns import matching
from tickstack.athena.ddl.session import Session
from tickstack.athena.ddl.views import is_view, shown_columns
from tickstack.glue.records import Description, TableRecord
from tickstack.sql.hive.statements import ShowColumns, ShowProperties, ShowTables, ShowViews

_WIDTH = 20


def show_tables(session: Session, statement: ShowTables) -> Answer:
    """Tables and views."""
    return strings(["tab_name"], _names(session, statement.database, statement.pattern, lambda record: True))  # noqa: ARG005


def show_views(session: Session, statement: ShowViews) -> Answer:
    return strings(["views"], _names(session, statement.database, statement.pattern, is_view))


def _names(
    session: Session, database: str | None, pattern: str | None, wanted: Callable[[TableRecord], bool]
) -> list[str]:
    tables = session.require_database(database or session.database).tables
    return matching(pattern, [name for name, record in tables.items() if wanted(record)])


def show_columns(session: Session, statement: ShowColumns) -> Answer:
    """Names padded to 20 characters, partition keys last; a view's with their types."""
    record = session.require_table(statement.name)
    if is_view(record):
        return varchars(["column", "type"], [f"{name}\t{kind}" for name, kind in shown_columns(record)])
    columns: list[Description] = [*record.description["StorageDescriptor"].get("Columns", []), *record.keys]
    return strings(["field"], [column["Name"].ljust(_WIDTH) for column in columns])


def show_properties(session: Session, statement: ShowProperties) -> Answer:
    parameters = session.require_table(statement.name).description.get("Parameters", {})
    if statement.key is not None:
        missing = f"Table {'.'.join(session.place(statement.name))} does not have property: {statement.key}"
        value = parameters.get(statement.key)
        lines = [missing] if value is None else [f"{statement.key}\t{value}"]
    else:
        lines = [f"{key}\t{value}" for key, value in sorted(parameters.items())]
    return strings(["prpt_name", "prpt_value"], [part for line in lines for part in line.split("\n")])
