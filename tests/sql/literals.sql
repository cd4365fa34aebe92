-- integers
SELECT 0, 2147483647, 2147483648, 9223372036854775807, -9223372036854775808
---
"_col0","_col1","_col2","_col3","_col4"
"0","2147483647","2147483648","9223372036854775807","-9223372036854775808"

-- types of integers
SELECT typeof(1), typeof(2147483647), typeof(2147483648), typeof(-2147483648)
---
"_col0","_col1","_col2","_col3"
"integer","integer","bigint","integer"

-- an integer beyond bigint
SELECT 9223372036854775808
---
error: INVALID_LITERAL: line 1:8: Invalid numeric literal: 9223372036854775808

-- doubles
SELECT 1.5, .5, 5., 1e3, 1E-7, typeof(1.5), typeof(1e0), 12345678901234567890.5
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6","_col7"
"1.5","0.5","5.0","1000.0","1.0E-7","double","double","1.2345678901234567E19"

-- text
SELECT 'it''s', '', typeof('abc'), typeof(''), 'é'
---
"_col0","_col1","_col2","_col3","_col4"
"it's","","varchar(3)","varchar(0)","é"

-- decimals
SELECT DECIMAL '1.50', DECIMAL '-0.5', DECIMAL '0001.5', DECIMAL '.5', DECIMAL '5.', DECIMAL '12345678901234567890123456789012345678'
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"1.50","-0.5","1.5","0.5","5","12345678901234567890123456789012345678"

-- types of decimals
SELECT typeof(DECIMAL '1.50'), typeof(DECIMAL '0.5'), typeof(DECIMAL '000'), typeof(DECIMAL '0010'), typeof(DECIMAL '12345678901234567890')
---
"_col0","_col1","_col2","_col3","_col4"
"decimal(3,2)","decimal(1,1)","decimal(1,0)","decimal(2,0)","decimal(20,0)"

-- no decimal
SELECT DECIMAL 'abc'
---
error: INVALID_LITERAL: line 1:8: 'abc' is not a valid decimal literal

-- too many digits
SELECT DECIMAL '123456789012345678901234567890123456789'
---
error: INVALID_LITERAL: line 1:8: '123456789012345678901234567890123456789' is not a valid decimal literal

-- numbers after their type
SELECT REAL '1.5', DOUBLE '1e3', BIGINT '5', SMALLINT '-5', TINYINT '7', INTEGER '+8', DOUBLE PRECISION '1.5'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"1.5","1000.0","5","-5","7","8","1.5"

-- types of numbers after their type
SELECT typeof(REAL '1.5'), typeof(BIGINT '5'), typeof(SMALLINT '-5'), typeof(VARCHAR 'x'), typeof(CHAR 'abc'), typeof(BOOLEAN 'true')
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"real","bigint","smallint","varchar","char(3)","boolean"

-- no integer
SELECT INTEGER 'x'
---
error: INVALID_LITERAL: line 1:8: 'x' is not a valid integer literal

-- no tinyint
SELECT TINYINT '128'
---
error: INVALID_LITERAL: line 1:8: '128' is not a valid tinyint literal

-- no boolean
SELECT BOOLEAN 'x'
---
error: INVALID_LITERAL: line 1:8: 'x' is not a valid boolean literal

-- dates
SELECT DATE '2020-02-29', DATE '0001-01-01', DATE '9999-12-31', DATE ' 2020-1-2 '
---
"_col0","_col1","_col2","_col3"
"2020-02-29","0001-01-01","9999-12-31","2020-01-02"

-- no date
SELECT DATE '2020-02-30'
---
error: INVALID_LITERAL: line 1:8: '2020-02-30' is not a valid date literal

-- no date either
SELECT 1, DATE 'today'
---
error: INVALID_LITERAL: line 1:11: 'today' is not a valid date literal

-- times
SELECT TIME '01:02:03', TIME '1:2', TIME '01:02:03.456', TIME '23:59:59.999999', TIME '01:02:03.123456789012'
---
"_col0","_col1","_col2","_col3","_col4"
"01:02:03","01:02:00","01:02:03.456","23:59:59.999999","01:02:03.123456789012"

-- types of times
SELECT typeof(TIME '01:02'), typeof(TIME '01:02:03.45'), typeof(TIME '01:02:03.123456789'), typeof(TIME '01:02:03+01:00')
---
"_col0","_col1","_col2","_col3"
"time(0)","time(2)","time(9)","time(0) with time zone"

-- times with offsets
SELECT TIME '01:02:03+05:30', TIME '01:02:03.4 -08:00', TIME '23:00:00-01:00'
---
"_col0","_col1","_col2"
"01:02:03+05:30","01:02:03.4-08:00","23:00:00-01:00"

-- no time
SELECT TIME '25:00:00'
---
error: INVALID_LITERAL: line 1:8: '25:00:00' is not a valid time literal

