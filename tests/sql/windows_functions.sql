-- ranks of peers
SELECT x, row_number() OVER (ORDER BY x, y), rank() OVER (ORDER BY x), dense_rank() OVER (ORDER BY x), percent_rank() OVER (ORDER BY x), cume_dist() OVER (ORDER BY x) FROM (VALUES (1, 1), (1, 2), (2, 3), (NULL, 4)) t(x, y) ORDER BY y
---
"x","_col1","_col2","_col3","_col4","_col5"
"1","1","1","1","0.0","0.5"
"1","2","1","1","0.0","0.5"
"2","3","3","2","0.6666666666666666","0.75"
,"4","4","3","1.0","1.0"

-- ranks from the last
SELECT x, rank() OVER (ORDER BY x DESC), rank() OVER (ORDER BY x DESC NULLS FIRST) FROM (VALUES 1, 2, NULL) t(x) ORDER BY x
---
"x","_col1","_col2"
"1","2","3"
"2","1","2"
,"3","1"

-- ranks of nothing in order
SELECT rank() OVER (), dense_rank() OVER (), percent_rank() OVER (), cume_dist() OVER () FROM (VALUES 1, 2) t(x)
---
"_col0","_col1","_col2","_col3"
"1","1","0.0","1.0"
"1","1","0.0","1.0"

-- ranks in partitions
SELECT p, x, row_number() OVER (PARTITION BY p ORDER BY x DESC) FROM (VALUES ('a', 1), ('a', 2), ('b', 3), (NULL, 4), (NULL, 5)) t(p, x) ORDER BY p, x
---
"p","x","_col2"
"a","1","2"
"a","2","1"
"b","3","1"
,"4","2"
,"5","1"

-- tiles
SELECT x, ntile(2) OVER (ORDER BY x), ntile(3) OVER (ORDER BY x), ntile(10) OVER (ORDER BY x) FROM (VALUES 1, 2, 3, 4, 5) t(x) ORDER BY x
---
"x","_col1","_col2","_col3"
"1","1","1","1"
"2","1","1","2"
"3","1","2","3"
"4","2","2","4"
"5","2","3","5"

-- no tiles
SELECT ntile(0) OVER (ORDER BY x) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Buckets must be greater than 0

-- rows before and after
SELECT x, lag(x) OVER (ORDER BY x), lead(x) OVER (ORDER BY x), lag(x, 2) OVER (ORDER BY x), lead(x, 2, 0) OVER (ORDER BY x), lag(x, 0) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) t(x) ORDER BY x
---
"x","_col1","_col2","_col3","_col4","_col5"
"1",,"2",,"3","1"
"2","1","3",,"0","2"
"3","2",,"1","0","3"

-- an offset that is NULL
SELECT x, lag(x, CAST(NULL AS bigint), 9) OVER (ORDER BY x), lead(x, CAST(NULL AS bigint)) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x) ORDER BY x
---
"x","_col1","_col2"
"1",,
"2",,

-- an offset of each row
SELECT x, lag(x, y) OVER (ORDER BY x), lead(x, y, -1) OVER (ORDER BY x) FROM (VALUES (1, 0), (2, 1), (3, 2), (4, NULL)) t(x, y) ORDER BY x
---
"x","_col1","_col2"
"1","1","1"
"2","1","3"
"3","1","-1"
"4",,

-- an offset below zero
SELECT lag(x, -1) OVER (ORDER BY x) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Offset must be at least 0

-- a default of a common type
SELECT typeof(lag(x, 1, 1.5) OVER (ORDER BY x)), lag(x, 1, 1.5) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)
---
"_col0","_col1"
"double","1.5"
"double","1.0"

-- values of rows that are not NULL
SELECT y, lag(x) IGNORE NULLS OVER (ORDER BY y), lead(x) IGNORE NULLS OVER (ORDER BY y), first_value(x) IGNORE NULLS OVER (ORDER BY y), last_value(x) IGNORE NULLS OVER (ORDER BY y), lag(x, 2, 9) IGNORE NULLS OVER (ORDER BY y) FROM (VALUES (NULL, 1), (5, 2), (NULL, 3), (7, 4), (NULL, 5)) t(x, y) ORDER BY y
---
"y","_col1","_col2","_col3","_col4","_col5"
"1",,"5",,,"9"
"2",,"7","5","5","9"
"3","5","7","5","5","9"
"4","5",,"5","7","9"
"5","7",,"5","7","5"

