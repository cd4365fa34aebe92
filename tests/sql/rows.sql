-- rows without names
SELECT ROW(1, 2.0), ROW(1, 'a')[2], (1, 'x'), ROW(NULL), ROW(ROW(1, 2), ARRAY[3])
---
"_col0","_col1","_col2","_col3","_col4"
"{1, 2.0}","a","{1, x}","{null}","{{1, 2}, [3]}"

-- types of rows
SELECT typeof(ROW(1, 'a')), typeof(ROW(NULL)), typeof(ROW(ROW(1.5))), typeof((1, BIGINT '2'))
---
"_col0","_col1","_col2","_col3"
"row(integer, varchar(1))","row(unknown)","row(row(double))","row(integer, bigint)"

-- a position below 1
SELECT ROW(1,2)[0]
---
error: INVALID_FUNCTION_ARGUMENT: line 1:17: Invalid subscript index: 0. ROW indices start at 1

-- a position past the end
SELECT ROW(1,2)[3]
---
error: INVALID_FUNCTION_ARGUMENT: line 1:17: Subscript index out of bounds: 3, max value is 2

-- a position that is no constant
SELECT r[i] FROM (VALUES (ROW(1, 2), 1)) t (r, i)
---
error: EXPRESSION_NOT_CONSTANT: line 1:10: Subscript expression on ROW requires a constant index

-- a field that is not there
SELECT t.r.x FROM (VALUES (ROW(1, 2), 1)) t (r, i)
---
error: COLUMN_NOT_FOUND: line 1:8: Column 't.r.x' cannot be resolved or requester is not authorized to access requested resources

-- a field of what is no row
SELECT ARRAY[1].x
---
error: TYPE_MISMATCH: line 1:8: Expression ARRAY[1] is not of type ROW

-- fields of rows in arrays
SELECT transform(ARRAY[(1, 'a'), (2, 'b')], r -> r[2] || CAST(r[1] AS varchar)), filter(ARRAY[(1, 'a'), (2, 'b')], r -> r[1] > 1), ARRAY[(1, 'a')][1][2]
---
"_col0","_col1","_col2"
"[a1, b2]","[{2, b}]","a"

-- rows of NULL
SELECT ROW(1, 2)[1], CAST(NULL AS row(a integer, b varchar)), CAST(NULL AS row(a integer)).a
---
"_col0","_col1","_col2"
"1",,

-- rows with names
SELECT CAST(ROW(1, 2.0) AS ROW(x BIGINT, y DOUBLE)), CAST(ROW(1, 'a') AS ROW(x int, y varchar)).y, CAST(ROW('1', NULL) AS ROW(a int, b array(int)))
---
"_col0","_col1","_col2"
"{x=1, y=2.0}","a","{a=1, b=null}"

-- fields of a column
SELECT r.x, t.r.y, r.x + 1, transform(ARRAY[r], e -> e.y) FROM (SELECT CAST(ROW(1, 'a') AS ROW(x int, y varchar)) r) t
---
"x","y","_col2","_col3"
"1","a","2","[a]"

-- reduce with a row with names for state
SELECT reduce(ARRAY[5, 6, 10, 20], CAST(ROW(0.0, 0) AS ROW(sum DOUBLE, count INTEGER)), (s, x) -> CAST(ROW(x + s.sum, s.count + 1) AS ROW(sum DOUBLE, count INTEGER)), s -> IF(s.count = 0, NULL, s.sum / s.count))
---
"_col0"
"10.25"

-- a row's array unnested
SELECT n.x FROM (VALUES ROW(CAST(ROW(1, ARRAY[2, 3]) AS ROW(a int, b array(int))))) v (r) CROSS JOIN UNNEST(r.b) n (x)
---
"x"
"2"
"3"

