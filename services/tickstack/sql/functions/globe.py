"""Functions on the globe: its geometries, their measures, and GeoJSON, which has longitudes and latitudes."""

from shapely import Geometry

from tickstack.sql.functions.geospatial import LINE, POINT, SQUARE
from tickstack.sql.functions.row import rows
from tickstack.sql.geospatial import geojson, geometry, spherical
from tickstack.sql.geospatial.geometry import geometric

_row = rows("https://trino.io/docs/current/functions/geospatial.html")
_GLOBE = f"to_spherical_geography({SQUARE})"


def _same(value: Geometry) -> Geometry:
    return value


ROWS = (
    _row("to_spherical_geography", "geometry -> sphericalgeography", geometric(spherical.placed),
         f"to_spherical_geography({POINT})", "POINT (1 1)"),
    _row("to_geometry", "sphericalgeography -> geometry", geometric(_same),
         f"to_geometry(to_spherical_geography({POINT}))", "POINT (1 1)"),
    _row("st_area", "sphericalgeography -> double", geometric(spherical.area), f"round(ST_Area({_GLOBE}))",
         "4.9452374328E10"),
    _row("st_length", "sphericalgeography -> double", geometric(spherical.length),
         f"round(ST_Length(to_spherical_geography({LINE})))", "555813.0"),
    _row("from_geojson_geometry", "varchar -> sphericalgeography", geometric(geojson.read),
         """from_geojson_geometry('{"type": "Point", "coordinates": [1.5, 2]}')""", "POINT (1.5 2)"),
    _row("to_geojson_geometry", "sphericalgeography -> varchar", geometric(geojson.write),
         f"json_extract(to_geojson_geometry(to_spherical_geography({POINT})), '$.coordinates')", "[1,1]"),
    _row("st_distance", "sphericalgeography, sphericalgeography -> double", geometric(spherical.distance),
         f"ST_Distance(to_spherical_geography({POINT}), to_spherical_geography({POINT}))", "0.0"),
    _row("great_circle_distance", "double, double, double, double -> double", geometric(geometry.great_circle),
         "round(great_circle_distance(36.12, -86.67, 33.94, -118.40), 3)", "2886.449"),
)  # fmt: skip
