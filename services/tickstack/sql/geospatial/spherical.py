"""Measures on the globe, whose lines are great circles: https://trino.io/docs/422/functions/geospatial.html.

The area is that of the spherical excess of each ring, with a correction where it encloses a pole, as in Trino's
GeoFunctions (after https://www.movable-type.co.uk/scripts/latlong.html).
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from shapely import Geometry

from tickstack.sql.geospatial.geometry import EARTH_RADIUS_KM, great_circle, kind_of, on_globe, refuse

_CIRCLE = 2 * math.pi
_METRES = EARTH_RADIUS_KM * 1000
Place = tuple[float, float]


def _checked(name: str, value: Geometry, *kinds: str) -> None:
    if kind_of(value) not in kinds:
        message = f"When applied to SphericalGeography inputs, {name} only supports {' or '.join(kinds)}"
        raise refuse(f"{message}. Input type is: {kind_of(value)}")


def placed(value: Geometry) -> Geometry:
    """A geometry on the globe."""
    if value.has_z:
        raise refuse("Cannot convert 3D geometry to a spherical geography")
    if not value.is_empty:
        west, south, east, north = value.bounds
        on_globe(south, west)
        on_globe(north, east)
    return value


def distance(a: Geometry, b: Geometry) -> float | None:
    """Metres between two points."""
    if a.is_empty or b.is_empty:
        return None
    for value in (a, b):
        _checked("ST_Distance", value, "POINT")
    return great_circle(a.y, a.x, b.y, b.x) * 1000


def length(value: Geometry) -> float | None:
    """Metres along lines."""
    if value.is_empty:
        return None
    _checked("ST_Length", value, "LINE_STRING", "MULTI_LINE_STRING")
    steps = [step for line in getattr(value, "geoms", [value]) for step in pairwise(line.coords)]
    return sum(great_circle(a[1], a[0], b[1], b[0]) for a, b in steps) * 1000


def area(value: Geometry) -> float | None:
    """Square metres of polygons."""
    if value.is_empty:
        return None
    _checked("ST_Area", value, "POLYGON", "MULTI_POLYGON")
    excess = 0.0
    for polygon in getattr(value, "geoms", [value]):
        excess += abs(_excess(polygon.exterior.coords))
        excess -= sum(abs(_excess(hole.coords)) for hole in polygon.interiors)
    return abs(excess * _METRES * _METRES)


def _turn(to: float, start: float) -> float:
    return math.fmod(to - start + 3 * math.pi, _CIRCLE) - math.pi


def _excess(coordinates: Sequence[Place]) -> float:
    """The spherical excess of a ring; a course that does not turn full circle in sum goes around a pole."""
    places = [(math.radians(x), math.radians(y)) for x, y, *_ in coordinates][:-1]
    if len(places) < 3:
        raise refuse("Polygon is not valid: a loop contains less then 3 vertices.")
    excess, course, bearings = 0.0, 0.0, list[float]()
    for before, place in pairwise([places[-1], *places]):
        if before == place:
            raise refuse("Polygon is not valid: it has two identical consecutive vertices")
        excess += _lune(before, place)
        bearings += _bearings(before, place)
    for start, to in pairwise([*bearings, bearings[0]]):
        course += _turn(to, start)
    return abs(excess) - _CIRCLE if abs(course) < math.pi / 4 else excess


def _lune(a: Place, b: Place) -> float:
    first, second = math.tan(a[1] / 2), math.tan(b[1] / 2)
    return 2 * math.atan2(math.tan((b[0] - a[0]) / 2) * (first + second), 1 + first * second)


def _bearings(a: Place, b: Place) -> tuple[float, float]:
    """The course at the beginning and at the end of the way from ``a`` to ``b``."""
    sine, cosine = math.sin(b[0] - a[0]), math.cos(b[0] - a[0])
    sin_a, cos_a, sin_b, cos_b = math.sin(a[1]), math.cos(a[1]), math.sin(b[1]), math.cos(b[1])
    first = math.atan2(sine * cos_b, cos_a * sin_b - sin_a * cos_b * cosine) + _CIRCLE
    last = math.atan2(-sine * cos_a, sin_a * cos_b - cos_a * sin_b * cosine) + math.pi
    return math.fmod(first, _CIRCLE), math.fmod(last, _CIRCLE)
