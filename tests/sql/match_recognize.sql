-- a V: down, then up
SELECT * FROM (VALUES ('a', 1, 10), ('a', 2, 8), ('a', 3, 6), ('a', 4, 9), ('a', 5, 12), ('b', 1, 5), ('b', 2, 4), ('b', 3, 7), ('b', 4, 3)) t (s, d, p) MATCH_RECOGNIZE (PARTITION BY s ORDER BY d MEASURES A.p AS top, LAST(B.p) AS bottom, LAST(C.p) AS back PATTERN (A B+ C+) DEFINE B AS p < PREV(p), C AS p > PREV(p)) ORDER BY s
---
"s","top","bottom","back"
"a","10","6","12"
"b","5","4","7"

-- all rows of each match: partition columns, order columns, measures, the rest
SELECT * FROM (VALUES ('x', 7, 10), ('y', 7, 8), ('z', 7, 9)) t (name, s, d) MATCH_RECOGNIZE (PARTITION BY s ORDER BY d MEASURES CLASSIFIER() AS c, MATCH_NUMBER() AS m ALL ROWS PER MATCH PATTERN (A B) DEFINE B AS d > PREV(d))
---
"s","d","c","m","name"
"7","8","A","1","y"
"7","9","B","1","z"

-- one row for each match is the default; its columns are those of the partition and the measures
SELECT * FROM (VALUES ('x', 7, 10), ('y', 7, 8), ('z', 7, 9)) t (name, s, d) MATCH_RECOGNIZE (PARTITION BY s ORDER BY d MEASURES A.name AS first, B.name AS second PATTERN (A B) DEFINE B AS d > PREV(d)) AS m
---
"s","first","second"
"7","y","z"

-- the result has a name, and its columns too
SELECT m.a, m.b FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES FIRST(x) AS f, LAST(x) AS l PATTERN (A+) DEFINE A AS true) AS m (a, b)
---
"a","b"
"1","2"

-- a variable that is not defined takes any row
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c ALL ROWS PER MATCH PATTERN (A any+) DEFINE A AS x > 1)
---
"x","c"
"2","A"
"3","ANY"

-- greedy
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A+) DEFINE A AS x < 4)
---
"xs"
"[1, 2, 3]"

-- reluctant
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A+? B) DEFINE A AS x < 4, B AS x > 2)
---
"xs"
"[1, 2, 3]"

-- bounds
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A{2,3}) DEFINE A AS true)
---
"xs"
"[1, 2, 3]"
"[4, 5]"

-- reluctant bounds
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A{2,3}?) DEFINE A AS true)
---
"xs"
"[1, 2]"
"[3, 4]"

-- an exact number
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A{2}) DEFINE A AS true)
---
"xs"
"[1, 2]"
"[3, 4]"

-- the left of two that fit
SELECT * FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c PATTERN (B | A) DEFINE A AS true, B AS x > 1)
---
"c"
"A"
"B"

-- an alternative binds less than what stands side by side
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(CLASSIFIER()) AS c PATTERN (A B | C) DEFINE A AS x = 2)
---
"c"
"[C]"
"[A, B]"

-- permutations, in the order of the list
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(CLASSIFIER()) AS c AFTER MATCH SKIP TO NEXT ROW PATTERN (PERMUTE(A, B, C)) DEFINE A AS x % 3 = 0, B AS x % 3 = 1)
---
"c"
"[B, C, A]"
"[C, A, B]"
"[A, B, C]"
"[B, C, A]"

-- the beginning of a partition
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (^ A B) DEFINE A AS true)
---
"xs"
"[1, 2]"

-- the end of a partition
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A B $) DEFINE A AS true)
---
"xs"
"[4, 5]"

-- the end, which may be written behind the variable
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A B$) DEFINE A AS true)
---
"xs"
"[4, 5]"

