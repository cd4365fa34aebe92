"""Bing's tiles of the map: squares of 256 pixels by zoom level, in a number of x, y and zoom.

https://learn.microsoft.com/en-us/bingmaps/articles/bing-maps-tile-system; what is refused, in which words and in which
order tiles are listed is as in Trino's BingTileFunctions.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import shapely
from shapely import Geometry

from tickstack.sql.geospatial.geometry import EARTH_RADIUS_KM, great_circle, refuse

MOST_ZOOM = 23
_PIXELS = 256
_EDGE = 85.05112878
_COARSE_ZOOM = 10
_MOST_TILES, _MOST_WORK = 1_000_000, 25_000_000
_TOO_COMPLEX = (
    "The zoom level is too high or the geometry is too complex to compute a set of covering Bing tiles. "
    "Please use a lower zoom level or convert the geometry to its bounding box using the ST_Envelope function."
)


@dataclass(frozen=True)
class Tile:
    """One tile."""

    x: int
    y: int
    zoom: int

    def code(self) -> int:
        """The number that carries it."""
        return (self.x << 28) + (self.y << 5) + self.zoom

    def quadkey(self) -> str:
        """Its way from the whole map down: a digit for each zoom level."""
        bits = range(self.zoom - 1, -1, -1)
        return "".join(str((self.x >> bit & 1) + 2 * (self.y >> bit & 1)) for bit in bits)

    def box(self) -> Geometry:
        """The part of the world that it shows."""
        (left, top), (right, bottom) = corner(self.x, self.y, self.zoom), corner(self.x + 1, self.y + 1, self.zoom)
        return shapely.Polygon([(left, bottom), (left, top), (right, top), (right, bottom)])


def decoded(code: int) -> Tile:
    """The tile of a number."""
    return Tile(code >> 28, code % (1 << 28) >> 5, code % (1 << 5))


def shown(code: int) -> str:
    """A tile in a result."""
    tile = decoded(code)
    return f"BingTile{{x={tile.x}, y={tile.y}, zoom_level={tile.zoom}}}"


def checked_zoom(zoom: int) -> None:
    """Refuse a zoom level that there is not."""
    if zoom <= 0:
        raise refuse("Zoom level must be > 0")
    if zoom > MOST_ZOOM:
        raise refuse(f"Zoom level must be <= {MOST_ZOOM}")


def at(x: int, y: int, zoom: int) -> int:
    """The tile of coordinates."""
    checked_zoom(zoom)
    for each in (x, y):
        if not 0 <= each < 1 << zoom:
            raise refuse(f"XY coordinates for a Bing tile at zoom level {zoom} must be within [0, {1 << zoom}) range")
    return Tile(x, y, zoom).code()


def of_quadkey(key: str) -> int:
    """The tile of a quadkey."""
    if not key:
        raise refuse("QuadKey must not be empty string")
    if len(key.encode()) > MOST_ZOOM:
        raise refuse(f"QuadKey must be {MOST_ZOOM} characters or less")
    if set(key) - set("0123"):
        raise refuse(f"Invalid QuadKey digit sequence: {key}")
    x = int("".join(str(int(digit) & 1) for digit in key), 2)
    y = int("".join(str(int(digit) >> 1) for digit in key), 2)
    return Tile(x, y, len(key)).code()


def _size(zoom: int) -> int:
    return _PIXELS << zoom


def _index(share: float, zoom: int) -> int:
    return int(min(max(share * _size(zoom), 0), _size(zoom) - 1)) // _PIXELS


def _containing(latitude: float, longitude: float, zoom: int) -> Tile:
    sine = math.sin(latitude * math.pi / 180)
    down = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return Tile(_index((longitude + 180) / 360, zoom), _index(down, zoom), zoom)


def corner(x: int, y: int, zoom: int) -> tuple[float, float]:
    """Longitude and latitude of a tile's upper left corner."""
    size = _size(zoom)
    across = min(max(x * _PIXELS, 0), size) / size - 0.5
    up = 0.5 - min(max(y * _PIXELS, 0), size) / size
    return 360 * across, 90 - 360 * math.atan(math.exp(-up * 2 * math.pi)) / math.pi


