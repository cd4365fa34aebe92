-- aggregates of nothing
SELECT count(*), count(x), count_if(x > 1), sum(x), avg(x), min(x), max(x), array_agg(x), bool_and(x > 1), bool_or(x > 1), stddev(x), map_agg(x, x), histogram(x), approx_distinct(x), approx_percentile(x, 0.5), arbitrary(x), max_by(x, x), max(x, 2), geometric_mean(x), corr(x, x), listagg(CAST(x AS varchar), ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 1) t(x) WHERE x > 1
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12","_col13","_col14","_col15","_col16","_col17","_col18","_col19","_col20"
"0","0","0",,,,,,,,,,,"0",,,,,,,

-- aggregates of NULL alone
SELECT count(x), sum(x), avg(x), min(x), array_agg(x), bool_or(x > 1), max_by(x, x), map_agg(x, x), histogram(x), multimap_agg(x, x), approx_percentile(x, 0.5), any_value(x), max(x, 2) FROM (VALUES CAST(NULL AS integer), NULL) t(x)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12"
"0",,,,"[null, null]",,,,,,,,

-- the types of sums
SELECT typeof(sum(a)), typeof(sum(b)), typeof(sum(c)), typeof(sum(d)), typeof(sum(e)), typeof(sum(f)), typeof(sum(g)) FROM (VALUES (TINYINT '1', SMALLINT '1', 1, BIGINT '1', REAL '1', 1e0, DECIMAL '1.50')) t(a, b, c, d, e, f, g)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"bigint","bigint","bigint","bigint","real","double","decimal(38,2)"

-- the types of means
SELECT typeof(avg(a)), typeof(avg(b)), typeof(avg(c)), typeof(avg(d)) FROM (VALUES (1, REAL '1', 1e0, DECIMAL '1.50')) t(a, b, c, d)
---
"_col0","_col1","_col2","_col3"
"double","real","double","decimal(3,2)"

-- sums and means
SELECT sum(a), avg(a), sum(b), avg(b), sum(c), avg(c) FROM (VALUES (1, REAL '1.5', 0.1), (2, REAL '2.5', 0.2), (NULL, NULL, NULL)) t(a, b, c)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"3","1.5","4.0","2.0","0.30000000000000004","0.15000000000000002"

-- a sum beyond bigint
SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t(x)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow

-- a mean of bigints beyond bigint
SELECT avg(x) FROM (VALUES 9223372036854775807, 9223372036854775807) t(x)
---
"_col0"
"9.223372036854776E18"

-- means of decimals round half up
SELECT avg(x), sum(x), avg(-x) FROM (VALUES DECIMAL '1.00', DECIMAL '1.01') t(x)
---
"_col0","_col1","_col2"
"1.01","2.01","-1.01"

-- means of decimals by thirds
SELECT avg(x) FROM (VALUES DECIMAL '10', DECIMAL '10', DECIMAL '0') t(x)
---
"_col0"
"7"

-- sums with infinities and NaN
SELECT sum(x), sum(-x), avg(x), sum(x) FILTER (WHERE y > 1), sum(x) FILTER (WHERE y < 3) FROM (VALUES (infinity(), 1), (1e0, 2), (nan(), 3)) t(x, y)
---
"_col0","_col1","_col2","_col3","_col4"
"NaN","NaN","NaN","NaN","Infinity"

-- sums and means of intervals
SELECT sum(x), avg(x), sum(y), avg(y) FROM (VALUES (INTERVAL '1' DAY, INTERVAL '1' YEAR), (INTERVAL '2' HOUR, INTERVAL '3' MONTH)) t(x, y)
---
"_col0","_col1","_col2","_col3"
"1 02:00:00.000","0 13:00:00.000","1-3","0-8"

-- extremes of texts, dates and times
SELECT min(a), max(a), min(b), max(b), min(c), max(c), min(d), max(d) FROM (VALUES ('b', DATE '2020-01-01', TIMESTAMP '2020-01-01 00:00:00.000', true), ('B', DATE '2019-12-31', TIMESTAMP '2020-01-01 00:00:00.001', false), ('ä', NULL, NULL, NULL)) t(a, b, c, d)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"B","ä","2019-12-31","2020-01-01","2020-01-01 00:00:00.000","2020-01-01 00:00:00.001","false","true"

