-- maps are printed by ascending keys
SELECT map(ARRAY['b','a'], ARRAY[1,NULL]), map(), map(ARRAY[], ARRAY[]), map(ARRAY[10, 9], ARRAY['x', 'y'])
---
"_col0","_col1","_col2","_col3"
"{a=null, b=1}","{}","{}","{9=y, 10=x}"

-- types of maps
SELECT typeof(map()), typeof(map(ARRAY['b','aa'], ARRAY[1,2])), typeof(map_keys(map(ARRAY[1], ARRAY[2.5]))), typeof(map_values(map(ARRAY[1], ARRAY[2.5]))), typeof(map_entries(map(ARRAY[1,2], ARRAY['x','y'])))
---
"_col0","_col1","_col2","_col3","_col4"
"map(unknown, unknown)","map(varchar(2), integer)","array(integer)","array(double)","array(row(integer, varchar(1)))"

-- keys and values in the order of the map
SELECT map_keys(map(ARRAY['b','a'], ARRAY[1,2])), map_values(map(ARRAY['b','a'], ARRAY[1,NULL])), map_keys(map()), cardinality(map(ARRAY[1, 2], ARRAY[3, 4])), cardinality(map())
---
"_col0","_col1","_col2","_col3","_col4"
"[b, a]","[1, null]","[]","2","0"

-- a key that occurs twice
SELECT map(ARRAY[1,1], ARRAY[2,3])
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate map keys (1) are not allowed

-- a key of text that occurs twice
SELECT map(ARRAY['a', 'b', 'a'], ARRAY[1, 2, 3])
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate map keys (a) are not allowed

-- a key that is NULL
SELECT map(ARRAY['x', NULL], ARRAY[2,3])
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be null

-- keys and values of different number
SELECT map(ARRAY['x'], ARRAY[2,3])
---
error: INVALID_FUNCTION_ARGUMENT: Key and value arrays must be the same length

-- maps of NULL
SELECT map(NULL, ARRAY[1]), map(ARRAY[1], NULL), TRY(map(ARRAY[1,1], ARRAY[1,2])), map_keys(NULL), cardinality(CAST(NULL AS map(varchar, integer)))
---
"_col0","_col1","_col2","_col3","_col4"
,,,,

-- values by key
SELECT m['a'], m['b'], element_at(m, 'zzz'), element_at(m, NULL), m[NULL], TRY(m['c']), COALESCE(TRY(m['c']), 7) FROM (VALUES map(ARRAY['a','b'], ARRAY[1,NULL])) t(m)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"1",,,,,,"7"

-- a key that is not there
SELECT map(ARRAY['a'], ARRAY[1])['x']
---
error: INVALID_FUNCTION_ARGUMENT: Key not present in map: x

-- a number that is not there
SELECT map(ARRAY[1], ARRAY[1])[7]
---
error: INVALID_FUNCTION_ARGUMENT: Key not present in map: 7

-- a double that is not there
SELECT map(ARRAY[1e0], ARRAY[1])[7e0]
---
error: INVALID_FUNCTION_ARGUMENT: Key not present in map: 7.0E0

-- a date that is not there
SELECT map(ARRAY[DATE '2020-01-01'], ARRAY[1])[DATE '2020-01-02']
---
error: INVALID_FUNCTION_ARGUMENT: Key not present in map: 2020-01-02

-- a subscript of another type
SELECT map(ARRAY[1], ARRAY[1])['a']
---
error: TYPE_MISMATCH: line 1:8: Cannot use varchar(1) for subscript of map(integer, integer)