-- values of rows that may be NULL
SELECT y, lag(x) RESPECT NULLS OVER (ORDER BY y), first_value(x) RESPECT NULLS OVER (ORDER BY y), last_value(x) OVER (ORDER BY y) FROM (VALUES (NULL, 1), (5, 2), (NULL, 3)) t(x, y) ORDER BY y
---
"y","_col1","_col2","_col3"
"1",,,
"2",,,"5"
"3","5",,

-- first, last and nth values in the default frame
SELECT x, first_value(x) OVER (ORDER BY x), last_value(x) OVER (ORDER BY x), nth_value(x, 2) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) t(x) ORDER BY x
---
"x","_col1","_col2","_col3"
"1","1","1",
"2","1","2","2"
"3","1","3","2"

-- first, last and nth values of all rows
SELECT x, first_value(x) OVER w, last_value(x) OVER w, nth_value(x, 2) OVER w, nth_value(x, 5) OVER w FROM (VALUES 1, 2, 3) t(x) WINDOW w AS (ORDER BY x ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) ORDER BY x
---
"x","_col1","_col2","_col3","_col4"
"1","1","3","2",
"2","1","3","2",
"3","1","3","2",

-- nth values that are not NULL
SELECT nth_value(x, 2) IGNORE NULLS OVER (ORDER BY y ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM (VALUES (NULL, 1), (5, 2), (NULL, 3), (7, 4)) t(x, y)
---
"_col0"
"7"
"7"
"7"
"7"

-- the value before the first
SELECT nth_value(x, 0) OVER (ORDER BY x) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Offset must be at least 1

-- an nth that is NULL
SELECT nth_value(x, CAST(NULL AS bigint)) OVER (ORDER BY x) FROM (VALUES 1) t(x)
---
"_col0"


-- running sums with peers and by rows
SELECT x, sum(x) OVER (ORDER BY x), sum(x) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING), sum(x) OVER () FROM (VALUES 1, 1, 2) t(x) ORDER BY x, 3
---
"x","_col1","_col2","_col3"
"1","2","1","4"
"1","2","2","4"
"2","4","4","4"

-- moving means
SELECT x, avg(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY x ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING), max(x) OVER (ORDER BY x ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) FROM (VALUES 1, 2, 3, 4) t(x) ORDER BY x
---
"x","_col1","_col2","_col3"
"1","1.5","0","3"
"2","2.0","1","4"
"3","3.0","2","4"
"4","3.5","2",

-- ranges of values
SELECT x, count(*) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND CURRENT ROW), sum(x) OVER (ORDER BY x RANGE BETWEEN CURRENT ROW AND 2 FOLLOWING) FROM (VALUES 1, 2, 2, 5) t(x) ORDER BY x
---
"x","_col1","_col2"
"1","1","5"
"2","3","4"
"2","3","4"
"5","1","5"

-- groups of peers
SELECT x, array_agg(x) OVER (ORDER BY x GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2, 2, 5) t(x) ORDER BY x
---
"x","_col1"
"1","[1]"
"2","[1, 2, 2]"
"2","[1, 2, 2]"
"5","[2, 2, 5]"

-- sums of nothing in a frame
SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING), array_agg(x) OVER (ORDER BY x ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) FROM (VALUES 1, 2) t(x) ORDER BY x
---
"x","_col1","_col2"
"1",,"[2]"
"2","1",

-- any aggregate over a window
SELECT x, stddev(x) OVER (ORDER BY x), corr(x, x * 2e0) OVER (ORDER BY x), approx_percentile(x, 0.5) OVER (ORDER BY x), max_by(y, x) OVER (ORDER BY x), map_agg(y, x) OVER (ORDER BY x), histogram(y) OVER (ORDER BY x), count_if(x > 1) OVER (ORDER BY x) FROM (VALUES (1, 'a'), (2, 'b'), (3, 'a')) t(x, y) ORDER BY x
---
"x","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"1",,,"1","a","{a=1}","{a=1}","0"
"2","0.7071067811865476","0.9999999999999999","2","b","{a=1, b=2}","{a=1, b=1}","1"
"3","1.0","0.9999999999999999","2","a","{a=1, b=2}","{a=2, b=1}","2"

