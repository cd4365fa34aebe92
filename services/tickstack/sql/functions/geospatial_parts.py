"""Functions on the parts of a geometry: its points, its rings, and the geometries of which it is made."""

from collections.abc import Callable

import shapely
from shapely import Geometry

from tickstack.sql.functions.geospatial import LINE, POINT, SQUARE, of_geometry, parts
from tickstack.sql.functions.row import rows
from tickstack.sql.geospatial.geometry import checked, geometric

_row = rows("https://trino.io/docs/current/functions/geospatial.html")


def _corners(value: Geometry) -> list[Geometry] | None:
    if value.is_empty:
        return None
    x0, y0, x1, y1 = value.bounds
    return [shapely.Point(x0, y0), shapely.Point(x1, y1)]


def _part(value: Geometry, index: int) -> Geometry | None:
    found = parts(value)
    return found[index - 1] if 1 <= index <= len(found) else None


def _points(value: Geometry) -> list[Geometry] | None:
    """All vertices, those of a polygon in the order in which Trino keeps them: clockwise."""
    pairs = shapely.get_coordinates(shapely.orient_polygons(value, exterior_cw=True))
    return None if value.is_empty else [shapely.Point(pair) for pair in pairs]


def _number_of_points(value: Geometry) -> int:
    """The points of which a ring's last, which is its first, is none."""
    if value.geom_type == "Polygon":
        rings = [] if value.is_empty else [value.exterior, *value.interiors]
        return sum(len(ring.coords) - 1 for ring in rings)
    if hasattr(value, "geoms"):
        return sum(_number_of_points(part) for part in value.geoms)
    return int(shapely.get_num_coordinates(value))


def _point_of(value: Geometry, index: int) -> Geometry | None:
    coordinates = checked("ST_PointN", value, "LINE_STRING").coords
    return shapely.Point(coordinates[index - 1]) if 1 <= index <= len(coordinates) else None


def _end(name: str, index: int) -> Callable[[Geometry], Geometry | None]:
    def read(value: Geometry) -> Geometry | None:
        return None if checked(name, value, "LINE_STRING").is_empty else shapely.Point(value.coords[index])

    read.__qualname__ = name
    return read


def _exterior(value: Geometry) -> Geometry | None:
    ring = checked("ST_ExteriorRing", value, "POLYGON")
    return None if ring.is_empty else shapely.LineString(ring.exterior.coords)


def _interiors(value: Geometry) -> list[Geometry] | None:
    ring = checked("ST_InteriorRings", value, "POLYGON")
    return None if ring.is_empty else [shapely.LineString(each.coords) for each in ring.interiors]


def _interior_count(value: Geometry) -> int | None:
    ring = checked("ST_NumInteriorRing", value, "POLYGON")
    return None if ring.is_empty else len(ring.interiors)


def _interior(value: Geometry, index: int) -> Geometry | None:
    rings = _interiors(checked("ST_InteriorRingN", value, "POLYGON")) or []
    return rings[index - 1] if 1 <= index <= len(rings) else None


ROWS = (
    of_geometry("st_envelopeaspts", "array(geometry)", _corners, LINE, "[POINT (0 0), POINT (3 4)]"),
    of_geometry("st_numpoints", "bigint", _number_of_points, SQUARE, "4"),
    of_geometry("st_numgeometries", "integer", lambda value: len(parts(value)), LINE, "1"),
    of_geometry("st_numinteriorring", "bigint", _interior_count, SQUARE, "0"),
    of_geometry("st_startpoint", "geometry", _end("ST_StartPoint", 0), LINE, "POINT (0 0)"),
    of_geometry("st_endpoint", "geometry", _end("ST_EndPoint", -1), LINE, "POINT (3 4)"),
    of_geometry("st_points", "array(geometry)", _points, LINE, "[POINT (0 0), POINT (3 4)]"),
    of_geometry("st_exteriorring", "geometry", _exterior, SQUARE, "LINESTRING (0 0, 2 0, 2 2, 0 2, 0 0)"),
    of_geometry("st_interiorrings", "array(geometry)", _interiors, SQUARE, "[]"),
    of_geometry("st_geometries", "array(geometry)", lambda value: parts(value) or None, POINT, "[POINT (1 1)]"),
    _row("st_geometryn", "geometry, integer -> geometry", geometric(_part), f"ST_AsText(ST_GeometryN({POINT}, 1))",
         "POINT (1 1)"),
    _row("st_pointn", "geometry, integer -> geometry", geometric(_point_of), f"ST_AsText(ST_PointN({LINE}, 2))",
         "POINT (3 4)"),
    _row("st_interiorringn", "geometry, integer -> geometry", geometric(_interior),
         f"ST_InteriorRingN({SQUARE}, 1)", None),
)  # fmt: skip
