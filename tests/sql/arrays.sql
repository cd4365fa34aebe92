-- contains has three values
SELECT contains(ARRAY[1,2,NULL], 1), contains(ARRAY[1,2], 3), contains(ARRAY[1,NULL], 3), contains(ARRAY[1], NULL), contains(CAST(NULL AS array(integer)), 1), contains(ARRAY[nan()], nan()), contains(ARRAY[], 1), contains(ARRAY['a'], 'abc')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"true","false",,,,"false","false","false"

-- contains converts numbers
SELECT contains(ARRAY[1, 2], 2.0), contains(ARRAY[1.5], 2), contains(ARRAY[BIGINT '3'], 3)
---
"_col0","_col1","_col2"
"true","false","true"

-- contains of text and a number
SELECT contains(ARRAY['a'], 1)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(varchar(1)), integer) for function contains. Expected: contains(array(T), T) T:comparable, contains(varchar, ipaddress)

-- contains of arrays and rows
SELECT contains(ARRAY[ARRAY[1,2]], ARRAY[1,2]), contains(ARRAY[ARRAY[1,2], NULL], ARRAY[3]), contains(ARRAY[ROW(1,'a')], ROW(1,'a'))
---
"_col0","_col1","_col2"
"true",,"true"

-- contains of arrays with NULL within
SELECT contains(ARRAY[ARRAY[1,NULL]], ARRAY[1,2])
---
error: NOT_SUPPORTED: contains does not support arrays with elements that are null or contain null

-- array_position
SELECT array_position(ARRAY[1,NULL,3], 3), array_position(ARRAY[1,2], 5), array_position(ARRAY[NULL, 1], NULL), array_position(ARRAY[nan(), 1], nan()), array_position(ARRAY[ARRAY[1],ARRAY[2]], ARRAY[2]), typeof(array_position(ARRAY['a'], 'a'))
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"3","0",,"0","2","bigint"

-- array_remove
SELECT array_remove(ARRAY['a',NULL,'b'], 'a'), array_remove(ARRAY[1,2], NULL), array_remove(ARRAY[ARRAY[1],ARRAY[2]], ARRAY[2]), array_remove(ARRAY[nan(), 1], nan()), array_remove(ARRAY[], 1)
---
"_col0","_col1","_col2","_col3","_col4"
"[null, b]",,"[[1]]","[NaN, 1.0]","[]"

-- array_remove of arrays with NULL within
SELECT array_remove(ARRAY[ARRAY[1, NULL]], ARRAY[1, 2])
---
error: NOT_SUPPORTED: array_remove does not support arrays with elements that are null or contain null

-- array_join of every type
SELECT array_join(ARRAY[1.5, 2, NULL], ','), array_join(ARRAY[true,false], ' '), array_join(ARRAY[DATE '2020-01-01'], ','), array_join(ARRAY[TIMESTAMP '2020-01-01 10:00:00.123'], ','), array_join(ARRAY[DECIMAL '1.50', DECIMAL '2.25'], '/'), array_join(sequence(1, 3), '')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.5E0,2.0E0","true false","2020-01-01","2020-01-01 10:00:00.123","1.50/2.25","123"

-- array_join and NULL
SELECT array_join(ARRAY[NULL], ','), array_join(ARRAY[], ','), array_join(ARRAY['a'], NULL), array_join(CAST(NULL AS array(varchar)), ','), array_join(ARRAY['a', NULL], ',', NULL), array_join(ARRAY[NULL, 'a', NULL], ',', '?'), array_join(ARRAY[NULL, 1, NULL], ',', '-'), array_join(ARRAY['', NULL, ''], ',')
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"","",,,,"?,a,?","-,1,-",","

-- array_join with a delimiter that is no constant
SELECT array_join(ARRAY['a','b'], d) FROM (VALUES '-', '', ', ') t(d)
---
"_col0"
"a-b"
"ab"
"a, b"

-- array_max and array_min
SELECT array_max(ARRAY[nan(), 1e0]), array_max(ARRAY[nan()]), array_min(ARRAY[nan(), 1e0]), array_max(ARRAY[1, NULL]), array_max(ARRAY[]), array_max(ARRAY['b','a']), array_max(ARRAY[ARRAY[1],ARRAY[2]]), array_min(CAST(NULL AS array(integer))), array_min(ARRAY[3, -1, 2]), array_max(ARRAY[DATE '2020-01-01', DATE '2021-01-01'])
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"1.0","NaN","1.0",,,"b","[2]",,"-1","2021-01-01"

