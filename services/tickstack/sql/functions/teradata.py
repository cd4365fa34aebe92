"""Functions of Teradata, and the identifiers of UUID."""

from tickstack.sql.functions.row import rows
from tickstack.sql.python import python

_row = rows("https://trino.io/docs/current/functions/teradata.html")
_uuid = rows("https://trino.io/docs/current/functions/uuid.html")


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


ROWS = (
    _row("index", "text, text -> bigint", "strpos({0}, {1})", "index('hello', 'l')", "3"),
    _row("char2hexint", "text -> varchar", python(_utf16), "char2hexint('ab')", "00610062"),
    _uuid("uuid", " -> uuid", "uuid()", "uuid() IS NULL", "false"),
)  # fmt: skip
