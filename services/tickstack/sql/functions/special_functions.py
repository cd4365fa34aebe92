"""The incomplete gamma and beta functions, by the series and continued fractions of Apache Commons Math.

Trino's statistics are computed with it, so that the last digits are the same as far as the logarithm of gamma is.
"""

import math
from collections.abc import Callable

_SMALL = 1e-50
_ROUNDS = 10_000


def _fraction(a: Callable[[int], float], b: Callable[[int], float], epsilon: float) -> float:
    """A continued fraction by Lentz's method."""
    value = c = a(0) or _SMALL
    d = 0.0
    for n in range(1, _ROUNDS):
        d = 1 / (a(n) + b(n) * d or _SMALL)
        c = a(n) + b(n) / c or _SMALL
        value *= c * d
        if abs(c * d - 1) < epsilon:
            break
    return value


def gamma_p(a: float, x: float, epsilon: float = 1e-15) -> float:
    """The regularized incomplete gamma function P."""
    if x == 0:
        return 0.0
    scale = math.exp(-x + a * math.log(x) - math.lgamma(a))
    if x >= a + 1:
        return 1 - scale / _fraction(lambda n: 2 * n + 1 - a + x, lambda n: n * (a - n), epsilon)
    n, term = 0.0, 1 / a
    total = term
    while abs(term / total) > epsilon and n < _ROUNDS:
        n += 1
        term *= x / (a + n)
        total += term
    return scale * total


def erf(x: float) -> float:
    """The error function."""
    if math.isnan(x) or abs(x) > 40:
        return x if math.isnan(x) else math.copysign(1.0, x)
    return math.copysign(gamma_p(0.5, x * x), x)


def _log_beta(a: float, b: float) -> float:
    """The logarithm of beta of a <= b; between 2 and 10 reduced to arguments below 2, which keeps digits."""
    if not 2 < a <= b < 10:
        return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
    first = second = 1.0
    low, high = a, b
    while low > 2:
        low -= 1
        first *= low / b / (1 + low / b)
    while high > 2:
        high -= 1
        second *= high / (low + high)
    over = low + high - 2
    both = math.lgamma(2 + over) if over <= 0.5 else math.lgamma(over) + math.log(over * (1 + over))
    if 0.5 < over <= 1.5:
        both = math.lgamma(1 + over) + math.log1p(over)
    return math.log(first) + math.log(second) + (math.lgamma(low) + (math.lgamma(high) - both))


def beta(x: float, a: float, b: float, epsilon: float = 1e-14) -> float:
    """The regularized incomplete beta function."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (2 + b + a) and 1 - x <= (b + 1) / (2 + b + a):
        return 1 - beta(1 - x, b, a, epsilon)

    def step(n: int) -> float:
        m = n // 2
        if n % 2 == 0:
            return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        return -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1.0))

    scale = math.exp(a * math.log(x) + b * math.log1p(-x) - math.log(a) - _log_beta(min(a, b), max(a, b)))
    return scale / _fraction(lambda _: 1.0, step, epsilon)


def inverse_beta(p: float, a: float, b: float) -> float:
    """The x of which ``beta`` is ``p``, by halving."""
    low, high = 0.0, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if beta(middle, a, b) < p:
            low = middle
        else:
            high = middle
    return high if p > 0 else 0.0
