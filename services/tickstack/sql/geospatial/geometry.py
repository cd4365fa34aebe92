"""Geometries as Trino has them: DuckDB carries their well-known binary, GEOS computes with them.

https://trino.io/docs/current/functions/geospatial.html
"""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import shapely
from shapely import Geometry

from tickstack.sql.python import Python, python, refusal
from tickstack.sql.types import TrinoType

GEOMETRIES = ("geometry", "sphericalgeography")
EARTH_RADIUS_KM = 6371.01
_TYPES = {
    "Point": "POINT",
    "LineString": "LINE_STRING",
    "LinearRing": "LINE_STRING",
    "Polygon": "POLYGON",
    "MultiPoint": "MULTI_POINT",
    "MultiLineString": "MULTI_LINE_STRING",
    "MultiPolygon": "MULTI_POLYGON",
    "GeometryCollection": "GEOMETRY_COLLECTION",
}


def refuse(message: str) -> Exception:
    """INVALID_FUNCTION_ARGUMENT."""
    return refusal("INVALID_FUNCTION_ARGUMENT", message)


def _number(value: float) -> str:
    """Java's ``%.17g`` without the zeros at its end, as Esri's library writes a coordinate."""
    digits = Decimal(repr(value))
    if value and not 1e-4 <= abs(value) < 1e17:
        mantissa, exponent = f"{digits:.16e}".split("e")
        return f"{mantissa}e{exponent[0]}{exponent[1:]:0>2}"
    shown = f"{digits:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _places(value: Geometry) -> str:
    return f"({', '.join(f'{_number(x)} {_number(y)}' for x, y in shapely.get_coordinates(value).tolist())})"


def _body(value: Geometry) -> str:
    if value.is_empty:
        return "EMPTY"
    if value.geom_type == "Polygon":
        return f"({', '.join(map(_places, (value.exterior, *value.interiors)))})"
    if value.geom_type == "GeometryCollection":
        return f"({', '.join(map(text, value.geoms))})"
    return f"({', '.join(map(_body, value.geoms))})" if hasattr(value, "geoms") else _places(value)


def text(value: Geometry) -> str:
    """Well-known text."""
    return f"{value.geom_type.upper()} {_body(value)}"


def binary_as_text(value: bytes) -> str:
    """What a geometry looks like in a result."""
    return text(shapely.from_wkb(value))


def from_text(value: str) -> Geometry:
    """A geometry from well-known text, whose rings may be open."""
    try:
        return shapely.from_wkt(value, on_invalid="fix" if "POLYGON" in value.upper() else "raise")
    except shapely.errors.GEOSException:
        raise refuse(f"Invalid WKT: {value}") from None


def kind_of(value: Geometry) -> str:
    """The type of a geometry in messages."""
    return _TYPES[value.geom_type]


def checked(name: str, value: Geometry, *kinds: str) -> Geometry:
    """``value`` if it is of one of these types, which are all that the function takes."""
    kind = _TYPES[value.geom_type]
    if kind not in kinds:
        raise refuse(f"{name} only applies to {' or '.join(kinds)}. Input type is: {kind}")
    return value


def geometric(function: Callable[..., Any], *, nulls: bool = False) -> Python:
    """A row's call in Python whose geometries are those of GEOS."""

    def make(kinds: Sequence[TrinoType], result: TrinoType) -> Callable[..., Any]:
        read, write = [_reader(kind) for kind in kinds], _writer(result)

        def call(*arguments: Any) -> Any:
            given = [None if value is None else each(value) for each, value in zip(read, arguments, strict=True)]
            made = function(*given)
            return None if made is None else write(made)

        return call

    make.__name__ = function.__name__
    make.__qualname__ = f"{function.__module__}.{function.__qualname__}"
    return python(make, nulls=nulls, typed=True)


def _reader(kind: TrinoType) -> Callable[[Any], Any]:
    read: Callable[[Any], Any] = shapely.from_wkb
    if kind.base in GEOMETRIES:
        return read
    if kind.base == "array" and kind.inner[0].base in GEOMETRIES:
        return lambda values: [None if value is None else shapely.from_wkb(value) for value in values]
    return lambda value: value


def _written(value: Geometry) -> bytes:
    """Binary whose polygons go around counter-clockwise, as those that Trino reads and then shows."""
    return bytes(shapely.to_wkb(shapely.orient_polygons(value)))


def _writer(kind: TrinoType) -> Callable[[Any], Any]:
    if kind.base in GEOMETRIES:
        return _written
    if kind.base == "array" and kind.inner[0].base in GEOMETRIES:
        return lambda values: [_written(value) for value in values]
    if kind.base == "row":
        return lambda values: {f"f{index}": _written(value) for index, value in enumerate(values)}
    return lambda value: value


def on_globe(latitude: float, longitude: float) -> None:
    """Refuse what is no place on the globe."""
    if not -90 <= latitude <= 90:
        raise refuse("Latitude must be between -90 and 90")
    if not -180 <= longitude <= 180:
        raise refuse("Longitude must be between -180 and 180")


def great_circle(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """The way over the globe in kilometres."""
    on_globe(latitude1, longitude1)
    on_globe(latitude2, longitude2)
    first, second = math.radians(latitude1), math.radians(latitude2)
    between = math.radians(longitude1) - math.radians(longitude2)
    sin1, cos1, sin2, cos2 = math.sin(first), math.cos(first), math.sin(second), math.cos(second)
    t1 = cos2 * math.sin(between)
    t2 = cos1 * sin2 - sin1 * cos2 * math.cos(between)
    t3 = sin1 * sin2 + cos1 * cos2 * math.cos(between)
    return math.atan2(math.sqrt(t1 * t1 + t2 * t2), t3) * EARTH_RADIUS_KM
