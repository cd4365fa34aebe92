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
error: TYPE_MISMATCH: line 1:14: Expression ARRAY[1] is not of type ROW

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
