"""The digest behind approx_percentile: exact for few values, near for many."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.sketches.tdigest import TDigest

FINITE = st.floats(-1e9, 1e9)
QUANTILE = st.floats(0, 1)


@given(st.lists(FINITE, min_size=1, max_size=40), QUANTILE)
@settings(deadline=None)
def test_few_values_are_themselves(values: list[float], quantile: float) -> None:
    ordered = sorted(values)
    rank = quantile * len(values)
    expected = ordered[-1] if rank >= len(values) - 1 else ordered[int(rank)]
    assert TDigest((value, 1.0) for value in values).value_at(quantile) == expected


@given(st.integers(200, 5000), st.floats(0.01, 0.99))
@settings(deadline=None, max_examples=30)
def test_many_values_are_near(count: int, quantile: float) -> None:
    digest = TDigest((float(value), 1.0) for value in range(count))
    assert abs(digest.value_at(quantile) - quantile * count) <= 0.02 * count + 2


@given(st.lists(st.tuples(FINITE, st.floats(0.5, 100)), min_size=1, max_size=300), QUANTILE)
@settings(deadline=None)
def test_a_quantile_lies_among_the_values(values: list[tuple[float, float]], quantile: float) -> None:
    found = TDigest(values).value_at(quantile)
    least, greatest = min(value for value, _ in values), max(value for value, _ in values)
    assert least - 1e-6 * abs(least) - 1e-6 <= found <= greatest + 1e-6 * abs(greatest) + 1e-6
