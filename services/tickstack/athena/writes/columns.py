"""What Athena wants of the columns of a query whose rows are written: a name of their own, and a type."""

from collections.abc import Sequence

from tickstack.errors import QueryError
from tickstack.sql.failures import failure
from tickstack.sql.translate import Column


def check_names(columns: Sequence[Column]) -> None:
    """Raise MISSING_COLUMN_NAME, COLUMN_TYPE_UNKNOWN or DUPLICATE_COLUMN_NAME."""
    seen: set[str] = set()
    for index, column in enumerate(columns):
        if column.name == f"_col{index}":
            message = f"line 1:1: Column name not specified at position {index + 1}"
            raise QueryError("MISSING_COLUMN_NAME", message, type=1100)
        if column.type.base == "unknown":
            message = f"line 1:1: Column type is unknown at position {index + 1}"
            raise failure("COLUMN_TYPE_UNKNOWN", message)
        if column.name.lower() in seen:
            message = f"line 1:1: Column name '{column.name.lower()}' specified more than once"
            raise failure("DUPLICATE_COLUMN_NAME", message)
        seen.add(column.name.lower())
