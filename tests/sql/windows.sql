-- frames by rows
SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) s FROM (VALUES 1, 2, 3, 4) t (x) ORDER BY x
---
"x","s"
"1","3"
"2","6"
"3","9"
"4","7"

-- frames by range
SELECT x, sum(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) s FROM (VALUES 1, 2, 2, 5) t (x) ORDER BY x
---
"x","s"
"1","1"
"2","5"
"2","5"
"5","5"

-- frames by range, descending
SELECT x, sum(x) OVER (ORDER BY x DESC RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) s FROM (VALUES 1, 2, 2, 5) t (x) ORDER BY x
---
"x","s"
"1","5"
"2","4"
"2","4"
"5","5"

-- frames by groups
SELECT x, sum(x) OVER (ORDER BY x GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING) s FROM (VALUES 1, 2, 2, 5) t (x) ORDER BY x
---
"x","s"
"1","5"
"2","10"
"2","10"
"5","9"

-- frames by intervals
SELECT d, sum(v) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) s FROM (VALUES (DATE '2020-01-01', 1), (DATE '2020-01-02', 2), (DATE '2020-01-05', 4)) t (d, v) ORDER BY d
---
"d","s"
"2020-01-01","1"
"2020-01-02","3"
"2020-01-05","4"

-- frames with one bound
SELECT x, sum(x) OVER (ORDER BY x ROWS 1 PRECEDING) a, sum(x) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) b FROM (VALUES 1, 2, 3) t (x) ORDER BY x
---
"x","a","b"
"1","1","1"
"2","3","3"
"3","5","6"

-- frames of a column
SELECT x, sum(x) OVER (ORDER BY x ROWS x PRECEDING) s FROM (VALUES 1, 2, 3, 4) t (x) ORDER BY x
---
"x","s"
"1","1"
"2","3"
"3","6"
"4","10"

-- peers share the default frame
SELECT x, sum(x) OVER (ORDER BY x) s, count(*) OVER () c FROM (VALUES 1, 2, 2) t (x) ORDER BY x
---
"x","s","c"
"1","1","3"
"2","5","3"
"2","5","3"

-- windows that inherit
SELECT x, sum(x) OVER (w ORDER BY x) a, max(x) OVER w b FROM (VALUES 1, 2, 2, 5) t (x) WINDOW w AS (PARTITION BY x % 2) ORDER BY x
---
"x","a","b"
"1","1","5"
"2","4","2"
"2","4","2"
"5","6","5"

-- windows that inherit from each other
SELECT x, sum(x) OVER v s FROM (VALUES 1, 2, 3) t (x) WINDOW w AS (ORDER BY x DESC), v AS (w ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) ORDER BY x
---
"x","s"
"1","3"
"2","5"
"3","3"

-- a window that is not there
SELECT sum(x) OVER w FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_REFERENCE: line 1:20: Cannot resolve WINDOW name w

-- a window named twice
SELECT 1 FROM (VALUES 1) t (x) WINDOW w AS (), w AS (ORDER BY x)
---
error: DUPLICATE_WINDOW_NAME: line 1:48: WINDOW name 'w' specified more than once

-- an inherited window is partitioned
SELECT sum(x) OVER (w PARTITION BY x) FROM (VALUES 1) t (x) WINDOW w AS (ORDER BY x)
---
error: INVALID_PARTITION_BY: line 1:36: WINDOW specification with named WINDOW reference cannot specify PARTITION BY

-- an inherited window is ordered
SELECT sum(x) OVER (w ORDER BY x) FROM (VALUES 1) t (x) WINDOW w AS (ORDER BY x)
---
error: INVALID_ORDER_BY: line 1:23: Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY

-- an inherited window has a frame
SELECT sum(x) OVER (w ORDER BY x) FROM (VALUES 1) t (x) WINDOW w AS (ROWS 1 PRECEDING)
---
error: INVALID_WINDOW_REFERENCE: line 1:21: Cannot reference named WINDOW containing frame specification

-- windows over aggregations
SELECT x, sum(sum(x)) OVER (ORDER BY x) s FROM (VALUES 1, 2, 2, 5) t (x) GROUP BY x ORDER BY x
---
"x","s"
"1","1"
"2","5"
"5","10"

-- ranks of groups
SELECT name, count(*) c, rank() OVER (ORDER BY count(*) DESC) r FROM ticks GROUP BY name ORDER BY rank() OVER (ORDER BY count(*) DESC)
---
"name","c","r"
"AA","4","1"
"BB","2","2"

