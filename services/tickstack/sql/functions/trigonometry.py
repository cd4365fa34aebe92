"""Trigonometric and hyperbolic functions: NaN where Java has no value."""

from tickstack.sql.functions.row import Function, rows

_row = rows("https://trino.io/docs/current/functions/math.html#trigonometric-functions")


def _of_one(name: str, call: str, example: str, value: str) -> Function:
    return _row(name, "double -> double", call, example, value)


ROWS = (
    _of_one("sin", "sin_double({0})", "sin(0)", "0.0"),
    _of_one("cos", "cos_double({0})", "cos(0)", "1.0"),
    _of_one("tan", "tan_double({0})", "tan(infinity())", "NaN"),
    _of_one("asin", "asin_double({0})", "asin(1)", "1.5707963267948966"),
    _of_one("acos", "acos_double({0})", "acos(2)", "NaN"),
    _of_one("atan", "atan({0})", "atan(0)", "0.0"),
    _row("atan2", "double, double -> double", "atan2({0}, {1})", "atan2(0, 1)", "0.0"),
    _of_one("sinh", "sinh({0})", "sinh(0)", "0.0"),
    _of_one("cosh", "cosh({0})", "cosh(0)", "1.0"),
    _of_one("tanh", "tanh({0})", "tanh(0)", "0.0"),
    _of_one("degrees", "degrees({0})", "degrees(pi())", "180.0"),
    _of_one("radians", "radians({0})", "radians(180)", "3.141592653589793"),
)
