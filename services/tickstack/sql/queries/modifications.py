"""DELETE, UPDATE and MERGE: Athena changes rows of Iceberg tables alone, and says so of all others."""

from typing import NoReturn

from sqlglot import exp

from tickstack.sql.failures import failure
from tickstack.sql.queries.table_names import found, placed
from tickstack.sql.scope import Work

_OF_VIEWS = {
    "DELETE": "Deleting from views is not supported",
    "UPDATE": "Updating through view is not supported",
    "MERGE": "Merging into views is not supported",
}


def refuse(work: Work, kind: str, tree: exp.Expr) -> NoReturn:
    """Raise what Athena says of the table, also of one that is not there: a QueryError."""
    target = tree.this
    database, name = placed(work, [part.name for part in target.parts], target)
    if found(work, database, name, target).view_text:
        raise failure("NOT_SUPPORTED", f"line 1:1: {_OF_VIEWS[kind]}")
    raise failure("NOT_SUPPORTED", "Modifying Hive table rows is only supported for transactional tables")
