-- integers divide as integers
SELECT 7 / 2, -7 / 2, 7 % -2, 7 / 2.0
---
"_col0","_col1","_col2","_col3"
"3","-3","1","3.5"

-- division by zero
SELECT 1 / 0
---
error: DIVISION_BY_ZERO: Division by zero

-- division by zero of doubles
SELECT 1 / 0.0, -1 / 0e0, 0e0 / 0
---
"_col0","_col1","_col2"
"Infinity","-Infinity","NaN"

-- TRY makes NULL of an error
SELECT TRY(1 / 0), COALESCE(TRY(CAST('x' AS integer)), 5), TRY_CAST('1.5' AS integer)
---
"_col0","_col1","_col2"
,"5",

-- a literal with a point is a double
SELECT 0.1 + 0.2, 1.5, 1e7, 5.361908012743457E-4, 0.001
---
"_col0","_col1","_col2","_col3","_col4"
"0.30000000000000004","1.5","1.0E7","5.361908012743457E-4","0.001"

-- decimals keep their scale
SELECT DECIMAL '0.10', DECIMAL '1.5' + DECIMAL '0.25', DECIMAL '1.5' * 2
---
"_col0","_col1","_col2"
"0.10","1.75","3.0"

-- overflow
SELECT 2147483647 + 1
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1

-- text of casts
SELECT CAST(1.0 AS varchar), CAST(0.1 AS varchar), CAST(true AS varchar), CAST(DATE '2020-01-02' AS varchar), CAST(12 AS varchar)
---
"_col0","_col1","_col2","_col3","_col4"
"1.0E0","1.0E-1","true","2020-01-02","12"

-- text to timestamp
SELECT CAST('2020-05-14 09:30:00-04:00' AS timestamp), CAST('2020-05-14' AS timestamp), CAST('2020-05-14 09:30:00.1256' AS timestamp)
---
"_col0","_col1","_col2"
"2020-05-14 09:30:00.000","2020-05-14 00:00:00.000","2020-05-14 09:30:00.126"

