"""CREATE, DROP and SHOW CREATE VIEW: a view is a table of Glue's with the query in base64."""

from tickstack.athena.ddl.answers import NOTHING, Answer, varchars
from tickstack.athena.ddl.session import Session
from tickstack.errors import QueryError
from tickstack.glue.records import Description, TableRecord
from tickstack.sql.hive.statements import TableName
from tickstack.sql.statements.views import (
    EXPANDED,
    CreateView,
    DropView,
    ShowCreateView,
    hive_type,
    original_text,
    read_original,
)


def is_view(record: TableRecord) -> bool:
    return bool(record.description.get("TableType") == "VIRTUAL_VIEW")


def shown_columns(record: TableRecord) -> list[tuple[str, str]]:
    """Names and Trino's types of a view's columns."""
    columns = _read(record).get("columns")
    return [(each["name"], each["type"]) for each in columns] if isinstance(columns, list) else []


def _read(record: TableRecord) -> dict[str, object]:
    try:
        return read_original(record.description.get("ViewOriginalText", ""))
    except ValueError:
        raise QueryError("INVALID_VIEW", f"View '{record.description['Name']}' cannot be read", type=1107) from None


def create_view(session: Session, statement: CreateView) -> Answer:
    """The view's columns are those of its query, which is analysed for that."""
    database, name = session.place(statement.name)
    if session.catalog.find_database(database) is None:
        raise QueryError("SCHEMA_NOT_FOUND", f"Schema '{database}' not found", type=1301)
    existing = session.catalog.find_table(database, name)
    if existing is not None and not is_view(existing):
        message = f"Table already exists: 'awsdatacatalog.{database}.{name}'"
        raise QueryError("TABLE_ALREADY_EXISTS", f"line 1:1: {message}", type=1110)
    if existing is not None and not statement.replace:
        message = f"View already exists: 'awsdatacatalog.{database}.{name}'"
        raise QueryError("TABLE_ALREADY_EXISTS", f"line 1:1: {message}", type=1110)
    given = _described(session, statement, name)
    if existing is None:
        session.catalog.create_table(database, given, "hadoop")
    else:
        session.catalog.update_table(database, given)
    return NOTHING


def _described(session: Session, statement: CreateView, name: str) -> Description:
    columns = session.analysed(statement.query, session.database)
    _check_names([column.name for column in columns])
    return {
        "Name": name,
        "Owner": "hadoop",
        "TableType": "VIRTUAL_VIEW",
        "Parameters": {"presto_view": "true", "comment": "Presto View"},
        "PartitionKeys": [],
        "StorageDescriptor": {
            "Columns": [{"Name": column.name.lower(), "Type": hive_type(column.type)} for column in columns],
            "Location": "",
            "SerdeInfo": {},
        },
        "ViewOriginalText": original_text(
            statement.query, session.database, [(column.name.lower(), column.type) for column in columns]
        ),
        "ViewExpandedText": EXPANDED,
    }


def _check_names(names: list[str]) -> None:
    for index, name in enumerate(names, 1):
        if name == f"_col{index - 1}":
            raise QueryError(
                "MISSING_COLUMN_NAME", f"line 1:1: Column name not specified at position {index}", type=1100
            )
        if name.lower() in [other.lower() for other in names[: index - 1]]:
            message = f"line 1:1: Column name '{name.lower()}' specified more than once"
            raise QueryError("DUPLICATE_COLUMN_NAME", message)


def drop_view(session: Session, statement: DropView) -> Answer:
    database, name = session.place(statement.name)
    record = session.catalog.find_table(database, name)
    if record is None and statement.if_exists:
        return NOTHING
    if record is None or not is_view(record):
        raise _no_view(session, statement.name)
    session.catalog.delete_table(database, name)
    return NOTHING


def show_create_view(session: Session, statement: ShowCreateView) -> Answer:
    database, name = session.place(statement.name)
    record = session.catalog.find_table(database, name)
    if record is None or not is_view(record):
        raise _no_view(session, statement.name)
    text = f"CREATE VIEW awsdatacatalog.{database}.{name} AS\n{_read(record)['originalSql']}"
    return varchars(["create view"], text.split("\n"))


def _no_view(session: Session, name: TableName) -> QueryError:
    shown = ".".join(("awsdatacatalog", *session.place(name)))
    return QueryError("TABLE_NOT_FOUND", f"line 1:1: View '{shown}' does not exist", type=1301)
