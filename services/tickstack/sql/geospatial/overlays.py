"""What comes out when geometries are laid over one another, in the order in which Esri's library gives it.

A ring begins at its lowest vertex, the leftmost of several; polygons are in the order of where they begin. Of several
dimensions, points come before lines and lines before polygons, each as one part.
"""

from collections.abc import Iterable

import shapely
from shapely import Geometry

_SEVERAL = (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)
Pairs = list[tuple[float, float]]


def _begun(ring: Geometry) -> Pairs:
    pairs = [(x, y) for x, y, *_ in ring.coords][:-1]
    lowest = min(range(len(pairs)), key=lambda index: (pairs[index][1], pairs[index][0]))
    return [*pairs[lowest:], *pairs[: lowest + 1]]


def _polygon(value: Geometry) -> Geometry:
    return shapely.Polygon(_begun(value.exterior), [_begun(hole) for hole in value.interiors])


def _beginning(polygon: Geometry) -> tuple[float, float]:
    x, y, *_ = polygon.exterior.coords[0]
    return y, x


def _parts(value: Geometry) -> Iterable[Geometry]:
    for part in getattr(value, "geoms", [value]):
        if part.geom_type == "GeometryCollection":
            yield from _parts(part)
        elif not part.is_empty:
            yield part


def ordered(value: Geometry) -> Geometry:
    """The same geometry in Esri's order."""
    if value.is_empty:
        return value
    found: list[list[Geometry]] = [[], [], []]
    for part in _parts(value):
        for each in getattr(part, "geoms", [part]):
            found[int(shapely.get_dimensions(each))].append(each)
    found[2] = sorted((_polygon(each) for each in found[2]), key=_beginning)
    made = [parts[0] if len(parts) == 1 else several(parts) for parts, several in zip(found, _SEVERAL, strict=True)
            if parts]  # fmt: skip
    return made[0] if len(made) == 1 else shapely.GeometryCollection(made)


def sound(value: Geometry) -> Geometry:
    """A geometry that can be laid over another: where polygons overlap, what is covered twice is not covered."""
    return value if value.is_valid else shapely.make_valid(value)
