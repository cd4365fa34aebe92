-- a query that holds
EXPLAIN (TYPE VALIDATE) SELECT name, count(*) FROM ticks GROUP BY name
---
"Valid"
"true"

-- a query that does not: its columns are counted from the beginning
EXPLAIN (TYPE VALIDATE) SELECT 1 + 'a'
---
error: TYPE_MISMATCH: line 1:34: Cannot apply operator: integer + varchar(1)

-- validation with a format
EXPLAIN (FORMAT TEXT, TYPE VALIDATE)
WITH a AS (SELECT 1 AS x) SELECT y FROM a
---
error: COLUMN_NOT_FOUND: line 2:34: Column 'y' cannot be resolved or requester is not authorized to access requested resources

-- plans are refused by their names
EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1
---
error: NOT_SUPPORTED: tickstack does not support EXPLAIN (TYPE IO) yet

-- a plan with what it took
EXPLAIN ANALYZE VERBOSE SELECT 1
---
error: NOT_SUPPORTED: tickstack does not support EXPLAIN ANALYZE yet

-- what is not asked for is the plan by fragments
EXPLAIN SELECT 1
---
error: NOT_SUPPORTED: tickstack does not support EXPLAIN (TYPE DISTRIBUTED) yet
