-- the same values in another order, type of text, or zone
SELECT checksum(a) = checksum(b), checksum(c) = checksum(d), checksum(e) = checksum(f) FROM (VALUES (ARRAY[1, NULL], ARRAY[2], CAST('a' AS char(3)), 'a', TIMESTAMP '2020-01-01 00:00:00 UTC', TIMESTAMP '2020-01-01 01:00:00 +01:00'), (ARRAY[2], ARRAY[1, NULL], CAST('b' AS char(3)), 'b', NULL, NULL)) AS t(a, b, c, d, e, f)
---
"_col0","_col1","_col2"
"true","true","true"

-- the order of elements counts
SELECT checksum(a) = checksum(b), checksum(CAST(1 AS decimal(38, 2))) = checksum(CAST(1 AS decimal(18, 2))) FROM (VALUES (ARRAY[1, 2], ARRAY[2, 1])) AS t(a, b)
---
"_col0","_col1"
"false","false"

-- a row
SELECT checksum(ROW(1))
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support checksum of values of type row(integer)