-- keys of other types
SELECT map(ARRAY[1,2], ARRAY['a','b'])[BIGINT '2'], map(ARRAY[ROW(1,2)], ARRAY['a'])[ROW(1,2)], map(ARRAY[ARRAY[1]], ARRAY['a'])[ARRAY[1]], map(ARRAY[true], ARRAY[1])[true], map(ARRAY[1.5], ARRAY['x'])[1.5], element_at(map(ARRAY[BIGINT '1'], ARRAY['x']), 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"b","a","a","1","x","x"

-- moments as keys
SELECT map(ARRAY[TIMESTAMP '2020-01-01 00:00:00 UTC'], ARRAY[1])[TIMESTAMP '2020-01-01 05:00:00 +05:00'], map(ARRAY[DATE '2020-01-01'], ARRAY[1]), map(ARRAY[TIMESTAMP '2020-01-01 00:00:00.000'], ARRAY['x'])
---
"_col0","_col1","_col2"
"1","{2020-01-01=1}","{2020-01-01 00:00:00.000=x}"

-- map_entries and back
SELECT map_entries(map(ARRAY[1,2], ARRAY['x',NULL])), map_from_entries(ARRAY[(1,'x'),(2,'y')]), typeof(map_from_entries(ARRAY[(1,'x'),(2,'y')])), map_from_entries(ARRAY[]), map_from_entries(NULL), map_from_entries(map_entries(map(ARRAY['k'], ARRAY[1.5])))
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"[{1, x}, {2, null}]","{1=x, 2=y}","map(integer, varchar(1))","{}",,"{k=1.5}"

-- entries with a key twice
SELECT map_from_entries(ARRAY[(1,'x'),(1,'y')])
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate keys (1) are not allowed

-- an entry that is NULL
SELECT map_from_entries(ARRAY[(1,'x'),NULL])
---
error: INVALID_FUNCTION_ARGUMENT: map entry cannot be null

-- an entry whose key is NULL
SELECT map_from_entries(ARRAY[(CAST(NULL AS integer),'x')])
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be null

-- multimap_from_entries
SELECT multimap_from_entries(ARRAY[(1,'x'),(2,'y'),(1,'z')]), typeof(multimap_from_entries(ARRAY[(1,'x')])), multimap_from_entries(ARRAY[('a',NULL),('a',1)]), multimap_from_entries(CAST(NULL AS array(row(integer, integer))))
---
"_col0","_col1","_col2","_col3"
"{1=[x, z], 2=[y]}","map(integer, array(varchar(1)))","{a=[null, 1]}",

-- an entry of a multimap whose key is NULL
SELECT multimap_from_entries(ARRAY[(CAST(NULL AS integer),'x')])
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be null

-- map_concat takes the last value
SELECT map_concat(map(ARRAY[1], ARRAY['a']), map(ARRAY[1,2], ARRAY['b','c']), map(ARRAY[3], ARRAY['d'])), map_concat(map(), map(ARRAY[1],ARRAY[2])), map_concat(map(ARRAY[1],ARRAY[2]), NULL), map_concat(map(ARRAY['a'], ARRAY[1]), map(ARRAY['b'], ARRAY[2.5]))
---
"_col0","_col1","_col2","_col3"
"{1=b, 2=c, 3=d}","{1=2}",,"{a=1.0, b=2.5}"

-- map_concat of one
SELECT map_concat(map(ARRAY[1], ARRAY[2]))
---
error: INVALID_FUNCTION_ARGUMENT: line 1:8: There must be two or more concatenation arguments to map_concat

-- map_filter
SELECT map_filter(MAP(ARRAY[10, 20, 30], ARRAY['a', NULL, 'c']), (k, v) -> v IS NOT NULL), map_filter(MAP(ARRAY['k1', 'k2', 'k3'], ARRAY[20, 3, 15]), (k, v) -> v > 10), map_filter(MAP(ARRAY[], ARRAY[]), (k, v) -> true), map_filter(MAP(ARRAY[1, 2], ARRAY[NULL, 1]), (k, v) -> v > 0), map_filter(CAST(NULL AS map(integer, integer)), (k, v) -> true)
---
"_col0","_col1","_col2","_col3","_col4"
"{10=a, 30=c}","{k1=20, k3=15}","{}","{2=1}",

-- transform_keys
SELECT transform_keys(MAP(ARRAY [1, 2, 3], ARRAY ['a', 'b', 'c']), (k, v) -> MAP(ARRAY[1, 2, 3], ARRAY['one', 'two', 'three'])[k]), transform_keys(MAP(ARRAY ['a', 'b'], ARRAY [1, 2]), (k, v) -> k || CAST(v as VARCHAR)), transform_keys(MAP(ARRAY[], ARRAY[]), (k, v) -> NULL), transform_keys(MAP(ARRAY[1, 2], ARRAY['a', 'b']), (k, v) -> k + 1.5)
---
"_col0","_col1","_col2","_col3"
"{one=a, three=c, two=b}","{a1=1, b2=2}","{}","{2.5=a, 3.5=b}"

-- transform_keys to one key
SELECT transform_keys(MAP(ARRAY [1, 2], ARRAY ['a', 'b']), (k, v) -> 5)
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate keys (5) are not allowed

-- transform_keys to NULL
SELECT transform_keys(MAP(ARRAY [1, 2], ARRAY ['a', 'b']), (k, v) -> CAST(NULL AS integer))
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be null

-- transform_values
SELECT transform_values(MAP(ARRAY [1, 2, 3], ARRAY [10, NULL, 30]), (k, v) -> k + v), transform_values(MAP(ARRAY['x'], ARRAY[ARRAY[1,2]]), (k, v) -> transform(v, e -> e * 2)), typeof(transform_values(MAP(ARRAY ['a'], ARRAY [1]), (k, v) -> v * 1.0)), transform_values(MAP(ARRAY ['a', 'b'], ARRAY [1, 2]), (k, v) -> k || CAST(v as VARCHAR)), transform_values(MAP(ARRAY[1, 2], ARRAY[1.0, 1.4]), (k, v) -> MAP(ARRAY[1, 2], ARRAY['one', 'two'])[k] || '_' || CAST(v AS VARCHAR))
---
"_col0","_col1","_col2","_col3","_col4"
"{1=11, 2=null, 3=33}","{x=[2, 4]}","map(varchar(1), double)","{a=a1, b=b2}","{1=one_1.0E0, 2=two_1.4E0}"

-- map_zip_with
SELECT map_zip_with(MAP(ARRAY[1, 2, 3], ARRAY['a', 'b', 'c']), MAP(ARRAY[1, 2, 3], ARRAY['d', 'e', 'f']), (k, v1, v2) -> concat(v1, v2)), map_zip_with(MAP(ARRAY['k1', 'k2'], ARRAY[1, 2]), MAP(ARRAY['k2', 'k3'], ARRAY[4, 9]), (k, v1, v2) -> (v1, v2)), map_zip_with(MAP(ARRAY['a', 'b'], ARRAY[1, 8]), MAP(ARRAY['a', 'b'], ARRAY[24e0, 2e0]), (k, v1, v2) -> k || CAST(v1 / v2 AS VARCHAR))
---
"_col0","_col1","_col2"
"{1=ad, 2=be, 3=cf}","{k1={1, null}, k2={2, 4}, k3={null, 9}}","{a=a4.1666666666666664E-2, b=b4.0E0}"

-- a map function in a column's lambda
SELECT k, transform_values(m, (a, v) -> v * k) FROM (VALUES (2, map(ARRAY['x'], ARRAY[5])), (3, map(ARRAY['y'], ARRAY[7]))) t (k, m) ORDER BY k
---
"k","_col1"
"2","{x=10}"
"3","{y=21}"

-- a map unnested
SELECT id, k, v FROM (VALUES (1, map(ARRAY['a', 'b'], ARRAY[1, 2])), (2, map(ARRAY['c'], ARRAY[3]))) t (id, m) CROSS JOIN UNNEST(m) AS u (k, v) ORDER BY id, k
---
"id","k","v"
"1","a","1"
"1","b","2"
"2","c","3"

-- maps aggregated
WITH dataset AS (SELECT 1 AS id, ARRAY['a', 'b'] AS names UNION ALL SELECT 2, ARRAY['c'])
SELECT map_agg(id, names), map_keys(map_agg(id, cardinality(names))) IS NOT NULL FROM dataset
---
"_col0","_col1"
"{1=[a, b], 2=[c]}","true"

-- several of one key as arrays
SELECT transform_values(multimap_from_entries(array_agg(ROW(k, v) ORDER BY v)), (k, v) -> cardinality(v)) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) t (k, v)
---
"_col0"
"{a=2, b=1}"

