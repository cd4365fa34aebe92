"""array_sort with a comparator: https://trino.io/docs/current/functions/array.html#array_sort."""

from collections.abc import Callable, Sequence
from math import isqrt

from tickstack.sql.binding import let, refused
from tickstack.sql.coercion import Typed
from tickstack.sql.functions.lambdas import applied
from tickstack.sql.functions.row import rows
from tickstack.sql.lambdas import Applied
from tickstack.sql.nested import field, pack
from tickstack.sql.python import python, refusal
from tickstack.sql.types import BIGINT, VARCHAR, array, duckdb_type

_row = rows("https://trino.io/docs/current/functions/array.html")
_FEW = 31  # Java sorts up to so many by insertion
_WRONG = "Lambda comparator must return either -1, 0, or 1"
_SIGNS = {"<": -1, "=": 0, ">": 1}


def ordered(compared: str) -> list[int]:
    """The positions in order, where ``compared`` has a row of ``<``, ``=``, ``>`` for each element against all.

    A comparator that contradicts itself, such as one that never gives 0, leaves it to the algorithm what comes of it:
    they are sorted as Java does, by a first run and insertions.
    """
    count = isqrt(len(compared))

    def compare(i: int, j: int) -> int:
        sign = compared[i * count + j]
        if sign not in _SIGNS:
            raise refusal("INVALID_FUNCTION_ARGUMENT", _WRONG)
        return _SIGNS[sign]

    made = _first_run(count, compare)
    for position in range(len(made), count):
        low, high = 0, position
        while low < high:
            middle = (low + high) // 2
            if compare(position, made[middle]) < 0:
                high = middle
            else:
                low = middle + 1
        made.insert(low, position)
    return [position + 1 for position in made]


def _first_run(count: int, compare: Callable[[int, int], int]) -> list[int]:
    """The positions up to where the elements first cease to rise, or to fall, in rising order."""
    run = min(count, 1)
    falling = count > 1 and compare(1, 0) < 0
    while run < count and (compare(run, run - 1) < 0) == falling:
        run += 1
    return list(reversed(range(run))) if falling else list(range(run))


_ordered = python(ordered)


def _inserted(values: str, comparator: Applied) -> str:
    """A short list in order: all its elements are compared, and Python puts them in order."""
    first, second, row, column = map(comparator.name, ("x", "y", "i", "j"))
    sign = f"CASE {comparator(first, second)} WHEN -1 THEN '<' WHEN 0 THEN '=' WHEN 1 THEN '>' ELSE '!' END"
    other = f"CASE WHEN {row} = {column} THEN '=' ELSE {sign} END"
    each = f"list_transform({values}, lambda {second}, {column}: {other})"
    compared = f"array_to_string(flatten(list_transform({values}, lambda {first}, {row}: {each})), '')"
    order = _ordered.sql([Typed(compared, VARCHAR)], array(BIGINT))
    return f"list_transform({order}, lambda {first}: {values}[{first}])"


def _merged(values: str, carrier: str, comparator: Applied) -> str:
    """A long list in order: runs of 1, 2, 4, ... elements are merged two by two, in O(n log\u00b2 n) comparisons.

    All pairs of runs are merged at once. How many elements of the right run come before one of the left is found by
    bisection, and the elements are then sorted by these numbers: equal ones stay as they were.
    """
    state, level, each, at, run = map(comparator.name, ("s", "w", "e", "p", "r"))
    held, width = field(state, 0), field(level, 1)
    before = f"({at} - 1) // (2 * {width}) * 2 * {width}"
    right = f"{before} + {width}"
    pair = pack([at, "CAST(0 AS BIGINT)", f"greatest(0, least({width}, len({held}) - ({right})))", right])
    lefts = f"list_filter(range(1, len({held}) + 1), lambda {at}: ({at} - 1) % (2 * {width}) < {width})"
    place, low, high, start = (field(each, index) for index in range(4))
    middle = f"(({low} + {high}) // 2)"
    sign = comparator(f"{held}[{start} + {middle} + 1]", f"{held}[{place}]")
    less = f"CASE {sign} WHEN -1 THEN true WHEN 0 THEN false WHEN 1 THEN false ELSE {_refused()} END"
    halved = (
        f"CASE WHEN {low} >= {high} THEN {each} WHEN {less} THEN {pack([place, f'{middle} + 1', high, start])} "
        f"ELSE {pack([place, low, middle, start])} END"
    )
    bounds = "STRUCT(f0 BIGINT, f1 BIGINT, f2 BIGINT, f3 BIGINT)[]"
    begun = pack([f"list_transform({lefts}, lambda {at}: {pair})"])
    steps = f"range(CAST(ceil(log2({width} + 1)) AS BIGINT))"
    halves = f"list_transform({steps}, lambda {at}: {pack([f'CAST(NULL AS {bounds})'])})"
    bisected = pack([f"list_transform({field(run, 0)}, lambda {each}: {halved})"])
    found = field(f"list_reduce({halves}, lambda {run}, {at}: {bisected}, {begun})", 0)
    key = pack([f"{start} - {width}", low, "0", place])
    rights = f"list_filter(range(1, len({held}) + 1), lambda {at}: ({at} - 1) % (2 * {width}) >= {width})"
    other = pack([before, f"({at} - 1) % {width}", "1", at])
    keys = f"list_transform({found}, lambda {each}: {key}) || list_transform({rights}, lambda {at}: {other})"
    made = f"list_transform(list_sort({keys}), lambda {each}: {held}[{field(each, 3)}])"
    widths = f"range(CAST(ceil(log2(len({values}))) AS BIGINT))"
    levels = (
        f"list_transform({widths}, lambda {at}: {pack([f'CAST(NULL AS {carrier})', f'CAST(1 AS BIGINT) << {at}'])})"
    )
    first = pack([values, "CAST(0 AS BIGINT)"])
    return field(f"list_reduce({levels}, lambda {state}, {level}: {pack([made, width])}, {first})", 0)


def _refused() -> str:
    return refused("INVALID_FUNCTION_ARGUMENT", f"'{_WRONG}'", "BOOLEAN")


def _sorted(arguments: Sequence[Typed]) -> str:
    values, function = arguments
    comparator = applied(function)

    def body(name: str) -> str:
        few, many = _inserted(name, comparator), _merged(name, duckdb_type(values.type), comparator)
        return f"CASE WHEN len({name}) <= {_FEW} THEN {few} WHEN {name} IS NOT NULL THEN {many} END"

    return let([values.sql], body, comparator.name("let"))


ROWS = (
    _row("array_sort", "array(T), function(T, T, integer) -> array(T)", _sorted,
         "array_sort(ARRAY[3, 2, 5], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1)))", "[5, 3, 2]"),
)  # fmt: skip
