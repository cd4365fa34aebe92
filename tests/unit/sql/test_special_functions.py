"""The incomplete gamma and beta functions against what the standard library knows."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.functions import special_functions


@given(st.floats(-6, 6))
@settings(deadline=None)
def test_erf_is_the_standard_library_s(x: float) -> None:
    assert special_functions.erf(x) == pytest.approx(math.erf(x), rel=1e-12, abs=1e-14)


@given(st.floats(0.2, 50), st.floats(0.2, 50), st.floats(0.001, 0.999))
@settings(deadline=None)
def test_beta_is_symmetric(a: float, b: float, x: float) -> None:
    assert special_functions.beta(x, a, b) == pytest.approx(1 - special_functions.beta(1 - x, b, a), abs=1e-11)


@given(st.floats(0.5, 20), st.floats(0.5, 20), st.floats(0.01, 0.99))
@settings(deadline=None, max_examples=50)
def test_the_inverse_of_beta_inverts(a: float, b: float, p: float) -> None:
    assert special_functions.beta(special_functions.inverse_beta(p, a, b), a, b) == pytest.approx(p, abs=1e-9)


@given(st.floats(0.3, 12))
@settings(deadline=None)
def test_beta_of_equals_has_its_half_in_the_middle(a: float) -> None:
    assert special_functions.beta(0.5, a, a) == pytest.approx(0.5, abs=1e-11)


def test_beta_where_its_logarithm_is_reduced() -> None:
    assert special_functions.beta(0.5, 2.25, 2.25) == pytest.approx(0.5, abs=1e-12)
