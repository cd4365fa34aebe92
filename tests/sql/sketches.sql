-- distinct values in a sketch, merged with another
SELECT cardinality(approx_set(x)), cardinality(approx_set(CAST(x AS varchar))), cardinality(approx_set(x * 0.25)), cardinality(merge(h)) FROM (SELECT x, approx_set(y) AS h FROM (VALUES (1, 'a'), (1, 'b'), (2, 'b'), (3, NULL)) AS t(x, y) GROUP BY x) AS s
---
"_col0","_col1","_col2","_col3"
"3","3","3","2"

-- a sketch is bytes, of nothing it is empty, of no values it is NULL
SELECT empty_approx_set(), cardinality(empty_approx_set()), approx_set(x), typeof(empty_approx_set()), merge(CAST(h AS HyperLogLog)) FROM (VALUES (CAST(NULL AS bigint), X'020c0000')) AS t(x, h)
---
"_col0","_col1","_col2","_col3","_col4"
"02 0c 00 00","0",,"HyperLogLog","02 0c 00 00"

-- stored as varbinary
SELECT cardinality(CAST(CAST(approx_set(x) AS varbinary) AS HyperLogLog)), cardinality(CAST(approx_set(x) AS P4HyperLogLog)), length(CAST(CAST(approx_set(x) AS P4HyperLogLog) AS varbinary)) FROM UNNEST(sequence(1, 40)) AS t(x)
---
"_col0","_col1","_col2"
"40","40","2053"

-- many are counted with an error of a few percent
SELECT abs(cardinality(approx_set(x)) - 20000) < 1000, abs(cardinality(merge(h)) - 20000) < 1000 FROM (SELECT x, approx_set(x) OVER () AS h FROM UNNEST(sequence(1, 10000)) AS t(x) LIMIT 0) AS s RIGHT JOIN (VALUES 1) AS o(k) ON true
---
"_col0","_col1"
,

-- no order, no sum
SELECT max(h) FROM (SELECT approx_set(1) AS h) AS t
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (HyperLogLog) for function max. Expected: max(T) T:orderable, max(T, bigint) T:orderable

-- sets and what they have in common
SELECT intersection_cardinality(a, b), jaccard_index(a, b), cardinality(a), hash_counts(c) FROM (SELECT make_set_digest(x) AS a, make_set_digest(y) AS b, make_set_digest(IF(x = 2, x)) AS c FROM (VALUES (1, 5), (2, 2), (3, 3), (2, 7)) AS t(x, y)) AS s
---
"_col0","_col1","_col2","_col3"
"2","0.3333333333333333","3","{-2447670524089286488=2}"

-- sets merged
SELECT cardinality(merge_set_digest(d)), hash_counts(merge_set_digest(d)) FROM (SELECT make_set_digest(x) AS d FROM (VALUES (1, 2), (2, 2), (3, 1)) AS t(k, x) GROUP BY k) AS s
---
"_col0","_col1"
"2","{-2447670524089286488=2, 19144387141682250=1}"

-- texts in a set, and the set as bytes again
SELECT cardinality(CAST(CAST(make_set_digest(w) AS varbinary) AS setdigest)), typeof(make_set_digest(w)) FROM (VALUES 'one', 'two', NULL, 'one') AS t(w)
---
"_col0","_col1"
"2","SetDigest"

-- quantiles of a t-digest
SELECT value_at_quantile(d, 0.5), values_at_quantiles(d, ARRAY[0.0, 0.5, 1.0]), typeof(d), value_at_quantile(CAST(CAST(d AS varbinary) AS tdigest), 0.9) FROM (SELECT tdigest_agg(x) AS d FROM (VALUES 5, 1, 4, 2, 3) AS t(x)) AS s
---
"_col0","_col1","_col2","_col3"
"3.0","[1.0, 3.0, 5.0]","tdigest","5.0"

-- t-digests with weights, merged
SELECT value_at_quantile(merge(d), 0.5), merge(IF(k > 2, d)) FROM (SELECT k, tdigest_agg(x, w) AS d FROM (VALUES (1, 10, 1), (1, 20, 1), (2, 30, 6)) AS t(k, x, w) GROUP BY k) AS s
---
"_col0","_col1"
"26.666666666666664",

-- a weight below one
SELECT tdigest_agg(x, 0.5) FROM (VALUES 1) AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: weight must be >= 1, was 0.5

-- quantiles that are not in order
SELECT values_at_quantiles(tdigest_agg(x), ARRAY[0.9, 0.1]) FROM (VALUES 1) AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: percentiles must be sorted in increasing order

-- quantiles of a quantile digest
SELECT value_at_quantile(d, 0.5), values_at_quantiles(d, ARRAY[0.0, 0.5, 1.0]), typeof(d), value_at_quantile(e, 0.1), value_at_quantile(f, 0.9), typeof(f) FROM (SELECT qdigest_agg(x) AS d, qdigest_agg(-x * 0.5) AS e, qdigest_agg(CAST(x AS real)) AS f FROM (VALUES 5, 1, 4, 2, 3) AS t(x)) AS s
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"3","[1, 3, 5]","qdigest(bigint)","-2.5","5.0","qdigest(real)"

-- quantile digests merged, with weights, as bytes
SELECT value_at_quantile(merge(d), 0.5), value_at_quantile(merge(CAST(CAST(d AS varbinary) AS qdigest(bigint))), 0.1) FROM (SELECT qdigest_agg(x, w) AS d FROM (VALUES (1, 10, 1), (1, 20, 1), (2, 30, 6)) AS t(k, x, w) GROUP BY k) AS s
---
"_col0","_col1"
"30","10"

-- an accuracy that is none
SELECT qdigest_agg(x, 1, 1.5) FROM (VALUES 1) AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Percentile accuracy must be exclusively between 0 and 1, was 1.5

-- a weight of nothing
SELECT qdigest_agg(x, 0) FROM (VALUES 1) AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Percentile weight must be > 0, was 0

-- a percentile of an accuracy
SELECT approx_percentile(x, 1, 0.5, 0.01), approx_percentile(x * 0.5, 2, 0.0, 0.01), approx_percentile(CAST(x AS real), 1, 1.0, 0.01) FROM (VALUES 7, 3, 5, NULL) AS t(x)
---
"_col0","_col1","_col2"
"5","1.5","7.0"

-- an accuracy that a percentile cannot have
SELECT approx_percentile(x, 1, 0.5, 1.0) FROM (VALUES 7) AS t(x)
---
error: INVALID_FUNCTION_ARGUMENT: Percentile accuracy must be strictly between 0 and 1

-- sketches are not compared
SELECT empty_approx_set() = empty_approx_set()
---
error: TYPE_MISMATCH: line 1:27: Cannot apply operator: HyperLogLog = HyperLogLog
