-- text of doubles has an exponent
SELECT CAST(0.0 AS varchar), CAST(-0.0 AS varchar), CAST(1.0 AS varchar), CAST(123456.789 AS varchar), CAST(1e-10 AS varchar), CAST(nan() AS varchar), CAST(-infinity() AS varchar)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"0E0","-0E0","1.0E0","1.23456789E5","1.0E-10","NaN","-Infinity"

-- text of reals has seven digits
SELECT CAST(REAL '1.5' AS varchar), CAST(REAL '87654321' AS varchar), CAST(REAL '0' AS varchar), CAST(REAL '0.1' AS varchar)
---
"_col0","_col1","_col2","_col3"
"1.5E0","8.765432E7","0E0","1.0E-1"

-- text of a double that is too long
SELECT CAST(1200.5 AS varchar(4))
---
error: INVALID_CAST_ARGUMENT: Value 1200.5 (1.2005E3) cannot be represented as varchar(4)

-- text of integers
SELECT CAST(-5 AS varchar), CAST(TINYINT '7' AS varchar(3)), CAST(9223372036854775807 AS varchar)
---
"_col0","_col1","_col2"
"-5","7","9223372036854775807"

-- text of an integer that is too long
SELECT CAST(12345 AS varchar(3))
---
error: INVALID_CAST_ARGUMENT: Value 12345 cannot be represented as varchar(3)

-- text of a boolean that is too long
SELECT CAST(true AS varchar(2))
---
error: INVALID_CAST_ARGUMENT: Value true cannot be represented as varchar(2)

-- text of booleans and dates
SELECT CAST(true AS varchar), CAST(false AS varchar(5)), CAST(DATE '2020-02-03' AS varchar(10))
---
"_col0","_col1","_col2"
"true","false","2020-02-03"

-- text of decimals keeps the scale
SELECT CAST(DECIMAL '1.50' AS varchar), CAST(DECIMAL '-0.05' AS varchar), CAST(DECIMAL '12345678901234567890.123' AS varchar)
---
"_col0","_col1","_col2"
"1.50","-0.05","12345678901234567890.123"

-- text is cut to a length
SELECT CAST('abcdef' AS varchar(3)), CAST('é€😀x' AS varchar(3)), typeof(CAST('abc' AS varchar(10)))
---
"_col0","_col1","_col2"
"abc","é€😀","varchar(10)"

-- char is padded
SELECT CAST('ab' AS char(4)), CAST('abcdef' AS char(3)), length(CAST('ab' AS char(4))), typeof(CAST('ab' AS char))
---
"_col0","_col1","_col2","_col3"
"ab  ","abc","4","char(1)"

-- char becomes text with its blanks
SELECT CAST(CAST('ab' AS char(4)) AS varchar), length(CAST(CAST('ab' AS char(4)) AS varchar)), CAST(CAST('ab' AS char(4)) AS varchar(3))
---
"_col0","_col1","_col2"
"ab  ","4","ab "

-- char compares without its blanks
SELECT CAST('ab' AS char(4)) = 'ab', CAST('ab' AS char(4)) = CAST('ab' AS char(8)), CAST('ab' AS char(4)) = 'ab    ', CAST('ab' AS char(4)) < 'b'
---
"_col0","_col1","_col2","_col3"
"true","true","true","true"

-- char in nested values
SELECT ARRAY[CAST('a' AS char(3))], ROW(CAST('a' AS char(2)))
---
"_col0","_col1"
"[a  ]","{a }"

-- text to integers
SELECT CAST('123' AS bigint), CAST('-7' AS tinyint), CAST('+5' AS integer), CAST('0012' AS smallint)
---
"_col0","_col1","_col2","_col3"
"123","-7","5","12"

