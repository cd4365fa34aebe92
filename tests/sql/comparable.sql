-- GROUP BY
SELECT x FROM (SELECT approx_set(1) x) GROUP BY x
---
error: TYPE_MISMATCH: line 1:1: HyperLogLog is not comparable, and therefore cannot be used in GROUP BY

-- GROUP BY arrays of it
SELECT count(*) FROM (SELECT approx_set(1) x) GROUP BY ARRAY[x]
---
error: TYPE_MISMATCH: line 1:1: array(HyperLogLog) is not comparable, and therefore cannot be used in GROUP BY

-- DISTINCT
SELECT DISTINCT x FROM (SELECT approx_set(1) x)
---
error: TYPE_MISMATCH: line 1:1: DISTINCT can only be applied to comparable types (actual: HyperLogLog): x

-- DISTINCT of all columns
SELECT DISTINCT * FROM (SELECT approx_set(1) x)
---
error: TYPE_MISMATCH: line 1:1: DISTINCT can only be applied to comparable types (actual: HyperLogLog)

-- DISTINCT in an aggregation
SELECT 1 + count(DISTINCT x) FROM (SELECT approx_set(1) x)
---
error: TYPE_MISMATCH: line 1:12: DISTINCT can only be applied to comparable types (actual: HyperLogLog)

-- UNION
SELECT approx_set(1) UNION SELECT approx_set(1)
---
error: TYPE_MISMATCH: line 1:22: Type HyperLogLog is not comparable and therefore cannot be used in UNION DISTINCT

-- INTERSECT
SELECT approx_set(1) INTERSECT ALL SELECT approx_set(1)
---
error: TYPE_MISMATCH: line 1:22: Type HyperLogLog is not comparable and therefore cannot be used in INTERSECT

-- UNION ALL compares nothing
SELECT cardinality(x) FROM (SELECT approx_set(1) x UNION ALL SELECT approx_set(1))
---
"_col0"
"1"
"1"

-- PARTITION BY
SELECT sum(1) OVER (PARTITION BY x) FROM (SELECT approx_set(1) x)
---
error: TYPE_MISMATCH: line 1:34: HyperLogLog is not comparable, and therefore cannot be used in window function PARTITION BY

-- ORDER BY of a window
SELECT sum(1) OVER (ORDER BY x DESC) FROM (SELECT MAP(ARRAY[1], ARRAY[2]) x)
---
error: TYPE_MISMATCH: line 1:30: map(integer, integer) is not orderable, and therefore cannot be used in window function ORDER BY

-- ORDER BY of an aggregation
SELECT array_agg(1 ORDER BY x) FROM (SELECT MAP(ARRAY[1], ARRAY[2]) x)
---
error: TYPE_MISMATCH: line 1:8: ORDER BY can only be applied to orderable types (actual: map(integer, integer))

-- ORDER BY
SELECT x FROM (SELECT MAP(ARRAY[1], ARRAY[2]) x) ORDER BY x
---
error: TYPE_MISMATCH: line 1:1: Type map(integer, integer) is not orderable, and therefore cannot be used in ORDER BY: x

-- arrays of moments with zones have the order of their instants
SELECT rank() OVER (ORDER BY x) FROM (VALUES ARRAY[TIMESTAMP '2020-01-01 00:00 UTC'], ARRAY[TIMESTAMP '2020-01-01 01:00 +01:00'], ARRAY[TIMESTAMP '2020-01-01 00:30 UTC']) t (x) ORDER BY 1
---
"_col0"
"1"
"1"
"3"
