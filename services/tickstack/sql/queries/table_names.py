"""What the name of a table means: which database and which table, or the error that Trino gives."""

from collections.abc import Sequence

from sqlglot import exp

from tickstack.glue.model import Table
from tickstack.glue.table_checks import check_readable
from tickstack.sql.scope import CATALOG, Work


def placed(work: Work, parts: Sequence[str], node: exp.Expr) -> tuple[str, str]:
    """Database and table, in lower case. Raises CATALOG_NOT_FOUND, SYNTAX_ERROR, MISSING_SCHEMA_NAME."""
    lowered = [part.lower() for part in parts]
    if len(lowered) == 3 and lowered[0] != CATALOG:
        work.source.fail("CATALOG_NOT_FOUND", f"Catalog '{lowered[0]}' does not exist", node)
    if len(lowered) > 3:
        work.source.fail("SYNTAX_ERROR", f"Too many dots in table name: {'.'.join(parts)}", node)
    database = lowered[-2] if len(lowered) > 1 else work.database.lower()
    if not database:
        message = "Schema must be specified when session schema is not set"
        work.source.fail("MISSING_SCHEMA_NAME", message, node)
    return database, lowered[-1]


def found(work: Work, database: str, name: str, node: exp.Expr) -> Table:
    """The table in the catalog. Raises SCHEMA_NOT_FOUND, TABLE_NOT_FOUND, and for one that cannot be read."""
    table = work.catalog.table(database, name)
    if table is None:
        if "$" in name and work.catalog.table(database, name.partition("$")[0]) is not None:
            work.source.unsupported(f"the metadata table {name}", node)
        if database not in work.catalog.databases():
            work.source.fail("SCHEMA_NOT_FOUND", f"Schema '{database}' does not exist", node)
        work.source.fail("TABLE_NOT_FOUND", f"Table '{CATALOG}.{database}.{name}' does not exist", node)
    if not table.view_text:
        check_readable(table)
    return table
