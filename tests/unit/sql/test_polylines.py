"""Encoded polylines against what they encode."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tickstack.sql.geospatial.polylines import decode, encode

DEGREES = st.integers(-18_000_000, 18_000_000).map(lambda number: number / 1e5)


@settings(deadline=None)
@given(st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=20))
def test_a_line_is_read_back(points: list[tuple[float, float]]) -> None:
    assert shapely.get_coordinates(decode(encode(shapely.LineString(points)))).tolist() == [list(p) for p in points]


def test_nothing_is_nothing() -> None:
    assert encode(shapely.LineString()) == ""
    assert decode("").is_empty


def test_what_is_no_polyline() -> None:
    with pytest.raises(ValueError, match="valid encoded polyline"):
        decode("_p~iF\x01")
