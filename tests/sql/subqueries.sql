-- = ANY
SELECT 1 = ANY (SELECT 1), 1 = SOME (VALUES 2, 3), 1 = ANY (VALUES 2, NULL), NULL = ANY (VALUES 1)
---
"_col0","_col1","_col2","_col3"
"true","false",,

-- quantified comparisons have three values
SELECT 2 > ALL (VALUES 1, NULL), 1 > ALL (VALUES 2, NULL), 3 < SOME (VALUES 1, 5), 1 < ANY (VALUES NULL), 1 <> ALL (VALUES 2, NULL), 1 <> ANY (VALUES 1, 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,"false","true",,,"true"

-- quantified comparisons with nothing
SELECT 1 = ALL (SELECT 1 WHERE false), 1 = ANY (SELECT 1 WHERE false), NULL > ALL (SELECT 1 WHERE false)
---
"_col0","_col1","_col2"
"true","false","true"

-- = ALL
SELECT 1 = ALL (VALUES 1, 1), 1 = ALL (VALUES 1, 2), 1 <= ALL (VALUES 1.5, 2e0)
---
"_col0","_col1","_col2"
"true","false","true"

-- NaN in quantified comparisons
SELECT 1e0 < ANY (VALUES nan()), nan() >= ALL (VALUES 1e0), nan() <> ALL (VALUES nan())
---
"_col0","_col1","_col2"
"false","false","true"

-- quantified comparisons of rows
SELECT (1, 2) = ANY (VALUES (1, 2)), (1, NULL) = ANY (VALUES (1, 2)), (1, 3) <> ALL (VALUES (1, 2))
---
"_col0","_col1","_col2"
"true",,"true"

-- quantified comparisons in HAVING
SELECT name FROM ticks GROUP BY name HAVING max(high) >= ALL (SELECT high FROM ticks WHERE high IS NOT NULL)
---
"name"
"BB"

-- quantified comparisons that are correlated
SELECT x FROM (VALUES 1, 5) t (x) WHERE x > ALL (SELECT y FROM (VALUES 2, 3) u (y) WHERE y <> x)
---
"x"
"5"

-- quantified comparisons of other types
SELECT 1 = ANY (VALUES 'a')
---
error: TYPE_MISMATCH: line 1:10: Value expression and result of subquery must be of the same type: row(integer) vs row(varchar(1))

-- IN with NULL
SELECT 1 IN (SELECT 1), 1 IN (VALUES 2, NULL), 1 NOT IN (VALUES 2, NULL), NULL IN (VALUES 1), 1 IN (SELECT 1 WHERE false)
---
"_col0","_col1","_col2","_col3","_col4"
"true",,,,"false"

-- NOT IN with NULL keeps nothing
SELECT * FROM (SELECT 1 AS x UNION ALL SELECT 2) t WHERE x NOT IN (SELECT CAST(NULL AS integer))
---
"x"

-- IN of rows
SELECT (1, 2) IN (SELECT 1, 2), (1, 2) IN ((1, 2), (3, 4)), ROW(1, NULL) IN (VALUES ROW(1, 2)), ROW(1, NULL) IN (VALUES ROW(2, 2))
---
"_col0","_col1","_col2","_col3"
"true","true",,"false"

-- IN of other types
SELECT 1 IN (SELECT 'a')
---
error: TYPE_MISMATCH: line 1:10: Value expression and result of subquery must be of the same type: row(integer) vs row(varchar(1))

-- IN a list of one subquery
SELECT 1 IN ((SELECT 1), 2), 3 IN ((SELECT 3)), ((SELECT 1) + 1), ((SELECT 2))
---
"_col0","_col1","_col2","_col3"
"true","true","2","2"

-- IN of set operations
SELECT 1 WHERE 1 IN (SELECT 1 UNION SELECT 2) AND EXISTS (VALUES 1) AND EXISTS ((SELECT 1) UNION SELECT 2)
---
"_col0"
"1"

-- IN that is correlated
SELECT x FROM (VALUES 1, 2) t (x) WHERE x IN (SELECT y FROM (VALUES 2, 3) u (y) WHERE y = x)
---
"x"
"2"

-- EXISTS
SELECT EXISTS (SELECT 1 WHERE false), NOT EXISTS (SELECT 1), EXISTS (SELECT NULL)
---
"_col0","_col1","_col2"
"false","false","true"

-- EXISTS that is correlated
SELECT count(*) FROM ticks t WHERE EXISTS (SELECT 1 FROM ticks u WHERE u.name = t.name AND u.high > t.high)
---
"_col0"
"3"

-- correlated within a query in FROM
SELECT count(*) FROM ticks t WHERE EXISTS (SELECT 1 FROM (SELECT * FROM ticks u WHERE u.name = t.name) x WHERE x.high > 20)
---
"_col0"
"2"

-- a scalar subquery of no row
SELECT (SELECT name FROM ticks WHERE high > 1000), (SELECT count(*) FROM ticks WHERE false)
---
"_col0","_col1"
,"0"

-- a scalar subquery of several rows
SELECT (SELECT 1 UNION ALL SELECT 2)
---
error: SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows

-- a scalar subquery of several columns
SELECT (SELECT 1, 'a')
---
"_col0"
"{1, a}"

-- a scalar subquery that is correlated
SELECT x, (SELECT count(*) FROM ticks t WHERE t.high > x * 10) n FROM (VALUES 1, 2) u (x) ORDER BY x
---
"x","n"
"1","5"
"2","1"

-- a scalar subquery with order and limit
SELECT x, (SELECT max(u) FROM (SELECT high u FROM ticks WHERE high < x * 11 ORDER BY high LIMIT 2) q) m FROM (VALUES 1, 2) v (x) ORDER BY x
---
"x","m"
"1","10.5"
"2","11.0"

-- a scalar subquery in an expression
SELECT high - (SELECT avg(high) FROM ticks) d FROM ticks WHERE name = 'BB' ORDER BY 1
---
"d"
"5.15"
"6.65"

-- a scalar subquery of a named query
WITH m AS (SELECT max(high) h FROM ticks) SELECT name FROM ticks WHERE high = (SELECT h FROM m)
---
"name"
"BB"

-- a correlated subquery of UNNEST
SELECT i, (SELECT sum(x) FROM UNNEST(a) t (x)) s FROM (VALUES (1, ARRAY[1, 2]), (2, ARRAY[])) v (i, a) ORDER BY i
---
"i","s"
"1","3"
"2",

-- IN of UNNEST
SELECT i FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY['c'])) v (i, a) WHERE 'a' IN (SELECT x FROM UNNEST(a) t (x))
---
"i"
"1"

