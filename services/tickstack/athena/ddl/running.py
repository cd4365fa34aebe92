"""Which function runs which statement about the catalog."""

from collections.abc import Callable
from typing import Any

from tickstack.athena.ddl import databases, describe, partitions, prepared, show_create_table, shows, tables, views
from tickstack.athena.ddl.answers import Answer
from tickstack.athena.ddl.session import Session
from tickstack.sql import hive
from tickstack.sql.hive import statements
from tickstack.sql.statements import StatementKind
from tickstack.sql.statements import prepared as prepared_statements
from tickstack.sql.statements import views as view_statements

_VIEWS = frozenset({"CREATE_VIEW", "DROP_VIEW", "SHOW_CREATE_VIEW"})
_PREPARED = frozenset({"PREPARE", "DEALLOCATE"})
_PARSERS: tuple[tuple[frozenset[str], Callable[[str], Any]], ...] = (
    (hive.SUBSTATEMENTS | {"DESC_VIEW"}, hive.parse),
    (_VIEWS, view_statements.parse),
    (_PREPARED, prepared_statements.parse),
)

_ROWS: dict[type, Callable[[Session, Any], Answer]] = {
    statements.CreateDatabase: databases.create_database,
    statements.DropDatabase: databases.drop_database,
    statements.AlterDatabase: databases.alter_database,
    statements.ShowDatabases: databases.show_databases,
    statements.CreateTable: tables.create_table,
    statements.DropTable: tables.drop_table,
    statements.AddColumns: tables.add_columns,
    statements.ReplaceColumns: tables.replace_columns,
    statements.ChangeColumn: tables.change_column,
    statements.RenameTable: tables.rename_table,
    statements.SetLocation: tables.set_location,
    statements.SetProperties: tables.set_properties,
    statements.AddPartitions: partitions.add_partitions,
    statements.DropPartitions: partitions.drop_partitions,
    statements.RenamePartition: partitions.rename_partition,
    statements.RepairTable: partitions.repair_table,
    statements.ShowPartitions: partitions.show_partitions,
    statements.ShowTables: shows.show_tables,
    statements.ShowViews: shows.show_views,
    statements.ShowColumns: shows.show_columns,
    statements.ShowProperties: shows.show_properties,
    statements.ShowCreateTable: show_create_table.show_create_table,
    statements.Describe: describe.describe,
    view_statements.CreateView: views.create_view,
    view_statements.DropView: views.drop_view,
    view_statements.ShowCreateView: views.show_create_view,
    prepared_statements.Prepare: prepared.prepare,
    prepared_statements.Deallocate: prepared.deallocate,
}


def runs(kind: StatementKind) -> bool:
    """Whether a statement of this kind is run here."""
    return any(kind.substatement in kinds for kinds, _ in _PARSERS)


def run(session: Session, text: str, kind: StatementKind) -> Answer:
    """Run a statement. Raises HiveError, QueryError, HiveSyntaxError."""
    statement = next(parse for kinds, parse in _PARSERS if kind.substatement in kinds)(text)
    return _ROWS[type(statement)](session, statement)