-- maps of maps
SELECT map(ARRAY['a'], ARRAY[map(ARRAY['b'], ARRAY[ARRAY[1, 2]])]), map(ARRAY['a'], ARRAY[map(ARRAY['b'], ARRAY[ARRAY[1, 2]])])['a']['b'][2]
---
"_col0","_col1"
"{a={b=[1, 2]}}","2"

-- keys of rows, arrays and moments are printed
SELECT map(ARRAY[ROW(1,2),ROW(0,7)], ARRAY['a','b']), map(ARRAY[ARRAY[1],ARRAY[0]], ARRAY['a','b']), map(ARRAY[TIMESTAMP '2020-01-01 00:00:00 UTC'], ARRAY[1]), map(ARRAY[DECIMAL '1.5', DECIMAL '0.5'], ARRAY[1, 2])
---
"_col0","_col1","_col2","_col3"
"{{0, 7}=b, {1, 2}=a}","{[0]=b, [1]=a}","{2020-01-01 00:00:00 UTC=1}","{0.5=2, 1.5=1}"

-- maps compared
SELECT MAP(ARRAY[1,2],ARRAY[3,4]) = MAP(ARRAY[2,1],ARRAY[4,3]), MAP(ARRAY[1], ARRAY[NULL]) = MAP(ARRAY[1], ARRAY[2]), MAP(ARRAY[1], ARRAY[2]) <> MAP(ARRAY[2], ARRAY[2]), MAP(ARRAY[1,2],ARRAY[3,4]) IS DISTINCT FROM MAP(ARRAY[2,1],ARRAY[4,3])
---
"_col0","_col1","_col2","_col3"
"true",,"true","false"

