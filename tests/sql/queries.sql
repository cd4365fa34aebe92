-- hourly high by self-join on MAX
SELECT a.name AS Company, b.hour, a.ts, b.top FROM "ticks" a
JOIN (SELECT name, SUBSTRING(ts, 12, 2) hour, MAX(high) top FROM ticks GROUP BY name, SUBSTRING(ts, 12, 2)) b
ON a.name = b.name AND SUBSTRING(a.ts, 12, 2) = b.hour AND a.high = b.top
ORDER BY a.name, b.hour
---
"Company","hour","ts","top"
"AA","09","2020-05-14 09:31:00-04:00","11.25"
"AA","10","2020-05-14 10:30:00-04:00","11.0"
"BB","09","2020-05-14 09:30:00-04:00","20.0"
"BB","10","2020-05-14 10:31:00-04:00","21.5"

-- common table expression, comma join, SELECT DISTINCT
WITH tops AS (SELECT name, max(high) AS top FROM ticks GROUP BY 1)
SELECT DISTINCT t.name, tops.top FROM ticks t, tops WHERE t.name = tops.name AND t.high = tops.top ORDER BY 1
---
"name","top"
"AA","11.25"
"BB","21.5"

-- hour of a text with a zone, which engine version 3 drops
SELECT DISTINCT EXTRACT(HOUR FROM CAST(ts AS TIMESTAMP)) - 4 AS h, hour(CAST(ts AS TIMESTAMP)) hour,
  date_add('hour', -4, CAST(ts AS TIMESTAMP)) AS earlier
FROM ticks WHERE name = 'BB' ORDER BY h
---
"h","hour","earlier"
"5","9","2020-05-14 05:30:00.000"
"6","10","2020-05-14 06:31:00.000"

-- window functions
SELECT name, ts, row_number() OVER (PARTITION BY name, substr(ts, 12, 2) ORDER BY high DESC) AS place
FROM ticks WHERE name = 'AA' ORDER BY ts
---
"name","ts","place"
"AA","2020-05-14 09:30:00-04:00","2"
"AA","2020-05-14 09:31:00-04:00","1"
"AA","2020-05-14 09:32:00-04:00","3"
"AA","2020-05-14 10:30:00-04:00","1"

-- correlated scalar subquery in CASE
SELECT t.ts, CASE WHEN high = (SELECT MAX(high) FROM ticks u WHERE u.name = t.name) THEN 'top' ELSE '' END mark
FROM ticks t WHERE name = 'BB' ORDER BY 1
---
"ts","mark"
"2020-05-14 09:30:00-04:00",""
"2020-05-14 10:31:00-04:00","top"

-- concat, split_part, date_parse and date_format
SELECT CONCAT(SPLIT_PART(ts, ' ', 1), '!') d, date_format(date_parse(substr(ts, 1, 19), '%Y-%m-%d %H:%i:%s'), '%H:%i:%s') t
FROM ticks WHERE name = 'BB' ORDER BY 2
---
"d","t"
"2020-05-14!","09:30:00"
"2020-05-14!","10:31:00"

-- group by ordinals, having, order by alias
SELECT name, substring(ts, 12, 2) AS hour, count(*) AS n FROM ticks GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY n DESC
---
"name","hour","n"
"AA","09","3"

-- NULL sorts last in both directions
SELECT high FROM ticks WHERE name = 'AA' ORDER BY high
---
"high"
"10.5"
"11.0"
"11.25"


-- NULL sorts last when descending
SELECT high FROM ticks WHERE name = 'AA' ORDER BY high DESC
---
"high"
"11.25"
"11.0"
"10.5"


-- NaN tokens do not poison max
SELECT max(high), count(high), count(*) FROM ticks WHERE name = 'AA'
---
"_col0","_col1","_col2"
"11.25","3","4"

-- group by does not see aliases
SELECT substring(ts, 12, 2) AS hour FROM ticks GROUP BY hour
---
error: COLUMN_NOT_FOUND: line 1:57: Column 'hour' cannot be resolved or requester is not authorized to access requested resources

-- union takes the common type
SELECT 1 AS x UNION ALL SELECT 2.5 UNION ALL SELECT NULL ORDER BY x
---
"x"
"1.0"
"2.5"


-- except and intersect
(SELECT name FROM ticks EXCEPT SELECT 'AA') UNION SELECT name FROM ticks INTERSECT SELECT 'BB'
---
"name"
"BB"

-- values with offset and limit
SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS t (n, s) ORDER BY n OFFSET 1 LIMIT 1
---
"n","s"
"2","b"

-- unnest with ordinality
SELECT name, v, o FROM (SELECT DISTINCT name FROM ticks) CROSS JOIN UNNEST(ARRAY['x', 'y']) WITH ORDINALITY AS u (v, o) ORDER BY 1, 3
---
"name","v","o"
"AA","x","1"
"AA","y","2"
"BB","x","1"
"BB","y","2"

-- left join keeps the row without a partner
SELECT a.x, b.x FROM (VALUES 1, 2) a (x) LEFT JOIN (VALUES 2) b (x) ON a.x = b.x ORDER BY 1
---
"x","x"
"1",
"2","2"

-- using merges the column
SELECT * FROM (VALUES (1, 'a')) t (k, a) FULL JOIN (VALUES (1, 'b'), (2, 'c')) u (k, b) USING (k) ORDER BY k
---
"k","a","b"
"1","a","b"
"2",,"c"

-- order by an aggregation that is not selected
SELECT name FROM ticks GROUP BY name ORDER BY max(high) DESC, count(*)
---
"name"
"BB"
"AA"

-- order by an aggregation of an output column
SELECT name, max(high) AS high FROM ticks GROUP BY name ORDER BY max(high)
---
error: COLUMN_NOT_FOUND: line 1:70: Invalid reference to output projection attribute from ORDER BY aggregation

-- order by an alias of an aggregation
SELECT name, max(high) AS top FROM ticks GROUP BY name ORDER BY -top
---
"name","top"
"BB","21.5"
"AA","11.25"

-- group by an expression that SELECT uses inside another
SELECT upper(substr(ts, 12, 2)) || 'h' AS hour, count(*) AS n FROM ticks GROUP BY substr(ts, 12, 2) ORDER BY 1
---
"hour","n"
"09h","4"
"10h","2"

-- FILTER, aggregates over DISTINCT, arrays in order
SELECT count(*) FILTER (WHERE high > 11), count(DISTINCT name), array_agg(high ORDER BY high DESC) FROM ticks WHERE name = 'AA'
---
"_col0","_col1","_col2"
"1","1","[11.25, 11.0, 10.5, null]"

-- named window and ignoring nulls
SELECT ts, last_value(high) IGNORE NULLS OVER w AS l FROM ticks WHERE name = 'AA' WINDOW w AS (ORDER BY ts) ORDER BY ts
---
"ts","l"
"2020-05-14 09:30:00-04:00","10.5"
"2020-05-14 09:31:00-04:00","11.25"
"2020-05-14 09:32:00-04:00","11.25"
"2020-05-14 10:30:00-04:00","11.0"

-- nested queries with aliases without AS, an unquoted column named timestamp
SELECT t.timestamp, x.n FROM (SELECT ts timestamp, name FROM ticks) t JOIN (SELECT name, count(*) n FROM ticks GROUP BY name) x ON x.name = t.name WHERE x.n = 2 ORDER BY timestamp
---
"timestamp","n"
"2020-05-14 09:30:00-04:00","2"
"2020-05-14 10:31:00-04:00","2"
