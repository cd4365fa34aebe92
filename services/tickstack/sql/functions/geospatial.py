"""Functions on a geometry, a row for each."""

import math
from collections.abc import Callable
from typing import Any

import shapely
from shapely import Geometry

from tickstack.sql.functions.listed import listed
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.geospatial import geometry
from tickstack.sql.geospatial.geometry import checked, geometric, kind_of, refuse
from tickstack.sql.geospatial.overlays import ordered, sound
from tickstack.sql.python import refusal

_row = rows("https://trino.io/docs/current/functions/geospatial.html")

LINE = "ST_LineFromText('LINESTRING (0 0, 3 4)')"
SQUARE = "ST_Polygon('POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))')"
POINT = "ST_Point(1, 1)"


def _typed(name: str, *kinds: str) -> Callable[[str], Geometry]:
    def read(text: str) -> Geometry:
        return checked(name, geometry.from_text(text), *kinds)

    read.__qualname__ = name
    return read


def _coordinate(name: str, axis: str) -> Callable[[Geometry], float | None]:
    def read(value: Geometry) -> float | None:
        return None if value.is_empty else float(getattr(checked(name, value, "POINT"), axis))

    read.__qualname__ = name
    return read


def _bound(index: int) -> Callable[[Geometry], float | None]:
    def read(value: Geometry) -> float | None:
        return None if value.is_empty else float(value.bounds[index])

    read.__qualname__ = f"bound{index}"
    return read


def _from_binary(value: bytes) -> Geometry:
    try:
        return shapely.from_wkb(value)
    except shapely.errors.GEOSException:
        raise refuse("Invalid WKB") from None


def _length(value: Geometry) -> float:
    return float(checked("ST_Length", value, "LINE_STRING", "MULTI_LINE_STRING").length)


def _envelope(value: Geometry) -> Geometry:
    if value.is_empty:
        return shapely.Polygon()
    x0, y0, x1, y1 = value.bounds
    return shapely.Polygon([(x0, y0), (x0, y1), (x1, y1), (x1, y0)])


def _line_string(points: list[Geometry | None]) -> Geometry:
    what = "Invalid input to ST_LineString"
    for index, point in enumerate(points, 1):
        if point is None:
            raise refuse(f"{what}: null point at index {index}")
        if point.geom_type != "Point":
            raise refuse(f"ST_LineString takes only an array of valid points, {point.geom_type} was passed")
        if point.is_empty:
            raise refuse(f"{what}: empty point at index {index}")
        if index > 1 and point == points[index - 2]:
            raise refuse(f"{what}: consecutive duplicate points at index {index}")
    return shapely.LineString([(point.x, point.y) for point in points if point is not None] if len(points) > 1 else [])


def _multi_point(points: list[Geometry | None]) -> Geometry | None:
    what = "Invalid input to ST_MultiPoint"
    for index, point in enumerate(points, 1):
        if point is None:
            raise refuse(f"{what}: null at index {index}")
        if point.geom_type != "Point":
            raise refuse(f"{what}: geometry is not a point: {point.geom_type} at index {index}")
        if point.is_empty:
            raise refuse(f"{what}: empty point at index {index}")
    return shapely.MultiPoint([(point.x, point.y) for point in points if point is not None]) if points else None


def parts(value: Geometry) -> list[Geometry]:
    return [] if value.is_empty else list(getattr(value, "geoms", [value]))


def _closed(value: Geometry) -> bool:
    lines = parts(checked("ST_IsClosed", value, "LINE_STRING", "MULTI_LINE_STRING"))
    return all(line.coords[0] == line.coords[-1] for line in lines)


def _ring(value: Geometry) -> bool:
    return bool(checked("ST_IsRing", value, "LINE_STRING").is_ring)


def _kind(value: Geometry) -> str:
    return f"ST_{value.geom_type.replace('Geometry', 'Geom')}"