-- a loop that takes no row ends
SELECT * FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES count(*) AS n PATTERN ((^*)* A) DEFINE A AS true)
---
"n"
"1"
"1"

-- excluded rows count, but are not shown
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c, count(*) AS n, sum(x) AS s ALL ROWS PER MATCH PATTERN (A {- B+ -} C) DEFINE B AS x < 5)
---
"x","c","n","s"
"1","A","1","1"
"5","C","5","15"

-- several exclusions
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c ALL ROWS PER MATCH PATTERN (({- A -} B)+) DEFINE A AS x % 2 = 1)
---
"x","c"
"2","B"
"4","B"
"6","B"

-- empty matches are shown
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m, CLASSIFIER() AS c, count(*) AS n, sum(x) AS s, 'k' AS k, FIRST(x) AS f ALL ROWS PER MATCH PATTERN (A B | ()) DEFINE A AS x = 2)
---
"x","m","c","n","s","k","f"
"1","1",,"0",,"k",
"2","2","A","1","2","k","2"
"3","2","B","2","5","k","2"
"4","3",,"0",,"k",

-- SHOW EMPTY MATCHES is the default
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m ALL ROWS PER MATCH SHOW EMPTY MATCHES PATTERN (A*) DEFINE A AS x = 2)
---
"x","m"
"1","1"
"2","2"
"3","3"

-- OMIT EMPTY MATCHES, which have their numbers all the same
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m ALL ROWS PER MATCH OMIT EMPTY MATCHES PATTERN (A*) DEFINE A AS x = 2)
---
"x","m"
"2","2"

-- empty matches give one row, too
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m, count(*) AS n, max(x) AS x ONE ROW PER MATCH PATTERN (A*) DEFINE A AS x = 2)
---
"m","n","x"
"1","0",
"2","1","2"
"3","0",

-- rows without a match have no measures
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m, CLASSIFIER() AS c, 'k' AS k, count(*) AS n ALL ROWS PER MATCH WITH UNMATCHED ROWS PATTERN (A B) DEFINE A AS x = 3)
---
"x","m","c","k","n"
"1",,,,
"2",,,,
"3","1","A","k","1"
"4","1","B","k","2"
"5",,,,

-- with overlapping matches a row of one is not unmatched
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m ALL ROWS PER MATCH WITH UNMATCHED ROWS AFTER MATCH SKIP TO NEXT ROW PATTERN (A B) DEFINE A AS x IN (2, 3))
---
"x","m"
"1",
"2","1"
"3","1"
"3","2"
"4","2"
"5",

-- SKIP PAST LAST ROW is the default
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP PAST LAST ROW PATTERN (A B) DEFINE A AS true)
---
"xs"
"[1, 2]"
"[3, 4]"

-- SKIP TO NEXT ROW
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO NEXT ROW PATTERN (A B) DEFINE A AS true)
---
"xs"
"[1, 2]"
"[2, 3]"
"[3, 4]"

-- SKIP TO FIRST
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO FIRST B PATTERN (A B B C) DEFINE A AS true)
---
"xs"
"[1, 2, 3, 4]"
"[2, 3, 4, 5]"
"[3, 4, 5, 6]"

-- SKIP TO LAST, and of a union
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO LAST u PATTERN (A B B C) SUBSET U = (A, B) DEFINE A AS true)
---
"xs"
"[1, 2, 3, 4]"
"[3, 4, 5, 6]"

-- SKIP TO a variable is to its last row
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO B PATTERN (A B B C) DEFINE A AS true)
---
"xs"
"[1, 2, 3, 4]"
"[3, 4, 5, 6]"

-- to skip to the first row would never end
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO A PATTERN (A B) DEFINE A AS true)
---
error: GENERIC_USER_ERROR: AFTER MATCH SKIP failed: cannot skip to first row of match

-- to skip to a variable without a row leads nowhere
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs AFTER MATCH SKIP TO C PATTERN (A B | C) DEFINE A AS true)
---
error: GENERIC_USER_ERROR: AFTER MATCH SKIP failed: pattern variable is not present in match