-- a window over what is no key
SELECT name, rank() OVER (ORDER BY high) FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: line 1:36: ORDER BY expression 'high' must be an aggregate expression or appear in GROUP BY clause

-- a partition by what is no key
SELECT name, rank() OVER (PARTITION BY high) FROM ticks GROUP BY name
---
error: EXPRESSION_NOT_AGGREGATE: line 1:40: PARTITION BY expression 'high' must be an aggregate expression or appear in GROUP BY clause

-- NULLs in windows
SELECT x, sum(x) OVER (ORDER BY x DESC NULLS FIRST) s FROM (VALUES 1, NULL, 3) t (x) ORDER BY x NULLS FIRST
---
"x","s"
,
"1","4"
"3","3"

-- values without NULLs
SELECT y, last_value(x) IGNORE NULLS OVER (ORDER BY y) a, first_value(x) RESPECT NULLS OVER (ORDER BY y) b, nth_value(x, 2) OVER (ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) c FROM (VALUES (NULL, 1), (5, 2), (NULL, 3)) t (x, y) ORDER BY y
---
"y","a","b","c"
"1",,,"5"
"2","5",,"5"
"3","5",,"5"

-- lag and lead
SELECT x, lag(x) OVER (ORDER BY x) a, lag(x, 2, -1) OVER (ORDER BY x) b, lead(x, 1) OVER (ORDER BY x) c, lag(y) IGNORE NULLS OVER (ORDER BY x) d FROM (VALUES (1, 7), (2, NULL), (3, 9)) t (x, y) ORDER BY x
---
"x","a","b","c","d"
"1",,"-1","2",
"2","1","-1","3","7"
"3","2","1",,"7"

-- ranks with peers
SELECT x, row_number() OVER (ORDER BY x DESC) a, rank() OVER (ORDER BY x DESC) b, dense_rank() OVER (ORDER BY x DESC) c, percent_rank() OVER (ORDER BY x) d, cume_dist() OVER (ORDER BY x) e, ntile(2) OVER (ORDER BY x) f FROM (VALUES 1, 2, 3) t (x) ORDER BY x
---
"x","a","b","c","d","e","f"
"1","3","3","3","0.0","0.3333333333333333","1"
"2","2","2","2","0.5","0.6666666666666666","1"
"3","1","1","1","1.0","1.0","2"

-- the last of each group
SELECT name, high FROM (SELECT name, high, row_number() OVER (PARTITION BY name ORDER BY high DESC) n FROM ticks WHERE high IS NOT NULL) t WHERE n = 1 ORDER BY name
---
"name","high"
"AA","11.25"
"BB","21.5"

-- windows in WHERE
SELECT 1 FROM ticks WHERE rank() OVER (PARTITION BY name ORDER BY high DESC) > 1
---
error: EXPRESSION_NOT_SCALAR: line 1:78: WHERE clause cannot contain aggregations, window functions or grouping operations: [rank() OVER (PARTITION BY name ORDER BY high DESC)]

-- windows in windows
SELECT sum(rank() OVER (ORDER BY x)) OVER () FROM (VALUES 1) t (x)
---
error: NESTED_WINDOW: line 1:12: Cannot nest window functions or row pattern measures inside window function arguments

-- windows in aggregations
SELECT sum(rank() OVER (ORDER BY x)) FROM (VALUES 1) t (x)
---
error: NESTED_WINDOW: line 1:8: Cannot nest window functions or row pattern measures inside aggregation 'sum': [rank() OVER (ORDER BY x ASC)]

-- a rank without a window
SELECT rank() FROM ticks
---
error: MISSING_OVER: line 1:8: Window function rank requires an OVER clause

-- FILTER over a window
SELECT count(*) FILTER (WHERE x > 1) OVER () FROM (VALUES 1, 2) t (x)
---
error: NOT_SUPPORTED: line 1:1: FILTER is not yet supported for window functions

-- lag without an order
SELECT lag(x) OVER () FROM (VALUES 1) t (x)
---
error: MISSING_ORDER_BY: line 1:21: lag function requires an ORDER BY window clause

-- lag with a frame
SELECT lag(x) OVER (ORDER BY x ROWS 1 PRECEDING) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_FRAME: line 1:32: Cannot specify window frame for lag function

