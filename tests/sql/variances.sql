-- squares beyond a double's range are Infinity
SELECT stddev(x), variance(x), stddev_pop(x), var_pop(x) FROM (VALUES 1e200, 2e200, 3e200) AS t(x)
---
"_col0","_col1","_col2","_col3"
"Infinity","Infinity","Infinity","Infinity"

-- large numbers that are the same, and one alone
SELECT stddev(x), var_pop(x), stddev(DISTINCT x), var_pop(DISTINCT x) FROM (VALUES 1e200, 1e200) AS t(x)
---
"_col0","_col1","_col2","_col3"
"0.0","0.0",,"0.0"

-- what is no number makes none; groups are apart
SELECT k, stddev(x), var_pop(x) FILTER (WHERE x > 1) FROM (VALUES (1, 1.0), (1, 2.0), (2, nan()), (2, 1.0), (3, 1e160), (3, 5.0), (4, NULL)) AS t(k, x) GROUP BY k ORDER BY k
---
"k","_col1","_col2"
"1","0.7071067811865476","0.0"
"2","NaN",
"3","Infinity","Infinity"
"4",,

-- large numbers close to each other
SELECT stddev(x) FROM (VALUES 1e151, 2e151) AS t(x)
---
error: NOT_SUPPORTED: tickstack does not support the variance of numbers beyond 1e150 that are within 1e155 of each other
