"""``EXPLAIN (TYPE VALIDATE)``: whether a query holds, which its translation tells; plans are Trino's own, and refused.

https://docs.aws.amazon.com/athena/latest/ug/athena-explain-statement.html
"""

import re

from tickstack.sql.failures import failure

_HEAD = re.compile(
    r"\s*EXPLAIN\b(?P<analyze>\s+ANALYZE\b(?:\s+VERBOSE\b)?)?"
    r"(?:\s*\((?P<options>\s*(?:TYPE|FORMAT)\s+\w+\s*(?:,\s*(?:TYPE|FORMAT)\s+\w+\s*)*)\))?",
    re.IGNORECASE,
)
VALID = "Valid"


def validated(statement: str) -> str:
    """The query that a statement has validated, at the place that it has in it. Refuses any other EXPLAIN."""
    head = _HEAD.match(statement)
    options = dict(part.upper().split() for part in head["options"].split(",")) if head and head["options"] else {}
    if head is None or options.get("TYPE") != "VALIDATE":
        what = "EXPLAIN ANALYZE" if head and head["analyze"] else f"EXPLAIN (TYPE {options.get('TYPE', 'DISTRIBUTED')})"
        raise failure("NOT_SUPPORTED", f"tickstack does not support {what} yet")
    return re.sub(r"\S", " ", statement[: head.end()]) + statement[head.end() :]