-- no greatest of maps
SELECT array_max(ARRAY[MAP(ARRAY[1],ARRAY[2])])
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(map(integer,integer))) for function array_max. Expected: array_max(array(T)) T:orderable

-- array_sort has NULL last and NaN before it
SELECT array_sort(ARRAY['b',NULL,'a']), array_sort(ARRAY[2e0, nan(), NULL, -1e0]), array_sort(ARRAY[]), array_sort(ARRAY[ROW(2,'a'), ROW(1,'b')]), array_sort(ARRAY[true, false]), array_sort(ARRAY['b', 'B', 'a', 'ä'])
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"[a, b, null]","[-1.0, 2.0, NaN, null]","[]","[{1, b}, {2, a}]","[false, true]","[B, a, b, ä]"

-- array_sort of moments with zones
SELECT array_sort(ARRAY[TIMESTAMP '2020-01-01 10:00:00 +05:00', TIMESTAMP '2020-01-01 08:00:00 UTC', NULL, TIMESTAMP '2020-01-01 01:00:00 UTC'])
---
"_col0"
"[2020-01-01 01:00:00 UTC, 2020-01-01 10:00:00 +05:00, 2020-01-01 08:00:00 UTC, null]"

-- array_sort with a comparator
SELECT array_sort(ARRAY[3, 2, 5, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), array_sort(ARRAY['bc', 'ab', 'dc'], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), array_sort(ARRAY[3, 2, null, 5, null, 1, 2], (x, y) -> CASE WHEN x IS NULL THEN -1 WHEN y IS NULL THEN 1 WHEN x < y THEN 1 WHEN x = y THEN 0 ELSE -1 END), array_sort(ARRAY['a', 'abcd', 'abc'], (x, y) -> IF(length(x) < length(y), -1, IF(length(x) = length(y), 0, 1))), array_sort(ARRAY[5], (x, y) -> 7)
---
"_col0","_col1","_col2","_col3","_col4"
"[5, 3, 2, 2, 1]","[dc, bc, ab]","[null, null, 5, 3, 2, 2, 1]","[a, abc, abcd]","[5]"

-- array_sort with a comparator that keeps the order of what is equal
SELECT array_sort(ARRAY[ARRAY[2, 3, 1], ARRAY[4, 2, 1, 4], ARRAY[1, 2], ARRAY[7, 8]], (x, y) -> IF(cardinality(x) < cardinality(y), -1, IF(cardinality(x) = cardinality(y), 0, 1)))
---
"_col0"
"[[1, 2], [7, 8], [2, 3, 1], [4, 2, 1, 4]]"

-- a comparator that contradicts itself
SELECT array_sort(ARRAY[ROW('a',2), ROW('b',2), ROW('c',1)], (x, y) -> IF(x[2] < y[2], 1, -1))
---
"_col0"
"[{b, 2}, {a, 2}, {c, 1}]"

-- a comparator of other numbers
SELECT array_sort(ARRAY[1,2], (x, y) -> x - y * 5)
---
error: INVALID_FUNCTION_ARGUMENT: Lambda comparator must return either -1, 0, or 1

-- a comparator of NULL
SELECT array_sort(ARRAY[1,2], (x, y) -> CAST(NULL AS integer))
---
error: INVALID_FUNCTION_ARGUMENT: Lambda comparator must return either -1, 0, or 1

-- array_distinct keeps the first of each
SELECT array_distinct(ARRAY['b','a',NULL,'b',NULL]), array_distinct(ARRAY[nan(),nan()]), array_distinct(ARRAY[ARRAY[1],ARRAY[1],NULL]), array_distinct(ARRAY[]), array_distinct(ARRAY[3, 1, 2, 3, 1])
---
"_col0","_col1","_col2","_col3","_col4"
"[b, a, null]","[NaN]","[[1], null]","[]","[3, 1, 2]"

-- array_distinct of moments
SELECT array_distinct(ARRAY[TIMESTAMP '2020-01-01 10:00:00 +05:00',TIMESTAMP '2020-01-01 05:00:00 UTC'])
---
"_col0"
"[2020-01-01 10:00:00 +05:00]"

-- array_intersect, in the order of the longer
SELECT array_intersect(ARRAY[1,2,2,NULL], ARRAY[2,NULL,NULL]), array_intersect(ARRAY[5,1], ARRAY[1,5,9]), array_intersect(ARRAY[1], ARRAY[]), array_intersect(ARRAY[3, 1], ARRAY[1, 3]), array_intersect(ARRAY[1], NULL)
---
"_col0","_col1","_col2","_col3","_col4"
"[2, null]","[1, 5]","[]","[3, 1]",

-- array_union and array_except
SELECT array_union(ARRAY[1,2],ARRAY[2.5]), array_union(ARRAY[2, NULL, 2], ARRAY[NULL, 1]), array_except(ARRAY[1,2,2,NULL], ARRAY[NULL]), array_except(ARRAY[3, 1, 3], ARRAY[]), array_union(NULL, ARRAY[1]), array_except(ARRAY[1], NULL), array_except(NULL, ARRAY[1])
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"[1.0, 2.0, 2.5]","[2, null, 1]","[1, 2]","[3, 1]",,,

-- arrays_overlap has three values
SELECT arrays_overlap(ARRAY[1,2],ARRAY[2]), arrays_overlap(ARRAY[1,NULL],ARRAY[2]), arrays_overlap(ARRAY[1],ARRAY[]), arrays_overlap(ARRAY[NULL],ARRAY[NULL]), arrays_overlap(ARRAY[1],ARRAY[2]), arrays_overlap(ARRAY[1, NULL], ARRAY[NULL, 1]), arrays_overlap(NULL, ARRAY[1])
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true",,"false",,"false","true",

-- contains_sequence
SELECT contains_sequence(ARRAY[1,2,3,4], ARRAY[2,3]), contains_sequence(ARRAY[1,2,3], ARRAY[3,2]), contains_sequence(ARRAY[1], ARRAY[]), contains_sequence(ARRAY[1,NULL], ARRAY[NULL]), contains_sequence(ARRAY[], ARRAY[1]), contains_sequence(ARRAY[1, 2, 3], ARRAY[1, 3]), contains_sequence(NULL, ARRAY[1])
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","false","true","true","false","false",

-- array_histogram
SELECT array_histogram(ARRAY[42, 7, 42, NULL]), array_histogram(ARRAY[]), array_histogram(CAST(NULL AS array(integer))), typeof(array_histogram(ARRAY['a']))
---
"_col0","_col1","_col2","_col3"
"{7=1, 42=2}","{}",,"map(varchar(1), bigint)"

-- slice
SELECT slice(ARRAY[1,2,3,4], 2, 2), slice(ARRAY[1,2,3], -2, 5), slice(ARRAY[1,2,3], 5, 1), slice(ARRAY[1,2,3], -5, 2), slice(ARRAY[], 1, 1), slice(ARRAY[1,2], 1, 9223372036854775807), slice(ARRAY[1, 2], 1, 0), slice(ARRAY[1], NULL, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"[2, 3]","[2, 3]","[]","[]","[]","[1, 2]","[]",

-- slice from 0
SELECT slice(ARRAY[1], 0, 1)
---
error: INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1

-- slice of a negative length
SELECT slice(ARRAY[1], 1, -1)
---
error: INVALID_FUNCTION_ARGUMENT: length must be greater than or equal to 0

-- trim_array
SELECT trim_array(ARRAY[1,2,3], 0), trim_array(ARRAY[1,2,3], 3), trim_array(ARRAY[1, 2, 3, 4], 2)
---
"_col0","_col1","_col2"
"[1, 2, 3]","[]","[1, 2]"

-- trim_array of more than there are
SELECT trim_array(ARRAY[1,2,3], 4)
---
error: INVALID_FUNCTION_ARGUMENT: size must not exceed array cardinality 3: 4

-- trim_array of a negative number
SELECT trim_array(ARRAY[1,2,3], -1)
---
error: INVALID_FUNCTION_ARGUMENT: size must not be negative: -1

-- ngrams
SELECT ngrams(ARRAY['foo','bar','baz','foo'], 2), ngrams(ARRAY['foo','bar'], 5), ngrams(ARRAY[1], 1), ngrams(ARRAY[], 2), ngrams(ARRAY[1, 2, 3, 4], 3)
---
"_col0","_col1","_col2","_col3","_col4"
"[[foo, bar], [bar, baz], [baz, foo]]","[[foo, bar]]","[[1]]","[[]]","[[1, 2, 3], [2, 3, 4]]"

-- ngrams of nothing
SELECT ngrams(ARRAY[1], 0)
---
error: INVALID_FUNCTION_ARGUMENT: N must be positive

-- combinations
SELECT combinations(ARRAY['foo','bar','baz'], 2), combinations(ARRAY[1,2,2], 2), combinations(ARRAY[1,2], 3), combinations(ARRAY[1,2], 0), combinations(ARRAY[1,2,3,4], 3)
---
"_col0","_col1","_col2","_col3","_col4"
"[[foo, bar], [foo, baz], [bar, baz]]","[[1, 2], [1, 2], [2, 2]]","[]","[[]]","[[1, 2, 3], [1, 2, 4], [1, 3, 4], [2, 3, 4]]"

-- combinations of four
SELECT combinations(ARRAY[1, 2, 3, 4], 2)
---
"_col0"
"[[1, 2], [1, 3], [2, 3], [1, 4], [2, 4], [3, 4]]"

-- combinations of too many
SELECT combinations(ARRAY[1], 6)
---
error: INVALID_FUNCTION_ARGUMENT: combination size must not exceed 5: 6

-- combinations of a negative number
SELECT combinations(ARRAY[1], -1)
---
error: INVALID_FUNCTION_ARGUMENT: combination size must not be negative: -1

-- repeat
SELECT repeat('a', 3), repeat(NULL, 1), repeat(1, 0), typeof(repeat('a',1)), repeat(1, NULL), repeat(ARRAY[1], 2)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"[a, a, a]","[null]","[]","array(varchar(1))",,"[[1], [1]]"

-- repeat of a negative number
SELECT repeat(1, -1)
---
error: INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0

-- repeat of too many
SELECT repeat(1, 100001)
---
error: INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 100000

-- reverse, flatten, shuffle
SELECT reverse(ARRAY[1,2]), reverse('abc'), flatten(ARRAY[ARRAY[1,2],ARRAY[],ARRAY[NULL,3]]), flatten(ARRAY[]), cardinality(shuffle(ARRAY[1,2,3])), flatten(ARRAY[NULL, ARRAY[4]]), array_sort(shuffle(ARRAY[3, 1, 2]))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"[2, 1]","cba","[1, 2, null, 3]","[]","3","[4]","[1, 2, 3]"

-- arrays put together
SELECT ARRAY[1] || ARRAY[2], ARRAY[1] || 2, 0 || ARRAY[1], ARRAY[1,2] || ARRAY[1.5], ARRAY[ARRAY[1]] || ARRAY[2], ARRAY['a'] || 'bcd', concat(ARRAY[1], ARRAY[2], ARRAY[3]), ARRAY[1] || CAST(NULL AS integer), ARRAY[1] || CAST(NULL AS array(integer)), ARRAY[] || 1
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"[1, 2]","[1, 2]","[0, 1]","[1.0, 2.0, 1.5]","[[1], [2]]","[a, bcd]","[1, 2, 3]",,,"[1]"

-- an array and text
SELECT ARRAY[1] || 'a'
---
error: FUNCTION_NOT_FOUND: line 1:17: Unexpected parameters (array(integer), varchar(1)) for function concat. Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)

-- zip
SELECT zip(ARRAY[1,2],ARRAY['a']), zip(ARRAY[1],ARRAY['a'],ARRAY[NULL,2]), typeof(zip(ARRAY[1],ARRAY['a'])), zip(ARRAY[1], CAST(NULL AS array(integer))), zip(ARRAY[], ARRAY[1])
---
"_col0","_col1","_col2","_col3","_col4"
"[{1, a}, {2, null}]","[{1, a, null}, {null, null, 2}]","array(row(integer, varchar(1)))",,"[{null, 1}]"

-- sequence of numbers
SELECT sequence(1, 5), sequence(5, 1), sequence(1, 10, 3), sequence(10, 1, -4), sequence(-5, 5, 5), sequence(3, 3), typeof(sequence(1,2)), sequence(NULL, 1)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"[1, 2, 3, 4, 5]","[5, 4, 3, 2, 1]","[1, 4, 7, 10]","[10, 6, 2]","[-5, 0, 5]","[3]","array(bigint)",

-- sequence with a step of 0
SELECT sequence(1, 5, 0)
---
error: INVALID_FUNCTION_ARGUMENT: step must not be zero

-- sequence in the wrong direction
SELECT sequence(1, 5, -1)
---
error: INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start

-- sequence of too many
SELECT sequence(1, 10001)
---
error: INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries

-- sequence of as many as there may be
SELECT cardinality(sequence(1, 10000)), cardinality(sequence(0, 9999)), cardinality(sequence(1, 30000, 3))
---
"_col0","_col1","_col2"
"10000","10000","10000"

-- sequence of dates
SELECT sequence(DATE '2020-01-01', DATE '2020-01-03'), sequence(DATE '2020-01-03', DATE '2020-01-01'), sequence(DATE '2020-01-01', DATE '2020-01-10', INTERVAL '3' DAY), sequence(DATE '2020-01-31', DATE '2020-05-01', INTERVAL '1' MONTH), sequence(DATE '2020-01-01', DATE '2022-01-01', INTERVAL '1' YEAR)
---
"_col0","_col1","_col2","_col3","_col4"
"[2020-01-01, 2020-01-02, 2020-01-03]","[2020-01-03, 2020-01-02, 2020-01-01]","[2020-01-01, 2020-01-04, 2020-01-07, 2020-01-10]","[2020-01-31, 2020-02-29, 2020-03-31, 2020-04-30]","[2020-01-01, 2021-01-01, 2022-01-01]"

-- sequence of dates by hours
SELECT sequence(DATE '2020-01-01', DATE '2020-01-03', INTERVAL '1' HOUR)
---
error: INVALID_FUNCTION_ARGUMENT: sequence step must be a day interval if start and end values are dates

-- sequence of timestamps
SELECT sequence(TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-01-01 12:00:00', INTERVAL '5' HOUR), sequence(TIMESTAMP '2020-01-01 00:00:00', TIMESTAMP '2020-04-01 12:00:00', INTERVAL '2' MONTH), typeof(sequence(TIMESTAMP '2020-01-01 00:00:00.000', TIMESTAMP '2020-01-01 12:00:00', INTERVAL '5' HOUR))
---
"_col0","_col1","_col2"
"[2020-01-01 00:00:00, 2020-01-01 05:00:00, 2020-01-01 10:00:00]","[2020-01-01 00:00:00, 2020-03-01 00:00:00]","array(timestamp(3))"

-- days without gaps
SELECT d, count(x) FROM UNNEST(sequence(DATE '2020-01-01', DATE '2020-01-03', INTERVAL '1' DAY)) AS t(d) LEFT JOIN (VALUES (DATE '2020-01-02', 1)) v (e, x) ON d = e GROUP BY d ORDER BY d
---
"d","_col1"
"2020-01-01","0"
"2020-01-02","1"
"2020-01-03","0"

-- subscripts
SELECT ARRAY[1,2][1], ARRAY[ARRAY[1],ARRAY[2,3]][2][2], a[i], ARRAY[1, NULL][2], TRY(a[9]), CAST(NULL AS array(integer))[1] FROM (VALUES (ARRAY['x', 'y'], 2)) t (a, i)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1","3","y",,,

-- subscript past the end
SELECT a[3] FROM (VALUES ARRAY[1, 2]) t (a)
---
error: INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: 3 > 2

-- subscript 0
SELECT ARRAY[1,2][0]
---
error: INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1

-- subscript below 0
SELECT ARRAY[1,2][-1]
---
error: INVALID_FUNCTION_ARGUMENT: Array subscript is negative: -1

-- subscript by text
SELECT ARRAY[1]['a']
---
error: TYPE_MISMATCH: line 1:8: Cannot use varchar(1) for subscript of array(integer)

-- element_at
SELECT element_at(ARRAY[1,2], 3), element_at(ARRAY[1,2], -2), element_at(ARRAY[1,2], -3), element_at(ARRAY['a', 'b'], 2), element_at(ARRAY[1], NULL)
---
"_col0","_col1","_col2","_col3","_col4"
,"1",,"b",

-- element_at 0
SELECT element_at(ARRAY[1,2], 0)
---
error: INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1

-- cardinality
SELECT cardinality(ARRAY[]), cardinality(ARRAY[NULL]), cardinality(CAST(NULL AS array(bigint))), typeof(cardinality(ARRAY[1]))
---
"_col0","_col1","_col2","_col3"
"0","1",,"bigint"

-- arrays of many types
SELECT ARRAY[1, 2.5], ARRAY[], ARRAY[NULL, NULL], ARRAY[DATE '2020-01-01', TIMESTAMP '2020-01-01 01:00:00'], ARRAY['a', 'bcd'], ARRAY[ARRAY[1], ARRAY[2.5]], ARRAY[ROW(1, 'a'), ROW(2, NULL)], ARRAY[MAP(ARRAY['k'], ARRAY[1])]
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"[1.0, 2.5]","[]","[null, null]","[2020-01-01 00:00:00, 2020-01-01 01:00:00]","[a, bcd]","[[1.0], [2.5]]","[{1, a}, {2, null}]","[{k=1}]"

-- types of arrays
SELECT typeof(ARRAY[]), typeof(ARRAY[NULL]), typeof(ARRAY[1, 2.5]), typeof(ARRAY['a', 'bcd']), typeof(ARRAY[1, BIGINT '2']), typeof(ARRAY[ARRAY[]]), typeof(ARRAY[DECIMAL '1.5', 1])
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"array(unknown)","array(unknown)","array(double)","array(varchar(3))","array(bigint)","array(array(unknown))","array(decimal(11,1))"

-- elements without a common type
SELECT ARRAY[1, 'a']
---
error: TYPE_MISMATCH: line 1:17: All ARRAY elements must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]

-- moments with zones in arrays
SELECT ARRAY[TIMESTAMP '2020-01-01 10:00:00.000 +05:00'], element_at(ARRAY[TIMESTAMP '2020-01-01 10:00:00.000 UTC'], 1), array_max(ARRAY[TIMESTAMP '2020-01-01 10:00:00 +05:00', TIMESTAMP '2020-01-01 06:00:00 UTC'])
---
"_col0","_col1","_col2"
"[2020-01-01 10:00:00.000 +05:00]","2020-01-01 10:00:00.000 UTC","2020-01-01 06:00:00 UTC"

-- nested arrays flattened and unnested
WITH dataset AS (SELECT 'engineering' AS department, ARRAY['Sharon', 'John', 'Bob', 'Sally'] AS users)
SELECT department, names FROM dataset CROSS JOIN UNNEST(users) AS t (names)
---
"department","names"
"engineering","Sharon"
"engineering","John"
"engineering","Bob"
"engineering","Sally"

-- arrays sorted after flattening
WITH dataset AS (SELECT ARRAY[3,1,2,5,2,3,6,3,4,5] AS items)
SELECT array_sort(array_agg(distinct i)) AS array_items FROM dataset CROSS JOIN UNNEST(items) AS t (i)
---
"array_items"
"[1, 2, 3, 4, 5, 6]"

-- key words found by regexp in arrays
WITH dataset AS (SELECT 'mobile.aws.amazon.com' AS hostname, ARRAY['mobile', 'com'] AS parts)
SELECT hostname, filter(parts, p -> hostname LIKE p || '%') FROM dataset
---
"hostname","_col1"
"mobile.aws.amazon.com","[mobile]"

-- several lambdas in one
SELECT array_join(transform(filter(split('b,,a,c', ','), x -> x <> ''), x -> upper(x)), '|'), reduce(transform(sequence(1, 5), x -> x * x), 0, (s, x) -> s + x, s -> s)
---
"_col0","_col1"
"B|A|C","55"

-- aggregates of arrays
SELECT array_agg(DISTINCT x ORDER BY x), array_sort(array_agg(y), (a, b) -> IF(a > b, -1, IF(a < b, 1, 0))), cardinality(array_agg(x)) FROM (VALUES (2, 'a'), (1, 'b'), (2, 'c')) t (x, y)
---
"_col0","_col1","_col2"
"[1, 2]","[c, b, a]","3"

-- arrays as keys of groups
SELECT a, count(*) FROM (VALUES ARRAY[1, 2], ARRAY[1, 2], ARRAY[2]) t (a) GROUP BY a ORDER BY a
---
"a","_col1"
"[1, 2]","2"
"[2]","1"

-- arrays compared
SELECT ARRAY[1, 2] = ARRAY[1, 2], ARRAY[1, NULL] = ARRAY[1, 2], ARRAY[1, NULL] = ARRAY[2, NULL], ARRAY[1] <> ARRAY[1, 2], ARRAY[1, 2] < ARRAY[1, 3], ARRAY[NULL] IS DISTINCT FROM ARRAY[NULL], ARRAY[] = ARRAY[]
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true",,"false","true","true","false","true"

-- arrays filtered by a subquery
WITH dataset AS (SELECT ARRAY[ARRAY[1,2,3,4], ARRAY[5,6,7,8], ARRAY[9,0]] AS items)
SELECT array_agg(i) AS array_items FROM dataset CROSS JOIN UNNEST(items) AS t (i) WHERE cardinality(i) > 2
---
"array_items"
"[[1, 2, 3, 4], [5, 6, 7, 8]]"

-- array_sort of rows and arrays
SELECT array_sort(ARRAY[ARRAY[1,NULL]]), array_sort(ARRAY[ROW(3,'c'), NULL, ROW(1, NULL), ROW(2, 'a')]), array_sort(ARRAY[ARRAY[2], ARRAY[1,5], ARRAY[1]])
---
"_col0","_col1","_col2"
"[[1, null]]","[{1, null}, {2, a}, {3, c}, null]","[[1], [1, 5], [2]]"

-- array_sort of rows where NULL decides
SELECT array_sort(ARRAY[ROW(NULL, 1), ROW(2, 1)])
---
error: NOT_SUPPORTED: ROW comparison not supported for fields with null elements

-- concat of one array
SELECT concat(ARRAY[1])
---
error: INVALID_FUNCTION_ARGUMENT: line 1:8: There must be two or more concatenation arguments to concat

-- array_join of what is no text
SELECT array_join(ARRAY[X'00'], ',', '')
---
error: INVALID_FUNCTION_ARGUMENT: line 1:8: Input type varbinary not supported

-- arrays of rare types
SELECT transform(array_sort(ARRAY[X'02', X'01']), x -> to_hex(x)), array_distinct(ARRAY[JSON '{"a":1}', JSON '{"a": 1}']), array_max(ARRAY[INTERVAL '1' DAY, INTERVAL '36' HOUR]), array_sort(ARRAY[TIME '01:00:00', TIME '00:30:00']), array_join(ARRAY[JSON '1', JSON '"x"'], ',')
---
"_col0","_col1","_col2","_col3","_col4"
"[01, 02]","[{""a"":1}]","1 12:00:00.000","[00:30:00, 01:00:00]","1,x"

-- array_distinct of many
SELECT array_distinct(transform(sequence(1, 2000), x -> IF(x % 7 = 0, NULL, x % 5))), cardinality(array_distinct(sequence(1, 3000) || sequence(1, 3000))), slice(array_distinct(reverse(sequence(1, 3000)) || sequence(1, 3001)), 2999, 3)
---
"_col0","_col1","_col2"
"[1, 2, 3, 4, 0, null]","3000","[2, 1, 3001]"

-- array_intersect of many
SELECT array_intersect(transform(sequence(1, 2000), x -> IF(x = 3, NULL, x)), ARRAY[5, NULL, 2, 9999, 5]), array_intersect(ARRAY[5, NULL, 2, 9999, 5], transform(sequence(1, 2000), x -> IF(x = 3, NULL, x)))
---
"_col0","_col1"
"[2, null, 5]","[2, null, 5]"

-- array_except and array_union of many
SELECT slice(array_except(reverse(sequence(1, 2000)) || ARRAY[7, 2000], sequence(1, 1990)), 1, 20), array_except(transform(sequence(1, 1000), x -> CAST(NULL AS bigint)), ARRAY[1]), array_except(transform(sequence(1, 1000), x -> CAST(NULL AS bigint)), ARRAY[NULL]), cardinality(array_union(sequence(1, 1000), sequence(500, 1500)))
---
"_col0","_col1","_col2","_col3"
"[2000, 1999, 1998, 1997, 1996, 1995, 1994, 1993, 1992, 1991]","[null]","[]","1500"

-- array_histogram and NaN of many
SELECT array_histogram(transform(sequence(1, 1000), x -> IF(x % 3 = 0, NULL, x % 2))), array_distinct(ARRAY[nan(), nan(), 0e0, -0e0]), array_distinct(transform(sequence(1, 600), x -> IF(x % 2 = 0, nan(), 1e0)))
---
"_col0","_col1","_col2"
"{0=334, 1=333}","[NaN, 0.0]","[1.0, NaN]"

-- NULL in place of arrays and maps
SELECT any_match(CAST(NULL AS array(integer)), x -> x = 1) IS NULL, NOT any_match(NULL, x -> true), cardinality(map_concat(CAST(NULL AS map(integer,integer)), MAP(ARRAY[1], ARRAY[2]))), cardinality(flatten(CAST(NULL AS array(array(integer))))), cardinality(array_distinct(NULL)), cardinality(array_intersect(NULL, NULL)), cardinality(slice(NULL, 1, 1)), cardinality(transform(NULL, x -> 1)), reverse(CAST(NULL AS array(integer)))[1], zip(NULL, ARRAY[1])[1], array_sort(NULL)[1], sequence(NULL, 1)[1], ngrams(NULL, 1)[1], combinations(NULL, 2)[1], map_from_entries(NULL), cardinality(ARRAY[1] || CAST(NULL AS array(integer)))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9","_col10","_col11","_col12","_col13","_col14","_col15"
"true",,,,,,,,,,,,,,,

-- a subscript of arrays within arrays
SELECT ARRAY[ARRAY[1]]['a']
---
error: TYPE_MISMATCH: line 1:8: Cannot use varchar(1) for subscript of array(array(integer))

-- ngrams with NULL
SELECT ngrams(ARRAY['foo', NULL, 'baz'], 2), ngrams(ARRAY[1, 2], 1), ngrams(ARRAY[1, 2], 5), ngrams(CAST(NULL AS array(integer)), 1)
---
"_col0","_col1","_col2","_col3"
"[[foo, null], [null, baz]]","[[1], [2]]","[[1, 2]]",

-- contains_sequence anywhere
SELECT contains_sequence(ARRAY[1, 2, 3], ARRAY[3]), contains_sequence(ARRAY[1, 2, 3], ARRAY[2, 3, 4]), contains_sequence(ARRAY[1, 1, 2], ARRAY[1, 2]), contains_sequence(ARRAY[1, NULL, 3], ARRAY[NULL, 3]), contains_sequence(ARRAY[], ARRAY[1]), contains_sequence(ARRAY[1], NULL)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","false","true","true","false",

-- long arrays
SELECT cardinality(ngrams(a, 3)), contains_sequence(a, ARRAY[9998, 9999]), cardinality(array_distinct(a || a)) FROM (VALUES sequence(0, 9999)) t(a)
---
"_col0","_col1","_col2"
"9998","true","10000"

-- zip of no array
SELECT zip(ARRAY[1], 2)
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array(integer), integer) for function zip. Expected: zip(array(T1), array(T2)) T1, T2, zip(array(T1), array(T2), array(T3)) T1, T2, T3, zip(array(T1), array(T2), array(T3), array(T4)) T1, T2, T3, T4, zip(array(T1), array(T2), array(T3), array(T4), array(T5)) T1, T2, T3, T4, T5

-- arrays of nothing but NULL
SELECT ARRAY[NULL] = ARRAY[NULL], ARRAY[NULL, NULL] = ARRAY[1], ARRAY[NULL] = ARRAY['a'], ARRAY[NULL] IN (ARRAY[NULL]), CAST(ARRAY[NULL] AS array(varchar)) = ARRAY['a'], MAP(ARRAY[1], ARRAY[ARRAY[NULL]]) = MAP(ARRAY[1], ARRAY[ARRAY[NULL]]), repeat(NULL, 2) = ARRAY[NULL, NULL]
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
,"false",,,,,

-- columns of arrays against NULL
SELECT a = ARRAY[NULL] FROM (VALUES ARRAY[1], ARRAY[1, 2], ARRAY[NULL], NULL) t(a)
---
"_col0"

"false"