-- rows in arrays by their names
WITH dataset AS (SELECT 'engineering' AS department, ARRAY[CAST(ROW('Bob', 38) AS ROW(name VARCHAR, age INTEGER)), CAST(ROW('Jane', 22) AS ROW(name VARCHAR, age INTEGER))] AS users)
SELECT department, n.name, n.age FROM dataset CROSS JOIN UNNEST(users) AS n (name, age) WHERE age < 30
---
"department","name","age"
"engineering","Jane","22"

-- the greatest of rows in arrays
WITH dataset AS (SELECT ARRAY[CAST(ROW('Sally', 'engineering', ROW(1, 9)) AS ROW(name VARCHAR, department VARCHAR, score ROW(low INTEGER, high INTEGER)))] AS users)
SELECT transform(users, u -> u.score.high), users[1].name, filter(users, u -> u.department LIKE 'eng%')[1].score.low FROM dataset
---
"_col0","_col1","_col2"
"[9]","Sally","1"

-- rows compared
SELECT ROW(1, NULL) = ROW(1, 2), ROW(1, NULL) = ROW(2, NULL), ROW(1, 2) < ROW(1, 3), (1, 2) IN ((1, 2), (3, 4)), ROW(1, NULL) IS DISTINCT FROM ROW(1, NULL)
---
"_col0","_col1","_col2","_col3","_col4"
,"false","true","true","false"

-- an array of rows unnested under one name keeps its rows
WITH dataset AS (SELECT ARRAY[CAST(ROW('Sally', ARRAY[1, 2]) AS ROW(name varchar, scores array(integer))), CAST(ROW('Amy', ARRAY[7, 8]) AS ROW(name varchar, scores array(integer)))] AS users)
SELECT person.name, person, score, n FROM dataset, UNNEST(dataset.users) WITH ORDINALITY AS t (person, n), UNNEST(person.scores) AS u (score) WHERE score > 1
---
"name","person","score","n"
"Sally","{name=Sally, scores=[1, 2]}","2","1"
"Amy","{name=Amy, scores=[7, 8]}","7","2"
"Amy","{name=Amy, scores=[7, 8]}","8","2"

-- under a name for each field it gives columns
SELECT a, b FROM UNNEST(ARRAY[ROW(1, 'x'), ROW(2, 'y')]) AS t (a, b)
---
"a","b"
"1","x"
"2","y"

