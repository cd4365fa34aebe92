"""Aggregates of statistics: variances, moments, correlation and regression.

Moments are gathered as Trino gathers them, value by value, so that the last digits are the same; DuckDB's variances
are gathered so too. What is not finite makes NaN in Trino and an error in DuckDB.
"""

import math
from collections.abc import Callable, Sequence

from tickstack.sql.functions.listed import Record, folded, listed, of_numbers, whole
from tickstack.sql.functions.row import Function, rows

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")

_NAN = "CAST('NaN' AS DOUBLE)"
_FINITE_PAIR = "CASE WHEN isfinite({0}) AND isfinite({1}) THEN {0} END"


_SMALL = "{0} BETWEEN CAST(-1e150 AS DOUBLE) AND CAST(1e150 AS DOUBLE)"  # the squares of such numbers are finite
_TOO_CLOSE = "tickstack does not support the variance of numbers beyond 1e150 that are within 1e155 of each other"


def _spread(name: str, call: str, value: str, least: int) -> Function:
    """Squares beyond a double's range are Infinity in Trino and an error in DuckDB, which is not given such numbers."""
    large = f"CASE WHEN NOT {_SMALL} THEN {{0}} END"
    high, low, every = f"<<max({large})>>", f"<<min({large})>>", f"<<count({large})>> = <<count({{0}})>>"
    apart = f"CASE WHEN {every} THEN {high} / 2 - {low} / 2 ELSE greatest(abs({high}), abs({low})) / 2 END"
    strange = (
        f"CASE WHEN <<count({{0}})>> < {least} THEN NULL WHEN NOT isfinite({high}) OR NOT isfinite({low}) THEN {_NAN} "
        f"WHEN {apart} = 0 THEN 0.0 WHEN {apart} > 5e154 THEN CAST('Infinity' AS DOUBLE) "
        f"ELSE CAST('!NOT_SUPPORTED|{_TOO_CLOSE}!' AS DOUBLE) END"
    )
    wrap = f"CASE WHEN {high} IS NOT NULL THEN {strange} ELSE {{call}} END"
    return _row(name, "double -> double", f"{call}(CASE WHEN {_SMALL} THEN {{0}} END)", f"{name}(x)", value, wrap)


def _covariance(name: str, value: str, least: int, kind: str = "double") -> Function:
    pairs = "{0} IS NOT NULL AND {1} IS NOT NULL"
    strange = "NOT isfinite({0}) OR NOT isfinite({1})"
    wrap = (
        f"CAST(CASE WHEN <<bool_or(CASE WHEN {pairs} THEN {strange} END)>> THEN "
        f"CASE WHEN <<count(CASE WHEN {pairs} THEN 1 END)>> >= {least} THEN {_NAN} END ELSE {{call}} END AS {{type}})"
    )
    example = f"{name}(x, x)" if kind == "double" else f"{name}(CAST(x AS real), CAST(x AS real))"
    return _row(name, f"{kind}, {kind} -> {kind}", f"{name}({_FINITE_PAIR}, {{1}})", example, value, wrap)


def _moments(values: Sequence[float]) -> tuple[int, float, float, float]:
    """How many there are, and the sums of the second to fourth powers of what lies between each and the mean."""
    n, mean, second, third, fourth = 0, 0.0, 0.0, 0.0, 0.0
    for value in values:
        before, n = n, n + 1
        delta = value - mean
        step = delta / n
        grown = delta * step * before
        square = step * step
        mean += step
        fourth += grown * square * (n * n - 3 * n + 3) + 6 * square * second - 4 * step * third
        third += grown * step * (n - 2) - 3 * step * second
        second += grown
    return n, second, third, fourth


def _divided(dividend: float, divisor: float) -> float:
    """Java's division of doubles."""
    if divisor:
        return dividend / divisor
    return math.nan if dividend == 0 or math.isnan(dividend) else math.copysign(math.inf, dividend)


