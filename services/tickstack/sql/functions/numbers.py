"""Functions on numbers: signs, powers, logarithms, remainders, chance, extremes, buckets."""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from fractions import Fraction

from tickstack.sql.coercion import NUMBERS, Typed
from tickstack.sql.functions.row import FLOATING, Expression, Function, rows
from tickstack.sql.python import python, refusal
from tickstack.sql.types import TrinoType, decimal, duckdb_type

_row = rows("https://trino.io/docs/current/functions/math.html")
_WHOLE = NUMBERS[:4]


def _double(name: str, call: Expression, example: str, value: str, arity: int = 1) -> Function:
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


def _remainder(arguments: Sequence[Typed]) -> str:
    """Both as decimals of the larger scale."""
    scale = max(argument.type.numbers[1] for argument in arguments)
    for precision, own in (argument.type.numbers for argument in arguments):
        if precision - own + scale > 38:
            raise NotImplementedError("mod of decimals that have no common type of 38 digits")
    first, second = (f"CAST({argument.sql} AS DECIMAL(38, {scale}))" for argument in arguments)
    return f"CAST(modulo({first}, {second}) AS {duckdb_type(_remainder_type([a.type for a in arguments]))})"


def _remainder_type(kinds: Sequence[TrinoType]) -> TrinoType:
    scale = max(kind.numbers[1] for kind in kinds)
    return decimal(min(kind.numbers[0] - kind.numbers[1] for kind in kinds) + scale, scale)


def _cube_root(value: float) -> float:
    """The nearest double; C's own may be the next to it."""
    root = math.cbrt(value)
    if not math.isfinite(root) or not root:
        return root
    near = (math.nextafter(root, -math.inf), root, math.nextafter(root, math.inf))
    return min(near, key=lambda each: abs(Fraction(each) ** 3 - Fraction(value)))


def _refuse(message: str) -> Exception:
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _digits(radix: int) -> str:
    if not 2 <= radix <= 36:
        raise _refuse("Radix must be between 2 and 36")
    return "0123456789abcdefghijklmnopqrstuvwxyz"[:radix]


def _to_base(value: int, radix: int) -> str:
    digits, rest, made = _digits(radix), abs(value), ""
    while rest:
        rest, digit = divmod(rest, radix)
        made = digits[digit] + made
    return ("-" if value < 0 else "") + (made or "0")


def _from_base(text: str, radix: int) -> int:
    digits, number = _digits(radix), text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    if not number or set(number.lower()) - set(digits) or not number.isascii():
        raise _refuse(f"Not a valid base-{radix} number: {text}")
    value = int(number, radix) * (-1 if text.startswith("-") else 1)
    if not -(2**63) <= value < 2**63:
        raise _refuse(f"Not a valid base-{radix} number: {text}")
    return value


def _bucket(value: float, first: float, second: float, count: int) -> int:
    for refused, message in (
        (count <= 0, "bucketCount must be greater than 0"),
        (math.isnan(value), "operand must not be NaN"),
        (not math.isfinite(first), "first bound must be finite"),
        (not math.isfinite(second), "second bound must be finite"),
        (first == second, "bounds cannot equal each other"),
    ):
        if refused:
            raise _refuse(message)
    lower, upper = min(first, second), max(first, second)
    if value < lower:
        number = 0
    elif value >= upper:
        number = count + 1
    else:
        number = int(count * (value - lower) / (upper - lower) + 1)
    return number if first < second else count - number + 1


def _bin(value: float, bins: list[float | None]) -> int:
    if not bins:
        raise _refuse("Bins cannot be an empty array")
    if math.isnan(value):
        raise _refuse("Operand cannot be NaN")
    known = [0.0 if bound is None else bound for bound in bins]
    for bound in known:
        if not math.isfinite(bound):
            shown = "NaN" if math.isnan(bound) else "Infinity" if bound > 0 else "-Infinity"
            raise _refuse(f"Bin value must be finite, got {shown}")
    if known != sorted(known):
        raise _refuse("Bin values are not sorted in ascending order")
    return bisect_right(known, value)


def _similarity(left: dict[str, float | None], right: dict[str, float | None]) -> float | None:
    if left is None or right is None or None in left.values() or None in right.values():
        return None
    norm = 1.0
    for vector in (left, right):
        norm *= math.sqrt(sum((value or 0.0) ** 2 for value in vector.values()))
    product = sum((value or 0.0) * (right.get(key) or 0.0) for key, value in left.items())
    return product / norm if norm else math.nan


def _drawn() -> tuple[Function, ...]:
    made = [_row(name, " -> double", "random()", f"{name}() < 1", "true") for name in ("random", "rand")]
    for name in ("random", "rand"):
        for kind in _WHOLE:
            one, cast = f"CAST(1 AS {kind})", "CAST({} AS {})"
            call = cast.format("random_below({0})", kind.upper())
            made.append(_row(name, f"{kind} -> {kind}", call, f"{name}({one})", "0"))
            call = cast.format("random_between({0}, {1})", kind.upper())
            example = f"{name}(CAST(2 AS {kind}), CAST(3 AS {kind}))"
            made.append(_row(name, f"{kind}, {kind} -> {kind}", call, example, "2"))
    return tuple(made)


