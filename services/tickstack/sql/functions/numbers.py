"""Functions on numbers."""

from collections.abc import Callable, Sequence

from tickstack.sql.coercion import Typed
from tickstack.sql.functions.row import FLOATING, Function, refusals, rows
from tickstack.sql.types import duckdb_type

_row = rows("https://trino.io/docs/current/functions/math.html")


def _double(name: str, call: str, example: str, value: str, arity: int = 1) -> Function:
    return _row(name, ", ".join(["double"] * arity) + " -> double", call, example, value)


def _extreme(name: str) -> Callable[[Sequence[Typed]], str]:
    """DuckDB's greatest and least skip NULL, Trino's give NULL."""

    def call(arguments: Sequence[Typed]) -> str:
        values = [argument.sql for argument in arguments]
        nulls = " OR ".join(f"{value} IS NULL" for value in values)
        if name == "greatest" and arguments[0].type.base in FLOATING:  # NaN counts as the smallest
            numbers = ", ".join(f"CASE WHEN NOT isnan({value}) THEN {value} END" for value in values)
            return f"CASE WHEN {nulls} THEN NULL ELSE coalesce(greatest({numbers}), {values[0]}) END"
        return f"CASE WHEN {nulls} THEN NULL ELSE {name}({', '.join(values)}) END"

    return call


def _rounded(arguments: Sequence[Typed]) -> str:
    """An integer rounded to tens stays one of its type."""
    return f"CAST(round({arguments[0].sql}, {arguments[1].sql}) AS {duckdb_type(arguments[0].type)})"


REFUSED = refusals(
    *(f"{name}(decimal)" for name in ("round", "floor", "ceil", "ceiling", "truncate", "sign")),
    "round(decimal, bigint)",
    "round(real, bigint)",
    "truncate(real)",
    "truncate(decimal, bigint)",
    "sign(real)",
    "mod(decimal, decimal)",
    "mod(decimal, double)",
    *(f"{name}({parameters})" for name in ("random", "rand") for parameters in ("bigint", "bigint, bigint")),
)

ROWS = (
    _row("abs", "numeric -> $1", "abs({0})", "abs(-2)", "2"),
    _row("sign", "integral -> $1", "CAST(sign({0}) AS BIGINT)", "sign(BIGINT '-2')", "-1"),
    _row("sign", "double -> double", "CAST(sign({0}) AS DOUBLE)", "sign(-2.5)", "-1.0"),
    _row("round", "integral -> $1", "{0}", "round(3)", "3"),
    _row("round", "integral, integer -> $1", _rounded, "round(123456, -2)", "123500"),
    _row("round", "double -> double", "round({0})", "round(-2.5)", "-3.0"),
    _row("round", "double, integer -> double", "round({0}, {1})", "round(1.005, 1)", "1.0"),
    _row("round", "real -> real", "CAST(round({0}) AS FLOAT)", "round(REAL '2.5')", "3.0"),
    _row("floor", "real -> real", "CAST(floor({0}) AS FLOAT)", "floor(REAL '2.5')", "2.0"),
    _row("ceil", "real -> real", "CAST(ceil({0}) AS FLOAT)", "ceil(REAL '2.5')", "3.0"),
    _row("ceiling", "real -> real", "CAST(ceil({0}) AS FLOAT)", "ceiling(REAL '2.5')", "3.0"),
    _row("floor", "integral -> $1", "{0}", "floor(3)", "3"),
    _row("floor", "double -> double", "floor({0})", "floor(-1.5)", "-2.0"),
    _row("ceil", "integral -> $1", "{0}", "ceil(3)", "3"),
    _row("ceil", "double -> double", "ceil({0})", "ceil(1.2)", "2.0"),
    _row("ceiling", "integral -> $1", "{0}", "ceiling(3)", "3"),
    _row("ceiling", "double -> double", "ceil({0})", "ceiling(1.2)", "2.0"),
    _row("truncate", "double -> double", "trunc({0})", "truncate(-1.9)", "-1.0"),
    _row("mod", "integer, integer -> integer", "modulo({0}, {1})", "mod(-7, 3)", "-1"),
    _row("mod", "bigint, bigint -> bigint", "modulo({0}, {1})", "mod(BIGINT '7', 3)", "1"),
    _row("mod", "double, double -> double", "({0} % {1})", "mod(5.5, 2.0)", "1.5"),
    _double("power", "pow({0}, {1})", "power(2, 10)", "1024.0", 2),
    _double("pow", "pow({0}, {1})", "pow(2, 0.5)", "1.4142135623730951", 2),
    _double("sqrt", "CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt({0}) END", "sqrt(2)", "1.4142135623730951"),
    _double("cbrt", "CASE WHEN pow(round(cbrt({0})), 3) = {0} THEN round(cbrt({0})) ELSE cbrt({0}) END", "cbrt(27)",
            "3.0"),
    _double("exp", "exp({0})", "exp(0)", "1.0"),
    _double("ln", "CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-Infinity' AS DOUBLE) "
            "ELSE ln({0}) END", "ln(1)", "0.0"),
    _double("log2", "CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-Infinity' AS DOUBLE) "
            "ELSE log2({0}) END", "log2(8)", "3.0"),
    _double("log10", "CASE WHEN {0} < 0 THEN CAST('NaN' AS DOUBLE) WHEN {0} = 0 THEN CAST('-Infinity' AS DOUBLE) "
            "ELSE log10({0}) END", "log10(100)", "2.0"),
    _double("sin", "sin({0})", "sin(0)", "0.0"),
    _double("cos", "cos({0})", "cos(0)", "1.0"),
    _double("tan", "tan({0})", "tan(0)", "0.0"),
    _double("atan", "atan({0})", "atan(0)", "0.0"),
    _double("atan2", "atan2({0}, {1})", "atan2(0, 1)", "0.0", 2),
    _double("degrees", "degrees({0})", "degrees(pi())", "180.0"),
    _double("radians", "radians({0})", "radians(180)", "3.141592653589793"),
    _row("pi", " -> double", "pi()", "pi()", "3.141592653589793"),
    _row("e", " -> double", "exp(CAST(1 AS DOUBLE))", "e()", "2.718281828459045"),
    _row("nan", " -> double", "CAST('NaN' AS DOUBLE)", "nan()", "NaN"),
    _row("infinity", " -> double", "CAST('Infinity' AS DOUBLE)", "infinity()", "Infinity"),
    _row("is_nan", "double -> boolean", "isnan({0})", "is_nan(nan())", "true"),
    _row("is_finite", "double -> boolean", "isfinite({0})", "is_finite(1)", "true"),
    _row("is_infinite", "double -> boolean", "isinf({0})", "is_infinite(infinity())", "true"),
    _row("random", " -> double", "random()", "random() < 1", "true"),
    _row("rand", " -> double", "random()", "rand() < 1", "true"),
    _row("greatest", "T, T... -> T", _extreme("greatest"), "greatest(1, 3, 2)", "3"),
    _row("least", "T, T... -> T", _extreme("least"), "least(3, NULL, 2)", None),
)  # fmt: skip
