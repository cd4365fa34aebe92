"""Functions on two geometries, and on a line and a place along it."""

import math
from collections.abc import Callable
from itertools import pairwise

import shapely
from shapely import Geometry
from shapely.ops import nearest_points

from tickstack.sql.functions.geospatial import LINE, POINT, SQUARE
from tickstack.sql.functions.row import Function, rows
from tickstack.sql.geospatial.geometry import checked, geometric, refuse
from tickstack.sql.geospatial.overlays import ordered, sound
from tickstack.sql.python import refusal
from tickstack.sql.types import TrinoType

_row = rows("https://trino.io/docs/current/functions/geospatial.html")


def _relation(name: str) -> Callable[[Geometry, Geometry], bool]:
    def holds(a: Geometry, b: Geometry) -> bool:
        return bool(getattr(a, name)(b))

    holds.__qualname__ = name
    return holds


def _distance(a: Geometry, b: Geometry) -> float | None:
    return None if a.is_empty or b.is_empty else float(a.distance(b))


def _located(line: Geometry, point: Geometry) -> float | None:
    if line.is_empty or point.is_empty:
        return None
    if line.geom_type not in ("LineString", "MultiLineString"):
        message = (
            f"First argument to line_locate_point must be a LineString or a MultiLineString. Got: {line.geom_type}"
        )
        raise refuse(message)
    if point.geom_type != "Point":
        raise refuse(f"Second argument to line_locate_point must be a Point. Got: {point.geom_type}")
    return float(line.project(point, normalized=True))


def _steps(line: Geometry, step: float, count: int) -> list[Geometry]:
    """Points of a line at a step and its multiples, as fractions of its length."""
    made: list[Geometry] = []
    consumed, fraction = 0.0, step
    for (x0, y0), (x1, y1) in pairwise(line.coords):
        share = math.hypot(x1 - x0, y1 - y0) / line.length
        while fraction < consumed + share and len(made) < count:
            part = (fraction - consumed) / share
            made.append(shapely.Point(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part))
            fraction += step
        consumed += share
    return made if len(made) == count else [*made, shapely.Point(line.coords[-1])]


def _interpolated_all(line: Geometry, step: float, *, several: bool = True) -> list[Geometry] | None:
    if line.is_empty:
        return None
    checked("line_interpolate_point", line, "LINE_STRING")
    if not 0 <= step <= 1:
        raise refuse("fraction must be between 0 and 1")
    if step in (0, 1):
        return [shapely.Point(line.coords[-int(step)])]
    return _steps(line, step, math.floor(1 / step) if several else 1)


def _interpolated(line: Geometry, fraction: float) -> Geometry | None:
    made = _interpolated_all(line, fraction, several=False)
    return None if made is None else made[0]


def _nearest(a: Geometry, b: Geometry) -> list[Geometry] | None:
    return None if a.is_empty or b.is_empty else list(nearest_points(a, b))


def _operation(name: str) -> Callable[[Geometry, Geometry], Geometry]:
    def operate(a: Geometry, b: Geometry) -> Geometry:
        return ordered(getattr(sound(a), name)(sound(b)))

    operate.__qualname__ = name
    return operate


def _relate(a: Geometry, b: Geometry, pattern: str) -> bool:
    """Whether a matrix of nine signs holds; Esri's RelationalOperationsMatrix refuses any other text, in its words."""
    if len(pattern) != 9:
        raise refusal("GENERIC_INTERNAL_ERROR", "relation string length has to be 9 characters")
    if not set(pattern) <= set("*TF012"):
        raise refusal("GENERIC_INTERNAL_ERROR", "relation string")
    return bool(a.relate_pattern(b, pattern))


def _holds(name: str, relation: str, value: str) -> Function:
    call = geometric(_relation(relation))
    return _row(name, "geometry, geometry -> boolean", call, f"{name}({SQUARE}, {POINT})", value)


def _made(name: str, operation: str, value: str) -> Function:
    call = geometric(_operation(operation))
    return _row(name, "geometry, geometry -> geometry", call, f"ST_AsText({name}({POINT}, {POINT}))", value)


ROWS = (
    _holds("st_contains", "contains", "true"),
    _holds("st_crosses", "crosses", "false"),
    _holds("st_disjoint", "disjoint", "false"),
    _holds("st_equals", "equals", "false"),
    _holds("st_intersects", "intersects", "true"),
    _holds("st_overlaps", "overlaps", "false"),
    _holds("st_touches", "touches", "false"),
    _holds("st_within", "within", "false"),
    _row("st_relate", "geometry, geometry, varchar -> boolean", geometric(_relate),
         f"ST_Relate({SQUARE}, {POINT}, 'T********')", "true"),
    _made("st_difference", "difference", "POINT EMPTY"),
    _made("st_intersection", "intersection", "POINT (1 1)"),
    _made("st_symdifference", "symmetric_difference", "POINT EMPTY"),
    _made("st_union", "union", "POINT (1 1)"),
    _row("st_distance", "geometry, geometry -> double", geometric(_distance), f"ST_Distance({POINT}, ST_Point(4, 5))",
         "5.0"),
    _row("line_locate_point", "geometry, geometry -> double", geometric(_located),
         f"line_locate_point({LINE}, ST_Point(3, 4))", "1.0"),
    _row("line_interpolate_point", "geometry, double -> geometry", geometric(_interpolated),
         f"ST_AsText(line_interpolate_point({LINE}, 1.0))", "POINT (3 4)"),
    _row("line_interpolate_points", "geometry, double -> array(geometry)", geometric(_interpolated_all),
         "line_interpolate_points(ST_LineFromText('LINESTRING (0 0, 0 4)'), 0.25)",
         "[POINT (0 1), POINT (0 2), POINT (0 3), POINT (0 4)]"),
    _row("geometry_nearest_points", "geometry, geometry -> row(geometry,geometry)", geometric(_nearest),
         f"geometry_nearest_points({LINE}, ST_Point(5, 4))", "{POINT (3 4), POINT (5 4)}",
         result=lambda kinds: TrinoType("row", (), tuple(kinds), (None, None))),
)  # fmt: skip
