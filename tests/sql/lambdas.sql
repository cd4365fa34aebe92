-- transform makes another type
SELECT transform(ARRAY[1, NULL], x -> x * 1.5), typeof(transform(ARRAY[1], x -> CAST(x AS varchar))), transform(ARRAY[], x -> 1), transform(CAST(NULL AS array(integer)), x -> 1)
---
"_col0","_col1","_col2","_col3"
"[1.5, null]","array(varchar)","[]",

-- a lambda sees the columns around it
SELECT transform(a, x -> x + t.y) FROM (VALUES (ARRAY[1, 2], 10), (ARRAY[3], 20)) t (a, y)
---
"_col0"
"[11, 12]"
"[23]"

-- a lambda within a lambda sees both parameters, and may hide one
SELECT transform(ARRAY[ARRAY[1, 2], ARRAY[3]], x -> transform(x, y -> y + cardinality(x))), transform(ARRAY[1], x -> transform(ARRAY['a'], x -> x || 'b'))
---
"_col0","_col1"
"[[3, 4], [4]]","[[ab]]"

-- a parameter hides a column
SELECT transform(ARRAY[1, 2], X -> x * 10), x FROM (VALUES 5) t (x)
---
"_col0","x"
"[10, 20]","5"

-- the state of reduce widens to what its lambda gives
SELECT reduce(a, 0, (s, x) -> s + x, s -> s), typeof(reduce(a, 0, (s, x) -> s + x, s -> s)) FROM (VALUES ARRAY[BIGINT '1', 2], ARRAY[], NULL) t (a)
---
"_col0","_col1"
"3","bigint"
"0","bigint"
,"bigint"

-- reduce to text
SELECT reduce(ARRAY[1, 2, 3], '', (s, x) -> s || CAST(x AS varchar), s -> upper(s || 'x')), reduce(ARRAY[1, NULL], 0, (s, x) -> s + x, s -> s)
---
"_col0","_col1"
"123X",

-- reduce in bigint
SELECT reduce(ARRAY[2147483647, 1], BIGINT '0', (s, x) -> s + x, s -> s)
---
"_col0"
"2147483648"

-- an integer state overflows
SELECT reduce(ARRAY[2147483647, 1], 0, (s, x) -> s + x, s -> s)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1

-- TRY inside and outside of a lambda
SELECT transform(ARRAY[1, 0], x -> TRY(1 / x)), TRY(transform(ARRAY[1, 0], x -> 1 / x))
---
"_col0","_col1"
"[1, null]",

-- an error inside of a lambda
SELECT transform(ARRAY[1, 0], x -> 1 / x)
---
error: DIVISION_BY_ZERO: Division by zero

-- as many parameters as the function gives
SELECT transform(ARRAY[1], (x, y) -> x)
---
error: INVALID_PARAMETER_USAGE: line 1:28: Expected a lambda that takes 1 argument(s) but got 2

-- no aggregation in a lambda
SELECT transform(ARRAY[1], x -> sum(x))
---
error: EXPRESSION_NOT_SCALAR: line 1:33: Lambda expression cannot contain aggregations, window functions or grouping operations: [sum(x)]

-- no subquery in a lambda
SELECT transform(ARRAY[1], x -> x + (SELECT 1))
---
error: NOT_SUPPORTED: line 1:45: Lambda expression cannot contain subqueries

-- a grouped column in a lambda
SELECT y, transform(array_agg(x ORDER BY x), e -> e + y) FROM (VALUES (1, 2), (3, 2)) t (x, y) GROUP BY y
---
"y","_col1"
"2","[3, 5]"

-- grouped by a lambda's function
SELECT filter(a, e -> e > 1), count(*) FROM (VALUES ARRAY[1, 2], ARRAY[2]) t (a) GROUP BY filter(a, x -> x > 1)
---
"_col0","_col1"
"[2]","2"

-- a filter's condition is boolean or NULL
SELECT filter(ARRAY[1, 2, NULL], x -> x > 1), filter(ARRAY[1, NULL], x -> x IS NULL), filter(ARRAY[1, 2], x -> CAST(NULL AS boolean))
---
"_col0","_col1","_col2"
"[2]","[null]","[]"
