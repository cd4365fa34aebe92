-- transform makes another type
SELECT transform(ARRAY[1, NULL], x -> x * 1.5), typeof(transform(ARRAY[1], x -> CAST(x AS varchar))), transform(ARRAY[], x -> 1), transform(CAST(NULL AS array(integer)), x -> 1)
---
"_col0","_col1","_col2","_col3"
"[1.5, null]","array(varchar)","[]",

-- a lambda sees the columns around it
SELECT transform(a, x -> x + t.y) FROM (VALUES (ARRAY[1, 2], 10), (ARRAY[3], 20)) t (a, y)
---
"_col0"
"[11, 12]"
"[23]"

-- a lambda within a lambda sees both parameters, and may hide one
SELECT transform(ARRAY[ARRAY[1, 2], ARRAY[3]], x -> transform(x, y -> y + cardinality(x))), transform(ARRAY[1], x -> transform(ARRAY['a'], x -> x || 'b'))
---
"_col0","_col1"
"[[3, 4], [4]]","[[ab]]"

-- a parameter hides a column
SELECT transform(ARRAY[1, 2], X -> x * 10), x FROM (VALUES 5) t (x)
---
"_col0","x"
"[10, 20]","5"

-- the state of reduce widens to what its lambda gives
SELECT reduce(a, 0, (s, x) -> s + x, s -> s), typeof(reduce(a, 0, (s, x) -> s + x, s -> s)) FROM (VALUES ARRAY[BIGINT '1', 2], ARRAY[], NULL) t (a)
---
"_col0","_col1"
"3","bigint"
"0","bigint"
,"bigint"

-- reduce to text
SELECT reduce(ARRAY[1, 2, 3], '', (s, x) -> s || CAST(x AS varchar), s -> upper(s || 'x')), reduce(ARRAY[1, NULL], 0, (s, x) -> s + x, s -> s)
---
"_col0","_col1"
"123X",

-- reduce in bigint
SELECT reduce(ARRAY[2147483647, 1], BIGINT '0', (s, x) -> s + x, s -> s)
---
"_col0"
"2147483648"

-- an integer state overflows
SELECT reduce(ARRAY[2147483647, 1], 0, (s, x) -> s + x, s -> s)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1

-- TRY inside and outside of a lambda
SELECT transform(ARRAY[1, 0], x -> TRY(1 / x)), TRY(transform(ARRAY[1, 0], x -> 1 / x))
---
"_col0","_col1"
"[1, null]",

-- an error inside of a lambda
SELECT transform(ARRAY[1, 0], x -> 1 / x)
---
error: DIVISION_BY_ZERO: Division by zero

-- as many parameters as the function gives
SELECT transform(ARRAY[1], (x, y) -> x)
---
error: INVALID_PARAMETER_USAGE: line 1:28: Expected a lambda that takes 1 argument(s) but got 2

-- no aggregation in a lambda
SELECT transform(ARRAY[1], x -> sum(x))
---
error: EXPRESSION_NOT_SCALAR: line 1:33: Lambda expression cannot contain aggregations, window functions or grouping operations: [sum(x)]

-- no subquery in a lambda
SELECT transform(ARRAY[1], x -> x + (SELECT 1))
---
error: NOT_SUPPORTED: line 1:37: Lambda expression cannot contain subqueries

-- a grouped column in a lambda
SELECT y, transform(array_agg(x ORDER BY x), e -> e + y) FROM (VALUES (1, 2), (3, 2)) t (x, y) GROUP BY y
---
"y","_col1"
"2","[3, 5]"

-- grouped by a lambda's function
SELECT filter(a, e -> e > 1), count(*) FROM (VALUES ARRAY[1, 2], ARRAY[2]) t (a) GROUP BY filter(a, x -> x > 1)
---
"_col0","_col1"
"[2]","2"

-- a filter's condition is boolean or NULL
SELECT filter(ARRAY[1, 2, NULL], x -> x > 1), filter(ARRAY[1, NULL], x -> x IS NULL), filter(ARRAY[1, 2], x -> CAST(NULL AS boolean))
---
"_col0","_col1","_col2"
"[2]","[null]","[]"