-- timestamps
SELECT TIMESTAMP '2020-01-02', TIMESTAMP '2020-01-02 03:04', TIMESTAMP '2020-1-2 3:4:5', TIMESTAMP '2020-01-02 03:04:05.6', TIMESTAMP '2020-01-02 03:04:05.123456', TIMESTAMP '2020-01-02 03:04:05.123456789012'
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"2020-01-02 00:00:00","2020-01-02 03:04:00","2020-01-02 03:04:05","2020-01-02 03:04:05.6","2020-01-02 03:04:05.123456","2020-01-02 03:04:05.123456789012"

-- types of timestamps
SELECT typeof(TIMESTAMP '2020-01-02'), typeof(TIMESTAMP '2020-01-02 03:04:05.60'), typeof(TIMESTAMP '2020-01-02 03:04:05.1234567'), typeof(TIMESTAMP '2020-01-02 03:04:05.6 UTC')
---
"_col0","_col1","_col2","_col3"
"timestamp(0)","timestamp(2)","timestamp(7)","timestamp(1) with time zone"

-- timestamps with zones
SELECT TIMESTAMP '2020-01-02 03:04:05 UTC', TIMESTAMP '2020-01-02 03:04:05 America/New_York', TIMESTAMP '2020-01-02 03:04:05.678 +05:30', TIMESTAMP '2020-01-02 03:04:05-08:00', TIMESTAMP '2020-01-02 UTC'
---
"_col0","_col1","_col2","_col3","_col4"
"2020-01-02 03:04:05 UTC","2020-01-02 03:04:05 America/New_York","2020-01-02 03:04:05.678 +05:30","2020-01-02 03:04:05 -08:00","2020-01-02 00:00:00 UTC"

-- zones in any case and by other names
SELECT TIMESTAMP '2020-01-02 03:04:05 america/new_york', TIMESTAMP '2020-01-02 03:04:05 Z', TIMESTAMP '2020-01-02 03:04:05 GMT', TIMESTAMP '2020-01-02 03:04:05 +00:00', TIMESTAMP '2020-01-02 03:04:05 UTC+3'
---
"_col0","_col1","_col2","_col3","_col4"
"2020-01-02 03:04:05 America/New_York","2020-01-02 03:04:05 UTC","2020-01-02 03:04:05 UTC","2020-01-02 03:04:05 UTC","2020-01-02 03:04:05 +03:00"

-- no timestamp
SELECT TIMESTAMP '2020-01-02T03:04:05'
---
error: INVALID_LITERAL: line 1:8: '2020-01-02T03:04:05' is not a valid timestamp literal

-- no such month
SELECT TIMESTAMP '2020-13-01 00:00:00'
---
error: INVALID_LITERAL: line 1:8: '2020-13-01 00:00:00' is not a valid timestamp literal

-- no such zone
SELECT TIMESTAMP '2020-01-02 03:04:05 Mars/Base'
---
error: INVALID_LITERAL: line 1:8: '2020-01-02 03:04:05 Mars/Base' is not a valid timestamp literal

-- too many digits of a second
SELECT TIMESTAMP '2020-01-02 03:04:05.1234567890123'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: line 1:8: TIMESTAMP precision must be in range [0, 12]: 13

-- years beyond four digits
SELECT DATE '+12345-01-02', TIMESTAMP '12345-01-02 03:04:05.6', DATE '-0001-12-31'
---
"_col0","_col1","_col2"
"+12345-01-02","+12345-01-02 03:04:05.6","-0001-12-31"

-- bytes
SELECT X'', X'65683F', x'61 62 63', typeof(X'00')
---
"_col0","_col1","_col2","_col3"
"","65 68 3f","61 62 63","varbinary"

-- bytes of an odd number of digits
SELECT X'1'
---
error: SYNTAX_ERROR: line 1:8: Binary literal must contain an even number of digits

-- bytes of other characters
SELECT X'GG'
---
error: SYNTAX_ERROR: line 1:8: Binary literal can only contain hexadecimal digits

-- bytes compare
SELECT X'61' = CAST('a' AS varbinary), X'61' < X'62', X'' < X'00'
---
"_col0","_col1","_col2"
"true","true","true"

-- unicode
SELECT U&'Hello winter \2603 !', U&'Hello winter #2603 !' UESCAPE '#', U&'\+01F600', U&'a\\b'
---
"_col0","_col1","_col2","_col3"
"Hello winter ☃ !","Hello winter ☃ !","😀","a\b"

-- an escape that is cut short
SELECT U&'\26'
---
error: SYNTAX_ERROR: line 1:8: Incomplete escape sequence: 26

-- an escape that is none
SELECT U&'\26xy'
---
error: SYNTAX_ERROR: line 1:8: Invalid hexadecimal digit: x

-- char
SELECT CHAR 'abc', CHAR 'a ' = CHAR 'a'
---
"_col0","_col1"
"abc","true"

-- json
SELECT JSON '{"b": 1, "a": [1, 2.50]}', JSON '"x"', JSON 'null', typeof(JSON '1')
---
"_col0","_col1","_col2","_col3"
"{""a"":[1,2.5],""b"":1}","""x""","null","json"

