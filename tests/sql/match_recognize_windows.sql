-- a measure for each row at which a match begins; rows that it skips have none
SELECT d, p, bottom OVER w AS bottom, label OVER w AS label FROM (VALUES (1, 10), (2, 8), (3, 6), (4, 9), (5, 12), (6, 11)) t (d, p) WINDOW w AS (ORDER BY d MEASURES LAST(B.p) AS bottom, CLASSIFIER() AS label ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A B+ C+) DEFINE B AS B.p < PREV(B.p), C AS C.p > PREV(C.p)) ORDER BY d
---
"d","p","bottom","label"
"1","10","6","C"
"2","8",,
"3","6",,
"4","9",,
"5","12",,
"6","11",,

-- the window in OVER
SELECT x, n OVER (ORDER BY x MEASURES count(*) AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS x < 4) AS n FROM (VALUES 1, 2, 3, 4) t (x) ORDER BY x
---
"x","n"
"1","3"
"2","2"
"3","1"
"4",

-- a match ends with the frame, at a number of rows
SELECT x, xs OVER (ORDER BY x MEASURES array_agg(x) AS xs ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS true) AS xs FROM (VALUES 1, 2, 3, 4) t (x) ORDER BY x
---
"x","xs"
"1","[1, 2, 3]"
"2","[2, 3, 4]"
"3","[3, 4]"
"4","[4]"

-- a frame of the current row
SELECT x, xs OVER (ORDER BY x MEASURES array_agg(x) AS xs ROWS BETWEEN CURRENT ROW AND CURRENT ROW PATTERN (A+) DEFINE A AS true) AS xs FROM (VALUES 1, 2) t (x) ORDER BY x
---
"x","xs"
"1","[1]"
"2","[2]"

-- nothing is seen outside of the frame, neither before nor after it
SELECT x, p OVER w AS p, n OVER w AS n FROM (VALUES 1, 2, 3, 4) t (x) WINDOW w AS (ORDER BY x MEASURES PREV(FIRST(x)) AS p, NEXT(LAST(x)) AS n ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+?) DEFINE A AS PREV(x) IS NULL) ORDER BY x
---
"x","p","n"
"1",,"2"
"2",,"3"
"3",,"4"
"4",,

-- everything is seen from the end of the match
SELECT x, r OVER w AS r, f OVER w AS f, s OVER w AS s FROM (VALUES 1, 2, 3) t (x) WINDOW w AS (ORDER BY x MEASURES RUNNING LAST(x) AS r, FINAL FIRST(x) AS f, RUNNING sum(x) AS s ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A+) DEFINE A AS true) ORDER BY x
---
"x","r","f","s"
"1","3","1","6"
"2",,,
"3",,,

-- SEEK finds a match that begins later in the frame
SELECT x, f OVER (ORDER BY x MEASURES FIRST(x) AS f ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING AFTER MATCH SKIP TO NEXT ROW SEEK PATTERN (A) DEFINE A AS x % 4 = 0) AS f FROM (VALUES 1, 2, 3, 4, 5) t (x) ORDER BY x
---
"x","f"
"1",
"2","4"
"3","4"
"4","4"
"5",

-- INITIAL is the default
SELECT x, f OVER (ORDER BY x MEASURES FIRST(x) AS f ROWS BETWEEN CURRENT ROW AND 2 FOLLOWING INITIAL PATTERN (A) DEFINE A AS x % 4 = 0) AS f FROM (VALUES 3, 4, 5) t (x) ORDER BY x
---
"x","f"
"3",
"4","4"
"5",

-- an empty match has measures, and no rows
SELECT x, k OVER w AS k, n OVER w AS n, f OVER w AS f FROM (VALUES 1, 2) t (x) WINDOW w AS (ORDER BY x MEASURES 'matched' AS k, count(*) AS n, FIRST(x) AS f ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A?) DEFINE A AS x = 2) ORDER BY x
---
"x","k","n","f"
"1","matched","0",
"2","matched","1","2"

-- without a match there are none
SELECT x, k OVER w AS k, n OVER w AS n FROM (VALUES 1, 2) t (x) WINDOW w AS (ORDER BY x MEASURES 'matched' AS k, count(*) AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS x = 2) ORDER BY x
---
"x","k","n"
"1",,
"2","matched","1"

-- partitions by expressions, WHERE, and an order by a measure
SELECT x, n OVER w AS n FROM (VALUES 1, 2, 3, 4, 5, 6) t (x) WHERE x <> 3 WINDOW w AS (PARTITION BY x % 2 ORDER BY x DESC MEASURES count(*) AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS true) ORDER BY n OVER w DESC, x
---
"x","n"
"6","3"
"4","2"
"5","2"
"1","1"
"2","1"

