-- a join on NULL
SELECT a.x, b.x FROM (VALUES 1, NULL) a (x) JOIN (VALUES 1, NULL) b (x) ON a.x = b.x
---
"x","x"
"1","1"

-- a left join on less
SELECT * FROM (VALUES 1, 2, 3) a (x) LEFT JOIN (VALUES 2, 3) b (y) ON a.x < b.y ORDER BY 1, 2
---
"x","y"
"1","2"
"1","3"
"2","3"
"3",

-- a right join with a condition of its own side
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) RIGHT JOIN (VALUES 2, 3) b (y) ON a.x = b.y AND b.y > 2 ORDER BY 2
---
"x","y"
,"2"
,"3"

-- a full join on more
SELECT * FROM (VALUES 1, 2, 3) a (x) FULL OUTER JOIN (VALUES 2, 3) b (y) ON a.x > b.y ORDER BY 1, 2
---
"x","y"
"1",
"2",
"3","2"
,"3"

-- a full join on either
SELECT * FROM (VALUES 1, 2) a (x) FULL JOIN (VALUES 2, 3) b (y) ON a.x = b.y OR a.x > 5 ORDER BY 1, 2
---
"x","y"
"1",
"2","2"
,"3"

-- a join on a boolean only
SELECT 1 FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) ON 1
---
error: TYPE_MISMATCH: line 1:57: JOIN ON clause must evaluate to a boolean: actual type integer

-- a join on an aggregation
SELECT 1 FROM (VALUES 1) a (x) JOIN (VALUES 1) b (y) ON sum(x) = y
---
error: EXPRESSION_NOT_SCALAR: line 1:64: JOIN clause cannot contain aggregations, window functions or grouping operations: [sum(x)]

-- a join on a subquery
SELECT a.x FROM (VALUES 1, 2) a (x) JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND a.x = (SELECT max(z) FROM (VALUES 2) c (z))
---
"x"
"2"

-- USING puts the columns first
SELECT * FROM (VALUES (1, 2), (3, 4)) a (x, y) FULL JOIN (VALUES (1, 5), (9, 6)) b (x, z) USING (x) ORDER BY x
---
"x","y","z"
"1","2","5"
"3","4",
"9",,"6"

-- USING of a left join
SELECT * FROM (VALUES (1, 'l'), (2, 'l')) a (x, l) LEFT JOIN (VALUES (1, 'r')) b (x, r) USING (x) ORDER BY x
---
"x","l","r"
"1","l","r"
"2","l",

-- USING of a right join
SELECT x, l, r FROM (VALUES (1, 'l')) a (x, l) RIGHT JOIN (VALUES (1, 'r'), (2, 'r')) b (x, r) USING (x) ORDER BY x
---
"x","l","r"
"1","l","r"
"2",,"r"

-- USING two columns, in its order
SELECT * FROM (VALUES (1, 2, 3)) a (x, y, z) JOIN (VALUES (2, 1, 4)) b (y, x, w) USING (y, x)
---
"y","x","z","w"
"2","1","3","4"

-- USING twice
SELECT * FROM (VALUES 1) a (x) LEFT JOIN (VALUES 1) b (x) USING (x) LEFT JOIN (VALUES 1) c (x) USING (x)
---
"x"
"1"

-- USING and what it did not merge
SELECT x, a.y, b.y FROM (VALUES (1, 2)) a (x, y) JOIN (VALUES (1, 3)) b (x, y) USING (x) WHERE x = 1
---
"x","y","y"
"1","2","3"

-- a star of one side of USING
SELECT a.* FROM (VALUES (1, 2)) a (x, y) JOIN (VALUES (1, 3)) b (x, y) USING (x)
---
"y"
"2"

-- the column of USING is no one's
SELECT a.x FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) USING (x)
---
error: COLUMN_NOT_FOUND: line 1:8: Column 'a.x' cannot be resolved or requester is not authorized to access requested resources

-- USING a column that is missing
SELECT * FROM (VALUES 1) a (x) JOIN (VALUES 1) b (y) USING (x)
---
error: COLUMN_NOT_FOUND: line 1:61: Column 'x' is missing from right side of join

-- USING a column twice
SELECT * FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) USING (x, x)
---
error: DUPLICATE_COLUMN_NAME: line 1:64: Column 'x' appears multiple times in USING clause

-- USING different types
SELECT * FROM (VALUES 1) a (x) JOIN (VALUES 'a') b (x) USING (x)
---
error: TYPE_MISMATCH: line 1:63: Cannot apply operator: integer = varchar(1)

-- USING types that widen
SELECT x, typeof(x) FROM (VALUES 1) a (x) JOIN (VALUES BIGINT '1') b (x) USING (x)
---
"x","_col1"
"1","bigint"