-- extremes of moments with zones
SELECT min(x), max(x) FROM (VALUES TIMESTAMP '2020-01-01 00:00:00.000 UTC', TIMESTAMP '2020-01-01 00:00:00.000 America/New_York') t(x)
---
"_col0","_col1"
"2020-01-01 00:00:00.000 UTC","2020-01-01 00:00:00.000 America/New_York"

-- extremes of arrays and rows
SELECT min(x), max(x), max(ROW(y, 'a')) FROM (VALUES (ARRAY[1, 2], 1), (ARRAY[1], 2)) t(x, y)
---
"_col0","_col1","_col2"
"[1]","[1, 2]","{2, a}"

-- NaN among extremes
SELECT max(x), min(x), max(x, 3), min(x, 3) FROM (VALUES nan(), 1e0, 2e0) t(x)
---
"_col0","_col1","_col2","_col3"
"2.0","1.0","[2.0, 1.0, NaN]","[1.0, 2.0, NaN]"

-- the greatest and the least few
SELECT max(x, 2), min(x, 2), max(y, 1), min(x, 10) FROM (VALUES (3, 'a'), (1, 'c'), (2, 'b'), (NULL, NULL)) t(x, y)
---
"_col0","_col1","_col2","_col3"
"[3, 2]","[1, 2]","[c]","[1, 2, 3]"

-- none of the greatest
SELECT max(x, 0) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: second argument of max/min must be positive

-- too many of the least
SELECT min(x, 10001) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: second argument of max/min must be less than or equal to 10000; found 10001

-- values by keys, where either is NULL
SELECT max_by(x, y), min_by(x, y) FROM (VALUES (1, 1), (NULL, 2), (3, NULL)) t(x, y)
---
"_col0","_col1"
,"1"

-- few values by keys
SELECT max_by(x, y, 2), min_by(x, y, 2), max_by(x, y, 10) FROM (VALUES (1, 'a'), (NULL, 'c'), (3, 'b'), (4, NULL)) t(x, y)
---
"_col0","_col1","_col2"
"[null, 3]","[1, 3]","[null, 3, 1]"

-- fewer than one value by a key
SELECT max_by(x, x, -1) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: third argument of max_by/min_by must be positive

-- rows and arrays by keys
SELECT max_by(ROW(x, y), x), min_by(ARRAY[x], x) FROM (VALUES (1, 'a'), (2, 'b')) t(x, y)
---
"_col0","_col1"
"{2, b}","[1]"

-- arrays keep NULL and follow their order
SELECT array_agg(x ORDER BY y DESC), array_agg(x ORDER BY x NULLS FIRST), array_agg(DISTINCT x ORDER BY x), array_agg(x ORDER BY y) FILTER (WHERE x IS NOT NULL) FROM (VALUES (1, 1), (NULL, 2), (1, 3), (0, 4)) t(x, y)
---
"_col0","_col1","_col2","_col3"
"[0, 1, null, 1]","[null, 0, 1, 1]","[0, 1, null]","[1, 1, 0]"

-- an order that is not among distinct arguments
SELECT array_agg(DISTINCT x ORDER BY y) FROM (VALUES (1, 2)) t(x, y)
---
error: EXPRESSION_NOT_IN_DISTINCT: line 1:38: For aggregate function with DISTINCT, ORDER BY expressions must appear in arguments

-- conditions
SELECT count(*) FILTER (WHERE x > 1), sum(x) FILTER (WHERE x > 5), count(DISTINCT x) FILTER (WHERE x < 3), bool_and(x > 0) FILTER (WHERE x > 1) FROM (VALUES 1, 1, 2, 3) t(x)
---
"_col0","_col1","_col2","_col3"
"2",,"2","true"

-- a condition that is no boolean
SELECT count(*) FILTER (WHERE x) FROM (VALUES 1) t(x)
---
error: TYPE_MISMATCH: line 1:31: Filter expression must evaluate to a boolean (actual: integer)

