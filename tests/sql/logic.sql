-- AND and OR
SELECT true AND NULL, false AND NULL, true OR NULL, false OR NULL, NOT NULL, NULL AND NULL
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,"false","true",,,

-- comparisons with NULL
SELECT 1 = NULL, NULL = NULL, 1 <> NULL, NULL < 1, NULL IS NULL, 1 IS NOT NULL
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,,"true","true"

-- IN with NULL
SELECT 1 IN (1, NULL), 2 IN (1, NULL), 2 NOT IN (1, NULL), 1 NOT IN (1, NULL), NULL IN (1, 2), NULL NOT IN (1)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true",,,"false",,

-- IN of several types
SELECT 1 IN (1.0, 2), DECIMAL '1' IN (1, 2), 'a' IN ('a', 'bc'), 1 IN (BIGINT '1')
---
"_col0","_col1","_col2","_col3"
"true","true","true","true"

-- IN of a subquery with NULL
SELECT 2 IN (SELECT x FROM (VALUES 1, NULL) t(x)), 1 IN (SELECT x FROM (VALUES 1, NULL) t(x)), 2 NOT IN (SELECT x FROM (VALUES 1, 3) t(x)), 1 IN (SELECT 1 WHERE false)
---
"_col0","_col1","_col2","_col3"
,"true","true","false"

-- BETWEEN
SELECT 2 BETWEEN 1 AND 3, 3 BETWEEN 3 AND 1, NULL BETWEEN 1 AND 2, 1 BETWEEN NULL AND 0, 1 BETWEEN 2 AND NULL, 5 NOT BETWEEN 1 AND 3, 'b' BETWEEN 'a' AND 'c'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","false",,"false","false","true","true"

-- IS DISTINCT FROM
SELECT 1 IS DISTINCT FROM NULL, NULL IS DISTINCT FROM NULL, 1 IS DISTINCT FROM 1.0, NULL IS NOT DISTINCT FROM 1, nan() IS DISTINCT FROM nan()
---
"_col0","_col1","_col2","_col3","_col4"
"true","false","false","false","false"

-- NaN
SELECT nan() = nan(), nan() <> nan(), nan() > 1, nan() < 1, 1 < nan(), nan() >= nan(), nan() BETWEEN 0 AND 1, nan() IN (nan()), nan() IN (1, 2), nan() = NULL
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7","_col8","_col9"
"false","true","false","false","false","false","false","false","false",

-- NaN of reals
SELECT REAL 'NaN' = REAL 'NaN', REAL 'NaN' <> 1, REAL '1' IN (REAL 'NaN', REAL '1')
---
"_col0","_col1","_col2"
"false","true","true"

-- NaN in order
SELECT x FROM (VALUES 1.0, nan(), NULL, infinity(), -infinity()) t(x) ORDER BY x
---
"x"
"-Infinity"
"1.0"
"Infinity"
"NaN"


-- NaN in descending order
SELECT x FROM (VALUES 1.0, nan(), NULL, infinity()) t(x) ORDER BY x DESC
---
"x"
"NaN"
"Infinity"
"1.0"


-- NaN is one group
SELECT x, count(*) FROM (VALUES nan(), nan(), 1.0) t(x) GROUP BY x ORDER BY 1
---
"x","_col1"
"1.0","1"
"NaN","2"

-- zeros are one group
SELECT count(*) FROM (SELECT DISTINCT x FROM (VALUES 0.0, -0.0) t(x))
---
"_col0"
"1"

-- NaN joins nothing
SELECT count(*) FROM (VALUES nan(), 1.0) a(x) JOIN (VALUES nan(), 1.0) b(x) ON a.x = b.x
---
"_col0"
"1"

-- rows with NULL
SELECT (1, NULL) = (1, NULL), (1, NULL) = (2, NULL), (1, NULL) <> (2, NULL), (1, 2) = (1, 2), ROW(1, 2) = ROW(1.0, 2)
---
"_col0","_col1","_col2","_col3","_col4"
,"false","true","true","true"

-- rows in order
SELECT (1, 2) < (1, 3), (1, 2) <= (1, 2), (2, 1) > (1, 9), (1, 'b') >= (1, 'c'), (1, NULL) < (2, NULL)
---
"_col0","_col1","_col2","_col3","_col4"
"true","true","true","false","true"

-- rows in no order
SELECT (1, NULL) < (1, 2)
---
error: NOT_SUPPORTED: ROW comparison not supported for fields with null elements

