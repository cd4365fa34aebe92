-- geometries as text
SELECT ST_AsText(ST_Point(1, 2)), ST_AsText(ST_Point(1.5, -0.25)), ST_AsText(ST_GeometryFromText('LINESTRING (1 1, 5 5)')), ST_AsText(ST_LineFromText('LINESTRING EMPTY')), ST_AsText(ST_GeometryFromText('MULTIPOINT (1 2, 3 4)')), ST_AsText(ST_GeometryFromText('POINT EMPTY'))
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"POINT (1 2)","POINT (1.5 -0.25)","LINESTRING (1 1, 5 5)","LINESTRING EMPTY","MULTIPOINT ((1 2), (3 4))","POINT EMPTY"

-- a geometry is shown as text
SELECT ST_Point(1, 2), ARRAY[ST_Point(1, 2)], typeof(ST_Point(1, 2)), ST_GeometryFromText('POLYGON ((0 0, 0 1, 1 1, 1 0, 0 0))')
---
"_col0","_col1","_col2","_col3"
"POINT (1 2)","[POINT (1 2)]","Geometry","POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))"

-- a polygon whose ring is open
SELECT ST_AsText(ST_Polygon('POLYGON ((1 1, 1 4, 4 4, 4 1))'))
---
"_col0"
"POLYGON ((1 1, 4 1, 4 4, 1 4, 1 1))"

-- no text of a geometry
SELECT ST_GeometryFromText('xyz')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid WKT: xyz

-- no line
SELECT ST_LineFromText('POINT (1 2)')
---
error: INVALID_FUNCTION_ARGUMENT: ST_LineFromText only applies to LINE_STRING. Input type is: POINT

-- no polygon
SELECT ST_Polygon('LINESTRING (1 1, 2 2)')
---
error: INVALID_FUNCTION_ARGUMENT: ST_Polygon only applies to POLYGON. Input type is: LINE_STRING

-- coordinates
SELECT ST_X(ST_Point(1, 2)), ST_Y(ST_Point(1, 2)), ST_X(ST_GeometryFromText('POINT EMPTY')), ST_XMin(ST_GeometryFromText('LINESTRING (8 4, 5 7)')), ST_YMax(ST_GeometryFromText('LINESTRING (8 4, 5 7)')), ST_XMax(ST_GeometryFromText('POLYGON EMPTY'))
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.0","2.0",,"5.0","7.0",

-- coordinates of a line
SELECT ST_X(ST_GeometryFromText('LINESTRING (1 1, 5 5)'))
---
error: INVALID_FUNCTION_ARGUMENT: ST_X only applies to POINT. Input type is: LINE_STRING

-- measures
SELECT ST_Area(ST_GeometryFromText('POLYGON ((2 2, 2 6, 6 6, 6 2, 2 2))')), ST_Area(ST_Point(1, 2)), ST_Length(ST_GeometryFromText('LINESTRING (0 0, 2 2)')), ST_Length(ST_GeometryFromText('MULTILINESTRING ((1 1, 5 1), (2 4, 4 4))')), ST_Distance(ST_Point(50, 100), ST_Point(150, 150)), ST_Distance(ST_Point(0, 0), ST_GeometryFromText('LINESTRING (3 -1, 3 1)')), ST_Distance(ST_GeometryFromText('POINT EMPTY'), ST_Point(1, 1))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"16.0","0.0","2.8284271247461903","6.0","111.80339887498948","3.0",

-- the length of a polygon
SELECT ST_Length(ST_GeometryFromText('POLYGON ((1 1, 1 4, 4 4, 4 1, 1 1))'))
---
error: INVALID_FUNCTION_ARGUMENT: ST_Length only applies to LINE_STRING or MULTI_LINE_STRING. Input type is: POLYGON

-- relations
SELECT ST_Contains(a, b), ST_Within(b, a), ST_Intersects(a, b), ST_Disjoint(a, b), ST_Touches(a, ST_Point(0, 1)), ST_Equals(a, a), ST_Overlaps(a, ST_Polygon('POLYGON ((1 1, 1 3, 3 3, 3 1, 1 1))')), ST_Crosses(ST_LineFromText('LINESTRING (-1 1, 3 1)'), a), ST_Contains(a, ST_Point(0, 1)), ST_Intersects(a, ST_Point(0, 1)) FROM (VALUES (ST_Polygon('POLYGON ((0 0, 0 2, 2 2, 2 0, 0 0))'), ST_Point(1, 1))) t(a, b)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"true","true","true","false","true","true","true","true","false","true"

