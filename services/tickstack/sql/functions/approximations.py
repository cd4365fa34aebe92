"""Aggregates that Trino approximates: exact for few values here as there, and within its error for many."""

import heapq
import math
from collections.abc import Callable, Sequence
from typing import Any

from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import key
from tickstack.sql.functions.listed import Record, folded, folded_by, listed, whole
from tickstack.sql.functions.row import FLOATING, Function, rows
from tickstack.sql.python import refusal
from tickstack.sql.sketches.qdigest import NUMBERS, QuantileDigest
from tickstack.sql.sketches.tdigest import TDigest
from tickstack.sql.types import TrinoType

_row = rows("https://trino.io/docs/current/functions/aggregate.html#approximate-aggregate-functions", "aggregate")


def _refuse(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _digest(records: Sequence[tuple[Any, ...]], *, weighted: bool) -> TDigest:
    for record in records:
        if not math.isfinite(record[0]):
            what = "value is NaN" if math.isnan(record[0]) else "value must be finite"
            raise refusal("GENERIC_INTERNAL_ERROR", what)
        if weighted and not record[1] > 0:
            raise _refuse("weight must be > 0")
    return TDigest((float(record[0]), float(record[1]) if weighted else 1.0) for record in records)


def _percentile(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Record]], Any]:
    weighted = len(kinds[0].inner[0].inner) == 3
    several = result.base == "array"
    floating = (result.inner[0] if several else result).base in FLOATING

    def fold(records: list[Record]) -> Any:
        made = whole(records)
        if not made:
            return None
        digest = _digest(made, weighted=weighted)
        asked = made[-1][-1] if several else [made[-1][-1]]
        for each in asked:
            if each is None:
                raise _refuse("Percentile cannot be null")
            if not 0 <= each <= 1:
                raise _refuse("Percentile must be between 0 and 1")
        values = [digest.value_at(each) for each in asked]
        shown = values if floating else [math.floor(value + 0.5) for value in values]
        return shown if several else shown[0]

    return fold


def _percentiles(kind: str, value: str, several: str) -> tuple[Function, ...]:
    wrap = folded_by(_percentile)
    name = "approx_percentile"
    x = f"CAST(x AS {kind})"
    return (
        _row(name, f"{kind}, double -> {kind}", listed, f"{name}({x}, 0.5)", value, wrap),
        _row(name, f"{kind}, double, double -> {kind}", listed, f"{name}({x}, 2.0, 0.9)", value, wrap),
        _row(name, f"{kind}, double, double, double -> {kind}", listed, f"{name}({x}, 2.0, 0.9, 0.1)", value,
             folded_by(_accurate)),
        _row(name, f"{kind}, array(double) -> array({kind})", listed, f"{name}({x}, ARRAY[0.1, 0.9])", several, wrap),
        _row(name, f"{kind}, double, array(double) -> array({kind})", listed, f"{name}({x}, 1.0, ARRAY[0.9, 0.1])",
             f"[{', '.join(several[1:-1].split(', ')[::-1])}]", wrap),
    )  # fmt: skip


