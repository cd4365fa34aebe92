-- sums
SELECT DECIMAL '1.5' + DECIMAL '0.25', DECIMAL '99.9' + DECIMAL '0.1', DECIMAL '1' - DECIMAL '0.001', DECIMAL '1.5' + 2, 2 - DECIMAL '0.5'
---
"_col0","_col1","_col2","_col3","_col4"
"1.75","100.0","0.999","3.5","1.5"

-- types of sums
SELECT typeof(DECIMAL '1.5' + DECIMAL '0.25'), typeof(DECIMAL '1.5' - DECIMAL '10'), typeof(DECIMAL '1.5' + 1), typeof(DECIMAL '1.5' + BIGINT '1'), typeof(DECIMAL '1.5' + TINYINT '1')
---
"_col0","_col1","_col2","_col3","_col4"
"decimal(4,2)","decimal(4,1)","decimal(12,1)","decimal(21,1)","decimal(5,1)"

-- products
SELECT DECIMAL '1.5' * DECIMAL '0.25', DECIMAL '-1.5' * 2, DECIMAL '0.1' * DECIMAL '0.1'
---
"_col0","_col1","_col2"
"0.375","-3.0","0.01"

-- types of products
SELECT typeof(DECIMAL '1.5' * DECIMAL '0.25'), typeof(DECIMAL '1.5' * 2), typeof(DECIMAL '12345678901234567890.5' * DECIMAL '12345678901234567890.5')
---
"_col0","_col1","_col2"
"decimal(4,3)","decimal(12,1)","decimal(38,2)"

-- products of many digits
SELECT DECIMAL '999999999999999999' * DECIMAL '999999999999999999', DECIMAL '999999999999999999' + DECIMAL '1', DECIMAL '0.000000001' * DECIMAL '0.000000001'
---
"_col0","_col1","_col2"
"999999999999999998000000000000000001","1000000000000000000","0.000000000000000001"

-- quotients round half up
SELECT DECIMAL '1' / DECIMAL '3', DECIMAL '2' / DECIMAL '3', DECIMAL '1.0' / DECIMAL '3', DECIMAL '-1.0' / DECIMAL '3', DECIMAL '5' / DECIMAL '2', DECIMAL '-5' / DECIMAL '2', DECIMAL '1' / DECIMAL '3.00'
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"0","1","0.3","-0.3","3","-3","0.33"

-- types of quotients
SELECT typeof(DECIMAL '1' / DECIMAL '3'), typeof(DECIMAL '1.0' / DECIMAL '3.00'), typeof(DECIMAL '1.000' / DECIMAL '3.0'), typeof(DECIMAL '1.0' / 3)
---
"_col0","_col1","_col2","_col3"
"decimal(1,0)","decimal(5,2)","decimal(5,3)","decimal(2,1)"

-- quotients of decimals and integers
SELECT DECIMAL '10.00' / 4, 10 / DECIMAL '4.00', DECIMAL '1' / 8
---
"_col0","_col1","_col2"
"2.50","2.50","0"

-- quotients of many digits
SELECT DECIMAL '12345678901234567890.12' / DECIMAL '0.0001', DECIMAL '1' / DECIMAL '0.00000000000000000000000000000000000001'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- remainders
SELECT DECIMAL '10.5' % DECIMAL '3', DECIMAL '-10.5' % DECIMAL '3', DECIMAL '10.5' % DECIMAL '-3', DECIMAL '1' % DECIMAL '0.3', 10 % DECIMAL '0.7'
---
"_col0","_col1","_col2","_col3","_col4"
"1.5","-1.5","1.5","0.1","0.2"

-- types of remainders
SELECT typeof(DECIMAL '10.5' % DECIMAL '3'), typeof(DECIMAL '123.45' % DECIMAL '1.1')
---
"_col0","_col1"
"decimal(2,1)","decimal(3,2)"

-- by zero
SELECT DECIMAL '1' / DECIMAL '0'
---
error: DIVISION_BY_ZERO: Division by zero

-- by a zero of another type
SELECT DECIMAL '1.5' / 0
---
error: DIVISION_BY_ZERO: Division by zero

-- the remainder by zero
SELECT DECIMAL '1' % DECIMAL '0.0'
---
error: DIVISION_BY_ZERO: Division by zero

-- TRY around a division by zero
SELECT TRY(DECIMAL '1' / 0), coalesce(TRY(DECIMAL '1' % 0), DECIMAL '9')
---
"_col0","_col1"
,"9"

-- a sum beyond 38 digits
SELECT DECIMAL '99999999999999999999999999999999999999' + DECIMAL '1'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- a difference beyond 38 digits
SELECT DECIMAL '-99999999999999999999999999999999999999' - DECIMAL '1'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- a product beyond 38 digits
SELECT DECIMAL '99999999999999999999999999999999999999' * DECIMAL '10'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- a quotient beyond 38 digits
SELECT DECIMAL '99999999999999999999999999999999999999' / DECIMAL '0.1'
---
error: NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow

