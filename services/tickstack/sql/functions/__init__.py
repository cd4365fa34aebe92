"""Every function that a statement may call: the rows of the modules of this package, by name.

What is not a row cannot be called, so that nothing of DuckDB's own is reachable. To add a function, add its row
(``row`` says what is in one) to the module of its kind; its example is a test, and ``make functions`` writes the page.
``NAMES`` tells what Trino has beside it.
"""

from collections.abc import Sequence

from tickstack.sql.coercion import coerces
from tickstack.sql.decimal_casts import INTEGERS
from tickstack.sql.functions import (
    addresses,
    aggregates,
    approximations,
    array_parts,
    array_sets,
    array_sort,
    arrays,
    binary,
    bing_tiles,
    bitwise,
    checksum,
    conversion,
    dates,
    distributions,
    geospatial,
    geospatial_pairs,
    geospatial_parts,
    globe,
    hadoop_shapes,
    json,
    lambdas,
    listagg,
    map_aggregates,
    maps,
    numbers,
    polylines,
    reduce_agg,
    regexp,
    rounding,
    sequences,
    sketches,
    statistics,
    strings,
    system,
    teradata,
    trigonometry,
    urls,
    windows,
)
from tickstack.sql.functions.names import NAMES
from tickstack.sql.functions.row import Argument, Expression, Function
from tickstack.sql.functions.signatures import Match, match
from tickstack.sql.lambdas import Lambda

_MODULES = (
    strings,
    regexp,
    binary,
    conversion,
    json,
    urls,
    teradata,
    numbers,
    rounding,
    trigonometry,
    bitwise,
    checksum,
    distributions,
    geospatial,
    geospatial_pairs,
    geospatial_parts,
    globe,
    hadoop_shapes,
    bing_tiles,
    polylines,
    dates,
    aggregates,
    listagg,
    statistics,
    approximations,
    sketches,
    map_aggregates,
    windows,
    arrays,
    array_sets,
    array_sort,
    array_parts,
    sequences,
    maps,
    lambdas,
    reduce_agg,
    addresses,
    system,
)

ROWS: tuple[Function, ...] = tuple(row for module in _MODULES for row in module.ROWS)
REFUSED: tuple[Function, ...] = tuple(row for module in _MODULES for row in getattr(module, "REFUSED", ()))

BY_NAME: dict[str, list[Function]] = {}
for _function in (*ROWS, *REFUSED):
    BY_NAME.setdefault(_function.name, []).append(_function)

__all__ = ["BY_NAME", "NAMES", "REFUSED", "ROWS", "Argument", "Expression", "Function", "Match", "find"]


def find(name: str, arguments: Sequence[Argument]) -> Match | None:
    """The row of ``name`` that takes these arguments, chosen as Trino does.

    That is one to which none has to convert, or the most specific: whose parameters convert to those of all others
    (an integer becomes rather a real than a double). Where that leaves several, the one with the fewest conversions.
    """
    found = [fit for function in BY_NAME[name] if (fit := match(function, arguments)) is not None]
    exact = [fit for fit in found if not fit.conversions]
    specific = [fit for fit in found if all(_specific(fit, other) for other in found)]
    return min(exact or specific or found, key=lambda fit: fit.conversions, default=None)


def _specific(fit: Match, other: Match) -> bool:
    """Whether the parameters of one row convert to another's; an integer does to a decimal of any precision."""
    return all(
        isinstance(a, Lambda) or isinstance(b, Lambda) or coerces(a, b) or (a.base in INTEGERS and b.base == "decimal")
        for a, b in zip(fit.arguments, other.arguments, strict=True)
    )