-- a natural join
SELECT * FROM (VALUES 1) a (x) NATURAL JOIN (VALUES 1) b (x)
---
error: NOT_SUPPORTED: line 1:15: Natural join not supported

-- commas bind less than JOIN
SELECT * FROM (VALUES 1, 2) a (x), (VALUES 1) b (y) JOIN (VALUES 1) c (z) ON a.x = z
---
error: COLUMN_NOT_FOUND: line 1:78: Column 'a.x' cannot be resolved or requester is not authorized to access requested resources

-- commas and joins
SELECT * FROM (VALUES 1, 2) a (x), (VALUES 1) b (y) JOIN (VALUES 1) c (z) ON b.y = z ORDER BY x
---
"x","y","z"
"1","1","1"
"2","1","1"

-- conditions in a row
SELECT * FROM (VALUES 1, 2) a (x) JOIN (VALUES 1) b (y) JOIN (VALUES 1) c (z) ON y = z ON x = y
---
"x","y","z"
"1","1","1"

-- joins in parentheses
SELECT * FROM (VALUES 1, 2) a (x) LEFT JOIN ((VALUES 2) b (y) JOIN (VALUES 2) c (z) ON y = z) ON x = y ORDER BY x
---
"x","y","z"
"1",,
"2","2","2"

-- a cross join of queries
SELECT * FROM ((SELECT 1 AS a) x CROSS JOIN (SELECT 2 AS b) y)
---
"a","b"
"1","2"

-- three tables of one name
SELECT count(*) FROM ticks JOIN ticks t USING (ts, name) CROSS JOIN ticks u
---
"_col0"
"36"

-- a word that other dialects join by
SELECT asof.x, anti.y FROM (VALUES 1) asof (x) JOIN (VALUES 1) anti (y) ON x = y
---
"x","y"
"1","1"

-- UNNEST fills with NULL
SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) AS t (a, b) ORDER BY a
---
"a","b"
"1","a"
"2",

-- UNNEST a map beside an array
SELECT * FROM UNNEST(MAP(ARRAY['x', 'y'], ARRAY[1, 2]), ARRAY[7, 8, 9]) WITH ORDINALITY AS t (k, v, z, o) ORDER BY o
---
"k","v","z","o"
"x","1","7","1"
"y","2","8","2"
,,"9","3"

-- UNNEST rows
SELECT * FROM UNNEST(ARRAY[ROW(1, 'a'), ROW(2, NULL), NULL]) AS t (n, s) ORDER BY n
---
"n","s"
"1","a"
"2",
,

-- UNNEST rows under their own names
SELECT x, e.y FROM UNNEST(ARRAY[CAST(ROW(1, 'a') AS row(x integer, y varchar))]) AS e
---
"x","y"
"1","a"

-- UNNEST without a name
SELECT * FROM UNNEST(ARRAY[3, 1, 2]) WITH ORDINALITY ORDER BY ordinality
---
"_col0","ordinality"
"3","1"
"1","2"
"2","3"

-- UNNEST nothing
SELECT * FROM UNNEST(ARRAY[]) t (x)
---
"x"

-- UNNEST NULL beside an array
SELECT * FROM UNNEST(CAST(NULL AS array(integer)), ARRAY[1]) t (x, y)
---
"x","y"
,"1"

-- UNNEST a number
SELECT * FROM UNNEST(1)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:15: Cannot unnest type: integer

-- UNNEST with too many names
SELECT * FROM UNNEST(ARRAY[1]) t (a, b)
---
error: MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 2 entries but 't' has 1 columns available

-- UNNEST a column
SELECT i, e, n FROM (VALUES (1, ARRAY['a', 'b']), (2, ARRAY[]), (3, NULL)) t (i, arr) CROSS JOIN UNNEST(arr) WITH ORDINALITY AS u (e, n) ORDER BY n DESC
---
"i","e","n"
"1","b","2"
"1","a","1"

-- UNNEST a column by a comma
SELECT i, e FROM (VALUES (1, ARRAY['a', 'b'])) t (i, arr), UNNEST(t.arr) AS u (e) ORDER BY e
---
"i","e"
"1","a"
"1","b"

-- LEFT JOIN UNNEST keeps every row
SELECT i, e FROM (VALUES (1, ARRAY['a']), (2, ARRAY[]), (3, NULL)) t (i, arr) LEFT JOIN UNNEST(arr) AS u (e) ON TRUE ORDER BY i
---
"i","e"
"1","a"
"2",
"3",

-- LEFT JOIN UNNEST on anything else
SELECT * FROM (VALUES 1) t (x) LEFT JOIN UNNEST(ARRAY[x]) u (y) ON x = y
---
error: NOT_SUPPORTED: line 1:70: LEFT JOIN involving UNNEST is only supported with condition ON TRUE