-- rows IN a list
SELECT (1, 2) IN ((1, 2), (3, 4)), (1, 5) IN ((1, 2), (3, 4)), (1, NULL) IN ((1, 2)), (2, NULL) IN ((1, 2)), (1, 2) NOT IN ((1, 3))
---
"_col0","_col1","_col2","_col3","_col4"
"true","false",,"false","true"

-- rows IN a subquery
SELECT (1, 2) IN (SELECT a, b FROM (VALUES (1, 2), (3, 4)) t(a, b)), (1, 5) IN (SELECT a, b FROM (VALUES (1, 2), (3, 4)) t(a, b)), (1, NULL) IN (SELECT a, b FROM (VALUES (1, 2)) t(a, b))
---
"_col0","_col1","_col2"
"true","false",

-- rows of other lengths
SELECT (1, 2) = (1, 2, 3)
---
error: TYPE_MISMATCH: line 1:15: Cannot apply operator: row(integer, integer) = row(integer, integer, integer)

-- arrays with NULL
SELECT ARRAY[1, NULL] = ARRAY[1, NULL], ARRAY[1, NULL] = ARRAY[2, NULL], ARRAY[1, NULL] = ARRAY[1], ARRAY[1, 2] = ARRAY[1, 2], ARRAY[] = ARRAY[], ARRAY[ARRAY[1], NULL] <> ARRAY[ARRAY[2], NULL]
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,"false","false","true","true","true"

-- arrays in order
SELECT ARRAY[1, 2] < ARRAY[1, 3], ARRAY[1] < ARRAY[1, 0], ARRAY['b'] > ARRAY['a', 'z'], ARRAY[1] >= ARRAY[1]
---
"_col0","_col1","_col2","_col3"
"true","true","true","true"

-- arrays in no order
SELECT ARRAY[1, NULL] < ARRAY[1, 2]
---
error: NOT_SUPPORTED: ARRAY comparison not supported for arrays with null elements

-- arrays of other types
SELECT ARRAY[1] = ARRAY[1.0], ARRAY[1] = ARRAY[BIGINT '1'], ARRAY[1] IN (ARRAY[1], ARRAY[2]), ARRAY[nan()] = ARRAY[nan()]
---
"_col0","_col1","_col2","_col3"
"true","true","true","false"

-- arrays of text and numbers
SELECT ARRAY[1] = ARRAY['a']
---
error: TYPE_MISMATCH: line 1:17: Cannot apply operator: array(integer) = array(varchar(1))

-- maps
SELECT MAP(ARRAY[1, 2], ARRAY['a', 'b']) = MAP(ARRAY[2, 1], ARRAY['b', 'a']), MAP(ARRAY[1], ARRAY[NULL]) = MAP(ARRAY[1], ARRAY[NULL]), MAP(ARRAY[1], ARRAY['a']) <> MAP(ARRAY[2], ARRAY['a']), MAP() = MAP()
---
"_col0","_col1","_col2","_col3"
"true",,"true","true"

-- maps have no order
SELECT MAP(ARRAY[1], ARRAY[2]) < MAP(ARRAY[1], ARRAY[2])
---
error: TYPE_MISMATCH: line 1:32: Cannot apply operator: map(integer, integer) < map(integer, integer)

-- nested IS DISTINCT FROM
SELECT ARRAY[1, NULL] IS DISTINCT FROM ARRAY[1, NULL], (1, NULL) IS NOT DISTINCT FROM (1, NULL), ARRAY[1] IS DISTINCT FROM NULL
---
"_col0","_col1","_col2"
"false","true","true"

-- text compares by code point
SELECT 'a' < 'b', 'B' < 'a', 'a' < 'aa', '' < 'a', 'é' > 'z', 'a' = 'A', 'a ' = 'a'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","true","true","true","true","false","false"

-- CASE
SELECT CASE 1 WHEN 1 THEN 'a' ELSE 'b' END, CASE NULL WHEN NULL THEN 1 ELSE 2 END, CASE WHEN NULL THEN 1 END, CASE nan() WHEN nan() THEN 1 ELSE 2 END, typeof(CASE WHEN true THEN 1 ELSE 2.5 END)
---
"_col0","_col1","_col2","_col3","_col4"
"a","2",,"2","double"

-- CASE of several types
SELECT CASE WHEN true THEN 1 ELSE 'a' END
---
error: TYPE_MISMATCH: line 1:35: All CASE results must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]

-- CASE of an operand of another type
SELECT CASE 1 WHEN 'a' THEN 2 END
---
error: TYPE_MISMATCH: line 1:20: CASE operand type does not match WHEN clause operand type: integer vs varchar(1)

