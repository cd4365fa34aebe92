"""Every function that a statement may call: the rows of the modules of this package, by name.

What is not a row cannot be called, so that nothing of DuckDB's own is reachable. To add a function, add its row;
``NAMES`` tells what Trino has beside it.
"""

from collections.abc import Sequence

from tickstack.sql.functions import aggregates, arrays, dates, lambdas, numbers, strings
from tickstack.sql.functions.names import NAMES
from tickstack.sql.functions.row import Argument, Expression, Function, Match, match

ROWS: tuple[Function, ...] = (*strings.ROWS, *numbers.ROWS, *dates.ROWS, *aggregates.ROWS, *arrays.ROWS, *lambdas.ROWS)

REFUSED: tuple[Function, ...] = (
    *strings.REFUSED,
    *numbers.REFUSED,
    *dates.REFUSED,
    *aggregates.REFUSED,
    *arrays.REFUSED,
)

BY_NAME: dict[str, list[Function]] = {}
for _function in (*ROWS, *REFUSED):
    BY_NAME.setdefault(_function.name, []).append(_function)

__all__ = ["BY_NAME", "NAMES", "REFUSED", "ROWS", "Argument", "Expression", "Function", "Match", "find"]


def find(name: str, arguments: Sequence[Argument]) -> Match | None:
    """The row of ``name`` that takes these arguments with the fewest conversions; of equals, the first."""
    found = [fit for function in BY_NAME[name] if (fit := match(function, arguments)) is not None]
    return min(found, key=lambda fit: fit.conversions, default=None)