-- INNER JOIN UNNEST on anything else
SELECT * FROM (VALUES 1) t (x) JOIN UNNEST(ARRAY[x]) u (y) ON false
---
error: NOT_SUPPORTED: line 1:63: INNER JOIN involving UNNEST is only supported with condition ON TRUE

-- RIGHT JOIN UNNEST of what is to the left
SELECT * FROM (VALUES 1) t (x) RIGHT JOIN UNNEST(ARRAY[x]) u (y) ON TRUE
---
error: INVALID_COLUMN_REFERENCE: line 1:43: LATERAL reference not allowed in RIGHT JOIN

-- UNNEST of UNNEST
SELECT y FROM (VALUES ARRAY[ARRAY[1, 2], ARRAY[3]]) t (a) CROSS JOIN UNNEST(a) u (x) CROSS JOIN UNNEST(x) v (y) ORDER BY y
---
"y"
"1"
"2"
"3"

-- LATERAL
SELECT x, s FROM (VALUES 1, 2) t (x) CROSS JOIN LATERAL (SELECT x * 2 AS s) ORDER BY x
---
"x","s"
"1","2"
"2","4"

-- LATERAL by a comma
SELECT x, s FROM (VALUES 1, 2) t (x), LATERAL (SELECT x + 1) u (s) ORDER BY x
---
"x","s"
"1","2"
"2","3"

-- LATERAL with a limit
SELECT n.name, t.high FROM (SELECT DISTINCT name FROM ticks) n CROSS JOIN LATERAL (SELECT high FROM ticks WHERE ticks.name = n.name ORDER BY high DESC LIMIT 1) t ORDER BY 1
---
"name","high"
"AA","11.25"
"BB","21.5"

-- LEFT JOIN LATERAL
SELECT x, s FROM (VALUES 1, 2) t (x) LEFT JOIN LATERAL (SELECT x AS s WHERE x > 1) ON TRUE ORDER BY x
---
"x","s"
"1",
"2","2"

-- a query in FROM does not see its neighbours
SELECT * FROM (VALUES 1) t (x), (SELECT x + 1)
---
error: COLUMN_NOT_FOUND: line 1:41: Column 'x' cannot be resolved or requester is not authorized to access requested resources

-- a subquery in the condition of a left join
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) LEFT JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND a.x IN (SELECT z FROM (VALUES 1) c (z)) ORDER BY 1
---
"x","y"
"1","1"
"2",

-- of the right side, in another expression
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) LEFT JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND NOT (b.y IN (SELECT z FROM (VALUES 1) c (z)) OR a.x > 5) ORDER BY 1
---
"x","y"
"1",
"2","2"

-- EXISTS in the condition of a left join
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) LEFT JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND EXISTS (SELECT 1 FROM (VALUES 1) c (z) WHERE z = 1) ORDER BY 1
---
"x","y"
"1","1"
"2","2"

-- scalar subqueries in the condition of a full join
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) FULL JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND b.y > (SELECT min(z) FROM (VALUES 1) c (z)) ORDER BY 1, 2
---
"x","y"
"1",
"2","2"
,"1"

-- a quantified comparison in the condition of a right join
SELECT a.x, b.y FROM (VALUES 1, 2) a (x) RIGHT JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND b.y > ALL (SELECT z FROM (VALUES 1) c (z)) ORDER BY 2
---
"x","y"
,"1"
"2","2"

-- a subquery of both sides of a left join
SELECT 1 FROM (VALUES 1) a (x) LEFT JOIN (VALUES 1) b (y) ON a.x + b.y IN (SELECT 2)
---
error: NOT_SUPPORTED: line 1:72: tickstack does not support a subquery that is compared with columns of both sides in the condition of an outer join

-- a correlated subquery in the condition of a left join
SELECT 1 FROM (VALUES 1) a (x) LEFT JOIN (VALUES 1) b (y) ON EXISTS (SELECT 1 FROM (VALUES 1) c (z) WHERE z = a.x)
---
error: NOT_SUPPORTED: line 1:111: Reference to column 'a.x' from outer scope not allowed in this context

-- and of an inner join
SELECT a.x FROM (VALUES 1, 2) a (x) JOIN (VALUES 1, 2) b (y) ON a.x = b.y AND EXISTS (SELECT 1 FROM (VALUES 2) c (z) WHERE z = a.x)
---
"x"
"2"

-- a column of what is around the query in the condition of a left join
SELECT x FROM (VALUES 1, 2) t (x) WHERE EXISTS (SELECT 1 FROM (VALUES 1) a (u) LEFT JOIN (VALUES 1) b (v) ON v = x)
---
error: NOT_SUPPORTED: line 1:114: Reference to column 'x' from outer scope not allowed in this context

-- and of an inner join
SELECT x FROM (VALUES 1, 2) t (x) WHERE EXISTS (SELECT 1 FROM (VALUES 1) a (u) JOIN (VALUES 1) b (v) ON v = x)
---
"x"
"1"
