"""``current_timestamp`` and its kin: one instant for all of a statement, rounded to the precision that is asked for."""

# ruff: noqa: ARG001 -- the handlers of one table share a signature

from collections.abc import Callable

from sqlglot import exp

from tickstack.sql.coercion import Typed, coerce
from tickstack.sql.expressions import Expressions, Place
from tickstack.sql.failures import failure
from tickstack.sql.types import DATE, MICROSECONDS, MILLISECONDS, PICOSECONDS, ROWS, TrinoType

_SQL = {
    "timestamp": "{}",
    "timestamp with time zone": "zoned({}, 'UTC')",
    "time": "CAST({} AS TIME)",
    "time with time zone": "struct_pack(instant := CAST({} AS TIME), zone := 0)",
}

Now = Callable[[Expressions, exp.Expr, Place], Typed]


def _now(base: str) -> Now:
    def handler(self: Expressions, node: exp.Expr, place: Place) -> Typed:
        if base not in ROWS:
            self.source.unsupported(f"the type {base} yet", node)
        digits = node.expressions[0] if isinstance(node, exp.Anonymous) and node.expressions else None
        precision = int(str(digits.this).replace("_", "")) if isinstance(digits, exp.Literal) else MILLISECONDS
        if precision > PICOSECONDS:
            message = f"{base.upper()} precision must be in range [0, {PICOSECONDS}]: {precision}"
            raise failure("NUMERIC_VALUE_OUT_OF_RANGE", message)
        instant = "current_instant()" if precision == MILLISECONDS else f"timestamp_round(exact_instant(), {precision})"
        made = Typed(_SQL[base].format(instant), TrinoType(base, (min(precision, MICROSECONDS),)))
        return coerce(made, TrinoType(base, (precision,)))

    return handler


CURRENT_TIMESTAMP = _now("timestamp with time zone")
CURRENT_TIME = _now("time with time zone")
LOCALTIMESTAMP = _now("timestamp")
LOCALTIME = _now("time")

FORMS = {
    "current_timestamp": CURRENT_TIMESTAMP,
    "current_time": CURRENT_TIME,
    "localtimestamp": LOCALTIMESTAMP,
    "localtime": LOCALTIME,
}


def current_date(self: Expressions, node: exp.Expr, place: Place) -> Typed:
    """``current_date``."""
    return Typed("CAST(current_instant() AS DATE)", DATE)
