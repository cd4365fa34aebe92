"""DuckDB macros for functions on numbers: what Java's Math gives where DuckDB fails or differs."""

# ruff: noqa: ISC004 -- a body is one text over several lines

_NAN = "CAST('NaN' AS DOUBLE)"
_LEAST_NEGATIVE = (("tinyint", 7), ("smallint", 15), ("integer", 31), ("bigint", 63))


def _refused(name: str, message: str, kind: str) -> str:
    return f"CAST('!{name}|{message}!' AS {kind})"


def _abs(kind: str, bits: int) -> tuple[str, str]:
    message = f"Value -{2**bits} is out of range for abs({kind})"
    refused = _refused("NUMERIC_VALUE_OUT_OF_RANGE", message, kind)
    return f"abs_{kind}(x)", f"CASE WHEN x = CAST('-{2**bits}' AS {kind}) THEN {refused} ELSE abs(x) END"


MACROS = (
    *(_abs(kind, bits) for kind, bits in _LEAST_NEGATIVE),
    ("signum(x)", "CASE WHEN x > 0 AND NOT isnan(x) THEN 1 WHEN x < 0 THEN -1 ELSE x END"),
    # Java rounds -x and negates, which gives -0.0; beyond 2^63 there is nothing behind the point.
    (
        "round_double(x, d)",
        "CASE WHEN isnan(x) OR isinf(x) OR abs(x) * pow(10.0, d) >= 9223372036854775807 THEN x "
        "WHEN x < 0 THEN -(round(-x * pow(10.0, d)) / pow(10.0, d)) ELSE round(x * pow(10.0, d)) / pow(10.0, d) END",
    ),
    ("sqrt_double(x)", f"CASE WHEN x < 0 THEN {_NAN} ELSE sqrt(x) END"),
    *(
        (
            f"{name}_double(x)",
            f"CASE WHEN x < 0 THEN {_NAN} WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE {name}(x) END",
        )
        for name in ("ln", "log10")
    ),
    *((f"{name}_double(x)", f"CASE WHEN isinf(x) THEN {_NAN} ELSE {name}(x) END") for name in ("sin", "cos", "tan")),
    *((f"{name}_double(x)", f"CASE WHEN abs(x) > 1 THEN {_NAN} ELSE {name}(x) END") for name in ("asin", "acos")),
    # Java's pow of an infinite power of one is NaN.
    ("power_double(x, y)", f"CASE WHEN abs(x) = 1 AND NOT isfinite(y) THEN {_NAN} ELSE pow(x, y) END"),
    (
        "random_below(n)",
        "CASE WHEN n <= 0 THEN "
        + _refused("INVALID_FUNCTION_ARGUMENT", "bound must be positive", "DOUBLE")
        + " ELSE floor(random() * n) END",
    ),
    (
        "random_between(a, b)",
        "CASE WHEN a >= b THEN "
        + _refused("INVALID_FUNCTION_ARGUMENT", "start value must be less than stop value", "DOUBLE")
        + " ELSE a + floor(random() * (CAST(b AS DOUBLE) - a)) END",
    ),
)
