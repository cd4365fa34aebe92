"""Functions of Teradata, and the identifiers of UUID."""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.date_patterns import read_local, written
from tickstack.sql.functions.row import rows
from tickstack.sql.joda import teradata
from tickstack.sql.python import python
from tickstack.sql.types import BIGINT, VARCHAR

_row = rows("https://trino.io/docs/current/functions/teradata.html")
_uuid = rows("https://trino.io/docs/current/functions/uuid.html")
_MOMENT = "'1988/04/08;02:03:04', 'yyyy/mm/dd;hh24:mi:ss'"


def _utf16(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex().upper()


def teradata_written(micros: int, zone: str, pattern: str) -> str:
    """``to_char``."""
    return written(teradata.elements, micros, zone, pattern)


def teradata_read(text: str, pattern: str) -> int:
    """``to_timestamp``, in milliseconds."""
    return read_local(teradata.elements, text, pattern)


def _to_char(arguments: Sequence[Typed]) -> str:
    value, pattern = arguments
    parts = [Typed(f"epoch_us(instant_of({value.sql}))", BIGINT), Typed(f"zone_in({value.sql})", VARCHAR), pattern]
    return python(teradata_written).sql(parts, VARCHAR)


def _to_timestamp(arguments: Sequence[Typed]) -> str:
    return f"make_timestamp(1000 * {python(teradata_read).sql(arguments, BIGINT)})"


ROWS = (
    _row("index", "text, text -> bigint", "strpos({0}, {1})", "index('hello', 'l')", "3"),
    _row("char2hexint", "text -> varchar", python(_utf16), "char2hexint('ab')", "00610062"),
    _row("to_char", "timestamp with time zone, text -> varchar", _to_char,
         "to_char(TIMESTAMP '1988-04-08 14:03:04 UTC', 'yyyy-mm-dd hh:mi')", "1988-04-08 02:03"),
    _row("to_timestamp", "text, text -> timestamp(3)", _to_timestamp, f"to_timestamp({_MOMENT})",
         "1988-04-08 02:03:04.000"),
    _row("to_date", "text, text -> date", lambda a: f"CAST({_to_timestamp(a)} AS DATE)", f"to_date({_MOMENT})",
         "1988-04-08"),
    _uuid("uuid", " -> uuid", "uuid()", "uuid() IS NULL", "false"),
)  # fmt: skip