class _Buckets:
    """A histogram of at most so many buckets, the closest of which are joined: Ben-Haim's and Tom-Tov's."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.room = most + max(int(most * 0.2), 1)
        self.held: list[tuple[float, float]] = []

    def add(self, value: float, weight: float) -> None:
        if len(self.held) == self.room:
            self.compact()
        self.held.append((value, weight))

    def compact(self) -> None:
        same: dict[float, float] = {}
        for value, weight in sorted(self.held, key=lambda bucket: bucket[0]):
            same[value] = same.get(value, 0.0) + weight
        self.held = list(same.items())
        if len(self.held) > self.most:
            self.held = _joined(self.held, self.most)


def _joined(buckets: list[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """Neighbours joined in the order of what it costs, until ``most`` are left."""
    held: list[tuple[float, float] | None] = list(buckets)
    left = [index - 1 for index in range(len(held))]
    right = [index + 1 for index in range(len(held))]
    age = [0] * len(held)

    def cost(index: int) -> tuple[float, int, int]:
        following = right[index]
        if following >= len(held):
            return math.inf, index, age[index]
        (value, weight), (other, more) = held[index] or (0.0, 0.0), held[following] or (0.0, 0.0)
        together = weight + more
        return (
            together * ((value - other) * (value - other)) * (weight * more / (together * together)),
            index,
            age[index],
        )

    queue = [cost(index) for index in range(len(held))]
    heapq.heapify(queue)
    count = len(held)
    while count > most:
        _, index, made = heapq.heappop(queue)
        current, following = held[index], right[index]
        if made != age[index] or current is None:
            continue
        value, weight = held[following] or (0.0, 0.0)
        together = current[1] + weight
        held[index] = (current[0] * current[1] + value * weight) / together, together
        held[following] = None
        right[index] = right[following]
        if right[index] < len(held):
            left[right[index]] = index
        count -= 1
        for changed in (index, left[index]):
            if changed >= 0:
                age[changed] += 1
                heapq.heappush(queue, cost(changed))
    return sorted(bucket for bucket in held if bucket is not None)


def _numeric_histogram(records: list[Record]) -> list[tuple[float, float]] | None:
    made = whole(records)
    if not made:
        return None
    if made[0][0] < 2:
        raise _refuse("numeric_histogram bucket count must be greater than one")
    buckets = _Buckets(made[0][0])
    for record in made:
        buckets.add(record[1], record[2] if len(record) == 3 else 1.0)
    buckets.compact()
    return buckets.held


def _most_frequent(records: list[Record]) -> list[tuple[Any, int]] | None:
    """Space saving: of too many values the rarest gives its place, and its count, to a new one."""
    made = whole(records)
    if not made:
        return None
    most, _, capacity = made[0]
    if most < 2:
        raise _refuse("approx_most_frequent bucket count must be greater than one, input bucket count: " + str(most))
    if capacity < 2:
        raise _refuse("approx_most_frequent capacity must be greater than one, input capacity: " + str(capacity))
    counts: dict[Any, int] = {}
    for _, value, _ in made:
        if value in counts or len(counts) < capacity:
            counts[value] = counts.get(value, 0) + 1
        else:
            rarest = min(counts, key=lambda known: counts[known])
            counts[value] = counts.pop(rarest) + 1
    return sorted(counts.items(), key=lambda item: -item[1])[:most]


_ERROR = (
    "CASE WHEN <<bool_or({1} < 0.0040625 OR {1} > 0.26)>> THEN CAST('!INVALID_FUNCTION_ARGUMENT|Max standard error "
    "must be in [0.0040625, 0.26]: ' || CAST(<<any_value({1})>> AS VARCHAR) || '!' AS BIGINT) ELSE {call} END"
)


def _accurate(_: Sequence[TrinoType], result: TrinoType) -> Callable[[list[Record]], Any]:
    """The deprecated form, which Trino computes with the quantile digest."""
    forth, back = NUMBERS[result.base]

    def fold(records: list[Record]) -> Any:
        made = whole(records)
        if not made:
            return None
        if not all(weight > 0 for _, weight, _, _ in made):
            raise _refuse("percentile weight must be > 0")
        if not 0 < made[0][3] < 1:
            raise _refuse("Percentile accuracy must be strictly between 0 and 1")
        digest = QuantileDigest(made[0][3])
        for value, weight, _, _ in made:
            digest.add(forth(value), weight)
        if not 0 <= made[-1][2] <= 1:
            raise _refuse("Percentile must be between 0 and 1")
        return back(digest.value_at(made[-1][2]))

    return fold


def _distinct(arguments: Sequence[Typed]) -> str:
    """Counted, not estimated."""
    return f"count(DISTINCT {key(arguments[0].sql, arguments[0].type)})"


_NUMERIC = folded(_numeric_histogram)
_FREQUENT = folded(_most_frequent)

ROWS = (
    _row("approx_distinct", "T -> bigint", _distinct, "approx_distinct(x)", "2"),
    _row("approx_distinct", "T, double -> bigint", _distinct, "approx_distinct(x, 0.1)", "2",
         _ERROR),
    *_percentiles("bigint", "2", "[1, 2]"),
    *_percentiles("real", "2.0", "[1.0, 2.0]"),
    *_percentiles("double", "2.0", "[1.0, 2.0]"),
    _row("numeric_histogram", "bigint, real -> map(real, real)", listed, "numeric_histogram(2, CAST(x AS real))",
         "{1.0=1.0, 2.0=1.0}", _NUMERIC),
    _row("numeric_histogram", "bigint, double -> map(double, double)", listed, "numeric_histogram(2, x)",
         "{1.0=1.0, 2.0=1.0}", _NUMERIC),
    _row("numeric_histogram", "bigint, real, double -> map(real, real)", listed,
         "numeric_histogram(2, CAST(x AS real), 2.0)", "{1.0=2.0, 2.0=2.0}", _NUMERIC),
    _row("numeric_histogram", "bigint, double, double -> map(double, double)", listed,
         "numeric_histogram(2, x, 0.5)", "{1.0=0.5, 2.0=0.5}", _NUMERIC),
    _row("approx_most_frequent", "bigint, bigint, bigint -> map(bigint, bigint)", listed,
         "approx_most_frequent(2, x, 9)", "{1=1, 2=1}", _FREQUENT),
    _row("approx_most_frequent", "bigint, varchar, bigint -> map(varchar, bigint)", listed,
         "approx_most_frequent(3, y, 9)", "{a=1, b=1, c=1}", _FREQUENT),
)  # fmt: skip
