-- AND and OR leave out what no longer matters, and its errors
SELECT filter(ARRAY[0, 5], x -> x <> 0 AND 10 / x = 2), filter(ARRAY[0, 5], x -> x = 0 OR 10 / x = 3), any_match(ARRAY[5], x -> x = 5 OR 1 / (x - 5) = 7)
---
"_col0","_col1","_col2"
"[5]","[0]","true"

-- in SELECT, CASE, NOT, FILTER and ON
SELECT x <> 0 AND 10 / x = 2, CASE WHEN x = 0 OR 10 / x > 2 THEN 'a' ELSE 'b' END, NOT (x <> 0 AND 10 / x = 2), x IS NOT NULL AND x <> 0 AND 10 / x = 2 FROM (VALUES 0, 5, 2, NULL) t(x)
---
"_col0","_col1","_col2","_col3"
"false","a","true","false"
"true","b","false","true"
"false","a","true","false"
,"b",,"false"

-- in FILTER
SELECT sum(x) FILTER (WHERE x <> 0 AND 10 / x > 1), count_if(x <> 0 AND 10 / x > 1) FROM (VALUES 0, 5, 20) t(x)
---
"_col0","_col1"
"5","1"

-- in WHERE
SELECT x FROM (VALUES 0, 5, 20) t(x) WHERE x <> 0 AND 10 / x > 1 OR x = 20 AND (x = 20 OR 1 / (x - 20) = 1) ORDER BY x
---
"x"
"5"
"20"

-- NULL is not settled
SELECT CAST(NULL AS boolean) AND 1 / x = 1 FROM (VALUES 0) t(x)
---
error: DIVISION_BY_ZERO: Division by zero

-- three values
SELECT a AND b = CAST(s AS integer), a OR b = CAST(s AS integer) FROM (VALUES (true, 1, '1'), (true, 2, '1'), (false, 1, 'x'), (NULL, 1, '1'), (NULL, 2, '1'), (true, NULL, '1')) t(a, b, s) WHERE s = '1'
---
"_col0","_col1"
"true","true"
"false","true"
,"true"
"false",
,"true"
