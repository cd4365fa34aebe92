"""The statements that Athena reads by Hive's grammar: text in, one of the records of ``statements`` out.

https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html
"""

from tickstack.sql.hive.parser import parse
from tickstack.sql.hive.reader import HiveSyntaxError

__all__ = ["SUBSTATEMENTS", "HiveSyntaxError", "parse"]

SUBSTATEMENTS = frozenset(
    {"CREATE_TABLE", "DROP_TABLE", "CREATE_DATABASE", "DROP_DATABASE", "ALTER_DATABASE", "MSCK_REPAIR"}
    | {f"ALTER_TABLE_{what}" for what in ("ADD_COLUMN", "REPLACE_COLUMN", "CHANGE_COLUMN", "SET_LOCATION")}
    | {
        f"ALTER_TABLE_{what}"
        for what in ("PROPERTIES", "ADD_PARTITION", "DROP_PARTITION", "RENAME_PARTITION", "RENAME")
    }
    | {f"SHOW_{what}" for what in ("TABLES", "DATABASES", "VIEWS", "COLUMNS", "PARTITIONS", "TABLE_PROPERTIES")}
    | {"SHOW_CREATE_TABLE", "DESCRIBE_TABLE"}
)
"""The kinds of statements that ``parse`` reads."""