-- navigation within the match and beyond it
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES A.x AS a, NEXT(A.x, 2) AS n, PREV(FIRST(A.x, 1), 2) AS p, LAST(A.x, 1) AS l, FIRST(x, 5) AS f, PREV(x) AS b ALL ROWS PER MATCH PATTERN (A+ B) DEFINE A AS x BETWEEN 2 AND 4)
---
"x","a","n","p","l","f","b"
"2","2","4","1",,,"1"
"3","3","5","1","2",,"2"
"4","4","6","1","3",,"3"
"5","4","6","1","3",,"4"

-- navigation by no rows
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES PREV(x, 0) AS p, NEXT(x, 0) AS n, LAST(x, 0) AS l PATTERN (A B) DEFINE A AS true)
---
"p","n","l"
"2","2","2"

-- navigation of an expression
SELECT * FROM (VALUES (1, 10), (2, 20), (3, 30)) t (x, y) MATCH_RECOGNIZE (ORDER BY x MEASURES PREV(A.x + A.y) AS p, LAST(x * y, 1) AS l, NEXT(LAST(CAST(A.x AS varchar) || '-' || CAST(A.y AS varchar))) AS n PATTERN (A B) DEFINE A AS x = 2)
---
"p","l","n"
"11","40","3-30"

-- navigation of classifiers, also of rows behind the current one
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES PREV(CLASSIFIER()) AS p, NEXT(CLASSIFIER()) AS n, FIRST(CLASSIFIER()) AS f, CLASSIFIER(U) AS u, LAST('-' || CLASSIFIER(), 1) AS l ALL ROWS PER MATCH PATTERN (A B C) SUBSET U = (A, C) DEFINE A AS true)
---
"x","p","n","f","u","l"
"1",,"B","A","A",
"2","A","C","A","A","-A"
"3","B",,"A","C","-B"

-- running and final
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES LAST(x) AS l, RUNNING LAST(x) AS r, FINAL LAST(x) AS f, FINAL LAST(x, 2) AS f2, FINAL FIRST(x) AS ff ALL ROWS PER MATCH PATTERN (A+) DEFINE A AS true)
---
"x","l","r","f","f2","ff"
"1","1","1","3","1","1"
"2","2","2","3","1","1"
"3","3","3","3","1","1"

-- running and final aggregates
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) AS s, RUNNING sum(x) AS r, FINAL sum(x) AS f, count(*) AS c, FINAL count(*) AS fc, array_agg(x) AS a, FINAL array_agg(CLASSIFIER()) AS k ALL ROWS PER MATCH PATTERN (A B+) DEFINE A AS true)
---
"x","s","r","f","c","fc","a","k"
"1","1","1","6","1","3","[1]","[A, B, B]"
"2","3","3","6","2","3","[1, 2]","[A, B, B]"
"3","6","6","6","3","3","[1, 2, 3]","[A, B, B]"

-- in one row for a match running is final
SELECT * FROM (VALUES 1, 2, 3) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES RUNNING sum(x) AS r, FINAL sum(x) AS f, RUNNING LAST(A.x) AS ra, FINAL LAST(A.x) AS fa PATTERN (A B+) DEFINE A AS true)
---
"r","f","ra","fa"
"6","6","1","1"

-- aggregates over the rows of a variable and of a union
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(A.x) AS a, sum(B.x) AS b, sum(C.x) AS c, count(A.*) AS na, count(U.*) AS nu, count(C.*) AS nc, array_agg(U.x) AS u, min_by(U.x, -U.x) AS m, count(1) AS n, count(B.x) AS nb PATTERN (A B+ C*?) SUBSET U = (A, C) DEFINE A AS true)
---
"a","b","c","na","nu","nc","u","m","n","nb"
"1","9",,"1","1","0","[1]","1","4","3"

