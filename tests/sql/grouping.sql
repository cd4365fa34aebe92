-- ROLLUP
SELECT x, y, count(*) FROM (VALUES ('a', 1), ('a', 2), ('b', 1)) t (x, y) GROUP BY ROLLUP (x, y) ORDER BY 1, 2, 3
---
"x","y","_col2"
"a","1","1"
"a","2","1"
"a",,"2"
"b","1","1"
"b",,"1"
,,"3"

-- CUBE and grouping()
SELECT x, y, count(*), grouping(x, y) FROM (VALUES (1, 2), (1, 3)) t (x, y) GROUP BY CUBE (x, y) ORDER BY 1, 2
---
"x","y","_col2","_col3"
"1","2","1","0"
"1","3","1","0"
"1",,"2","1"
,"2","1","2"
,"3","1","2"
,,"2","3"

-- GROUPING SETS
SELECT x, y, count(*), grouping(x), grouping(y, x) FROM (VALUES (1, 2), (1, 3)) t (x, y) GROUP BY GROUPING SETS ((x), (y), ()) ORDER BY 1, 2
---
"x","y","_col2","_col3","_col4"
"1",,"2","0","2"
,"2","1","1","1"
,"3","1","1","1"
,,"2","1","3"

-- a set of two columns in ROLLUP
SELECT x, y, z, count(*) FROM (VALUES (1, 2, 3)) t (x, y, z) GROUP BY ROLLUP ((x, y), z) ORDER BY 1, 2, 3
---
"x","y","z","_col3"
"1","2","3","1"
"1","2",,"1"
,,,"1"

-- a key beside ROLLUP
SELECT x, y, sum(y) FROM (VALUES (1, 2), (1, 3)) t (x, y) GROUP BY x, ROLLUP (y) ORDER BY 1, 2
---
"x","y","_col2"
"1","2","2"
"1","3","3"
"1",,"5"

-- the product of sets
SELECT x, count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY x, ROLLUP (x) ORDER BY 1
---
"x","_col1"
"1","2"
"1","2"
"2","1"
"2","1"

-- the product of distinct sets
SELECT x, count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY DISTINCT ROLLUP (x), ROLLUP (x) ORDER BY 1
---
"x","_col1"
"1","2"
"2","1"
,"3"

-- GROUP BY ALL keeps equal sets
SELECT x, count(*) FROM (VALUES 1) t (x) GROUP BY ALL ROLLUP (x), ROLLUP (x) ORDER BY 1
---
"x","_col1"
"1","1"
"1","1"
"1","1"
,"1"

-- sets of columns only
SELECT count(*) FROM (VALUES 1, 2) t (x) GROUP BY ROLLUP (x + 1)
---
error: INVALID_COLUMN_REFERENCE: line 1:61: GROUP BY expression must be a column reference: (x + 1)

-- the empty set of no rows
SELECT x, count(*) FROM (VALUES 1) t (x) WHERE x > 5 GROUP BY GROUPING SETS ((x), ())
---
"x","_col1"
,"0"

-- NULL keys and the total
SELECT x, grouping(x), count(*) FROM (VALUES 1, NULL) t (x) GROUP BY ROLLUP (x) ORDER BY 2, 1
---
"x","_col1","_col2"
"1","0","1"
,"0","1"
,"1","2"

-- grouping() in HAVING and ORDER BY
SELECT x, count(*) FROM (VALUES 1, 2) t (x) GROUP BY ROLLUP (x) HAVING grouping(x) = 0 OR count(*) > 1 ORDER BY grouping(x) DESC, x
---
"x","_col1"
,"2"
"1","1"
"2","1"

-- grouping() without GROUP BY
SELECT grouping(name) FROM ticks
---
error: MISSING_GROUP_BY: line 1:1: A GROUPING() operation can only be used with a corresponding GROUPING SET/CUBE/ROLLUP/GROUP BY clause

-- grouping() of what is no key
SELECT name, grouping(ts) FROM ticks GROUP BY name
---
error: INVALID_ARGUMENTS: line 1:14: The arguments to GROUPING() must be expressions referenced by the GROUP BY at the associated query level. Mismatch due to ts.

-- the type of grouping()
SELECT typeof(grouping(x)) FROM (VALUES 1) t (x) GROUP BY x
---
"_col0"
"integer"