-- a condition that is none
SELECT CASE WHEN 1 THEN 2 END
---
error: TYPE_MISMATCH: line 1:18: CASE WHEN clause must evaluate to a boolean (actual: integer)

-- IF
SELECT IF(true, 1, 2), IF(NULL, 1, 2), IF(false, 1), typeof(IF(true, 1, 2.5))
---
"_col0","_col1","_col2","_col3"
"1","2",,"double"

-- IF of several types
SELECT IF(true, 1, 'a')
---
error: TYPE_MISMATCH: line 1:8: Result types for IF must be the same: integer vs varchar(1)

-- IF of no condition
SELECT IF(1, 2, 3)
---
error: TYPE_MISMATCH: line 1:11: IF condition must evaluate to a boolean (actual: integer)

-- COALESCE and NULLIF
SELECT coalesce(NULL, 1, 2), coalesce(NULL, NULL), NULLIF(1, 1), NULLIF(1, 2), NULLIF(1, 1.0), NULLIF(NULL, 1), typeof(NULLIF(1, 1.0)), typeof(coalesce(1, 2.5))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"1",,,"1",,,"integer","double"

-- COALESCE of several types
SELECT coalesce(1, 'a')
---
error: TYPE_MISMATCH: line 1:20: All COALESCE operands must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]

-- NULLIF of several types
SELECT NULLIF(1, 'a')
---
error: TYPE_MISMATCH: line 1:8: Types are not comparable with NULLIF: integer vs varchar(1)

-- integers divide as integers
SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 % -3, BIGINT '7' / 2, 1 / 2.0
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"3","-3","1","-1","1","3","0.5"

-- division by zero
SELECT 1 / 0
---
error: DIVISION_BY_ZERO: Division by zero

-- the remainder by zero
SELECT BIGINT '1' % 0
---
error: DIVISION_BY_ZERO: Division by zero

-- doubles by zero
SELECT 1e0 / 0, -1e0 / 0, 0e0 / 0, 1e0 % 0, REAL '1' / 0
---
"_col0","_col1","_col2","_col3","_col4"
"Infinity","-Infinity","NaN","NaN","Infinity"

-- addition beyond integer
SELECT 2147483647 + 1
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1

-- subtraction beyond bigint
SELECT -9223372036854775808 - 1
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint subtraction overflow: -9223372036854775808 - 1

-- multiplication beyond bigint
SELECT 9223372036854775807 * 2
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint multiplication overflow: 9223372036854775807 * 2

-- multiplication beyond smallint
SELECT SMALLINT '32767' * SMALLINT '2'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: smallint multiplication overflow: 32767 * 2

-- addition beyond tinyint
SELECT TINYINT '127' + TINYINT '1'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: tinyint addition overflow: 127 + 1

-- negation beyond bigint
SELECT -(-9223372036854775808)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint negation overflow: -9223372036854775808

-- negation beyond integer
SELECT -x FROM (VALUES CAST(-2147483648 AS integer)) t(x)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer negation overflow: -2147483648

-- division beyond bigint
SELECT -9223372036854775808 / -1
---
error: NUMERIC_VALUE_OUT_OF_RANGE: bigint division overflow: -9223372036854775808 / -1

-- reals stay real
SELECT REAL '0.1' + REAL '0.2', typeof(REAL '1' * 2), typeof(REAL '1' + 1.5), REAL '3e38' * 10, REAL '1' / 3
---
"_col0","_col1","_col2","_col3","_col4"
"0.3","real","double","Infinity","0.33333334"

-- numbers and text
SELECT 1 = 'a'
---
error: TYPE_MISMATCH: line 1:10: Cannot apply operator: integer = varchar(1)

-- the operator that is named
SELECT 1 > 'a'
---
error: TYPE_MISMATCH: line 1:10: Cannot apply operator: integer < varchar(1)

-- and of inequality
SELECT 'a' <> 1
---
error: TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) = integer

-- text and numbers do not add
SELECT 'a' + 1
---
error: TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) + integer

-- booleans do not add
SELECT true + 1
---
error: TYPE_MISMATCH: line 1:13: Cannot apply operator: boolean + integer

-- IS DISTINCT FROM of several types
SELECT 1 IS DISTINCT FROM 'a'
---
error: TYPE_MISMATCH: line 1:10: Cannot apply operator: integer IS DISTINCT FROM varchar(1)