def _on_map(latitude: float, longitude: float) -> None:
    if not -_EDGE <= latitude <= _EDGE:
        raise refuse(f"Latitude must be between -{_EDGE} and {_EDGE}")
    if not -180 <= longitude <= 180:
        raise refuse("Longitude must be between -180.0 and 180.0")


def of_point(latitude: float, longitude: float, zoom: int) -> int:
    """The tile of a place."""
    _on_map(latitude, longitude)
    checked_zoom(zoom)
    return _containing(latitude, longitude, zoom).code()


def around(latitude: float, longitude: float, zoom: int) -> list[int]:
    """The tile of a place with its neighbours."""
    _on_map(latitude, longitude)
    checked_zoom(zoom)
    middle = _containing(latitude, longitude, zoom)
    found = (Tile(middle.x + i, middle.y + j, zoom) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return [tile.code() for tile in found if 0 <= tile.x < 1 << zoom and 0 <= tile.y < 1 << zoom]


def _moved_north(latitude: float, radius: float, sign: int) -> float:
    phi, ratio = math.radians(latitude), radius / EARTH_RADIUS_KM
    sine = math.sin(phi) * math.cos(ratio) + math.cos(phi) * math.sin(ratio) * math.cos(math.radians(90 - 90 * sign))
    return min(max(math.degrees(math.asin(sine)), -_EDGE), _EDGE)


def _moved_east(latitude: float, longitude: float, radius: float, sign: int) -> float:
    phi, ratio = math.radians(latitude), radius / EARTH_RADIUS_KM
    bearing = math.radians(90 if sign > 0 else 270)
    turn = math.atan2(
        math.sin(bearing) * math.sin(ratio) * math.cos(phi), math.cos(ratio) - math.sin(phi) * math.sin(phi)
    )
    made = math.degrees(math.radians(longitude) + turn)
    return made - 360 if made > 180 else made + 360 if made < -180 else made


def around_within(latitude: float, longitude: float, zoom: int, radius: float) -> list[int]:
    """The tiles that cover a circle of so many kilometres."""
    _on_map(latitude, longitude)
    checked_zoom(zoom)
    if not radius >= 0:
        raise refuse("Radius must be >= 0")
    if radius > 1000:
        raise refuse("Radius must be <= 1,000 km")
    middle, count = _containing(latitude, longitude, zoom), 1 << zoom
    top = _containing(_moved_north(latitude, radius, 1), longitude, zoom).y
    bottom = _containing(_moved_north(latitude, radius, -1), longitude, zoom).y
    left = _containing(latitude, _moved_east(latitude, longitude, radius, -1), zoom).x
    right = _containing(latitude, _moved_east(latitude, longitude, radius, 1), zoom).x
    columns = right + count - left + 1 if right < left else right - left + 1
    total = columns * (bottom - top + 1)
    if total > _MOST_TILES:
        message = (
            f"The number of tiles covering input rectangle exceeds the limit of 1M. Number of tiles: {total}. "
            f"Radius: {radius:.1f} km. Zoom level: {zoom}."
        )
        raise refuse(message)
    cross = [Tile((left + i) % count, middle.y, zoom) for i in range(columns)]
    cross += [Tile(middle.x, y, zoom) for y in range(top, bottom + 1) if y != middle.y]
    corners = _Corners(latitude, longitude, radius, middle)
    found = (*cross, *corners.side(right, -1, top, bottom), *corners.side(left, 1, top, bottom))
    return [tile.code() for tile in found]


@dataclass(frozen=True)
class _Corners:
    """The tiles of a circle beside the cross of its middle: those from the nearest corner within on."""

    latitude: float
    longitude: float
    radius: float
    middle: Tile

    def side(self, start: int, step: int, top: int, bottom: int) -> Iterator[Tile]:
        """The columns from ``start`` to the middle, in each the rows above it and those below."""
        x, count = start, 1 << self.middle.zoom
        while x != self.middle.x:
            near = x + (step > 0)
            yield from self._rows(x, near, range(top, self.middle.y), 1)
            yield from self._rows(x, near, range(bottom, self.middle.y, -1), 0)
            x = (x + step) % count

    def _rows(self, x: int, near: int, rows: range, below: int) -> Iterator[Tile]:
        within = False
        for y in rows:
            longitude, latitude = corner(near, y + below, self.middle.zoom)
            within = within or great_circle(self.latitude, self.longitude, latitude, longitude) <= self.radius
            if within:
                yield Tile(x, y, self.middle.zoom)


def covering(shape: Geometry, zoom: int) -> list[int]:
    """The fewest tiles of a zoom level that cover a geometry."""
    checked_zoom(zoom)
    if shape.is_empty:
        return []
    west, south, east, north = shape.bounds
    _check_span("Latitude", _EDGE, south, north)
    _check_span("Longitude", 180, west, east)
    plain = _is_plain(shape)
    first, last = _containing(north, west, zoom), _containing(south, east, zoom)
    edge = corner(last.x, last.y, zoom)
    last = Tile(last.x - (edge[0] == east), last.y - (edge[1] == south), zoom)
    count = (last.x - first.x + 1) * (last.y - first.y + 1)
    _check_count(shape, count, zoom, plain=plain)
    if plain or zoom <= _COARSE_ZOOM:
        tiles = (Tile(x, y, zoom) for x in range(first.x, last.x + 1) for y in range(first.y, last.y + 1))
        return [tile.code() for tile in tiles if plain or tile.box().intersects(shape)]
    shift = zoom - _COARSE_ZOOM
    coarse = (
        Tile(x, y, _COARSE_ZOOM)
        for x in range(first.x >> shift, (last.x >> shift) + 1)
        for y in range(first.y >> shift, (last.y >> shift) + 1)
    )
    return [tile.code() for each in coarse for tile in _within(shape, zoom, each)]


def _check_span(name: str, edge: float, low: float, high: float) -> None:
    if not -edge <= low <= high <= edge:
        raise refuse(f"{name} span for the geometry must be in [-{edge:.2f}, {edge:.2f}] range")


def _is_plain(shape: Geometry) -> bool:
    """Whether every tile of the box around it has part of it."""
    if shape.geom_type == "Point":
        return True
    if shape.geom_type != "Polygon" or shape.interiors or len(shape.exterior.coords) != 5:
        return False
    west, south, east, north = shape.bounds
    return all(x in (west, east) and y in (south, north) for x, y, *_ in shape.exterior.coords)


def _check_count(shape: Geometry, count: int, zoom: int, *, plain: bool) -> None:
    west, south, east, north = shape.bounds
    if plain and count > _MOST_TILES:
        message = (
            f"The number of tiles covering input rectangle exceeds the limit of 1M. Number of tiles: {count}. Rectangle"
            f": xMin={west:.2f}, yMin={south:.2f}, xMax={east:.2f}, yMax={north:.2f}. Zoom level: {zoom}."
        )
        raise refuse(message)
    if plain:
        return
    if count >= 2**31:
        raise refuse("The zoom level is too high to compute a set of covering Bing tiles.")
    if count * int(shapely.get_num_coordinates(shape)) > _MOST_WORK:
        raise refuse(_TOO_COMPLEX)


def _within(shape: Geometry, zoom: int, tile: Tile) -> Iterator[Tile]:
    """The tiles of a zoom level within a tile that have part of the geometry."""
    box = tile.box()
    if not box.intersects(shape):
        return
    if tile.zoom == zoom:
        yield tile
    elif shape.contains(box):
        side = 1 << zoom - tile.zoom
        for x in range(side * tile.x, side * (tile.x + 1)):
            for y in range(side * tile.y, side * (tile.y + 1)):
                yield Tile(x, y, zoom)
    else:
        for x in (2 * tile.x, 2 * tile.x + 1):
            for y in (2 * tile.y, 2 * tile.y + 1):
                yield from _within(shape, zoom, Tile(x, y, tile.zoom + 1))