-- too many sets
SELECT 1 FROM (VALUES (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)) t (a, b, c, d, e, f, g, h, i, j, k, l) GROUP BY CUBE (a, b, c, d, e, f, g, h, i, j, k, l)
---
error: TOO_MANY_GROUPING_SETS: line 1:109: GROUP BY has 4096 grouping sets but can contain at most 2048

-- GROUP BY nothing
SELECT count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY ()
---
"_col0"
"3"

-- GROUP BY nothing without aggregations
SELECT 1 FROM (VALUES 1, 2) t (x) GROUP BY ()
---
"_col0"
"1"

-- GROUP BY a row of expressions
SELECT x, y, count(*) FROM (VALUES (1, 2), (1, 3)) t (x, y) GROUP BY (x, y) ORDER BY y
---
"x","y","_col2"
"1","2","1"
"1","3","1"

-- GROUP BY a constant
SELECT 5, count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY 1
---
"_col0","_col1"
"5","3"

-- GROUP BY a text
SELECT 'a', count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY 'a'
---
"_col0","_col1"
"a","3"

-- GROUP BY a position that is not there
SELECT 1 GROUP BY 2
---
error: INVALID_COLUMN_REFERENCE: line 1:19: GROUP BY position 2 is not in select list

-- GROUP BY the position of an aggregation
SELECT count(*) FROM ticks GROUP BY 1
---
error: EXPRESSION_NOT_SCALAR: line 1:8: GROUP BY clause cannot contain aggregations, window functions or grouping operations: [count(*)]

-- GROUP BY an aggregation
SELECT 1 FROM ticks GROUP BY max(high)
---
error: EXPRESSION_NOT_SCALAR: line 1:30: GROUP BY clause cannot contain aggregations, window functions or grouping operations: [max(high)]

-- GROUP BY an expression
SELECT x + 1 + 1, count(*) FROM (VALUES 1, 2) t (x) GROUP BY x + 1 ORDER BY 1
---
"_col0","_col1"
"3","1"
"4","1"

-- GROUP BY a CASE
SELECT CASE WHEN x = 1 THEN 'a' ELSE 'b' END k, count(*) FROM (VALUES 1, 2) t (x) GROUP BY CASE WHEN x = 1 THEN 'a' ELSE 'b' END ORDER BY k
---
"k","_col1"
"a","1"
"b","1"

-- GROUP BY does not see aliases
SELECT x AS g, count(*) FROM (VALUES 1, 1, 2) t (x) GROUP BY g
---
error: COLUMN_NOT_FOUND: line 1:62: Column 'g' cannot be resolved or requester is not authorized to access requested resources

-- GROUP BY under another qualifier
SELECT name, max(high) FROM ticks GROUP BY ticks.name ORDER BY ticks.name
---
"name","_col1"
"AA","11.25"
"BB","21.5"

-- GROUP BY NaN and NULL
SELECT x, count(*) FROM (VALUES 1e0, nan(), nan(), NULL, NULL) t (x) GROUP BY x ORDER BY x
---
"x","_col1"
"1.0","1"
"NaN","2"
,"2"

-- GROUP BY a row gives its fields
SELECT r.a, count(*) FROM (SELECT CAST(ROW(1) AS row(a integer)) r) t GROUP BY r
---
"a","_col1"
"1","1"

-- an expression that is no key
SELECT name, high + low FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: line 1:19: '(high + low)' must be an aggregate expression or appear in GROUP BY clause

-- an expression of half a key
SELECT name || ts FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: line 1:13: 'concat(name, ts)' must be an aggregate expression or appear in GROUP BY clause

-- a star that is no key
SELECT *, 1 FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: Column 'ticks.high' not in GROUP BY clause

-- a star of keys
SELECT t.*, count(*) FROM (VALUES (1, 2), (1, 2)) t (x, y) GROUP BY x, y
---
"x","y","_col2"
"1","2","2"

-- HAVING without GROUP BY
SELECT sum(x) x FROM (VALUES 1, 2) t (x) HAVING sum(x) > 1 ORDER BY x
---
"x"
"3"

-- HAVING makes a group
SELECT 1 FROM (VALUES 1, 2) t (x) HAVING true
---
"_col0"
"1"

-- HAVING and a column
SELECT x FROM (VALUES 1, 2) t (x) HAVING true
---
error: EXPRESSION_NOT_AGGREGATE: line 1:8: 'x' must be an aggregate expression or appear in GROUP BY clause