-- NULL treatment of a sum
SELECT sum(x) IGNORE NULLS OVER () FROM (VALUES 1) t (x)
---
error: NULL_TREATMENT_NOT_ALLOWED: line 1:8: Cannot specify null treatment clause for sum function

-- a scalar function over a window
SELECT upper(name) OVER () FROM ticks
---
error: FUNCTION_NOT_WINDOW: line 1:1: Not a window function: upper

-- a frame that ends before it begins
SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND 1 PRECEDING) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_FRAME: line 1:32: Window frame starting from CURRENT ROW cannot end with PRECEDING

-- a frame that begins at the end
SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN UNBOUNDED FOLLOWING AND CURRENT ROW) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_FRAME: line 1:32: Window frame start cannot be UNBOUNDED FOLLOWING

-- a frame of text
SELECT sum(x) OVER (ROWS BETWEEN 'a' PRECEDING AND CURRENT ROW) FROM (VALUES 1) t (x)
---
error: TYPE_MISMATCH: line 1:34: Window frame ROWS start value type must be exact numeric type with scale 0 (actual varchar(1))

-- a range without an order
SELECT sum(x) OVER (RANGE 1 PRECEDING) FROM (VALUES 1) t (x)
---
error: MISSING_ORDER_BY: line 1:21: Window frame of type RANGE PRECEDING or FOLLOWING requires ORDER BY

-- a range of two keys
SELECT sum(x) OVER (ORDER BY x, y RANGE 1 PRECEDING) FROM (VALUES (1, 2)) t (x, y)
---
error: INVALID_ORDER_BY: line 1:21: Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in ORDER BY (actual: 2)

-- a range of text
SELECT sum(1) OVER (ORDER BY name RANGE 1 PRECEDING) FROM ticks
---
error: TYPE_MISMATCH: line 1:30: Window frame of type RANGE PRECEDING or FOLLOWING requires that sort item type be numeric, datetime or interval (actual: varchar)

-- groups without an order
SELECT sum(x) OVER (GROUPS 1 PRECEDING) FROM (VALUES 1) t (x)
---
error: MISSING_ORDER_BY: line 1:21: Window frame of type GROUPS PRECEDING or FOLLOWING requires ORDER BY

-- one instant in two zones as a partition
SELECT row_number() OVER (PARTITION BY z) n FROM (VALUES TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 01:00:00 +01:00') t (z) ORDER BY n
---
"n"
"1"
"2"

-- a frame does not reach a negative number of rows
SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN y PRECEDING AND CURRENT ROW) FROM (VALUES (1, 1), (2, -1)) t(x, y)
---
error: INVALID_WINDOW_FRAME: Window frame offset value must not be negative or null

-- nor a negative span
SELECT count(*) OVER (ORDER BY x RANGE INTERVAL '-2' DAY PRECEDING) FROM (VALUES DATE '2021-03-04') t(x)
---
error: INVALID_WINDOW_FRAME: Window frame offset value must not be negative or null

-- how far it reaches may differ by row
SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN y PRECEDING AND CURRENT ROW) FROM (VALUES (1, 5), (2, 0), (3, 1)) t(x, y)
---
"x","_col1"
"1","1"
"2","2"
"3","5"

-- a frame of days reaches as far as an interval, not a number
SELECT count(*) OVER (ORDER BY x RANGE BETWEEN 3 PRECEDING AND CURRENT ROW) FROM (VALUES DATE '2021-03-04') t(x)
---
error: TYPE_MISMATCH: line 1:48: Window frame RANGE value type (integer) not compatible with sort item type (date)

-- and one of numbers as far as a number
SELECT count(*) OVER (ORDER BY x RANGE INTERVAL '1' DAY PRECEDING) FROM (VALUES 5) t(x)
---
error: TYPE_MISMATCH: line 1:40: Window frame RANGE value type (interval day to second) not compatible with sort item type (integer)

-- windows within the order of windows
SELECT row_number() OVER (ORDER BY rank() OVER (ORDER BY x)) FROM (VALUES 1) t (x)
---
error: NESTED_WINDOW: line 1:36: Cannot nest window functions or row pattern measures inside window specification

-- windows in VALUES
VALUES row_number() OVER (ORDER BY 1)
---
error: EXPRESSION_NOT_SCALAR: line 1:8: VALUES cannot contain aggregations, window functions or grouping operations: [row_number() OVER (ORDER BY 1 ASC)]