-- distinct values of any kind
SELECT count(DISTINCT x), sum(DISTINCT x), avg(DISTINCT x), count(DISTINCT y), count(DISTINCT ROW(x, y)), count(DISTINCT ARRAY[x]) FROM (VALUES (1, 'a'), (1, 'a'), (2, NULL), (NULL, 'b')) t(x, y)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2","3","1.5","2","3","3"

-- booleans
SELECT bool_and(x), every(x), bool_or(x), count_if(x), count_if(NOT x) FROM (VALUES true, NULL, false) t(x)
---
"_col0","_col1","_col2","_col3","_col4"
"false","false","true","1","1"

-- booleans where NULL is left out
SELECT bool_and(x), bool_or(NOT x) FROM (VALUES true, NULL) t(x)
---
"_col0","_col1"
"true","false"

-- bits
SELECT bitwise_and_agg(x), bitwise_or_agg(x), bitwise_and_agg(y), typeof(bitwise_or_agg(x)) FROM (VALUES (12, CAST(NULL AS bigint)), (10, NULL), (NULL, NULL)) t(x, y)
---
"_col0","_col1","_col2","_col3"
"8","14",,"bigint"

-- lists of texts
SELECT listagg(x, '|') WITHIN GROUP (ORDER BY x DESC), listagg(x) WITHIN GROUP (ORDER BY y), listagg(DISTINCT x, ', ') WITHIN GROUP (ORDER BY x) FROM (VALUES ('a', 3), ('b', 2), (NULL, 1), ('a', 4)) t(x, y)
---
"_col0","_col1","_col2"
"b|a|a","baa","a, b"

-- maps keep the first value and no NULL as a key
SELECT map_agg(k, v), multimap_agg(k, v), map_agg(v, k) FROM (VALUES (1, 'a'), (1, 'b'), (NULL, 'c'), (2, NULL)) t(k, v)
---
"_col0","_col1","_col2"
"{1=a, 2=null}","{1=[a, b], 2=[null]}","{a=1, b=1, c=null}"

-- maps of other keys and values
SELECT map_agg(ROW(k), ARRAY[v]), map_agg(CAST(k AS decimal(4,2)), DATE '2020-01-01'), multimap_agg(ARRAY[k], v) FROM (VALUES (1, 'a'), (2, 'b')) t(k, v)
---
"_col0","_col1","_col2"
"{{1}=[a], {2}=[b]}","{1.00=2020-01-01, 2.00=2020-01-01}","{[1]=[a], [2]=[b]}"

-- unions of maps
SELECT map_union(m) FROM (VALUES MAP(ARRAY['a', 'b'], ARRAY[1, 2]), NULL, MAP(ARRAY['b', 'c'], ARRAY[3, NULL])) t(m)
---
"_col0"
"{a=1, b=2, c=null}"

-- counts of values
SELECT histogram(x), histogram(y), histogram(z), histogram(x > 1) FROM (VALUES (1, 'a', 1.5), (2, 'a', 1.5), (2, NULL, NULL)) t(x, y, z)
---
"_col0","_col1","_col2","_col3"
"{1=1, 2=2}","{a=2}","{1.5=2}","{false=1, true=2}"

-- variances
SELECT stddev(x), stddev_samp(x), stddev_pop(x), variance(x), var_samp(x), var_pop(x) FROM (VALUES 1, 2, 4, NULL) t(x)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.5275252316519465","1.5275252316519465","1.247219128924647","2.333333333333333","2.333333333333333","1.5555555555555554"

-- variances of one value
SELECT stddev(x), var_samp(x), stddev_pop(x), var_pop(x), covar_samp(x, x), covar_pop(x, x), corr(x, x), regr_slope(x, x), regr_intercept(x, x) FROM (VALUES 5e0) t(x)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8"
,,"0.0","0.0",,"0.0",,,

-- variances of what is not finite
SELECT stddev(x), var_pop(x), covar_pop(x, y), var_samp(y) FROM (VALUES (infinity(), 1e0), (1e0, 2e0)) t(x, y)
---
"_col0","_col1","_col2","_col3"
"NaN","NaN","NaN","0.5"