-- text that is no integer
SELECT CAST('1.5' AS bigint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '1.5' to BIGINT

-- text with blanks is no integer
SELECT CAST(' 1' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast ' 1' to INT

-- empty text is no integer
SELECT CAST('' AS bigint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '' to BIGINT

-- text beyond the type
SELECT CAST('128' AS tinyint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '128' to TINYINT

-- text to doubles
SELECT CAST('1.5' AS double), CAST(' 1e3 ' AS double), CAST('.5' AS double), CAST('5.' AS double), CAST('1d' AS double), CAST('NaN' AS double), CAST('-Infinity' AS double), CAST('1e999' AS double)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"1.5","1000.0","0.5","5.0","1.0","NaN","-Infinity","Infinity"

-- text that is no double
SELECT CAST('1,5' AS double)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '1,5' to DOUBLE

-- text that is no real
SELECT CAST('x' AS real)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'x' to REAL

-- text to booleans
SELECT CAST('true' AS boolean), CAST('T' AS boolean), CAST('1' AS boolean), CAST('FALSE' AS boolean), CAST('f' AS boolean), CAST('0' AS boolean)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"true","true","true","false","false","false"

-- text that is no boolean
SELECT CAST('yes' AS boolean)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'yes' to BOOLEAN

-- doubles to integers round half away from zero
SELECT CAST(2.5 AS bigint), CAST(-2.5 AS integer), CAST(0.5 AS smallint), CAST(1.4999 AS tinyint), CAST(REAL '2.5' AS bigint)
---
"_col0","_col1","_col2","_col3","_col4"
"3","-3","1","1","3"

-- a double beyond bigint
SELECT CAST(1e20 AS bigint)
---
error: INVALID_CAST_ARGUMENT: Unable to cast 1.0E20 to bigint

-- a double beyond integer
SELECT CAST(1e10 AS integer)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Out of range for integer: 1.0E10

-- NaN is no integer
SELECT CAST(nan() AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast double NaN to integer

-- NaN is no bigint
SELECT CAST(nan() AS bigint)
---
error: INVALID_CAST_ARGUMENT: Unable to cast NaN to bigint

-- a real beyond bigint is its end
SELECT CAST(REAL '1e20' AS bigint), CAST(REAL '-1e20' AS bigint)
---
"_col0","_col1"
"9223372036854775807","-9223372036854775808"

-- integers beyond the smaller type
SELECT CAST(300 AS tinyint)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 300

-- a bigint beyond integer
SELECT CAST(3000000000 AS integer)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Out of range for integer: 3000000000

-- numbers to booleans
SELECT CAST(0 AS boolean), CAST(-3 AS boolean), CAST(0.0 AS boolean), CAST(nan() AS boolean), CAST(DECIMAL '0.0' AS boolean)
---
"_col0","_col1","_col2","_col3","_col4"
"false","true","false","true","false"

-- booleans to numbers
SELECT CAST(true AS integer), CAST(false AS double), CAST(true AS decimal(3,1)), CAST(true AS real)
---
"_col0","_col1","_col2","_col3"
"1","0.0","1.0","1.0"

-- a double beyond real is infinite
SELECT CAST(1e300 AS real), CAST(-1e300 AS real), CAST(1e-300 AS real)
---
"_col0","_col1","_col2"
"Infinity","-Infinity","0.0"

-- decimals round half up
SELECT CAST(1.005 AS decimal(5,2)), CAST(-1.005 AS decimal(5,2)), CAST('2.675' AS decimal(5,2)), CAST(DECIMAL '2.675' AS decimal(5,2)), CAST(REAL '0.125' AS decimal(3,2))
---
"_col0","_col1","_col2","_col3","_col4"
"1.01","-1.01","2.68","2.68","0.13"

-- decimals to integers round half up
SELECT CAST(DECIMAL '2.5' AS integer), CAST(DECIMAL '-2.5' AS bigint), CAST(DECIMAL '2.49' AS tinyint)
---
"_col0","_col1","_col2"
"3","-3","2"

-- a decimal beyond integer
SELECT CAST(DECIMAL '12345678901.4' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '12345678901' to INTEGER

-- a decimal of fewer digits
SELECT CAST(DECIMAL '123.45' AS decimal(4,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast DECIMAL(5, 2) '123.45' to DECIMAL(4, 2)

-- a double beyond a decimal
SELECT CAST(123.456 AS decimal(4,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast DOUBLE '123.456' to DECIMAL(4, 2)

-- NaN is no decimal
SELECT CAST(nan() AS decimal(4,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast DOUBLE 'NaN' to DECIMAL(4, 2)

-- an integer beyond a decimal
SELECT CAST(1000 AS decimal(3))
---
error: INVALID_CAST_ARGUMENT: Cannot cast INTEGER '1000' to DECIMAL(3, 0)

-- a bigint beyond a decimal
SELECT CAST(BIGINT '1000' AS decimal(4,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast BIGINT '1000' to DECIMAL(4, 2)

-- text beyond a decimal
SELECT CAST('12345.6' AS decimal(5,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast VARCHAR '12345.6' to DECIMAL(5, 2). Value too large.

-- text that is no decimal
SELECT CAST('1,5' AS decimal(5,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast VARCHAR '1,5' to DECIMAL(5, 2). Value is not a number.

-- text to decimals
SELECT CAST('1.5' AS decimal(5,2)), CAST('1e2' AS decimal(5,1)), CAST('-.5' AS decimal(3,1)), CAST('99999999999999999999999999999999999999' AS decimal(38))
---
"_col0","_col1","_col2","_col3"
"1.50","100.0","-0.5","99999999999999999999999999999999999999"

-- a decimal without numbers has no fraction
SELECT CAST(1.5 AS decimal), typeof(CAST(1 AS decimal)), typeof(CAST(1 AS decimal(5)))
---
"_col0","_col1","_col2"
"2","decimal(38,0)","decimal(5,0)"

-- decimals to doubles and back
SELECT CAST(DECIMAL '0.1' AS double), CAST(DECIMAL '12345678901234567890.5' AS double), CAST(DECIMAL '1.5' AS real)
---
"_col0","_col1","_col2"
"0.1","1.2345678901234567E19","1.5"

-- text to dates
SELECT CAST('2020-1-5' AS date), CAST(' 2020-12-31 ' AS date), CAST('1600-02-29' AS date)
---
"_col0","_col1","_col2"
"2020-01-05","2020-12-31","1600-02-29"

-- text that is no day
SELECT CAST('2021-02-29' AS date)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2021-02-29

-- text with a time is no date
SELECT CAST('2020-01-01 00:00:00' AS date)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2020-01-01 00:00:00

-- text to timestamps
SELECT CAST('2020-01-02' AS timestamp), CAST('2020-01-02 3:4' AS timestamp), CAST('2020-01-02 03:04:05.6789' AS timestamp), CAST('2020-01-02 03:04:05.6789' AS timestamp(6)), CAST('2020-01-02 03:04:05.6' AS timestamp(0))
---
"_col0","_col1","_col2","_col3","_col4"
"2020-01-02 00:00:00.000","2020-01-02 03:04:00.000","2020-01-02 03:04:05.679","2020-01-02 03:04:05.678900","2020-01-02 03:04:06"

-- text with a T is no timestamp
SELECT CAST('2020-01-02T03:04:05' AS timestamp)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: 2020-01-02T03:04:05

-- text to timestamps with zones
SELECT CAST('2020-01-02 03:04:05 America/New_York' AS timestamp with time zone), CAST('2020-01-02 03:04:05 +05:30' AS timestamp(0) with time zone), CAST('2020-01-02' AS timestamp with time zone), CAST('2020-01-02 03:04:05 utc' AS timestamp with time zone)
---
"_col0","_col1","_col2","_col3"
"2020-01-02 03:04:05.000 America/New_York","2020-01-02 03:04:05 +05:30","2020-01-02 00:00:00.000 UTC","2020-01-02 03:04:05.000 UTC"

-- text with a zone that is none
SELECT CAST('2020-01-02 03:04:05 Mars/Base' AS timestamp with time zone)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp with time zone: 2020-01-02 03:04:05 Mars/Base

-- text to times
SELECT CAST('12:34' AS time), CAST('1:2:3.4' AS time(1)), CAST('23:59:59.9999' AS time), CAST('12:34:56+02:00' AS time with time zone)
---
"_col0","_col1","_col2","_col3"
"12:34:00.000","01:02:03.4","00:00:00.000","12:34:56.000+02:00"

-- text that is no time
SELECT CAST('24:00:00' AS time)
---
error: INVALID_CAST_ARGUMENT: Value cannot be cast to time: 24:00:00

-- between dates and times
SELECT CAST(DATE '2020-01-02' AS timestamp), CAST(TIMESTAMP '2020-01-02 03:04:05.678' AS date), CAST(TIMESTAMP '2020-01-02 03:04:05.678' AS time), CAST(DATE '2020-01-02' AS timestamp with time zone)
---
"_col0","_col1","_col2","_col3"
"2020-01-02 00:00:00.000","2020-01-02","03:04:05.678","2020-01-02 00:00:00.000 UTC"

-- zones are left behind
SELECT CAST(TIMESTAMP '2020-01-02 03:04:05 Asia/Tokyo' AS timestamp), CAST(TIMESTAMP '2020-01-02 03:04:05 Asia/Tokyo' AS date), CAST(TIMESTAMP '2020-01-02 03:04:05 Asia/Tokyo' AS time(0))
---
"_col0","_col1","_col2"
"2020-01-02 03:04:05.000","2020-01-02","03:04:05"

-- text of times
SELECT CAST(TIMESTAMP '2020-01-02 03:04:05.60' AS varchar), CAST(TIME '03:04:05' AS varchar), CAST(TIMESTAMP '2020-01-02 03:04:05 Asia/Tokyo' AS varchar), CAST(TIME '03:04:05.1+05:30' AS varchar)
---
"_col0","_col1","_col2","_col3"
"2020-01-02 03:04:05.60","03:04:05","2020-01-02 03:04:05 Asia/Tokyo","03:04:05.1+05:30"

-- text of intervals
SELECT CAST(INTERVAL '1' DAY AS varchar), CAST(INTERVAL '-90' MINUTE AS varchar), CAST(INTERVAL '14' MONTH AS varchar), CAST(INTERVAL '-1' MONTH AS varchar)
---
"_col0","_col1","_col2","_col3"
"1 00:00:00.000","-0 01:30:00.000","1-2","-0-1"

-- uuids
SELECT CAST('12151fd2-7586-11e9-8f9e-2a86e4085a59' AS uuid), CAST(UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' AS varbinary), CAST(X'12151fd2758611e98f9e2a86e4085a59' AS uuid), CAST(UUID '12151FD2-7586-11e9-8f9e-2a86e4085a59' AS varchar)
---
"_col0","_col1","_col2","_col3"
"12151fd2-7586-11e9-8f9e-2a86e4085a59","12 15 1f d2 75 86 11 e9 8f 9e 2a 86 e4 08 5a 59","12151fd2-7586-11e9-8f9e-2a86e4085a59","12151fd2-7586-11e9-8f9e-2a86e4085a59"

-- text that is no uuid
SELECT CAST('abc' AS uuid)
---
error: INVALID_CAST_ARGUMENT: Cannot cast value to UUID: abc

-- bytes that are no uuid
SELECT CAST(X'0102' AS uuid)
---
error: INVALID_CAST_ARGUMENT: Invalid UUID binary length: 2

-- text to bytes
SELECT CAST('hé' AS varbinary)
---
"_col0"
"68 c3 a9"

-- bytes to text
SELECT CAST(X'61' AS varchar)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast varbinary to varchar

-- arrays and maps by element
SELECT CAST(ARRAY[1, NULL, 3] AS array(varchar)), CAST(MAP(ARRAY['1'], ARRAY['2.5']) AS map(bigint, double)), CAST(ARRAY[ARRAY['1']] AS array(array(integer)))
---
"_col0","_col1","_col2"
"[1, null, 3]","{1=2.5}","[[1]]"

-- an element that is no number
SELECT CAST(ARRAY['1', 'x'] AS array(integer))
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT

-- rows by field
SELECT CAST(ROW(1, 'x') AS ROW(a bigint, b varchar(5))), CAST(ROW(1.5, NULL) AS ROW(integer, date)), CAST(NULL AS ROW(a integer))
---
"_col0","_col1","_col2"
"{a=1, b=x}","{2, null}",

-- names of fields are in lower case
SELECT CAST(ROW(1) AS ROW(Abc integer)), CAST(ROW(1) AS ROW("Abc" integer))
---
"_col0","_col1"
"{abc=1}","{Abc=1}"

-- rows of other lengths
SELECT CAST(ROW(1, 2) AS ROW(a integer))
---
error: TYPE_MISMATCH: line 1:8: Cannot cast row(integer, integer) to row(a integer)

-- TRY_CAST
SELECT TRY_CAST('x' AS integer), TRY_CAST('5' AS integer), TRY_CAST('2020-13-01' AS date), TRY_CAST(1e30 AS bigint), TRY_CAST(ARRAY['x'] AS array(integer)), TRY_CAST(NULL AS integer)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,"5",,,,

-- TRY_CAST of types that do not cast
SELECT TRY_CAST(1 AS date)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast integer to date

-- casts that do not exist
SELECT CAST(true AS date)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast boolean to date

-- no cast from a date to a number
SELECT CAST(DATE '2020-01-01' AS bigint)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast date to bigint

-- a type that does not exist
SELECT CAST('x' AS decimal(39, 1))
---
error: INVALID_FUNCTION_ARGUMENT: DECIMAL precision must be in range [1, 38]: 39

-- NULL to anything
SELECT CAST(NULL AS integer), CAST(NULL AS array(varchar)), CAST(NULL AS timestamp with time zone), typeof(CAST(NULL AS json))
---
"_col0","_col1","_col2","_col3"
,,,"json"

-- to JSON
SELECT CAST('a"b' AS json), CAST(1 AS json), CAST(1.5 AS json), CAST(1e10 AS json), CAST(true AS json), CAST(DECIMAL '1.50' AS json), CAST(nan() AS json), CAST(NULL AS json)
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"""a\""b""","1","1.5","1.0E10","true","1.50","""NaN""",

-- times to JSON
SELECT CAST(DATE '2020-01-02' AS json), CAST(TIMESTAMP '2020-01-02 03:04:05.678' AS json)
---
"_col0","_col1"
"""2020-01-02""","""2020-01-02 03:04:05.678"""

-- arrays to JSON
SELECT CAST(ARRAY[1, NULL] AS json), CAST(ARRAY['a', 'b'] AS json), CAST(ARRAY[ARRAY[1.5]] AS json), CAST(ARRAY[] AS json)
---
"_col0","_col1","_col2","_col3"
"[1,null]","[""a"",""b""]","[[1.5]]","[]"

-- maps to JSON have sorted names
SELECT CAST(MAP(ARRAY['b', 'a'], ARRAY[1, NULL]) AS json), CAST(MAP(ARRAY[10, 9], ARRAY['x', 'y']) AS json), CAST(MAP(ARRAY[true], ARRAY[1]) AS json)
---
"_col0","_col1","_col2"
"{""a"":null,""b"":1}","{""10"":""x"",""9"":""y""}","{""true"":1}"

-- rows to JSON are objects
SELECT CAST(CAST(ROW(1, 'x') AS ROW(a integer, b varchar)) AS json), CAST(ROW(1, NULL) AS json), CAST(ARRAY[CAST(ROW(1) AS ROW(a integer))] AS json)
---
"_col0","_col1","_col2"
"{""a"":1,""b"":""x""}","{"""":1,"""":null}","[{""a"":1}]"

-- text is not parsed
SELECT CAST('{"a": 1}' AS json), CAST(ARRAY['{}'] AS json)
---
"_col0","_col1"
"""{\""a\"": 1}""","[""{}""]"

-- JSON within JSON
SELECT CAST(ARRAY[JSON '{"a":1}', NULL] AS json), CAST(MAP(ARRAY['k'], ARRAY[JSON '[1]']) AS json)
---
"_col0","_col1"
"[{""a"":1},null]","{""k"":[1]}"

-- types without JSON
SELECT CAST(TIME '01:02:03' AS json)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast time(0) to json

-- from JSON
SELECT CAST(JSON '"abc"' AS varchar), CAST(JSON '12' AS bigint), CAST(JSON '"12"' AS integer), CAST(JSON '1.5' AS double), CAST(JSON 'true' AS boolean), CAST(JSON 'null' AS varchar), CAST(JSON '"1.5"' AS decimal(5,2))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"abc","12","12","1.5","true",,"1.50"

-- numbers of JSON as text
SELECT CAST(JSON '1' AS varchar), CAST(JSON '1.5' AS varchar), CAST(JSON 'true' AS varchar)
---
"_col0","_col1","_col2"
"1","1.5E0","true"

-- numbers of JSON are rounded
SELECT CAST(JSON '1.5' AS bigint), CAST(JSON '2.675' AS decimal(3,1)), CAST(JSON 'true' AS integer), CAST(JSON '0' AS boolean)
---
"_col0","_col1","_col2","_col3"
"2","2.7","1","false"

-- JSON that is no number
SELECT CAST(JSON '"abc"' AS bigint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast 'abc' to BIGINT

-- an object is no text
SELECT CAST(JSON '{"a":1}' AS varchar)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '{"a":1}' to varchar

-- an array is no number
SELECT CAST(JSON '[1]' AS bigint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '[1]' to bigint

-- an array is no decimal
SELECT CAST(JSON '[1]' AS decimal(5,2))
---
error: INVALID_CAST_ARGUMENT: Cannot cast '[1]' to DECIMAL(5,2)

-- JSON beyond integer
SELECT CAST(JSON '3000000000' AS integer)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '3000000000' to integer

-- JSON to arrays
SELECT CAST(JSON '[1,null,3]' AS array(integer)), CAST(JSON '[[1],[2]]' AS array(array(bigint))), CAST(JSON '[1,"a",null]' AS array(varchar)), CAST(JSON 'null' AS array(integer)), CAST(JSON '[{"a":1},2]' AS array(json))
---
"_col0","_col1","_col2","_col3","_col4"
"[1, null, 3]","[[1], [2]]","[1, a, null]",,"[{""a"":1}, 2]"

-- JSON to maps
SELECT CAST(JSON '{"a":1,"b":null}' AS map(varchar, integer)), CAST(JSON '{"1":"x"}' AS map(integer, varchar)), CAST(JSON '{"a":[1]}' AS map(varchar, json))
---
"_col0","_col1","_col2"
"{a=1, b=null}","{1=x}","{a=[1]}"

-- JSON to rows
SELECT CAST(JSON '{"a":1,"b":"x"}' AS ROW(a integer, b varchar)), CAST(JSON '[1,"x"]' AS ROW(a integer, b varchar)), CAST(JSON '{"B":"x","c":1}' AS ROW(a integer, b varchar)), CAST(JSON '[1,2]' AS ROW(integer, integer))
---
"_col0","_col1","_col2","_col3"
"{a=1, b=x}","{a=1, b=x}","{a=null, b=x}","{1, 2}"

-- an object is no array
SELECT CAST(JSON '{"a":1}' AS array(integer))
---
error: INVALID_CAST_ARGUMENT: Cannot cast to array(integer). Expected a json array, but got {
{"a":1}

-- an array is no map
SELECT CAST(JSON '[1]' AS map(varchar, integer))
---
error: INVALID_CAST_ARGUMENT: Cannot cast to map(varchar, integer). Expected a json object, but got [
[1]

-- an object has names
SELECT CAST(JSON '{"a":1}' AS ROW(integer))
---
error: INVALID_CAST_ARGUMENT: Cannot cast to row(integer). Cannot cast a JSON object to anonymous row type. Input must be a JSON array.
{"a":1}

-- TRY around JSON
SELECT TRY(CAST(JSON '"x"' AS bigint)), TRY_CAST(JSON '[1]' AS varchar), TRY(CAST(JSON '{}' AS array(integer)))
---
"_col0","_col1","_col2"
,,

-- there is no date in JSON
SELECT CAST(JSON '"2020-01-01"' AS date)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast json to date

-- a value of JSON that is no number
SELECT CAST(JSON '{"a":"x"}' AS map(varchar, integer))
---
error: INVALID_CAST_ARGUMENT: Cannot cast to map(varchar, integer). Cannot cast 'x' to INT
{"a":"x"}

-- decimals of a fraction only
SELECT CAST(DECIMAL '0.05' AS varchar), CAST(DECIMAL '-0.5' AS varchar(4)), ARRAY[DECIMAL '-0.5']
---
"_col0","_col1","_col2"
"0.05","-0.5","[-0.5]"

-- char that is too long a type
SELECT CAST('a' AS char(65537))
---
error: TYPE_MISMATCH: line 1:8: Unknown type: char(65537)

-- char within other values
SELECT CAST(ROW(1, CAST('ab' AS char(4))) AS ROW(a integer, b varchar(3))), CAST(ARRAY['ab  '] AS array(char(3))), CASE WHEN true THEN CAST('a' AS char(3)) ELSE 'bcde' END, CAST('a' AS char(3)) || 'b'
---
"_col0","_col1","_col2","_col3"
"{a=1, b=ab }","[ab ]","a   ","a  b"

-- a list of objects of JSON
SELECT CAST(json_parse('[{"symbol":"AAPL","price":1.5},{"symbol":"MSFT"}]') AS array(row(symbol varchar, price double)))
---
"_col0"
"[{symbol=AAPL, price=1.5}, {symbol=MSFT, price=null}]"

-- no text of an array
SELECT CAST(ARRAY[1, 2] AS varchar)
---
error: TYPE_MISMATCH: line 1:8: Cannot cast array(integer) to varchar

-- text becomes char where a char stands beside it, and char never becomes text
SELECT CAST('a' AS char(3)) || 'b' || '|', typeof(CAST('a' AS char(3)) || 'b'), 'b' || CAST('a' AS char(3)) || '|', format('%s|', CAST('a' AS char(3))), regexp_like('xa  ', CAST('a' AS char(3)))
---
"_col0","_col1","_col2","_col3","_col4"
"a  b|","char(4)","ba  |","a  |","true"

-- a function of text is none of char
SELECT replace(CAST('a' AS char(3)), 'a', 'b')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (char(3), varchar(1), varchar(1)) for function replace. Expected: replace(varchar(x), varchar(y)), replace(varchar(x), varchar(y), varchar(z))

-- chars are joined two by two
SELECT concat(CAST('a' AS char(3)), 'x', 'y')
---
error: FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (char(3), varchar(1), varchar(1)) for function concat. Expected: concat(E, array(E)) E, concat(array(E)) E, concat(array(E), E) E, concat(char(x), char(y)), concat(varbinary), concat(varchar)

-- text without a length is the longest char, which nothing can follow
SELECT CAST('a' AS char(3)) || CAST('b' AS varchar)
---
error: INVALID_FUNCTION_ARGUMENT: line 1:29: CHAR length must be in range [0, 65536], got 65539

-- a pattern is no char
SELECT 'a' LIKE CAST('a' AS char(2))
---
error: TYPE_MISMATCH: line 1:17: Pattern for LIKE expression must evaluate to a varchar (actual: char(2))

-- a decimal of more places than digits
SELECT CAST(ARRAY[1] AS array(decimal(5, 6)))
---
error: INVALID_FUNCTION_ARGUMENT: DECIMAL scale must be in range [0, precision (5)]: 6

-- a long decimal beyond tinyint is shown as it is
SELECT CAST(DECIMAL '1234567890123456789.5' AS tinyint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '1234567890123456789.5' to TINYINT

-- a short decimal beyond tinyint is shown rounded
SELECT CAST(DECIMAL '-300.5' AS tinyint)
---
error: INVALID_CAST_ARGUMENT: Cannot cast '-301' to TINYINT

-- a text longer than any
SELECT CAST('x' AS varchar(99999999999))
---
error: TYPE_MISMATCH: line 1:8: Unknown type: varchar(99999999999)

-- a moment of too many digits
SELECT CAST(NULL AS timestamp(13))
---
error: TYPE_MISMATCH: line 1:8: Unknown type: timestamp(13)

-- true as a decimal that has no place for it
SELECT CAST(true AS decimal(2,2))
---
error: NOT_SUPPORTED: line 1:8: tickstack does not support a boolean as decimal(2,2), in which 1 has no place

-- the least numbers have two digits
SELECT CAST('4.9e-324' AS double), CAST('1e-323' AS double), CAST('2e-323' AS double), CAST('1.4e-45' AS real), CAST('2.8e-45' AS real), CAST(CAST('4.9e-324' AS double) AS varchar)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"4.9E-324","9.9E-324","2.0E-323","1.4E-45","2.8E-45","4.9E-324"

-- a time with a zone is one of today
SELECT CAST(CAST(TIME '01:02:03.5+05:30' AS timestamp) AS time(1)), CAST(TIME '01:02:03+05:30' AS timestamp) = CAST(current_date AS timestamp) + INTERVAL '3723' SECOND, timezone_minute(CAST(TIME '01:02:03+05:30' AS timestamp with time zone)), CAST(CAST(TIME '06:02:03+00:00' AS timestamp(0) with time zone) AS varchar) LIKE '% 06:02:03 UTC', CAST(CAST(TIME '01:02:03.123456789+05:30' AS timestamp(9)) AS time(9))
---
"_col0","_col1","_col2","_col3","_col4"
"01:02:03.5","true","30","true","01:02:03.123456789"

-- the time of a timestamp in UTC
SELECT CAST(TIMESTAMP '2020-01-02 03:04:05.678' AS time(1) with time zone), CAST(TIMESTAMP '2020-01-02 03:04:05.123456789' AS time(9) with time zone)
---
"_col0","_col1"
"03:04:05.7+00:00","03:04:05.123456789+00:00"

-- nanoseconds are too long for a text too
SELECT CAST(TIME '01:02:03.123456789' AS varchar(2))
---
error: INVALID_CAST_ARGUMENT: Value 01:02:03.123456789 cannot be represented as varchar(2)

-- NULL of moments to others
SELECT CAST(CAST(NULL AS time with time zone) AS time), CAST(CAST(NULL AS time with time zone) AS timestamp), CAST(CAST(NULL AS timestamp with time zone) AS time with time zone), CAST(CAST(NULL AS varchar) AS time(9) with time zone), CAST(CAST(NULL AS varchar) AS timestamp(12) with time zone), CAST(CAST(NULL AS timestamp(9)) AS date)
---
"_col0","_col1","_col2","_col3","_col4","_col5"
,,,,,
