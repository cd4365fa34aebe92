"""Every function that a statement may call: the rows of the modules of this package, by name.

A function that is not a row does not exist, so that nothing of DuckDB's own is reachable. To add one, add its row.
"""

from collections.abc import Sequence

from tickstack.sql.functions import aggregates, arrays, dates, numbers, strings
from tickstack.sql.functions.row import Function, Match, match
from tickstack.sql.types import TrinoType

ROWS: tuple[Function, ...] = (*strings.ROWS, *numbers.ROWS, *dates.ROWS, *aggregates.ROWS, *arrays.ROWS)

REFUSED: tuple[Function, ...] = (*numbers.REFUSED, *aggregates.REFUSED)

BY_NAME: dict[str, list[Function]] = {}
for _function in (*ROWS, *REFUSED):
    BY_NAME.setdefault(_function.name, []).append(_function)

__all__ = ["BY_NAME", "REFUSED", "ROWS", "Function", "Match", "find"]


def find(name: str, arguments: Sequence[TrinoType]) -> Match | None:
    """The row of ``name`` that takes these arguments with the fewest conversions; of equals, the first."""
    found = [fit for function in BY_NAME[name] if (fit := match(function, arguments)) is not None]
    return min(found, key=lambda fit: fit.conversions, default=None)
