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