-- BETWEEN of several types
SELECT 1 BETWEEN 'a' AND 'b'
---
error: TYPE_MISMATCH: line 1:10: Cannot check if integer is BETWEEN varchar(1) and varchar(1)

-- IN of numbers and text
SELECT 1 IN (2, 'a')
---
error: TYPE_MISMATCH: line 1:17: IN value and list items must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]

-- AND of a number
SELECT true AND 1
---
error: TYPE_MISMATCH: line 1:17: Logical expression term must evaluate to a boolean (actual: integer)

-- NOT of text
SELECT NOT 'a'
---
error: TYPE_MISMATCH: line 1:12: Value of logical NOT expression must evaluate to a boolean (actual: varchar(1))

-- WHERE of a number
SELECT 1 WHERE 1
---
error: TYPE_MISMATCH: line 1:16: WHERE clause must evaluate to a boolean: actual type integer

-- LIKE
SELECT 'abc' LIKE 'a%', 'abc' LIKE '_b_', 'abc' LIKE 'b', '' LIKE '%', 'a%c' LIKE 'a!%c' ESCAPE '!', NULL LIKE 'a', 'a' LIKE NULL, 'ABC' LIKE 'a%'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"true","true","false","true","true",,,"false"

-- LIKE takes the backslash as it is
SELECT 'a\b' LIKE 'a\b', 'a%' LIKE 'a\%', 'a\%' LIKE 'a\\%' ESCAPE '\'
---
"_col0","_col1","_col2"
"true","false","true"

-- LIKE over lines
SELECT U&'a\000Ab' LIKE 'a%b', U&'a\000Ab' LIKE 'a_b', 'é' LIKE '_', '😀' LIKE '_'
---
"_col0","_col1","_col2","_col3"
"true","true","true","true"

-- LIKE of char
SELECT CAST('ab' AS char(4)) LIKE 'ab', CAST('ab' AS char(4)) LIKE 'ab%'
---
"_col0","_col1"
"false","true"

-- an escape of two characters
SELECT 'a' LIKE 'a' ESCAPE '!!'
---
error: INVALID_FUNCTION_ARGUMENT: Escape string must be a single character

-- an empty escape
SELECT 'a' LIKE 'a' ESCAPE ''
---
error: INVALID_FUNCTION_ARGUMENT: Escape string must be a single character

-- an escape of something else
SELECT 'a' LIKE '!a' ESCAPE '!'
---
error: INVALID_FUNCTION_ARGUMENT: Escape character must be followed by '%', '_' or the escape character itself

-- an escape at the end
SELECT 'a' LIKE 'a!' ESCAPE '!'
---
error: INVALID_FUNCTION_ARGUMENT: Escape character must be followed by '%', '_' or the escape character itself

-- LIKE of a number
SELECT 1 LIKE 'a'
---
error: TYPE_MISMATCH: line 1:8: Left side of LIKE expression must evaluate to a varchar (actual: integer)

-- a pattern that is a number
SELECT 'a' LIKE 1
---
error: TYPE_MISMATCH: line 1:17: Pattern for LIKE expression must evaluate to a varchar (actual: integer)

-- JSON compares by its text
SELECT JSON '{"a":1,"b":2}' = JSON '{"b":2,"a":1}', JSON '1' = JSON '1.0', JSON '1' <> JSON '2'
---
"_col0","_col1","_col2"
"true","false","true"

-- JSON has no order
SELECT JSON '1' < JSON '2'
---
error: TYPE_MISMATCH: line 1:17: Cannot apply operator: json < json

-- TRY
SELECT TRY(1 / 0), TRY(CAST('x' AS integer)), TRY(2147483647 + 1), TRY(1), coalesce(TRY(1 % 0), 7)
---
"_col0","_col1","_col2","_col3","_col4"
,,,"1","7"

-- TRY of a column
SELECT TRY(10 / x) FROM (VALUES 2, 0, NULL, 5) t(x)
---
"_col0"
"5"


"2"

-- IF of one
SELECT if(true)
---
error: SYNTAX_ERROR: line 1:8: Invalid number of arguments for 'if' function

-- IF of nothing
SELECT if()
---
error: SYNTAX_ERROR: line 1:8: Invalid number of arguments for 'if' function

-- IF of four
SELECT if(true, 1, 2, 3)
---
error: SYNTAX_ERROR: line 1:8: Invalid number of arguments for 'if' function

-- a column called if
SELECT if + 1, if(if > 0, 'a', 'b') FROM (VALUES 1) t(if)
---
"_col0","_col1"
"2","a"
