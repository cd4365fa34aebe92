-- inner self-join on MAX
SELECT a.name, a.ts FROM ticks a INNER JOIN (SELECT name, MAX(high) AS m FROM ticks GROUP BY name) b ON a.name = b.name AND (a.high = b.m) ORDER BY a.name
---
"name","ts"
"AA","2020-05-14 09:31:00-04:00"
"BB","2020-05-14 10:31:00-04:00"

-- named queries on named queries, with column lists
WITH h AS (SELECT name, hour(date_parse(substr(ts, 1, 19), '%Y-%m-%d %H:%i:%s')) hour, high FROM "ticks"),
  m (n, hh, top) AS (SELECT name, hour, max(high) FROM h GROUP BY 1, 2)
SELECT n AS Company, hh, top FROM m ORDER BY Company, 2 DESC
---
"Company","hh","top"
"AA","10","11.0"
"AA","9","11.25"
"BB","10","21.5"
"BB","9","20.0"

-- quoted aliases without AS, order by them
SELECT name, hour(CAST(ts AS timestamp)) hour, MAX(high) "Highest High" FROM "ticks" t GROUP BY name, hour(CAST(ts AS timestamp)) ORDER BY "Highest High" DESC, hour LIMIT 3
---
"name","hour","Highest High"
"BB","10","21.5"
"BB","9","20.0"
"AA","9","11.25"

-- rank, dense_rank, lag with a default, lead
SELECT rank() OVER w r, dense_rank() OVER w d, lag(high, 1, 0) OVER (PARTITION BY name ORDER BY ts) p, lead(low) OVER (PARTITION BY name ORDER BY ts) n
FROM ticks WHERE name = 'AA' WINDOW w AS (PARTITION BY name ORDER BY substr(ts, 12, 2)) ORDER BY ts
---
"r","d","p","n"
"1","1","0.0","10.25"
"1","1","10.5",
"1","1","11.25","10.5"
"4","2",,

-- first_value, last_value and sum over frames
SELECT first_value(low) OVER (ORDER BY ts ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) f, last_value(high) OVER (ORDER BY ts ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) l, sum(low) OVER (ORDER BY ts ROWS UNBOUNDED PRECEDING) s
FROM ticks WHERE name = 'AA' ORDER BY ts
---
"f","l","s"
"10.0","11.0","10.0"
"10.0","11.0","20.25"
"10.25","11.0","20.25"
,"11.0","30.75"

-- date, date_add, NULLS FIRST
SELECT date(CAST(ts AS timestamp)) d, date_add('hour', -4, date_parse(substr(ts, 1, 19), '%Y-%m-%d %H:%i:%s')) t, high FROM ticks WHERE name = 'AA' ORDER BY high NULLS FIRST LIMIT 2
---
"d","t","high"
"2020-05-14","2020-05-14 05:32:00.000",
"2020-05-14","2020-05-14 05:30:00.000","10.5"

-- subquery of the hour's maximum in CASE
SELECT name, CASE WHEN high = (SELECT max(high) FROM ticks b WHERE b.name = a.name AND substr(b.ts, 12, 2) = substr(a.ts, 12, 2)) THEN 1 ELSE 0 END top FROM ticks a WHERE name = 'AA' ORDER BY ts
---
"name","top"
"AA","0"
"AA","1"
"AA","0"
"AA","1"

-- IN a subquery, EXISTS, NOT IN, NOT BETWEEN
SELECT name, count(*) FROM ticks WHERE name IN (SELECT name FROM ticks WHERE high > 20) AND EXISTS (SELECT 1 FROM ticks x WHERE x.name = ticks.name) AND name NOT IN ('AA') AND high NOT BETWEEN 0 AND 1 GROUP BY name
---
"name","_col1"
"BB","2"

-- LIKE, NOT LIKE, ESCAPE
SELECT 'x_y' LIKE 'x\_y' ESCAPE '\', 'xay' LIKE 'x$_y' ESCAPE '$', 'xay' NOT LIKE 'x$_y' ESCAPE '$', 'abc' NOT LIKE 'a%', 'abc' LIKE '_b_', NOT 'abc' LIKE 'b%', NULL NOT LIKE 'a'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","false","true","false","true","true",

-- distinct counts
SELECT count(DISTINCT name), count(DISTINCT substr(ts, 12, 2)), count(high), count(*) FROM ticks
---
"_col0","_col1","_col2","_col3"
"2","2","5","6"

-- right, cross and left joins
SELECT a.x, b.y, c.z FROM (VALUES 1, 2) a (x) RIGHT JOIN (VALUES 2, 3) b (y) ON a.x = b.y CROSS JOIN (VALUES 'p') c (z) LEFT JOIN (VALUES 9) d (w) ON d.w = b.y ORDER BY y
---
"x","y","z"
"2","2","p"
,"3","p"

-- concat and split_part as a group
SELECT CONCAT(name, '-', SPLIT_PART(SPLIT_PART(ts, ' ', 2), ':', 1)) AS k, count(*) n FROM ticks GROUP BY CONCAT(name, '-', SPLIT_PART(SPLIT_PART(ts, ' ', 2), ':', 1)) ORDER BY n DESC, k
---
"k","n"
"AA-09","3"
"AA-10","1"
"BB-09","1"
"BB-10","1"

-- ordered by an expression of an alias
SELECT name, max(high) - min(low) AS Spread FROM ticks GROUP BY name ORDER BY Spread / 2 DESC
---
"name","Spread"
"BB","2.5"
"AA","1.25"

-- date_format of texts, and other formats of date_parse
SELECT date_format(date_parse('05/14/2020 9:31 PM', '%m/%d/%Y %h:%i %p'), '%Y-%m-%d %H:%i:%s'), date_format(DATE '2020-05-04', '%c/%e/%y %W %M %b %a')
---
"_col0","_col1"
"2020-05-14 21:31:00","5/4/20 Monday May May Mon"

-- order by what DISTINCT has dropped
SELECT DISTINCT name FROM ticks ORDER BY high
---
error: EXPRESSION_NOT_IN_DISTINCT: line 1:1: For SELECT DISTINCT, ORDER BY expressions must appear in select list

-- order by what grouping has dropped
SELECT name, max(high) FROM ticks GROUP BY name ORDER BY ts
---
error: EXPRESSION_NOT_AGGREGATE: line 1:58: 'ts' must be an aggregate expression or appear in GROUP BY clause

-- NaN is no maximum
SELECT max(x), max_by(y, x), min(x), greatest(nan(), 1), array_max(ARRAY[nan(), 2]), max(x) FILTER (WHERE y = 'n') FROM (VALUES (nan(), 'n'), (1e0, 'a'), (NULL, 'b')) t (x, y)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.0","a","1.0","1.0","2.0","NaN"

-- a number that does not fit its text
SELECT CAST('12345' AS varchar(2)), CAST(12345 AS varchar(2))
---
error: INVALID_CAST_ARGUMENT: Value 12345 cannot be represented as varchar(2)

-- an empty delimiter
SELECT split('a,b', '')
---
error: INVALID_FUNCTION_ARGUMENT: The delimiter may not be the empty string
