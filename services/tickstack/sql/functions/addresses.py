"""Functions on IP addresses."""

from tickstack.sql import addresses
from tickstack.sql.functions.row import rows
from tickstack.sql.python import python

_row = rows("https://trino.io/docs/current/functions/ipaddress.html")

ROWS = (
    _row("contains", "varchar, ipaddress -> boolean", python(addresses.contains),
         "contains('10.0.0.0/8', IPADDRESS '10.255.255.255')", "true"),
)  # fmt: skip
