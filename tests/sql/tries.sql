-- what can be cast among what cannot, one by one
SELECT sum(TRY(CAST(s AS integer))), sum(TRY_CAST(s AS integer)), count(TRY_CAST(s AS double)), max(TRY(CAST(s AS bigint))) FROM (SELECT IF(n % 3 = 1, 'x', CAST(n AS varchar)) s FROM UNNEST(sequence(1, 3000)) t(n))
---
"_col0","_col1","_col2","_col3"
"3002000","3002000","2000","3000"

-- COALESCE in TRY keeps its values
SELECT sum(x), count(x), sum(y) FROM (SELECT TRY(COALESCE(IF(n % 5 = 0, NULL, n), n / (n % 2))) x, TRY(COALESCE(NULLIF(CAST(s AS integer), 7), 0)) y FROM (SELECT n, IF(n % 3 = 1, 'x', CAST(n AS varchar)) s FROM UNNEST(sequence(1, 3000)) t(n)))
---
"_col0","_col1","_col2"
"4050000","2700","3002000"

-- TRY in a lambda, and over a lambda
SELECT filter(transform(split('1,x,3', ','), s -> TRY_CAST(s AS integer)), v -> v IS NOT NULL), array_join(transform(sequence(1, 3), i -> 'n' || CAST(i AS varchar)), '-'), array_max(ARRAY[1.5, 2.5]), TRY(transform(ARRAY['1', 'x'], s -> CAST(s AS integer)))
---
"_col0","_col1","_col2","_col3"
"[1, 3]","n1-n2-n3","2.5",

-- TRY_CAST of each type
SELECT TRY_CAST(v AS tinyint), TRY_CAST(v AS real), TRY_CAST(v AS boolean), TRY_CAST(v AS date), TRY_CAST(v AS timestamp), TRY_CAST(v AS decimal(4, 1)), TRY_CAST(v AS time), TRY_CAST(v AS varchar(2)) FROM (VALUES '1', '300', '2020-01-02', '01:02', 'NaN', NULL) t(v)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"1","1.0","true",,,"1.0",,"1"
,"300.0",,,,"300.0",,"30"
,,,"2020-01-02","2020-01-02 00:00:00.000",,,"20"
,,,,,,"01:02:00.000","01"
,"NaN",,,,,,"Na"
,,,,,,,

-- TRY_CAST of numbers
SELECT TRY_CAST(v AS tinyint), TRY_CAST(v AS decimal(3, 1)), TRY_CAST(v AS varchar), TRY_CAST(v * 0.5 AS decimal(2, 0)), TRY_CAST(DECIMAL '12.5' AS decimal(2, 1)) FROM (VALUES 1, 300, NULL) t(v)
---
"_col0","_col1","_col2","_col3","_col4"
"1","1.0","1","1",
,,"300",,
,,,,

-- TRY_CAST tries the cast alone
SELECT TRY_CAST(1 / (n - 1) AS varchar) FROM (VALUES 1) t(n)
---
error: DIVISION_BY_ZERO: Division by zero

-- a group of what was tried
SELECT TRY_CAST(s AS integer), TRY(CAST(s AS date)), count(*) FROM (VALUES '1', 'x', '1') t(s) GROUP BY TRY_CAST(s AS integer), TRY(CAST(s AS date)) ORDER BY 1
---
"_col0","_col1","_col2"
"1",,"2"
,,"1"

-- TRY around casts of columns
SELECT TRY(CAST(s AS integer)), TRY((CAST(s AS date))), TRY(CAST(s AS decimal(5,2))), TRY(CAST(s AS uuid)), TRY(CAST(s AS integer) + 1) FROM (VALUES 'a', '5', NULL) t(s)
---
"_col0","_col1","_col2","_col3","_col4"
,,,,
"5",,"5.00",,"6"
,,,,

-- TRY around calls that Python computes
SELECT TRY(json_parse(s)), coalesce(TRY(json_parse(s)), JSON '0'), TRY(split_to_map(s, ',', '=')), TRY(from_hex(s)), TRY(coalesce(json_parse(s), JSON '1')) FROM (VALUES '{', '5', 'a=1', '0a', NULL) t(s)
---
"_col0","_col1","_col2","_col3","_col4"
,"0",,,
"5","5",,,"5"
,"0","{a=1}",,
,"0",,"0a",
,"0",,,"1"

-- TRY around a cast of what may fail
SELECT TRY(CAST(json_extract_scalar(j, '$.a') AS integer)), TRY(CAST(json_parse(j) AS map(varchar, integer))) FROM (VALUES '{"a":"x"}', '{"a":"5"}', '{') t(j)
---
"_col0","_col1"
,
"5","{a=5}"
,

-- TRY_CAST catches no error of its operand
SELECT TRY_CAST(json_parse(j) AS map(varchar, integer)) FROM (VALUES '{') t(j)
---
error: INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '{'

-- TRY_CAST from JSON
SELECT TRY_CAST(JSON '{"a":"x"}' AS map(varchar, integer)), TRY_CAST(JSON '{"a":5}' AS map(varchar, integer)), TRY_CAST(JSON '"abcdef"' AS varchar(3)), TRY_CAST(JSON '[1]' AS varchar)
---
"_col0","_col1","_col2","_col3"
,"{a=5}",,

-- a TRY that rows are grouped by
SELECT TRY(json_parse(s)), TRY(CAST(s AS integer)), count(*) FROM (VALUES '{', '5', '[') t(s) GROUP BY TRY(json_parse(s)), TRY(CAST(s AS integer)) ORDER BY 3
---
"_col0","_col1","_col2"
"5","5","1"
,,"2"

-- TRY in lambdas and aggregations
SELECT sum(TRY(CAST(s AS integer))), TRY(json_parse(max(s))), array_agg(transform(ARRAY[s], x -> TRY(CAST(x AS integer))) ORDER BY s) FROM (VALUES 'a', '5', '7') t(s)
---
"_col0","_col1","_col2"
"12",,"[[5], [7], [null]]"

-- TRY within TRY
SELECT TRY(TRY(CAST(s AS integer)) / 0), TRY(10 / TRY(CAST(s AS integer))) FROM (VALUES 'a', '5') t(s)
---
"_col0","_col1"
,
,"2"