-- maps that are the same in an array
SELECT array_distinct(ARRAY[MAP(ARRAY[1,2],ARRAY[3,4]), MAP(ARRAY[2,1],ARRAY[4,3])]), contains(ARRAY[MAP(ARRAY[1], ARRAY[2])], MAP(ARRAY[1], ARRAY[2]))
---
"_col0","_col1"
"[{1=3, 2=4}]","true"

-- maps of text to numbers
SELECT CAST(MAP(ARRAY['1'],ARRAY['2']) AS MAP(int, double)), element_at(CAST(json_parse('{"a":1,"b":2}') AS map(varchar, integer)), 'b'), map_keys(CAST(json_parse('{"z":1,"b":2}') AS map(varchar, integer)))
---
"_col0","_col1","_col2"
"{1=2.0}","2","[b, z]"

-- maps of one kind whatever the order of their entries, in groups
SELECT m, count(*), sum(cardinality(m)), grouping(m), row_number() OVER (PARTITION BY m ORDER BY k) FROM (VALUES (MAP(ARRAY[1, 2], ARRAY[3, 4]), 1), (MAP(ARRAY[2, 1], ARRAY[4, 3]), 1), (MAP(ARRAY[2, 1], ARRAY[4, 5]), 2)) t(m, k) GROUP BY GROUPING SETS ((m, k), ()) ORDER BY element_at(m, 1)
---
"m","_col1","_col2","_col3","_col4"
"{1=3, 2=4}","2","4","0","1"
"{1=5, 2=4}","1","2","0","1"
,"3","6","1","1"

-- maps of one kind in a window with a name, of groups
SELECT m[1], rank() OVER w FROM (VALUES MAP(ARRAY[1, 2], ARRAY[3, 4]), MAP(ARRAY[2, 1], ARRAY[4, 3])) t(m) GROUP BY m WINDOW w AS (PARTITION BY m)
---
"_col0","_col1"
"3","1"

-- a named window of what is not grouped
SELECT x, rank() OVER w FROM (VALUES (1, 2)) t(x, y) GROUP BY x WINDOW w AS (ORDER BY y)
---
error: EXPRESSION_NOT_AGGREGATE: line 1:87: ORDER BY expression 'y' must be an aggregate expression or appear in GROUP BY clause

-- maps of one kind as distinct values and as keys
SELECT count(DISTINCT m), cardinality(array_agg(DISTINCT m)), cardinality(histogram(m)), cardinality(map_agg(m, 1)), cardinality(array_distinct(array_agg(m))) FROM (VALUES MAP(ARRAY[1, 2], ARRAY[3, 4]), MAP(ARRAY[2, 1], ARRAY[4, 3])) t(m)
---
"_col0","_col1","_col2","_col3","_col4"
"1","1","1","1","1"

-- maps of one kind in joins and subqueries
SELECT (SELECT count(*) FROM (VALUES MAP(ARRAY[2, 1], ARRAY[4, 3])) u(n) WHERE n = m), m IN (SELECT MAP(ARRAY[2, 1], ARRAY[4, 3])), m IN (SELECT MAP(ARRAY[2, 1], ARRAY[4, NULL])), m = MAP(ARRAY[2, 1], ARRAY[5, NULL]), m = MAP(ARRAY[2, 3], ARRAY[4, 3]) FROM (VALUES MAP(ARRAY[1, 2], ARRAY[3, 4])) t(m) JOIN (VALUES MAP(ARRAY[2, 1], ARRAY[4, 3])) v(o) ON m = o
---
"_col0","_col1","_col2","_col3","_col4"
"1","true",,"false","false"

