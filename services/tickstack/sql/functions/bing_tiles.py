"""Bing's tiles, a row for each function."""

from shapely import Geometry

from tickstack.sql.functions.row import rows
from tickstack.sql.geospatial import bing_tiles
from tickstack.sql.geospatial.geometry import geometric
from tickstack.sql.python import python
from tickstack.sql.types import INTEGER, TrinoType

_row = rows("https://trino.io/docs/current/functions/geospatial.html#bing-tile-functions")
_PLACE = TrinoType("row", (), (INTEGER, INTEGER), ("x", "y"))
_COORDINATES = (
    "CASE WHEN {0} IS NOT NULL THEN struct_pack(f0 := CAST({0} >> 28 AS INTEGER), "
    "f1 := CAST({0} % 268435456 >> 5 AS INTEGER)) END"
)
_TILE = "bing_tile(3, 5, 3)"


def _box(code: int) -> Geometry:
    return bing_tiles.decoded(code).box()


def _quadkey(code: int) -> str:
    return bing_tiles.decoded(code).quadkey()


ROWS = (
    _row("bing_tile", "integer, integer, integer -> bingtile", python(bing_tiles.at), "bing_tile(3, 5, 3)",
         "BingTile{x=3, y=5, zoom_level=3}"),
    _row("bing_tile", "varchar -> bingtile", python(bing_tiles.of_quadkey), "bing_tile('213')",
         "BingTile{x=3, y=5, zoom_level=3}"),
    _row("bing_tile_at", "double, double, integer -> bingtile", python(bing_tiles.of_point),
         "bing_tile_quadkey(bing_tile_at(30.12, 60, 15))", "123030123010121"),
    _row("bing_tiles_around", "double, double, integer -> array(bingtile)", python(bing_tiles.around),
         "transform(bing_tiles_around(30.12, 60, 1), t -> bing_tile_quadkey(t))", "[0, 2, 1, 3]"),
    _row("bing_tiles_around", "double, double, integer, double -> array(bingtile)", python(bing_tiles.around_within),
         "cardinality(bing_tiles_around(30.12, 60, 15, 1.2))", "9"),
    _row("bing_tile_coordinates", "bingtile -> row(integer,integer)", _COORDINATES,
         "bing_tile_coordinates(bing_tile('213'))", "{x=3, y=5}", result=lambda _: _PLACE),
    _row("bing_tile_zoom_level", "bingtile -> tinyint", "CAST({0} % 32 AS TINYINT)", f"bing_tile_zoom_level({_TILE})",
         "3"),
    _row("bing_tile_quadkey", "bingtile -> varchar", python(_quadkey), f"bing_tile_quadkey({_TILE})", "213"),
    _row("bing_tile_polygon", "bingtile -> geometry", geometric(_box),
         "ST_AsText(bing_tile_polygon(bing_tile('1')))",
         "POLYGON ((0 0, 180 0, 180 85.05112877980659, 0 85.05112877980659, 0 0))"),
    _row("geometry_to_bing_tiles", "geometry, integer -> array(bingtile)", geometric(bing_tiles.covering),
         "transform(geometry_to_bing_tiles(ST_Point(60, 30.12), 10), t -> bing_tile_quadkey(t))", "[1230301230]"),
)  # fmt: skip
