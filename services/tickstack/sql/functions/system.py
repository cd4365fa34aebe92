"""What a statement may ask of the service that runs it."""

from tickstack.sql.functions.row import rows

VERSION = "422"

_row = rows("https://trino.io/docs/current/functions/system.html")
_session = rows("https://trino.io/docs/current/functions/session.html")

ROWS = (
    _row("version", " -> varchar", f"'{VERSION}'", "version()", VERSION),
    _session("current_groups", " -> array(varchar)", "CAST([] AS VARCHAR[])", "current_groups()", "[]"),
)
