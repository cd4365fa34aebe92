"""Aggregate functions of any kind of value: counts, sums, extremes, lists.

What stands around an aggregate's ``call``, and what its ``wrap`` may hold, is told in ``dressing``.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from tickstack.sql.coercion import Typed
from tickstack.sql.comparable import key
from tickstack.sql.functions.row import FLOATING, Function, rows
from tickstack.sql.python import python
from tickstack.sql.types import BIGINT, TrinoType, decimal

_row = rows("https://trino.io/docs/current/functions/aggregate.html", "aggregate")

# The example of an aggregate is over these rows: (1, 'a'), (2, 'b'), (NULL, 'c') as t(x, y).
_BIGINT = "CAST({call} AS BIGINT)"
_DAYS, _MONTHS = "interval day to second", "interval year to month"
_IN_MONTHS = "extract(year FROM {0}) * 12 + extract(month FROM {0})"


def _key(function: str, value: Typed) -> str:
    """What an extreme is taken by: NaN is the least number to Trino's max, the greatest to DuckDB's."""
    if value.type.base not in FLOATING or function == "min":
        return key(value.sql, value.type)
    return f"CASE WHEN isnan({value.sql}) THEN CAST('-Infinity' AS DOUBLE) ELSE {value.sql} END"


def _extreme(function: str) -> Callable[[Sequence[Typed]], str]:
    """Of those that are the same, the first."""

    def call(arguments: Sequence[Typed]) -> str:
        (value,) = arguments
        by = _key(function, value)
        return f"{function}({value.sql})" if by == value.sql else f"arg_{function}({value.sql}, {by})"

    return call


def _many(name: str, message: str) -> str:
    """How many are asked for, which Trino bounds."""
    return (
        f"CASE WHEN {name} <= 0 THEN CAST('!INVALID_FUNCTION_ARGUMENT|{message} must be positive!' AS BIGINT) "
        f"WHEN {name} > 10000 THEN CAST('!INVALID_FUNCTION_ARGUMENT|{message} must be less than or equal to 10000; "
        f"found ' || CAST({name} AS VARCHAR) || '!' AS BIGINT) ELSE {name} END"
    )


def _several(function: str) -> Function:
    def call(arguments: Sequence[Typed]) -> str:
        value, count = arguments
        return f"arg_{function}({value.sql}, {_key(function, value)}, {_many(count.sql, 'second argument of max/min')})"

    value = "[2, 1]" if function == "max" else "[1, 2]"
    return _row(function, "T, bigint -> array(T) where T:orderable", call, f"{function}(x, 5)", value)


def _by(function: str, value: str) -> Function:
    def call(arguments: Sequence[Typed]) -> str:
        shown, by = arguments
        return f"arg_{function}_null({shown.sql}, {_key(function, by)})"

    return _row(f"{function}_by", "V, K -> V where K:orderable", call, f"{function}_by(y, x)", value)


def _several_by(function: str, value: str) -> Function:
    """A value may be NULL, which DuckDB leaves out: it is wrapped."""

    def call(arguments: Sequence[Typed]) -> str:
        shown, by, count = arguments
        many = _many(count.sql, "third argument of max_by/min_by")
        return f"arg_{function}(struct_pack(v := coalesce({shown.sql})), {_key(function, by)}, {many})"

    name = f"{function}_by"
    wrap = 'list_transform({call}, lambda "e": struct_extract("e", \'v\'))'
    return _row(name, "V, K, bigint -> array(V) where K:orderable", call, f"{name}(y, x, 2)", value, wrap)


def _scaled(kinds: Sequence[TrinoType]) -> TrinoType:
    return decimal(38, kinds[0].numbers[1])


def _quotient(_: Sequence[TrinoType], result: TrinoType) -> Callable[[Decimal, int], Decimal]:
    """A sum divided by a count, rounded half up to the digits of the values."""
    unit = Decimal(1).scaleb(-result.numbers[1])
    context = Context(prec=80)

    def quotient(total: Decimal, count: int) -> Decimal:
        return context.divide(total, Decimal(count)).quantize(unit, ROUND_HALF_UP, context)

    return quotient


def _fitting(_: Sequence[Typed], result: TrinoType) -> str:
    """DuckDB's sum may have a digit too many."""
    digits = "9" * 38
    most = f"{digits[: 38 - result.numbers[1]]}.{digits[: result.numbers[1]]}"
    refused = "CAST('!NUMERIC_VALUE_OUT_OF_RANGE|Decimal overflow!' AS {type})"
    return (
        f"CASE WHEN {{call}} BETWEEN CAST('-{most}' AS {{type}}) AND CAST('{most}' AS {{type}}) THEN {{call}} "
        f"WHEN {{call}} IS NULL THEN NULL ELSE {refused} END"
    )


