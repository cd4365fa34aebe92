"""Functions on URLs."""

from collections.abc import Sequence

from tickstack.sql import uris
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.python import python
from tickstack.sql.types import UNBOUNDED, TrinoType, varchar

_row = rows("https://trino.io/docs/current/functions/url.html")
_URL = "'http://a.io:8042/x%20y?b=1%262&c#top'"


def _part(name: str, value: str) -> Function:
    made = python(getattr(uris, name))
    return _row(f"url_extract_{name}", "varchar -> $1", made, f"url_extract_{name}({_URL})", value)


def _encoded(kinds: Sequence[TrinoType]) -> TrinoType:
    return varchar(min(UNBOUNDED, kinds[0].numbers[0] * 12 if kinds[0].numbers else UNBOUNDED))


ROWS = (
    _part("protocol", "http"),
    _part("host", "a.io"),
    _part("path", "/x y"),
    _part("query", "b=1&2&c"),
    _part("fragment", "top"),
    _row("url_extract_port", "varchar -> bigint", python(uris.port), f"url_extract_port({_URL})", "8042"),
    _row("url_extract_parameter", "varchar, varchar -> $1", python(uris.parameter),
         f"url_extract_parameter({_URL}, 'b')", "1&2"),
    _row("url_encode", "varchar -> varchar", python(uris.encoded), "url_encode('http://a/ é*')",
         "http%3A%2F%2Fa%2F+%C3%A9*", result=_encoded),
    _row("url_decode", "varchar -> $1", python(uris.decoded), "url_decode('a%2F+%C3%A9')", "a/ é"),
)  # fmt: skip