def _centroid(value: Geometry) -> Geometry:
    kinds = ("POINT", "MULTI_POINT", "LINE_STRING", "MULTI_LINE_STRING", "POLYGON", "MULTI_POLYGON")
    return checked("ST_Centroid", value, *kinds).centroid


def _boundary(value: Geometry) -> Geometry:
    """That of polygons is always several lines."""
    made = value.boundary
    return (
        shapely.MultiLineString([made])
        if kind_of(value) == "POLYGON" and not value.is_empty and (made.geom_type == "LineString")
        else made
    )


def _sound(value: Geometry) -> bool:
    """Whether nothing crosses or touches itself: to Trino this is both what is simple and what is valid."""
    return all(bool(part.is_simple and part.is_valid) for part in getattr(value, "geoms", [])) and bool(
        value.is_valid and (value.geom_type == "GeometryCollection" or value.is_simple)
    )


def _invalid_reason(value: Geometry) -> None:
    """Nothing of what is valid; Esri's words for what is not are its own."""
    if not _sound(value):
        raise refusal("NOT_SUPPORTED", "tickstack does not support geometry_invalid_reason of what is not valid")


def _buffer(value: Geometry, distance: float) -> Geometry | None:
    """With 96 corners to a full circle, as Esri's has."""
    if math.isnan(distance) or distance < 0:
        raise refuse(f"distance is {'NaN' if math.isnan(distance) else 'negative'}")
    if distance == 0:
        return value
    return None if value.is_empty else value.buffer(distance, quad_segs=24)


def _simplified(value: Geometry, tolerance: float) -> Geometry:
    if math.isnan(tolerance) or tolerance < 0:
        raise refuse(f"distanceTolerance is {'NaN' if math.isnan(tolerance) else 'negative'}")
    return value if tolerance == 0 else value.simplify(tolerance, preserve_topology=True)


def _same(value: Geometry) -> Geometry:
    return value


def _property(name: str, convert: Callable[[Any], Any]) -> Callable[[Geometry], Any]:
    def read(value: Geometry) -> Any:
        return convert(getattr(value, name))

    read.__qualname__ = name
    return read


def _dimension(value: Geometry) -> int:
    return int(shapely.get_dimensions(value))


def of_geometry(name: str, result: str, function: Callable[..., Any], of: str, value: str | None) -> Function:
    example = f"ST_AsText({name}({of}))" if result == "geometry" else f"{name}({of})"
    return _row(name, f"geometry -> {result}", geometric(function), example, value)


def _union(values: list[Geometry | None]) -> Geometry | None:
    kept = [sound(value) for value in values if value is not None]
    return ordered(shapely.union_all(kept)) if kept else None


def _hull(values: list[Geometry | None]) -> Geometry | None:
    kept = [value for value in values if value is not None]
    return ordered(shapely.GeometryCollection(kept).convex_hull) if kept else None


_aggregate = rows("https://trino.io/docs/current/functions/geospatial.html", "aggregate")

_TEXT = "varchar -> geometry"