-- no json
SELECT JSON '{'
---
error: INVALID_LITERAL: line 1:8: '{' is not a valid json literal

-- uuid
SELECT UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59', typeof(UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59')
---
"_col0","_col1"
"12151fd2-7586-11e9-8f9e-2a86e4085a59","uuid"

-- no uuid
SELECT UUID 'x'
---
error: INVALID_LITERAL: line 1:8: 'x' is not a valid uuid literal

-- true, false and NULL
SELECT true, FALSE, NULL, typeof(NULL)
---
"_col0","_col1","_col2","_col3"
"true","false",,"unknown"

-- signs
SELECT +5, -(-5), - - 5, -1.5, -DECIMAL '1.0', -REAL '2'
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"5","5","5","-1.5","-1.0","-2.0"

-- no negative text
SELECT -'a'
---
error: TYPE_MISMATCH: line 1:8: Cannot negate varchar(1)

-- rows
SELECT ROW(1, 'a', NULL), (1, 2), typeof(ROW(1, 'a')), ROW(1, ROW(2.5))
---
"_col0","_col1","_col2","_col3"
"{1, a, null}","{1, 2}","row(integer, varchar(1))","{1, {2.5}}"

-- arrays and maps
SELECT ARRAY[1, NULL], ARRAY[], ARRAY['a', 'b'], MAP(ARRAY['b', 'a'], ARRAY[1, 2]), ARRAY[1, 2.5]
---
"_col0","_col1","_col2","_col3","_col4"
"[1, null]","[]","[a, b]","{a=2, b=1}","[1.0, 2.5]"

-- text of nested values
SELECT ARRAY[true, NULL], ARRAY[1.5, 1e10], ARRAY[DATE '2020-01-02'], ARRAY[DECIMAL '1.50'], ARRAY[TIMESTAMP '2020-01-02 03:04:05.6 UTC'], MAP(ARRAY[10, 9], ARRAY['a', NULL]), CAST(ROW(1, NULL) AS ROW(a integer, b varchar))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"[true, null]","[1.5, 1.0E10]","[2020-01-02]","[1.50]","[2020-01-02 03:04:05.6 UTC]","{9=null, 10=a}","{a=1, b=null}"

-- now is one moment
SELECT current_timestamp = now(), localtimestamp = CAST(current_timestamp AS timestamp), current_date = CAST(current_timestamp AS date), typeof(current_time), typeof(localtime), typeof(current_timestamp(6)), typeof(localtimestamp(0))
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","true","true","time(3) with time zone","time(3)","timestamp(6) with time zone","timestamp(0)"

-- whole numbers to other bases
SELECT 0x1F, 0o17, 0b11, 0X_1f + 0O7 * 0B1, 1_000, 0 o17
---
"_col0","_col1","_col2","_col3","_col4","o17"
"31","15","3","38","1000","0"

-- an interval has a field
SELECT INTERVAL '1 day'
---
error: TYPE_NOT_FOUND: line 1:8: Unknown resolvedType: interval

-- a cast to a type that there is not
SELECT CAST(1 AS foo)
---
error: TYPE_MISMATCH: line 1:8: Unknown type: foo

-- the negative of the least integer
SELECT -(-2147483648)
---
error: NUMERIC_VALUE_OUT_OF_RANGE: integer negation overflow: -2147483648

-- negatives of negatives
SELECT -(-5), - - 5, -(-(-5)), -(-1.5)
---
"_col0","_col1","_col2","_col3"
"5","5","-5","1.5"

-- a date beyond all days
SELECT DATE '5881580-07-12'
---
error: INVALID_LITERAL: line 1:8: '5881580-07-12' is not a valid date literal

-- a timestamp beyond all microseconds
SELECT TIMESTAMP '292278994-08-17 07:12:55.807'
---
error: INVALID_LITERAL: line 1:8: '292278994-08-17 07:12:55.807' is not a valid timestamp literal

-- a plus before numbers
SELECT +5, + 1.5, +REAL '2', - + 5, +(1 + 2), +BIGINT '7' * 2
---
"_col0","_col1","_col2","_col3","_col4","_col5"
"5","1.5","2.0","-5","3","14"

-- no plus before text
SELECT 1, +'a'
---
error: TYPE_MISMATCH: line 1:11: Unary '+' operator cannot by applied to varchar(1) type

-- no plus before a decimal
SELECT +DECIMAL '1.5'
---
error: TYPE_MISMATCH: line 1:8: Unary '+' operator cannot by applied to decimal(2,1) type

-- a literal of a type that there is not
SELECT foo 'x'
---
error: TYPE_NOT_FOUND: line 1:8: Unknown resolvedType: foo

-- text with a NUL in it
SELECT length(U&'a\0000b'), to_utf8(U&'a\0000''b'), U&'a\0000' = 'a' || chr(0)
---
"_col0","_col1","_col2"
"3","61 00 27 62","true"

-- a national text is a literal of the type N
SELECT N'a' FROM (VALUES 7) t(a)
---
error: TYPE_NOT_FOUND: line 1:8: Unknown resolvedType: N
