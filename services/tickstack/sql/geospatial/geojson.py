"""GeoJSON as the JTS library reads and writes it: numbers of at most eight digits, the reference system named.

https://github.com/locationtech/jts, GeoJsonReader and GeoJsonWriter.
"""

import json
import math
from collections.abc import Callable
from typing import Any

import shapely
from shapely import Geometry

from tickstack.sql.geospatial.geometry import refuse
from tickstack.sql.java_numbers import double

_DIGITS = 1e8
_SYSTEM = {"type": "name", "properties": {"name": "EPSG:0"}}


def _ring(coordinates: Any) -> list[tuple[float, float]]:
    return [(float(pair[0]), float(pair[1])) for pair in coordinates or []]


def _polygon(coordinates: Any) -> Geometry:
    rings = [_ring(ring) for ring in coordinates or []]
    return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()


_READERS: dict[str, Callable[[Any], Geometry]] = {
    "Point": lambda pair: shapely.Point(*_ring([pair])) if pair else shapely.Point(),
    "LineString": lambda pairs: shapely.LineString(_ring(pairs)),
    "Polygon": _polygon,
    "MultiPoint": lambda pairs: shapely.MultiPoint(_ring(pairs)),
    "MultiLineString": lambda lines: shapely.MultiLineString([_ring(line) for line in lines]),
    "MultiPolygon": lambda polygons: shapely.MultiPolygon([_polygon(each) for each in polygons if each]),
}


def read(text: str) -> Geometry:
    """The geometry of a text. Raises INVALID_FUNCTION_ARGUMENT."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise refuse(f"Invalid GeoJSON: {error}") from None
    return _made(found)


def _made(found: Any) -> Geometry:
    if not isinstance(found, dict):
        raise refuse("Invalid GeoJSON: Could not parse Geometry from Json string.")
    kind = found.get("type")
    if kind is None:
        raise refuse("Invalid GeoJSON: Could not parse Geometry from Json string.  No 'type' property found.")
    if kind == "GeometryCollection" and isinstance(found.get("geometries"), list):
        return shapely.GeometryCollection([_made(each) for each in found["geometries"]])
    if kind not in (*_READERS, "GeometryCollection"):
        raise refuse(f"Invalid GeoJSON: Could not parse Geometry from GeoJson string.  Unsupported 'type':{kind}")
    try:
        return _READERS[kind](found.get("coordinates"))
    except (LookupError, TypeError, ValueError, shapely.errors.ShapelyError):
        raise refuse(f"Invalid GeoJSON: Could not parse {kind} from GeoJson string.") from None


class _Number(float):
    """A coordinate that is shown with at most eight digits."""

    def __repr__(self) -> str:
        if not abs(self) >= 1e-3 or self >= 1e7:
            return double(float(self))
        value = math.floor(self * _DIGITS + 0.5) / _DIGITS
        return str(int(value)) if value == int(value) else double(value)


def write(value: Geometry) -> str:
    """The text of a geometry, whose polygons go around clockwise."""
    if value.is_empty and value.geom_type in ("Point", "LineString"):
        return f'{{"type":"{value.geom_type}","coordinates":[]}}'
    return _text({**_tree(shapely.orient_polygons(value, exterior_cw=True)), "crs": _SYSTEM})


def _tree(value: Geometry) -> dict[str, Any]:
    if value.geom_type == "GeometryCollection":
        return {"type": value.geom_type, "geometries": [_tree(part) for part in value.geoms]}
    return {"type": value.geom_type, "coordinates": _coordinates(value)}


def _coordinates(value: Geometry) -> Any:
    if value.geom_type == "Polygon":
        rings = [] if value.is_empty else [value.exterior, *value.interiors]
        return [_coordinates(ring) for ring in rings]
    if hasattr(value, "geoms"):
        return [_coordinates(part) for part in value.geoms]
    pairs = [[_Number(number) for number in pair] for pair in value.coords]
    return pairs[0] if value.geom_type == "Point" and pairs else pairs


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{_text(held)}" for name, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    return repr(value) if isinstance(value, _Number) else json.dumps(value)