-- with doubles and reals
SELECT DECIMAL '1.5' + 1.5, typeof(DECIMAL '1.5' + 1.5), DECIMAL '1.5' * REAL '2', typeof(DECIMAL '1.5' * REAL '2'), DECIMAL '1' / 3e0
---
"_col0","_col1","_col2","_col3","_col4"
"3.0","double","3.0","real","0.3333333333333333"

-- NULL
SELECT DECIMAL '1.5' + NULL, DECIMAL '1.5' / NULL, NULL % DECIMAL '1.5', -CAST(NULL AS decimal(3,1))
---
"_col0","_col1","_col2","_col3"
,,,

-- negation
SELECT -DECIMAL '1.50', -DECIMAL '-1.50', - - DECIMAL '0.1', typeof(-DECIMAL '1.50')
---
"_col0","_col1","_col2","_col3"
"-1.50","1.50","0.1","decimal(3,2)"

-- comparisons
SELECT DECIMAL '1.50' = DECIMAL '1.5', DECIMAL '1.5' < DECIMAL '1.51', DECIMAL '2' > 1, DECIMAL '1.5' = 1.5, DECIMAL '0.1' = 0.1, DECIMAL '1' IN (1, 2), DECIMAL '1.5' BETWEEN 1 AND 2
---
"_col0","_col1","_col2","_col3","_col4","_col5","_col6"
"true","true","true","true","true","true","true"

-- comparisons of many digits
SELECT DECIMAL '12345678901234567890.1' > DECIMAL '12345678901234567890.09', DECIMAL '99999999999999999999999999999999999999' > 1
---
"_col0","_col1"
"true","true"

-- common types
SELECT typeof(coalesce(DECIMAL '1.5', DECIMAL '10.25')), typeof(CASE WHEN true THEN DECIMAL '1.5' ELSE 1 END), typeof(ARRAY[DECIMAL '1.5', 2]), ARRAY[DECIMAL '1.5', 2], coalesce(DECIMAL '1.5', 2e0)
---
"_col0","_col1","_col2","_col3","_col4"
"decimal(4,2)","decimal(11,1)","array(decimal(11,1))","[1.5, 2.0]","1.5"

-- grouped
SELECT x, count(*) FROM (VALUES DECIMAL '1.50', DECIMAL '1.5', DECIMAL '2') t(x) GROUP BY x ORDER BY x
---
"x","_col1"
"1.50","2"
"2.00","1"

-- not with text
SELECT DECIMAL '1.5' + '1'
---
error: TYPE_MISMATCH: line 1:22: Cannot apply operator: decimal(2,1) + varchar(1)

-- results without digits before the point
SELECT DECIMAL '-.99999999999999999999999999999999999999' / DECIMAL '9693.7', DECIMAL '4898.21381' % DECIMAL '.10000000000000000000000000000000000000'
---
"_col0","_col1"
"-0.00010315978418973147508175412897036219","0.01381000000000000000000000000000000000"

-- decimals as doubles are rounded once
SELECT CAST(DECIMAL '-.4845936862749534930' AS double), CAST(DECIMAL '-.29984195668099109801' AS double), DECIMAL '.10000000000000000000000000000000000000' + 0e0, CAST(DECIMAL '1234567890123456.78' AS double), CAST(DECIMAL '16777217.1' AS real)
---
"_col0","_col1","_col2","_col3","_col4"
"-0.4845936862749535","-0.2998419566809911","0.1","1.2345678901234568E15","1.6777218E7"

-- a comparison whose common type is too small
SELECT DECIMAL '99999999999999999999999999999999999999' = DECIMAL '0.5'
---
error: INVALID_CAST_ARGUMENT: Cannot cast DECIMAL(38, 0) '99999999999999999999999999999999999999' to DECIMAL(38, 1)

-- a product of too many places
SELECT DECIMAL '0.00000000000000000000000000000000000001' * DECIMAL '0.1'
---
error: INVALID_FUNCTION_ARGUMENT: DECIMAL scale must be in range [0, precision (38)]: 39

-- all digits of a quotient count
SELECT DECIMAL '12345678901234567890123456789012345678' / 1, DECIMAL '-123456789012345678901234567890.12345678' / DECIMAL '1.0'
---
"_col0","_col1"
"12345678901234567890123456789012345678","-123456789012345678901234567890.12345678"

-- all digits of a decimal are formatted
SELECT format('%.0f', DECIMAL '12345678901234567890123456789012345678'), format('%,.2f', DECIMAL '-123456789012345678901234567890.12345678')
---
"_col0","_col1"
"12345678901234567890123456789012345678","-123,456,789,012,345,678,901,234,567,890.12"

-- all digits of a decimal in JSON count
SELECT json_value('{"a": 99999999999999999999999999999999999999}', 'lax $.a' RETURNING decimal(38, 0)), json_value('{}', 'lax -12345678901234567890123456789012.345678' RETURNING decimal(38, 6))
---
"_col0","_col1"
"99999999999999999999999999999999999999","-12345678901234567890123456789012.345678"