def _skewness(values: list[float]) -> float | None:
    n, second, third, _ = _moments(values)
    return None if n < 3 else _divided(math.sqrt(n) * third, second**1.5)


def _kurtosis(values: list[float]) -> float | None:
    n, second, _, fourth = _moments(values)
    if n < 4:
        return None
    below = (n - 2.0) * (n - 3.0)
    return _divided((n - 1.0) * n * (n + 1.0) / below * fourth, second * second) - 3.0 * ((n - 1.0) * (n - 1.0)) / below


class _Pairs:
    """Means, co-moment and second moments of pairs."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.mean_x = self.mean_y = self.both = self.second_x = self.second_y = 0.0
        for number, (y, x) in enumerate(whole(records), 1):
            delta_x, delta_y = x - self.mean_x, y - self.mean_y
            self.mean_x += delta_x / number
            self.mean_y += delta_y / number
            self.both += delta_x * (y - self.mean_y)
            self.second_x += delta_x * (x - self.mean_x)
            self.second_y += delta_y * (y - self.mean_y)

    @property
    def slope(self) -> float:
        return _divided(self.both, self.second_x)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _corr(records: Sequence[Record]) -> float | None:
    pairs = _Pairs(records)
    return _finite(_divided(_divided(pairs.both, math.sqrt(pairs.second_x)), math.sqrt(pairs.second_y)))


def _regr_slope(records: Sequence[Record]) -> float | None:
    return _finite(_Pairs(records).slope)


def _regr_intercept(records: Sequence[Record]) -> float | None:
    pairs = _Pairs(records)
    return _finite(pairs.mean_y - pairs.slope * pairs.mean_x)


def _of_pairs(name: str, function: Callable[[Sequence[Record]], float | None], value: str) -> tuple[Function, ...]:
    wrap = folded(function)
    return (
        _row(name, "double, double -> double", listed, f"{name}(x, x)", value, wrap),
        _row(name, "real, real -> real", listed, f"{name}(CAST(x AS real), CAST(x AS real))", value, wrap),
    )


_LOGARITHM = f"CASE WHEN {{0}} < 0 THEN {_NAN} WHEN {{0}} = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE ln({{0}}) END"

ROWS = (
    _spread("stddev", "stddev_samp", "0.7071067811865476", 2),
    _spread("stddev_samp", "stddev_samp", "0.7071067811865476", 2),
    _spread("stddev_pop", "stddev_pop", "0.5", 1),
    _spread("variance", "var_samp", "0.5", 2),
    _spread("var_samp", "var_samp", "0.5", 2),
    _spread("var_pop", "var_pop", "0.25", 1),
    _covariance("covar_pop", "0.25", 1),
    _covariance("covar_samp", "0.5", 2),
    _covariance("covar_pop", "0.25", 1, "real"),
    _covariance("covar_samp", "0.5", 2, "real"),
    *_of_pairs("corr", _corr, "1.0"),
    *_of_pairs("regr_slope", _regr_slope, "1.0"),
    *_of_pairs("regr_intercept", _regr_intercept, "0.0"),
    _row("skewness", "double -> double", listed, "skewness(x * x * x)", None, of_numbers(_skewness)),
    _row("kurtosis", "double -> double", listed, "kurtosis(x)", None, of_numbers(_kurtosis)),
    _row("geometric_mean", "real -> real", f"avg({_LOGARITHM})", "geometric_mean(CAST(x * x AS real))", "2.0",
         "CAST(exp({call}) AS FLOAT)"),
    _row("geometric_mean", "bigint -> double", f"avg({_LOGARITHM})", "geometric_mean(x * x)", "2.0", "exp({call})"),
    _row("geometric_mean", "double -> double", f"avg({_LOGARITHM})", "geometric_mean(x * 1e0)",
         "1.414213562373095", "exp({call})"),
)  # fmt: skip
