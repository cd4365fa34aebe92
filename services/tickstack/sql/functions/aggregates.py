"""Aggregate and window functions.

An aggregate's ``call`` takes DISTINCT, ORDER BY, FILTER and OVER; its ``wrap`` stands around all of that.
"""

from collections.abc import Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import FLOATING, Function, refusals, rows

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")
_window = rows("https://trino.io/docs/current/functions/window.html", "window")

# The example of an aggregate is over these rows: (1, 'a'), (2, 'b'), (NULL, 'c') as t(x, y).
_FINITE = "CASE WHEN isfinite({call}) THEN {call} END"
_BIGINT = "CAST({call} AS BIGINT)"


def _statistic(name: str, call: str, value: str | None) -> Function:
    return _row(name, "double -> double", call, f"{name}(x)", value)


def _pair(name: str, value: str | None) -> Function:
    return _row(name, "double, double -> double", f"{name}({{0}}, {{1}})", f"{name}(x, x)", value, _FINITE)


def _key(value: Typed) -> str:
    """What a maximum is taken by: NaN is the least number to Trino's max, the greatest to DuckDB's."""
    return f"CASE WHEN isnan({value.sql}) THEN CAST('-Infinity' AS DOUBLE) ELSE {value.sql} END"


def _max(arguments: Sequence[Typed]) -> str:
    value = arguments[0]
    return f"arg_max({value.sql}, {_key(value)})" if value.type.base in FLOATING else f"max({value.sql})"


def _max_by(arguments: Sequence[Typed]) -> str:
    value, key = arguments
    return f"arg_max_null({value.sql}, {_key(key) if key.type.base in FLOATING else key.sql})"


REFUSED = refusals(
    "avg(decimal)",
    *(f"{name}({span})" for name in ("avg", "sum") for span in ("interval day to second", "interval year to month")),
    "approx_distinct(T, double)",
    "approx_percentile(real, double)",
    "approx_percentile(double, array(double))",
    "approx_percentile(double, double, double)",
    *(f"{name}(T, bigint)" for name in ("max", "min")),
    *(f"{name}(V, K, bigint)" for name in ("max_by", "min_by")),
)

ROWS = (
    _row("count", " -> bigint", "count(*)", "count(*)", "3"),
    _row("count", "T -> bigint", "count({0})", "count(x)", "2"),
    _row("count_if", "boolean -> bigint", "count_if({0})", "count_if(x > 1)", "1", _BIGINT),
    _row("sum", "bigint -> bigint", "sum({0})", "sum(x)", "3", _BIGINT),
    _row("sum", "decimal -> decimal(38)", "sum({0})", "sum(x * DECIMAL '0.10')", "0.30"),
    _row("sum", "real -> real", "sum({0})", "sum(CAST(x AS real))", "3.0", "CAST({call} AS FLOAT)"),
    _row("sum", "double -> double", "sum({0})", "sum(x * 0.5)", "1.5"),
    _row("avg", "bigint -> double", "avg({0})", "avg(x)", "1.5"),
    _row("avg", "real -> real", "avg({0})", "avg(CAST(x AS real))", "1.5", "CAST({call} AS FLOAT)"),
    _row("avg", "double -> double", "avg({0})", "avg(x * 0.5)", "0.75"),
    _row("min", "T -> T", "min({0})", "min(y)", "a"),
    _row("max", "T -> T", _max, "max(x)", "2"),
    _row("min_by", "V, K -> V", "arg_min_null({0}, {1})", "min_by(y, x)", "a"),
    _row("max_by", "V, K -> V", _max_by, "max_by(y, x)", "b"),
    _row("arbitrary", "T -> T", "any_value({0})", "arbitrary(2)", "2"),
    _row("any_value", "T -> T", "any_value({0})", "any_value(2)", "2"),
    _row("bool_and", "boolean -> boolean", "bool_and({0})", "bool_and(x > 1)", "false"),
    _row("every", "boolean -> boolean", "bool_and({0})", "every(x > 0)", "true"),
    _row("bool_or", "boolean -> boolean", "bool_or({0})", "bool_or(x > 1)", "true"),
    _row("approx_distinct", "T -> bigint", "count(DISTINCT {0})", "approx_distinct(x)", "2"),
    _row("approx_percentile", "bigint, double -> bigint", "quantile_disc({0}, {1})", "approx_percentile(x, 0.5)", "1"),
    _row("approx_percentile", "double, double -> double", "quantile_disc({0}, {1})",
         "approx_percentile(x * 1.5, 1.0)", "3.0"),
    _row("array_agg", "T -> array(T)", "list({0})", "array_agg(x ORDER BY y DESC)", "[null, 2, 1]"),
    _row("geometric_mean", "double -> double", "geometric_mean({0})", "geometric_mean(x * x)", "2.0"),
    _statistic("stddev", "stddev_samp({0})", "0.7071067811865476"),
    _statistic("stddev_samp", "stddev_samp({0})", "0.7071067811865476"),
    _statistic("stddev_pop", "stddev_pop({0})", "0.5"),
    _statistic("variance", "var_samp({0})", "0.5"),
    _statistic("var_samp", "var_samp({0})", "0.5"),
    _statistic("var_pop", "var_pop({0})", "0.25"),
    _pair("corr", "1.0"),
    _pair("covar_pop", "0.25"),
    _pair("covar_samp", "0.5"),
    _pair("regr_slope", "1.0"),
    _pair("regr_intercept", "0.0"),
    _window("row_number", " -> bigint", "row_number()", "row_number() OVER (ORDER BY y DESC)", "3"),
    _window("rank", " -> bigint", "rank()", "rank() OVER (ORDER BY y DESC)", "3"),
    _window("dense_rank", " -> bigint", "dense_rank()", "dense_rank() OVER (ORDER BY y)", "1"),
    _window("percent_rank", " -> double", "percent_rank()", "percent_rank() OVER (ORDER BY y)", "0.0"),
    _window("cume_dist", " -> double", "cume_dist()", "cume_dist() OVER (ORDER BY y DESC)", "1.0"),
    _window("ntile", "bigint -> bigint", "ntile({0})", "ntile(3) OVER (ORDER BY y)", "1"),
    _window("lag", "T -> T", "lag({0})", "lag(x) OVER (ORDER BY y)", None),
    _window("lag", "T, bigint -> T", "lag({0}, {1})", "lag(x, 1) OVER (ORDER BY y DESC)", "2"),
    _window("lag", "T, bigint, T -> T", "lag({0}, {1}, {2})", "lag(x, 1, 9) OVER (ORDER BY y)", "9"),
    _window("lead", "T -> T", "lead({0})", "lead(x) OVER (ORDER BY y)", "2"),
    _window("lead", "T, bigint -> T", "lead({0}, {1})", "lead(x, 2) OVER (ORDER BY y)", None),
    _window("lead", "T, bigint, T -> T", "lead({0}, {1}, {2})", "lead(x, 3, 9) OVER (ORDER BY y)", "9"),
    _window("first_value", "T -> T", "first_value({0})", "first_value(y) OVER (ORDER BY y DESC)", "c"),
    _window("last_value", "T -> T", "last_value({0})", "last_value(y) OVER (ORDER BY y)", "a"),
    _window("nth_value", "T, bigint -> T", "nth_value({0}, {1})", "nth_value(y, 1) OVER (ORDER BY y)", "a"),
)  # fmt: skip