ROWS = (
    *(_row("abs", f"{kind} -> {kind}", f"abs_{kind}({{0}})", f"abs(CAST(-2 AS {kind}))", "2") for kind in _WHOLE),
    _row("abs", "decimal -> $1", "abs({0})", "abs(DECIMAL '-2.50')", "2.50"),
    _row("abs", "real -> real", "abs({0})", "abs(REAL '-2.5')", "2.5"),
    _row("abs", "double -> double", "abs({0})", "abs(-2.5)", "2.5"),
    *(_row("sign", f"{kind} -> {kind}", f"CAST(sign({{0}}) AS {kind})", f"sign(CAST(-2 AS {kind}))", "-1")
      for kind in _WHOLE),
    _row("sign", "decimal -> decimal(1)", "CAST(sign({0}) AS DECIMAL(1, 0))", "sign(DECIMAL '-2.50')", "-1",
         result=lambda _: TrinoType("decimal", (1, 0))),
    _row("sign", "real -> real", "CAST(signum({0}) AS FLOAT)", "sign(REAL '2.5')", "1.0"),
    _row("sign", "double -> double", "CAST(signum({0}) AS DOUBLE)", "sign(-2.5)", "-1.0"),
    *(_row("mod", f"{kind}, {kind} -> {kind}", "modulo({0}, {1})", f"mod(CAST(-7 AS {kind}), CAST(3 AS {kind}))", "-1")
      for kind in _WHOLE),
    _row("mod", "decimal, decimal -> decimal", _remainder, "mod(DECIMAL '5.50', DECIMAL '2.0')", "1.50",
         result=_remainder_type),
    _row("mod", "real, real -> real", "CAST(fmod({0}, {1}) AS FLOAT)", "mod(REAL '5.5', REAL '2')", "1.5"),
    _row("mod", "double, double -> double", "fmod({0}, {1})", "mod(5.5, 2.0)", "1.5"),
    _double("power", "power_double({0}, {1})", "power(2, 10)", "1024.0", 2),
    _double("pow", "power_double({0}, {1})", "pow(2, 0.5)", "1.4142135623730951", 2),
    _double("sqrt", "sqrt_double({0})", "sqrt(2)", "1.4142135623730951"),
    _double("cbrt", python(_cube_root), "cbrt(27)", "3.0"),
    _double("exp", "exp({0})", "exp(0)", "1.0"),
    _double("ln", "ln_double({0})", "ln(1)", "0.0"),
    _double("log", "ln_double({1}) / ln_double({0})", "log(3, 81)", "4.0", 2),
    _double("log2", "ln_double({0}) / 0.6931471805599453e0", "log2(8)", "3.0"),
    _double("log10", "log10_double({0})", "log10(100)", "2.0"),
    _row("pi", " -> double", "pi()", "pi()", "3.141592653589793"),
    _row("e", " -> double", "CAST('2.718281828459045' AS DOUBLE)", "e()", "2.718281828459045"),
    _row("nan", " -> double", "CAST('NaN' AS DOUBLE)", "nan()", "NaN"),
    _row("infinity", " -> double", "CAST('Infinity' AS DOUBLE)", "infinity()", "Infinity"),
    _row("is_nan", "double -> boolean", "isnan({0})", "is_nan(nan())", "true"),
    _row("is_finite", "double -> boolean", "isfinite({0})", "is_finite(1)", "true"),
    _row("is_infinite", "double -> boolean", "isinf({0})", "is_infinite(infinity())", "true"),
    *_drawn(),
    _row("greatest", "E... -> E where E:orderable", _extreme("greatest"), "greatest(1, 3, 2)", "3"),
    _row("least", "E... -> E where E:orderable", _extreme("least"), "least(3, NULL, 2)", None),
    _row("to_base", "bigint, bigint -> varchar(64)", python(_to_base), "to_base(-255, 16)", "-ff"),
    _row("from_base", "varchar, bigint -> bigint", python(_from_base), "from_base('-FF', 16)", "-255"),
    _row("width_bucket", "double, double, double, bigint -> bigint", python(_bucket), "width_bucket(8, 0, 10, 4)",
         "4"),
    _row("width_bucket", "double, array(double) -> bigint", python(_bin), "width_bucket(8, ARRAY[0, 4, 8])", "3"),
    _row("cosine_similarity", "map(varchar, double), map(varchar, double) -> double", python(_similarity, nulls=True),
         "cosine_similarity(map(ARRAY['a'], ARRAY[1.0]), map(ARRAY['a'], ARRAY[2.0]))", "1.0"),
)  # fmt: skip