-- several aggregates in one expression, and around a match number
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) + count(*) * 10 + max(A.x) * MATCH_NUMBER() AS v, sum(x + MATCH_NUMBER()) AS w PATTERN (A B) DEFINE A AS true)
---
"v","w"
"24","5"
"33","11"

-- a condition with an aggregate
SELECT * FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A+) DEFINE A AS sum(A.x) < 10)
---
"xs"
"[1, 2, 3]"
"[4, 5]"
"[6]"

-- a condition with counts
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(CLASSIFIER()) AS c PATTERN ((A | B)+) DEFINE A AS count(*) <= 2, B AS count(B.*) < 2)
---
"c"
"[A, A, B]"
"[A, A]"

-- a condition with an earlier row of the match
SELECT * FROM (VALUES 5, 7, 8, 3, 9, 1) t (x) MATCH_RECOGNIZE (MEASURES array_agg(x) AS xs PATTERN (A B+) DEFINE B AS x > A.x)
---
"xs"
"[5, 7, 8]"
"[3, 9]"

-- a condition with two rows in one expression
SELECT * FROM (VALUES 1, 3, 4, 9, 10, 12, 20) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A+) DEFINE A AS x - FIRST(A.x) < 4)
---
"xs"
"[1, 3, 4]"
"[9, 10, 12]"
"[20]"

-- a condition with the match's number
SELECT * FROM (VALUES 1, 2, 3, 4, 5) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES MATCH_NUMBER() AS m, array_agg(x) AS xs PATTERN (A+?) DEFINE A AS MATCH_NUMBER() <> 3)
---
"m","xs"
"1","[1]"
"2","[2]"

-- a condition with classifiers
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c ALL ROWS PER MATCH PATTERN ((A | B)+) DEFINE A AS coalesce(PREV(CLASSIFIER()), 'B') = 'B')
---
"x","c"
"1","A"
"2","B"
"3","A"
"4","B"

-- the condition's own row has the variable that is tried
SELECT * FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c ALL ROWS PER MATCH PATTERN (A | B) DEFINE A AS CLASSIFIER() = 'B', B AS CLASSIFIER() = 'B' AND B.x = x)
---
"x","c"
"1","B"
"2","B"

-- a condition that is NULL does not hold
SELECT * FROM (VALUES (1, 1), (2, NULL), (3, 3)) t (i, x) MATCH_RECOGNIZE (ORDER BY i MEASURES i AS i PATTERN (A) DEFINE A AS x > 0)
---
"i"
"1"
"3"

-- NaN is not less, greater or equal
SELECT * FROM (VALUES (1, nan()), (2, 1e0), (3, nan())) t (i, x) MATCH_RECOGNIZE (ORDER BY i MEASURES CLASSIFIER() AS c ALL ROWS PER MATCH PATTERN (A | B | C | D) DEFINE A AS x < PREV(x), B AS x > PREV(x), C AS x = x) ORDER BY i
---
"i","c","x"
"1","D","NaN"
"2","C","1.0"
"3","D","NaN"

-- NaN differs from a number
SELECT * FROM (VALUES (1, 1e0), (2, nan()), (3, nan())) t (i, x) MATCH_RECOGNIZE (ORDER BY i MEASURES count(*) AS n PATTERN (A B B) DEFINE B AS B.x <> A.x)
---
"n"
"3"

-- numbers of different types
SELECT * FROM (VALUES (1, 1.5e0), (2, 2e0), (2, 1e0)) t (i, x) MATCH_RECOGNIZE (ORDER BY i, x DESC MEASURES A.x AS a, B.x AS b PATTERN (A B) DEFINE B AS B.x >= A.i AND B.i > A.x)
---
"a","b"
"1.5","2.0"