-- any_match, all_match and none_match have three values
SELECT any_match(ARRAY[1,2,NULL], x -> x = 2), any_match(ARRAY[], x -> true), any_match(ARRAY[NULL], x -> x = 1), all_match(ARRAY[1,NULL], x -> x = 1), all_match(ARRAY[], x -> false), all_match(ARRAY[1,NULL,2], x -> x = 1), none_match(ARRAY[1,NULL], x -> x = 1), none_match(ARRAY[2,NULL], x -> x = 1), none_match(ARRAY[2], x -> x = 1), any_match(CAST(NULL AS array(integer)), x -> true)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"true","false",,,"true","false","false",,"true",

-- zip_with fills with NULL
SELECT zip_with(ARRAY[1,3,5], ARRAY['a','b','c'], (x, y) -> (y, x)), zip_with(ARRAY[1,2], ARRAY[3,4], (x, y) -> x + y), zip_with(ARRAY['a','b','c'], ARRAY['d','e'], (x,y) -> concat(x,y)), zip_with(ARRAY['a'], ARRAY['d', null, 'f'], (x,y) -> coalesce(x, y)), zip_with(ARRAY[], ARRAY[], (x, y) -> 1), zip_with(ARRAY[1], CAST(NULL AS array(integer)), (x, y) -> x)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"[{a, 1}, {b, 3}, {c, 5}]","[4, 6]","[ad, be, null]","[a, null, f]","[]",

-- columns of outer queries in a lambda
SELECT (SELECT transform(ARRAY[1,2], x -> x + c)) FROM (VALUES 10, 20) t(c)
---
"_col0"
"[11, 12]"
"[21, 22]"

-- columns of an outer query and of this one in a lambda
SELECT (SELECT transform(t.a, x -> reduce(t.a, 0, (s, y) -> s + y * c, s -> s + x * d)) FROM (VALUES 3) v (d)) FROM (VALUES (10, ARRAY[9, 10]), (20, ARRAY[5, 30])) t (c, a)
---
"_col0"
"[217, 220]"
"[715, 790]"

-- a lambda in UNNEST
SELECT c, u FROM (VALUES (10, ARRAY[9, 10, 11]), (20, ARRAY[5, 30])) t (c, a) CROSS JOIN UNNEST(filter(t.a, x -> x > c)) AS z (u) ORDER BY c
---
"c","u"
"10","11"
"20","30"

-- a lambda in UNNEST of a subquery
SELECT c, (SELECT sum(u) FROM UNNEST(filter(t.a, x -> any_match(t.a, y -> y < x + c))) AS z (u)) FROM (VALUES (10, ARRAY[9,10,11]), (-20, ARRAY[5, 30, 40])) t (c, a)
---
"c","_col1"
"10","30"
"-20","70"

-- a lambda in WHERE, in ORDER BY and in a join
SELECT t.a FROM (VALUES ARRAY[1, 2], ARRAY[3]) t (a) JOIN (VALUES 3, 4) u (x) ON any_match(t.a, e -> e = u.x) WHERE all_match(t.a, e -> e > 2) ORDER BY reduce(t.a, 0, (s, e) -> s + e, s -> s)
---
"a"
"[3]"

-- a lambda that gives no boolean
SELECT filter(ARRAY[1], x -> x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(integer), <function>) for function filter. Expected: filter(array(T), function(T,boolean)) T

-- a lambda where none is taken
SELECT abs(x -> x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (<function>) for function abs. Expected: abs(bigint), abs(decimal(p,s)), abs(double), abs(integer), abs(real), abs(smallint), abs(tinyint)

-- a value where a lambda is taken
SELECT transform(ARRAY[1], 1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(integer), integer) for function transform. Expected: transform(array(T), function(T,U)) T, U

-- a column that is not there
SELECT transform(ARRAY[1], x -> y)
---
error: COLUMN_NOT_FOUND: line 1:33: Column 'y' cannot be resolved or requester is not authorized to access requested resources

-- a type error in a lambda
SELECT transform(ARRAY[1], x -> x + 'a')
---
error: TYPE_MISMATCH: line 1:35: Cannot apply operator: integer + varchar(1)

-- conditions in lambdas
SELECT transform(ARRAY[1, 2, 3, NULL], x -> CASE WHEN x > 2 THEN 'big' WHEN x IS NULL THEN 'none' ELSE 'small' END), transform(ARRAY['a', 'b'], x -> x IN ('a', 'c')), transform(ARRAY[1, 5], x -> x BETWEEN 2 AND 6), transform(ARRAY['ab', 'cd'], x -> x LIKE 'a%')
---
"_col0","_col1","_col2","_col3"
"[small, small, big, none]","[true, false]","[false, true]","[true, false]"

-- the average by reduce
SELECT reduce(ARRAY[5, 20, 50], 0, (s, x) -> s + x, s -> s), reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + x, s -> s), reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> s + COALESCE(x, 0), s -> s), reduce(ARRAY[5, 20, NULL, 50], 0, (s, x) -> IF(x IS NULL, s, s + x), s -> s)
---
"_col0","_col1","_col2","_col3"
"75",,"75","75"

