"""Geometries as encoded polylines and back."""

from tickstack.sql.functions.row import rows
from tickstack.sql.geospatial import polylines
from tickstack.sql.geospatial.geometry import geometric

_row = rows("https://trino.io/docs/current/functions/geospatial.html")

ROWS = (
    _row("to_encoded_polyline", "geometry -> varchar", geometric(polylines.encode),
         "to_encoded_polyline(ST_GeometryFromText('LINESTRING (-120.2 38.5, -120.95 40.7, -126.453 43.252)'))",
         "_p~iF~ps|U_ulLnnqC_mqNvxq`@"),
    _row("from_encoded_polyline", "varchar -> geometry", geometric(polylines.decode),
         "ST_AsText(from_encoded_polyline('_p~iF~ps|U_ulLnnqC_mqNvxq`@'))",
         "LINESTRING (-120.2 38.5, -120.95 40.7, -126.453 43.252)"),
)  # fmt: skip