-- conditions keep to their partition
SELECT * FROM (VALUES ('a', 1), ('a', 2), ('b', 3), ('b', 4)) t (s, x) MATCH_RECOGNIZE (PARTITION BY s ORDER BY x MEASURES PREV(FIRST(x)) AS p, NEXT(LAST(x)) AS n, count(*) AS c PATTERN (A+) DEFINE A AS PREV(x) IS NULL OR x > PREV(x)) ORDER BY s
---
"s","p","n","c"
"a",,,"2"
"b",,,"2"

-- NULL is a partition of its own
SELECT * FROM (VALUES (NULL, 1), ('a', 2), (NULL, 3)) t (s, x) MATCH_RECOGNIZE (PARTITION BY s ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A+) DEFINE A AS true) ORDER BY s
---
"s","xs"
"a","[2]"
,"[1, 3]"

-- a failure counts only for rows that are tried
SELECT * FROM (VALUES 0, 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A B+) DEFINE B AS 10 / x > 4)
---
"xs"
"[0, 1, 2]"

-- a failure in a condition
SELECT * FROM (VALUES 0, 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES array_agg(x) AS xs PATTERN (A B+) DEFINE A AS 10 / x > 4)
---
error: DIVISION_BY_ZERO: Division by zero

-- subqueries
SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES A.x AS x, (SELECT max(y) FROM (VALUES 7) u (y)) AS m PATTERN (A B) DEFINE A AS x IN (SELECT 3))
---
"x","m"
"3","7"

-- over a query named by WITH, and used twice
WITH w AS (SELECT x FROM (VALUES 1, 2, 3) t (x)), m AS (SELECT * FROM w MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) AS s PATTERN (A A) DEFINE A AS x < (SELECT max(x) FROM w))) SELECT a.s, b.s FROM m a, m b
---
"s","s"
"3","3"

-- over a query and joined
SELECT m.s, n FROM (SELECT x * 2 AS x FROM (VALUES 1, 2) t (x)) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) AS s PATTERN (A A) DEFINE A AS true) AS m JOIN (VALUES (6, 'six')) v (s, n) ON m.s = v.s
---
"s","n"
"6","six"

-- a recognition over a recognition
SELECT * FROM (SELECT * FROM (VALUES 1, 2, 3, 4) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES sum(x) AS s PATTERN (A A) DEFINE A AS true)) MATCH_RECOGNIZE (ORDER BY s MEASURES FIRST(s) AS a, LAST(s) AS b PATTERN (A+) DEFINE A AS true)
---
"a","b"
"3","7"

-- dates, text and arrays
SELECT * FROM (VALUES (DATE '2024-01-01', 'x', ARRAY[1]), (DATE '2024-01-02', 'y', ARRAY[2]), (DATE '2024-01-05', 'x', ARRAY[3])) t (d, s, a) MATCH_RECOGNIZE (ORDER BY d MEASURES FIRST(d) AS b, LAST(d) AS e, array_agg(s) AS s, LAST(a) AS a PATTERN (A B*) DEFINE B AS d <= PREV(d) + INTERVAL '1' DAY)
---
"b","e","s","a"
"2024-01-01","2024-01-02","[x, y]","[2]"
"2024-01-05","2024-01-05","[x]","[3]"

-- names of variables: without quotes in capitals
SELECT * FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES CLASSIFIER() AS c, "b".x AS bx, a.x AS ax ALL ROWS PER MATCH PATTERN (a "b") DEFINE A AS x = 1, "b" AS x = 2)
---
"x","c","bx","ax"
"1","A",,"1"
"2","b","2","1"

-- no rows
SELECT * FROM (VALUES 1, 2) t (x) MATCH_RECOGNIZE (ORDER BY x MEASURES count(*) AS c PATTERN (A) DEFINE A AS x > 5)
---
"c"

-- nothing to match
SELECT * FROM (SELECT 1 AS x WHERE false) MATCH_RECOGNIZE (ORDER BY x MEASURES count(*) AS c PATTERN (A*) DEFINE A AS x > 5)
---
"c"