-- parts
SELECT ST_NumPoints(ST_LineFromText('LINESTRING (1 1, 2 2, 3 3)')), ST_NumPoints(ST_Polygon('POLYGON ((0 0, 0 1, 1 1, 0 0))')), ST_NumGeometries(ST_GeometryFromText('MULTIPOINT (1 2, 3 4)')), ST_AsText(ST_GeometryN(ST_GeometryFromText('MULTIPOINT (1 2, 3 4)'), 2)), ST_GeometryN(ST_Point(1, 2), 2), ST_AsText(ST_PointN(ST_LineFromText('LINESTRING (1 1, 2 2)'), 1)), ST_AsText(ST_StartPoint(ST_LineFromText('LINESTRING (8 4, 4 8)'))), ST_GeometryType(ST_Point(1, 4)), ST_Dimension(ST_Polygon('POLYGON EMPTY')), ST_IsEmpty(ST_GeometryFromText('POINT EMPTY')), ST_IsClosed(ST_LineFromText('LINESTRING (1 1, 2 2, 1 3, 1 1)'))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10"
"3","3","2","POINT (3 4)",,"POINT (1 1)","POINT (8 4)","ST_Point","2","true","true"

-- other geometries of geometries
SELECT ST_AsText(ST_Centroid(ST_GeometryFromText('POLYGON ((1 1, 1 4, 4 4, 4 1, 1 1))'))), ST_AsText(ST_Envelope(ST_GeometryFromText('LINESTRING (1 1, 4 3)'))), ST_AsText(ST_Boundary(ST_GeometryFromText('LINESTRING (8 4, 5 7)'))), ST_EnvelopeAsPts(ST_GeometryFromText('LINESTRING (1 1, 4 3)')), ST_AsText(ST_Intersection(ST_Point(1, 1), ST_Point(1, 1)))
---
"_col0","_col1","_col2","_col3","_col4"
"POINT (2.5 2.5)","POLYGON ((1 1, 4 1, 4 3, 1 3, 1 1))","MULTIPOINT ((8 4), (5 7))","[POINT (1 1), POINT (4 3)]","POINT (1 1)"

-- over the globe
SELECT round(great_circle_distance(36.12, -86.67, 33.94, -118.40), 6), round(ST_Distance(to_spherical_geography(ST_Point(-86.67, 36.12)), to_spherical_geography(ST_Point(-118.40, 33.94))), 3)
---
"_col0","_col1"
"2886.448973","2886448.973"

-- beyond the pole
SELECT great_circle_distance(100, 20, 30, 40)
---
error: INVALID_FUNCTION_ARGUMENT: Latitude must be between -90 and 90

-- beyond the date line
SELECT to_spherical_geography(ST_Point(200, 0))
---
error: INVALID_FUNCTION_ARGUMENT: Longitude must be between -180 and 180

-- geometries of NULL
SELECT ST_Point(NULL, 1), ST_Contains(NULL, ST_Point(1, 1)), ST_GeometryFromText(NULL)
---
"_col0","_col1","_col2"
,,

-- points in areas
SELECT a.name, count(*) FROM (VALUES ('west', 'POLYGON ((0 0, 0 2, 1 2, 1 0, 0 0))'), ('east', 'POLYGON ((1 0, 1 2, 2 2, 2 0, 1 0))')) a(name, shape) JOIN (VALUES (0.5, 1.0), (1.5, 0.5), (1.6, 1.5)) p(x, y) ON ST_Contains(ST_GeometryFromText(a.shape), ST_Point(p.x, p.y)) GROUP BY a.name ORDER BY a.name
---
"name","_col1"
"east","2"
"west","1"

-- the area of a point on the globe
SELECT ST_Area(to_spherical_geography(ST_Point(0, 0)))
---
error: INVALID_FUNCTION_ARGUMENT: When applied to SphericalGeography inputs, ST_Area only supports POLYGON or MULTI_POLYGON. Input type is: POINT

-- areas on the globe: an octant, a hole, a cap around the pole
SELECT round(ST_Area(to_spherical_geography(ST_GeometryFromText('POLYGON ((0 0, 90 0, 0 90))'))) / 1e9), round(ST_Area(to_spherical_geography(ST_GeometryFromText('POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 3, 3 3, 3 1, 1 1))'))) / 1e9), round(ST_Area(to_spherical_geography(ST_GeometryFromText('POLYGON ((-120 80, 0 80, 120 80))'))) / 1e9), ST_Area(to_spherical_geography(ST_GeometryFromText('POLYGON EMPTY')))
---
"_col0","_col1","_col2","_col3"
"63758.0","148.0","1621.0",