-- reduce with a row for state
SELECT reduce(ARRAY[5, 6, 10, 20], (0.0, 0), (s, x) -> (x + s[1], s[2] + 1), s -> IF(s[2] = 0, NULL, s[1] / s[2])), reduce(ARRAY[1, 2], ARRAY[0], (s, x) -> s || x, s -> s)
---
"_col0","_col1"
"10.25","[0, 1, 2]"

-- reduce in reduce
SELECT reduce(ARRAY[ARRAY[1, 2], ARRAY[3]], 0, (s, a) -> s + reduce(a, 0, (t, x) -> t + x, t -> t), s -> s)
---
"_col0"
"6"

-- a state that widens for ever
SELECT reduce(ARRAY[DECIMAL '1.5'], DECIMAL '0.0', (s, x) -> s + x, s -> s)
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support a lambda whose result is ever wider than its parameter

-- text split and joined
SELECT transform(split('a=1&b=2', '&'), x -> split_part(x, '=', 2)), array_join(transform(split('x y', ' '), w -> upper(substr(w, 1, 1))), '')
---
"_col0","_col1"
"[1, 2]","XY"

-- casts in lambdas
SELECT transform(ARRAY['1', 'x'], x -> TRY_CAST(x AS integer)), transform(ARRAY['2020-01-01'], x -> CAST(x AS date) + INTERVAL '1' DAY), transform(ARRAY[1.5], x -> CAST(x AS varchar))
---
"_col0","_col1","_col2"
"[1, null]","[2020-01-02]","[1.5E0]"

-- regular expressions in lambdas
SELECT filter(ARRAY['a1', 'b', 'c22'], x -> regexp_like(x, '\d')), transform(ARRAY['a1', 'b'], x -> regexp_extract(x, '\d'))
---
"_col0","_col1"
"[a1, c22]","[1, null]"

-- counting words
SELECT w, count(*) FROM (VALUES 'the cat the', 'dog') t (s) CROSS JOIN UNNEST(filter(split(s, ' '), x -> length(x) > 2)) AS u (w) GROUP BY w ORDER BY 2 DESC, 1
---
"w","_col1"
"the","2"
"cat","1"
"dog","1"

-- reduce_agg
SELECT k, reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b), reduce_agg(v, 1, (a, b) -> a * b, (a, b) -> a * b), reduce_agg(v, 0, (a, b) -> a + b, (a, b) -> a + b) FILTER (WHERE v > 1) FROM (VALUES ('a', 2), ('b', 2), ('a', 3), ('c', NULL)) t (k, v) GROUP BY k ORDER BY k
---
"k","_col1","_col2","_col3"
"a","5","6","5"
"b","2","2","2"
"c",,,

-- reduce_agg with a state of text
SELECT reduce_agg(v, '', (a, b) -> a || b, (a, b) -> a || b) FROM (VALUES 'x', 'y') t (v)
---
error: NOT_SUPPORTED: State type not supported for reduce_agg: varchar

-- a lambda that is no argument
SELECT x -> x
---
error: TYPE_MISMATCH: line 1:8: Lambda expression should always be used inside a function

-- one parameter in parentheses
SELECT transform(ARRAY[1], (x) -> x + 1)
---
"_col0"
"[2]"

-- grouping in a lambda
SELECT filter(array_agg(v), x -> x > grouping(k)) FROM (VALUES ('a', 1)) q (k, v) GROUP BY k
---
error: EXPRESSION_NOT_SCALAR: line 1:36: Lambda expression cannot contain aggregations, window functions or grouping operations: [grouping(k)]