-- two windows with patterns beside one without
SELECT x, a OVER (ORDER BY x MEASURES LAST(x) AS a ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A B) DEFINE B AS true) AS a, b OVER (ORDER BY x DESC MEASURES LAST(x) AS b ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A B) DEFINE B AS true) AS b, sum(x) OVER (ORDER BY x) AS s FROM (VALUES 1, 2, 3) t (x) ORDER BY x
---
"x","a","b","s"
"1","2",,"1"
"2",,,"3"
"3",,"2","6"

-- a window that inherits, and an expression of measures
SELECT x, m OVER (w MEASURES max(x) AS m ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS true) * 10 AS m FROM (VALUES 1, 2, 3) t (x) WINDOW w AS (ORDER BY x) ORDER BY x
---
"x","m"
"1","20"
"2","30"
"3","30"

-- over a join, and in a query named by WITH
WITH q AS (SELECT a.x, y, n OVER (ORDER BY a.x MEASURES LAST(y) AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A A) DEFINE A AS true) AS n FROM (VALUES 1, 2) a (x) JOIN (VALUES (1, 'p'), (2, 'q')) b (x, y) ON a.x = b.x) SELECT * FROM q ORDER BY x
---
"x","y","n"
"1","p","q"
"2","q",

-- a measure that the window does not have
SELECT m OVER (ORDER BY x MEASURES 1 AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_MEASURE: line 1:8: Measure m is not defined in the corresponding window

-- a window without any
SELECT x OVER (ORDER BY x) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_MEASURE: line 1:8: Measure x is not defined in the corresponding window

-- a measure that there is twice
SELECT m OVER (ORDER BY x MEASURES 1 AS m, 2 AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: AMBIGUOUS_NAME: line 1:8: Measure m is defined more than once

-- DEFINE is asked for
SELECT m OVER (ORDER BY x MEASURES 1 AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A)) FROM (VALUES 1) t (x)
---
error: MISSING_VARIABLE_DEFINITIONS: line 1:27: Pattern recognition requires DEFINE clause

-- a frame of rows is asked for
SELECT m OVER (ORDER BY x MEASURES 1 AS m RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_FRAME: line 1:27: Pattern recognition requires ROWS frame type

-- the frame begins with the current row
SELECT m OVER (ORDER BY x MEASURES 1 AS m ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: INVALID_WINDOW_FRAME: line 1:27: Pattern recognition requires frame specified as BETWEEN CURRENT ROW AND ...

-- measures without a pattern
SELECT sum(x) OVER (ORDER BY x MEASURES 1 AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM (VALUES 1) t (x)
---
error: MISSING_ROW_PATTERN: line 1:32: Row pattern measures require PATTERN clause

-- a definition without a pattern
SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: MISSING_ROW_PATTERN: line 1:88: Primary pattern variable definitions require PATTERN clause

-- no anchors
SELECT m OVER (ORDER BY x MEASURES 1 AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (^ A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: INVALID_ROW_PATTERN: line 1:101: Anchor pattern syntax is not allowed in window

-- no match number
SELECT m OVER (ORDER BY x MEASURES MATCH_NUMBER() AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: INVALID_PATTERN_RECOGNITION_FUNCTION: line 1:36: MATCH_NUMBER function is not supported in window

-- no groups yet
SELECT x, count(*), m OVER (ORDER BY x MEASURES 1 AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x) GROUP BY x
---
error: NOT_SUPPORTED: line 1:21: tickstack does not support row patterns in windows over groups

-- aggregates over the rows of the match, which are none without one
SELECT x, sum(t.x) OVER w AS s, count(*) OVER w AS c, array_agg(x * 2) OVER w AS a, max_by(x, -x) OVER w + 1 AS m FROM (VALUES 1, 2, 3, 4) t (x) WINDOW w AS (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS A.x < 4) ORDER BY x
---
"x","s","c","a","m"
"1","6","3","[2, 4, 6]","2"
"2","5","2","[4, 6]","3"
"3","3","1","[6]","4"
"4",,"0",,

-- aggregates beside measures, and in an order
SELECT x, n OVER w AS n, sum(x) OVER w AS s FROM (VALUES 1, 2, 3, 4) t (x) WINDOW w AS (ORDER BY x MEASURES count(*) AS n ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING AFTER MATCH SKIP TO NEXT ROW PATTERN (A+) DEFINE A AS A.x < 4) ORDER BY sum(x) OVER w DESC
---
"x","n","s"
"1","3","6"
"2","2","5"
"3","1","3"
"4",,

-- ranks are of the partition
SELECT x, rank() OVER w AS r FROM (VALUES 3, 1, 2) t (x) WINDOW w AS (ORDER BY x DESC ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS false) ORDER BY x
---
"x","r"
"1","3"
"2","2"
"3","1"

-- functions of the frame's rows are refused by name
SELECT first_value(x) OVER (ORDER BY x ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING PATTERN (A) DEFINE A AS true) FROM (VALUES 1) t (x)
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support first_value over a window with a row pattern
