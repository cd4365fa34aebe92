"""``geometry_from_hadoop_shape``: what Esri's Spatial Framework for Hadoop writes, a header before an ESRI shape.

The shape is that of https://www.esri.com/content/dam/esrisites/sitecore-archive/Files/Pdfs/library/whitepapers/pdfs/
shapefile.pdf: a polygon's outer rings go clockwise, and its holes follow them.
"""

import struct

import shapely
from shapely import Geometry

from tickstack.sql.functions.row import rows
from tickstack.sql.geospatial.geometry import geometric, refuse

_row = rows("https://trino.io/docs/current/functions/geospatial.html")

_HEAD = 5  # the reference system, and the type as OGC has it
_POINT, _LINES, _POLYGONS, _POINTS = 1, 3, 5, 8
_TYPES = {  # by the header's type: the shape that it must be, and what is made of its parts
    _POINT: {0: "Point", 1: "Point", 4: "MultiPoint"},
    _LINES: {0: "MultiLineString", 2: "LineString", 5: "MultiLineString"},
    _POLYGONS: {0: "MultiPolygon", 3: "Polygon", 6: "MultiPolygon"},
    _POINTS: {0: "MultiPoint", 1: "Point", 4: "MultiPoint"},
}
Pairs = list[tuple[float, float]]


def _pairs(data: bytes, at: int, count: int) -> Pairs:
    numbers = struct.unpack_from(f"<{2 * count}d", data, at)
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _paths(data: bytes) -> list[Pairs]:
    parts, points = struct.unpack_from("<2i", data, 36)
    starts = struct.unpack_from(f"<{parts}i", data, 44)
    pairs = _pairs(data, 44 + 4 * parts, points)
    return [pairs[start:end] for start, end in zip(starts, (*starts[1:], points), strict=True)]


def _polygons(paths: list[Pairs]) -> list[Geometry]:
    found: list[list[Pairs]] = []
    for path in paths:
        if not found or not shapely.LinearRing(path).is_ccw:
            found.append([path])
        else:
            found[-1].append(path)
    return [shapely.Polygon(outer, holes) for outer, *holes in found]


def _parts(kind: int, data: bytes) -> list[Geometry]:
    if kind == _POINT:
        return [shapely.Point(*_pairs(data, 4, 1))]
    if kind == _POINTS:
        (count,) = struct.unpack_from("<i", data, 36)
        return [shapely.Point(pair) for pair in _pairs(data, 40, count)]
    paths = _paths(data)
    return [shapely.LineString(path) for path in paths] if kind == _LINES else _polygons(paths)


def _read(value: bytes) -> Geometry:
    if len(value) <= _HEAD:
        raise refuse("Hadoop shape input is too short")
    stated = value[_HEAD - 1]
    if stated > 6:
        raise refuse(f"Invalid Hadoop shape type: {stated - 256 if stated > 127 else stated}")
    data = value[_HEAD:]
    try:
        (kind,) = struct.unpack_from("<i", data)
        name, parts = _TYPES[kind][stated], _parts(kind, data)
        if name.startswith("Multi"):
            return getattr(shapely, name)(parts)
        (made,) = parts
    except (struct.error, LookupError, ValueError, shapely.errors.ShapelyError):
        raise refuse("Invalid Hadoop shape") from None
    return made


ROWS = (
    _row("geometry_from_hadoop_shape", "varbinary -> geometry", geometric(_read),
         "geometry_from_hadoop_shape(X'0000000001 01000000 000000000000F03F 0000000000000040')", "POINT (1 2)"),
)  # fmt: skip