-- a row of nothing
SELECT ROW()
---
error: FUNCTION_NOT_FOUND: line 1:8: Function 'row' not registered

-- TRY around what lambdas fail in
SELECT TRY(array_sort(ARRAY[1,2], (x, y) -> 5)), TRY(transform_keys(MAP(ARRAY[1,2], ARRAY[1,2]), (k, v) -> 1)), TRY(transform(ARRAY['x'], e -> CAST(e AS integer))), transform(ARRAY['k1', 'zz'], k -> TRY(MAP(ARRAY['k1'], ARRAY[1])[k])), TRY(reduce(ARRAY[1], 0, (s, x) -> x / s, s -> s))
---
"_col0","_col1","_col2","_col3","_col4"
,,,"[1, null]",

-- a lambda that takes too few
SELECT zip_with(ARRAY[1], ARRAY[2], x -> x)
---
error: INVALID_PARAMETER_USAGE: line 1:37: Expected a lambda that takes 2 argument(s) but got 1

-- a state of another type than its lambda gives
SELECT reduce(ARRAY[1], 'a', (s, x) -> x, s -> s)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(integer), varchar(1), <function>, <function>) for function reduce. Expected: reduce(array(T), S, function(S,T,S), function(S,R)) T, S, R

-- states of arrays and maps
SELECT reduce(sequence(1, 5), ARRAY[], (s, x) -> IF(x % 2 = 0, s || x, s), s -> s), reduce(ARRAY['b','a'], MAP(), (s, x) -> map_concat(s, MAP(ARRAY[x], ARRAY[length(x)])), s -> s), reduce(ARRAY[1, 2, 3], ROW(0, 1), (s, x) -> ROW(s[1] + x, s[2] * x), s -> s[1] + s[2])
---
"_col0","_col1","_col2"
"[2, 4]","{a=1, b=1}","12"

-- lambdas and arrays of an outer query in subqueries
SELECT id, (SELECT count(*) FROM (VALUES 'a', 'zz') u (x) WHERE contains(tags, u.x)), (SELECT array_join(array_sort(tags || u.x, (a, b) -> IF(a < b, 1, IF(a = b, 0, -1))), ',') FROM (VALUES 'q') u (x)), (SELECT zip(tags, ARRAY[u.x]) FROM (VALUES 'k') u (x)) FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY[])) t (id, tags) ORDER BY id
---
"id","_col1","_col2","_col3"
"1","1","q,b,a","[{a, k}, {b, null}]"
"2","0","q","[{null, k}]"

-- maps of an outer query in subqueries
SELECT (SELECT element_at(m, u.x) FROM (VALUES 'k2') u (x)), (SELECT m[u.x] FROM (VALUES 'k1') u (x)), (SELECT map_filter(m, (k, v) -> k = u.x) FROM (VALUES 'k2') u (x)) FROM (VALUES MAP(ARRAY['k1', 'k2'], ARRAY[1, 2])) t (m)
---
"_col0","_col1","_col2"
"2","1","{k2=2}"

-- lambdas in EXISTS and IN
SELECT id FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY['c'])) t (id, tags) WHERE EXISTS (SELECT 1 FROM (VALUES 'b', 'zz') u (x) WHERE any_match(tags, e -> e = u.x)) AND id IN (SELECT cardinality(filter(tags, e -> e <> u.x)) FROM (VALUES 'b') u (x))
---
"id"
"1"

-- a lambda of nothing
SELECT transform(ARRAY[1], () -> 1)
---
error: INVALID_PARAMETER_USAGE: line 1:28: Expected a lambda that takes 1 argument(s) but got 0

-- windows in lambdas
SELECT transform(ARRAY[1], e -> 1 + row_number() OVER ()) FROM (VALUES 1) t (x)
---
error: EXPRESSION_NOT_SCALAR: line 1:35: Lambda expression cannot contain aggregations, window functions or grouping operations: [row_number() OVER ()]

-- subqueries in lambdas
SELECT transform(ARRAY[1], e -> e + (SELECT max(y) FROM (VALUES 10) u (y)))
---
error: NOT_SUPPORTED: line 1:37: Lambda expression cannot contain subqueries
