-- a short array by a comparator
SELECT array_sort(ARRAY[3, 1, NULL, 2], (x, y) -> IF(x IS NULL, 1, IF(y IS NULL, -1, IF(x < y, -1, IF(x = y, 0, 1)))))
---
"_col0"
"[1, 2, 3, null]"

-- long arrays by a comparator, down and up
SELECT array_sort(transform(sequence(1, 1000), x -> x * 7919 % 1009), (x, y) -> IF(x < y, -1, IF(x = y, 0, 1))) = array_sort(transform(sequence(1, 1000), x -> x * 7919 % 1009)), array_sort(sequence(1, 33), (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))) = sequence(33, 1, -1)
---
"_col0","_col1"
"true","true"

-- equal elements of a long array stay in their order
SELECT slice(array_sort(sequence(1, 40), (x, y) -> IF(x % 3 < y % 3, -1, IF(x % 3 = y % 3, 0, 1))), 10, 8)
---
"_col0"
"[30, 33, 36, 39, 1, 4, 7, 10]"

-- a comparator that never gives 0 loses nothing
SELECT cardinality(array_distinct(array_sort(transform(sequence(1, 100), x -> x * 7919 % 101), (x, y) -> IF(x < y, -1, 1))))
---
"_col0"
"100"

-- what a comparator may give, of a long array
SELECT array_sort(sequence(1, 100), (x, y) -> CAST(x - y AS integer))
---
error: INVALID_FUNCTION_ARGUMENT: Lambda comparator must return either -1, 0, or 1

-- nothing, and one
SELECT array_sort(CAST(NULL AS array(integer)), (x, y) -> 0), array_sort(ARRAY[], (x, y) -> 0), array_sort(ARRAY[7], (x, y) -> 5)
---
"_col0","_col1","_col2"
,"[]","[7]"

-- long arrays of several rows, with a column of the query in the comparator
SELECT k, slice(array_sort(a, (p, q) -> IF(p % k < q % k, -1, IF(p % k = q % k, 0, 1))), 1, 3) FROM (SELECT k, array_agg(i ORDER BY i) a FROM UNNEST(sequence(1, 70)) u(i), (VALUES 5, 7) v(k) GROUP BY k) ORDER BY k
---
"k","_col1"
"5","[5, 10, 15]"
"7","[7, 14, 21]"