def _mean(arguments: Sequence[Typed], result: TrinoType) -> str:
    total = Typed("{call}", _scaled([arguments[0].type]))
    return python(_quotient, typed=True).sql([total, Typed("<<count({0})>>", BIGINT)], result)


ROWS = (
    _row("count", " -> bigint", "count(*)", "count(*)", "3"),
    _row("count", "T -> bigint", "count({0})", "count(x)", "2"),
    _row("count_if", "boolean -> bigint", "count_if({0})", "count_if(x > 1)", "1",
         "coalesce(CAST({call} AS BIGINT), 0)"),
    _row("sum", "bigint -> bigint", "sum({0})", "sum(x)", "3", _BIGINT),
    _row("sum", "decimal -> decimal(38)", "sum({0})", "sum(x * DECIMAL '0.10')", "0.30", _fitting),
    _row("sum", "real -> real", "sum({0})", "sum(CAST(x AS real))", "3.0", "double_to_real({call})"),
    _row("sum", "double -> double", "sum({0})", "sum(x * 0.5)", "1.5"),
    _row("sum", f"{_DAYS} -> {_DAYS}", "sum(epoch_us({0}))", "sum(INTERVAL '1' HOUR)", "0 03:00:00.000",
         "to_microseconds(CAST({call} AS BIGINT))"),
    _row("sum", f"{_MONTHS} -> {_MONTHS}", f"sum({_IN_MONTHS})", "sum(INTERVAL '5' MONTH)", "1-3",
         "to_months(CAST({call} AS INTEGER))"),
    _row("avg", "bigint -> double", "avg({0})", "avg(x)", "1.5"),
    _row("avg", "decimal -> $1", "sum({0})", "avg(x * DECIMAL '0.11')", "0.17", _mean),
    _row("avg", "real -> real", "avg({0})", "avg(CAST(x AS real))", "1.5", "double_to_real({call})"),
    _row("avg", "double -> double", "avg({0})", "avg(x * 0.5)", "0.75"),
    _row("avg", f"{_DAYS} -> {_DAYS}", "avg(epoch_ms({0}))", "avg(INTERVAL '1' HOUR)", "0 01:00:00.000",
         "to_milliseconds(CAST(floor({call} + 0.5) AS BIGINT))"),
    _row("avg", f"{_MONTHS} -> {_MONTHS}", f"avg({_IN_MONTHS})", "avg(INTERVAL '5' MONTH)", "0-5",
         "to_months(CAST(floor({call} + 0.5) AS INTEGER))"),
    _row("min", "T -> T where T:orderable", _extreme("min"), "min(y)", "a"),
    _row("max", "T -> T where T:orderable", _extreme("max"), "max(x)", "2"),
    _several("min"),
    _several("max"),
    _by("min", "a"),
    _by("max", "b"),
    _several_by("min", "[a, b]"),
    _several_by("max", "[b, a]"),
    _row("arbitrary", "T -> T", "any_value({0})", "arbitrary(2)", "2"),
    _row("any_value", "T -> T", "any_value({0})", "any_value(2)", "2"),
    _row("bool_and", "boolean -> boolean", "bool_and({0})", "bool_and(x > 1)", "false"),
    _row("every", "boolean -> boolean", "bool_and({0})", "every(x > 0)", "true"),
    _row("bool_or", "boolean -> boolean", "bool_or({0})", "bool_or(x > 1)", "true"),
    _row("bitwise_and_agg", "bigint -> bigint", "bit_and({0})", "bitwise_and_agg(x + 4)", "4"),
    _row("bitwise_or_agg", "bigint -> bigint", "bit_or({0})", "bitwise_or_agg(x)", "3"),
    _row("array_agg", "T -> array(T)", "list({0})", "array_agg(x ORDER BY y DESC)", "[null, 2, 1]"),
)  # fmt: skip