-- correlation and regression
SELECT corr(y, x), covar_pop(y, x), covar_samp(y, x), regr_slope(y, x), regr_intercept(y, x) FROM (VALUES (2e0, 1e0), (4e0, 2e0), (5e0, 3e0), (NULL, 4e0)) t(y, x)
---
"_col0","_col1","_col2","_col3","_col4"
"0.9819805060619655","1.0","1.5","1.5","0.6666666666666665"

-- correlation of what does not vary
SELECT corr(y, x), regr_slope(y, x), regr_intercept(y, x) FROM (VALUES (2e0, 1e0), (4e0, 1e0)) t(y, x)
---
"_col0","_col1","_col2"
,,

-- integers correlate as reals
SELECT typeof(corr(x, x)), typeof(covar_pop(x, x)), typeof(regr_slope(x, x)), typeof(corr(x, 1e0)), typeof(stddev(x)), typeof(geometric_mean(CAST(x AS real))) FROM (VALUES 1, 2) t(x)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"real","real","real","double","double","real"

-- skewness and kurtosis
SELECT skewness(x), kurtosis(x), skewness(x) FILTER (WHERE x < 3), kurtosis(x) FILTER (WHERE x < 4) FROM (VALUES 1, 2, 3, 4, 10) t(x)
---
"_col0","_col1","_col2","_col3"
"1.1384199576606164","3.1519999999999992",,

-- skewness of what does not vary
SELECT skewness(x), kurtosis(x) FROM (VALUES 2, 2, 2, 2) t(x)
---
"_col0","_col1"
"NaN","NaN"

-- geometric means
SELECT geometric_mean(x), geometric_mean(x - 1), geometric_mean(-x), geometric_mean(CAST(x AS real)) FROM (VALUES 1e0, 2e0, 4e0) t(x)
---
"_col0","_col1","_col2","_col3"
"2.0","0.0","NaN","2.0"

-- percentiles of few values
SELECT approx_percentile(x, 0.0), approx_percentile(x, 0.25), approx_percentile(x, 0.5), approx_percentile(x, 0.75), approx_percentile(x, 1) FROM (VALUES 1, 2, 3, 4, NULL) t(x)
---
"_col0","_col1","_col2","_col3","_col4"
"1","2","3","4","4"

-- several percentiles
SELECT approx_percentile(x, ARRAY[0.5, 0.1, 0.9]), approx_percentile(x * 1.5, ARRAY[0.5]), approx_percentile(x, 3.0, 0.5), approx_percentile(x, x, ARRAY[0.5, 0.9]) FROM (VALUES 1, 2, 3, 4, 5) t(x)
---
"_col0","_col1","_col2","_col3"
"[3, 1, 5]","[4.5]","3","[4, 5]"

-- percentiles of reals
SELECT approx_percentile(x, 0.5), typeof(approx_percentile(x, 0.5)) FROM (VALUES REAL '1.5', REAL '2.5') t(x)
---
"_col0","_col1"
"2.5","real"

-- percentiles of many values
SELECT approx_percentile(x, 0.5) BETWEEN 499 AND 502, approx_percentile(x, 0.99) BETWEEN 988 AND 992, approx_percentile(x, 0.0), approx_percentile(x, 1.0) FROM UNNEST(sequence(1, 1000)) t(x)
---
"_col0","_col1","_col2","_col3"
"true","true","1","1000"

-- a percentile that is none
SELECT approx_percentile(x, 1.5) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Percentile must be between 0 and 1

-- counts of distinct values within an error
SELECT approx_distinct(x), approx_distinct(x, 0.01), approx_distinct(y) FROM (VALUES (1, 'a'), (1, 'b'), (NULL, NULL)) t(x, y)
---
"_col0","_col1","_col2"
"1","1","2"

-- an error that is too small
SELECT approx_distinct(x, 0.001) FROM (VALUES 1) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Max standard error must be in [0.0040625, 0.26]: 0.001

-- the most frequent
SELECT approx_most_frequent(3, x, 15), approx_most_frequent(2, y, 10) FROM (VALUES (1, 'a'), (2, 'a'), (1, 'b'), (3, 'a'), (1, 'b'), (2, 'c'), (4, NULL)) t(x, y)
---
"_col0","_col1"
"{1=3, 2=2, 3=1}","{a=3, b=2}"