-- a map as a key of groups is no value of a subquery yet
SELECT (SELECT cardinality(m)) FROM (VALUES MAP(ARRAY[1], ARRAY[3])) t(m) GROUP BY m
---
error: NOT_SUPPORTED: line 1:28: tickstack does not support a subquery with m of GROUP BY, a map(integer, integer)

-- a key of a map with NULL within it
SELECT MAP(ARRAY[ROW(1, ARRAY[NULL, 2])], ARRAY[1])
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be indeterminate: [1, [null, 2]]

-- a key of an entry with NULL within it
SELECT map_from_entries(ARRAY[(ARRAY['a'], 1), (ARRAY['b', NULL], 2)])
---
error: INVALID_FUNCTION_ARGUMENT: map key cannot be indeterminate: [b, null]

-- keys without NULL, and one that is NULL
SELECT MAP(ARRAY[ARRAY[1]], ARRAY[NULL]), TRY(MAP(ARRAY[ARRAY[1], NULL], ARRAY[1, 2]))
---
"_col0","_col1"
"{[1]=null}",

-- NaN twice
SELECT MAP(ARRAY[nan(), nan()], ARRAY[1, 2])
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate map keys (NaN) are not allowed

-- doubles twice
SELECT MAP(ARRAY[1e10, 1e10], ARRAY[1, 2])
---
error: INVALID_FUNCTION_ARGUMENT: Duplicate map keys (1.0E10) are not allowed

-- NaN as a key
SELECT MAP(ARRAY[1.5, nan()], ARRAY[1, 2])
---
"_col0"
"{1.5=1, NaN=2}"

-- a cast that makes keys the same
SELECT CAST(MAP(ARRAY['1', '01'], ARRAY[1, 2]) AS map(integer, integer))
---
error: INVALID_CAST_ARGUMENT: duplicate keys

-- a cast that cuts keys
SELECT TRY_CAST(MAP(ARRAY['abc', 'abd'], ARRAY[1, 2]) AS map(varchar(2), integer)), CAST(MAP(ARRAY['1', '2'], ARRAY[1, NULL]) AS map(double, varchar)), CAST(ARRAY[MAP(ARRAY['1'], ARRAY[1]), NULL] AS array(map(integer, integer)))
---
"_col0","_col1","_col2"
,"{1.0=1, 2.0=null}","[{1=1}, null]"

-- maps from JSON whose keys are called key and value
SELECT CAST(JSON '{"key":[1],"value":[2]}' AS map(varchar, array(integer))), CAST(JSON '[{"key":[1],"value":[2]}]' AS array(map(varchar, array(integer)))), CAST(JSON '{"a":{"key":[1],"value":[2]}}' AS map(varchar, map(varchar, array(integer)))), CAST(JSON '{"x":{"key":[1],"value":[2]}}' AS ROW(x map(varchar, array(integer)))), CAST(JSON '{"a":{"b":null}}' AS map(varchar, map(varchar, integer)))
---
"_col0","_col1","_col2","_col3","_col4"
"{key=[1], value=[2]}","[{key=[1], value=[2]}]","{a={key=[1], value=[2]}}","{x={key=[1], value=[2]}}","{a={b=null}}"

-- maps of maps whose keys are called key and value
SELECT map_agg(k, MAP(ARRAY['key', 'value'], ARRAY[ARRAY[1], ARRAY[2]])), multimap_agg(k, 1), map_union(MAP(ARRAY[k], ARRAY[ARRAY[1]])) FROM (VALUES 'key', 'value') t(k)
---
"_col0","_col1","_col2"
"{key={key=[1], value=[2]}, value={key=[1], value=[2]}}","{key=[1], value=[1]}","{key=[1], value=[1]}"

-- signatures with several variables
SELECT map_zip_with(MAP(), 1, (k, a, b) -> a)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (map(unknown,unknown), integer, <function>) for function map_zip_with. Expected: map_zip_with(map(K,V1), map(K,V2), function(K,V1,V2,V3)) K, V1, V2, V3