ROWS = (
    _row("st_point", "double, double -> geometry", geometric(shapely.Point), "ST_AsText(ST_Point(1.5, 2))",
         "POINT (1.5 2)"),
    _row("st_geometryfromtext", _TEXT, geometric(geometry.from_text), "ST_AsText(ST_GeometryFromText('POINT (1 2)'))",
         "POINT (1 2)"),
    _row("st_linefromtext", _TEXT, geometric(_typed("ST_LineFromText", "LINE_STRING")), f"ST_AsText({LINE})",
         "LINESTRING (0 0, 3 4)"),
    _row("st_polygon", _TEXT, geometric(_typed("ST_Polygon", "POLYGON")), f"ST_AsText({SQUARE})",
         "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"),
    _row("st_geomfrombinary", "varbinary -> geometry", geometric(_from_binary),
         f"ST_AsText(ST_GeomFromBinary(ST_AsBinary({POINT})))", "POINT (1 1)"),
    of_geometry("st_asbinary", "varbinary", shapely.to_wkb, "ST_Point(0, 0)", "01 01" + " 00" * 19),
    of_geometry("st_astext", "varchar", geometry.text, POINT, "POINT (1 1)"),
    _row("st_linestring", "array(geometry) -> geometry", geometric(_line_string),
         "ST_AsText(ST_LineString(ARRAY[ST_Point(1, 2), ST_Point(3, 4)]))", "LINESTRING (1 2, 3 4)"),
    _row("st_multipoint", "array(geometry) -> geometry", geometric(_multi_point),
         "ST_AsText(ST_MultiPoint(ARRAY[ST_Point(1, 2), ST_Point(3, 4)]))", "MULTIPOINT ((1 2), (3 4))"),
    of_geometry("st_x", "double", _coordinate("ST_X", "x"), "ST_Point(1, 2)", "1.0"),
    of_geometry("st_y", "double", _coordinate("ST_Y", "y"), "ST_Point(1, 2)", "2.0"),
    of_geometry("st_xmin", "double", _bound(0), LINE, "0.0"),
    of_geometry("st_ymin", "double", _bound(1), LINE, "0.0"),
    of_geometry("st_xmax", "double", _bound(2), LINE, "3.0"),
    of_geometry("st_ymax", "double", _bound(3), LINE, "4.0"),
    of_geometry("st_area", "double", _property("area", float), SQUARE, "4.0"),
    of_geometry("st_length", "double", _length, LINE, "5.0"),
    of_geometry("st_centroid", "geometry", _centroid, SQUARE, "POINT (1 1)"),
    of_geometry("st_boundary", "geometry", _boundary, LINE, "MULTIPOINT ((0 0), (3 4))"),
    of_geometry("st_convexhull", "geometry", _property("convex_hull", ordered), LINE, "LINESTRING (0 0, 3 4)"),
    of_geometry("st_envelope", "geometry", _envelope, LINE, "POLYGON ((0 0, 3 0, 3 4, 0 4, 0 0))"),
    of_geometry("st_dimension", "tinyint", _dimension, LINE, "1"),
    of_geometry("st_coorddim", "tinyint", _property("has_z", lambda held: 3 if held else 2), LINE, "2"),
    of_geometry("st_isclosed", "boolean", _closed, LINE, "false"),
    of_geometry("st_isempty", "boolean", _property("is_empty", bool), LINE, "false"),
    of_geometry("st_isring", "boolean", _ring, LINE, "false"),
    of_geometry("st_issimple", "boolean", _sound, LINE, "true"),
    of_geometry("st_isvalid", "boolean", _sound, SQUARE, "true"),
    of_geometry("st_geometrytype", "varchar", _kind, LINE, "ST_LineString"),
    of_geometry("geometry_invalid_reason", "varchar", _invalid_reason, SQUARE, None),
    _row("st_buffer", "geometry, double -> geometry", geometric(_buffer),
         f"ST_Area(ST_Envelope(ST_Buffer({POINT}, 2.0)))", "16.0"),
    _row("simplify_geometry", "geometry, double -> geometry", geometric(_simplified),
         "ST_AsText(simplify_geometry(ST_LineFromText('LINESTRING (0 0, 1 0.1, 2 0)'), 0.5))", "LINESTRING (0 0, 2 0)"),
    _row("geometry_union", "array(geometry) -> geometry", geometric(_union),
         f"ST_AsText(geometry_union(ARRAY[{POINT}, {POINT}]))", "POINT (1 1)"),
    _aggregate("geometry_union_agg", "geometry -> geometry", listed, f"ST_AsText(geometry_union_agg({POINT}))",
               "POINT (1 1)", geometric(_union)),
    _aggregate("convex_hull_agg", "geometry -> geometry", listed, "ST_AsText(convex_hull_agg(ST_Point(x, x)))",
               "LINESTRING (1 1, 2 2)", geometric(_hull)),
)  # fmt: skip
