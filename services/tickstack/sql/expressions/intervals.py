"""``INTERVAL '2 03:04:05.678' DAY TO SECOND``: the fields of its text, as Trino's DateTimeUtils reads them."""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

import re

from sqlglot import exp

from tickstack.sql.coercion import Typed
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.moments.arithmetic import DAYS, MONTHS
from tickstack.sql.types import TrinoType

_FIELDS = {  # the units of each field, and what divides it from the field before
    "YEAR": (12, ""),
    "MONTH": (1, "-"),
    "DAY": (86_400_000, ""),
    "HOUR": (3_600_000, " "),
    "MINUTE": (60_000, ":"),
    "SECOND": (1000, ":"),
}
_LARGEST = {MONTHS: 2**31 - 1, DAYS: 2**63 - 1}


def _amount(text: str, start: str, end: str) -> int | None:
    """Months or milliseconds; None when the text has not the fields ``start`` to ``end``."""
    names = list(_FIELDS)
    names = names[names.index(start) : names.index(end) + 1]
    pattern = r"\s*(-?)"
    for index, name in enumerate(names):
        divider = _FIELDS[name][1] if index else ""
        digits = r"(\d+)(?:\.(\d{1,3}))?" if name == "SECOND" else r"(\d+)"
        pattern += digits if not index else f"(?:{divider}{digits}"
    match = re.fullmatch(pattern + ")?" * (len(names) - 1) + r"\s*", text)
    if match is None:
        return None
    numbers = [int(number or 0) for number in match.groups()[1 : len(names) + 1]]
    total = sum(number * _FIELDS[name][0] for number, name in zip(numbers, names, strict=True))
    if names[-1] == "SECOND":
        total += int((match.groups()[-1] or "0").ljust(3, "0"))
    return -total if match[1] else total


def interval(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``INTERVAL [sign] 'text' field [TO field]``."""
    unit, text = node.args.get("unit"), node.this
    sign = -1 if isinstance(text, exp.Neg) else 1
    literal = text.this if isinstance(text, exp.Neg) else text
    fields = [unit.this.name, unit.expression.name] if isinstance(unit, exp.IntervalSpan) else [unit and unit.name]
    start, end = str(fields[0]).upper(), str(fields[-1]).upper()
    if unit is None:  # Trino reads a name and a text as a literal of the type of this name
        self.source.fail("TYPE_NOT_FOUND", "Unknown resolvedType: interval", node)
    if not isinstance(literal, exp.Literal) or start not in _FIELDS or end not in _FIELDS:
        self.source.unsupported("this INTERVAL", node)
    kind = MONTHS if start in ("YEAR", "MONTH") else DAYS
    whole = list(_FIELDS)
    amount = _amount(str(literal.this), start, end) if whole.index(start) <= whole.index(end) else None
    if amount is None or amount > _LARGEST[kind] or (kind == MONTHS) != (end in ("YEAR", "MONTH")):
        self.source.fail("INVALID_LITERAL", f"'{literal.this}' is not a valid interval literal", node)
    amount *= sign
    if kind == MONTHS:
        return Typed(f"to_months({amount})", TrinoType(kind))
    if amount % _FIELDS["DAY"][0] == 0:
        return Typed(f"to_days({amount // _FIELDS['DAY'][0]})", TrinoType(kind), "day")
    return Typed(f"to_milliseconds({amount})", TrinoType(kind))