-- histograms of numbers
SELECT numeric_histogram(20, x), numeric_histogram(2, x), numeric_histogram(3, x, 2e0) FROM (VALUES 1e0, 2e0, 10e0, 11e0, 12e0) t(x)
---
"_col0","_col1","_col2"
"{1.0=1.0, 2.0=1.0, 10.0=1.0, 11.0=1.0, 12.0=1.0}","{1.5=2.0, 11.0=3.0}","{1.5=4.0, 10.5=4.0, 12.0=2.0}"

-- a histogram of one bucket
SELECT numeric_histogram(1, x) FROM (VALUES 1e0) t(x)
---
error: INVALID_FUNCTION_ARGUMENT: numeric_histogram bucket count must be greater than one

-- no sum of texts
SELECT sum(x) FROM (VALUES 'a') t(x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(1)) for function sum. Expected: sum(bigint), sum(decimal(p,s)), sum(double), sum(interval day to second), sum(interval year to month), sum(real)

-- no mean of dates
SELECT avg(x) FROM (VALUES DATE '2020-01-01') t(x)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (date) for function avg. Expected: avg(bigint), avg(decimal(p,s)), avg(double), avg(interval day to second), avg(interval year to month), avg(real)

-- nested aggregations
SELECT sum(count(x)) FROM (VALUES 1) t(x)
---
error: NESTED_AGGREGATION: line 1:8: Cannot nest aggregations inside aggregation 'sum': [count(x)]

-- an aggregation in WHERE
SELECT x FROM (VALUES 1) t(x) WHERE sum(x) > 1
---
error: EXPRESSION_NOT_SCALAR: line 1:44: WHERE clause cannot contain aggregations, window functions or grouping operations: [sum(x)]

-- classifiers
SELECT learn_classifier(x, x) FROM (VALUES 1) t(x)
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support the function learn_classifier yet

-- reduction to one value
SELECT reduce_agg(x, 0, (a, b) -> a + b, (a, b) -> a + b) FROM (VALUES 1, 2, NULL, 4) t(x)
---
"_col0"
"7"

-- TRY around aggregations
SELECT y, try(sum(x) / count_if(x > 2)), try_cast(max(z) AS integer) FROM (VALUES (1, 1, 'a'), (3, 2, '7')) t(x, y, z) GROUP BY y ORDER BY y
---
"y","_col1","_col2"
"1",,
"2","3","7"

-- grouped by what is tried
SELECT try_cast(x AS integer) k, count(*) FROM (VALUES '1', 'a', 'b') t(x) GROUP BY try_cast(x AS integer) ORDER BY k
---
"k","_col1"
"1","1"
,"2"

-- FILTER around no aggregation
SELECT abs(x) FILTER (WHERE x > 1) FROM (VALUES 1) t(x)
---
error: FUNCTION_NOT_AGGREGATE: line 1:8: Filter is only valid for aggregation functions

-- DISTINCT in no aggregation
SELECT abs(DISTINCT x) FROM (VALUES 1) t(x)
---
error: FUNCTION_NOT_AGGREGATE: line 1:8: DISTINCT is not supported for non-aggregation functions

-- a sum of decimals of too many digits
SELECT sum(x) FROM (VALUES DECIMAL '99999999999999999999999999999999999999', DECIMAL '1') t(x)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- a mean of decimals whose sum has too many digits
SELECT avg(x), max(x) FROM (VALUES DECIMAL '99999999999999999999999999999999999999', DECIMAL '1') t(x)
---
"_col0","_col1"
"50000000000000000000000000000000000000","99999999999999999999999999999999999999"

-- maps have no order
SELECT max(m) FROM (VALUES MAP(ARRAY[1], ARRAY[2])) t(m)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (map(integer,integer)) for function max. Expected: max(T) T:orderable, max(T, bigint) T:orderable

-- nor has JSON
SELECT min_by(1, j) FROM (VALUES JSON '1') t(j)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer, json) for function min_by. Expected: min_by(V, K) V, K:orderable, min_by(V, K, bigint) V, K:orderable