-- means of decimals over a window
SELECT x, avg(x) OVER (ORDER BY x), sum(x) OVER (ORDER BY x) FROM (VALUES DECIMAL '1.5', DECIMAL '1.6', NULL) t(x) ORDER BY x
---
"x","_col1","_col2"
"1.5","1.5","1.5"
"1.6","1.6","3.1"
,"1.6","3.1"

-- NaN over a window
SELECT max(x) OVER (), min(x) OVER (), sum(x) OVER (ORDER BY y) FROM (VALUES (nan(), 1), (1e0, 2)) t(x, y) ORDER BY y
---
"_col0","_col1","_col2"
"1.0","1.0","NaN"
"1.0","1.0","NaN"

-- aggregates over aggregates
SELECT y, sum(x), sum(sum(x)) OVER (ORDER BY y), rank() OVER (ORDER BY sum(x) DESC) FROM (VALUES (1, 'a'), (2, 'a'), (5, 'b')) t(x, y) GROUP BY y ORDER BY y
---
"y","_col1","_col2","_col3"
"a","3","3","2"
"b","5","8","1"

-- shares of the whole
SELECT y, 1e2 * sum(x) / sum(sum(x)) OVER () FROM (VALUES (1, 'a'), (3, 'b')) t(x, y) GROUP BY y ORDER BY y
---
"y","_col1"
"a","25.0"
"b","75.0"

-- a window function without a window
SELECT rank() FROM (VALUES 1) t(x)
---
error: MISSING_OVER: line 1:8: Window function rank requires an OVER clause

-- lag without an order
SELECT lag(x) OVER () FROM (VALUES 1) t(x)
---
error: MISSING_ORDER_BY: line 1:21: lag function requires an ORDER BY window clause

-- lead in a frame
SELECT lead(x) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) FROM (VALUES 1) t(x)
---
error: INVALID_WINDOW_FRAME: line 1:33: Cannot specify window frame for lead function

-- NULL and ranks
SELECT rank() IGNORE NULLS OVER (ORDER BY x) FROM (VALUES 1) t(x)
---
error: NULL_TREATMENT_NOT_ALLOWED: line 1:8: Cannot specify null treatment clause for rank function

-- a condition over a window
SELECT sum(x) FILTER (WHERE x > 1) OVER () FROM (VALUES 1) t(x)
---
error: NOT_SUPPORTED: line 1:1: FILTER is not yet supported for window functions

-- distinct values over a window
SELECT count(DISTINCT x) OVER () FROM (VALUES 1) t(x)
---
error: NOT_SUPPORTED: line 1:1: DISTINCT in window function parameters not yet supported: count(DISTINCT x) OVER ()

-- an order inside and a window
SELECT array_agg(x ORDER BY x) OVER () FROM (VALUES 1) t(x)
---
error: NOT_SUPPORTED: line 1:8: Window function with ORDER BY is not supported

-- a window in a window
SELECT sum(rank() OVER (ORDER BY x)) OVER () FROM (VALUES 1) t(x)
---
error: NESTED_WINDOW: line 1:12: Cannot nest window functions or row pattern measures inside window function arguments

-- no function of a window
SELECT abs(x) OVER () FROM (VALUES 1) t(x)
---
error: FUNCTION_NOT_WINDOW: line 1:1: Not a window function: abs

-- a window in WHERE
SELECT x FROM (VALUES 1) t(x) WHERE rank() OVER (ORDER BY x) = 1
---
error: EXPRESSION_NOT_SCALAR: line 1:62: WHERE clause cannot contain aggregations, window functions or grouping operations: [rank() OVER (ORDER BY x ASC)]

-- the first of each
SELECT y, x FROM (SELECT x, y, row_number() OVER (PARTITION BY y ORDER BY x DESC) n FROM (VALUES (1, 'a'), (2, 'a'), (5, 'b')) t(x, y)) WHERE n = 1 ORDER BY y
---
"y","x"
"a","2"
"b","5"