-- a row among many rows
SELECT x, y, (x, y) IN ((0, '0'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12'), (13, '13'), (14, '14'), (15, '15'), (16, '16'), (17, '17'), (18, '18'), (19, '19'), (20, '20'), (21, '21'), (22, '22'), (23, '23'), (24, '24'), (25, '25'), (26, '26'), (27, '27'), (28, '28'), (29, '29'), (30, '30'), (31, '31'), (32, '32'), (33, '33'), (34, '34'), (35, '35'), (36, '36'), (37, '37'), (38, '38'), (39, '39'), (40, '40'), (41, '41'), (42, '42'), (43, '43'), (44, '44'), (45, '45'), (46, '46'), (47, '47'), (48, '48'), (49, '49'), (50, '50'), (51, '51'), (52, '52'), (53, '53'), (54, '54'), (55, '55'), (56, '56'), (57, '57'), (58, '58'), (59, '59')) FROM (VALUES (1, '1'), (1, '2'), (NULL, '5'), (7, NULL), (NULL, 'z'), (99, NULL), (NULL, NULL)) t (x, y) ORDER BY x, y
---
"x","y","_col2"
"1","1","true"
"1","2","false"
"7",,
"99",,"false"
,"5",
,"z","false"
,,

-- a row not among many rows, in a correlated subquery
SELECT x, (SELECT count(*) FROM (VALUES '1', '2', NULL) u (y) WHERE (x, y) NOT IN ((0, '0'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12'), (13, '13'), (14, '14'), (15, '15'), (16, '16'), (17, '17'), (18, '18'), (19, '19'), (20, '20'), (21, '21'), (22, '22'), (23, '23'), (24, '24'), (25, '25'), (26, '26'), (27, '27'), (28, '28'), (29, '29'), (30, '30'), (31, '31'), (32, '32'), (33, '33'), (34, '34'), (35, '35'), (36, '36'), (37, '37'), (38, '38'), (39, '39'), (40, '40'), (41, '41'), (42, '42'), (43, '43'), (44, '44'), (45, '45'), (46, '46'), (47, '47'), (48, '48'), (49, '49'), (50, '50'), (51, '51'), (52, '52'), (53, '53'), (54, '54'), (55, '55'), (56, '56'), (57, '57'), (58, '58'), (59, '59'))) FROM (VALUES 1, 2, 99) t (x) ORDER BY x
---
"x","_col1"
"1","1"
"2","1"
"99","3"

-- a row among many rows of other numbers
SELECT (x, y) IN ((0, 0.5e0), (1, 1.5e0), (2, 2.5e0), (3, 3.5e0), (4, 4.5e0), (5, 5.5e0), (6, 6.5e0), (7, 7.5e0), (8, 8.5e0), (9, 9.5e0), (10, 10.5e0), (11, 11.5e0), (12, 12.5e0), (13, 13.5e0), (14, 14.5e0), (15, 15.5e0), (16, 16.5e0), (17, 17.5e0), (18, 18.5e0), (19, 19.5e0), (20, 20.5e0), (21, 21.5e0), (22, 22.5e0), (23, 23.5e0), (24, 24.5e0), (25, 25.5e0), (26, 26.5e0), (27, 27.5e0), (28, 28.5e0), (29, 29.5e0), (30, 30.5e0), (31, 31.5e0), (32, 32.5e0), (33, 33.5e0), (34, 34.5e0), (35, 35.5e0), (36, 36.5e0), (37, 37.5e0), (38, 38.5e0), (39, 39.5e0), (40, 40.5e0), (41, 41.5e0), (42, 42.5e0), (43, 43.5e0), (44, 44.5e0), (45, 45.5e0), (46, 46.5e0), (47, 47.5e0), (48, 48.5e0), (49, 49.5e0), (50, 50.5e0), (51, 51.5e0)), (x, x) IN ((0, BIGINT '0'), (1, BIGINT '1'), (2, BIGINT '2'), (3, BIGINT '3'), (4, BIGINT '4'), (5, BIGINT '5'), (6, BIGINT '6'), (7, BIGINT '7'), (8, BIGINT '8'), (9, BIGINT '9'), (10, BIGINT '10'), (11, BIGINT '11'), (12, BIGINT '12'), (13, BIGINT '13'), (14, BIGINT '14'), (15, BIGINT '15'), (16, BIGINT '16'), (17, BIGINT '17'), (18, BIGINT '18'), (19, BIGINT '19'), (20, BIGINT '20'), (21, BIGINT '21'), (22, BIGINT '22'), (23, BIGINT '23'), (24, BIGINT '24'), (25, BIGINT '25'), (26, BIGINT '26'), (27, BIGINT '27'), (28, BIGINT '28'), (29, BIGINT '29'), (30, BIGINT '30'), (31, BIGINT '31'), (32, BIGINT '32'), (33, BIGINT '33'), (34, BIGINT '34'), (35, BIGINT '35'), (36, BIGINT '36'), (37, BIGINT '37'), (38, BIGINT '38'), (39, BIGINT '39'), (40, BIGINT '40'), (41, BIGINT '41'), (42, BIGINT '42'), (43, BIGINT '43'), (44, BIGINT '44'), (45, BIGINT '45'), (46, BIGINT '46'), (47, BIGINT '47'), (48, BIGINT '48'), (49, BIGINT '49'), (50, BIGINT '50'), (51, BIGINT '51')) FROM (VALUES (3, 3.5e0)) t (x, y)
---
"_col0","_col1"
"true","true"
