"""Google's encoded polylines: https://developers.google.com/maps/documentation/utilities/polylinealgorithm.

Latitudes and longitudes in hundred-thousandths of a degree, each as its difference from the one before, in groups of
five bits as characters.
"""

from collections.abc import Iterator

import shapely
from shapely import Geometry

from tickstack.sql.geospatial.geometry import checked, refuse


def _encoded(difference: int) -> str:
    rest, made = difference << 1 ^ (-1 if difference < 0 else 0), ""
    while rest >= 0x20:
        made += chr((rest & 0x1F | 0x20) + 63)
        rest >>= 5
    return made + chr(rest + 63)


def encode(value: Geometry) -> str:
    """The polyline of a line or of points."""
    line = checked("encode_polyline", value, "LINE_STRING", "MULTI_POINT")
    points = [(round(y * 1e5), round(x * 1e5)) for x, y in shapely.get_coordinates(line)]
    pairs = zip([(0, 0), *points], points, strict=False)
    return "".join(_encoded(new - old) for before, point in pairs for old, new in zip(before, point, strict=True))


def _differences(polyline: str) -> Iterator[int]:
    number, shift = 0, 0
    for character in polyline:
        bits = ord(character) - 63
        if not 0 <= bits < 0x40:
            raise refuse("Input is not a valid encoded polyline")
        number |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            yield ~(number >> 1) if number & 1 else number >> 1
            number, shift = 0, 0


def decode(polyline: str) -> Geometry:
    """The line that a polyline encodes."""
    differences = list(_differences(polyline))
    latitude = longitude = 0
    points = []
    for down, right in zip(differences[::2], differences[1::2], strict=False):
        latitude, longitude = latitude + down, longitude + right
        points.append((longitude / 1e5, latitude / 1e5))
    return shapely.LineString(points if len(points) > 1 else [])