-- checksums take NULL for a value, and no order
SELECT checksum(x) = checksum(x + 0), checksum(x) = checksum(y), checksum(x) FROM (VALUES (1, 3), (2, NULL), (NULL, 2)) t(x, y)
---
"_col0","_col1","_col2"
"true","false","ea 51 bc 7b 38 d9 08 d5"

-- checksums of kinds
SELECT checksum(a), checksum(b), checksum(c), checksum(d), checksum(e) FROM (VALUES ('a', 1e0, true, DATE '2020-01-01', DECIMAL '1.50')) t(a, b, c, d, e)
---
"_col0","_col1","_col2","_col3","_col4"
"fd ff aa cc 62 74 ab df","93 d5 17 38 a3 1f 49 d0","93 8f c3 0a b5 2d e5 d4","26 03 2b 83 33 38 42 6e","f7 0f 21 bf e1 68 22 4d"

-- a checksum of rows
SELECT checksum(ROW(x)) FROM (VALUES 1) t(x)
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support checksum of values of type row(integer)

-- sums of reals beyond reals
SELECT sum(x), avg(x), sum(-x) FROM (VALUES REAL '3.4028235e38', REAL '3.4028235e38') t(x)
---
"_col0","_col1","_col2"
"Infinity","3.4028235E38","-Infinity"

-- distinct values in the order in which they come
SELECT array_agg(DISTINCT x) FROM (VALUES 3, 1, 2, 1, NULL, 3) t(x)
---
"_col0"
"[3, 1, 2, null]"

-- texts that are too long together are cut
SELECT length(a), substr(a, -12), substr(b, -9) FROM (SELECT listagg(x, ';' ON OVERFLOW TRUNCATE '<more>' WITH COUNT) WITHIN GROUP (ORDER BY x) AS a, listagg(x ON OVERFLOW TRUNCATE WITHOUT COUNT) WITHIN GROUP (ORDER BY x) AS b FROM (SELECT rpad(CAST(i AS varchar), 1023, '.') AS x FROM UNNEST(sequence(1001, 2040)) AS u(i)) AS t) AS s
---
"_col0","_col1","_col2"
"1048586",".;<more>(16)","........."

-- and refused unless that is asked for
SELECT listagg(x, ';') WITHIN GROUP (ORDER BY x) FROM (SELECT rpad(CAST(i AS varchar), 1023, '.') AS x FROM UNNEST(sequence(1001, 2040)) AS u(i)) AS t
---
error: EXCEEDED_FUNCTION_MEMORY_LIMIT: Concatenated string has the length in bytes larger than the maximum output length 1048576

-- texts that fit are whole, and NULL among them is none
SELECT listagg(x, ', ' ON OVERFLOW TRUNCATE '~' WITH COUNT) WITHIN GROUP (ORDER BY x DESC), listagg(DISTINCT x, '' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY x) FROM (VALUES 'b', NULL, 'a', 'b') AS t(x)
---
"_col0","_col1"
"b, b, a","ab"

-- NaN is one key, and so are the zeros
SELECT cardinality(histogram(x)), cardinality(map_agg(x, 1)) FROM (VALUES nan(), nan(), 0.0, -0.0, NULL) t(x)
---
"_col0","_col1"
"2","2"

-- nothing counted is 0
SELECT y, count_if(x > 5), count_if(x > 1) FILTER (WHERE x < 0), count_if(DISTINCT x > 0) FROM (VALUES (1, 1), (9, 1), (NULL, 2)) t(x, y) GROUP BY y ORDER BY y
---
"y","_col1","_col2","_col3"
"1","1","0","1"
"2","0","0","0"

-- the first of extremes that are one instant in two zones
SELECT min(x), max(x), min(x, 1), max_by(y, x), min_by(y, x), max_by(y, x, 1), max(ARRAY[x]) FROM (VALUES (TIMESTAMP '2020-01-01 01:00 UTC', 1), (TIMESTAMP '2020-01-01 02:00 +01:00', 2), (TIMESTAMP '2020-01-01 00:00 -01:00', 3)) t (x, y)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"2020-01-01 01:00:00 UTC","2020-01-01 01:00:00 UTC","[2020-01-01 01:00:00 UTC]","1","1","[1]","[2020-01-01 01:00:00 UTC]"