-- lengths on the globe
SELECT round(ST_Length(to_spherical_geography(ST_GeometryFromText('MULTILINESTRING ((0 0, 1 0), (0 10, 0 12))'))) / 1e3, 1)
---
"_col0"
"333.6"

-- tiles
SELECT bing_tile(5, 6, 3), bing_tile('312'), bing_tile_zoom_level(bing_tile('3120')), bing_tile_coordinates(bing_tile(5, 6, 3)), bing_tile_quadkey(bing_tile(5, 6, 3)), typeof(bing_tile('0')), bing_tile_quadkey(bing_tile_at(48.137, 11.575, 12)), bing_tile('1') = bing_tile(1, 0, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"BingTile{x=5, y=6, zoom_level=3}","BingTile{x=6, y=5, zoom_level=3}","4","{x=5, y=6}","321","BingTile","120230002213","true"

-- tiles that there are not
SELECT bing_tile(5, 8, 3)
---
error: INVALID_FUNCTION_ARGUMENT: XY coordinates for a Bing tile at zoom level 3 must be within [0, 8) range

-- no digit of a quadkey
SELECT bing_tile('124')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid QuadKey digit sequence: 124

-- too near
SELECT bing_tile_at(10, 20, 24)
---
error: INVALID_FUNCTION_ARGUMENT: Zoom level must be <= 23

-- beyond the map
SELECT bing_tile_at(86, 20, 4)
---
error: INVALID_FUNCTION_ARGUMENT: Latitude must be between -85.05112878 and 85.05112878

-- tiles around and tiles over
SELECT transform(bing_tiles_around(0, -179, 2), t -> bing_tile_quadkey(t)), cardinality(bing_tiles_around(40, 10, 8, 0)), transform(geometry_to_bing_tiles(ST_GeometryFromText('LINESTRING (1 1, 100 1)'), 2), t -> bing_tile_quadkey(t)), geometry_to_bing_tiles(ST_GeometryFromText('POINT EMPTY'), 9)
---
"_col0","_col1","_col2","_col3"
"[02, 20, 22, 03, 21, 23]","1","[12, 13]","[]"

-- GeoJSON
SELECT from_geojson_geometry('{"type": "LineString", "coordinates": [[0, 1.5], [2, 3]]}'), to_geojson_geometry(to_spherical_geography(ST_Point(1.25, -2))), ST_AsText(to_geometry(from_geojson_geometry('{"type": "Point", "coordinates": []}')))
---
"_col0","_col1","_col2"
"LINESTRING (0 1.5, 2 3)","{""type"":""Point"",""coordinates"":[1.25,-2],""crs"":{""type"":""name"",""properties"":{""name"":""EPSG:0""}}}","POINT EMPTY"

-- no GeoJSON
SELECT from_geojson_geometry('{"coordinates": [1, 2]}')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid GeoJSON: Could not parse Geometry from Json string.  No 'type' property found.

-- buffers
SELECT round(ST_Area(ST_Buffer(ST_Point(3, 4), 1)), 2), ST_AsText(ST_Buffer(ST_Point(3, 4), 0)), ST_Buffer(ST_GeometryFromText('POINT EMPTY'), 1), ST_Contains(ST_Buffer(ST_LineFromText('LINESTRING (0 0, 9 0)'), 1), ST_Point(5, 0.9))
---
"_col0","_col1","_col2","_col3"
"3.14","POINT (3 4)",,"true"

-- a buffer to the inside
SELECT ST_Buffer(ST_Point(0, 0), -1)
---
error: INVALID_FUNCTION_ARGUMENT: distance is negative

-- lines simplified, points along them, points that are near
SELECT ST_AsText(simplify_geometry(ST_GeometryFromText('LINESTRING (0 0, 2 0.1, 4 0)'), 1)), line_interpolate_points(ST_GeometryFromText('LINESTRING (0 0, 0 3, 4 3)'), 0.4), line_interpolate_point(ST_GeometryFromText('LINESTRING (0 0, 0 3, 5 3)'), 0.5), geometry_nearest_points(ST_GeometryFromText('LINESTRING (0 0, 0 9)'), ST_Point(4, 5))
---
"_col0","_col1","_col2","_col3"
"LINESTRING (0 0, 4 0)","[POINT (0 2.8000000000000003), POINT (2.6000000000000005 3)]","POINT (1 3)","{POINT (0 5), POINT (4 5)}"

-- a line through a point that is not
SELECT ST_LineString(ARRAY[ST_Point(1, 2), NULL])
---
error: INVALID_FUNCTION_ARGUMENT: Invalid input to ST_LineString: null point at index 2

-- a line that stays where it is
SELECT ST_LineString(ARRAY[ST_Point(1, 2), ST_Point(1, 2)])
---
error: INVALID_FUNCTION_ARGUMENT: Invalid input to ST_LineString: consecutive duplicate points at index 2

-- points of a line
SELECT ST_MultiPoint(ARRAY[ST_GeometryFromText('LINESTRING (0 0, 1 1)')])
---
error: INVALID_FUNCTION_ARGUMENT: Invalid input to ST_MultiPoint: geometry is not a point: LineString at index 1

-- what crosses itself is neither simple nor valid
SELECT ST_IsValid(g), ST_IsSimple(g) FROM (VALUES 1, 2, 3, 4) AS n(i) CROSS JOIN UNNEST(ARRAY[ST_GeometryFromText('LINESTRING (0 0, 2 2, 2 0, 0 2)'), ST_GeometryFromText('MULTIPOINT (1 1, 1 1)'), ST_GeometryFromText('POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))'), ST_GeometryFromText('POLYGON ((0 0, 2 0, 2 2))')]) WITH ORDINALITY AS u(g, k) WHERE i = k ORDER BY i
---
"_col0","_col1"
"false","false"
"false","false"
"false","false"
"true","true"

-- around polygons, a boundary is lines, and vertices go clockwise
SELECT ST_AsText(ST_Boundary(ST_GeometryFromText('POLYGON ((0 0, 0 3, 3 0))'))), ST_Points(ST_GeometryFromText('POLYGON ((0 0, 3 0, 0 3, 0 0))')), ST_AsText(ST_ExteriorRing(ST_GeometryFromText('POLYGON ((0 0, 0 3, 3 0))')))
---
"_col0","_col1","_col2"
"MULTILINESTRING ((0 0, 3 0, 0 3, 0 0))","[POINT (0 0), POINT (0 3), POINT (3 0), POINT (0 0)]","LINESTRING (0 0, 3 0, 0 3, 0 0)"

-- aggregates of geometries
SELECT ST_AsText(convex_hull_agg(ST_Point(x, x))), ST_AsText(geometry_union_agg(ST_Point(x, x))) FROM (VALUES 1, 2, NULL) t(x)
---
"_col0","_col1"
"LINESTRING (1 1, 2 2)","MULTIPOINT ((1 1), (2 2))"

-- aggregates of no geometries
SELECT geometry_union_agg(ST_Point(x, x)), convex_hull_agg(ST_Point(x, x)) FROM (VALUES 1) t(x) WHERE x > 1
---
"_col0","_col1"
,

-- geometries have no order
SELECT max(ST_Point(x, x)) FROM (VALUES 1) t(x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (Geometry) for function max. Expected: max(T) T:orderable, max(T, bigint) T:orderable

-- geometries are equal or not
SELECT ST_Point(1, 2) = ST_Point(1, 2), ST_Point(1, 2) <> ST_Point(1, 2), count(DISTINCT ST_Point(x, x)) FROM (VALUES 1, 1) t(x)
---
"_col0","_col1","_col2"
"true","false","1"

-- what is tried
SELECT try(ST_GeometryFromText('x')), try(great_circle_distance(100, 0, 0, 0))
---
"_col0","_col1"
,

-- shapes of Hadoop
SELECT ST_AsText(geometry_from_hadoop_shape(X'000000000203000000000000000000000000000000000000000000000000000000000000000000000001000000020000000000000000000000000000000000000000000000000000000000f03f0000000000000040')), ST_AsText(geometry_from_hadoop_shape(X'00000000050300000000000000000000000000000000000000000000000000000000000000000000000200000004000000000000000200000000000000000000000000000000000000000000000000f03f00000000000000400000000000001440000000000000144000000000000018400000000000001c40')), ST_AsText(geometry_from_hadoop_shape(X'0000000003050000000000000000000000000000000000000000000000000000000000000000000000020000000a00000000000000050000000000000000000000000000000000000000000000000000000000000000001040000000000000104000000000000010400000000000001040000000000000000000000000000000000000000000000000000000000000f03f000000000000f03f0000000000000040000000000000f03f00000000000000400000000000000040000000000000f03f0000000000000040000000000000f03f000000000000f03f')), ST_AsText(geometry_from_hadoop_shape(X'000000000408000000000000000000000000000000000000000000000000000000000000000000000002000000000000000000f03f000000000000004000000000000008400000000000001040'))
---
"_col0","_col1","_col2","_col3"
"LINESTRING (0 0, 1 2)","MULTILINESTRING ((0 0, 1 2), (5 5, 6 7))","POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 1 2, 2 2, 2 1, 1 1))","MULTIPOINT ((1 2), (3 4))"

-- several lines where one is said to be
SELECT geometry_from_hadoop_shape(X'00000000020300000000000000000000000000000000000000000000000000000000000000000000000200000004000000000000000200000000000000000000000000000000000000000000000000f03f00000000000000400000000000001440000000000000144000000000000018400000000000001c40')
---
error: INVALID_FUNCTION_ARGUMENT: Invalid Hadoop shape

-- no shape at all
SELECT geometry_from_hadoop_shape(X'0000000001')
---
error: INVALID_FUNCTION_ARGUMENT: Hadoop shape input is too short

-- polygons over polygons: rings begin at their lowest vertex
SELECT ST_AsText(ST_Difference(a, b)), ST_AsText(ST_Union(a, b)), ST_AsText(ST_SymDifference(a, b)), ST_AsText(ST_Intersection(a, b)) FROM (VALUES (ST_Polygon('POLYGON ((5 5, 0 5, 0 0, 5 0))'), ST_Polygon('POLYGON ((3 3, 8 3, 8 8, 3 8))'))) AS t(a, b)
---
"_col0","_col1","_col2","_col3"
"POLYGON ((0 0, 5 0, 5 3, 3 3, 3 5, 0 5, 0 0))","POLYGON ((0 0, 5 0, 5 3, 8 3, 8 8, 3 8, 3 5, 0 5, 0 0))","MULTIPOLYGON (((0 0, 5 0, 5 3, 3 3, 3 5, 0 5, 0 0)), ((5 3, 8 3, 8 8, 3 8, 3 5, 5 5, 5 3)))","POLYGON ((3 3, 5 3, 5 5, 3 5, 3 3))"

-- what has several dimensions: points, then lines, then polygons
SELECT ST_AsText(geometry_union(ARRAY[ST_Polygon('POLYGON ((0 0, 1 0, 1 1))'), ST_Point(9, 9), ST_LineFromText('LINESTRING (5 5, 6 6)'), ST_Point(7, 7)])), ST_AsText(ST_ConvexHull(ST_GeometryFromText('MULTIPOINT (2 5, 0 1, 4 1, 2 2)')))
---
"_col0","_col1"
"GEOMETRYCOLLECTION (MULTIPOINT ((7 7), (9 9)), LINESTRING (5 5, 6 6), POLYGON ((0 0, 1 0, 1 1, 0 0)))","POLYGON ((0 1, 4 1, 2 5, 0 1))"

-- coordinates have all their digits, and types their names
SELECT ST_AsText(ST_Point(0.1, 123456.7890123)), ST_AsText(ST_Point(1e-5, -2e17)), ST_Point(1.0, 1e16), ST_GeometryType(ST_GeometryFromText('GEOMETRYCOLLECTION (POINT (1 2))')), ST_AsText(ST_GeometryFromText('GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))'))
---
"_col0","_col1","_col2","_col3","_col4"
"POINT (0.1 123456.7890123)","POINT (1.0000000000000000e-05 -2.0000000000000000e+17)","POINT (1 10000000000000000)","ST_GeomCollection","GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))"

-- nothing is wrong with what is valid
SELECT geometry_invalid_reason(ST_GeometryFromText('POLYGON ((0 0, 2 0, 2 2))')), geometry_invalid_reason(NULL)
---
"_col0","_col1"
,

-- what is wrong is not told
SELECT geometry_invalid_reason(ST_GeometryFromText('LINESTRING (0 0, 2 2, 2 0, 0 2)'))
---
error: NOT_SUPPORTED: tickstack does not support geometry_invalid_reason of what is not valid

-- a relation of too few signs
SELECT ST_Relate(ST_Point(1, 1), ST_Point(1, 1), '')
---
error: GENERIC_INTERNAL_ERROR: relation string length has to be 9 characters

-- a relation of other signs
SELECT ST_Relate(ST_Point(1, 1), ST_Point(1, 1), 't********')
---
error: GENERIC_INTERNAL_ERROR: relation string
