"""What keeps a table from being read: a format that is more than its files, columns that are there twice."""

from collections.abc import Mapping

from tickstack.errors import QueryError
from tickstack.glue.model import Table


def lake_format(parameters: Mapping[str, str], input_format: str) -> str | None:
    """The name of a format whose own metadata say which files are the table; None for what is Hive's."""
    kind = parameters.get("table_type", "").upper()
    provider = parameters.get("spark.sql.sources.provider", "").lower()
    if kind == "ICEBERG" or provider == "iceberg":
        return "Iceberg"
    if kind == "DELTA" or provider == "delta":
        return "Delta Lake"
    if "hudi" in input_format.lower() or provider == "hudi":
        return "Hudi"
    return None


def refuse_lakes(parameters: Mapping[str, str], input_format: str) -> None:
    """Raise NOT_SUPPORTED with the name of the format."""
    found = lake_format(parameters, input_format)
    if found is not None:
        raise QueryError("NOT_SUPPORTED", f"tickstack does not support {found} tables yet", type=1200)


def check_readable(table: Table) -> None:
    """Raise NOT_SUPPORTED, or HIVE_INVALID_METADATA for what crawlers leave behind where data have a key's name."""
    refuse_lakes(table.parameters, table.storage.input_format)
    names = [column.name for column in (*table.storage.columns, *table.partition_keys)]
    if len(set(names)) < len(names):
        message = f"Hive metadata for table {table.name} is invalid: Table descriptor contains duplicate columns"
        raise QueryError("HIVE_INVALID_METADATA", message)
