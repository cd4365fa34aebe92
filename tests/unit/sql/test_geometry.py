"""Geometries as text, Bing's tiles, GeoJSON: what is written is read again as the same."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tickstack.sql.geospatial import bing_tiles, geojson, geometry
from tickstack.sql.geospatial.overlays import ordered

COORDINATE = st.floats(-1e6, 1e6)
PLACE = st.tuples(st.floats(-85, 85), st.floats(-180, 180))
ZOOM = st.integers(1, 23)


@given(COORDINATE, COORDINATE)
def test_text_has_all_digits(x: float, y: float) -> None:
    made = geometry.from_text(geometry.text(shapely.Point(x, y)))
    assert (made.x, made.y) == (x, y)


@pytest.mark.parametrize(
    "text",
    [
        "POINT EMPTY",
        "MULTIPOINT ((1 2), (3 4))",
        "LINESTRING (0 0.5, -1 1)",
        "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
        "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 2, 3 1, 2 1))",
        "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))",
        "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION EMPTY)",
    ],
)
def test_text_is_written_as_it_is_read(text: str) -> None:
    assert geometry.text(geometry.from_text(text)) == text


@given(PLACE, ZOOM)
def test_a_place_is_on_its_tile(place: tuple[float, float], zoom: int) -> None:
    latitude, longitude = place
    tile = bing_tiles.decoded(bing_tiles.of_point(latitude, longitude, zoom))
    assert tile.box().buffer(1e-6).contains(shapely.Point(longitude, latitude))
    assert bing_tiles.of_quadkey(tile.quadkey()) == tile.code() == bing_tiles.at(tile.x, tile.y, zoom)


@given(PLACE, st.integers(1, 12), st.floats(0, 200))
def test_a_circle_is_covered_by_different_tiles(place: tuple[float, float], zoom: int, radius: float) -> None:
    codes = bing_tiles.around_within(*place, zoom, radius)
    assert bing_tiles.of_point(*place, zoom) in codes
    if zoom > 4:
        assert len(set(codes)) == len(codes)


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=3, max_size=8, unique=True), ZOOM)
def test_a_geometry_is_covered(places: list[tuple[int, int]], zoom: int) -> None:
    shape, level = shapely.MultiPoint(places), min(zoom, 6)
    tiles = [bing_tiles.decoded(code).box() for code in bing_tiles.covering(shape, level)]
    assert shapely.union_all(tiles).buffer(1e-9).covers(shape)


@given(st.lists(st.tuples(COORDINATE, COORDINATE), min_size=2, max_size=5))
def test_geojson_is_read_again(places: list[tuple[float, float]]) -> None:
    line = shapely.LineString(places)
    text = geojson.write(line)
    assert json.loads(text)["crs"] == {"type": "name", "properties": {"name": "EPSG:0"}}
    assert geojson.read(text).equals_exact(line, 1e-7)


def test_overlays_keep_what_they_cover() -> None:
    mixed = shapely.from_wkt(
        "GEOMETRYCOLLECTION (POLYGON ((5 5, 5 6, 6 6, 6 5, 5 5)), POINT (1 1), POLYGON ((0 2, 0 1, 1 1, 1 2, 0 2)))"
    )
    made = ordered(mixed)
    assert made.geom_type == "GeometryCollection"
    assert [part.geom_type for part in made.geoms] == ["Point", "MultiPolygon"]
    assert made.area == mixed.area
    assert made.geoms[1].geoms[0].exterior.coords[0] == (0, 1)