-- text that is no number
SELECT CAST('abc' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT

-- text that is no date
SELECT CAST('2020-13-01' AS date)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2020-13-01

-- text is not a number
SELECT * FROM ticks WHERE name = 1
---
error: TYPE_MISMATCH: line 1:32: Cannot apply operator: varchar = integer

-- timestamps keep their digits and zones
SELECT TIMESTAMP '2020-01-02 03:04:05', TIMESTAMP '2020-01-02 03:04:05.123456', TIMESTAMP '2020-01-02 03:04:05.000 America/New_York', TIMESTAMP '2020-01-02 03:04:05.000 +05:30'
---
"_col0","_col1","_col2","_col3"
"2020-01-02 03:04:05","2020-01-02 03:04:05.123456","2020-01-02 03:04:05.000 America/New_York","2020-01-02 03:04:05.000 +05:30"

-- at time zone
SELECT TIMESTAMP '2020-05-14 13:30:00.000 UTC' AT TIME ZONE 'America/New_York', hour(TIMESTAMP '2020-05-14 13:30:00.000 UTC' AT TIME ZONE 'America/New_York')
---
"_col0","_col1"
"2020-05-14 09:30:00.000 America/New_York","9"

-- dates stay dates
SELECT DATE '2020-01-31' + INTERVAL '1' MONTH, date_trunc('week', DATE '2020-05-14'), date_diff('month', DATE '2020-01-31', DATE '2020-02-28')
---
"_col0","_col1","_col2"
"2020-02-29","2020-05-11","0"

-- intervals
SELECT DATE '2020-01-03' - DATE '2020-01-01', INTERVAL '3' YEAR, INTERVAL '90' MINUTE
---
"_col0","_col1","_col2"
"2 00:00:00.000","3-0","0 01:30:00.000"

-- nested values
SELECT ARRAY['a', NULL, 'b'], MAP(ARRAY['k2', 'k1'], ARRAY[1, NULL]), ARRAY[ARRAY[1.5]]
---
"_col0","_col1","_col2"
"[a, null, b]","{k1=null, k2=1}","[[1.5]]"

-- three-valued IN
SELECT 1 IN (2, NULL), 1 IN (1, NULL), NULL IS NULL, 1 IS DISTINCT FROM NULL
---
"_col0","_col1","_col2","_col3"
,"true","true","true"

-- NaN equals nothing
SELECT nan() = nan(), nan() > 1, nan() <> nan(), 1 < nan()
---
"_col0","_col1","_col2","_col3"
"false","false","true","false"

-- explicit aliases keep their case
SELECT 'x' AS "CompanyName", 'y' AS HourOfDay, 'quoted "z"' q
---
"CompanyName","HourOfDay","q"
"x","y","quoted ""z"""

-- text to timestamp with time zone
SELECT CAST('2020-05-14 09:30:00-04:00' AS timestamp with time zone), CAST('2020-05-14 09:30:00-0400' AS timestamp with time zone) AT TIME ZONE 'UTC', CAST('2020-01-14 09:30:00.5 America/New_York' AS timestamp with time zone), CAST('2020-05-14' AS timestamp with time zone), TRY_CAST('x' AS timestamp with time zone)
---
"_col0","_col1","_col2","_col3","_col4"
"2020-05-14 09:30:00.000 -04:00","2020-05-14 13:30:00.000 UTC","2020-01-14 09:30:00.500 America/New_York","2020-05-14 00:00:00.000 UTC",

-- NULL fits every signature
SELECT cardinality(NULL), array_join(NULL, ','), max(NULL), year(NULL), concat('a', NULL)
---
"_col0","_col1","_col2","_col3","_col4"
,,,,

-- NaN compared with NULL is NULL
SELECT nan() = NULL, NULL > nan(), nan() < x, x <> nan(), nan() >= 1, x = x FROM (VALUES CAST(NULL AS double)) t (x)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,,"false",

-- a sum of integers that overflows
SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t (x)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow

-- a cast to a smaller integer
SELECT CAST(300 AS tinyint)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 300

-- NaN joins nothing
SELECT a.x, b.x FROM (VALUES nan(), 1e0) a (x) LEFT JOIN (VALUES nan(), 1e0) b (x) ON a.x = b.x AND b.x > 0 ORDER BY 2
---
"x","x"
"1.0","1.0"
"NaN",

-- statistics of one row
SELECT corr(x, x), regr_slope(x, x), covar_samp(x, x), covar_pop(x, x), stddev(x), stddev_pop(x) FROM (VALUES 1) t (x)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,"0.0",,"0.0"

-- rounding and remainders keep the type of integers
SELECT round(123456, -2), round(-15, -1), typeof(round(5, 1)), typeof(mod(5, 3)), 1 IS NOT NULL, NULL IS NOT NULL
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"123500","-20","integer","integer","true","false"

-- a sequence has 10,000 entries at most
SELECT cardinality(sequence(1, 10000)) up, cardinality(sequence(10000, 1)) down, sequence(-1, 1) around
---
"up","down","around"
"10000","10000","[-1, 0, 1]"

-- a longer one is refused before it is made
SELECT sequence(1, 100000000)
---
error: INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries

-- an exponent ends before the sign of what follows
SELECT 1e0+2, 0.1e0+0.2e0, 2e0+1e0-1, 1e-5-3, '1e0+2' || '', 1E0+interval_
FROM (VALUES 1) t(interval_)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"3.0","0.30000000000000004","2.0","-2.99999","1e0+2","2.0"

-- and places after it are those of the statement
SELECT 1e0+2,
1e0+nothing
---
error: COLUMN_NOT_FOUND: line 2:5: Column 'nothing' cannot be resolved or requester is not authorized to access requested resources
