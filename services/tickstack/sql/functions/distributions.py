"""Functions of probability distributions, and Wilson's interval."""

import math
from statistics import NormalDist

from tickstack.sql.functions import special_functions
from tickstack.sql.functions.row import rows
from tickstack.sql.python import python, refusal

_row = rows("https://trino.io/docs/current/functions/math.html#statistical-functions")


def _check(held: bool, message: str) -> None:
    if not held:
        raise refusal("INVALID_FUNCTION_ARGUMENT", message)


def _normal_cdf(mean: float, deviation: float, value: float) -> float:
    _check(deviation > 0, "standardDeviation must be > 0")
    return 0.5 * (1 + special_functions.erf((value - mean) / (deviation * math.sqrt(2))))


def _inverse_normal_cdf(mean: float, deviation: float, p: float) -> float:
    _check(0 < p < 1, "p must be 0 > p > 1")
    _check(deviation > 0, "sd must be > 0")
    return mean + deviation * NormalDist().inv_cdf(p)


def _beta_cdf(a: float, b: float, value: float) -> float:
    _check(0 <= value <= 1, "value must be 0 >= v >= 1")
    _check(a > 0 and b > 0, "a, b must be > 0")
    return special_functions.beta(value, a, b)


def _inverse_beta_cdf(a: float, b: float, p: float) -> float:
    _check(0 <= p <= 1, "p must be 0 >= p >= 1")
    _check(a > 0 and b > 0, "a, b must be > 0")
    return special_functions.inverse_beta(p, a, b)


def _wilson(successes: int, trials: int, z: float, bound: int) -> float:
    _check(successes >= 0, "number of successes must not be negative")
    _check(trials > 0, "number of trials must be positive")
    _check(successes <= trials, "number of successes must not be larger than number of trials")
    _check(z >= 0, "z-score must not be negative")
    p, square = successes / trials, z * z
    width = z * math.sqrt((p * (1 - p)) / trials + square / (4.0 * trials * trials))
    return (p + square / (2.0 * trials) + bound * width) / (1 + square / trials)


def _wilson_lower(successes: int, trials: int, z: float) -> float:
    return _wilson(successes, trials, z, -1)


def _wilson_upper(successes: int, trials: int, z: float) -> float:
    return _wilson(successes, trials, z, 1)


_THREE = "double, double, double -> double"

ROWS = (
    _row("normal_cdf", _THREE, python(_normal_cdf), "normal_cdf(0, 1, 0)", "0.5"),
    _row("inverse_normal_cdf", _THREE, python(_inverse_normal_cdf), "inverse_normal_cdf(0, 1, 0.5)", "0.0"),
    _row("beta_cdf", _THREE, python(_beta_cdf), "round(beta_cdf(3, 3.6, 0.3), 6)", "0.217648"),
    _row("inverse_beta_cdf", _THREE, python(_inverse_beta_cdf), "round(inverse_beta_cdf(2, 5, 0.5), 6)", "0.26445"),
    _row("wilson_interval_lower", "bigint, bigint, double -> double", python(_wilson_lower),
         "wilson_interval_lower(1250, 1310, 1.96)", "0.9414883725395894"),
    _row("wilson_interval_upper", "bigint, bigint, double -> double", python(_wilson_upper),
         "round(wilson_interval_upper(1250, 1310, 1.96), 12)", "0.964252471714"),
)  # fmt: skip