-- a star of what is around
SELECT (SELECT t.x) FROM (VALUES 1, 2) t (x) ORDER BY 1
---
"_col0"
"1"
"2"

-- a column of what is around hides nothing
SELECT x, (SELECT max(x) FROM (VALUES 5, 6) u (x)) FROM (VALUES 1) t (x)
---
"x","_col1"
"1","6"

-- subqueries two levels deep
SELECT x FROM (VALUES 1, 2) t (x) WHERE EXISTS (SELECT 1 FROM (VALUES 2, 3) u (y) WHERE EXISTS (SELECT 1 FROM (VALUES 2) v (z) WHERE z = y AND z = x))
---
"x"
"2"

-- subqueries in ORDER BY and GROUP BY
SELECT x FROM (VALUES 1, 2) t (x) ORDER BY (SELECT -x)
---
"x"
"2"
"1"

-- subqueries in CASE
SELECT CASE WHEN x IN (SELECT 1) THEN 'one' WHEN EXISTS (SELECT 1 WHERE x = 2) THEN 'two' ELSE 'more' END w FROM (VALUES 1, 2, 3) t (x) ORDER BY x
---
"w"
"one"
"two"
"more"

-- moments with zones made of columns of the outer query
SELECT s, (SELECT from_unixtime(s, 'Asia/Tokyo')), (SELECT date_add('day', 1, from_unixtime(s))), EXISTS (SELECT 1 FROM (VALUES 90) u(v) WHERE from_unixtime(v) > from_unixtime(s)), (SELECT ROW(from_unixtime(s), 1)) FROM (VALUES 60, 120) t(s) ORDER BY s
---
"s","_col1","_col2","_col3","_col4"
"60","1970-01-01 09:01:00.000 Asia/Tokyo","1970-01-02 00:01:00.000 UTC","true","{1970-01-01 00:01:00.000 UTC, 1}"
"120","1970-01-01 09:02:00.000 Asia/Tokyo","1970-01-02 00:02:00.000 UTC","false","{1970-01-01 00:02:00.000 UTC, 1}"

-- a row among rows of columns
SELECT ROW(1) IN (SELECT 1), ROW(1, 2) = ANY (SELECT 1, 2), ROW(1) <> ALL (SELECT 2), (1, NULL) IN (SELECT 1, 2)
---
"_col0","_col1","_col2","_col3"
"true","true","true",

-- a row among rows
SELECT ROW(1, 2) IN (SELECT ROW(1, 2))
---
error: TYPE_MISMATCH: line 1:18: Value expression and result of subquery must be of the same type: row(integer, integer) vs row(row(integer, integer))

-- a row against all rows
SELECT ROW(1) = ALL (SELECT ROW(1))
---
error: TYPE_MISMATCH: line 1:15: Value expression and result of subquery must be of the same type: row(integer) vs row(row(integer))

-- a value among columns
SELECT 1 IN (SELECT x, 2 FROM (VALUES 'a') t(x))
---
error: TYPE_MISMATCH: line 1:10: Value expression and result of subquery must be of the same type: row(integer) vs row(x varchar(1), integer)

-- but a row of one row is
SELECT ROW(ROW(1, 2)) IN (SELECT ROW(1, 2)), ROW(1) IN (SELECT 1), ROW(NULL) IN (SELECT 1), ROW(2) = ANY (SELECT 1), NULL IN (SELECT 1)
---
"_col0","_col1","_col2","_col3","_col4"
"true","true",,"false",

-- IN of arrays and maps that is correlated
SELECT x, ARRAY[x, x + 1] IN (SELECT a FROM (VALUES ARRAY[1, 2], ARRAY[2, NULL]) u (a)), MAP(ARRAY[x], ARRAY[x]) IN (VALUES MAP(ARRAY[1], ARRAY[1])) FROM (VALUES 1, 2, 5) t (x) ORDER BY 1
---
"x","_col1","_col2"
"1","true","true"
"2",,"false"
"5","false","false"

-- IN of rows with arrays that is correlated
SELECT x, (x, ARRAY[x]) IN (SELECT y, a FROM (VALUES (1, ARRAY[1]), (2, ARRAY[6])) u (y, a)) FROM (VALUES 1, 2) t (x) ORDER BY 1
---
"x","_col1"
"1","true"
"2","false"

-- rows and arrays are less than all
SELECT (1, 2) < ALL (SELECT 1, 3), (1, 2) >= ANY (SELECT 1, 3), ARRAY[1] < ALL (SELECT ARRAY[2]), ARRAY[1] > ANY (VALUES ARRAY[2], ARRAY[0])
---
"_col0","_col1","_col2","_col3"
"true","false","true","true"