-- HAVING with a window
SELECT 1 FROM ticks GROUP BY name HAVING rank() OVER () = 1
---
error: NESTED_WINDOW: line 1:42: HAVING clause cannot contain window functions or row pattern measures

-- HAVING is boolean
SELECT count(*) FROM ticks HAVING 1
---
error: TYPE_MISMATCH: line 1:35: HAVING clause must evaluate to a boolean: actual type integer

-- aggregations in WHERE
SELECT sum(high) FROM ticks WHERE sum(high) > 1
---
error: EXPRESSION_NOT_SCALAR: line 1:45: WHERE clause cannot contain aggregations, window functions or grouping operations: [sum(high)]

-- aggregations in aggregations
SELECT sum(max(high)) FROM ticks
---
error: NESTED_AGGREGATION: line 1:8: Cannot nest aggregations inside aggregation 'sum': [max(high)]

-- an aggregation by ORDER BY alone
SELECT high FROM ticks ORDER BY max(high)
---
error: EXPRESSION_NOT_AGGREGATE: line 1:8: 'high' must be an aggregate expression or appear in GROUP BY clause

-- aggregations of no rows
SELECT count(*), sum(x), max(x), array_agg(x) FROM (VALUES 1) t (x) WHERE false
---
"_col0","_col1","_col2","_col3"
"0",,,

-- groups of no rows
SELECT x, count(*) FROM (VALUES 1) t (x) WHERE false GROUP BY x
---
"x","_col1"

-- FILTER
SELECT count(*) FILTER (WHERE x > 1), sum(x) FILTER (WHERE x > 5), count(DISTINCT x) FILTER (WHERE x > 1) FROM (VALUES 1, 2, 2) t (x)
---
"_col0","_col1","_col2"
"2",,"1"

-- FILTER is boolean
SELECT count(*) FILTER (WHERE x) FROM (VALUES 1) t (x)
---
error: TYPE_MISMATCH: line 1:31: Filter expression must evaluate to a boolean (actual: integer)

-- aggregations in order
SELECT array_agg(x ORDER BY x DESC), array_agg(DISTINCT x ORDER BY x), array_agg(x ORDER BY y, x DESC) FROM (VALUES (2, 1), (1, 1), (2, 0)) t (x, y)
---
"_col0","_col1","_col2"
"[2, 2, 1]","[1, 2]","[2, 2, 1]"

-- listagg
SELECT listagg(x, ',') WITHIN GROUP (ORDER BY x DESC), listagg(x) WITHIN GROUP (ORDER BY x), listagg(DISTINCT x, '-') WITHIN GROUP (ORDER BY x) FROM (VALUES 'a', 'b', 'a', NULL) t (x)
---
"_col0","_col1","_col2"
"b,a,a","aab","a-b"

-- listagg that may overflow
SELECT listagg(x, ',' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY x), listagg(x, ',' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY x) FROM (VALUES 'a', 'b') t (x)
---
"_col0","_col1"
"a,b","a,b"

-- a subquery of a group's key
SELECT name, (SELECT max(high) FROM ticks t WHERE t.name = ticks.name) FROM ticks GROUP BY name ORDER BY 1
---
"name","_col1"
"AA","11.25"
"BB","21.5"

-- a subquery of what is no key
SELECT name, (SELECT count(*) FROM ticks t WHERE t.ts = ticks.ts) FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: line 1:57: Subquery uses 'ticks.ts' which must appear in GROUP BY clause

-- a group inside a correlated subquery
SELECT n, (SELECT max(name || n) FROM ticks WHERE name = n) FROM (VALUES 'AA') t (n) WHERE n < 'B'
---
"n","_col1"
"AA","AAAA"

-- a group within a subquery sees what is around it
SELECT x, (SELECT max(y) + x FROM (VALUES 1, 2) u (y)) FROM (VALUES 10) t (x)
---
"x","_col1"
"10","12"

-- distinct groups
SELECT DISTINCT count(*) FROM (VALUES 1, 2) t (x) GROUP BY x
---
"_col0"
"1"

-- a moment with a zone of the query around as a key
SELECT id, l.m, l.n FROM (VALUES (1, TIMESTAMP '2020-01-31 01:00 UTC'), (2, NULL)) a (id, v) CROSS JOIN LATERAL (SELECT v AS m, count(*) AS n FROM (VALUES 1, 2) u (y) WHERE y >= id GROUP BY v) l ORDER BY 1
---
"id","m","n"
"1","2020-01-31 01:00:00 UTC","2"
"2",,"1"
